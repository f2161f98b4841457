"""A folder of articles to a dataset: read in parallel, resumable, the same bytes each time."""

from __future__ import annotations

import collections
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from geodata.article import Article
from geodata.cache import Cache, open_cache
from geodata.correction import Correction, digest_of
from geodata.errors import DatasetError
from geodata.exchange.imported import with_kept
from geodata.input import Watch, describe, inputs_digest, read_inputs
from geodata.jsonlines import default_processes
from geodata.rows import Row
from geodata.scheduler import read_articles, reader_version, shared_gazetteer, unpack
from geodata.store import Dataset, write_dataset
from geodata.theatre import Theatre, detect_theatre, load_theatre
from geodata.version import ROOT, digest_of_code

Progress = Callable[[int, int, str], None]


def build_dataset(
    folder: Path | Sequence[Path],
    output: Path | None = None,
    *,
    title: str | None = None,
    corrections: Sequence[Correction] = (),
    watch: Watch | None = None,
    **how: Any,
) -> Dataset:
    """Read every article of `folder` and write the dataset to `output`.

    Parameters
    ----------
    folder
        Searched with its subfolders for articles in any format (docs/formats.md); an archive, a file, or several of
        all these will do as well.
    title
        By default the folder's name.
    watch
        Called with each article and refusal as it is found, before any is read.
    how
        See `build_from_articles`.

    Raises
    ------
    DatasetError
        When `folder` is missing or holds no readable article; what was refused is named.
    """
    paths = [folder] if isinstance(folder, Path) else list(folder)
    articles, refused = read_inputs(paths, watch=watch)
    if not articles:
        raise DatasetError(_nothing_to_read(paths, refused))
    return build_from_articles(
        articles,
        output,
        title=title or describe(paths),
        refused=refused,
        corrections=corrections,
        version=_version(inputs_digest(paths), corrections),
        **how,
    )


def build_from_articles(
    articles: Sequence[Article],
    output: Path | None = None,
    *,
    title: str,
    refused: Sequence[Row] = (),
    corrections: Sequence[Correction] = (),
    version: str | None = None,
    theatre: str = "auto",
    processes: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
    frames: Callable[[int, int], None] | None = None,
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
    version
        What the articles stand for, where the caller knows it by less work than `version_of`.
    theatre
        Theatre id, ``auto`` to take the one most articles speak of, ``none`` for none. Where no known theatre fits,
        parties and ground come from the claims themselves (`geodata.conflict.derive_theatre`).
    processes
        How many read at once on this machine; by default one a core.
    scheduler
        Address of a Dask scheduler whose workers read instead (docs/building.md).
    progress
        Called with (articles done, articles in all, name of the last one): first with those read by earlier builds.
    frames
        Called with (frames done, frames in all) while the front line is drawn, likewise.

    Raises
    ------
    DatasetError
        When the reader failed on every article.
    """
    from geodata.assembly import assemble  # draws, which takes SciPy along: who asks for a version needs none of it

    version = version or version_of(articles, refused, corrections)
    chosen = _choose_theatre(theatre, articles)
    keys = {article.id: _cache_key(article, chosen) for article in articles}
    path = output.with_name(output.name + ".readings.sqlite") if output else None
    with open_cache(path, reader_version()) as cache:
        processes = processes or default_processes()
        _read_missing(articles, keys, cache, chosen, progress, processes=processes, scheduler=scheduler)
        dataset = assemble(
            articles,
            lambda article: unpack(cache.get(keys[article.id]), article),
            shared_gazetteer(),
            title=title,
            theatre=chosen,
            refused=refused,
            corpus_version=version,
            corrections=corrections,
            drawing={"drawn": cache.frames, "processes": processes, "progress": frames},
            kept_places=cache.places,
            kept_prints=cache.prints,
        )
        for kept in (cache.frames, cache.places, cache.prints):
            kept.forget_unused()
        cache.commit()  # whatever ends the writing of the dataset, nothing of this has to be done again
    if output:
        dataset = with_kept(dataset, output)
        write_dataset(dataset, output)
    return dataset


def builder_version() -> str:
    """Return a digest of all code and data here: what a dataset looks like hangs on them, what was read on fewer."""
    return digest_of_code(ROOT)


def corpus_version(folder: Path) -> str:
    """Return a digest of the files of `folder` and of the code that builds from them."""
    return _version(inputs_digest([folder]))


def _version(digest: str, corrections: Sequence[Correction] = ()) -> str:
    parts = [builder_version(), digest, *([digest_of(corrections)] if corrections else [])]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def version_of(articles: Iterable[Article], refused: Iterable[Row] = (), corrections: Sequence[Correction] = ()) -> str:
    """Return a digest of articles, corrections and the code that builds from them: what a dataset stands for."""
    parts = [builder_version(), [[a.id, a.sha256] for a in articles], list(refused)]
    if corrections:
        parts.append(digest_of(corrections))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _nothing_to_read(paths: Sequence[Path], refused: list[Row]) -> str:
    shown = " and ".join(map(str, paths[:3]))
    if not refused:
        return f"{shown} is empty; put articles there, such as text files (.txt, UTF-8), pages or PDFs."
    reasons = " ".join(row["reason"] for row in refused[:5])
    return f"{shown} holds no readable article. {reasons}"


def _choose_theatre(choice: str, articles: Iterable[Article]) -> Theatre | None:
    if choice == "none":
        return None
    if choice != "auto":
        return load_theatre(choice)
    votes = collections.Counter(t.id if (t := detect_theatre(a.text)) else "" for a in articles)
    winner = max(sorted(votes), key=votes.__getitem__)
    return load_theatre(winner) if winner else None


def _read_missing(
    articles: Sequence[Article],
    keys: dict[str, str],
    cache: Cache,
    theatre: Theatre | None,
    progress: Progress | None,
    **readers: Any,
) -> None:
    """Read all articles that the cache does not hold yet, and keep them there as they come."""
    known = cache.keys()
    missing = [article for article in articles if keys[article.id] not in known]
    done = len(articles) - len(missing)
    if progress:
        progress(done, len(articles), "")
    with closing(read_articles(missing, theatre.id if theatre else None, **readers)) as packed:
        for article, reading in zip(missing, packed, strict=True):
            cache.put(keys[article.id], reading)
            done += 1
            if progress:
                progress(done, len(articles), article.id)


def _cache_key(article: Article, theatre: Theatre | None) -> str:
    parts = [reader_version(), theatre.id if theatre else None, article.id, article.title, article.source]
    parts += [str(article.given_date), article.sha256]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
