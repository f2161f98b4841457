"""What one step in time costs a browser."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.install import browser_path

STEPS = 30
WARM_UP = 3
EMPTY_STEPS = 10
EMPTY = "() => { window.benchStep = () => {}; }"
LOAD_MS = 90_000

DO_STEP = """(index) => new Promise((done) => requestAnimationFrame(() => {
  window.benchStep(index);
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
}))"""
"""A step runs in a frame; what it leaves for the next frame counts as well."""


@dataclasses.dataclass(frozen=True, slots=True)
class StepCost:
    """Milliseconds of a step, medians unless said otherwise.

    Parameters
    ----------
    script_ms
        Processor time in JavaScript.
    longest_ms
        The same, of the longest step.
    page_ms
        Processor time of the page's main thread: script, style, layout, paint.
    load_ms
        From asking for the page until it can be used, by the clock.
    """

    script_ms: float
    longest_ms: float
    page_ms: float
    load_ms: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def measure_steps(page: Page, url: str, ready: str, define: str, *, steps: int = STEPS) -> StepCost:
    """Open a page and step through time.

    Parameters
    ----------
    ready
        JavaScript that is true once the page can be used.
    define
        JavaScript that defines ``window.benchStep(index)``.
    """
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_function(ready, timeout=LOAD_MS)
    load_ms = (time.perf_counter() - began) * 1000
    page.wait_for_timeout(500)
    return measure_repeats(page, define, steps=steps, load_ms=load_ms)


def measure_repeats(page: Page, define: str, *, steps: int = STEPS, load_ms: float = 0) -> StepCost:
    """Do a step over and over on a page that is open; what a step without content costs is taken off."""
    page.evaluate(EMPTY)
    empty_script, empty_page = (statistics.median(each) for each in zip(*_costs(page, EMPTY_STEPS), strict=True))
    page.evaluate(define)
    scripts, tasks = zip(*list(_costs(page, steps))[WARM_UP:], strict=True)
    return StepCost(
        statistics.median(scripts) - empty_script,
        max(scripts) - empty_script,
        statistics.median(tasks) - empty_page,
        load_ms,
    )


def _costs(page: Page, steps: int) -> Iterator[tuple[float, float]]:
    session = count_processor_time(page)
    for index in range(WARM_UP + steps):
        before = processor_seconds(session)
        page.evaluate(DO_STEP, index)
        yield tuple((after - earlier) * 1000 for after, earlier in zip(processor_seconds(session), before, strict=True))


def count_processor_time(page: Page) -> CDPSession:
    """Start to count what `processor_seconds` tells."""
    session = page.context.new_cdp_session(page)
    # Processor time of the thread, not the clock: a busy machine does not lengthen a step.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return session


def processor_seconds(session: CDPSession) -> tuple[float, float]:
    """Return what the page's main thread has spent: on script, and in all."""
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return metrics["ScriptDuration"], metrics["TaskDuration"]
