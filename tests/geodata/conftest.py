"""What the tests of `geodata` share."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.store import Dataset


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once."""
    return Gazetteer.load()


@pytest.fixture(scope="session")
def dataset(seeds_read: Dataset) -> Dataset:
    """The two seed articles with the reference record."""
    return seeds_read
