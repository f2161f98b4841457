"""A step of a Streamlit page that makes its map anew."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from benchmarks.packages import PeerScripts
from benchmarks.peers import FIRST_INDEX, serve_scripts
from benchmarks.streamlit_server import streamlit_server

STEPS = 5
"""Each takes seconds."""
REDRAWN_MS = 60_000


def rerun_step_ms(browser: Browser, scripts: PeerScripts, events: int) -> float:
    """Return milliseconds by the clock from a key on the slider until the map of that day is there, median."""
    with streamlit_server("benchmarks/rerun_page.py", BENCHMARK_EVENTS=str(events)) as server:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        try:
            serve_scripts(context, scripts)
            page = context.new_page()
            page.goto(server.url)
            _wait(page, FIRST_INDEX)
            return statistics.median(_steps(page))
        finally:
            context.close()


def _steps(page: Page) -> Iterator[float]:
    slider = page.get_by_role("slider")
    for step in range(1, STEPS + 1):
        slider.focus()
        began = time.perf_counter()
        page.keyboard.press("ArrowRight")
        _wait(page, FIRST_INDEX + step)
        yield (time.perf_counter() - began) * 1000


def _wait(page: Page, offset: int) -> None:
    # Until a rerun ends, the old map's frame stands beside the new one.
    drawn = """(mark) => [...document.querySelectorAll("iframe")].some(
      (frame) => frame.contentDocument && frame.contentDocument.querySelector(mark))"""
    page.wait_for_function(drawn, arg=f"path.day-{offset}", timeout=REDRAWN_MS)
