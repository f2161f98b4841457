"""Article text is only ever text: nothing in it runs, loads or disappears."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PROJECT, running_app
from tests.browser.mappage import READY_MS, open_map
from tests.browser.timemap.quiet import wait_for_rest, watch_rest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile")]  # its app is started once, in one process

PAYLOADS = (
    "<img src=x onerror='window.hacked=1'>",
    "<script>window.hacked=1</script>",
    "{{7*7}}{% for x in (1,) %}{{x}}{% endfor %}{{",
    "{{ cycler.__init__.__globals__.os.environ.update(HACKED='1') }}",
    "![tracker](http://tracker.example/pixel.png)",
    "[link](javascript:window.hacked=1)",
    "</div></body></html><svg onload=window.hacked=1>",
    "$e^{x}$ :material/map: :red[red] `code`",
)
PARAMETERS = (
    *("key", "lang", "article", "start", "end", "at", "from", "to", "mode", "articles", "types", "actors", "kinds"),
    *("modality", "layers", "line", "sel", "n", "lat", "lng", "z", "panel", "tiles", "known", "without", "compare"),
    *("swipe", "clock", "q", "story", "table", "by", "embed_options", "day"),
)
"""What pages and the map read of an address, and some that none reads."""
FILE_NAME = "a<b>{{7*7}}&amp;'\u202e.txt"


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app on one article full of payloads."""
    corpus = tmp_path_factory.mktemp("hostile")
    lines = [
        f"Fighters {payload} captured the town of Sirte in Libya on 6 January 2020, {payload} said."
        for payload in PAYLOADS
    ]
    lines.append("Libya: the Libyan National Army holds Sirte, Haftar said.")
    (corpus / FILE_NAME).write_text("\n\n".join(lines), "utf-8")
    yield from running_app(
        tmp_path_factory.mktemp("hostile-data"), TIMEMAP_CORPUS=str(corpus), TIMEMAP_TITLE="{{7*7}}<b>x</b>"
    )


MAKE = """
import json, sys
from pathlib import Path
from dashboard import jobs, shelf
from geodata.formats import Draft
folder, payloads = Path(sys.argv[1]), json.loads(sys.argv[2])
library = shelf.library()
record = library.corpora.create(payloads[0], by=payloads[1], visibility="public")
drafts = [
    Draft(f"{one[:60]}.txt", f"Fighters {one} captured the town of Sirte in Libya on 6 January 2020, {one} said.", one, one, one)
    for one in payloads
]
library.articles.add(record.id, drafts, by=payloads[1])
jobs.run(record.id)
print(record.id)
"""


