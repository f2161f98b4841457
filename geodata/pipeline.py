"""A folder of articles to a dataset: read in parallel, resumable, the same bytes each time."""

from __future__ import annotations

import collections
import dataclasses
import functools
import hashlib
import json
import logging
import multiprocessing
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from pathlib import Path

from geodata.article import Article, read_text_file
from geodata.conflict import derive_theatre
from geodata.correction import Correction, digest_of
from geodata.errors import ArticleError, DatasetError
from geodata.frontline import control_modes
from geodata.gazetteer import Gazetteer
from geodata.jsonlines import default_processes
from geodata.place import Places, locate
from geodata.reading import read_article
from geodata.replay import replay
from geodata.rows import TABLES, Row, group_events, rows_from_reading
from geodata.store import Dataset, dataset_from_rows, write_dataset
from geodata.theatre import Theatre, detect_theatre, load_theatre

logger = logging.getLogger(__name__)

SUFFIXES = (".txt", ".text", ".md")
Progress = Callable[[int, int, str], None]


def build_dataset(
    folder: Path,
    output: Path | None = None,
    *,
    title: str | None = None,
    theatre: str = "auto",
    processes: int | None = None,
    progress: Progress | None = None,
) -> Dataset:
    """Read every article of `folder` and write the dataset to `output`.

    Parameters
    ----------
    folder
        Searched with its subfolders for ``.txt``, ``.text`` and ``.md`` files.
    title
        By default the folder's name; for the rest see `build_from_articles`.

    Raises
    ------
    DatasetError
        When `folder` is missing or holds no readable article; what was refused is named.
    """
    articles, refused = _read_folder(folder)
    if not articles:
        raise DatasetError(_nothing_to_read(folder, refused))
    return build_from_articles(
        articles,
        output,
        title=title or folder.name,
        refused=refused,
        theatre=theatre,
        processes=processes,
        progress=progress,
    )


def build_from_articles(
    articles: Sequence[Article],
    output: Path | None = None,
    *,
    title: str,
    refused: Sequence[Row] = (),
    corrections: Sequence[Correction] = (),
    theatre: str = "auto",
    processes: int | None = None,
    progress: Progress | None = None,
) -> Dataset:
    """Read articles and write the dataset to `output`.

    Parameters
    ----------
    output
        Folder for the dataset, ``None`` to keep it in memory.  Readings are kept beside
        it in ``<output>.readings.sqlite``: a build that was stopped goes on where it was,
        and only new or changed articles are read again.
    refused
        Files that were left out, ``name`` and ``reason`` each, as the dataset names them.
    corrections
        Replayed over what was read (`geodata.replay.replay`).
    theatre
        Theatre id, ``auto`` to take the one most articles speak of, ``none`` for none. Where no known theatre fits,
        parties and ground come from the claims themselves (`geodata.conflict.derive_theatre`).
    progress
        Called with (articles done, articles in all, name of the last one).

    Raises
    ------
    DatasetError
        When the reader failed on every article.
    """
    refused = list(refused)
    version = version_of(articles, refused, corrections)
    chosen = _choose_theatre(theatre, articles)
    cache = output.with_name(output.name + ".readings.sqlite") if output else None
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    readings = _read_all(articles, chosen, cache, processes or default_processes())
    for done, (article, one) in enumerate(zip(articles, readings, strict=True), start=1):
        for name in TABLES:
            rows[name].extend(one.get(name, ()))
        refused += one.get("refused", ())
        if progress:
            progress(done, len(articles), article.id)
    if not rows["articles"]:
        reasons = " ".join(row["reason"] for row in refused[:5])
        msg = f"There is no readable article in {title}. {reasons}"
        raise DatasetError(msg)
    outcome = replay(rows, corrections, _gazetteer()) if corrections else None
    places = Places(_gazetteer())
    for toponym in rows["toponyms"]:
        toponym["place"] = places.number(toponym)
    rows["places"] = places.rows
    locate(rows["events"], rows["claims"], rows["toponyms"], rows["places"])
    group_events(rows["events"])
    shown = chosen or derive_theatre(rows["claims"], rows["places"], _gazetteer())
    dataset = dataset_from_rows(
        rows,
        control_modes(rows["claims"], rows["articles"], shown),
        title=title,
        theatre=shown,
        refused=refused,
        corpus_version=version,
        corrections=dataclasses.asdict(outcome) if outcome else None,
    )
    if output:
        write_dataset(dataset, output)
    return dataset


