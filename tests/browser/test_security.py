"""Every page under its Content-Security-Policy: it works, and nothing is reported as blocked."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import wait_until_still
from tests.browser.conftest import running_app
from tests.browser.mappage import READY_MS, open_map
from tests.browser.test_access_pages import ARTICLE
from tests.seeded import copied

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("security")]  # its app is started once, in one process

TILE = "https://tile.openstreetmap.org/0/0/0.png"
PAGES = {
    "statistics": "Statistics",
    "articles": "Articles",
    f"articles?article={ARTICLE}&start=386&end=569": "strategic",
    "add": "Add articles",
    "review": "Review",
    "method": "Method",
}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


@pytest.fixture(scope="module", params=["on", "off"])
def guarded(
    request: pytest.FixtureRequest, seeded: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Address of the app with online tiles on, as they are by default, or off, and which."""
    if request.param == "on":
        yield request.getfixturevalue("app_url"), "on"
        return
    for url in running_app(copied(seeded, tmp_path_factory.mktemp("data")), TIMEMAP_ONLINE_TILES=request.param):
        yield url, request.param


@pytest.fixture
def blocked(context: BrowserContext) -> list[str]:
    """What the browser blocked, in any frame of any page."""
    found: list[str] = []
    context.expose_function("reportBlocked", lambda what: found.append(what))  # noqa: PLW0108 - it takes no method of C
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " (event) => window.reportBlocked(`${event.violatedDirective} ${event.blockedURI}`))"
    )
    return found


def test_every_page_works_and_nothing_is_blocked(
    page: Page, guarded: tuple[str, str], blocked: list[str], tmp_path: Path
) -> None:
    """Map with evidence and a saved file, statistics, reader, Add, Review, method, API page, and the map within a page."""
    url, online = guarded
    timemap = open_map(page, url)
    timemap.click_mark("Sirte")
    assert timemap.quote()
    # The frame of the map is the one thing whose policy knows of online tiles (`dashboard.guard`).
    for path, words in PAGES.items() if online == "off" else ():
        page.goto(f"{url}/{path}")
        expect(page.get_by_text(re.compile(words)).first).to_be_visible(timeout=READY_MS)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=READY_MS)
        wait_until_still(page)
    page.goto(f"{url}/api")
    expect(page.get_by_role("heading", name="API", exact=True)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"  # its style is allowed
    open_map(page, f"{url}/?embed=true")
    page.wait_for_timeout(500)  # what was blocked last is reported a moment later
    assert blocked == []


def test_tiles_of_others_are_blocked_unless_they_may_be_chosen(
    context: BrowserContext, guarded: tuple[str, str]
) -> None:
    """The policy, not only the plugin, keeps the map from asking; other hosts are blocked in any case."""
    url, online = guarded
    context.route(re.compile("https://"), lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    page = context.new_page()
    timemap = open_map(page, url)
    load = "(address) => new Promise((done) => { const i = new Image(); i.onload = () => done(true); i.onerror = () => done(false); i.src = address; })"
    frame = timemap.frame.locator(".tm")
    assert frame.evaluate(f"(_, address) => ({load})(address)", TILE) is (online == "on")
    assert frame.evaluate(f"(_, address) => ({load})(address)", "https://elsewhere.example/a.png") is False
    assert page.evaluate(load, TILE) is False


def test_a_script_put_into_a_page_does_not_run(
    context: BrowserContext, guarded: tuple[str, str], blocked: list[str]
) -> None:
    """Were an article's text ever taken for markup, its script would still not run."""
    page = context.new_page()
    page.goto(f"{guarded[0]}/method")
    expect(page.get_by_text("Method").first).to_be_visible(timeout=READY_MS)
    page.evaluate(
        """() => {
            const div = document.createElement("div");
            div.innerHTML = '<img src="data:x" onerror="window.ran = true">';
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(div, script);
        }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert blocked


def test_an_upload_without_its_token_is_refused(guarded: tuple[str, str]) -> None:
    """Streamlit's protection against forged requests is on."""
    request = urllib.request.Request(f"{guarded[0]}/_stcore/upload_file/session/file", data=b"x", method="PUT")
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=10)
    with refusal.value as answer:
        assert answer.code == 403
