"""The plugin on a page of its own: every answer comes from the test, none from a server."""

from __future__ import annotations

import dataclasses
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route
from xstatic.pkg import leaflet

from benchmarks.ourpage import page_html
from dashboard import basemap
from dashboard.timemap import SavedContent, bundle, saved_page
from tests.browser.conftest import WAIT_MS
from tests.browser.timemap import chronicle, island
from tests.browser.timemap.quiet import wait_for_rest, watch_rest

ORIGIN = "http://localhost:9"
PAGE = page_html("Island", (0, 0, 3, 4.2), 6, search="/app/search", stories="/app/stories")


@dataclasses.dataclass(slots=True)
class Plugin:
    """A page with the plugin on it, and what a test wants of it."""

    page: Page
    cards: Callable[[str], dict | None] = island.card
    search: Callable[[str], dict] = chronicle.search
    stories: list[dict] = dataclasses.field(default_factory=lambda: [chronicle.STORY])
    requests: list[str] = dataclasses.field(default_factory=list)
    saved: str | None = None
    """Address of the saved file where that is what is tested: its view stands after the hash."""

    def __post_init__(self) -> None:
        """Have the page tell when it is at rest."""
        self.page.set_default_timeout(WAIT_MS)
        watch_rest(self.page)

    def open(self, query: str = "", *, path: str = "/") -> Plugin:
        """Go to the map page and wait until it stands."""
        if self.saved:
            self.page.goto("about:blank")  # another hash alone would not load the file again
        self.page.goto(f"{self.saved}#{query.removeprefix('?')}" if self.saved else f"{ORIGIN}{path}{query}")
        self.page.wait_for_selector(".tm[data-ready]")
        self.rest()
        return self

    def settle(self) -> None:
        """Wait until the view is on screen; `rest` waits for what is put off, too."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def rest(self) -> None:
        """Wait until all is done that a change put off: counts, names, the address, a movement of the map."""
        wait_for_rest(self.page)

    def state(self) -> dict:
        """Return the view state, days as ISO dates."""
        self.settle()
        state = self.page.evaluate("TimeMap.running.store.get()")
        return {**state, "first": self._iso(state["first"]), "last": self._iso(state["last"])}

    def set(self, **patch: object) -> None:
        """Change the view state."""
        self.page.evaluate("(patch) => TimeMap.running.store.set(patch)", patch)
        self.settle()

    def until(self, condition: str) -> None:
        """Wait in the page until a condition holds: a saved file's policy lets nobody evaluate strings."""
        self.page.evaluate(
            "new Promise((done, fail) => { const late = performance.now() + 60000; const look = () => {"
            f" if ({condition}) done(true);"
            " else if (performance.now() > late) fail(new Error('waited for 60 s'));"
            " else requestAnimationFrame(look); }; look(); })"
        )

    def copied(self, name: str) -> str:
        """Press the last button with these words, which copies, and return what it copied."""
        self.page.evaluate(
            "window.copied = new Promise((done) => { navigator.clipboard.writeText = async (text) => done(text) }), null"
        )
        self.part("button").filter(has_text=name).last.click()
        return self.page.evaluate("window.copied")

    def query(self) -> str:
        """Return the query of the address once it has been written."""
        self.rest()
        address = urlsplit(self.page.url)
        return address.fragment if self.saved else address.query

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
    if path == "/app/tiles/index.json":
        return route.fulfill(json={"backgrounds": [], "refused": []})
    if path == "/app/sources.json":
        return route.fulfill(json=island.sources())
    if path.startswith("/app/without/"):
        return route.fulfill(json=island.without())
    if path.startswith("/app/evidence/"):
        card = plugin.cards(path.removeprefix("/app/evidence/"))
        return route.fulfill(json=card) if card else route.fulfill(status=404, body="{}")
    if path.startswith("/app/basemap/"):
        return _fulfil_pack(route, basemap.pack(Path(path).name))
    body, media_type = _files()[path] if path.startswith("/app/") else (PAGE, "text/html")
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


SAVED_TOO = ("test_control_without", "test_drawer", "test_link", "test_search", "test_share", "test_story")
"""Modules whose tests run on the saved file as well, save those marked ``served`` or ``once``.

A saved file has its own way to cards, lines without a source, sentences, stories, texts and the view in the address.
Timeline, marks, filters and comparison work on the dataset, which is the same once it is read: what reaches the
address there is marked ``both``.
"""


MARKS = {
    "served": "needs the app's routes; does not run on the saved file",
    "once": "tells the same of the live map and of the saved file; runs on the live map",
    "both": "runs on the saved file too, in a module that otherwise does not",
}


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks that say where a test runs."""
    for name, meaning in MARKS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what has to hold for both on the live map and on the file."""
    if "plugin" not in metafunc.fixturenames:
        return
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    both = "both" in marks or metafunc.module.__name__.rpartition(".")[2] in SAVED_TOO
    if both and not marks & {"served", "once"}:
        metafunc.parametrize("plugin", ["live", "saved"], indirect=True)


@pytest.fixture
def plugin(page: Page, request: pytest.FixtureRequest, saved_island: str) -> Iterator[Plugin]:
    """The plugin on the island, not opened yet; as a saved file it may ask nobody for anything."""
    ready = Plugin(page)
    if getattr(request, "param", "live") == "saved":
        ready.saved = saved_island
        page.on("request", lambda asked: ready.requests.append(asked.url))
    else:
        page.route(f"{ORIGIN}/**", lambda route: answer(ready, route))
    yield ready
    if ready.saved:
        strangers = [url for url in ready.requests if not url.startswith((ready.saved, "data:", "blob:"))]
        assert not strangers, f"the saved file asked for {strangers[:5]}"


@pytest.fixture(scope="session")
def saved_island(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the island as a saved file."""
    keys = [
        *(f"mention/{row}" for row in range(20)),
        *(island.event_key(row, report) for row in range(len(island.EVENTS)) for report in range(3)),
        *(island.claim_key(row) for row in range(3)),
        "fact/0",
    ]
    control = island.control() | {
        "sources": island.sources(),
        "without": {"articles": {"coast-post": island.without(), "the-chronicle": island.without()}},
    }
    texts, sentences = chronicle.texts()
    content = SavedContent(
        island.payload(),
        control,
        {key: chronicle.placed(island.card(key)) for key in keys},
        {},
        texts=texts,
        sentences=sentences,
        stories=(chronicle.STORY,),
    )
    path = tmp_path_factory.mktemp("saved") / "island.html"
    path.write_text(saved_page("Island", content, bounds=(0, 0, 3, 4.2)), "utf-8")
    return path.as_uri()
