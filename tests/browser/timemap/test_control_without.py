"""What hangs on a source, and what was known when: the line drawn again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.timemap import SavedContent, saved_page
from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

LINE = "?sel=line/line-2020-04-12&to=2020-05-01"


def drawn_line(plugin: Plugin) -> list:
    """Return the coordinates of the line on the map."""
    return plugin.page.evaluate("TimeMap.running.layers.ground.frame.lines[0].geometry.coordinates")


def test_each_source_of_a_line_can_be_left_out(plugin: Plugin) -> None:
    """The drawer lists the sources of a line, most reports first; without one the line is drawn again."""
    plugin.open(LINE)
    plugin.part(".tm-sources summary").click()
    rows = plugin.part(".tm-sources-row")
    expect(rows).to_have_count(2)
    assert rows.locator(".tm-sources-name").all_text_contents()[1] == f"Coast Post {island.HOSTILE}"
    assert rows.locator(".tm-count").all_text_contents() == ["2 reports", "2 reports"]
    rows.nth(1).get_by_role("button").click()
    notice = plugin.part("[data-notice=without]")
    expect(notice).to_contain_text(f"Drawn without Coast Post {island.HOSTILE}.")
    plugin.rest()
    assert drawn_line(plugin) == [[0, 3.2], [0.8, 2.8]]
    assert "without=coast-post" in plugin.query()
    assert plugin.saved or "/app/without/coast-post/articles.json" in plugin.requests


def test_line_without_a_source_moves_with_the_slider(plugin: Plugin) -> None:
    """All its frames are there: a step asks for nothing more."""
    plugin.open("?without=coast-post&to=2020-05-01")
    expect(plugin.part("[data-notice=without]")).to_contain_text("Drawn without")
    asked = len(plugin.requests)
    plugin.set(last=island.day("2020-02-01"))
    plugin.set(last=island.day("2020-05-01"))
    assert drawn_line(plugin) == [[0, 3.2], [0.8, 2.8]]
    assert len(plugin.requests) == asked


@pytest.mark.served
def test_link_to_a_segment_of_the_line_without_a_source(plugin: Plugin) -> None:
    """The mark comes in after the link was read; the drawer opens when it is there."""
    frames = island.without()["frames"]
    name = frames[1]["lines"][0]["id"] = "0123456789abcdef"
    plugin.page.route("**/without/**", lambda route: route.fulfill(json={"frames": frames}))
    plugin.open(f"?without=coast-post&to=2020-05-01&sel=line/{name}")
    expect(plugin.part(".tm-drawer-title")).to_have_text("Council and League")
    plugin.open(f"?to=2020-05-01&sel=line/{name}")
    assert plugin.state()["sel"] is None


def test_whole_line_stays_as_a_ghost(plugin: Plugin) -> None:
    """The line with all sources stays in sight, thin and grey, until the note is dismissed."""
    plugin.open("?without=coast-post&to=2020-05-01&layers=front")
    expect(plugin.part("[data-notice=without]")).to_contain_text("Drawn without")
    inked = (
        "(() => { const c = TimeMap.running.overlay.canvas._canvas; return c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data.some((v, i) => i % 4 === 3 && v > 100); })()"
    )
    assert plugin.page.evaluate(inked)
    plugin.part("[data-notice=without]").get_by_role("button", name="Show all sources").click()
    assert plugin.state()["without"] is None
    plugin.until(f"!{inked}")
    assert drawn_line(plugin) == [[0, 2.2], [2.6, 1.8]]
    assert plugin.part("[data-notice]").count() == 0


def test_unknown_source_is_said_in_words(plugin: Plugin) -> None:
    """A link that names a source which is not there says so and draws the whole line."""
    plugin.open("?without=nobody&to=2020-05-01")
    expect(plugin.part("[data-notice=without]")).to_contain_text("No line without that source can be drawn here.")
    assert drawn_line(plugin) == [[0, 2.2], [2.6, 1.8]]


@pytest.mark.once
def test_redraw_without_a_source_is_quick(plugin: Plugin) -> None:
    """Once the data are there, taking a source away and back asks for nothing and is drawn within the same task."""
    plugin.open("?without=coast-post&to=2020-05-01")
    expect(plugin.part("[data-notice=without]")).to_contain_text("Drawn without")
    asked, line = len(plugin.requests), "layers.ground.frame.lines[0].geometry.coordinates"
    drawn = plugin.page.evaluate(
        "(() => { const {store, layers} = TimeMap.running, drawn = [];"
        f" for (const without of [null, 'coast-post']) {{ store.set({{without}}); store.flush(); drawn.push({line}); }}"
        " return drawn; })()"
    )
    assert drawn == [[[0, 2.2], [2.6, 1.8]], [[0, 3.2], [0.8, 2.8]]]
    assert len(plugin.requests) == asked


def test_as_it_could_be_known_on_the_day(plugin: Plugin) -> None:
    """The switch stands where the data hold both; on the day nobody had reported the change of April yet."""
    plugin.open("?to=2020-05-01&panel=legend")
    assert drawn_line(plugin) == [[0, 2.2], [2.6, 1.8]]
    plugin.part("input[name=tm-known][value=day]").check()
    plugin.settle()
    assert drawn_line(plugin) == [[0, 2.2], [1.2, 1.8]]
    expect(plugin.part(".tm-fieldset .tm-hint").first).to_have_text(
        "Each day is drawn only from reports published by then."
    )
    assert "known=day" in plugin.query()


@pytest.mark.once
def test_switch_of_knowledge_hides_where_there_is_no_choice(plugin: Plugin) -> None:
    """The island's record holds no such mode: no switch, and the line falls back to what there is."""
    plugin.open("?line=record&known=day&to=2020-05-01&panel=legend")
    expect(plugin.part("input[name=tm-known]").first).to_be_hidden()
    assert drawn_line(plugin) == [[0, 1.2], [2.6, 0.8]]


