"""Where the datasets of the library's corpora stand: one folder a corpus or combination, one in it for each state.

``<data>/corpora/<key>/<digest>/`` is a dataset, ``current.json`` beside it names the one to show. A new state is written
beside the old one and then named; the old one stays for a while, since maps are open that ask for its quotes.

Where imported rows must not be passed on, a state is built twice: with them for who keeps those corpora (the file
``restricted.json`` in it names them), and without them for everybody else.
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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dashboard.settings import Settings, settings_from_environment
from geodata.article import Article
from geodata.correction import Correction
from geodata.errors import DatasetError, LibraryError
from geodata.exchange.imported import empty_dataset, open_part, with_imported, without_imported
from geodata.exchange.mapping import CLOSED
from geodata.input import read_inputs
from geodata.library import CorpusRecord, Library, open_library
from geodata.pipeline import build_from_articles, builder_version
from geodata.queue import queue_of
from geodata.store import Dataset, read_dataset, write_dataset

FOLDER = "_folder"
"""Stands for the folder of articles within a combination; no id of the library has an underscore."""
MOST_TOGETHER = 6
SEPARATORS = re.compile(r"[+, ]+")
ID = re.compile(r"[a-z0-9-]{1,64}")
DIGEST = re.compile(r"[0-9a-f]{16}")
RESTRICTED = "restricted.json"
KEPT_STATES = 5
KEPT_S = 24 * 3600


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """A built state of a corpus.

    Parameters
    ----------
    version
        What it was built from (`version_of`).
    articles
        What its articles were read from: `version` without the imported files.
    shared
        Digest of the state that everybody may see, its own where nothing has to be left out; empty where nothing is left.
    """

    key: str
    digest: str
    version: str
    articles: str = ""
    shared: str = ""

    @property
    def folder(self) -> Path:
        """Where its dataset stands."""
        return home(self.key) / self.digest

    @property
    def kept_for(self) -> tuple[str, ...]:
        """The corpora whose keepers alone may see this state, none where anybody may who reads the corpus."""
        return tuple(read_json(self.folder / RESTRICTED).get("corpora", ()))

    def for_all(self) -> Stored | None:
        """Return the state without what must not be passed on, ``None`` where nothing is left."""
        return dataclasses.replace(self, digest=self.shared) if DIGEST.fullmatch(self.shared) else None


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
        record = None if one == FOLDER else _record(one)
        if record is None and one != FOLDER:
            return None
        records.append(record)
    return records or None


def _record(corpus_id: str) -> CorpusRecord | None:
    """Return a corpus; one that everybody may read, as it was last seen while the database does not answer.

    Readers do not notice when it is started anew; nobody can have taken a right back meanwhile.
    """
    known = (settings_from_environment().database, corpus_id)
    try:
        record = library().corpora.get(corpus_id)
    except LibraryError:
        if known not in _public:
            raise
        return _public[known]
    if record is not None and record.visibility == "public":
        _public[known] = record
    else:
        _public.pop(known, None)
    return record


_public: dict[tuple[str, str], CorpusRecord] = {}
"""Corpora that everybody may read, as last seen, by database and id."""


def title_of(key: str) -> str:
    """Return the name of a corpus, or the names of a combination."""
    settings = settings_from_environment()
    return " + ".join(record.title if record else folder_title(settings) for record in records_of(key) or ())


def folder_title(settings: Settings) -> str:
    """Return the name of the folder of articles."""
    return settings.title or settings.corpus.name


def version_of(key: str) -> str:
    """Return a digest of all that a dataset of these corpora is made from."""
    imports = [[one, library().imports.version(one)] for one in _kept(key)]
    return _digest_of([_articles_version(key), imports])


def imports_folder(corpus: str) -> Path:
    """Return where the rows of a corpus's imported files are kept."""
    return settings_from_environment().data / "imports" / corpus


def build(key: str, progress: Any) -> Stored:
    """Build the dataset of a corpus or combination as it is now, and name it as the one to show.

    Raises
    ------
    DatasetError
        When there is nothing to read, or no room to write.
    """
    version, articles = version_of(key), _articles_version(key)
    dataset = _read_articles(key, articles, progress)
    imports = {one: library().imports.standing(one, imports_folder(one)) for one in _kept(key)}
    whole = with_imported(dataset, [imported for files in imports.values() for imported in files])
    if not len(whole.tables["articles"]):
        msg = f"There is nothing in {title_of(key)} yet; add some articles."
        raise DatasetError(msg)
    part = open_part(whole)
    keepers = [one for one, files in imports.items() if any(imported.terms == CLOSED for imported in files)]
    digest = _put(key, whole, () if part is whole else keepers)
    shared = digest if part is whole else _put(key, part) if len(part.tables["articles"]) else ""
    stored = Stored(key_of(ids_of(key)), digest, version, articles, shared)
    described = {name: getattr(stored, name) for name in ("digest", "version", "articles", "shared")}
    write_json(home(key) / "current.json", described)
    for one in imports:  # somebody may have made the terms stricter meanwhile
        restrict(one)
    _prune(stored)
    return stored


