"""The dataset on screen, built when it is missing or older than its articles."""

from __future__ import annotations

import functools

from dashboard.settings import Settings, settings_from_environment
from geodata.errors import DatasetError
from geodata.pipeline import build_dataset, corpus_version
from geodata.store import Dataset, read_dataset
from geodata.theatre import Theatre, load_theatre


def current_dataset() -> Dataset:
    """Return the dataset of the configured corpus; the same object for every session.

    Raises
    ------
    DatasetError
        When the corpus holds no readable article.
    """
    return _load(settings_from_environment())


def dataset_by_digest(digest: str) -> Dataset | None:
    """Return the dataset a link names, ``None`` when it is not on screen any more."""
    dataset = current_dataset()
    return dataset if dataset.digest == digest else None


def theatre_of(dataset: Dataset) -> Theatre | None:
    """Return the theatre a dataset was read with."""
    theatre_id = dataset.manifest["theatre"]
    return load_theatre(theatre_id) if theatre_id else None


@functools.lru_cache(maxsize=4)
def _load(settings: Settings) -> Dataset:
    folder = settings.data / settings.corpus.resolve().name
    try:
        dataset = read_dataset(folder)
        if dataset.manifest["corpus_version"] == corpus_version(settings.corpus):
            return dataset
    except (DatasetError, KeyError):
        pass  # nothing built yet, or by an older version: build it now
    return build_dataset(settings.corpus, folder, title=settings.title)
