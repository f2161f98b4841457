"""The Review page with the keyboard alone: each decision one request, the next record there already."""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import DESK, PHONE, serious
from tests.browser.conftest import PROJECT, running_app

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("review")]  # its app is started once, in one process

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
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the app."""
    return tmp_path_factory.mktemp("review")


@pytest.fixture(scope="module")
def review_url(data: Path, seeds: Path) -> Iterator[str]:
    """Address of an app where every browser may review the seeds."""
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


@contextlib.contextmanager
def library(data: Path) -> Iterator[sqlite3.Connection]:
    """The database behind the app, as somebody with a shell has it."""
    with contextlib.closing(sqlite3.connect(data / "library.sqlite", timeout=20)) as opened, opened:
        yield opened


def recorded(data: Path) -> list[dict]:
    """Return the standing corrections, in the order in which they were saved."""
    with library(data) as opened:
        rows = opened.execute("SELECT content FROM correction WHERE undone_at IS NULL ORDER BY recorded_at, id")
        return [json.loads(content) for (content,) in rows]


def last(data: Path) -> dict:
    """Return what was saved last."""
    return recorded(data)[-1]


def shown(page: Page) -> str:
    """Return the id of the record on screen."""
    return page.locator(".review").get_attribute("data-item") or ""


def wait_for_next(page: Page, before: str) -> None:
    """Wait until another record is on screen and the decision is acknowledged."""
    expect(page.locator(".review")).not_to_have_attribute("data-item", before, timeout=WAIT_MS)
    expect(page.locator(".review .told")).to_contain_text("Saved in", timeout=WAIT_MS)


def test_ten_records_by_keys_alone(page: Page, review_url: str) -> None:
    """Accept, reject, date, search, point, actor, type: each saved by one request; the page is neither loaded nor run again."""
    opened(page, review_url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {urlsplit(request.url).path}"))
    for number in range(10):
        before = shown(page)
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
    asked = [one for one in asked if "/app/basemap/" not in one]  # the small map moves to each place
    paths = [path.partition("/app/review/seeds/")[2] for path in asked]
    assert paths.count("decide") == 10
    assert all(paths), f"more than the routes of the review: {asked}"
    assert len(asked) <= 3 * 10 + 5, "a decision asks for the next record, a search for places, and little else"
    # A build may have begun for another reason; it has not ended meanwhile.
    expect(page.locator(".review .pending")).to_have_text(
        re.compile("Corrections not yet drawn: [1-9][0-9]|Being drawn")
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


def test_places_are_drawn(page: Page, review_url: str, data: Path) -> None:
    """A point by a click on the map, a line and an area by coordinates; what is none gets a sentence and is not saved."""
    opened(page, review_url)
    ground = page.locator(".review .ground.leaflet-container")
    expect(ground).to_be_visible(timeout=WAIT_MS)
    before = shown(page)
    page.keyboard.press("p")
    box = ground.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7)
    typed = page.locator(".review .form textarea")
    expect(typed).to_have_value(re.compile(r"^-?[0-9.]+, -?[0-9.]+$"))
    lat, lon = map(float, typed.input_value().split(", "))
    page.get_by_role("button", name="Save", exact=True).click()
    wait_for_next(page, before)
    assert (last(data)["value"]["lat"], last(data)["value"]["lon"]) == (lat, lon)

    before = shown(page)
    page.keyboard.press("l")
    page.keyboard.type("31.2, 16.5; 95, 16")
    expect(page.locator(".review .reading.wrong")).to_contain_text("These are no coordinates")
    page.keyboard.press("Enter")
    assert shown(page) == before
    typed.fill("31.2, 16.5; 31.3, 16.75")
    page.keyboard.press("Enter")
    wait_for_next(page, before)
    assert last(data)["value"]["geometry"] == {"type": "LineString", "coordinates": [[16.5, 31.2], [16.75, 31.3]]}

    before = shown(page)
    page.keyboard.press("g")
    page.keyboard.type("٣١, 16; 31.5, 16")
    expect(page.locator(".review .reading")).to_have_text("Give three points or more.")
    page.keyboard.type("; 31.5, 17")
    page.keyboard.press("Enter")
    wait_for_next(page, before)
    ring = last(data)["value"]["geometry"]["coordinates"][0]
    assert ring == [[16, 31], [16, 31.5], [17, 31.5], [16, 31]]


def test_a_wrong_date_gets_a_sentence_and_all_same_cases_one_decision(page: Page, review_url: str, data: Path) -> None:
    """Enter keeps a field open until it can be read; what was staged is saved with Enter, for all same cases."""
    opened(page, review_url, at="mention/0")
    before = shown(page)
    page.keyboard.press("d")
    for wrong in ("32 July", "2020-02-30", "between 2020-07-05 and 2020-07-01"):
        page.locator(".review .form input").fill(wrong)
        page.keyboard.press("Enter")
        expect(page.locator(".review .reading.wrong")).to_have_text(
            "This is no date: give 2020-07-20, 2020-07, 2020, two of them, or none."
        )
    page.locator(".review .form input").fill("since ٢٠٢٠-٠٧")
    page.keyboard.press("Enter")
    expect(page.locator(".review .chip")).to_have_text("on or after 1 July 2020")
    page.keyboard.press("=")
    expect(page.locator(".review .check input")).to_be_checked()
    page.keyboard.press("Enter")
    wait_for_next(page, before)
    one = last(data)
    assert (one["kind"], one["scope"], one["value"]) == ("date", "same", {"earliest": "2020-07-01", "latest": None})


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds that the page does not show."""
    deadline = time.monotonic() + WAIT_MS / 1000
    while not holds():
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)


