"""A step in time, side by side: the time map, folium's own ways, a page that reruns."""

from __future__ import annotations

import dataclasses
import gzip
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.crowd import WINDOW_DAYS, Crowd, make_crowd, payload_of
from benchmarks.ourpage import page_of
from benchmarks.packages import PeerScripts, install_peers
from benchmarks.peers import FIRST_INDEX, LATE_INDEX, cluster_page, serve_scripts, timestamped_bytes, timestamped_page
from benchmarks.rerun import STEPS as RERUN_STEPS
from benchmarks.rerun import rerun_step_ms
from benchmarks.site import Find, compressed, serving
from benchmarks.steps import LOAD_MS, STEPS, StepCost, chromium, measure_repeats, measure_steps
from benchmarks.table import Table, number
from dashboard.timemap import bundle

READY = "() => document.querySelector('.tm[data-ready=true]')"
STEP = """() => {
  const { store, dataset } = TimeMap.running;
  window.benchStep = (i) => {
    const last = dataset.time.first + FIRST + i;
    store.set({ mode: "MODE", first: last - LENGTH, last });
  };
}"""

PAN = """() => {
  const { map } = TimeMap.running;
  window.benchStep = (i) => map.panBy([i % 2 ? 160 : -160, i % 4 < 2 ? 90 : -90], { animate: false });
}"""
ZOOM = """() => {
  const { map } = TimeMap.running;
  const start = map.getZoom();
  window.benchStep = (i) => map.setZoom(start + [1, 2, 1, 0][i % 4], { animate: false });
}"""
SINCE_DATA = """() => {
  const arrived = performance.getEntriesByType("resource").filter(({ name }) => /payload.tmap|control.json/.test(name));
  return performance.getEntriesByName("timemap-ready")[0].startTime - Math.max(...arrived.map((each) => each.responseEnd));
}"""
"""From the last byte of marks and areas to the map that can be used, milliseconds by the clock."""

MIB = 1024 * 1024
NOTES = (
    "Script and page (script, style, layout, paint): processor time of the page's main thread, less an empty step's.",
    f"The rerun page is measured by the clock, from the key to the new map, median of {RERUN_STEPS} steps.",
)
WINDOW = f"{WINDOW_DAYS} days"
ALL = "all up to the date"
RERUN = "`st.slider` and `st_folium`"


@dataclasses.dataclass(frozen=True, slots=True)
class Sizes:
    """How much the maps hold."""

    few: int = 10_000
    many: int = 100_000
    mentions: int = 1_000_000
    places: int = 5_000


def measure_browser(sizes: Sizes) -> list[Table]:
    """Measure steps and sizes."""
    with tempfile.TemporaryDirectory(prefix="peers-") as folder, chromium() as browser:
        scripts = install_peers(Path(folder))
        steps = Table(
            f"A step of one day in the browser, median of {STEPS} steps",
            ("", "holds", "shows", "script ms", "longest", "page ms", "times ours", "loads in s"),
            list(_step_rows(browser, scripts, sizes)),
            NOTES,
        )
        moves = Table(
            f"Moving the map, median of {STEPS} moves, and the first map",
            (
                "time map",
                "pan: script ms",
                "longest",
                "page ms",
                "zoom: script ms",
                "longest",
                "page ms",
                "data to map, s",
            ),
            list(_move_rows(browser, sizes)),
            ("A pan is 180 pixels, a zoom one level; from the data to the map is measured by the clock.",),
        )
    return [steps, moves, _bytes_table(sizes)]


def _move_rows(browser: Browser, sizes: Sizes) -> Iterator[Sequence[str]]:
    yield _move_row(browser, make_crowd(events=sizes.few), f"{sizes.few:,} events")
    for crowd, holds in _larger(sizes):
        yield _move_row(browser, crowd, holds)


def _move_row(browser: Browser, crowd: Crowd, holds: str) -> Sequence[str]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        with serving(page_of(crowd)) as url:
            page = context.new_page()
            page.goto(url)
            page.wait_for_function(READY, timeout=LOAD_MS)
            since_data = page.evaluate(SINCE_DATA)
            page.wait_for_timeout(500)
            moves = (measure_repeats(page, PAN), measure_repeats(page, ZOOM))
    finally:
        context.close()
    figures = [each for cost in moves for each in (cost.script_ms, cost.longest_ms, cost.page_ms)]
    return (holds, *map(number, [*figures, since_data / 1000]))


