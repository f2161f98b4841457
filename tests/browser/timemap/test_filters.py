"""Filters with their counts, layers, legend and the list of marks."""

from __future__ import annotations

import pytest

from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser


def count_of(plugin: Plugin, choice: str) -> str:
    """Return the count beside a choice."""
    return plugin.part(".tm-choice").filter(has_text=choice).first.locator(".tm-count").inner_text()


def test_counts_follow_the_window_and_the_other_filters(plugin: Plugin) -> None:
    """Beside each choice stands what it would show; its own filter does not lower it."""
    plugin.open("?panel=filters")
    assert (count_of(plugin, "Clash"), count_of(plugin, "Talks")) == ("3", "2")
    plugin.part(".tm-choice").filter(has_text="Talks").locator("input").check()
    plugin.rest()
    assert (count_of(plugin, "Clash"), count_of(plugin, "Northern Council")) == ("3", "1")
    plugin.set(last=18384)
    plugin.rest()
    assert (count_of(plugin, "Clash"), count_of(plugin, "Talks")) == ("2", "1")


@pytest.mark.both
def test_planned_is_left_out_until_asked_for(plugin: Plugin) -> None:
    """Only what is reported as done is drawn; the rest is one choice away."""
    plugin.open("?panel=filters")
    assert "7 events" in (plugin.part(".tm-date-detail").text_content() or "")
    plugin.part("input[value=all]").check()
    plugin.settle()
    assert "8 events" in (plugin.part(".tm-date-detail").text_content() or "")
    assert plugin.query() == "modality=all&panel=filters"


def test_clear_filters(plugin: Plugin) -> None:
    """One press takes all filters away; the button of the panel says how many are set."""
    plugin.open("?types=talks&actors=north&panel=filters")
    assert plugin.part(".tm-tool.tm-active").inner_text() == "Filters, 2 set"
    plugin.part(".tm-clear").click()
    state = plugin.state()
    assert (state["types"], state["actors"]) == (None, None)
    assert plugin.part(".tm-clear").is_hidden()


def test_filters_that_leave_nothing_say_so(plugin: Plugin) -> None:
    """No events is said in words."""
    plugin.open("?types=capture&kinds=port&panel=filters")
    assert plugin.part(".tm-panel-page > .tm-note").inner_text() == "No events with these filters and dates."


@pytest.mark.both
def test_layers_and_line_source(plugin: Plugin) -> None:
    """Layers are switched one by one; the record is off until asked for."""
    plugin.open("?panel=legend")
    boxes = plugin.part(".tm-layers input")
    assert [boxes.nth(n).is_checked() for n in range(boxes.count())] == [True] * 6 + [False]
    plugin.part(".tm-layers .tm-choice").filter(has_text="Events").locator("input").uncheck()
    plugin.part("input[value=record]").check()
    assert plugin.query() == "layers=places,areas,front,shapes,names&line=record&panel=legend"


def test_legend_is_always_at_hand(plugin: Plugin) -> None:
    """Parties by their names, line and hatch stand on the map; pressing them opens the legend with each type in use."""
    plugin.open()
    brief = plugin.part(".tm-brief").inner_text()
    for words in (
        "Northern Council",
        "Front line; dashed: roughly placed",
        "Click any mark for the sentence behind it",
    ):
        assert words in brief
    plugin.part(".tm-brief").click()
    legend = plugin.part(".tm-legend").inner_text()
    for words in (
        "Northern Council",
        "Clash",
        "Day uncertain",
        "Planned or threatened, not done",
        "No claim speaks of this ground",
    ):
        assert words in legend


def test_list_holds_what_the_map_shows(plugin: Plugin) -> None:
    """The list follows window and filters; Enter on an entry opens its evidence."""
    plugin.open("?panel=list")
    assert plugin.part(".tm-list-summary").inner_text() == "7 of 7 events shown"
    assert "Northport" in plugin.part(".tm-row >> nth=0").inner_text()
    plugin.set(types=["talks"])
    plugin.rest()
    assert plugin.part(".tm-row").count() == 2
    plugin.part(".tm-search >> visible=true").fill("westw")
    assert plugin.part(".tm-row").count() == 1
    plugin.part(".tm-row").press("Enter")
    assert plugin.state()["sel"] == island.event_key(4)
    assert plugin.part(".tm-row").get_attribute("aria-current") == "true"


def test_escape_closes_the_panel(plugin: Plugin) -> None:
    """Escape closes the panel and returns to the button that opened it."""
    plugin.open()
    plugin.part(".tm-tool[data-panel=filters]").click()
    plugin.page.keyboard.press("Escape")
    plugin.settle()
    assert plugin.part(".tm-panel").is_hidden()
    assert plugin.page.evaluate("document.activeElement.innerText") == "Filters"
