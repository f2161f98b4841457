"""How long a corpus takes to build, and to build again with a few more articles: ``python -m benchmarks.building``."""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.reading import made_up_article
from benchmarks.table import Table, number
from geodata.article import Article
from geodata.input import read_inputs
from geodata.pipeline import build_from_articles

ARTICLES = 10_000
NEW = 10
SAMPLE_S = 0.5


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.building", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--corpus", type=Path, help="folder or file of articles to build instead of made-up ones")
    arguments = parser.parse_args()
    print(measure_building(arguments.articles, arguments.corpus).markdown())
    print(f"\n{os.cpu_count()} cores, load {', '.join(number(each) for each in os.getloadavg())}.")


def measure_building(articles: int = ARTICLES, given: Path | None = None) -> Table:
    """Build articles, made-up ones unless some are given, then the same with some new ones."""
    corpus = read_inputs([given])[0][: articles + NEW] if given else [_article(n) for n in range(articles + NEW)]
    with tempfile.TemporaryDirectory() as folder:
        rows = [(f"{len(corpus) - NEW:,} articles", *_built(corpus[:-NEW], Path(folder)))]
        rows.append((f"again, with {NEW} new ones", *_built(corpus, Path(folder))))
    headings = ("", "s", "s of processor time", "largest memory with its readers, MB", "rows")
    title = f"Building a dataset of {'given articles' if given else 'made-up articles of 3 kB'}"
    note = "Memory is each process's share of its pages (PSS), where the system tells it."
    return Table(title, headings, rows, (note,))


def _article(index: int) -> Article:
    return Article(f"{index:06d}.txt", made_up_article(index))


def _built(corpus: list[Article], folder: Path) -> tuple[str, ...]:
    largest, ended = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(largest, ended))
    watcher.start()
    began, processor = time.perf_counter(), _processor_s()
    dataset = build_from_articles(corpus, folder / "dataset", title="made up")
    seconds, used = time.perf_counter() - began, _processor_s() - processor
    ended.set()
    watcher.join()
    return number(seconds), number(used), number(largest[0]), f"{sum(dataset.manifest['counts'].values()):,}"


def _processor_s() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _watch(largest: list[float], ended: threading.Event) -> None:
    while not ended.wait(SAMPLE_S):
        largest[0] = max(largest[0], sum(map(_share_mb, _family(os.getpid()))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _share_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()
