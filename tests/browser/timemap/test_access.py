"""The plugin for everyone: no serious finding of axe-core, targets large enough, the whole path by keys."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

VIEWS = {
    "map": "",
    "filters": "?panel=filters",
    "legend": "?panel=legend",
    "list": "?panel=list",
    "event": f"?sel={island.event_key(3)}",
    "line": "?sel=line/line-2020-04-12",
    "record": "?sel=fact/0&layers=record",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(plugin: Plugin, view: str, theme: str) -> None:
    """No serious or critical finding in any part of the plugin, light or dark, contrast included."""
    plugin.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    plugin.open(VIEWS[view])
    plugin.page.wait_for_timeout(400)
    found = Axe().run(plugin.page).response["violations"]
    serious = [
        (each["id"], each["nodes"][0]["html"][:120]) for each in found if each["impact"] in {"serious", "critical"}
    ]
    assert serious == []


@pytest.mark.parametrize("view", VIEWS)
def test_targets_are_large_enough(plugin: Plugin, view: str) -> None:
    """Whatever can be pressed is at least 24 pixels high and wide (WCAG 2.2, 2.5.8)."""
    plugin.open(VIEWS[view])
    plugin.page.wait_for_timeout(200)
    small = plugin.page.evaluate(
        """() => [...document.querySelectorAll(".tm :is(button, select, summary, input[type=text], input[type=search], label.tm-choice)")]
          .filter((e) => e.checkVisibility()).map((e) => [e.className, e.getBoundingClientRect()])
          .filter(([, r]) => r.width < 24 || r.height < 24).map(([name, r]) => `${name} ${r.width} x ${r.height}`)"""
    )
    assert small == []


def test_the_whole_path_by_keys(plugin: Plugin) -> None:
    """From the page's start: open the list, choose an event, turn a page, close, move the date; no pointer."""
    plugin.open()
    press = plugin.page.keyboard.press
    for _ in range(20):
        press("Tab")
        if plugin.page.evaluate("document.activeElement.innerText") == "List":
            break
    press("Enter")
    for _ in range(12):
        press("Tab")
        if plugin.page.evaluate("document.activeElement.dataset.sel || ''") == island.event_key(3):
            break
    press("Enter")
    plugin.part(".tm-quote").wait_for()
    press("n")
    plugin.settle()
    assert plugin.part(".tm-counter").text_content() == "2 of 3"
    press("Escape")
    plugin.settle()
    assert plugin.page.evaluate("document.activeElement.dataset.sel") == island.event_key(3)


def test_reduced_motion_moves_nothing_by_itself(plugin: Plugin) -> None:
    """With reduced motion the drawer does not slide in."""
    plugin.page.emulate_media(reduced_motion="reduce")
    plugin.open(f"?sel={island.event_key(1)}")
    assert plugin.part(".tm-drawer").evaluate("(e) => getComputedStyle(e).animationName") == "none"
