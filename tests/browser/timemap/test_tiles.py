"""Backgrounds: asked for only after a yes, drawn under the marks, given up in words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from dashboard.localtiles import backgrounds, find_tile
from dashboard.tilearchive import unpacked
from tests import tilefiles
from tests.browser.timemap.conftest import ORIGIN, Plugin

pytestmark = pytest.mark.browser

HOST = "127.0.0.1"
ONLINE = {
    "id": "osm",
    "label": "Far map",
    "kind": "raster",
    "address": f"http://{HOST}:9/{{z}}/{{x}}/{{y}}.png",
    "host": HOST,
    "bounds": None,
    "first_zoom": 0,
    "last_zoom": 19,
    "map_zoom": 18,
    "attribution": "© Far <b>mappers</b>",
    "named": True,
}
AT_TOWN = f"lat={tilefiles.CENTRE[1]}&lng={tilefiles.CENTRE[0]}"
NO_AREAS = "layers=places,events,names"


class Backgrounds:
    """The plugin with backgrounds to choose from, and what was asked of the third party."""

    def __init__(self, plugin: Plugin, folder: Path) -> None:
        self.plugin = plugin
        self.folder = folder
        self.asked: list[str] = []
        self.down = False
        plugin.page.route(f"{ORIGIN}/app/tiles/**", self._own)
        plugin.page.route(f"http://{HOST}:9/**", self._far)

    def open(self, query: str) -> Backgrounds:
        """Open the map and wait for what it draws."""
        self.plugin.open(query)
        self.plugin.rest()
        return self

    def colour(self, lat: float, lon: float) -> tuple[int, ...]:
        """Return the colour of the map at a point."""
        page = self.plugin.page
        point = page.evaluate("([a, b]) => TimeMap.running.map.latLngToContainerPoint([a, b])", [lat, lon])
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        return picture.getpixel((round(point["x"]), round(point["y"])))

    def option(self, name: str):  # noqa: ANN201 -- a Locator
        """Return a choice of the panel."""
        return self.plugin.page.get_by_role("radio", name=name)

    @property
    def question(self):  # noqa: ANN201 -- a Locator
        """The question before a third party is asked."""
        return self.plugin.page.get_by_role("alertdialog")

    def _own(self, route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/app/tiles/")
        if path == "index.json":
            offered = backgrounds(self.folder, online=False)
            return route.fulfill(json={**offered, "backgrounds": [*offered["backgrounds"], ONLINE]})
        digest, *zxy = path.split("/")
        tile, media_type = find_tile(self.folder, digest, tuple(map(int, zxy)))
        return route.fulfill(body=unpacked(tile), content_type=media_type) if tile else route.fulfill(status=204)

    def _far(self, route: Route) -> None:
        self.asked.append(route.request.url)
        if self.down:
            return route.fulfill(status=200, body="", content_type="image/png")
        return route.fulfill(body=tilefiles.picture((0, 255, 0)), content_type="image/png")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vector file of each maker, a file of pictures, a broken file."""
    made = tmp_path_factory.mktemp("tiles")
    for schema in tilefiles.SCHEMAS:
        tilefiles.vector_pmtiles(made / f"{schema}.pmtiles", schema)
    tilefiles.picture_mbtiles(made / "pictures.mbtiles", form="png")
    (made / "broken.pmtiles").write_bytes(b"no")
    return made


@pytest.fixture
def ground(plugin: Plugin, folder: Path) -> Backgrounds:
    """The plugin with these files and an online map."""
    return Backgrounds(plugin, folder)


def test_nothing_is_asked_before_somebody_looks(ground: Backgrounds) -> None:
    """A map that opens asks neither for the list of backgrounds nor for a tile."""
    ground.open("?")
    assert not [path for path in ground.plugin.requests if "tiles/" in path]
    assert ground.asked == []


def test_choosing_an_online_map_asks_first(ground: Backgrounds) -> None:
    """The question names the host; no leaves everything as it was; yes brings the tiles, and holds for the tab."""
    ground.open("?panel=legend")
    ground.option("Far map").check()
    expect(ground.question).to_contain_text(f"Your browser will ask {HOST} for map pictures; it learns your address")
    ground.plugin.page.get_by_role("button", name="Stay with the present map").click()
    expect(ground.question).to_have_count(0)
    expect(ground.option("Built in")).to_be_checked()
    assert ground.asked == []
    ground.option("Far map").check()
    ground.plugin.page.get_by_role("button", name=f"Ask {HOST}").click()
    ground.plugin.rest()
    assert ground.asked
    assert ground.plugin.state()["tiles"] == "osm"
    assert "tiles=osm" in ground.plugin.query()
    ground.option("Built in").check()
    ground.option("Far map").check()
    expect(ground.question).to_have_count(0)


def test_the_credit_is_text(ground: Backgrounds) -> None:
    """Who made the tiles stands on the map, and markup in a credit stays words."""
    ground.open("?tiles=osm")
    ground.plugin.page.get_by_role("button", name=f"Ask {HOST}").click()
    credit = ground.plugin.part(".leaflet-control-attribution")
    expect(credit).to_contain_text("© Far <b>mappers</b>")
    assert credit.locator("b").count() == 0


