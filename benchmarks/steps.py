"""Script time of one step of the slider in a real browser, at a million mentions."""

from __future__ import annotations

import gzip
import json
import statistics
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, sync_playwright
from xstatic.pkg import leaflet

from benchmarks.synthetic import BBOX, FIRST_DAY, synthetic_payload
from dashboard.timemap import bundle
from tests.browser.install import browser_path

MENTIONS, PLACES, EVENTS = 1_000_000, 5_000, 100_000
STEPS = 100
ORIGIN = "http://localhost:9"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
NO_CONTROL = {"parties": [], "modes": {mode: {"frames": []} for mode in ("articles", "record")}}
SETTINGS = {
    "base": "/app",
    "urls": {"payload": "/app/payload.tmap", "control": "/app/control.json", "evidence": "/app/none", "basemap": "/app/none"},
    "bounds": list(BBOX),
    "standalone": False,
}
PAGE = f"""<!doctype html><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/app/leaflet.css"><link rel="stylesheet" href="/app/timemap.css"><div id="map"></div>
<script src="/app/leaflet.js"></script><script src="/app/timemap.js"></script>
<script>var map = L.map("map", {{center: [27, 17], zoom: 5}}); TimeMap.start(Object.assign({{map}}, {json.dumps(SETTINGS)}));</script>"""
STEP = """async ([layers, mode, zoom, steps, first]) => {
    const { layers: drawn, map, store } = TimeMap.running;
    map.setView([27, 17], zoom, { animate: false });
    const times = [];
    for (let i = 0; i < steps; i++) {
        const last = first + 700 + i * 25;
        drawn.update({ ...store.get(), mode, first: last - 365, last, layers });
        times.push(drawn.stepMs);
        await new Promise((done) => requestAnimationFrame(done));
    }
    return times;
}"""
LOADED = """() => ({
    payload: performance.getEntriesByType("resource").find((entry) => entry.name.endsWith(".tmap")).responseEnd,
    ready: performance.now(),
})"""
CASES = {
    "1,000,000 mentions at 5,000 places, a year shown": (["places", "names"], "window", 5),
    "1,000,000 mentions, zoomed in": (["places", "names"], "window", 8),
    "100,000 events with their own points, a year shown": (["events"], "window", 5),
    "100,000 events, everything up to the day": (["events"], "cumulative", 5),
    "both, everything up to the day, zoomed in": (["places", "events", "names"], "cumulative", 8),
}


def measure() -> dict[str, object]:
    """Return milliseconds of script a step (median and best of `STEPS`), sizes and loading time."""
    payload = synthetic_payload(mentions=MENTIONS, places=PLACES, events=EVENTS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.route(f"{ORIGIN}/**", lambda route: _answer(route, payload))
        page.goto(ORIGIN)
        page.wait_for_selector(".tm[data-ready]", timeout=120_000)
        loaded = page.evaluate(LOADED)
        steps = {name: _steps(page, *case) for name, case in CASES.items()}
        browser.close()
    return {
        "payload_mb": round(len(payload) / 1e6, 1),
        "payload_gzip_mb": round(len(gzip.compress(payload, 6)) / 1e6, 1),
        "ready_after_data_ms": round(loaded["ready"] - loaded["payload"]),
        "step_ms": steps,
    }


def _steps(page: Page, layers: list[str], mode: str, zoom: int) -> dict[str, float]:
    times = page.evaluate(STEP, [layers, mode, zoom, STEPS, FIRST_DAY])
    return {"median": round(statistics.median(times), 2), "best": round(min(times), 2)}


def _answer(route: Route, payload: bytes) -> None:
    vendor = Path(leaflet.BASE_DIR)
    files = {
        "/": (PAGE.encode(), "text/html"),
        "/app/leaflet.js": ((vendor / "leaflet.js").read_bytes(), "text/javascript"),
        "/app/leaflet.css": ((vendor / "leaflet.css").read_bytes(), "text/css"),
        "/app/timemap.js": (bundle().script, "text/javascript"),
        "/app/timemap.css": (bundle().style, "text/css"),
        "/app/control.json": (json.dumps(NO_CONTROL).encode(), "application/json"),
        "/app/payload.tmap": (payload, "application/octet-stream"),
    }
    body, media_type = files.get(urlsplit(route.request.url).path, (b"", None))
    route.fulfill(status=200 if media_type else 404, body=body, content_type=media_type)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
