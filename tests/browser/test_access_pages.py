"""Every page for everyone: axe-core in both languages, both themes, on a desk and a phone; the switch of language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import LOOKS, serious, wait_until_still
from tests.browser.conftest import running_app, watched
from tests.browser.mappage import READY_MS, open_map

pytestmark = pytest.mark.browser

ARTICLE = "000_460ad2c657bc8492.txt"
PAGES = {
    "map": "",
    "statistics": "statistics?q=sirte",
    "articles": "articles",
    "reader": f"articles?article={ARTICLE}&start=386&end=569",
    "method": "method",
    "add": "add",
    "review": "review",
}
TITLES = {"en": ["Map", "Statistics", "Articles", "Method"], "ar": ["الخريطة", "إحصاءات", "المقالات", "المنهج"]}
ARABIC_TEXT = """سيطر الجيش الوطني على سرت

طرابلس، 20 يوليو 2020 (رويترز) - قالت القوات إنها دخلت مدينة سرت يوم الاثنين.
Fighters of the GNA captured Tarhuna on July 19, 2020.
"""


@pytest.fixture(scope="module")
def arabic_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app on one article in Arabic."""
    corpus = tmp_path_factory.mktemp("arabic")
    (corpus / "مقالة.txt").write_text(ARABIC_TEXT, "utf-8")
    yield from running_app(tmp_path_factory.mktemp("data"), TIMEMAP_CORPUS=str(corpus))


def go(page: Page, address: str, language: str) -> None:
    """Open a page in a language and wait until it stands."""
    mark = "&" if "?" in address else "?"
    page.goto(f"{address}{mark}lang={language}")
    page.wait_for_selector(f"html[lang={language}]", state="attached", timeout=READY_MS)
    if page.locator("iframe").count() or address.rstrip("/").count("/") == 2:
        page.frame_locator("iframe").locator(".tm[data-ready=true]").wait_for(timeout=READY_MS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=READY_MS)
    wait_until_still(page)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=READY_MS)


def faults(page: Page, language: str) -> list[tuple[str, ...]]:
    """Return what axe finds that keeps somebody out, and where the page is too wide, in both themes, on desk and phone."""
    found = []
    for theme, (width, height) in LOOKS[language]:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": height})
        found += [(theme, *one) for one in serious(page)]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append((theme, "wide"))
    return found


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(page: Page, app_url: str, name: str, language: str) -> None:
    """No serious or critical finding of axe-core on any page; none of them leaves the machine or shows an error."""
    go(page, f"{app_url}/{PAGES[name]}", language)
    assert page.get_by_test_id("stException").count() == 0
    assert faults(page, language) == []


def test_axe_finds_nothing_serious_in_the_documents_of_the_api(page: Page, app_url: str) -> None:
    """They are a page of their own, outside the app's."""
    page.goto(f"{app_url}/api")
    page.locator("summary").first.click()
    assert faults(page, "en") == []
    assert faults(page, "ar") == []  # its one language in the other looks


def test_the_switch_turns_every_page_and_its_link(page: Page, app_url: str) -> None:
    """The switch in the head turns the page; the other pages and the map follow, and the address says so."""
    go(page, f"{app_url}/articles", "en")
    page.get_by_role("button", name="العربية", exact=True).click()
    page.wait_for_selector("html[lang=ar][dir=rtl]", state="attached")
    expect(page.get_by_role("heading", name="المقالات", exact=True)).to_be_visible()
    page.get_by_role("link", name="الخريطة").click()
    frame = page.frame_locator("iframe")
    expect(frame.locator(".tm[lang=ar][dir=rtl][data-ready=true]")).to_be_visible(timeout=READY_MS)
    page.wait_for_function("location.search.includes('lang=ar')")
    page.get_by_role("button", name="English", exact=True).click()
    page.wait_for_selector("html[lang=en][dir=ltr]", state="attached")
    expect(page.locator("iframe")).to_have_count(1, timeout=READY_MS)
    expect(frame.locator(".tm[lang=en][data-ready=true]")).to_be_visible(timeout=READY_MS)
    page.wait_for_function("location.search.includes('lang=en')")


def test_a_browser_that_speaks_arabic_is_answered_in_arabic(browser: Browser, app_url: str) -> None:
    """Without a word in the address the browser's language decides."""
    context = browser.new_context(locale="ar-EG", viewport={"width": 1280, "height": 800})
    for opened in watched(context):
        opened.goto(f"{app_url}/method")
        opened.wait_for_selector("html[lang=ar]", state="attached", timeout=READY_MS)
        expect(opened.get_by_role("link", name="المقالات")).to_be_visible()
    context.close()


def test_cards_are_arabic_and_quotes_are_not_touched(page: Page, app_url: str) -> None:
    """In Arabic a card's labels, dates and reasons are Arabic; the sentence is the article's own."""
    timemap = open_map(page, f"{app_url}/?lang=ar")
    sel = timemap.run("return app.layers.listVisible().find((mark) => mark.sel.startsWith('event/')).sel")
    timemap.frame.locator(".tm").evaluate("(e, sel) => TimeMap.running.store.set({ sel, n: 1 })", sel)
    drawer = timemap.frame.get_by_role("region", name="الأدلة", exact=True)
    expect(drawer.locator("dt", has_text="الحدث")).to_be_visible()
    quote = drawer.locator("blockquote")
    assert quote.evaluate("(e) => getComputedStyle(e).direction") == "ltr"
    assert quote.inner_text().isascii() or "\u2019" in quote.inner_text()


def test_an_article_in_arabic_reads_right_to_left(page: Page, arabic_url: str) -> None:
    """In the English interface too; a paragraph in English within it runs its own way."""
    page.goto(f"{arabic_url}/articles?article=%D9%85%D9%82%D8%A7%D9%84%D8%A9.txt")
    text = page.locator(".reader .text")
    text.wait_for(timeout=READY_MS)
    assert text.evaluate("(e) => e.textContent") == ARABIC_TEXT
    assert text.evaluate("(e) => [getComputedStyle(e).direction, getComputedStyle(e).unicodeBidi]") == [
        "rtl",
        "plaintext",
    ]
