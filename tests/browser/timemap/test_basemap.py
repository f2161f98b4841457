"""The basemap on a bare Leaflet map: what is painted where, and which packs are asked for."""

from __future__ import annotations

import base64
import dataclasses
import gzip
import io
import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route
from xstatic.pkg import leaflet

from dashboard import basemap
from dashboard.timemap import bundle
from tests.browser.timemap.quiet import wait_for_rest, watch_rest

pytestmark = pytest.mark.browser

ORIGIN = "http://localhost:9"
HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ground</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/leaflet.css"><style>html, body, #map { margin: 0; height: 100%; }</style></head><body>
<div id="map"></div><script src="/leaflet.js"></script><script src="/timemap.js"></script>"""
SCRIPT = """<script>
var map = L.map("map", {zoomControl: false, attributionControl: false, fadeAnimation: false, zoomAnimation: false, zoomSnap: 0});
map.setView([LAT, LON], ZOOM);
var ground = new TimeMap.Basemap(map, OPTIONS);
</script></body></html>"""
PAINTED = """() => ground._names.painted.filter(({ x, y, width }) => {
  const { data } = ground._names.layer._context.getImageData(x, y - 3, width, 6);
  return data.some((value, i) => i % 4 === 3 && value > 200);
}).map(({ text, x, y }) => [text, x, y])"""
TRIPOLI, SIRTE_GULF, DESERT = (32.875, 13.187), (31.7, 18.4), (27.0, 21.5)


@dataclasses.dataclass(slots=True)
class Ground:
    """A page with nothing but the basemap."""

    page: Page
    broken: tuple[str, ...] = ()
    requests: list[str] = dataclasses.field(default_factory=list)

    def open(self, lat: float, lon: float, zoom: float, **options: object) -> Ground:
        """Show a view; `options` are those of TimeMap.Basemap, the packs' address is given."""
        options = {"urls": {"basemap": "/packs"}, **options}
        script = SCRIPT.replace("LAT", str(lat)).replace("LON", str(lon)).replace("ZOOM", str(zoom))
        html = HEAD + script.replace("OPTIONS", json.dumps(options))
        self.page.route(f"{ORIGIN}/**", lambda route: self._answer(route, html))
        watch_rest(self.page)
        self.page.goto(ORIGIN)
        return self.settle()

    def settle(self) -> Ground:
        """Wait until names have made room and packs have come."""
        wait_for_rest(self.page)
        return self

    def picture(self, *, names: bool = True) -> Image.Image:
        """Return what a person sees, with or without names."""
        style = "" if names else ".tm-canvas { visibility: hidden }"
        return Image.open(io.BytesIO(self.page.screenshot(style=style))).convert("RGB")

    def colour(self, lat: float, lon: float) -> tuple[int, ...]:
        """Return the colour at a WGS84 point, names left out."""
        x, y = self.page.evaluate(
            "([lat, lon]) => { const p = map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }", [lat, lon]
        )
        return self.picture(names=False).getpixel((round(x), round(y)))

    def names(self) -> dict[str, tuple[float, float]]:
        """Return the names that are painted now, with their pixels on the map; each has left ink on the canvas."""
        self.settle()
        offset = self.page.evaluate(
            "(() => { const p = ground._names.layer.fromContainer(L.point(0, 0)); return [p.x, p.y]; })()"
        )
        return {text: (x - offset[0], y - offset[1]) for text, x, y in self.page.evaluate(PAINTED)}

    def _answer(self, route: Route, html: str) -> None:
        name = route.request.url.removeprefix(ORIGIN)
        if name.startswith("/packs/"):
            self.requests.append(name.removeprefix("/packs/"))
            return self._answer_pack(route, name.removeprefix("/packs/"))
        return route.fulfill(**_FILES[name]() if name in _FILES else {"body": html, "content_type": "text/html"})

    def _answer_pack(self, route: Route, name: str) -> None:
        pack = basemap.pack(name)
        content = gzip.decompress(pack.content)
        end = len(content) // 2 if name.startswith(self.broken) else len(content)
        return route.fulfill(body=content[:end], content_type=pack.media_type)


_VENDOR = Path(leaflet.BASE_DIR)
_FILES = {
    "/leaflet.js": lambda: {"body": (_VENDOR / "leaflet.js").read_bytes(), "content_type": "text/javascript"},
    "/leaflet.css": lambda: {"body": (_VENDOR / "leaflet.css").read_bytes(), "content_type": "text/css"},
    "/timemap.js": lambda: {"body": bundle().script, "content_type": "text/javascript"},
}


