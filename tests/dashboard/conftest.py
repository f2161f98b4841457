"""The seeds as a corpus, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.dataset import Corpus, corpus_of
from geodata.pipeline import build_dataset


@pytest.fixture(scope="session")
def corpus(seeds: Path) -> Corpus:
    """The two seed articles, as the app has them."""
    return corpus_of(build_dataset(seeds, title="Libya 2019-2020"))
