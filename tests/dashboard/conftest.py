"""The seeds as a corpus."""

from __future__ import annotations

import pytest

from dashboard.dataset import Corpus, corpus_of
from geodata.store import Dataset


@pytest.fixture(scope="session")
def corpus(seeds_read: Dataset) -> Corpus:
    """The two seed articles, as the app has them."""
    return corpus_of(seeds_read)