def restrict(corpus: str) -> None:
    """Keep those built states from others that hold rows of a corpus whose terms forbid it by now.

    What was built before the terms became stricter must not be served until the next build.
    """
    files = library().imports.all(corpus, removed=True)
    closed = {(file.name, file.sha256) for file in files if file.terms == CLOSED}
    for each in shelf().iterdir() if closed and shelf().is_dir() else ():
        if corpus not in ids_of(each.name):
            continue
        for state in each.iterdir():
            stored = Stored(each.name, state.name, "")
            if DIGEST.fullmatch(state.name) and corpus not in stored.kept_for and _holds(state, closed):
                write_json(state / RESTRICTED, {"corpora": sorted({*stored.kept_for, corpus})})


def _holds(state: Path, closed: set[tuple[str, str]]) -> bool:
    """Whether a state holds rows of one of some files; of a file that has open rows too, the open part holds those alone."""
    manifest = read_json(state / "manifest.json")
    part = manifest.get("open_part", False)
    return any(
        (one["name"], one["sha256"]) in closed and not (part and one["terms"] == CLOSED)
        for one in manifest.get("imports", ())
    )


def current(key: str) -> Stored | None:
    """Return the state to show, ``None`` when none was built yet."""
    found = read_json(home(key) / "current.json")
    if not DIGEST.fullmatch(str(found.get("digest"))):
        return None
    version, articles, shared = (str(found.get(name, "")) for name in ("version", "articles", "shared"))
    stored = Stored(key_of(ids_of(key)), found["digest"], version, articles, shared)
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


def _kept(key: str) -> list[str]:
    """Return the corpora of a key that the library keeps."""
    return [one for one in ids_of(key) if one != FOLDER]


def _articles_version(key: str) -> str:
    """Return a digest of all that is read of these corpora: articles, corrections, reader."""
    parts: list[Any] = [builder_version(), title_of(key)]
    for one in ids_of(key):
        if one == FOLDER:
            parts.append(_folder_state(settings_from_environment().corpus))
        else:
            parts.append([one, library().articles.version(one), library().corrections.version(one)[0]])
    return _digest_of(parts)


def _digest_of(parts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _read_articles(key: str, version: str, progress: Any) -> Dataset:
    """Return the dataset of the articles alone: the one on screen where only imported files came or went."""
    former = current(key)
    if former and former.articles == version:
        with contextlib.suppress(DatasetError):
            return without_imported(read_dataset(former.folder))
    articles, corrections, refused = _material(key)
    if not articles:
        return empty_dataset(title_of(key))
    return build_from_articles(
        articles,
        home(key) / "building",
        title=title_of(key),
        refused=refused,
        corrections=corrections,
        progress=progress,
        frames=getattr(progress, "frames", None),
    )


def _put(key: str, dataset: Dataset, keepers: Sequence[str] = ()) -> str:
    """Put a dataset in its place, for the keepers of some corpora alone where there are any; return its served digest."""
    digest = served_digest(key, dataset.digest)
    folder, staging = home(key) / digest, home(key) / "building"
    if not folder.exists():
        if read_json(staging / "manifest.json").get("digest") != dataset.digest:
            write_dataset(dataset, staging)
        queue_of(dataset).write(staging)  # whoever reviews it finds the queue there
        _keep_for(staging, keepers)
        staging.rename(folder)
    _keep_for(folder, keepers)
    os.utime(folder)
    return digest


def _keep_for(folder: Path, keepers: Sequence[str]) -> None:
    if keepers:
        write_json(folder / RESTRICTED, {"corpora": list(keepers)})
    else:
        (folder / RESTRICTED).unlink(missing_ok=True)


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
    shown = {stored.digest, stored.shared}
    states = [each for each in home(stored.key).iterdir() if DIGEST.fullmatch(each.name) and each.name not in shown]
    states.sort(key=lambda each: each.stat().st_mtime, reverse=True)
    for number, state in enumerate(states, 1):
        if number >= KEPT_STATES or time.time() - state.stat().st_mtime > KEPT_S:
            shutil.rmtree(state, ignore_errors=True)
