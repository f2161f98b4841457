"""All figures of hosting in one table: start, memory, many viewers, idle sessions, sessions that come and go."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import load
from benchmarks.steps import LOAD_MS, chromium
from benchmarks.table import Table, number
from benchmarks.visitor import Visitor
from benchmarks.workers import Worker, running_worker
from tests.nginx import running_nginx

PAGES = ("statistics", "articles", "add", "review", "method", "")
"""Each page of the app by its address, the map at the end."""


@dataclasses.dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything."""

    viewers: int
    viewers_of_two: int
    seconds: float
    idle: int
    churn: int


WHOLE = Sizes(viewers=50, viewers_of_two=200, seconds=60, idle=500, churn=200)
QUICK = Sizes(viewers=5, viewers_of_two=10, seconds=8, idle=20, churn=10)

Row = tuple[str, str, str]


def measure_hosting(sizes: Sizes = WHOLE) -> Table:
    """Measure on workers of its own with a data folder of its own, and tell as one table."""
    began, before = time.perf_counter(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="hosted-") as folder:
        data = Path(folder)
        rows = [*_one_worker(data, sizes), *_two_workers(data, sizes)]
    note = (
        f"{os.cpu_count()} cores, load {number(before)} before and {number(os.getloadavg()[0])} after; "
        f"{time.perf_counter() - began:.0f} s in all. The visitors run on the same processors."
    )
    return Table("Hosting, on the two seed articles", ("what", "measured", "target"), rows, (note,))


def _one_worker(data: Path, sizes: Sizes) -> Iterator[Row]:
    worker = Worker(data)
    try:
        yield "first start, until the articles are read and the map can be shown", f"{number(worker.start())} s", ""
        worker.stop()
        yield "start with the articles read", f"{number(worker.start())} s", ""
        yield "from there to the first map, new browser profile", f"{number(_map_s(worker.url))} s", "3 s or less"
        asyncio.run(_each_page(worker.url))
        yield "memory after the map and each page", f"{number(worker.memory_mb)} MB", "250 MB or less"
        yield from _viewers(worker.url, sizes.viewers, 5, sizes.seconds, "1 s or less", [worker])
        tally = load.Tally()
        told = asyncio.run(load.idle(worker.url, tally, visitors=sizes.idle, worker=worker))
        failed = _failed(tally)
        yield f"memory with {sizes.idle} idle sessions{failed}", f"{told['with_sessions_mb']:,} MB", "600 MB or less"
        yield "of that, a session", f"{told['kb_each']:,} kB", ""
    finally:
        worker.stop()
    with running_worker(data) as worker:
        asyncio.run(load.first_map(worker.url))
        tally = load.Tally()
        told = asyncio.run(load.churn(worker.url, tally, visitors=sizes.churn, worker=worker))
        growth = f"{told['growth_percent']:.1f} % ({told['first_mb']:,} to {told['second_mb']:,} MB)"
        yield f"more memory after {sizes.churn} more sessions came and went{_failed(tally)}", growth, "2 % or less"


def _two_workers(data: Path, sizes: Sizes) -> Iterator[Row]:
    with contextlib.ExitStack() as stack:
        workers = [stack.enter_context(running_worker(data)) for _ in range(2)]
        url, _ = stack.enter_context(running_nginx((workers[0].port, workers[1].port)))
        yield from _viewers(url, sizes.viewers_of_two, 10, sizes.seconds, "2 s or less", workers)
        back_s = asyncio.run(_back_after_loss(url, workers))
        yield "a view is back after its worker was killed, two workers behind the proxy", f"{number(back_s)} s", "5 s"


def _viewers(
    url: str, viewers: int, think_s: float, seconds: float, target: str, workers: list[Worker]
) -> Iterator[Row]:
    tally, spent = load.Tally(), sum(worker.cpu_s for worker in workers)
    asyncio.run(load.view(url, tally, visitors=viewers, think_s=think_s, seconds=seconds))
    spent = sum(worker.cpu_s for worker in workers) - spent
    what = f"{viewers} viewers, {think_s:g} s to think" + (", two workers behind the proxy" if len(workers) > 1 else "")
    acts = [took for act in ("rerun", "quote") for took in tally.seconds.get(act, ())]
    opened = tally.seconds.get("open", [])
    if acts and opened:
        yield f"{what}: an act, 95th percentile of {len(acts):,}{_failed(tally)}", f"{number(load.p95(acts))} s", target
        yield f"{what}: opening the page, 95th percentile", f"{number(load.p95(opened))} s", ""
        yield f"{what}: processor time of an act or opening", f"{spent * 1000 / len(acts + opened):.0f} ms", ""
    else:
        yield what, f"nothing was answered: {tally.errors[:1]}", target


def _failed(tally: load.Tally) -> str:
    return f" ({len(tally.errors)} failed: {tally.errors[0]})" if tally.errors else ""


def _map_s(url: str) -> float:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        began = time.perf_counter()
        page.goto(url)
        page.frame_locator("iframe").first.locator(".tm[data-ready=true]").wait_for(timeout=LOAD_MS)
        return time.perf_counter() - began


async def _back_after_loss(url: str, workers: list[Worker]) -> float:
    """Kill the worker that a visitor is with; return the seconds until the other one shows the same view."""
    async with Visitor(url) as visitor:
        await visitor.open()
        workers["ab".index(visitor.worker)].kill()
        began = time.perf_counter()
        await visitor.wait_closed()
        await visitor.reconnect()
        await visitor.rerun()
        await visitor.fetch(f"/app/data/{visitor.digest}/payload.tmap?fresh")
        return time.perf_counter() - began


async def _each_page(url: str) -> None:
    async with Visitor(url) as visitor:
        await visitor.open()
        for name in PAGES:
            await visitor.go(name)
