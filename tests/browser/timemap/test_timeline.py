"""The timeline under pointer, keys and typed dates."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser


def drag(plugin: Plugin, part: str, by: int) -> None:
    """Drag a part of the slider by so many pixels."""
    box = plugin.part(part).bounding_box()
    assert box is not None
    # The grips stand beside the ends of the window.
    x = box["x"] + (-8 if part == ".tm-first" else 8 if part == ".tm-last" else box["width"] / 2)
    y = box["y"] + box["height"] / 2
    mouse = plugin.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + by, y, steps=20)
    mouse.up()
    plugin.settle()


def test_first_view_is_the_conflict(plugin: Plugin) -> None:
    """The timeline opens on the conflict's time, with the date in words and what it holds."""
    plugin.open()
    assert plugin.part(".tm-timeline .tm-date").input_value() == "1 July 2020"
    assert plugin.part(".tm-date-detail").text_content() == "from 1 January 2020 · 7 events"


@pytest.mark.both
def test_dragging_an_end_moves_the_date_without_a_request(plugin: Plugin) -> None:
    """Dragging the last day changes date, count and link; nothing is asked of a server."""
    plugin.open()
    asked = len(plugin.requests)
    drag(plugin, ".tm-last", -600)
    state = plugin.state()
    assert state["first"] == "2020-01-01"
    assert "2020-03-01" < state["last"] < "2020-05-01"
    assert f"to={state['last']}" in plugin.query()
    assert len(plugin.requests) == asked


def test_dragging_the_window_keeps_its_length(plugin: Plugin) -> None:
    """The window is dragged as a whole and stops at the edge of the timeline."""
    plugin.open("?from=2020-03-01&to=2020-03-31")
    drag(plugin, ".tm-window", 200)
    moved = plugin.state()
    assert moved["first"] > "2020-03-10"
    days = "(s) => s.last - s.first"
    assert plugin.page.evaluate(f"({days})(TimeMap.running.store.get())") == 30
    drag(plugin, ".tm-window", 3000)
    assert plugin.state()["last"] == "2020-07-01"
    assert plugin.page.evaluate(f"({days})(TimeMap.running.store.get())") == 30


def test_keys_on_the_last_day(plugin: Plugin) -> None:
    """Arrows step a day, Shift a week, Page a month, End to the edge, Control to the next event."""
    steps = {
        "ArrowRight": "2020-03-11",
        "ArrowLeft": "2020-03-09",
        "Shift+ArrowRight": "2020-03-17",
        "PageUp": "2020-04-10",
        "PageDown": "2020-02-10",
        "End": "2020-07-01",
        "Control+ArrowRight": "2020-04-12",
    }
    plugin.open("?to=2020-03-10")
    before, stepped = plugin.page.evaluate("TimeMap.running.store.get()"), {}
    for key in steps:
        plugin.set(first=before["first"], last=before["last"])
        plugin.part(".tm-last").focus()
        plugin.page.keyboard.press(key)
        stepped[key] = plugin.state()["last"]
    assert stepped == steps


def test_handles_say_where_they_are(plugin: Plugin) -> None:
    """Each handle is a slider with its date in words, and a movement is announced."""
    plugin.open("?to=2020-03-10")
    handle = plugin.part(".tm-last")
    assert handle.get_attribute("role") == "slider"
    handle.press("ArrowRight")
    plugin.settle()
    assert handle.get_attribute("aria-valuetext") == "11 March 2020"
    plugin.rest()
    assert plugin.part(".tm-timeline > [aria-live]").text_content() == "1 January to 11 March 2020: 3 events"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_date_is_cut_off(plugin: Plugin, language: str) -> None:
    """The longest dates of the language fit into the field, on a desk and on a phone."""
    plugin.open(f"?lang={language}")
    for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
        plugin.page.set_viewport_size(size)
        cut = plugin.page.evaluate(
            """() => {
              const { store, dataset } = TimeMap.running, field = document.querySelector(".tm-date"), found = [];
              for (let month = 0; month < 12; month++) {
                const last = Date.UTC(1999, month, 30 - 2 * (month === 1)) / 864e5;
                store.set({ first: dataset.time.first, last });
                store.flush();
                if (field.scrollWidth > field.clientWidth) found.push(field.value);
              }
              return found;
            }"""
        )
        assert not cut


def test_typed_date(plugin: Plugin) -> None:
    """A date can be typed as ISO or in words, in any digits."""
    plugin.open()
    field = plugin.part(".tm-timeline .tm-date")
    for typed in ("2020-04-12", "12 April 2020", "April 12, 2020", "12 apr 2020", "٢٠٢٠-٠٤-١٢"):
        field.fill("2020-03-03")
        field.press("Enter")
        assert plugin.state()["last"] == "2020-03-03"
        field.fill(typed)
        field.press("Enter")
        assert plugin.state()["last"] == "2020-04-12", typed
        assert field.input_value() == "12 April 2020"


def test_typed_month_becomes_the_window(plugin: Plugin) -> None:
    """A month that is typed is shown as a whole, no day of it is made up."""
    plugin.open()
    plugin.part(".tm-timeline .tm-date").fill("March 2020")
    plugin.part(".tm-timeline .tm-date").press("Enter")
    state = plugin.state()
    assert (state["first"], state["last"]) == ("2020-03-01", "2020-03-31")


