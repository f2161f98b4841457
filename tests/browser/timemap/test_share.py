"""Passing on what is on the map: link, picture, snippet, file; and the quotes of a file that can be checked."""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.timemap import SavedContent, saved_page
from tests.browser.timemap import island
from tests.browser.timemap.conftest import Plugin

pytestmark = pytest.mark.browser

TEXT = "Intro. \U0001f600 The council seized Eastmere </script><script>window.hacked=1</script> {{7*7}} \u2028 on 12 April. End."
START, END = 9, len(TEXT) - 5


def test_the_link_opens_this_view_without_the_panel(plugin: Plugin) -> None:
    """The copied address has the filters and dates, and does not open the share panel for whoever gets it."""
    plugin.open("?to=2020-04-12&types=talks&panel=share")
    address = urlsplit(plugin.copied("Copy link"))
    query = parse_qs(address.fragment if plugin.saved else address.query)
    assert (query["to"], query["types"]) == (["2020-04-12"], ["talks"])
    assert "panel" not in query


def test_the_picture_is_sharp_and_whole(plugin: Plugin) -> None:
    """A PNG twice as wide as the map, higher than it by title, date, legend and sources; the map is as it was."""
    plugin.open("?panel=share")
    hits = "TimeMap.running.layers.listVisible().length"
    before = plugin.page.evaluate(hits)
    with plugin.page.expect_download() as started:
        plugin.part("button").filter(has_text="Save picture").click()
    data = Path(started.value.path()).read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    size = plugin.page.evaluate("TimeMap.running.map.getSize()")
    assert started.value.suggested_filename == "The-island-2020-07-01.png"
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert width == 2 * size["x"]
    assert height > 2 * size["y"] + 200
    assert plugin.page.evaluate(hits) == before > 0
    assert plugin.page.evaluate("devicePixelRatio") == 1


@pytest.mark.once
def test_the_legend_of_the_picture_says_what_is_in_view(plugin: Plugin) -> None:
    """Types with an event in view and parties with ground in view are named, others are not."""
    plugin.open("?types=talks&panel=share")
    words = plugin.page.evaluate(
        """() => {
          const app = TimeMap.running, state = app.store.get();
          return TimeMap.pictureLegend(app, state, new TimeMap.Colours(app.dataset, "light")).map((entry) => entry.words);
        }"""
    )
    assert {"Northern Council", "Southern League", "Talks"} <= set(words)
    assert not {"Clash", "Capture"} & set(words)


@pytest.mark.served
def test_the_snippet_embeds_this_view(plugin: Plugin) -> None:
    """The HTML to paste has the view, the chosen size, and no way out of its attributes."""
    plugin.open("?types=talks&panel=share")
    plugin.page.evaluate("TimeMap.running.dataset.title = '\"><script>'")
    plugin.part(".tm-share select").nth(1).select_option("900")
    snippet = plugin.copied("Copy HTML")
    assert 'src="http://localhost:9/?embed=true&amp;types=talks' in snippet
    assert 'height="900"' in snippet
    assert "<script>" not in snippet


@pytest.mark.served
def test_an_embedded_map_leads_to_the_whole_app(plugin: Plugin) -> None:
    """Within another page there is a way out, to the same view."""
    plugin.open("?embed=true&types=talks")
    link = plugin.part(".tm-out")
    assert link.get_attribute("target") == "_blank"
    link.focus()
    assert link.get_attribute("href") == "http://localhost:9/?types=talks"
    plugin.open("?types=talks")
    assert plugin.part(".tm-out").count() == 0


def saved_with(tmp_path: Path, text: str | None, *, start: int = START, sha256: str | None = None) -> str:
    """Return the address of a saved island whose quotes are from `TEXT`; `text` is what it holds of it."""
    cards = {}
    for row in range(3):
        card = island.card(island.event_key(row))
        article = {**card["article"], "sha256": sha256 or hashlib.sha256(TEXT.encode()).hexdigest()}
        quote = [{"text": TEXT[START:END], "mark": None}]
        href = f"articles?article=first&start={start}&end={END}"
        cards[card["key"]] = {**card, "segments": quote, "article": article, "href": href, "sel": card["key"]}
    texts = None if text is None else {"first": text}
    path = tmp_path / "saved.html"
    content = SavedContent(island.payload(), island.control(), cards, {}, texts)
    path.write_text(saved_page(TEXT, content, bounds=(0, 0, 3, 4.2), view="panel=share"), "utf-8")
    return path.as_uri()


def verdict(page: Page, address: str) -> str:
    """Open a saved file, check its quotes and return what it says."""
    page.goto(address)
    page.wait_for_selector(".tm[data-ready]")
    page.get_by_role("button", name="Check every quote").click()
    expect(page.locator(".tm-share-said").first).to_contain_text("stand in")
    assert not page.evaluate("'hacked' in window")
    return page.locator(".tm-share-part").first.inner_text()


def test_every_quote_is_checked(tmp_path: Path, page: Page) -> None:
    """Quotes that stand where they are said to are counted as such, letters beyond the first plane and all."""
    assert "3 of 3 quotes stand in the texts as quoted" in verdict(page, saved_with(tmp_path, TEXT))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"text": TEXT.replace("seized", "sieged")}, "not the one that was read"),
        ({"text": TEXT, "start": START + 1}, "other words stand there"),
        ({"text": TEXT, "sha256": "0" * 64}, "not the one that was read"),
    ],
)
def test_a_changed_quote_is_found(tmp_path: Path, page: Page, change: dict, reason: str) -> None:
    """A text, a place or a hash that was tampered with fails, and each fault opens its mark."""
    said = verdict(page, saved_with(tmp_path, **change))
    assert "0 of 3 quotes stand" in said
    assert reason in said
    page.locator(".tm-share-faults button").first.click()
    page.wait_for_selector(".tm-quote")


def test_without_texts_the_file_says_so(tmp_path: Path, page: Page) -> None:
    """A file of excerpts offers no check that it cannot make."""
    page.goto(saved_with(tmp_path, None))
    page.wait_for_selector(".tm[data-ready]")
    assert "excerpts only" in page.locator(".tm-share-part").first.inner_text()
    assert page.get_by_role("button", name="Check every quote").count() == 0


@pytest.mark.once
def test_the_fallback_hash_is_sha256(plugin: Plugin) -> None:
    """Without SubtleCrypto the digest is the same."""
    plugin.open()
    for text in ("", "abc", "a" * 55, "b" * 56, "c" * 64, "\u0627\U0001f600" * 500):
        own = plugin.page.evaluate("(text) => TimeMap.sha256(text, null)", text)
        assert own == hashlib.sha256(text.encode()).hexdigest()
        assert plugin.page.evaluate("(text) => TimeMap.sha256(text)", text) == own
