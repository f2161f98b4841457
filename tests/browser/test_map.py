"""The map page in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import watched
from tests.browser.mappage import TimeMap, open_map

pytestmark = pytest.mark.browser


@pytest.fixture
def timemap(page: Page, app_url: str) -> TimeMap:
    """The map on the seeds, as it opens."""
    return open_map(page, app_url)


def test_first_view_is_the_conflict(timemap: TimeMap) -> None:
    """The map opens on April 2019 to July 2020, not on 1991, with the places that the articles name."""
    assert timemap.date_box.input_value() == "20 July 2020"
    expect(timemap.frame.get_by_text("from 1 April 2019")).to_be_visible()
    places = named_places(timemap)
    assert {"Tripoli", "Sirte", "Cairo", "Libya", "Tripoli International Airport", "Oil terminals of Libya"} <= places
    assert "Kuwait" not in places


def named_places(timemap: TimeMap) -> set[str]:
    """Return the names of the places that are drawn for the time shown, in view or not."""
    return set(
        timemap.run(
            "const {mentionCountByPlace} = app.index.query(app.store.get());"
            "return app.dataset.places.filter((p, i) => mentionCountByPlace[i]).map((p) => p.name);"
        )
    )


def test_kuwait_is_there_in_1991(timemap: TimeMap) -> None:
    """What lies long before the conflict is reached by showing all time; capitals that only ever act are never pinned."""
    timemap.button("All time").click()
    assert not {"Ankara", "Kremlin", "White House"} & named_places(timemap)
    timemap.date_box.fill("31 December 1991")
    timemap.date_box.press("Enter")
    expect(timemap.date_box).to_have_value("31 December 1991")
    assert "Kuwait" in named_places(timemap)


def test_a_place_shows_its_sentences(timemap: TimeMap, seeds: Path) -> None:
    """A click on Sirte shows verbatim sentences, marked words, source, date, pages through them; Escape closes."""
    timemap.click_mark(r"^Sirte, city")
    texts = [path.read_bytes().decode() for path in sorted(seeds.glob("*.txt"))]
    expect(timemap.drawer.get_by_role("heading", name="Sirte")).to_be_visible()
    seen = {timemap.quote()}
    for _ in range(3):
        expect(timemap.drawer.locator("blockquote mark").first).to_be_visible()
        seen.add(timemap.next_quote())
    assert all(any(quote in text for text in texts) for quote in seen)
    expect(timemap.drawer.get_by_text(re.compile(r"^4 of \d+$"))).to_be_visible()
    assert len(seen) >= 2
    timemap.drawer.press("Escape")
    expect(timemap.drawer).to_be_hidden()
    assert timemap.run("return app.store.get().sel") is None


def test_what_last_month_means_is_explained(timemap: TimeMap) -> None:
    """The capture of Sirte "earlier this year" shows its interval and what it was counted from."""
    timemap.page.goto(f"{timemap.page.url}?{selection_of(timemap, r'Capture')}")
    timemap.frame.locator(".tm[data-ready=true]").wait_for()
    expect(timemap.drawer.get_by_text("counted from 20 July 2020")).to_be_visible()
    expect(timemap.drawer.get_by_text("between 1 January 2020 and 20 July 2020")).to_be_visible()


def selection_of(timemap: TimeMap, event_type: str) -> str:
    """Return the parameter that selects the first event of a type."""
    key = timemap.run(
        "const d = app.dataset; const type = d.event_types.findIndex((t) => /" + event_type + "/.test(t.label));"
        "const row = d.columns['event.type'].findIndex((t, i) => t === type && d.columns['event.modality'][i] === 0);"
        "return d.columns['event.id'][row].toString(16).padStart(16, '0');"
    )
    return f"sel=event/{key}"


def test_dragging_the_slider_asks_the_server_for_nothing(timemap: TimeMap) -> None:
    """Marks follow the handle while it moves; no request, no rerun, and the address follows when it is let go."""
    requests: list[str] = []
    frames: list[str] = []
    timemap.frame.locator(".tm").evaluate(
        "async () => { while (!TimeMap.running.basemap?._names.painted.length) await new Promise(requestAnimationFrame); }"
    )
    # A piece of the background may come in late; the drag does not move the map and asks for none.
    timemap.page.on("request", lambda one: None if "/basemap/" in one.url else requests.append(one.url))
    timemap.page.on("websocket", lambda socket: socket.on("framesent", lambda _: frames.append("sent")))
    before = len(timemap.marks())
    handle = timemap.frame.get_by_role("slider", name="Last day shown")
    box = handle.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    mouse = timemap.page.mouse
    mouse.move(box["x"] + box["width"] / 2, y)
    mouse.down()
    dates = set()
    for x in range(int(box["x"]), 300, -60):
        mouse.move(x, y, steps=3)
        dates.add(timemap.date_box.input_value())
    mouse.up()
    assert len(dates) > 5
    assert len(timemap.marks()) < before
    assert not requests
    assert not frames
    expect(timemap.page).to_have_url(re.compile(r"[?&]to=20(19|20)-\d\d-\d\d"))


def test_the_slider_obeys_the_keys_and_dates_are_typed(timemap: TimeMap) -> None:
    """What is no date changes nothing and is told of; arrow keys, Home and the bigger steps move it; it is typed as usual."""
    for typed in ("yesterday", "2020-02-30", "99", "<img src=x>"):
        timemap.date_box.fill(typed)
        timemap.date_box.press("Enter")
        expect(timemap.frame.get_by_text(f"“{typed}” is not a date", exact=False).first).to_be_visible()
        assert timemap.run("return app.store.get().last") == timemap.run("return app.dataset.time.default_last")
    handle = timemap.frame.get_by_role("slider", name="Last day shown")
    handle.focus()
    for key, date in {
        "ArrowLeft": "19 July 2020",
        "Shift+ArrowLeft": "12 July 2020",
        "PageDown": "12 June 2020",
        "Home": "1 April 2019",
    }.items():
        handle.press(key)
        expect(timemap.date_box).to_have_value(date)
        expect(handle).to_have_attribute("aria-valuetext", re.compile(date))
    for typed, shown in {
        "2020-01-02": "2 January 2020",
        "4 january 2020": "4 January 2020",
        "3 Mar 2020": "3 March 2020",
    }.items():
        timemap.date_box.fill(typed)
        timemap.date_box.press("Enter")
        expect(timemap.date_box).to_have_value(shown)


def test_play_moves_and_pause_stops(timemap: TimeMap) -> None:
    """Play steps through time by itself until it is paused."""
    timemap.date_box.fill("2020-01-01")
    timemap.date_box.press("Enter")
    timemap.button("Play").click()
    expect(timemap.date_box).not_to_have_value("1 January 2020")
    timemap.button("Pause").click()
    stopped = timemap.date_box.input_value()
    timemap.page.wait_for_timeout(700)
    assert timemap.date_box.input_value() == stopped


def test_the_link_carries_the_view(timemap: TimeMap, context: BrowserContext) -> None:
    """Date, selection and map position open the same elsewhere."""
    timemap.date_box.fill("2020-01-02")
    timemap.date_box.press("Enter")
    timemap.click_mark(r"^Tripoli")
    timemap.button("Zoom in").click()
    expect(timemap.page).to_have_url(re.compile(r"sel=.*z=|z=.*sel="))
    link = timemap.page.url
    for other in watched(context):
        again = open_map(other, link)
        expect(again.date_box).to_have_value("2 January 2020")
        expect(again.drawer.get_by_role("heading", name="Tripoli")).to_be_visible()
        state = "const {lat, lng, zoom, last, sel} = app.store.get(); return [lat.toFixed(2), lng.toFixed(2), zoom, last, sel]"
        again.until(state, timemap.run(state))


GARBAGE = "from=never&to=0000-00-00&mode=sideways&types=;;&sel=event/zz&n=-3&lat=1e99&lng=x&z=Infinity&layers=,,&line={{7*7}}&articles=%00"


def test_garbage_in_the_link_falls_back(page: Page, app_url: str) -> None:
    """A link that makes no sense opens the default view, and no error is shown."""
    timemap = open_map(page, f"{app_url}/?{GARBAGE}")
    assert timemap.date_box.input_value() == "20 July 2020"
    assert timemap.marks()
    expect(timemap.drawer).to_be_hidden()


def test_planned_and_threatened_are_hidden_until_asked_for(timemap: TimeMap) -> None:
    """By default only what is reported as having happened is drawn."""
    shown = "return app.index.query(app.store.get()).events.length"
    asserted = timemap.run(shown)
    timemap.button("Filters").click()
    timemap.frame.get_by_text(re.compile("planned", re.IGNORECASE)).first.click()
    expect(timemap.page).to_have_url(re.compile("modality=all"))
    assert timemap.run(shown) > asserted


def test_the_article_opens_at_the_sentence(timemap: TimeMap, context: BrowserContext) -> None:
    """From an excerpt one gets to the whole article, the sentence in view and marked."""
    timemap.click_mark(r"^Sirte, city")
    quote = timemap.quote()
    link = timemap.frame.get_by_role("link", name="Open in the article").get_attribute("href")
    assert link
    for other in watched(context):
        other.goto(link)
        target = other.locator(".target")
        expect(target.first).to_be_in_viewport()
        assert "".join(target.all_inner_texts()) == quote


def test_the_list_gives_the_same_without_the_map(timemap: TimeMap) -> None:
    """Each visible mark is in the list; choosing one there opens its evidence."""
    timemap.button("List").click()
    timemap.frame.get_by_role("button", name=re.compile("Sirte")).first.click()
    expect(timemap.drawer).to_be_visible()
    assert timemap.quote()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_works_on_a_phone(browser: Browser, app_url: str, scheme: str) -> None:
    """At 390 x 844 nothing is cut off, and the evidence opens as a sheet at the bottom."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True)
    for page in watched(context):
        timemap = open_map(page, app_url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        timemap.click_mark(r"^Sirte, city")
        box = timemap.drawer.bounding_box()
        assert box
        assert box["width"] >= 360
        assert box["y"] > 844 / 4
        expect(timemap.frame.locator(f".tm[data-theme={scheme}]")).to_be_attached()
    context.close()
