"""The app on the seed articles: how soon it shows the map, what a rerun and a drag cost."""

from __future__ import annotations

import dataclasses
import os
import re
import statistics
import tempfile
import time

from playwright.sync_api import Browser, Page
from streamlit.logger import set_log_level
from streamlit.testing.v1 import AppTest

from benchmarks.isolation import in_own_process
from benchmarks.steps import chromium, count_processor_time, processor_seconds
from benchmarks.streamlit_server import streamlit_server
from benchmarks.table import Table, number
from tests.browser.conftest import PROJECT, leaves_host
from tests.browser.mappage import TimeMap, open_map

RERUNS = 20
DRAG_POINTS = 40
SETTLE_MS = 1500
QUIET_MS = 1500
PATIENCE = 10
ICON = re.compile(r"/media/[0-9a-f]+\.png$")
"""Where Streamlit serves the page's icon."""


@dataclasses.dataclass(slots=True)
class Traffic:
    """What a page sent and got."""

    requests: int = 0
    strangers: int = 0
    frames: int = 0
    icons: int = 0

    def watch(self, page: Page) -> None:
        """Count from now on; websockets count from when they open."""
        page.on("request", lambda request: self._request(request.url))
        page.on("websocket", lambda socket: self._websocket(socket))  # Playwright marks bound methods on their object

    def _request(self, url: str) -> None:
        # Chromium asks for the icon itself whenever the page's address changes, and the address carries the view.
        if ICON.search(url):
            self.icons += 1
            return
        self.requests += 1
        self.strangers += leaves_host(url)

    def _websocket(self, socket: object) -> None:
        for way in ("framesent", "framereceived"):
            socket.on(way, lambda _: self._frame())

    def _frame(self) -> None:
        self.frames += 1


def measure_app() -> Table:
    """Start the app as a visitor finds it, and measure."""
    cpu_ms = in_own_process(rerun_cpu_ms)
    with chromium() as browser, streamlit_server() as server:
        first_s, page_s, traffic, drag = _visit(browser, server.url)
        rows = [
            ("`streamlit run` until it answers, articles read anew", f"{number(server.start_seconds)} s", ""),
            ("from there to the first map, new browser profile", f"{number(first_s)} s", "3 s or less"),
            ("of that, processor time of the page's main thread", f"{number(page_s)} s", ""),
            (f"rerun of the map page, processor time, median of {RERUNS}", f"{number(cpu_ms)} ms", "50 ms or less"),
            (f"dragging the slider over {DRAG_POINTS} points: requests", str(drag.requests), "0"),
            ("dragging the slider: websocket frames (reruns)", str(drag.frames), "0"),
            ("requests that left this machine", str(traffic.strangers), "0"),
            ("memory of the server", f"{number(server.resident_mb)} MB", ""),
        ]
    note = f"Besides, Chromium asked for the page's icon {traffic.icons} times, as it does when an address changes."
    return Table("The app on the two seed articles", ("what", "measured", "target"), rows, (note,))


def rerun_cpu_ms() -> float:
    """Return the processor time of a rerun of the map page, ms, median."""
    # A page run by AppTest is outside a server, which Streamlit remarks on.
    set_log_level("error")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TIMEMAP_DATA"] = folder
        page = AppTest.from_file(PROJECT / "pages" / "map.py", default_timeout=60).run()
        costs = []
        for _ in range(RERUNS):
            began = time.process_time()
            page.run()
            costs.append((time.process_time() - began) * 1000)
    return statistics.median(costs)


def _visit(browser: Browser, url: str) -> tuple[float, float, Traffic, Traffic]:
    """Return seconds to the first map, by the clock and of the page's main thread, the traffic of the visit, that of a drag."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page, traffic = context.new_page(), Traffic()
    traffic.watch(page)
    session = count_processor_time(page)
    began = time.perf_counter()
    timemap = open_map(page, url)
    first_s = time.perf_counter() - began
    _, page_s = processor_seconds(session)
    _wait_until_quiet(page, traffic)
    before = dataclasses.replace(traffic)
    _drag(timemap)
    page.wait_for_timeout(SETTLE_MS)
    context.close()
    drag = Traffic(traffic.requests - before.requests, 0, traffic.frames - before.frames)
    return first_s, page_s, traffic, drag


def _wait_until_quiet(page: Page, traffic: Traffic) -> None:
    for _ in range(PATIENCE):
        before = (traffic.requests, traffic.frames)
        page.wait_for_timeout(QUIET_MS)
        if before == (traffic.requests, traffic.frames):
            return


def _drag(timemap: TimeMap) -> None:
    """Pull the last handle over half of the timeline."""
    track = timemap.frame.locator(".tm-track").bounding_box()
    handle = timemap.frame.locator(".tm-handle.tm-last").bounding_box()
    if not track or not handle:
        msg = "The map has no slider to drag."
        raise RuntimeError(msg)
    before = timemap.run("return app.store.get().last")
    mouse = timemap.page.mouse
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - track["width"] / 2, y, steps=DRAG_POINTS)
    mouse.up()
    if timemap.run("return app.store.get().last") == before:
        msg = "The drag did not move the date, so there is nothing to count."
        raise RuntimeError(msg)
