"""A corpus of one's own: made, filled, watched while it is read, opened on the map; and nobody else's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import serious
from tests.browser.conftest import running_app, watched
from tests.browser.mappage import READY_MS, TimeMap, open_map
from tests.seeded import copied

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("add")]  # its app is started once, in one process

BUILD_MS = 180_000
MANY = 60
"""Articles whose reading takes long enough to be cancelled in its middle."""
SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
HOSTILE = "<img src=x onerror=alert(1)> **b** {{7*7}}"


@pytest.fixture(scope="module")
def open_url(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an app on which each browser may keep corpora of its own."""
    yield from running_app(copied(seeded, tmp_path_factory.mktemp("data")), TIMEMAP_EDITING="on")


@pytest.fixture
def other(browser: Browser) -> Iterator[BrowserContext]:
    """Another browser."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield fresh
    fresh.close()


def make_corpus(page: Page, url: str, title: str, *, public: bool = False) -> None:
    """Make a corpus on the Add page, and wait until articles can be given."""
    page.goto(f"{url}/add?lang=en")
    page.get_by_label("Title", exact=True).fill(title, timeout=READY_MS)
    if public:
        page.get_by_text("Everybody", exact=False).first.click()
    page.get_by_role("button", name="Make the corpus").click()
    expect(page.get_by_role("tab", name="Paste a text")).to_be_visible(timeout=READY_MS)


def paste(page: Page, text: str, title: str = "") -> None:
    """Paste one article and look at it."""
    page.get_by_role("tab", name="Paste a text").click()
    page.get_by_label("Text of the article").fill(text)
    page.get_by_label("Title, if it has one").fill(title)
    page.get_by_role("button", name="Look at it").click()


def add(page: Page, words: str) -> None:
    """Add what is in the table, and wait until it is read."""
    page.get_by_role("button", name=words).click(timeout=READY_MS)
    expect(page.get_by_text(re.compile(r"^\d+ articles? added\.$"))).to_be_visible(timeout=READY_MS)
    expect(page.get_by_role("link", name="The new articles on the map")).to_be_visible(timeout=BUILD_MS)


def labels(timemap: TimeMap) -> list[str]:
    """Return what each visible mark is called."""
    return sorted(mark["label"] for mark in timemap.marks())


def test_pasted_articles_make_the_same_map(page: Page, open_url: str) -> None:
    """The text of the seeds, pasted into a new corpus, gives the marks that the seeds give; progress is shown meanwhile."""
    expected = labels(open_map(page, f"{open_url}/?lang=en"))
    make_corpus(page, open_url, HOSTILE)
    expect(page.locator(".stText", has_text=HOSTILE).first).to_be_visible()
    for number, seed in enumerate(SEEDS, 1):
        paste(page, seed.read_text("utf-8"))
        expect(page.get_by_role("button", name=re.compile(rf"^(\S+ )?Add {number} article"))).to_be_visible(
            timeout=READY_MS
        )
    page.get_by_role("button", name="Add 2 articles").click()
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=READY_MS)
    expect(page.get_by_role("button", name="Cancel")).to_be_visible(timeout=READY_MS)
    link = page.get_by_role("link", name="Open the map")
    expect(link).to_be_visible(timeout=BUILD_MS)
    link.click()
    timemap = TimeMap(page)
    timemap.frame.locator(".tm[data-ready=true]").wait_for(timeout=READY_MS)
    assert "corpus=img-src-x" in page.url
    assert labels(timemap) == expected
    timemap.click_mark("Sirte")
    assert timemap.quote()
    timemap.frame.get_by_role("link", name="Open in the article").click()
    expect(page.locator(".reader .text")).to_be_visible(timeout=READY_MS)
    assert "corpus=img-src-x" in page.url


def test_two_browsers_see_nothing_of_each_other(context: BrowserContext, other: BrowserContext, open_url: str) -> None:
    """A private corpus is not listed, not opened and not served to another browser: pages and routes alike."""
    mine, theirs = context.new_page(), other.new_page()
    served: list[str] = []
    mine.on("request", lambda request: served.append(request.url) if "/app/data/" in request.url else None)
    for page, title, text in ((mine, "Of Amal", "Zuwara"), (theirs, "Of Basil", "Ghadames")):
        make_corpus(page, open_url, title)
        paste(page, f"The army captured {text} on 6 January 2020, a spokesman said.")
        add(page, "Add 1 article")
    open_map(mine, f"{open_url}/?lang=en&corpus=of-amal")
    addresses = [address for address in dict.fromkeys(served) if "payload" in address or "control" in address]
    assert addresses
    for address in addresses:
        assert context.request.get(address).status == 200
        assert other.request.get(address).status == 404
    for path in ("", "articles", "statistics", "add"):
        theirs.goto(f"{open_url}/{path}?lang=en&corpus=of-amal")
        words = "No such corpus" if path != "add" else "New corpus"
        expect(theirs.get_by_role("heading", name=words)).to_be_visible(timeout=READY_MS)
        assert "Zuwara" not in theirs.content()
        assert "Of Amal" not in theirs.content()
    theirs.goto(f"{open_url}/articles?lang=en&corpus=of-basil")
    theirs.get_by_role("combobox", name="Corpus shown").click(timeout=READY_MS)
    expect(theirs.get_by_role("option", name="Of Basil")).to_be_visible()
    expect(theirs.get_by_role("option", name="Of Amal")).to_have_count(0)


def test_files_refusals_and_keys(page: Page, open_url: str, tmp_path: Path) -> None:
    """Many files, one with a hostile name: what is none is refused by name, the others are added by the keyboard alone."""
    make_corpus(page, open_url, "Many")
    name = f"{HOSTILE.replace('/', '')}.txt"
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}: the army retook Sirte on 6 January 2020.\n" * 40)
    (tmp_path / name).write_text("The army retook Sirte on 7 January 2020.")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    page.locator("input[type=file]").first.set_input_files([str(path) for path in tmp_path.iterdir()])
    button = page.get_by_role("button", name="Add 21 articles")
    expect(button).to_be_visible(timeout=BUILD_MS)
    expect(page.get_by_role("heading", name="Not taken")).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Open the map")).to_be_visible(timeout=BUILD_MS)


EVENTS = f"""Wann;lat;lon;place;type;Eigenes
13/02/2020;31.2;16.59;Sirte;Shelling;{HOSTILE}
14/02/2020;131.2;16.59;Sirte;Shelling;x
15/02/2020;32.89;13.19;Tripoli;Protest;=1+1
"""


def test_a_file_of_events_from_mapping_to_map_out_and_back(
    context: BrowserContext, other: BrowserContext, open_url: str, tmp_path: Path
) -> None:
    """The guessed columns are completed, a bad row is named, the terms are ticked; the rows are on my map and on nobody else's."""
    (tmp_path / "ereignisse.csv").write_text(EVENTS, "utf-8")
    page, theirs = context.new_page(), other.new_page()
    make_corpus(page, open_url, "Rows", public=True)
    page.get_by_role("tab", name="Events of others").click()
    page.locator("input[type=file]").last.set_input_files(str(tmp_path / "ereignisse.csv"))
    expect(page.get_by_role("button", name="Read the file")).to_be_visible(timeout=BUILD_MS)
    expect(page.get_by_role("combobox", name="Name of the place")).to_have_value("place")
    page.get_by_role("combobox", name=re.compile("^Day, month or year")).fill("Wann")
    expect(page.get_by_role("option", name="Wann", exact=True)).to_be_visible(timeout=READY_MS)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("button", name="Add 2 events")).to_be_visible(timeout=BUILD_MS)
    expect(page.get_by_text("Rows left out: 1.")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("radiogroup").get_by_text("No", exact=True).click()
    page.get_by_role("button", name="Add 2 events").click()
    expect(page.get_by_role("link", name="Open the map")).to_be_visible(timeout=BUILD_MS)
    timemap = open_map(page, f"{open_url}/?lang=en&corpus=rows")
    timemap.click_mark("Sirte")
    card = timemap.frame.locator(".tm-card", has_text="From an imported file").first
    expect(card).to_contain_text(HOSTILE)
    theirs.goto(f"{open_url}/?lang=en&corpus=rows")
    expect(theirs.get_by_text("must not be passed on")).to_be_visible(timeout=READY_MS)
    page.goto(f"{open_url}/add?lang=en&corpus=rows")
    page.get_by_text("Files of events").click(timeout=READY_MS)
    page.get_by_role("button", name="Take out").click()
    expect(page.get_by_text("Taken out: ")).to_be_visible(timeout=READY_MS)
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_role("button", name="Take out")).to_be_visible(timeout=READY_MS)