@pytest.fixture
def ground(page: Page) -> Ground:
    """The basemap on a page of its own, not opened yet."""
    return Ground(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("zoom", [4, 5, 7])
def test_land_and_sea_differ(ground: Ground, zoom: int, theme: str) -> None:
    """The desert is painted as land and the gulf as sea, in both themes."""
    ground.open(30.0, 18.0, zoom, theme=theme)
    colours = ground.page.evaluate(f"TimeMap.BASEMAP_COLOURS.{theme}")
    assert "#{:02x}{:02x}{:02x}".format(*ground.colour(*DESERT if zoom < 7 else (29.0, 17.0))) == colours["land"]
    assert "#{:02x}{:02x}{:02x}".format(*ground.colour(*SIRTE_GULF)) == colours["sea"]


def test_theme_changes_in_place(ground: Ground) -> None:
    """A change of theme repaints everything and asks for nothing."""
    ground.open(30.0, 18.0, 6)
    before, asked = ground.colour(*SIRTE_GULF), len(ground.requests)
    ground.page.evaluate("ground.setTheme('dark')")
    assert sum(ground.settle().colour(*SIRTE_GULF)) < sum(before) / 3
    assert len(ground.requests) == asked


@pytest.mark.parametrize("zoom", [9, 9.3])
def test_tiles_leave_no_seam(ground: Ground, zoom: float) -> None:
    """Within the desert every pixel has one colour, across the edges of tiles, between two zooms too."""
    picture = ground.open(26.0, 21.5, zoom).picture(names=False)
    assert picture.getcolors(4) == [(1280 * 800, (246, 244, 239))]


def test_world_comes_first(ground: Ground) -> None:
    """The index and the world's tile are asked for before any detail, and nothing twice."""
    ground.open(32.0, 15.0, 9)
    assert set(ground.requests[:2]) == {"index.json", "0-0-0.bin"}
    assert all(name.startswith("3-") for name in ground.requests[2:])
    assert len(set(ground.requests)) == len(ground.requests)


def test_without_detail_the_coarse_map_stays(ground: Ground) -> None:
    """When finer tiles come broken, the world's tile is drawn, and the desert is still land."""
    ground.broken = ("1-", "2-", "3-")
    ground.open(27.0, 21.5, 6)
    assert ground.colour(*DESERT) == (246, 244, 239)
    assert "LIBYA" in ground.names()


def test_names_stay_put_while_the_map_is_moved(ground: Ground) -> None:
    """After a pan, each name that was there before has moved with the ground to the pixel."""
    before = ground.open(31.0, 15.0, 7).names()
    ground.page.evaluate("map.panBy([90, -40], {animate: false})")
    after = ground.settle().names()
    both = before.keys() & after.keys()
    assert len(both) > 10
    for name in both:
        assert after[name] == pytest.approx((before[name][0] - 90, before[name][1] + 40), abs=0.6), name


def test_names_keep_off_marks(ground: Ground) -> None:
    """A name on blocked ground, or one that a mark writes itself, goes; the others stay."""
    before = ground.open(32.0, 15.0, 7).names()
    assert {"Tripoli", "Misratah", "Benghazi"} <= before.keys()
    ground.page.evaluate(
        "([lat, lon]) => { const [x, y] = TimeMap.world(lat, lon).map((v) => v * 2 ** 7);"
        " ground.setBlocked({boxes: [[x - 20, y - 20, x + 20, y + 20]], names: ['Misratah']}); }",
        list(TRIPOLI),
    )
    after = ground.settle().names()
    assert not {"Tripoli", "Misratah"} & after.keys()
    assert "Benghazi" in after


def test_a_mark_that_goes_gives_its_ground_back(ground: Ground) -> None:
    """A name comes and goes with the mark on it, and moves no other: back at the first day all is as it was."""
    ground.open(32.0, 15.0, 7)
    show = """([[lat, lon], shown]) => {
      const [x, y] = TimeMap.world(lat, lon).map((v) => v * 2 ** 7);
      window.boxes ??= [[x - 20, y - 20, x + 20, y + 20, "mark"]];
      ground.setBlocked({ boxes, names: ["Misratah"], shown: new Set(shown) });
    }"""
    days = []
    for shown in (["mark"], [], ["mark", "Misratah"], ["mark"]):
        ground.page.evaluate(show, [list(TRIPOLI), shown])
        days.append(ground.names())
    assert days[0] == days[3]
    assert set(days[1]) - set(days[0]) == {"Tripoli"}
    assert set(days[0]) - set(days[2]) == {"Misratah"}
    for day in days:
        assert all(days[1][name] == at for name, at in day.items())


def test_world_repeats_across_the_antimeridian(ground: Ground) -> None:
    """Fiji, cut by 180 degrees, shows whole; land lies on both sides of the cut."""
    ground.open(66.5, 180.0, 5)
    colours = {ground.colour(67.0, lon) for lon in (178.5, 179.9, 180.1, 181.5)}
    assert colours == {(246, 244, 239)}


def test_saved_page_asks_for_nothing(ground: Ground) -> None:
    """With its packs inside, a page draws the same map without a request."""
    packs = basemap.packs_within((9, 19, 26, 34), last_zoom=8)
    inside = {name: base64.b64encode(pack.content).decode() for name, pack in packs.items()}
    ground.open(30.0, 18.0, 7, packs=inside)
    assert ground.requests == []
    assert ground.colour(*SIRTE_GULF) != ground.colour(29.0, 17.0) == (246, 244, 239)
