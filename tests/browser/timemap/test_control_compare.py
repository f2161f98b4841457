"""Two dates compared: hatched ground, km2, places with their sentences, and the bar between two dates."""

from __future__ import annotations

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from geodata.frontline import compare
from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

QUERY = "?line=record&to=2020-05-01&compare=2020-02-01..2020-05-01"


def changes(plugin: Plugin) -> dict:
    """Return the comparison that the map has drawn."""
    return plugin.page.evaluate(
        "(({ground, places, movedKm}) => ({movedKm, ground: ground.map((g) => [g.previous, g.holder, g.km2]),"
        " places: places.map((p) => [p.name, p.previous, p.holder])}))"
        "(TimeMap.comparison.between(TimeMap.running.control, TimeMap.running.store.get()))"
    )


def overlay_blue(plugin: Plugin) -> int:
    """Return how many pixels over the ground have the colour of the Council."""
    return plugin.page.evaluate(
        "(() => { const c = TimeMap.running.overlay.canvas._canvas;"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
        " for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 20 && d[i] < 30 && d[i + 2] > 150) n++; return n; })()"
    )


def test_areas_and_km_agree_with_the_package(plugin: Plugin) -> None:
    """The browser's strips measure what geodata.frontline.compare measures, to 0.1 % and 0.5 km."""
    plugin.open(QUERY)
    found = changes(plugin)
    exact = compare(island.control()["modes"]["record"], date(2020, 2, 1), date(2020, 5, 1))
    assert [pair[:2] for pair in found["ground"]] == [[g.previous, g.holder] for g in exact.ground] == [[1, 0]]
    assert found["ground"][0][2] == pytest.approx(exact.ground[0].area_km2, rel=1e-3)
    assert found["movedKm"] == pytest.approx(exact.moved_km, abs=0.5)
    assert found["places"] == [["Eastmere", 1, 0]]


@pytest.mark.both
def test_panel_compares_at_once_and_lists_sentences(plugin: Plugin) -> None:
    """Opened, it compares the first day of the window with the date shown; a sentence opens in the drawer."""
    plugin.open("?line=record")
    plugin.part("[data-panel=compare]").click()
    expect(plugin.part(".tm-compare-ground")).to_have_text(re.compile(r"^Council took [\d,]+ km² from League$"))
    expect(plugin.part(".tm-compare-summary")).to_contain_text("The line moved")
    assert plugin.part(".tm-compare-place .tm-row-title").all_text_contents() == ["Eastmere"]
    assert plugin.part(".tm-compare-place > .tm-row-detail").text_content() == "League → Council"
    assert "compare=2020-01-01..2020-07-01" in plugin.query()
    assert overlay_blue(plugin) > 1000


def test_quote_of_a_change_opens_the_drawer(plugin: Plugin) -> None:
    """What did it is a click away, word for word; markup in it stays words."""
    plugin.open("?line=record&panel=compare")
    control = island.control()["modes"]["record"]["frames"]
    for frame in control:
        for place in frame["places"]:
            place["evidence"] = [island.claim_key(1 if frame["day"] > island.day("2020-04-01") else 0)]
    plugin.page.evaluate(
        "(frames) => { const {control, store} = TimeMap.running; control.modes.record.frames = frames;"
        " store.set({drawn: 1}); }",
        control,
    )
    quote = plugin.part(".tm-compare-quote").first
    expect(quote).to_contain_text(island.HOSTILE)
    quote.click()
    assert plugin.state()["sel"] == island.claim_key(1)


def test_later_date_is_the_date_shown(plugin: Plugin) -> None:
    """The slider moves the later date; before the earlier one there is nothing to compare, and it says so."""
    plugin.open(f"{QUERY}&panel=compare")
    plugin.set(last=island.day("2020-03-01"))
    assert plugin.state()["compare"] == "2020-02-01..2020-03-01"
    expect(plugin.part(".tm-compare-summary")).to_contain_text("Nothing is known to have changed hands")
    plugin.set(last=island.day("2020-01-20"))
    expect(plugin.part(".tm-compare-summary")).to_contain_text("not after 1 February 2020")
    assert overlay_blue(plugin) == 0


def test_dates_can_be_typed(plugin: Plugin) -> None:
    """A date is typed as anywhere else; what is none is refused in words."""
    plugin.open(f"{QUERY}&panel=compare")
    field = plugin.part(".tm-compare-date").first
    field.fill("3 March 2020")
    field.press("Enter")
    assert plugin.state()["compare"] == "2020-03-03..2020-05-01"
    field.fill("soon")
    field.press("Enter")
    expect(plugin.part(".tm-compare .tm-date-error").first).to_contain_text("“soon” is not a date")
    plugin.part(".tm-compare-row .tm-button").click()
    assert plugin.state()["compare"] == "2020-05-01..2020-05-01"


