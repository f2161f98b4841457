"""What the tests of `geodata` share."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once."""
    return Gazetteer.load()
