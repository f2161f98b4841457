"""The map as one saved file: the same controls, with no server to ask."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.cardwords import card_words
from dashboard.timemap import SavedContent, saved_page
from tests.browser.timemap import island

pytestmark = pytest.mark.browser


@pytest.fixture
def saved(tmp_path: Path) -> str:
    """Address of the island as a saved page."""
    keys = [island.event_key(3), island.event_key(3, 1), island.event_key(3, 2), island.claim_key(2)]
    cards = {key: island.card(key) for key in keys}
    content = SavedContent(island.payload(), island.control(), cards, {}, said=card_words(cards.values()))
    path = tmp_path / "island.html"
    path.write_text(saved_page("Island", content, bounds=(0, 0, 3, 4.2)), "utf-8")
    return path.as_uri()


def test_saved_page_asks_nobody(saved: str, page: Page) -> None:
    """Slider, drawer and paging work from the file alone."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{saved}#sel={island.event_key(3)}")
    page.wait_for_selector(".tm-quote")
    page.locator(".tm-drawer-title").focus()
    page.keyboard.press("n")
    expect(page.locator(".tm-drawer .tm-counter")).to_have_text("2 of 3")
    page.locator(".tm-last").press("PageDown")
    expect(page.locator(".tm-timeline .tm-date")).to_have_value("1 June 2020")
    assert {url.split("#")[0] for url in asked if not url.startswith(("data:", "blob:"))} == {saved}


def test_saved_page_keeps_its_view_after_the_hash(saved: str, page: Page) -> None:
    """A file has no query to write to: the view is kept after the hash, and followed when it changes."""
    page.goto(saved)
    page.wait_for_selector(".tm[data-ready]")
    page.locator(".tm-modes .tm-segment >> nth=1").click()
    expect(page).to_have_url(f"{saved}#mode=cumulative")
    page.evaluate("location.hash = 'to=2020-04-12'")
    expect(page.locator(".tm-timeline .tm-date")).to_have_value("12 April 2020")


def test_saved_page_offers_no_article_that_is_not_there(saved: str, page: Page) -> None:
    """Without the app there is no reader to open."""
    page.goto(f"{saved}#sel={island.event_key(3)}")
    page.wait_for_selector(".tm-quote")
    assert page.locator(".tm-drawer .tm-primary").count() == 0


def test_saved_page_changes_its_language(saved: str, page: Page) -> None:
    """Its own switch turns it, cards and all, keeps the view, and says so after the hash; the quote stays as it is."""
    page.goto(f"{saved}#mode=cumulative&sel={island.event_key(3)}")
    page.wait_for_selector(".tm[data-ready]")
    page.get_by_role("button", name="العربية", exact=True).click()
    page.wait_for_selector(".tm[data-ready][lang=ar][dir=rtl]")
    assert page.locator(".tm-timeline").get_attribute("aria-label") == "الخط الزمني"
    assert page.evaluate("TimeMap.running.store.get().mode") == "cumulative"
    expect(page).to_have_url(re.compile("lang=ar"))
    page.wait_for_selector(".tm-quote")
    assert page.locator(".tm-understood").inner_text().startswith("التاريخ\n12 أبريل 2020")
    assert page.locator(".tm-quote").inner_text().startswith("The council seized Eastmere")
    page.get_by_role("button", name="English", exact=True).click()
    page.wait_for_selector(".tm[data-ready][lang=en][dir=ltr]")