@pytest.mark.served
def test_line_can_be_downloaded_as_drawn(plugin: Plugin) -> None:
    """The links name the day, the line and what is left out."""
    plugin.open("?to=2020-05-01&panel=legend&known=day&without=coast-post")
    links = plugin.part(".tm-downloads a")
    assert links.all_text_contents() == ["GeoJSON", "GeoPackage"]
    assert (
        links.first.get_attribute("href")
        == "/app/frontline.geojson?date=2020-05-01&line=articles&known=2020-05-01&without=coast-post"
    )


@pytest.mark.once
def test_attribution_says_what_the_line_is_drawn_from(plugin: Plugin) -> None:
    """Computed from the articles, or with the record too; nothing where nothing is drawn."""
    plugin.open("?to=2020-05-01")
    credit = plugin.part(".leaflet-control-attribution")
    expect(credit).to_contain_text("Front lines: computed from the articles")
    plugin.set(line="record")
    expect(credit).to_contain_text("computed from the articles and the reference record")
    plugin.set(layers=["places"])
    expect(credit).not_to_contain_text("Front lines")


@pytest.mark.once
def test_evidence_says_how_much_it_counts(plugin: Plugin) -> None:
    """Distance, age and weight stand with each report of a line; a place that all contradict is flagged."""
    plugin.open(LINE)
    expect(plugin.part(".tm-item-note")).to_contain_text("12 km away")
    expect(plugin.part(".tm-item-note")).to_contain_text("counts 60 %")
    plugin.page.evaluate(
        "(() => { const {control, store} = TimeMap.running; const frame = control.modes.articles.frames[1];"
        " frame.places[0].evidence = [frame.lines[0].evidence[1].key];"
        " frame.places[0].reason = 'contradicted by all its neighbours'; store.set({drawn: 1}); })()"
    )
    expect(plugin.part(".tm-item-note")).to_contain_text("Everything around it says otherwise")


def saved(tmp_path: Path, control: dict) -> str:
    """Write the island as a file and return its address."""
    cards = {island.claim_key(row): island.card(island.claim_key(row)) for row in range(3)}
    path = tmp_path / "island.html"
    path.write_text(
        saved_page("Island", SavedContent(island.payload(), control, cards, {}), bounds=(0, 0, 3, 4.2)), "utf-8"
    )
    return path.as_uri()


def test_saved_map_with_many_sources_offers_none(page: Page, tmp_path: Path) -> None:
    """Where they were left out there is no button that would do nothing."""
    page.goto(f"{saved(tmp_path, island.control())}#{LINE[1:]}")
    page.locator(".tm-quote").wait_for()
    expect(page.locator(".tm-sources")).to_be_hidden()
