"""The plugin in Arabic: words, direction, time, keys, and words of articles in any script."""

from __future__ import annotations

import re

import pytest

from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

RLO, PDF = "\u202e", "\u202c"
SCRIPTS = [
    ("قالت القوات إنها ", "استعادت", " مدينة سرت يوم 20 يوليو."),
    ("הצבא ", "כבש", " את העיר."),
    ("Силы ", "заняли", " город 𝔊𝔬𝔱𝔥𝔦𝔠 😀🇱🇾 "),
    ("军队", "占领了𠮷", "城市。"),
    ("सेना ने ", "क्षि", "ति पहुँचाई।"),
    ("They ", "e\u0301vacuated", f" the {RLO}town{PDF} 👩‍👩‍👧‍👦."),
]


@pytest.mark.both
def test_the_page_is_arabic_and_runs_right_to_left(plugin: Plugin) -> None:
    """Language and direction are told to the browser; the panels stand on the right and no English word is left."""
    plugin.open("?lang=ar&panel=filters")
    assert plugin.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    panel = plugin.part(".tm-panel").bounding_box()
    assert panel["x"] > 640
    interface = plugin.page.evaluate(
        """() => [...document.querySelectorAll(".tm button, .tm h3, .tm h4, .tm legend, .tm option, .tm [aria-label], .tm [title]")]
          .filter((e) => !e.closest(".leaflet-control, [lang=en]")).flatMap((e) => [
            e.children.length ? "" : e.textContent, e.getAttribute("aria-label") || "", e.getAttribute("title") || ""])"""
    )
    names = r"Island chronicle|Letters, from the coast|Northern Council|Southern League|Council|League|Town|Port|Shift|Ctrl|HTML|PNG|iframe"
    assert [text for text in interface if re.search("[A-Za-z]{2}", re.sub(names, "", text))] == []


@pytest.mark.both
def test_the_language_stays_in_the_link(plugin: Plugin) -> None:
    """What the map writes into the address leaves the language there."""
    plugin.open("?lang=ar")
    plugin.set(mode="instant")
    assert "lang=ar" in plugin.query()
    assert "mode=instant" in plugin.query()


def test_time_runs_right_to_left_under_pointer_and_keys(plugin: Plugin) -> None:
    """The first day stands on the right; the left arrow goes on in time, as in the browser's own sliders."""
    plugin.open("?lang=ar&from=2020-02-01&to=2020-03-01")
    first, last = (plugin.part(f".tm-{part}").bounding_box()["x"] for part in ("first", "last"))
    assert first > last
    plugin.part(".tm-last").focus()
    plugin.page.keyboard.press("ArrowLeft")
    assert plugin.state()["last"] == "2020-03-02"
    plugin.page.keyboard.press("ArrowRight")
    plugin.page.keyboard.press("ArrowRight")
    assert plugin.state()["last"] == "2020-02-29"


def test_dragging_the_last_handle_to_the_left_goes_on_in_time(plugin: Plugin) -> None:
    """The handle stays under the pointer."""
    plugin.open("?lang=ar&from=2020-02-01&to=2020-03-01")
    box = plugin.part(".tm-last").bounding_box()
    x, y = box["x"], box["y"] + box["height"] / 2
    plugin.page.mouse.move(x - 4, y)
    plugin.page.mouse.down()
    plugin.page.mouse.move(x - 104, y, steps=4)
    plugin.page.mouse.up()
    assert plugin.state()["last"] > "2020-03-05"
    assert abs(plugin.part(".tm-last").bounding_box()["x"] - (x - 100)) < 12


DATES = [
    ("20 فبراير 2020", "2020-02-20"),
    ("٢١ شباط ٢٠٢٠", "2020-02-21"),
    ("22 فيفري 2020", "2020-02-22"),
    ("٣ نيسان، 2020", "2020-04-03"),
    ("2 ماي 2020", "2020-05-02"),
    ("4 Mar 2020", "2020-03-04"),
]


def test_dates_are_typed_in_either_language(plugin: Plugin) -> None:
    """Months of Egypt, the Levant and the Maghreb; western and Arabic digits."""
    plugin.open("?lang=ar")
    for typed, day in DATES:
        plugin.part(".tm-timeline .tm-date").fill(typed)
        plugin.page.keyboard.press("Enter")
        assert plugin.state()["last"] == day, typed


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_excerpt_in_any_script_is_shown_as_it_is(plugin: Plugin, language: str) -> None:
    """Every character is there and the found words are the marked ones; its direction is its own."""
    keys = {island.event_key(row): words for row, words in zip((0, 1, 2, 3, 4, 5), SCRIPTS, strict=True)}

    def card(key: str) -> dict:
        words = keys.get(key, SCRIPTS[0])
        segments = [{"text": text, "mark": mark} for text, mark in zip(words, (None, "trigger", None), strict=True)]
        return {**island.card(key), "segments": segments}

    plugin.cards = card
    plugin.open(f"?lang={language}")
    quote = plugin.part(".tm-quote")
    for key, words in keys.items():
        plugin.set(sel=key, n=1)
        plugin.rest()
        assert quote.evaluate("(e) => e.textContent") == "".join(words)
        assert quote.locator(".tm-mark-trigger").evaluate("(e) => e.textContent") == words[1]
        direction = "rtl" if re.match("[\u0590-\u06ff]", words[0]) else "ltr"
        assert quote.evaluate("(e) => [getComputedStyle(e).direction, getComputedStyle(e).unicodeBidi]") == [
            direction,
            "isolate",
        ]
