"""Marks on the map: what is drawn can be hit, described and seen to stay where it is."""

from __future__ import annotations

import pytest

from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

BARE = {"layers": ["places"], "sel": None}


def _pixel(plugin: Plugin, lat: float, lon: float) -> tuple[float, float]:
    point = plugin.page.evaluate("([lat, lon]) => TimeMap.running.map.latLngToContainerPoint([lat, lon])", [lat, lon])
    box = plugin.part(".leaflet-container").bounding_box()
    return box["x"] + point["x"], box["y"] + point["y"]


def _listed(plugin: Plugin) -> dict[str, dict]:
    return {mark["sel"]: mark for mark in plugin.page.evaluate("TimeMap.running.layers.listVisible()")}


def _click(plugin: Plugin, lat: float, lon: float) -> str | None:
    plugin.page.mouse.click(*_pixel(plugin, lat, lon))
    return plugin.state()["sel"]


def test_a_place_is_selected_where_it_is_drawn(plugin: Plugin) -> None:
    """A click on the circle of a town selects the town."""
    plugin.open()
    assert _click(plugin, 0.6, 1.1) == "place/is:southford"


@pytest.mark.both
def test_an_event_is_selected_where_it_is_drawn(plugin: Plugin) -> None:
    """Each symbol on the map selects its own event, beside its place and not on it."""
    plugin.open()
    marks = {sel: mark for sel, mark in _listed(plugin).items() if sel.startswith("event/")}
    assert island.event_key(4) in marks
    for sel, mark in marks.items():
        assert _click(plugin, mark["lat"], mark["lon"]).startswith("event/"), sel
        plugin.set(sel=None)


def test_a_stack_gives_its_events_one_by_one(plugin: Plugin) -> None:
    """A second click on a stack takes its next event."""
    plugin.open("?mode=cumulative")
    stack = next(mark for mark in _listed(plugin).values() if mark["label"].startswith("2 events"))
    assert _click(plugin, stack["lat"], stack["lon"]) != _click(plugin, stack["lat"], stack["lon"])


def test_empty_ground_takes_the_selection_back(plugin: Plugin) -> None:
    """A click on the open sea selects nothing."""
    plugin.open(f"?sel={island.event_key(4)}")
    plugin.page.evaluate("TimeMap.running.map.setView([2, 1.5], 6, {animate: false})")
    assert _click(plugin, 2.1, -2.5) is None


def test_the_pointer_is_told_what_lies_under_it(plugin: Plugin) -> None:
    """Resting on a mark says what it is in words."""
    plugin.open()
    plugin.page.mouse.move(*_pixel(plugin, 3.6, 1.0))
    plugin.part(".tm-tooltip").wait_for()
    assert "Northport" in plugin.part(".tm-tooltip").inner_text()


def test_a_front_line_has_a_wide_reach(plugin: Plugin) -> None:
    """A line three pixels wide is hit five pixels beside it."""
    plugin.open("?to=2020-07-01")
    x, y = _pixel(plugin, 2.0461, 1.0)
    plugin.page.mouse.click(x, y + 5)
    assert plugin.state()["sel"] == "line/line-2020-04-12"


def test_a_threat_is_not_drawn_as_a_deed(plugin: Plugin) -> None:
    """What was only planned shows when asked for, and stands apart from what happened at its place."""
    plugin.open("?from=2020-05-01&to=2020-07-01")
    planned = island.event_key(6)
    assert planned not in _listed(plugin)
    plugin.set(modality="all")
    marks = _listed(plugin)
    assert "planned" in marks[planned]["label"]
    assert (marks[planned]["lat"], marks[planned]["lon"]) != (
        marks[island.event_key(4)]["lat"],
        marks[island.event_key(4)]["lon"],
    )


def test_marks_stay_put_while_time_runs(plugin: Plugin) -> None:
    """A mark that shows on two days stands on the same spot on both."""
    plugin.open("?mode=cumulative&to=2020-05-10")
    before = _listed(plugin)
    plugin.set(last=island.day("2020-06-30"))
    after = _listed(plugin)
    both = before.keys() & after.keys()
    assert len(both) >= 3
    assert all((before[sel]["lat"], before[sel]["lon"]) == (after[sel]["lat"], after[sel]["lon"]) for sel in both)


def test_a_step_paints_only_what_changed(plugin: Plugin) -> None:
    """Where the next day brings nothing new, not a pixel of the map differs."""
    plugin.open("?mode=cumulative&to=2020-05-10&layers=places,events,areas,front,names")
    area = plugin.part(".leaflet-container").bounding_box()
    plugin.rest()
    before = plugin.page.screenshot(clip=area)
    plugin.set(last=island.day("2020-05-11"))
    assert plugin.page.screenshot(clip=area) == before
    plugin.set(last=island.day("2020-06-25"))
    assert plugin.page.screenshot(clip=area) != before


def test_a_layer_can_be_taken_off(plugin: Plugin) -> None:
    """What is switched off can be neither seen nor hit."""
    plugin.open()
    plugin.set(**BARE)
    assert {sel.split("/")[0] for sel in _listed(plugin)} == {"place"}


def test_no_memory_is_kept_by_stepping(plugin: Plugin) -> None:
    """A thousand steps leave as many canvases and elements as there were."""
    plugin.open()
    count = "document.querySelectorAll('*').length"
    before = plugin.page.evaluate(count)
    plugin.page.evaluate(
        """() => {
            const { layers, store } = TimeMap.running;
            for (let i = 0; i < 1000; i++) layers.update({ ...store.get(), last: 18200 + (i % 300) });
        }"""
    )
    assert plugin.page.evaluate(count) == before
