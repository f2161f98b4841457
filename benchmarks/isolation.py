"""A process of its own for a measurement, so that nothing measured before weighs on it."""

from __future__ import annotations

import multiprocessing
import re
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

STATUS = Path("/proc/self/status")


def in_own_process(measure: Callable[..., Result], *arguments: object) -> Result:
    """Run a function of a module in a fresh process; return what it returns."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def largest_memory_mb() -> float:
    """Return the largest memory that this process has held, MB."""
    # Linux hands ru_maxrss down from the parent process; VmHWM starts anew with the program.
    if STATUS.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", STATUS.read_text())):
        return int(found[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
