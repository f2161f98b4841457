"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.store import Dataset, read_dataset
from tests.seeded import build_once, dataset_in, shared_folder

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


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data folder of an app that has built the seeds; to be copied by whoever writes (`tests.seeded.copied`)."""
    return build_once(shared_folder(tmp_path_factory))


@pytest.fixture(scope="session")
def seeds_read(seeded: Path) -> Dataset:
    """The seeds as a dataset, as the app reads it; nobody writes into its tables."""
    return read_dataset(dataset_in(seeded))
