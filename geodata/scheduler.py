"""Where articles are read: in processes of this machine, or by the workers of a Dask cluster."""

from __future__ import annotations

import collections
import concurrent.futures
import functools
import itertools
import json
import logging
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from geodata.article import Article
from geodata.errors import DatasetError
from geodata.fork import can_fork, forked_pool
from geodata.gazetteer import Gazetteer
from geodata.reading import read_article
from geodata.rows import Row, rows_from_reading
from geodata.theatre import load_theatre
from geodata.version import ROOT, digest_of_code

logger = logging.getLogger(__name__)

BATCH = 8
"""Articles given to a reader at a time."""

AHEAD = 6
"""Batches under way for each reader: enough that none waits, few enough that texts are not held twice."""

WORKERS_S = 30.0
"""How long to wait for a cluster to answer, and for its first worker."""

STALLED_S = 600.0
"""After this long without an answer to a batch the cluster has no workers left, or none that gets on."""


def read_articles(
    articles: Sequence[Article], theatre: str | None, *, processes: int, scheduler: str | None = None
) -> Iterator[bytes]:
    """Yield the packed reading of each article (see `unpack`), in the order given wherever it was read.

    Parameters
    ----------
    theatre
        Id of the theatre that the articles speak of.
    processes
        Readers on this machine; 1 reads in this process.
    scheduler
        Address of a Dask scheduler, such as ``tcp://10.0.0.5:8786``: its workers read instead.

    Raises
    ------
    DatasetError
        When readers are lost again and again, or the cluster cannot be used.
    """
    if not articles:
        return
    if scheduler:
        yield from _read_on_cluster(articles, theatre, scheduler)
    elif processes <= 1 or len(articles) < 4 * processes or not can_fork():
        for article in articles:
            yield _read_one(article, theatre)
    else:
        yield from _read_in_processes(articles, theatre, processes)


def unpack(packed: bytes, article: Article) -> dict[str, list[Row]]:
    """Return the rows of an article by table; ``refused`` where the reader failed on it."""
    rows = json.loads(zlib.decompress(packed))
    for row in rows.get("articles", ()):
        row["text"] = article.text
    return rows


READS = (
    *(
        "actor",
        "answer",
        "article",
        "claim",
        "credit",
        "descriptor",
        "errors",
        "event",
        "gazetteer",
        "geoparse",
        "inflection",
    ),
    *(
        "interval",
        "lexicon",
        "modality",
        "phrase",
        "publication",
        "reading",
        "recognise",
        "resolve",
        "rows",
        "sentence",
    ),
    *("shape", "theatre", "theatres", "timex", "token", "toponym"),
)
"""Modules and packages of this one that read an article, with their data: what `read_article` imports, and `rows`."""


@functools.cache
def reader_version() -> str:
    """Return a digest of the code and data that read articles: a reading is only as old as they are."""
    paths = (path for name in READS for path in (ROOT / name, ROOT / f"{name}.py") if path.exists())
    return digest_of_code(*paths, Path(__file__))


_loading = threading.Lock()


def shared_gazetteer() -> Gazetteer:
    """Return the gazetteer, loaded once in this process."""
    with _loading:  # a worker of a cluster may read in several threads
        return _gazetteer()


@functools.cache
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _read_one(article: Article, theatre: str | None) -> bytes:
    """Return the rows of an article as packed JSON, without its text, which is kept elsewhere."""
    try:
        article.text.encode()
        rows = rows_from_reading(read_article(article, shared_gazetteer(), load_theatre(theatre) if theatre else None))
        for row in rows["articles"]:
            del row["text"]
    except UnicodeEncodeError as error:
        reason = f"{article.id} holds half a character at position {error.start}; save the article again in UTF-8."
        rows = {"refused": [{"name": article.id, "reason": reason}]}
    except Exception as error:  # one article that the reader trips over must not cost the others
        logger.exception("The reader failed on %s", article.id)
        reason = f"{article.id} made the reader fail ({type(error).__name__}); please report it. The others were read."
        rows = {"refused": [{"name": article.id, "reason": reason}]}
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _read_batch(articles: Sequence[Article], theatre: str | None) -> list[bytes]:
    return [_read_one(article, theatre) for article in articles]