def corpus_version(folder: Path) -> str:
    """Return a digest of the articles of `folder` and of the code that reads them."""
    return version_of(*_read_folder(folder))


def version_of(articles: Iterable[Article], refused: Iterable[Row] = (), corrections: Sequence[Correction] = ()) -> str:
    """Return a digest of articles, corrections and the code that reads them: what a dataset stands for."""
    parts = [reader_version(), [[a.id, a.sha256] for a in articles], list(refused)]
    if corrections:
        parts.append(digest_of(corrections))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _read_folder(folder: Path) -> tuple[list[Article], list[Row]]:
    """Return the articles in the order of their names, and what was refused with its reason."""
    if not folder.is_dir():
        msg = f"{folder} is not a folder; give the folder that holds the articles."
        raise DatasetError(msg)
    articles, refused = [], []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
        try:
            articles.append(_read_file(path, folder))
        except ArticleError as error:
            refused.append({"name": path.relative_to(folder).as_posix(), "reason": str(error)})
    return articles, refused


def _read_file(path: Path, folder: Path) -> Article:
    if path.suffix.lower() not in SUFFIXES:
        name = path.relative_to(folder).as_posix()
        msg = f"{name} is not an article file; allowed are {', '.join(SUFFIXES)}."
        raise ArticleError(msg)
    return read_text_file(path, root=folder)


def _nothing_to_read(folder: Path, refused: list[Row]) -> str:
    if not refused:
        return f"{folder} is empty; put articles there as text files (.txt, UTF-8)."
    reasons = " ".join(row["reason"] for row in refused[:5])
    return f"{folder} holds no readable article. {reasons}"


def _choose_theatre(choice: str, articles: Iterable[Article]) -> Theatre | None:
    if choice == "none":
        return None
    if choice != "auto":
        return load_theatre(choice)
    votes = collections.Counter(t.id if (t := detect_theatre(a.text)) else "" for a in articles)
    winner = max(sorted(votes), key=votes.__getitem__)
    return load_theatre(winner) if winner else None


def _read_all(
    articles: Sequence[Article], theatre: Theatre | None, cache: Path | None, processes: int
) -> Iterator[dict[str, list[Row]]]:
    """Yield the rows of each article in order, from the cache where it has them."""
    with closing(_open_cache(cache)) as store:
        keys = [_cache_key(article, theatre) for article in articles]
        known = {key for key in keys if store.execute("SELECT 1 FROM reading WHERE key = ?", (key,)).fetchone()}
        fresh = _read_fresh([a for a, k in zip(articles, keys, strict=True) if k not in known], theatre, processes)
        for key in keys:
            if key in known:
                (packed,) = store.execute("SELECT rows FROM reading WHERE key = ?", (key,)).fetchone()
            else:
                packed = next(fresh)
                store.execute("INSERT OR REPLACE INTO reading VALUES (?, ?)", (key, packed))
                store.commit()
            yield json.loads(packed)


def _open_cache(path: Path | None) -> sqlite3.Connection:
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    store = sqlite3.connect(path or ":memory:")
    store.execute("CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, rows TEXT NOT NULL)")
    return store


def _cache_key(article: Article, theatre: Theatre | None) -> str:
    parts = [reader_version(), theatre.id if theatre else None, article.id, article.title, article.source]
    parts += [str(article.given_date), article.sha256]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@functools.cache
def reader_version() -> str:
    """Return a digest of the code and data that read articles: a reading is only as old as they are."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


_reader: tuple[Gazetteer, Theatre | None] | None = None


def _read_fresh(articles: list[Article], theatre: Theatre | None, processes: int) -> Iterator[str]:
    if not articles:
        return
    global _reader  # noqa: PLW0603 -- forked workers inherit the loaded gazetteer
    _reader = (_gazetteer(), theatre)
    if processes <= 1 or len(articles) < 4 * processes or multiprocessing.get_start_method() != "fork":
        yield from map(_read_one, articles)
        return
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        yield from pool.map(_read_one, articles, chunksize=8)


def _read_one(article: Article) -> str:
    assert _reader is not None  # set by _read_fresh before any article is read
    try:
        rows = rows_from_reading(read_article(article, *_reader))
    except Exception as error:  # one article that the reader trips over must not cost the others
        logger.exception("The reader failed on %s", article.id)
        reason = f"{article.id} made the reader fail ({type(error).__name__}); please report it. The others were read."
        rows = {"refused": [{"name": article.id, "reason": reason}]}
    return json.dumps(rows, ensure_ascii=False)
