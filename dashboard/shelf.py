"""Where the datasets of the library's corpora stand: one folder a corpus or combination, one in it for each state.

``<data>/corpora/<key>/<digest>/`` is a dataset, ``current.json`` beside it names the one to show. A new state is written
beside the old one and then named; the old one stays for a while, since maps are open that ask for its quotes.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard.settings import Settings, settings_from_environment
from geodata.article import Article
from geodata.correction import Correction
from geodata.errors import DatasetError
from geodata.input import read_inputs
from geodata.library import CorpusRecord, Library, open_library
from geodata.pipeline import build_from_articles
from geodata.scheduler import reader_version
from geodata.store import Dataset, read_dataset

FOLDER = "_folder"
"""Stands for the folder of articles within a combination; no id of the library has an underscore."""
MOST_TOGETHER = 6
SEPARATORS = re.compile(r"[+, ]+")
ID = re.compile(r"[a-z0-9-]{1,64}")
DIGEST = re.compile(r"[0-9a-f]{16}")
KEPT_STATES = 5
KEPT_S = 24 * 3600


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """A built state of a corpus: `version` is what it was built from."""

    key: str
    digest: str
    version: str

    @property
    def folder(self) -> Path:
        """Where its dataset stands."""
        return home(self.key) / self.digest


@functools.lru_cache(maxsize=2)
def _opened(url: str) -> Library:
    return open_library(url)


def library() -> Library:
    """Return the library of the settings, opened once.

    Raises
    ------
    LibraryError
        When its database does not answer.
    """
    return _opened(settings_from_environment().database)


def ids_of(key: str) -> tuple[str, ...]:
    """Return the corpora that ``?corpus=`` names, in the one order of a combination; what is no id is left out."""
    named = {one for one in SEPARATORS.split(key.strip()) if one == FOLDER or ID.fullmatch(one)}
    return tuple(sorted(named))[:MOST_TOGETHER]


def key_of(ids: tuple[str, ...]) -> str:
    """Return how a corpus or combination stands in a link."""
    return "+".join(ids)


def shelf() -> Path:
    """Return the folder of all built corpora."""
    return settings_from_environment().data / "corpora"


def home(key: str) -> Path:
    """Return the folder of a corpus or combination."""
    return shelf() / key_of(ids_of(key))


def records_of(key: str) -> list[CorpusRecord | None] | None:
    """Return the corpora of a key, ``None`` in the place of the folder; ``None`` for all when one is not there."""
    records: list[CorpusRecord | None] = []
    for one in ids_of(key):
        record = None if one == FOLDER else library().corpora.get(one)
        if record is None and one != FOLDER:
            return None
        records.append(record)
    return records or None


def title_of(key: str) -> str:
    """Return the name of a corpus, or the names of a combination."""
    settings = settings_from_environment()
    return " + ".join(record.title if record else folder_title(settings) for record in records_of(key) or ())


def folder_title(settings: Settings) -> str:
    """Return the name of the folder of articles."""
    return settings.title or settings.corpus.name


def version_of(key: str) -> str:
    """Return a digest of all that a dataset of these corpora is made from."""
    parts: list[Any] = [reader_version(), title_of(key)]
    for one in ids_of(key):
        if one == FOLDER:
            parts.append(_folder_state(settings_from_environment().corpus))
        else:
            parts.append([one, library().articles.version(one), library().corrections.version(one)[0]])
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def build(key: str, progress: Any) -> Stored:
    """Build the dataset of a corpus or combination as it is now, and name it as the one to show.

    Raises
    ------
    DatasetError
        When there is nothing to read, or no room to write.
    """
    version, title = version_of(key), title_of(key)
    articles, corrections, refused = _material(key)
    if not articles:
        msg = f"There is no article in {title} yet; add some."
        raise DatasetError(msg)
    staging = home(key) / "building"
    dataset = build_from_articles(
        articles, staging, title=title, refused=refused, corrections=corrections, progress=progress
    )
    stored = Stored(key_of(ids_of(key)), served_digest(key, dataset.digest), version)
    if not stored.folder.exists():
        staging.rename(stored.folder)
    os.utime(stored.folder)
    write_json(home(key) / "current.json", {"digest": stored.digest, "version": stored.version})
    _prune(stored)
    return stored


def current(key: str) -> Stored | None:
    """Return the state to show, ``None`` when none was built yet."""
    found = read_json(home(key) / "current.json")
    if not DIGEST.fullmatch(str(found.get("digest"))):
        return None
    stored = Stored(key_of(ids_of(key)), found["digest"], str(found.get("version")))
    return stored if (stored.folder / "manifest.json").exists() else None


def find(digest: str) -> Stored | None:
    """Return the state that a digest of an address stands for, ``None`` when there is none, or not any more."""
    if not DIGEST.fullmatch(digest):
        return None
    with contextlib.suppress(OSError):
        for each in shelf().iterdir():
            if (each / digest / "manifest.json").exists():
                return Stored(each.name, digest, "")
    return None


def open_state(stored: Stored) -> Dataset:
    """Read the dataset of a state; its digest is the one by which it is served."""
    dataset = read_dataset(stored.folder)
    return dataclasses.replace(dataset, manifest={**dataset.manifest, "digest": stored.digest})


def served_digest(key: str, digest: str) -> str:
    """Return a digest that no other corpus has, though it may hold the same articles: rights are asked by it."""
    return hashlib.sha256(f"{key_of(ids_of(key))}\0{digest}".encode()).hexdigest()[:16]


def write_json(path: Path, value: dict[str, Any]) -> None:
    """Write a small file in one step: whoever reads it sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False) as part:
        json.dump(value, part)
    try:
        Path(part.name).replace(path)
    except OSError:
        Path(part.name).unlink(missing_ok=True)
        raise