def test_note_over_the_map_ends_the_comparison(plugin: Plugin) -> None:
    """While the map compares it says so, panel or no panel."""
    plugin.open(QUERY)
    expect(plugin.part("[data-notice=compare]")).to_contain_text("Changes from 1 Feb 2020 to 1 May 2020")
    plugin.part("[data-notice=compare]").get_by_role("button", name="Stop comparing").click()
    assert plugin.state()["compare"] is None
    assert plugin.part("[data-notice=compare]").count() == 0


def clip_edges(plugin: Plugin) -> list[int]:
    """Return where the earlier view ends and the later begins, in pixels of the map."""
    return plugin.page.evaluate(
        "['tm-ground-earlier', 'tm-ground'].map((name, i) => { const map = TimeMap.running.map;"
        " const x = map.getPane(name).style.clipPath.match(/-?[\\d.]+px/g).map(parseFloat).filter((_, n) => n % 2 === 0);"
        " return Math.round((i ? Math.min(...x) : Math.max(...x)) - map.containerPointToLayerPoint([0, 0]).x); })"
    )


def test_swipe_cuts_both_views_at_the_bar(plugin: Plugin) -> None:
    """The earlier date is left of the bar, the later right of it, also after the map has moved."""
    plugin.open(f"{QUERY}&swipe=50")
    width = plugin.page.evaluate("TimeMap.running.map.getSize().x")
    assert clip_edges(plugin) == [width / 2, width / 2]
    plugin.page.evaluate("TimeMap.running.map.panBy([37, 11], {animate: false})")
    assert clip_edges(plugin) == [width / 2, width / 2]
    assert plugin.part(".tm-swipe-date").all_text_contents() == ["1 February 2020", "1 May 2020"]


@pytest.mark.both
def test_swipe_by_keys(plugin: Plugin) -> None:
    """The bar is a slider: arrows, Home and End move it, and it says which date is where."""
    plugin.open(f"{QUERY}&swipe=50")
    bar = plugin.page.get_by_role(
        "slider", name="Divider between 1 February 2020 on the left and 1 May 2020 on the right"
    )
    bar.press("ArrowRight")
    assert plugin.state()["swipe"] == 52
    bar.press("Home")
    expect(bar).to_have_attribute("aria-valuenow", "3")
    assert "swipe=3" in plugin.query()


def test_swipe_by_dragging(plugin: Plugin) -> None:
    """Drawn with the pointer it follows, and the map stays where it is."""
    plugin.open(f"{QUERY}&swipe=50")
    box = plugin.part(".tm-swipe-handle").bounding_box()
    assert box
    centre = plugin.page.evaluate("TimeMap.running.map.getCenter()")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    plugin.page.mouse.move(x, y)
    plugin.page.mouse.down()
    plugin.page.mouse.move(x - 200, y, steps=4)
    plugin.page.mouse.up()
    width = plugin.page.evaluate("TimeMap.running.map.getSize().x")
    assert plugin.state()["swipe"] == pytest.approx(50 - 200 / width * 100, abs=1)
    assert plugin.page.evaluate("TimeMap.running.map.getCenter()") == centre


def test_a_click_in_the_swipe_takes_the_mark_of_its_side(plugin: Plugin) -> None:
    """Left of the bar the ground is the League's as it was, right of it the Council's as it is."""
    plugin.open(f"{QUERY}&swipe=50&layers=areas")
    for swipe, area in ((97, "area/south-2020-01-01"), (3, "area/north-2020-04-12")):
        plugin.set(swipe=swipe, sel=None)
        x, y = plugin.page.evaluate(
            "(() => { const p = TimeMap.running.map.latLngToContainerPoint([1.5, 1.6]);"
            " const r = TimeMap.running.map.getContainer().getBoundingClientRect(); return [p.x + r.left, p.y + r.top]; })()"
        )
        plugin.page.mouse.click(x, y)
        plugin.rest()
        assert plugin.page.evaluate("TimeMap.running.map.getPane('tm-ground-earlier') !== undefined")
        assert plugin.state()["sel"] == area


def test_nothing_is_left_of_the_second_view(plugin: Plugin) -> None:
    """Ended, the swipe takes its canvases with it: the map is whole again and lighter."""
    plugin.open(f"{QUERY}&swipe=50")
    canvases = plugin.page.locator("canvas.tm-canvas").count()
    plugin.set(swipe=None)
    assert plugin.page.locator("canvas.tm-canvas").count() == canvases - 4
    assert plugin.page.evaluate("TimeMap.running.map.getPane('tm-ground').style.clipPath") == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", [f"{QUERY}&swipe=50", "?sel=line/line-2020-04-12&to=2020-05-01&without=coast-post"])
def test_axe_finds_nothing_serious(plugin: Plugin, view: str, theme: str) -> None:
    """The bar, the notes over the map and the sources in the drawer are there for everyone."""
    plugin.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    plugin.open(view)
    plugin.page.evaluate("for (const each of document.querySelectorAll('.tm-sources')) each.open = true")
    plugin.rest()
    found = Axe().run(plugin.page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