def test_a_link_brings_the_question_not_the_tiles(ground: Backgrounds) -> None:
    """Following a link is not a yes; Escape is a no, and the link forgets the tiles."""
    ground.open("?tiles=osm")
    expect(ground.question).to_be_visible()
    assert ground.asked == []
    ground.plugin.page.keyboard.press("Escape")
    expect(ground.question).to_have_count(0)
    assert ground.plugin.state()["tiles"] is None
    assert ground.asked == []
    assert "tiles" not in ground.plugin.query()


def test_a_host_that_does_not_answer_is_given_up_in_words(ground: Backgrounds) -> None:
    """Without a network the built-in map comes back, and a sentence says why."""
    ground.down = True
    ground.open("?tiles=osm")
    ground.plugin.page.get_by_role("button", name=f"Ask {HOST}").click()
    expect(ground.plugin.part(".tm-tiles-note")).to_contain_text(
        f"{HOST} did not answer. The built-in map is shown instead"
    )
    assert ground.plugin.state()["tiles"] is None
    assert ground.plugin.part(".tm-tiles-map img").count() == 0
    ground.plugin.page.get_by_role("button", name="Close the note").click()
    expect(ground.plugin.part(".tm-tiles-note")).to_be_empty()


def test_a_background_that_is_not_here_is_named_as_gone(ground: Backgrounds) -> None:
    """A link to somebody else's file opens on the built-in map."""
    ground.open("?tiles=file-of-another")
    expect(ground.plugin.part(".tm-tiles-note")).to_contain_text("not offered here")
    assert ground.plugin.state()["tiles"] is None


def test_the_panel_says_which_file_is_broken(ground: Backgrounds) -> None:
    """A broken file stands in the panel as one sentence."""
    ground.open("?panel=legend")
    expect(ground.plugin.part(".tm-tiles-refused")).to_have_text(
        "broken.pmtiles is not a whole PMTiles version 3 file; download or make it again."
    )


def test_pictures_of_a_file_lie_under_the_marks(ground: Backgrounds) -> None:
    """The file's pictures cover the ground; a place is still hit, and built-in names make way."""
    ground.open(f"?tiles=file-pictures&{AT_TOWN}&z=13&{NO_AREAS}")
    red, green, blue = ground.colour(tilefiles.CENTRE[1] + 0.012, tilefiles.CENTRE[0] + 0.012)
    assert blue > green > red
    assert blue - red > 60
    ground.plugin.page.mouse.click(640, ground.plugin.part(".leaflet-container").bounding_box()["height"] / 2)
    assert ground.plugin.state()["sel"] == "place/is:northport"


@pytest.mark.parametrize("schema", tilefiles.SCHEMAS)
def test_streets_buildings_and_names_are_drawn(ground: Backgrounds, schema: str) -> None:
    """Each maker's layers give houses, streets with names, a park, sea, and the map goes closer than the built-in one."""
    page = ground.plugin.page
    page.add_init_script(
        "window.written = []; for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D])"
        " { const write = prototype.fillText; prototype.fillText = function (text, ...rest)"
        " { written.push(text); return write.call(this, text, ...rest); }; }"
    )
    ground.open(f"?tiles=file-{schema}&{AT_TOWN}&z=16&{NO_AREAS}")
    assert page.evaluate("TimeMap.running.map.getZoom()") == 16
    colours = page.evaluate("({...TimeMap.BASEMAP_COLOURS.light, ...TimeMap.TILE_COLOURS.light})")
    lon, lat = tilefiles.CENTRE
    assert _hex(ground.colour(lat - 0.001, lon + 0.0028)) == colours["building"]
    assert _hex(ground.colour(lat - 0.004, lon + 0.0018)) == colours["major"]
    assert any(text.startswith("Avenue") for text in page.evaluate("written"))
    page.evaluate(f"TimeMap.running.map.setView([{lat + 0.018}, {lon}], 14, {{animate: false}})")
    ground.plugin.rest()
    assert "Old Quarter" in page.evaluate("written")
    assert _hex(ground.colour(lat + 0.025, lon + 0.02)) == colours["sea"]
    assert _hex(ground.colour(lat + 0.019, lon + 0.028)) == colours["land"]


def test_a_broken_tile_leaves_the_built_in_map(ground: Backgrounds) -> None:
    """Bytes that are no vector tile are left out; the map goes on."""
    page = ground.plugin.page
    page.route(f"{ORIGIN}/app/tiles/*/*/*/*", lambda route: route.fulfill(body=b"\x1a\xff\xff\xff\x0f" + b"x" * 40))
    ground.open(f"?tiles=file-openmaptiles&{AT_TOWN}&z=14&{NO_AREAS}")
    assert _hex(ground.colour(tilefiles.CENTRE[1] - 0.001, tilefiles.CENTRE[0] + 0.0028)) == page.evaluate(
        "TimeMap.BASEMAP_COLOURS.light.sea"
    )


def test_leaving_a_file_brings_the_map_back_to_its_own_zooms(ground: Backgrounds) -> None:
    """The built-in map ends at zoom 13."""
    ground.open(f"?tiles=file-openmaptiles&{AT_TOWN}&z=17&panel=legend")
    ground.option("Built in").check()
    ground.plugin.rest()
    assert ground.plugin.page.evaluate("TimeMap.running.map.getZoom()") == 13


def _hex(colour: tuple[int, ...]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that may ask the host of the tests, and no other."""
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert not errors