def test_reading_is_cancelled_by_the_button_and_goes_on(page: Page, open_url: str, tmp_path: Path) -> None:
    """Stopped in the middle by the button; what was read is kept, and going on reads the rest alone."""
    text = " ".join(seed.read_text("utf-8") for seed in SEEDS)
    lines = [json.dumps({"text": f"Report {number}.\n\n{text}", "title": f"Report {number}"}) for number in range(MANY)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), "utf-8")
    make_corpus(page, open_url, "Slow")
    page.locator("input[type=file]").first.set_input_files(str(tmp_path / "many.jsonl"))
    page.get_by_role("button", name=f"Add {MANY} articles").click(timeout=BUILD_MS)
    expect(page.get_by_text(re.compile(rf"^Reading [1-9]\d* of {MANY} articles")).first).to_be_visible(timeout=BUILD_MS)
    page.get_by_role("button", name="Cancel").click()
    words = page.get_by_text(re.compile(rf"^Cancelled after \d+ of {MANY} articles; what was read is kept\.$")).first
    expect(words).to_be_visible(timeout=READY_MS)
    page.get_by_role("button", name="Go on reading").click()
    expect(page.get_by_role("link", name="Open the map")).to_be_visible(timeout=BUILD_MS)


@pytest.mark.parametrize("screen", [(1280, 800), (390, 844)])
def test_axe_finds_nothing_serious_while_adding(browser: Browser, open_url: str, screen: tuple[int, int]) -> None:
    """The head with its chooser, and the page with a table on it, in both languages."""
    context = browser.new_context(viewport={"width": screen[0], "height": screen[1]}, locale="en-GB")
    for page in watched(context):
        make_corpus(page, open_url, "Looked at")
        paste(page, "The army retook Sirte on 6 January 2020.", "A title")
        expect(page.get_by_role("heading", name="To be added")).to_be_visible(timeout=READY_MS)
        for language in ("en", "ar"):
            if language == "ar":
                page.get_by_role("button", name="العربية", exact=True).click()
                page.wait_for_selector("html[lang=ar]", state="attached")
            assert serious(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
