"""Bounded load on a server of this computer: real sessions over websockets, files as browsers fetch and keep them.

    python -m benchmarks.load viewers --visitors 50 --think 5 --seconds 30
    python -m benchmarks.load idle --visitors 200
    python -m benchmarks.load churn --visitors 200
    python -m benchmarks.load start
    python -m benchmarks.load all

``all`` measures everything that docs/hosting.md promises, in five to eight minutes, and prints one table; ``--quick`` shows
in one that it runs.
Without ``--url`` it starts one worker on the seeds and measures its memory and processor time too.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.visitor import Visitor
from benchmarks.workers import Worker, running_worker

MOST_VISITORS = 1000
MOST_SECONDS = 600
TOGETHER = 20
"""Visitors that open the page at the same time when idle sessions are made."""
RERUNS = 0.3
"""Share of a viewer's acts that run the page again; the others click on a quote."""


@dataclasses.dataclass(slots=True)
class Tally:
    """What was measured, by kind of act: seconds; and how often an act failed."""

    seconds: dict[str, list[float]] = dataclasses.field(default_factory=dict)
    errors: list[str] = dataclasses.field(default_factory=list)

    def add(self, act: str, seconds: float) -> None:
        """Note how long an act took."""
        self.seconds.setdefault(act, []).append(seconds)

    def told(self) -> dict[str, dict[str, float]]:
        """Return count, median and 95th percentile of each act."""
        return {
            act: {"count": len(took), "p50_s": round(statistics.median(took), 3), "p95_s": round(p95(took), 3)}
            for act, took in sorted(self.seconds.items())
        }


def p95(values: Sequence[float]) -> float:
    """Return the value that at most one in twenty exceeds."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]


async def view(url: str, tally: Tally, *, visitors: int, think_s: float, seconds: float) -> None:
    """Have viewers open the page and act, each with time to think between."""
    end = time.monotonic() + seconds

    async def one(number: int) -> None:
        rng = random.Random(number)
        await asyncio.sleep(rng.uniform(0, think_s))  # people do not come all in one moment
        async with Visitor(url) as visitor:
            tally.add("open", await visitor.open())
            quotes = await visitor.quotes()
            while time.monotonic() < end:
                await asyncio.sleep(rng.expovariate(1 / think_s))
                if rng.random() < RERUNS:
                    tally.add("rerun", await visitor.rerun())
                else:
                    tally.add("quote", await _timed(visitor, rng.choice(quotes)))

    await _all(tally, (one(number) for number in range(visitors)))


async def idle(url: str, tally: Tally, *, visitors: int, worker: Worker | None) -> dict[str, float]:
    """Hold sessions open that do nothing; return what they cost."""
    before = worker.memory_mb if worker else 0.0
    async with contextlib.AsyncExitStack() as stack:
        gate = asyncio.Semaphore(TOGETHER)

        async def one() -> None:
            async with gate:
                visitor = await stack.enter_async_context(Visitor(url))
                tally.add("open", await visitor.open(files=False))

        await _all(tally, (one() for _ in range(visitors)))
        await asyncio.sleep(2)
        after = worker.memory_mb if worker else 0.0
    return {
        "before_mb": round(before),
        "with_sessions_mb": round(after),
        "kb_each": round((after - before) * 1e3 / visitors),
    }


async def churn(url: str, tally: Tally, *, visitors: int, worker: Worker | None) -> dict[str, float]:
    """Have sessions come and go, twice; return how much more memory is held after the second time."""
    held = []
    for _ in range(2):
        gate = asyncio.Semaphore(TOGETHER)

        async def one(gate: asyncio.Semaphore = gate) -> None:
            async with gate, Visitor(url) as visitor:
                tally.add("open", await visitor.open(files=False))

        await _all(tally, (one() for _ in range(visitors)))
        await asyncio.sleep(2)
        held.append(worker.memory_mb if worker else 0.0)
    growth = (held[1] / held[0] - 1) * 100 if held[0] else 0.0
    return {"first_mb": round(held[0]), "second_mb": round(held[1]), "growth_percent": round(growth, 1)}


async def first_map(url: str) -> float:
    """Return the seconds in which a fresh visitor has the page and all that its map asks for."""
    async with Visitor(url) as visitor:
        return await visitor.open()


async def _timed(visitor: Visitor, path: str) -> float:
    began = time.perf_counter()
    await visitor.fetch(path, keep=False)
    return time.perf_counter() - began


async def _all(tally: Tally, works: Iterator) -> None:
    for done in await asyncio.gather(*works, return_exceptions=True):
        if isinstance(done, Exception):
            tally.errors.append(f"{type(done).__name__}: {done}"[:200])
        elif isinstance(done, BaseException):
            raise done


def main(argv: Sequence[str] | None = None) -> int:
    """Run one mode and print its figures as JSON; return the exit code."""
    arguments = _parser().parse_args(argv)
    if arguments.mode == "all":
        from benchmarks.hosted import QUICK, WHOLE, measure_hosting

        print(measure_hosting(QUICK if arguments.quick else WHOLE).markdown())
        return 0
    try:
        Visitor(arguments.url or "http://localhost")
    except ValueError as error:
        print(f"load: {error}", file=sys.stderr)
        return 2
    if not (0 < arguments.visitors <= MOST_VISITORS and 0 < arguments.seconds <= MOST_SECONDS and arguments.think > 0):
        print(f"load: up to {MOST_VISITORS} visitors for up to {MOST_SECONDS} s, with time to think.", file=sys.stderr)
        return 2
    with contextlib.ExitStack() as stack:
        worker = None
        if not arguments.url:
            data = arguments.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-")))
            worker = stack.enter_context(running_worker(data))
        tally, load, spent = Tally(), os.getloadavg()[0], worker.cpu_s if worker else 0.0
        told = asyncio.run(_run(arguments, worker, tally))
        figures = {"mode": arguments.mode, "visitors": arguments.visitors, "load_before": round(load, 1), **told}
        figures |= {"acts": tally.told(), "errors": len(tally.errors), "first_errors": tally.errors[:3]}
        if worker and arguments.mode != "start":
            figures |= {"memory_mb": round(worker.memory_mb), "cpu_s": round(worker.cpu_s - spent, 1)}
    print(json.dumps(figures, indent=1))
    return 1 if tally.errors else 0


async def _run(arguments: argparse.Namespace, worker: Worker | None, tally: Tally) -> dict[str, float]:
    url = arguments.url or (worker.url if worker else "")
    if arguments.mode == "viewers":
        await view(url, tally, visitors=arguments.visitors, think_s=arguments.think, seconds=arguments.seconds)
        return {"think_s": arguments.think, "seconds": arguments.seconds}
    if arguments.mode == "start":
        if worker is None:
            return {"first_map_s": round(await first_map(url), 2)}
        worker.stop()
        ready = worker.start()
        return {"ready_s": round(ready, 2), "first_map_s": round(ready + await first_map(url), 2)}
    await first_map(url)  # what the first visitor alone costs is no session's share
    return await (idle if arguments.mode == "idle" else churn)(url, tally, visitors=arguments.visitors, worker=worker)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("mode", choices=["viewers", "idle", "churn", "start", "all"])
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--think", type=float, default=5.0, help="seconds between a viewer's acts, on average")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--url", help="a server on this computer that runs already, such as a proxy")
    parser.add_argument("--quick", action="store_true", help="with `all`: small sizes")
    parser.add_argument("--data", type=Path, help="data folder of the worker; default: a fresh one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
