"""The plugin on a page of its own: every answer comes from the test, none from a server."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route
from xstatic.pkg import leaflet

from dashboard import basemap
from dashboard.timemap import bundle
from tests.browser.timemap import chronicle, island

ORIGIN = "http://localhost:9"
SETTINGS = {
    "base": "/app",
    "urls": {
        "payload": "/app/payload.tmap",
        "control": "/app/control.json",
        "evidence": "/app/evidence",
        "search": "/app/search",
        "stories": "/app/stories",
        "basemap": "/app/basemap",
    },
    "bounds": [0, 0, 3, 4.2],
    "standalone": False,
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Island</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/app/leaflet.css"><link rel="stylesheet" href="/app/timemap.css"></head>
<body><div id="map"></div><script src="/app/leaflet.js"></script><script src="/app/timemap.js"></script>
<script>var map = L.map("map", {center: [2, 1.5], zoom: 6});
TimeMap.start(Object.assign({map}, SETTINGS));</script></body></html>"""


@dataclasses.dataclass(slots=True)
class Plugin:
    """A page with the plugin on it, and what a test wants of it."""

    page: Page
    cards: Callable[[str], dict | None] = island.card
    search: Callable[[str], dict] = chronicle.search
    stories: list[dict] = dataclasses.field(default_factory=lambda: [chronicle.STORY])
    requests: list[str] = dataclasses.field(default_factory=list)

    def open(self, query: str = "", *, path: str = "/") -> Plugin:
        """Go to the map page and wait until it can be used."""
        self.page.goto(f"{ORIGIN}{path}{query}")
        self.page.wait_for_selector(".tm[data-ready]")
        self.settle()
        return self

    def settle(self) -> None:
        """Wait until the view is on screen."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def state(self) -> dict:
        """Return the view state, days as ISO dates."""
        self.settle()
        state = self.page.evaluate("TimeMap.running.store.get()")
        return {**state, "first": self._iso(state["first"]), "last": self._iso(state["last"])}

    def set(self, **patch: object) -> None:
        """Change the view state."""
        self.page.evaluate("(patch) => TimeMap.running.store.set(patch)", patch)
        self.settle()

    def query(self) -> str:
        """Return the query of the address once it has been written."""
        self.page.wait_for_timeout(400)
        return urlsplit(self.page.url).query

    def part(self, selector: str) -> Locator:
        """Return an element of the plugin."""
        return self.page.locator(f".tm {selector}")

    def _iso(self, day: int) -> str:
        return self.page.evaluate("(day) => TimeMap.dayToIso(day)", day)


def answer(plugin: Plugin, route: Route) -> None:
    """Fulfil one request of the page."""
    path = urlsplit(route.request.url).path
    plugin.requests.append(path)
    if path == "/app/search":
        return route.fulfill(json=plugin.search(urlsplit(route.request.url).query))
    if path == "/app/stories":
        return route.fulfill(json=plugin.stories)
    if path.startswith("/app/evidence/"):
        card = plugin.cards(path.removeprefix("/app/evidence/"))
        return route.fulfill(json=card) if card else route.fulfill(status=404, body="{}")
    if path.startswith("/app/basemap/"):
        return _fulfil_pack(route, basemap.pack(Path(path).name))
    body, media_type = (
        _files()[path] if path.startswith("/app/") else (PAGE.replace("SETTINGS", json.dumps(SETTINGS)), "text/html")
    )
    return route.fulfill(body=body, content_type=media_type)


def _fulfil_pack(route: Route, pack: basemap.Pack | None) -> None:
    if pack is None:
        return route.fulfill(status=404, body="")
    return route.fulfill(body=gzip.decompress(pack.content), content_type=pack.media_type)


def _files() -> dict[str, tuple[bytes, str]]:
    vendor = Path(leaflet.BASE_DIR)
    return {
        "/app/leaflet.js": ((vendor / "leaflet.js").read_bytes(), "text/javascript"),
        "/app/leaflet.css": ((vendor / "leaflet.css").read_bytes(), "text/css"),
        "/app/timemap.js": (bundle().script, "text/javascript"),
        "/app/timemap.css": (bundle().style, "text/css"),
        "/app/payload.tmap": (island.payload(), "application/octet-stream"),
        "/app/control.json": (json.dumps(island.control()).encode(), "application/json"),
    }


@pytest.fixture
def plugin(page: Page) -> Plugin:
    """The plugin on the island, not opened yet."""
    ready = Plugin(page)
    page.route(f"{ORIGIN}/**", lambda route: answer(ready, route))
    return ready
