"""The plugin for everyone: no serious finding of axe-core, targets large enough, the whole path by keys."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import LOOKS, serious
from tests.browser.timemap import island
from tests.browser.timemap.conftest import ORIGIN, Plugin, answer

pytestmark = pytest.mark.browser

PANELS = ("filters", "legend", "list", "search", "compare", "share", "stories")
VIEWS = {
    "map": {},
    **{panel: {"panel": panel} for panel in PANELS},
    "event": {"sel": island.event_key(3)},
    "line": {"sel": "line/line-2020-04-12"},
    "record": {"sel": "fact/0", "layers": ["record"]},
}
LAYERS = ["places", "events", "areas", "front", "shapes", "names"]


def show(plugin: Plugin, view: str) -> None:
    """Show one of the views and nothing else, on the page that is open."""
    plugin.set(**{"panel": None, "sel": None, "n": 1, "compare": None, "layers": LAYERS, **VIEWS[view]})
    plugin.rest()
    if panel := VIEWS[view].get("panel"):
        plugin.part(f".tm-tool[data-panel={panel}][aria-expanded=true]").wait_for(state="attached")
    if "sel" in VIEWS[view]:
        plugin.part(".tm-drawer").wait_for()


@pytest.mark.parametrize("look", [0, 1])
@pytest.mark.parametrize("language", LOOKS)
def test_axe_finds_nothing_serious(plugin: Plugin, language: str, look: int) -> None:
    """No serious or critical finding in any part of the plugin, contrast included: themes, languages, desk and phone."""
    theme, (width, height) = LOOKS[language][look]
    plugin.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    plugin.page.set_viewport_size({"width": width, "height": height})
    plugin.open(f"?lang={language}")
    plugin.page.wait_for_selector(f".tm[data-theme={theme}]")
    found = {}
    for view in VIEWS:
        show(plugin, view)
        found[view] = serious(plugin.page)
    assert found == {view: [] for view in VIEWS}


def test_targets_are_large_enough(plugin: Plugin) -> None:
    """Whatever can be pressed is at least 24 pixels high and wide (WCAG 2.2, 2.5.8)."""
    plugin.open()
    for view in VIEWS:
        show(plugin, view)
        small = plugin.page.evaluate(
            """() => [...document.querySelectorAll(".tm :is(button, select, summary, input[type=text], input[type=search], label.tm-choice)")]
              .filter((e) => e.checkVisibility()).map((e) => [e.className, e.getBoundingClientRect()])
              .filter(([, r]) => r.width < 24 || r.height < 24).map(([name, r]) => `${name} ${r.width} x ${r.height}`)"""
        )
        assert small == [], view


@pytest.mark.both
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
    assert plugin.part(".tm-drawer .tm-counter").text_content() == "2 of 3"
    press("Escape")
    plugin.settle()
    assert plugin.page.evaluate("document.activeElement.dataset.sel") == island.event_key(3)


@pytest.mark.both
def test_marks_are_reached_by_keys(plugin: Plugin) -> None:
    """On the map M goes from mark to mark, each is spoken, Enter opens it, and closing comes back to the map."""
    plugin.open()
    plugin.part(".leaflet-container").focus()
    spoken = []
    for _ in range(3):
        plugin.page.keyboard.press("m")
        spoken.append(plugin.part(".tm-stage > .tm-offscreen[role=status]").text_content())
    assert len(set(spoken)) == 3
    assert spoken[1].endswith(plugin.page.evaluate("`2 of ${TimeMap.running.layers.listVisible().length}.`"))
    plugin.page.keyboard.press("Shift+M")
    assert plugin.part(".tm-mark-ring").is_visible()
    mark = plugin.page.evaluate("TimeMap.running.layers.listVisible()[1].sel")
    plugin.page.keyboard.press("Enter")
    assert plugin.state()["sel"] == mark
    plugin.part(".tm-drawer-title").wait_for()
    plugin.page.keyboard.press("Escape")
    assert plugin.page.evaluate("document.activeElement.classList.contains('leaflet-container')")


def test_ways_past_the_map_come_first(plugin: Plugin) -> None:
    """The first Tab stops lead to the timeline and to the list."""
    plugin.open()
    plugin.page.keyboard.press("Tab")
    assert plugin.page.evaluate("document.activeElement.innerText") == "Skip to the timeline"
    plugin.page.keyboard.press("Tab")
    plugin.page.keyboard.press("Enter")
    assert plugin.state()["panel"] == "list"
    assert plugin.page.evaluate("document.activeElement.className") == "tm-panel-title"


def test_a_question_mark_lists_the_keys(plugin: Plugin) -> None:
    """The help opens over everything, passes axe, and gives the focus back."""
    plugin.open()
    plugin.part(".leaflet-container").focus()
    plugin.page.keyboard.press("?")
    assert plugin.part(".tm-help").is_visible()
    assert serious(plugin.page) == []
    plugin.page.keyboard.press("Escape")
    assert plugin.part(".tm-help").is_hidden()
    assert plugin.page.evaluate("document.activeElement.classList.contains('leaflet-container')")


@pytest.mark.parametrize("size", [(390, 844), (844, 390)], ids=["upright", "on its side"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_phone_has_room_for_thumbs(browser: Browser, language: str, size: tuple[int, int]) -> None:
    """Under a finger every target is at least 44 pixels high, and the page does not scroll sideways."""
    phone = browser.new_context(
        viewport=dict(zip(("width", "height"), size, strict=True)), has_touch=True, is_mobile=True, locale="en-GB"
    )
    page = phone.new_page()
    plugin = Plugin(page)
    page.route(f"{ORIGIN}/**", lambda route: answer(plugin, route))
    plugin.open(f"?lang={language}")
    for view in ("map", "filters", "list", "share", "event"):
        show(plugin, view)
        small = page.evaluate(
            """() => [...document.querySelectorAll(".tm :is(button, select, summary, input[type=text], input[type=search], label.tm-choice, .leaflet-bar a)")]
              .filter((e) => e.checkVisibility() && !e.closest(".tm-skips")).map((e) => [e.className, e.getBoundingClientRect()])
              .filter(([name, r]) => r.height < 43.5 && !/tm-date/.test(name)).map(([name, r]) => `${name} ${r.width} x ${r.height}`)"""
        )
        assert small == [], view
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    phone.close()


def test_reduced_motion_moves_nothing_by_itself(plugin: Plugin) -> None:
    """With reduced motion the drawer does not slide in."""
    plugin.page.emulate_media(reduced_motion="reduce")
    plugin.open(f"?sel={island.event_key(1)}")
    assert plugin.part(".tm-drawer").evaluate("(e) => getComputedStyle(e).animationName") == "none"


def box(plugin: Plugin, selector: str) -> dict[str, float]:
    """Return where an element of the plugin stands."""
    found = plugin.part(selector).bounding_box()
    assert found
    return found


def drag(plugin: Plugin, selector: str, up: float) -> None:
    """Take an element by its upper edge and draw it up by so many pixels, without a fling."""
    at = box(plugin, selector)
    x, y = at["x"] + at["width"] / 2, at["y"] + 10
    plugin.page.mouse.move(x, y)
    plugin.page.mouse.down()
    for part in (0.5, 1, 1):
        plugin.page.mouse.move(x, y - up * part)
    plugin.page.wait_for_timeout(60)
    plugin.page.mouse.move(x, y - up)
    plugin.page.mouse.up()
    plugin.settle()


@pytest.mark.both
@pytest.mark.parametrize(
    ("query", "sheet"), [("?panel=filters", ".tm-panel"), (f"?sel={island.event_key(3)}", ".tm-drawer")]
)
def test_a_sheet_has_three_heights(plugin: Plugin, query: str, sheet: str) -> None:
    """On a phone a panel is low, half or full: by its button, by keys, by dragging; below the edge it closes."""
    plugin.page.emulate_media(reduced_motion="reduce")
    plugin.page.set_viewport_size({"width": 390, "height": 844})
    plugin.open(query)
    handle, stage = plugin.part(f"{sheet} .tm-sheet-handle"), box(plugin, ".tm-stage")["height"]
    half = box(plugin, sheet)["height"]
    assert 0.4 * stage < half < 0.65 * stage
    handle.click()
    full = box(plugin, sheet)
    assert full["y"] >= box(plugin, ".tm-toolbar .tm-tool >> nth=0")["y"] + 32
    handle.press("Home")
    assert box(plugin, sheet)["height"] < 110
    assert handle.get_attribute("aria-label") == "Height: low. Press to show more."
    handle.press("ArrowUp")
    assert box(plugin, sheet)["height"] == half
    drag(plugin, f"{sheet} .tm-sheet-head", 250)
    assert box(plugin, sheet) == full
    drag(plugin, f"{sheet} .tm-sheet-head", -(full["height"] - 110))
    assert box(plugin, sheet)["height"] < 110
    drag(plugin, f"{sheet} .tm-sheet-head", -90)
    assert plugin.part(sheet).is_hidden()


def test_two_fingers_zoom_and_one_chooses(browser: Browser) -> None:
    """Under a finger the map is pinched and its marks are tapped, a sheet open or not; nothing scrolls."""
    phone = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="en-GB")
    page = phone.new_page()
    plugin = Plugin(page)
    page.route(f"{ORIGIN}/**", lambda route: answer(plugin, route))
    plugin.open("?panel=filters")
    zoom = plugin.page.evaluate("TimeMap.running.map.getZoom()")
    touch = phone.new_cdp_session(page)
    for kind, apart in (("touchStart", 40), ("touchMove", 60), ("touchMove", 110), ("touchMove", 150)):
        points = [{"x": 195 - apart / 2, "y": 180}, {"x": 195 + apart / 2, "y": 180}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        plugin.settle()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(f"TimeMap.running.map.getZoom() > {zoom}")
    plugin.open()
    mark = plugin.page.evaluate("TimeMap.running.layers.listVisible().find((mark) => mark.sel.startsWith('event/'))")
    point = plugin.page.evaluate(
        "([lat, lon]) => { const p = TimeMap.running.map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }",
        [mark["lat"], mark["lon"]],
    )
    page.touchscreen.tap(*point)
    plugin.part(".tm-drawer").wait_for()
    assert plugin.state()["sel"]
    assert plugin.page.evaluate("scrollY") == 0
    phone.close()