def _step_rows(browser: Browser, scripts: PeerScripts, sizes: Sizes) -> Iterator[Sequence[str]]:
    crowd = make_crowd(events=sizes.few)
    events = f"{sizes.few:,} events"
    ours = _our_steps(browser, crowd)
    yield _row("time map", events, WINDOW, ours, ours)
    for larger, holds in _larger(sizes):
        yield _row("time map", holds, WINDOW, _our_steps(browser, larger), ours)
    for name, make in (("TimestampedGeoJson", timestamped_page), ("MarkerCluster, re-added", cluster_page)):
        peer = scripts.missing or _peer_steps(browser, scripts, make(crowd))
        yield _row(name, events, WINDOW, peer, ours)
    yield _rerun_row(browser, scripts, sizes.few, ours)
    late = _our_steps(browser, crowd, cumulative=True)
    yield _row("time map", events, ALL, late, late)
    peer = scripts.missing or _peer_steps(browser, scripts, timestamped_page(crowd, cumulative=True))
    yield _row("TimestampedGeoJson", events, ALL, peer, late)


def _larger(sizes: Sizes) -> Iterator[tuple[Crowd, str]]:
    yield make_crowd(events=sizes.many), f"{sizes.many:,} events"
    mentions = make_crowd(events=0, mentions=sizes.mentions, places=sizes.places)
    yield mentions, f"{sizes.mentions:,} mentions, {sizes.places:,} places"


def _row(name: str, holds: str, shows: str, cost: StepCost | str, ours: StepCost) -> Sequence[str]:
    if isinstance(cost, str):
        return (name, holds, shows, cost)
    ratio = cost.script_ms / ours.script_ms
    figures = (cost.script_ms, cost.longest_ms, cost.page_ms, ratio, cost.load_ms / 1000)
    return (name, holds, shows, *map(number, figures))


def _rerun_row(browser: Browser, scripts: PeerScripts, events: int, ours: StepCost) -> Sequence[str]:
    start = (RERUN, f"{events:,} events", WINDOW)
    if scripts.missing:
        return (*start, scripts.missing)
    clock_ms = rerun_step_ms(browser, scripts, events)
    return (*start, f"{number(clock_ms)} by the clock", "", "", number(clock_ms / ours.script_ms))


def _our_steps(browser: Browser, crowd: Crowd, *, cumulative: bool = False) -> StepCost:
    first, mode = (LATE_INDEX, "cumulative") if cumulative else (FIRST_INDEX, "window")
    step = STEP.replace("FIRST", str(first)).replace("MODE", mode).replace("LENGTH", str(WINDOW_DAYS - 1))
    return _steps(browser, page_of(crowd), None, (READY, step))


def _peer_steps(browser: Browser, scripts: PeerScripts, page: tuple[str, str, str]) -> StepCost:
    html, *scripted = page
    files = {"/": compressed(html, "text/html")}
    return _steps(browser, files.get, scripts, (scripted[0], scripted[1]))


def _steps(browser: Browser, find: Find, scripts: PeerScripts | None, scripted: tuple[str, str]) -> StepCost:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    try:
        if scripts:
            serve_scripts(context, scripts)
        with serving(find) as url:
            return measure_steps(context.new_page(), url, *scripted)
    finally:
        context.close()


def _bytes_table(sizes: Sizes) -> Table:
    crowd = make_crowd(events=sizes.many)
    payload = len(gzip.compress(payload_of(crowd), 6))
    plugin = len(gzip.compress(bundle().script + bundle().style, 6))
    million = len(gzip.compress(_mentions_payload(sizes), 6))
    peer, folium_s = timestamped_bytes(crowd)
    rows = [
        (f"time map: {sizes.many:,} points, gzip", _mib(payload), f"1/{peer / payload:.0f}"),
        (f"time map: {sizes.mentions:,} mentions at {sizes.places:,} places, gzip", _mib(million), ""),
        ("time map: the plugin itself, gzip", _mib(plugin), ""),
        (f"TimestampedGeoJson: {sizes.many:,} points, HTML as st_folium and a saved file carry it", _mib(peer), "1"),
    ]
    note = f"folium takes {number(folium_s)} s of processor time to write that HTML, for each visitor anew."
    return Table("To the browser", ("", "MiB", "of TimestampedGeoJson"), rows, (note,))


def _mentions_payload(sizes: Sizes) -> bytes:
    return payload_of(make_crowd(events=0, mentions=sizes.mentions, places=sizes.places))


def _mib(size: int) -> str:
    return number(size / MIB)
