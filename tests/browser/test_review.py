"""The Review page with the keyboard alone: ten records, each well under three seconds."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PROJECT, running_app

MOST_S = 3.0
WAIT_MS = 60_000

MAKE = """
import sys
from pathlib import Path
from dashboard import jobs, shelf
from geodata.formats import Draft
library = shelf.library()
library.corpora.create("Seeds", by="somebody", visibility="public")
drafts = [Draft(path.name, path.read_text("utf-8")) for path in sorted(Path(sys.argv[1]).glob("*.txt"))]
library.articles.add("seeds", drafts, by="somebody")
jobs.run("seeds")
"""


@pytest.fixture(scope="module")
def review_url(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[str]:
    """Address of an app where every browser may review the seeds."""
    data = tmp_path_factory.mktemp("review")
    environment = {"TIMEMAP_DATA": str(data), "TIMEMAP_EDITING": "on"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        subprocess.run([sys.executable, "-c", MAKE, str(seeds)], cwd=PROJECT, check=True)
    yield from running_app(data, TIMEMAP_EDITING="on")


def opened(page: Page, url: str, at: str = "", language: str = "en") -> None:
    """Open the Review page and wait for its first record."""
    page.goto(f"{url}/review?corpus=seeds&lang={language}" + (f"&at={at}" if at else ""))
    expect(page.locator(".review .card h2")).to_be_visible(timeout=WAIT_MS)


def shown(page: Page) -> str:
    """Return the id of the record on screen."""
    return page.locator(".review").get_attribute("data-item") or ""


def wait_for_next(page: Page, before: str) -> None:
    """Wait until another record is on screen and the decision is acknowledged."""
    expect(page.locator(".review")).not_to_have_attribute("data-item", before, timeout=WAIT_MS)
    expect(page.locator(".review .told")).to_contain_text("Saved in", timeout=WAIT_MS)


def test_ten_records_by_keys_alone(page: Page, review_url: str) -> None:
    """Accept, reject, date, search, point, actor, type: each saved and the next one there within three seconds."""
    opened(page, review_url)
    seconds = []
    for number in range(10):
        before = shown(page)
        start = time.monotonic()
        if number == 2:
            page.keyboard.press("d")
            page.keyboard.press("Control+a")
            page.keyboard.type("between 2020-07-01 and 2020-07-05")
            expect(page.locator(".review .reading")).to_have_text("1 July 2020 to 5 July 2020")
            page.keyboard.press("Enter")
            expect(page.locator(".review .chip")).to_have_text("1 July 2020 to 5 July 2020")
        if number == 4:
            page.keyboard.press("p")
            page.keyboard.type("31.2, 16.6")
            page.keyboard.press("Enter")
        elif number == 5:
            page.keyboard.press("/")
            page.keyboard.type("سرت")
            expect(page.locator(".review .options li").first).to_be_visible(timeout=WAIT_MS)
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("x" if number == 3 else "Enter")
        wait_for_next(page, before)
        seconds.append(time.monotonic() - start)
    print("seconds a record:", [round(one, 2) for one in seconds])
    assert sorted(seconds)[len(seconds) // 2] < MOST_S
    # A build may have begun for another reason; it has not ended within these seconds.
    expect(page.locator(".review .pending")).to_have_text(
        re.compile("(10|1[1-9]) corrections not yet drawn|Being drawn")
    )


def test_undo_brings_the_record_back(page: Page, review_url: str) -> None:
    """What was decided last is on screen again, and stands no more."""
    opened(page, review_url)
    before = shown(page)
    page.keyboard.press("Enter")
    wait_for_next(page, before)
    page.keyboard.press("u")
    expect(page.locator(".review .told")).to_have_text("Undone.", timeout=WAIT_MS)
    assert shown(page) == before


def test_skipped_records_stay_away_in_this_tab(page: Page, review_url: str) -> None:
    """A skipped record is not the first one after the page is opened again."""
    opened(page, review_url)
    before = shown(page)
    page.keyboard.press("s")
    expect(page.locator(".review")).not_to_have_attribute("data-item", before, timeout=WAIT_MS)
    after = shown(page)
    page.reload()
    expect(page.locator(".review")).to_have_attribute("data-item", after, timeout=WAIT_MS)


def test_typed_letters_are_no_commands(page: Page, review_url: str) -> None:
    """While one types, keys write; Escape leaves the field and keeps the record."""
    opened(page, review_url)
    before = shown(page)
    page.keyboard.press("n")
    page.keyboard.type("xsu1 =")
    expect(page.locator(".review .form input")).to_have_value("xsu1 =")
    page.keyboard.press("Escape")
    expect(page.locator(".review .form")).to_be_hidden()
    assert shown(page) == before


def test_a_card_of_the_map_leads_here(page: Page, review_url: str) -> None:
    """The link of a card opens that very record, also one that is in no doubt."""
    opened(page, review_url, at="mention/0", language="ar")
    expect(page.locator(".review .quote")).to_contain_text("Sirte")
    expect(page.locator(".review .actions .primary")).to_contain_text("قبول")
