"""An event loop of a test's own: Playwright keeps one running in the thread of the browser tests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def run(coroutine: Coroutine[object, object, Result]) -> Result:
    """Return the result of a coroutine, run in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