@pytest.fixture(scope="module")
def hostile_corpus(hostile_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of a corpus whose title, maker and the titles, outlets, authors and names of its articles are payloads."""
    data = next(
        path for path in Path(tmp_path_factory.getbasetemp()).glob("hostile-data*") if (path / "app.log").exists()
    )
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(data), json.dumps(PAYLOADS)],
        cwd=PROJECT,
        env={**os.environ, "TIMEMAP_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return f"corpus={done.stdout.split()[-1]}"


def assert_untouched(page: Page) -> None:
    """Fail if any payload ran in any frame of the page."""
    assert not any(frame.evaluate("'hacked' in window") for frame in page.frames)


def test_the_map_shows_payloads_as_written(page: Page, hostile_url: str) -> None:
    """Every excerpt is the article's own words, to the letter; none of them runs or loads anything."""
    timemap = open_map(page, hostile_url)
    timemap.click_mark("Sirte")
    quotes = {timemap.quote()}
    while timemap.button("Next excerpt").is_enabled():
        quotes.add(timemap.next_quote())
    for payload in PAYLOADS:
        assert any(payload in quote for quote in quotes), payload
    assert_untouched(page)


def test_the_saved_file_shows_payloads_as_written(
    page: Page, hostile_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The map as one file holds the same words, runs none of them, and every quote stands in its text."""
    manifest = next(Path(tmp_path_factory.getbasetemp()).glob("hostile-data*/*/manifest.json"))
    digest = json.loads(manifest.read_text("utf-8"))["digest"]
    with urllib.request.urlopen(f"{hostile_url}/app/data/{digest}/map.html?texts=1", timeout=60) as answer:
        assert "attachment" in answer.headers["Content-Disposition"]
        (tmp_path / "map.html").write_bytes(answer.read())
    watch_rest(page)
    page.goto(f"{(tmp_path / 'map.html').as_uri()}#panel=share")
    page.wait_for_selector(".tm[data-ready]")
    assert page.title() == "{{7*7}}<b>x</b>"
    page.get_by_role("button", name="Check every quote").click()
    expect(page.locator(".tm-share-said").first).to_contain_text("stand in")
    numbers = page.locator(".tm-share-said").first.inner_text().split()
    assert int(numbers[0]) == int(numbers[2]) > 0
    events = page.evaluate(
        "Array.from({ length: TimeMap.running.dataset.event.length }, (_, row) => TimeMap.running.dataset.hexId('event', row))"
    )
    quotes = set()
    for event in events:
        page.evaluate("(sel) => TimeMap.running.store.set({ sel, n: 1 })", f"event/{event}")
        wait_for_rest(page)
        quotes.add(page.locator(".tm-quote").text_content())
    assert any(payload in (quote or "") for quote in quotes for payload in PAYLOADS)
    assert_untouched(page)


def test_the_reader_shows_payloads_as_written(page: Page, hostile_url: str) -> None:
    """The whole article, its file name too, is shown as it was written."""
    page.goto(f"{hostile_url}/articles")
    page.get_by_test_id("stDataFrame").wait_for()
    page.goto(f"{hostile_url}/articles?article={FILE_NAME.replace('&', '%26')}")
    text = page.locator(".reader .text")
    expect(text).to_be_visible()
    for payload in PAYLOADS:
        assert payload in text.inner_text()
    assert FILE_NAME in page.locator(".reader .title").inner_text()
    assert_untouched(page)


@pytest.mark.parametrize("name", ["", "statistics", "articles", "add", "review", "method"])
def test_pages_of_a_hostile_corpus(page: Page, hostile_url: str, hostile_corpus: str, name: str) -> None:
    """Each page with payloads in every field that it shows: its title as written, nothing run, nothing asked elsewhere."""
    page.goto(f"{hostile_url}/{name}?{hostile_corpus}")
    chosen = page.get_by_role("combobox", name="Corpus shown")
    expect(chosen).to_have_value(PAYLOADS[0], timeout=READY_MS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=READY_MS)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    assert_untouched(page)


@pytest.mark.parametrize("name", ["", "statistics", "articles", "add", "review", "method"])
def test_every_parameter_of_a_page_takes_payloads(page: Page, hostile_url: str, name: str) -> None:
    """Garbage falls back to what holds without it, or is said in words; no number of an error, nothing run."""
    for payload in (PAYLOADS[0], PAYLOADS[2]):
        page.goto(f"{hostile_url}/{name}?{urlencode(dict.fromkeys(PARAMETERS, payload))}")
        expect(page.get_by_test_id("stMain")).to_be_visible(timeout=READY_MS)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=READY_MS)
        expect(page.get_by_text("Something went wrong")).to_have_count(0)
        assert_untouched(page)


def test_the_policy_stops_what_slips_through(context: BrowserContext, hostile_url: str) -> None:
    """Were a payload ever set as HTML, the page's policy would still not run it."""
    page = set_as_html(context, hostile_url)
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None


def test_the_control_run_bites(browser: Browser, hostile_url: str) -> None:
    """With both protections off, the same payload does run: the tests above can fail."""
    unguarded = browser.new_context(bypass_csp=True)
    page = set_as_html(unguarded, hostile_url)
    page.wait_for_function("'hacked' in window")
    unguarded.close()


def set_as_html(context: BrowserContext, hostile_url: str) -> Page:
    """A page of the app into which a payload was put the wrong way."""
    page = context.new_page()
    page.goto(f"{hostile_url}/method")
    page.get_by_role("heading", name="Method").wait_for()
    payload = "<img src='data:,x' onerror='window.hacked=1'>"
    page.evaluate("payload => { document.body.insertAdjacentHTML('beforeend', payload) }", payload)
    return page


def test_nothing_ran_on_the_server(hostile_url: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The server's log has no evaluated template and no error."""
    log = next(Path(tmp_path_factory.getbasetemp()).glob("hostile-data*/app.log")).read_text("utf-8")
    assert hostile_url
    assert "Traceback" not in log
    assert "jinja2" not in log