def _in_order(batches: Iterable[Any], submit: Callable[[Any], Any], ahead: int, timeout: float | None) -> Iterator[Any]:
    """Yield the answer to each batch in order, some batches ahead under way."""
    pending: collections.deque[Any] = collections.deque()
    rest = iter(batches)
    for batch in itertools.islice(rest, ahead):
        pending.append(submit(batch))
    while pending:
        answer = pending.popleft().result(timeout)
        pending.extend(submit(batch) for batch in itertools.islice(rest, 1))
        yield from answer


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    return (articles[start : start + BATCH] for start in range(0, len(articles), BATCH))


def _read_in_processes(articles: Sequence[Article], theatre: str | None, processes: int) -> Iterator[bytes]:
    """Read in forked processes; what a lost one was reading is read again."""
    shared_gazetteer()  # before the fork, so that its pages are shared
    done = lost_at = 0
    lost = False
    while done < len(articles):
        pool = forked_pool(processes)
        submit = functools.partial(pool.submit, _read_batch, theatre=theatre)
        try:
            for packed in _in_order(_batches(articles[done:]), submit, AHEAD * processes, None):
                done += 1
                yield packed
        except BrokenProcessPool as error:
            if lost and lost_at == done:
                msg = (
                    f"A process was ended twice while it read the articles from {articles[done].id} on, most likely "
                    "because memory ran out; build again with fewer processes. What was read is kept."
                )
                raise DatasetError(msg) from error
            logger.warning("A reading process was lost; its articles are read again.")
            lost, lost_at = True, done
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _read_on_cluster(articles: Sequence[Article], theatre: str | None, address: str) -> Iterator[bytes]:
    """Read on the workers of a Dask cluster; Dask itself gives a lost worker's batches to another one."""
    try:
        import distributed
    except ImportError as error:
        msg = (
            "A cluster needs Dask here and on its workers: python -m pip install distributed. "
            "Without --scheduler, articles are read on this machine."
        )
        raise DatasetError(msg) from error
    with _client(distributed, address) as client:
        readers = sum(client.nthreads().values())
        version = reader_version()

        def submit(batch: Sequence[Article]) -> Any:
            return client.submit(_read_as, version, batch, theatre, pure=False)

        try:
            yield from _in_order(_batches(articles), submit, AHEAD * max(readers, 1), STALLED_S)
        except DatasetError:
            raise
        except (distributed.KilledWorker, concurrent.futures.CancelledError, TimeoutError, OSError) as error:
            why = str(error) or type(error).__name__
            msg = f"The cluster at {address} gave up ({why[:200]}); what was read is kept, the same command goes on."
            raise DatasetError(msg) from error


def _client(distributed: Any, address: str) -> Any:
    """Return a connection to a scheduler that has a worker."""
    client = None
    try:
        client = distributed.Client(address, timeout=WORKERS_S, set_as_default=False)
        client.wait_for_workers(1, timeout=WORKERS_S)
    except (OSError, ValueError, TimeoutError) as error:
        if client:
            client.close()
        why = "no worker" if client else "no scheduler"
        msg = f"There is {why} at {address}; give the address of a running Dask scheduler, such as tcp://10.0.0.5:8786."
        raise DatasetError(msg) from error
    return client


def _read_as(version: str, articles: Sequence[Article], theatre: str | None) -> list[bytes]:
    """Read a batch on a worker, which has to read as the machine does that asks: same code, same bytes."""
    if version != reader_version():
        msg = f"A worker of the cluster has another version of the reader ({reader_version()}, not {version}); install the same one."
        raise DatasetError(msg)
    return _read_batch(articles, theatre)