def choose_row(page: Page, number: int) -> None:
    """Select a row of the history; its cells are painted, so it is clicked by where it stands."""
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible(timeout=WAIT_MS)
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 15, box["y"] + 35 * (number + 1) + 17)


def test_history_undoes_rolls_back_and_merges(page: Page, review_url: str, data: Path) -> None:
    """Rows are undone and put back, later ones rolled back; a file of others is merged after a look at its conflicts."""
    opened(page, review_url)
    for _ in range(2):
        before = shown(page)
        page.keyboard.press("Enter")
        wait_for_next(page, before)
    made = recorded(data)
    page.get_by_text("History", exact=True).click()
    for row, deed, left in ((0, "Undo", made[:-1]), (0, "Put back", made), (1, "Roll back to this moment", made[:-1])):
        choose_row(page, row)
        button = page.get_by_role("button", name=deed)
        button.click(timeout=WAIT_MS)
        expect(page.get_by_role("button", name="Put back")).to_be_disabled(timeout=WAIT_MS)
        expect(page.get_by_role("button", name="Undo", exact=True)).to_be_disabled(timeout=WAIT_MS)
        wait_until(page, lambda left=left: recorded(data) == left)
    theirs = {**made[-2], "id": "ab" * 16, "kind": "reject", "author": "basil", "made_at": "2099-01-01T00:00:00+00:00"}
    content = {"format": "timemap-corrections", "version": 1, "corrections": [theirs, made[-2]]}
    page.locator("input[type=file]").set_input_files(
        {"name": "theirs.json", "mimeType": "application/json", "buffer": json.dumps(content).encode()}
    )
    expect(page.get_by_text("1 new, 1 known already, 1 in conflict")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="Merge 1 correction").click()
    expect(page.get_by_role("heading", name="Conflicts")).to_be_visible(timeout=WAIT_MS)
    assert recorded(data)[-1] == theirs


def test_a_refused_decision_brings_the_record_back(context: BrowserContext, review_url: str, data: Path) -> None:
    """Where the database is gone, the right or the session lost, or the way to the server cut, the reason is said."""
    page = context.new_page()  # refusals are errors on the console, and meant
    opened(page, review_url)
    told = page.locator(".review .told.wrong")

    def refused(words: str) -> None:
        before = shown(page)
        count = len(recorded(data))
        page.keyboard.press("Enter")
        expect(told).to_contain_text(words, timeout=WAIT_MS)
        expect(page.locator(".review")).to_have_attribute("data-item", before)
        assert len(recorded(data)) == count

    with library(data) as opened_library:
        opened_library.execute("UPDATE corpus SET visibility = 'private'")
    refused("You may not correct this corpus")
    with library(data) as opened_library:
        opened_library.execute("UPDATE corpus SET visibility = 'public'")
    kept = context.cookies()
    context.clear_cookies()
    refused("You may not correct this corpus")
    context.add_cookies(kept)
    page.route("**/app/review/seeds/decide*", lambda route: route.abort())
    refused("The server did not answer; nothing was changed.")
    page.unroute("**/app/review/seeds/decide*")
    with library(data) as opened_library:
        opened_library.execute("CREATE TRIGGER away BEFORE INSERT ON correction BEGIN SELECT missing() ; END")
    refused("The database could not be written just now; nothing was changed.")
    with library(data) as opened_library:
        opened_library.execute("DROP TRIGGER away")
    before = shown(page)
    page.keyboard.press("Enter")
    wait_for_next(page, before)


def test_axe_finds_nothing_serious_on_a_record(page: Page, review_url: str) -> None:
    """A record stands open with its map and its buttons: on a phone, and in Arabic on a desk."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for language, (width, height) in {"en": PHONE, "ar": DESK}.items():
        page.set_viewport_size({"width": width, "height": height})
        opened(page, review_url, language=language)
        assert serious(page) == []
