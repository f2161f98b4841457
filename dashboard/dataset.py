"""The corpus on screen: the folder of articles, or one of the library with what was built of it."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from dashboard import corpora, firstread, shelf
from dashboard.access import NOBODY, Person, session_person
from dashboard.apart import build_apart
from dashboard.lookup import Lookup
from dashboard.memory import give_back
from dashboard.settings import Settings, settings_from_environment
from geodata.errors import DatasetError
from geodata.exchange.imported import open_part
from geodata.exchange.mapping import CLOSED
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
    restricted
        Whether it holds imported rows that must not be passed on: it is shown to who keeps the corpus alone.
    """

    dataset: Dataset
    lookup: Lookup
    theatre: Theatre | None
    key: str = ""
    restricted: bool = False

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
    return named_corpus(key, session_person())


def folder_corpus(person: Person = NOBODY) -> Corpus:
    """Return the folder of articles of the settings; who runs the app sees imported rows that must not be passed on.

    Raises
    ------
    DatasetError
        When it holds no readable article.
    """
    firstread.check()
    corpus = _load(settings_from_environment())
    return corpus if person.role == "admin" else open_corpus(corpus)


def begin(ready: Callable[[Corpus], object]) -> None:
    """Take the folder of articles into memory, or begin to read it where it was not read yet.

    Parameters
    ----------
    ready
        Called with the corpus when it is there.

    Raises
    ------
    DatasetError
        When a folder that was read before cannot be taken into memory.
    """
    settings = settings_from_environment()

    def load() -> None:
        ready(_load(settings))
        give_back()

    if _is_dataset(settings.corpus) or _is_current(settings):
        load()
    else:
        firstread.begin(load, _folder(settings))


def named_corpus(key: str, person: Person) -> Corpus:
    """Return a corpus or combination by its key in the state that is to be shown; the folder for an empty one.

    Raises
    ------
    DatasetError
        When it is not there, may not be read by this person, or is not built yet.
    """
    if not key:
        return folder_corpus(person)
    return _open(corpora.readable_state(key, person))


def corpus_of_digest(digest: str, person: Person) -> Corpus | None:
    """Return the corpus whose present or former state a digest stands for, ``None`` where there is none to read."""
    stored = shelf.find(digest)
    if stored is None:
        held = (folder_corpus(person), folder_corpus())
        return next((corpus for corpus in held if corpus.dataset.digest == digest), None)
    if not corpora.may_open(person, stored.key) or not corpora.keeps(person, stored.kept_for):
        return None
    try:
        return _open(stored)
    except DatasetError:  # taken away between the two looks
        return None


def corpus_of(dataset: Dataset, key: str = "") -> Corpus:
    """Return a dataset with the indexes over it."""
    restricted = bool((dataset.tables["imported"]["terms"] == CLOSED).any())
    return Corpus(dataset, Lookup(dataset), dataset.theatre, key, restricted)


def open_corpus(corpus: Corpus) -> Corpus:
    """Return what of a corpus may be passed on: without imported rows whose terms forbid it."""
    return _open_part(corpus) if corpus.restricted else corpus


@functools.lru_cache(maxsize=4)
def _open_part(corpus: Corpus) -> Corpus:
    part = open_part(corpus.dataset)
    return dataclasses.replace(corpus, restricted=False) if part is corpus.dataset else corpus_of(part)


def _open(stored: shelf.Stored) -> Corpus:
    return _opened(stored.key, stored.digest, stored.folder, restricted=bool(stored.kept_for))


@functools.lru_cache(maxsize=MOST_LOADED)
def _opened(key: str, digest: str, folder: Path, *, restricted: bool) -> Corpus:
    del folder  # another data folder has other corpora
    corpus = corpus_of(shelf.open_state(shelf.Stored(key, digest, "")), key)
    return dataclasses.replace(corpus, restricted=restricted or corpus.restricted)


@functools.lru_cache(maxsize=4)
def _load(settings: Settings) -> Corpus:
    return corpus_of(_stored(settings) or _built(settings))


def _built(settings: Settings) -> Dataset:
    """Read the articles, unless another worker does: then wait for what it makes of them."""
    output = _folder(settings)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        with FileLock(output.with_name(f".{output.name}.lock")):
            return _stored(settings) or build_apart(settings.corpus, output, settings.title)
    except OSError as error:
        why = error.strerror or error
        msg = f"The data folder {settings.data} cannot be written ({why}); make room, or give the server's user the right."
        raise DatasetError(msg) from error


def _stored(settings: Settings) -> Dataset | None:
    """Return the built dataset if it stands for the articles as they are now; a folder that is a dataset is itself."""
    if _is_dataset(settings.corpus):
        return read_dataset(settings.corpus)
    try:
        return read_dataset(_folder(settings)) if _is_current(settings) else None
    except DatasetError:
        return None


def _is_dataset(folder: Path) -> bool:
    return (folder / "manifest.json").is_file()


def _is_current(settings: Settings) -> bool:
    """Whether what was built stands for the articles as they are now."""
    manifest = shelf.read_json(_folder(settings) / "manifest.json")
    built = (manifest.get("corpus_version"), manifest.get("title"))
    return built[0] is not None and built == (corpus_version(settings.corpus), settings.title or settings.corpus.name)


def _folder(settings: Settings) -> Path:
    return settings.data / settings.corpus.resolve().name
