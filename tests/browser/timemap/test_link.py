"""The view in the address, there and back."""

from __future__ import annotations

import pytest

from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

VIEW = "from=2020-02-01&to=2020-04-12&mode=cumulative&types=capture,talks&modality=all&layers=places,events&line=record"

FUZZ = """() => {
  const { dataset, control } = TimeMap.running, { link } = TimeMap, start = link.defaults(dataset), faults = [];
  let seed = 7;
  const some = (list) => list[(seed = (seed * 1103515245 + 12345) & 0x7fffffff) % list.length];
  const junk = ["", "%", "%E0%A4%A", "null", "NaN", "1e309", "-1", "9".repeat(30), "2020-02-31", "0000-00-00", "<b>", "{{7*7}}",
    "a,b,,c", "%00", "__proto__", "constructor", "place/", "place/__proto__", "event/zz", "line/x", "area/" + "x".repeat(500),
    "fact/9", "fact/-1", "2020-01-05", "window", "all", ",,,", "0x10", "+1", "1.5.2", "\\ud800"];
  const sound = (s) => Number.isInteger(s.first) && Number.isInteger(s.last) && s.first <= s.last
    && s.first >= dataset.time.first && s.last <= dataset.time.last && Number.isInteger(s.n) && s.n >= 1
    && (s.lat === null || Number.isFinite(s.lat)) && Array.isArray(s.layers) && (s.types === null || s.types.length > 0);
  for (let i = 0; i < 5000 && faults.length < 5; i++) {
    const query = Array.from({ length: 1 + i % 6 }, () => some([...link.KEYS, "embed", ""]) + some(["=", "", "=="]) + some(junk)).join(some(["&", "&&", ";"]));
    const state = { ...start, ...link.read(query, dataset, control) };
    const again = { ...start, ...link.read(link.write(state, dataset), dataset, control) };
    if (!sound(state) || JSON.stringify(state) !== JSON.stringify(again)) faults.push(query);
  }
  return faults;
}"""


def test_first_view_has_no_parameters(plugin: Plugin) -> None:
    """Only what differs from the first view is written."""
    assert plugin.open().query() == ""


@pytest.mark.served
def test_link_opens_the_same_view_elsewhere(plugin: Plugin) -> None:
    """A view read from a link is written as the same link, and other parameters stay."""
    plugin.open(f"?embed=true&{VIEW}")
    state = plugin.state()
    assert (state["first"], state["last"], state["mode"]) == ("2020-02-01", "2020-04-12", "cumulative")
    assert (state["types"], state["layers"], state["line"]) == (["capture", "talks"], ["places", "events"], "record")
    assert plugin.query() == f"embed=true&{VIEW}"


@pytest.mark.once
def test_encoded_commas_are_understood(plugin: Plugin) -> None:
    """A program that encodes the commas of a list does not break the link."""
    plugin.open("?types=capture%2Ctalks")
    assert plugin.state()["types"] == ["capture", "talks"]


def test_selected_mark_travels_in_the_link(plugin: Plugin) -> None:
    """The selected mark and its excerpt open again from the link."""
    plugin.open(f"?sel={island.event_key(3)}&n=2")
    assert plugin.part(".tm-drawer .tm-counter").text_content() == "2 of 3"
    assert island.event_key(3, 1) in plugin.part(".tm-quote").inner_text()


GARBAGE = (
    "?from=2020-13-45&to=never",
    "?types=%ZZ&lat=999&lng=x&z=1e9",
    "?sel=place/nowhere&n=0",
    "?from=2020-05-01&to=2020-01-01",
    "?&&==&%",
)


def test_garbage_falls_back_in_silence(plugin: Plugin) -> None:
    """A broken link opens the first view without an error."""
    for garbage in GARBAGE[:2] if plugin.saved else GARBAGE:
        plugin.open(garbage)
        state = plugin.state()
        assert (state["first"], state["last"]) == ("2020-01-01", "2020-07-01"), garbage
        assert (state["sel"], state["types"], state["lat"]) == (None, None, None), garbage


@pytest.mark.once
def test_reading_never_fails(plugin: Plugin) -> None:
    """5,000 random queries give sound states that survive being written and read again."""
    assert plugin.open().page.evaluate(FUZZ) == []


def test_coming_back_without_parameters_restores_the_view(plugin: Plugin) -> None:
    """Whoever leaves the map page and comes back to it finds the view as it was."""
    plugin.open(f"?{VIEW}")
    plugin.query()
    plugin.open()
    assert plugin.state()["types"] == ["capture", "talks"]
    assert plugin.query() == VIEW


@pytest.mark.served
def test_another_page_keeps_its_address(plugin: Plugin) -> None:
    """A change that is still waiting is not written into the address of another page."""
    plugin.open()
    plugin.page.evaluate(
        """() => {
          TimeMap.running.store.set({ mode: "cumulative" });
          history.pushState(null, "", "/articles?article=first");
        }"""
    )
    assert plugin.query() == "article=first"


@pytest.mark.once
def test_many_changes_reach_a_subscriber_once(plugin: Plugin) -> None:
    """The store gathers the changes of one frame; a value that stays the same is no change."""
    calls = plugin.open().page.evaluate(
        """async () => {
          const store = new TimeMap.Store({ a: 1, list: ["x"] }), calls = [];
          store.subscribe(["a"], (state) => calls.push(state.a));
          store.subscribe(["list"], () => calls.push("list"));
          for (let a = 2; a < 9; a++) store.set({ a });
          store.set({ list: ["x"] });
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          return calls;
        }"""
    )
    assert calls == [8]
