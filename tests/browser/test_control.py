"""The front line in the running app: compared, without a source, taken away, and what each part of it says."""

from __future__ import annotations

import json
import re
from datetime import date
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from geodata.frontline import compare
from tests.browser.mappage import TimeMap, open_map

pytestmark = pytest.mark.browser

RECORD = "?line=record&to=2020-06-05"


def choose(timemap: TimeMap, part: str, pick: str) -> dict:
    """Select the first line or area of the frame on the map that `pick` takes, and return it."""
    mark = timemap.run(
        f"const found = app.layers.ground.frame.{part}.find((each) => {pick});"
        f"app.store.set({{sel: '{part[:-1]}/' + found.id, n: 1}}); return found;"
    )
    expect(timemap.drawer).to_be_visible()
    timemap.quote()
    return mark


def test_a_segment_names_both_sides_nearest_first(page: Page, app_url: str) -> None:
    """Quote, source, date, distance, age and weight stand with each report; solid or dashed is said in words."""
    timemap = open_map(page, f"{app_url}/{RECORD}")
    line = choose(timemap, "lines", "each.evidence.length > 2 && new Set(each.evidence.map((e) => e.side)).size > 1")
    words = {"solid": "Well placed", "dashed": "Roughly placed, so dashed"}[line["style"]]
    expect(timemap.drawer).to_contain_text(re.compile(rf"{words}: it may be off by about \d+ km"))
    expect(timemap.drawer).to_contain_text(re.compile(r"\d+ km away, .+ old · counts \d+ %"))
    for side in (0, 1):
        distances = [each["km"] for each in line["evidence"] if each["side"] == side]
        assert distances == sorted(distances)
        assert distances


def test_an_area_says_why_how_sure_and_since_when(page: Page, app_url: str) -> None:
    """Who, how likely, which place was held longest, which came last, what is contested."""
    timemap = open_map(page, f"{app_url}/{RECORD}")
    choose(timemap, "areas", "each.party === 0 && each.evidence.length > 3")
    expect(timemap.drawer).to_contain_text(
        re.compile(r"Held by Government of National Accord on 5 June 2020: (very likely|likely|unclear)")
    )
    expect(timemap.drawer).to_contain_text(re.compile(r"Last to come to them: .+, 5 June 2020"))
    expect(timemap.drawer).to_contain_text(re.compile(r"Newest evidence .+ old"))


def test_a_source_is_left_out_and_brought_back(page: Page, app_url: str) -> None:
    """Its claims leave the evidence, the line moves, and one click brings it back."""
    timemap = open_map(page, f"{app_url}/{RECORD}")
    before = timemap.run("return JSON.stringify(app.layers.ground.frame.lines.map((line) => line.geometry))")
    choose(timemap, "lines", "each.evidence.length > 2")
    timemap.drawer.locator(".tm-sources summary").click()
    timemap.drawer.locator(".tm-sources-row").first.get_by_role("button").click()
    notice = timemap.frame.locator("[data-notice=without]")
    expect(notice).to_contain_text("Drawn without", timeout=30_000)
    without = timemap.run("return JSON.stringify(app.layers.ground.frame.lines.map((line) => line.geometry))")
    assert without != before
    expect(page).to_have_url(re.compile("without="))
    notice.get_by_role("button", name="Show all sources").click()
    expect(notice).to_have_count(0)
    assert timemap.run("return JSON.stringify(app.layers.ground.frame.lines.map((line) => line.geometry))") == before


def test_comparison_of_libya_agrees_with_the_package(page: Page, app_url: str) -> None:
    """km2 to 0.5 %, the move of the line to 1 km, the same places: Tarhuna and Bani Walid among them."""
    timemap = open_map(page, f"{app_url}/{RECORD}&compare=2020-03-01..2020-06-05&panel=compare")
    found = timemap.run(
        "const {ground, places, movedKm} = TimeMap.comparison.between(app.control, app.store.get());"
        "return {movedKm, ground: ground.map((g) => [g.previous, g.holder, g.km2]), places: places.map((p) => p.name)};"
    )
    exact = compare(timemap.run("return app.control.modes.record"), date(2020, 3, 1), date(2020, 6, 5))
    areas = {(g.previous, g.holder): g.area_km2 for g in exact.ground if g.area_km2 > 1}
    measured = {(previous, holder): km2 for previous, holder, km2 in found["ground"] if km2 > 1}
    assert measured == pytest.approx(areas, rel=5e-3, abs=2)
    assert found["movedKm"] == pytest.approx(exact.moved_km, abs=1)
    assert found["places"] == [place.name for place in exact.places]
    assert {"Tarhuna", "Bani Walid"} <= set(found["places"])
    expect(timemap.frame.locator(".tm-compare-quote", has_text="Tarhuna: passed from LNA to GNA")).to_be_visible()


def test_line_of_the_day_can_be_taken_away(page: Page, app_url: str) -> None:
    """The link gives GeoJSON with every claim's source."""
    timemap = open_map(page, f"{app_url}/{RECORD}&panel=legend")
    link = timemap.frame.locator(".tm-downloads a", has_text="GeoJSON").evaluate("(e) => e.href")
    features = json.loads(page.request.get(urljoin(page.url, link)).body())["features"]
    claims = [f["properties"] for f in features if f["properties"]["layer"] == "claims"]
    assert len(claims) > 50
    assert all(claim["source"] and claim["quote"] for claim in claims)


COUNT_PAINT = """
    const painted = { strokes: 0 }, { fill, stroke, fillRect, fillText, drawImage } = CanvasRenderingContext2D.prototype;
    for (const [name, paint] of Object.entries({ fill, stroke, fillRect, fillText, drawImage }))
      CanvasRenderingContext2D.prototype[name] = function (...all) { painted.strokes += 1; return paint.apply(this, all); };
"""


def test_a_step_while_swiping_is_quick(page: Page, app_url: str) -> None:
    """Both views follow the slider, which asks for nothing; the bar itself paints nothing."""
    timemap = open_map(page, f"{app_url}/{RECORD}&compare=2020-03-01..2020-06-05&swipe=50")
    asked: list[str] = []
    page.on("request", lambda request: None if "/basemap/" in request.url else asked.append(request.url))
    days, steps, moves = timemap.run(
        COUNT_PAINT + "const days = []; for (let day = 18300; day < 18320; day++) {"
        "app.store.set({last: day}); app.store.flush(); days.push(app.store.get().compare); }"
        "const steps = painted.strokes; for (let x = 5; x < 95; x++) { app.store.set({swipe: x}); app.store.flush(); }"
        "return [days, steps, painted.strokes - steps];"
    )
    assert len(set(days)) == 20
    assert steps > 0
    assert moves == 0
    assert asked == []
