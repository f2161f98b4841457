"""A step in time changes the picture where the data changed, and nowhere else."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks.crowd import make_crowd, payload_of
from benchmarks.ourpage import NO_CONTROL
from tests.browser.timemap.conftest import ORIGIN, Plugin

pytestmark = pytest.mark.browser

HITS = """() => {
  const { layers, map } = TimeMap.running;
  return layers.marks.hits.map((hit) => {
    const { x, y } = layers._onMap({ x: hit.left, y: hit.top });
    const looks = [hit.kind, hit.key, hit.count, hit.radius, layers.marks.stacks.dataset.event.type[hit.row]];
    return [[x, y, x + hit.right - hit.left, y + hit.bottom - hit.top], JSON.stringify([x, y, ...looks])];
  });
}"""


@pytest.fixture
def crowd(plugin: Plugin) -> Plugin:
    """Three thousand events with coordinates of their own, and mentions at sixty places."""
    payload = payload_of(make_crowd(events=3000, mentions=2000, places=60))
    plugin.page.route(f"{ORIGIN}/app/payload.tmap", lambda route: route.fulfill(body=payload))
    plugin.page.route(f"{ORIGIN}/app/control.json", lambda route: route.fulfill(json=NO_CONTROL))
    return plugin.open("?layers=places,events&from=2020-04-01&to=2020-04-30")


def _shown(crowd: Plugin) -> int:
    return crowd.page.evaluate("TimeMap.running.basemap._names.painted.length")


def _pixels(plugin: Plugin) -> np.ndarray:
    area = plugin.part(".leaflet-container").bounding_box()
    picture = Image.open(io.BytesIO(plugin.page.screenshot(clip=area))).convert("RGB")
    return np.asarray(picture).astype(np.int16)


def _step(plugin: Plugin, days: int) -> None:
    plugin.page.evaluate(
        "(days) => { const { store } = TimeMap.running; const { first, last } = store.get();"
        " store.set({ first: first + days, last: last + days }); }",
        days,
    )
    plugin.settle()
    plugin.rest()


@pytest.mark.parametrize("zoom", [5, 7])
def test_only_what_changed_in_the_data_changes_on_the_screen(crowd: Plugin, zoom: int) -> None:
    """Outside the boxes of marks that came, went or count otherwise, two days are the same to the pixel."""
    crowd.page.evaluate(f"TimeMap.running.map.setView([26.5, 17], {zoom}, {{animate: false}})")
    crowd.rest()
    for _ in range(3):
        before, hits_before = _pixels(crowd), crowd.page.evaluate(HITS)
        _step(crowd, 1)
        after, hits_after = _pixels(crowd), crowd.page.evaluate(HITS)
        changed = {look for _, look in hits_before} ^ {look for _, look in hits_after}
        differs = (before != after).any(axis=2)
        assert changed
        assert differs.any()
        for (left, top, right, bottom), look in hits_before + hits_after:
            if look in changed:
                differs[max(0, int(top)) : max(0, int(bottom)), max(0, int(left)) : max(0, int(right))] = False
        assert not differs.any(), f"{differs.sum()} pixels differ away from what changed, at {np.argwhere(differs)[:3]}"


@pytest.mark.parametrize("names", [False, True])
def test_a_day_and_back_is_the_same_picture(crowd: Plugin, names: bool) -> None:
    """Nothing of another day is left behind, neither among the marks nor among the names of the map under them."""
    if names:
        crowd.set(layers=["places", "events", "names"])
    crowd.rest()
    assert _shown(crowd) > 10
    before = _pixels(crowd)
    _step(crowd, 9)
    assert (before != _pixels(crowd)).any()
    _step(crowd, -9)
    assert (before == _pixels(crowd)).all()


def test_a_drag_keeps_the_evidence_open_and_asks_for_nothing(plugin: Plugin) -> None:
    """While the handle moves, the drawer with its quote stays, and no request is made."""
    plugin.open("?sel=place/is:northport&mode=cumulative")
    quote = plugin.part("blockquote").first
    quote.wait_for()
    plugin.page.evaluate(
        "window.dropped = 0; new MutationObserver((all) => all.forEach((each) => each.removedNodes.forEach((node) =>"
        " { if (node.matches && node.matches('[data-part=drawer], .tm-drawer')) window.dropped += 1; })))"
        ".observe(document.body, { childList: true, subtree: true })"
    )
    asked = len(plugin.requests)
    handle = plugin.page.get_by_role("slider").last.bounding_box()
    mouse = plugin.page.mouse
    mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    mouse.down()
    for step in range(1, 25):
        mouse.move(handle["x"] - step * 12, handle["y"] + 5)
        assert plugin.part("[data-part=drawer]").is_visible()
        assert quote.is_visible()
    mouse.up()
    assert plugin.state()["sel"] == "place/is:northport"
    assert len(plugin.requests) == asked
    assert plugin.page.evaluate("window.dropped") == 0