def test_wrong_date_gets_one_sentence(plugin: Plugin) -> None:
    """What is no date, or none of this dataset, is named with what to do; the view stays."""
    sentences = {
        "31 February 2020": "“31 February 2020” is not a date: type a day such as 2020-07-20 or 20 July 2020.",
        "soon": "“soon” is not a date: type a day such as 2020-07-20 or 20 July 2020.",
        "1985-01-01": "1 January 1985 is outside the dates held here, 1 January 1991 to 31 December 2020.",
    }
    in_sight = "(e) => { const r = e.getBoundingClientRect(); return document.elementFromPoint(r.x + 20, r.y + r.height / 2) === e; }"
    plugin.open()
    field, error = plugin.part(".tm-timeline .tm-date"), plugin.part(".tm-timeline .tm-date-error")
    for typed, sentence in sentences.items():
        field.fill(typed)
        field.press("Enter")
        assert error.text_content() == sentence
        assert error.evaluate(in_sight)
        assert plugin.state()["last"] == "2020-07-01"
        field.press("Escape")
        assert error.is_hidden()


def test_play_moves_time_and_stops(plugin: Plugin) -> None:
    """Play on the whole conflict starts at its first day and moves on; the button becomes pause."""
    plugin.open()
    days = plugin.page.evaluate(
        """async () => {
          const { store } = TimeMap.running, days = [];
          store.subscribe(["last"], (state) => days.push(TimeMap.dayToIso(state.last)));
          document.querySelector(".tm-play").click();
          while (days.length < 5) await new Promise((done) => requestAnimationFrame(done));
          return days;
        }"""
    )
    assert plugin.part(".tm-play").get_attribute("aria-label") == "Pause"
    assert "2020-01-01" <= days[0] < days[-1] < "2020-07-01"
    assert days == sorted(days)
    plugin.part(".tm-play").click()
    stopped = plugin.state()["last"]
    plugin.rest()
    plugin.page.wait_for_timeout(300)
    assert plugin.state()["last"] == stopped


def test_all_time_reaches_1991(plugin: Plugin) -> None:
    """The event of 1991 is out of the first view and one press away."""
    plugin.open()
    plugin.part(".tm-range .tm-segment >> nth=1").click()
    state = plugin.state()
    assert (state["first"], state["last"]) == ("1991-01-01", "2020-12-31")
    assert "8 events" in (plugin.part(".tm-date-detail").text_content() or "")


def test_one_day_and_up_to_date(plugin: Plugin) -> None:
    """The mode decides whether a day alone or all before it is shown."""
    plugin.open("?to=2020-04-12")
    plugin.part(".tm-modes .tm-segment >> nth=2").click()
    plugin.settle()
    assert plugin.part(".tm-date-detail").text_content() == "this day alone · 1 event"
    plugin.part(".tm-modes .tm-segment >> nth=1").click()
    plugin.settle()
    assert plugin.part(".tm-date-detail").text_content() == "everything up to this day · 5 events"


def test_change_of_control_is_named_under_the_pointer(plugin: Plugin) -> None:
    """The tick of a change of control says which place passed to whom; pressing it shows the sentence."""
    plugin.open()
    box = plugin.part(".tm-track").bounding_box()
    assert box is not None
    x = box["x"] + 30 + (box["width"] - 60) * (102.5 / 183)
    plugin.page.mouse.move(x, box["y"] + 5)
    assert "Southford: taken by League · 12 April 2020" in plugin.part(".tm-tip").inner_text()
    plugin.page.mouse.click(x, box["y"] + 5)
    state = plugin.state()
    assert (state["sel"], state["last"]) == (island.claim_key(2), "2020-07-01")


def test_a_step_costs_little_script(plugin: Plugin) -> None:
    """A step of the slider moves what is there: no element is made and the histogram is not painted again."""
    plugin.open()
    made, painted = plugin.page.evaluate(
        """() => {
          const { store, timeline } = TimeMap.running, last = store.get().last;
          const create = Document.prototype.createElement, paint = CanvasRenderingContext2D.prototype.fillRect;
          let made = 0, painted = 0;
          Document.prototype.createElement = function (...all) { made += 1; return create.apply(this, all); };
          CanvasRenderingContext2D.prototype.fillRect = function (...all) { painted += 1; return paint.apply(this, all); };
          for (let i = 0; i < 100; i++) {
            store.set({ last: last - i });
            timeline.track.place(store.get());
            timeline.playback.count(store.get());
          }
          Document.prototype.createElement = create;
          CanvasRenderingContext2D.prototype.fillRect = paint;
          return [made, painted];
        }"""
    )
    assert (made, painted) == (0, 0)


def test_a_reader_hears_where_the_slider_rests(plugin: Plugin) -> None:
    """While an end is dragged nothing is said; where it rests its date is told once, and the list does not speak too."""
    plugin.open("?panel=list")
    plugin.page.evaluate(
        """() => {
          window.told = 0;
          const tell = (changes) => { window.told += changes.length; };
          new MutationObserver(tell).observe(document.querySelector(".tm-last"), { attributeFilter: ["aria-valuetext"] });
        }"""
    )
    drag(plugin, ".tm-last", -600)
    assert plugin.page.evaluate("window.told") == 1
    assert plugin.part(".tm-last").get_attribute("aria-valuetext") == plugin.part(".tm-date").input_value()
    expect(plugin.part(".tm-list-summary")).to_have_attribute("aria-live", "off")


def test_days_without_events_lead_to_those_with_some(plugin: Plugin) -> None:
    """A note says that there are none, with the way to the nearest; there it goes."""
    plugin.open("?mode=instant&to=2020-02-02")
    note = plugin.part("[data-notice=empty]")
    expect(note).to_contain_text("No events in the days shown.")
    ahead = note.get_by_role("button", name="Next")
    day = ahead.inner_text().removeprefix("Next: ")
    ahead.click()
    expect(note).to_have_count(0)
    assert plugin.part(".tm-date").input_value() == day