def read_json(path: Path) -> dict[str, Any]:
    """Return what `write_json` wrote, empty where there is nothing."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _material(key: str) -> tuple[list[Article], list[Correction], list[dict[str, Any]]]:
    """Return all articles of the corpora, each text once, the corrections over them, and what was left out."""
    articles: dict[str, Article] = {}
    texts: set[str] = set()
    corrections: list[Correction] = []
    refused: list[dict[str, Any]] = []
    for one in ids_of(key):
        if one == FOLDER:
            found, left_out = read_inputs([settings_from_environment().corpus])
            refused += left_out
        else:
            found = library().articles.read(one)
            corrections += library().corrections.standing(one)
        for article in found:
            if article.sha256 not in texts:
                texts.add(article.sha256)
                name = _free_name(article.id, one, articles)
                articles[name] = article if name == article.id else dataclasses.replace(article, id=name)
    return list(articles.values()), corrections, refused


def _free_name(name: str, corpus: str, taken: dict[str, Article]) -> str:
    candidates = [name, f"{corpus}/{name}", *(f"{corpus}/{name} ({n})" for n in range(2, len(taken) + 3))]
    return next(each for each in candidates if each not in taken)


def _folder_state(folder: Path) -> list[Any]:
    """Return names, sizes and times of the files of a folder: reading them all on each visit would take too long."""
    return sorted(_stats(folder))


def _stats(folder: Path) -> Iterator[tuple[str, int, int]]:
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file():
                found = path.stat()
                yield path.relative_to(folder).as_posix(), found.st_size, found.st_mtime_ns


def _prune(stored: Stored) -> None:
    """Take away states that no open map can be asking for any more."""
    states = [each for each in home(stored.key).iterdir() if DIGEST.fullmatch(each.name) and each != stored.folder]
    states.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for number, state in enumerate(states, 1):
        if number >= KEPT_STATES or time.time() - state.stat().st_mtime > KEPT_S:
            shutil.rmtree(state, ignore_errors=True)
