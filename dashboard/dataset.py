"""The corpus on screen: its dataset, built when it is missing or older than its articles."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

from dashboard.lookup import Lookup
from dashboard.settings import Settings, settings_from_environment
from geodata.errors import DatasetError
from geodata.pipeline import build_dataset, corpus_version
from geodata.store import Dataset, read_dataset
from geodata.theatre import Theatre


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A dataset with the indexes over it; one object serves every session, so nobody changes it."""

    dataset: Dataset
    lookup: Lookup
    theatre: Theatre | None

    @property
    def title(self) -> str:
        """Name of the corpus as shown."""
        return self.dataset.manifest["title"]


def current_corpus() -> Corpus:
    """Return the configured corpus.

    Raises
    ------
    DatasetError
        When its folder holds no readable article.
    """
    return _load(settings_from_environment())


def corpus_of(dataset: Dataset) -> Corpus:
    """Return a dataset with the indexes over it."""
    return Corpus(dataset, Lookup(dataset), dataset.theatre)


@functools.lru_cache(maxsize=4)
def _load(settings: Settings) -> Corpus:
    return corpus_of(_stored(settings) or build_dataset(settings.corpus, _folder(settings), title=settings.title))


def _stored(settings: Settings) -> Dataset | None:
    """Return the built dataset if it stands for the articles as they are now."""
    try:
        dataset = read_dataset(_folder(settings))
    except DatasetError:
        return None
    title = settings.title or settings.corpus.name
    current = (corpus_version(settings.corpus), title)
    return dataset if (dataset.manifest["corpus_version"], dataset.manifest["title"]) == current else None


def _folder(settings: Settings) -> Path:
    return settings.data / settings.corpus.resolve().name
