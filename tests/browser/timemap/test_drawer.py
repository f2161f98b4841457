"""The evidence drawer: what was said, by whom, and how to turn the pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import watched
from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin, answer

pytestmark = pytest.mark.browser


def quote(plugin: Plugin) -> str:
    """Return the sentence in the drawer, once it is there."""
    plugin.part(".tm-quote").wait_for()
    return plugin.part(".tm-quote").inner_text()


def test_event_shows_its_sentence_with_the_found_words(plugin: Plugin) -> None:
    """The quote is the segments joined; trigger and place are marked, and not by colour alone."""
    plugin.open()
    plugin.set(sel=island.event_key(1), n=1)
    key = island.event_key(1)
    assert quote(plugin) == f"The council seized Eastmere {island.HOSTILE} ({key})."
    assert plugin.part(".tm-quote .tm-mark-trigger").inner_text() == "seized"
    styles = [
        plugin.part(f".tm-quote .tm-mark-{kind}").evaluate(
            "(e) => getComputedStyle(e).textDecorationLine + getComputedStyle(e).fontWeight"
        )
        for kind in ("trigger", "place")
    ]
    assert styles[0] != styles[1]


def test_words_of_an_article_stay_words(plugin: Plugin) -> None:
    """Markup and template code in a sentence are shown as they are written."""
    plugin.open(f"?sel={island.event_key(1)}")
    assert island.HOSTILE in quote(plugin)
    assert plugin.part(".tm-quote img").count() == 0


@pytest.mark.served
def test_card_says_source_date_and_reading(plugin: Plugin) -> None:
    """Article, its date, what was understood and why, modality and confidence are all in words."""
    plugin.open(f"?sel={island.event_key(1)}")
    quote(plugin)
    said = plugin.part(".tm-card").inner_text()
    for words in (
        "Island chronicle",
        "1 July 2020",
        "given with the article",
        "as written",
        "reported as having happened",
        "High",
    ):
        assert words in said
    link = plugin.part(".tm-drawer .tm-primary").get_attribute("href") or ""
    assert link.endswith("/articles?article=first&start=10&end=20")


def test_paging_with_buttons_and_keys(plugin: Plugin) -> None:
    """Three reports of one event: buttons, n, p and arrows turn them, and they stop at the ends."""
    plugin.open()
    plugin.set(sel=island.event_key(3), n=1)
    counter = plugin.part(".tm-drawer .tm-counter")
    assert counter.text_content() == "1 of 3"
    plugin.part(".tm-pager button >> nth=1").click()
    plugin.settle()
    assert island.event_key(3, 1) in quote(plugin)
    plugin.part(".tm-drawer-title").focus()
    for key, shown in (
        ("n", "3 of 3"),
        ("n", "3 of 3"),
        ("p", "2 of 3"),
        ("ArrowLeft", "1 of 3"),
        ("ArrowRight", "2 of 3"),
    ):
        plugin.page.keyboard.press(key)
        plugin.settle()
        assert counter.text_content() == shown
    assert "n=2" in plugin.query()


@pytest.mark.served
def test_next_card_is_fetched_ahead(plugin: Plugin) -> None:
    """The page after the shown one is asked for before it is turned to."""
    plugin.open(f"?sel={island.event_key(3)}")
    quote(plugin)
    plugin.rest()
    assert f"/app/evidence/{island.event_key(3, 1)}" in plugin.requests


def test_place_gathers_claims_events_and_mentions(plugin: Plugin) -> None:
    """A place says who holds it, and groups what is said of it; its latest event comes first."""
    plugin.open("?sel=place/is:eastmere&from=2020-01-01&to=2020-05-01")
    quote(plugin)
    assert "Held by Northern Council on 1 May 2020: very likely" in plugin.part(".tm-drawer-details").inner_text()
    assert plugin.part(".tm-tab").all_inner_texts() == ["Who held it\n1", "What happened\n4", "Where it is named\n2"]
    assert plugin.part(".tm-drawer .tm-counter").text_content() == "1 of 7"
    plugin.part(".tm-tab >> nth=1").click()
    plugin.rest()
    assert island.event_key(3) in quote(plugin)


@pytest.mark.once
def test_front_line_shows_both_sides_nearest_first(plugin: Plugin) -> None:
    """The claims behind a front line are grouped by side, the nearest first, with distance and age."""
    plugin.open("?sel=line/line-2020-04-12")
    assert island.claim_key(1) in quote(plugin)
    assert plugin.part(".tm-tab").all_inner_texts() == ["Council side\n2", "League side\n1"]
    assert plugin.part(".tm-item-note").inner_text() == "12 km away, 40 days old · counts 60 %"


def test_area_says_who_how_sure_and_since_when(plugin: Plugin) -> None:
    """An area names its party, how sure that is and the first evidence."""
    plugin.open("?sel=area/north-2020-04-12")
    quote(plugin)
    said = plugin.part(".tm-drawer-details").inner_text()
    assert "Held by Northern Council on 1 July 2020: very likely" in said
    assert "Held for longest: Northport, since 1 January 2020 at the latest" in said
    assert "Last to come to them: Eastmere, 12 April 2020" in said


def test_reference_record_is_labelled(plugin: Plugin) -> None:
    """A card of the reference record says that it comes from no article, and offers no article to open."""
    plugin.open("?sel=fact/0&layers=record")
    assert plugin.part(".tm-record-label").inner_text() == "Reference record, not from your articles"
    assert plugin.part(".tm-drawer .tm-primary").count() == 0


@pytest.mark.once
def test_escape_closes_and_gives_the_focus_back(plugin: Plugin) -> None:
    """The drawer takes the focus when a mark is chosen and returns it to the list entry on Escape."""
    plugin.open("?panel=list")
    row = plugin.part(".tm-row >> nth=0")
    row.focus()
    plugin.page.keyboard.press("Enter")
    quote(plugin)
    assert plugin.page.evaluate("document.activeElement.className") == "tm-drawer-title"
    plugin.page.keyboard.press("Escape")
    plugin.settle()
    assert plugin.part(".tm-drawer").is_hidden()
    assert plugin.page.evaluate("document.activeElement.className") == "tm-row"
    assert plugin.state()["sel"] is None


@pytest.mark.once
def test_a_link_does_not_take_the_focus(plugin: Plugin) -> None:
    """A drawer that opens with the page leaves the focus where it is."""
    plugin.open(f"?sel={island.event_key(1)}")
    quote(plugin)
    assert plugin.page.evaluate("document.activeElement === document.body")


@pytest.mark.once
def test_drawer_stays_while_time_moves(plugin: Plugin) -> None:
    """Moving the date away keeps the excerpt and says that the mark is not drawn now."""
    plugin.open(f"?sel={island.event_key(1)}")
    before = quote(plugin)
    plugin.set(first=18262, last=18265)
    plugin.rest()
    assert quote(plugin) == before
    assert "Not drawn" in plugin.part(".tm-drawer-details").inner_text()


@pytest.mark.once
def test_nothing_that_was_chosen_is_covered(plugin: Plugin) -> None:
    """The map moves aside when the drawer would cover the mark."""
    plugin.open("?lat=2&lng=1&z=8")
    plugin.page.evaluate("TimeMap.running.map.setView([2.0, 0.6], 8, { animate: false })")
    plugin.set(sel="place/is:eastmere", n=1)
    plugin.rest()
    gap = plugin.page.evaluate(
        """() => {
          const { map } = TimeMap.running, frame = map.getContainer().getBoundingClientRect();
          const drawer = document.querySelector(".tm-drawer").getBoundingClientRect();
          return drawer.left - frame.left - map.latLngToContainerPoint([2.0, 2.4]).x;
        }"""
    )
    assert gap > 0


def test_failure_says_so_and_can_be_tried_again(browser: Browser) -> None:
    """A card that does not come is named in a sentence; trying again shows it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    plugin = Plugin(page, cards=lambda _: None)
    page.route("http://localhost:9/**", lambda route: answer(plugin, route))
    plugin.open(f"?sel={island.event_key(1)}")
    plugin.part(".tm-drawer [role=alert]").wait_for()
    assert "could not be fetched" in plugin.part(".tm-drawer [role=alert]").inner_text()
    plugin.cards = island.card
    plugin.part(".tm-drawer [role=alert] button").click()
    assert "seized" in quote(plugin)
    context.close()


def test_phone_has_a_sheet_from_below(browser: Browser) -> None:
    """On a phone the drawer lies along the bottom and leaves the mark in sight."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    for page in watched(context):
        plugin = Plugin(page)
        page.route("http://localhost:9/**", lambda route: answer(plugin, route))  # noqa: B023 - one page only
        plugin.open()
        plugin.set(sel="place/is:southford", n=1)
        plugin.rest()
        sheet = plugin.part(".tm-drawer").bounding_box()
        assert sheet is not None
        assert sheet["width"] == 390
        y = page.evaluate("TimeMap.running.map.latLngToContainerPoint([0.6, 1.1]).y")
        assert y < sheet["y"]
    context.close()


@pytest.mark.once
def test_an_area_stays_selected_as_time_moves(plugin: Plugin) -> None:
    """An area that goes on under another key from a day of change on stays selected, without taking the focus."""
    plugin.open("?sel=area/north-2020-04-12")
    quote(plugin)
    plugin.set(last=18310)
    plugin.rest()
    assert plugin.state()["sel"] == "area/north-2020-01-01"
    assert plugin.part(".tm-drawer-title").inner_text() == "Northern Council"
    assert plugin.page.evaluate("document.activeElement === document.body")
