"""The corpus on screen: the folder of articles, or one of the library with what was built of it."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

from dashboard import corpora, shelf
from dashboard.access import Person, session_person
from dashboard.apart import build_apart
from dashboard.lookup import Lookup
from dashboard.settings import Settings, settings_from_environment
from geodata.errors import DatasetError
from geodata.pipeline import corpus_version
from geodata.store import Dataset, read_dataset
from geodata.theatre import Theatre

MOST_LOADED = 4
"""Datasets in memory beside the folder's; the one that nobody asked for longest goes first."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """A dataset with the indexes over it; one object serves every session, so nobody changes it.

    Parameters
    ----------
    key
        How it stands in links (``?corpus=``); empty for the folder of articles.
    """

    dataset: Dataset
    lookup: Lookup
    theatre: Theatre | None
    key: str = ""

    @property
    def title(self) -> str:
        """Name of the corpus as shown."""
        return self.dataset.manifest["title"]

    @property
    def query(self) -> dict[str, str]:
        """What a link to a page of this corpus carries."""
        return {"corpus": self.key} if self.key else {}


def current_corpus() -> Corpus:
    """Return the corpus that the page's address names, the folder of articles without one.

    Raises
    ------
    DatasetError
        When it holds no readable article, is not built yet, is not there, or may not be read by this session.
    """
    key = corpora.asked_key()
    return named_corpus(key, session_person()) if key else folder_corpus()


def folder_corpus() -> Corpus:
    """Return the folder of articles of the settings.

    Raises
    ------
    DatasetError
        When it holds no readable article.
    """
    return _load(settings_from_environment())


def named_corpus(key: str, person: Person) -> Corpus:
    """Return a corpus or combination by its key in the state that is to be shown; the folder for an empty one.

    Raises
    ------
    DatasetError
        When it is not there, may not be read by this person, or is not built yet.
    """
    if not key:
        return folder_corpus()
    return _open(corpora.readable_state(key, person))


def corpus_of_digest(digest: str, person: Person) -> Corpus | None:
    """Return the corpus whose present or former state a digest stands for, ``None`` where there is none to read."""
    stored = shelf.find(digest)
    if stored is None:
        corpus = folder_corpus()
        return corpus if corpus.dataset.digest == digest else None
    if not corpora.may_open(person, stored.key):
        return None
    try:
        return _open(stored)
    except DatasetError:  # taken away between the two looks
        return None


def corpus_of(dataset: Dataset, key: str = "") -> Corpus:
    """Return a dataset with the indexes over it."""
    return Corpus(dataset, Lookup(dataset), dataset.theatre, key)


def _open(stored: shelf.Stored) -> Corpus:
    return _opened(stored.key, stored.digest, stored.folder)


@functools.lru_cache(maxsize=MOST_LOADED)
def _opened(key: str, digest: str, folder: Path) -> Corpus:
    del folder  # another data folder has other corpora
    return corpus_of(shelf.open_state(shelf.Stored(key, digest, "")), key)


@functools.lru_cache(maxsize=4)
def _load(settings: Settings) -> Corpus:
    return corpus_of(_stored(settings) or build_apart(settings.corpus, _folder(settings), settings.title))


def _stored(settings: Settings) -> Dataset | None:
    """Return the built dataset if it stands for the articles as they are now; a folder that is a dataset is itself."""
    if (settings.corpus / "manifest.json").is_file():
        return read_dataset(settings.corpus)
    try:
        dataset = read_dataset(_folder(settings))
    except DatasetError:
        return None
    title = settings.title or settings.corpus.name
    current = (corpus_version(settings.corpus), title)
    return dataset if (dataset.manifest["corpus_version"], dataset.manifest["title"]) == current else None


def _folder(settings: Settings) -> Path:
    return settings.data / settings.corpus.resolve().name
