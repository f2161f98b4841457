"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the shared corpora where they are not beside the project."""
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="the shared corpora are not beside the project"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Folder of the two seed articles."""
    return PROJECT / "seeds"
