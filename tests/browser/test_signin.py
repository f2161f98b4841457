"""Signing in at a real provider: what a reader, a reviewer and an admin may do, on pages and routes alike."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dashboard import shelf
from dashboard.reviewing.history import history_table
from tests.browser.conftest import PROJECT, free_port, running_app
from tests.browser.test_review import choose_row, wait_until
from tests.nginx import running_nginx
from tests.provider import running_provider, settings

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("signin")]  # its app is started once, in one process

WAIT_MS = 60_000
TEXT = "The army retook Sirte on 6 January 2020, a spokesman said on Monday."
MAKE = """
import sys
from dashboard import jobs, shelf
from geodata.formats import Draft
library = shelf.library()
for name in ("Open", "Closed"):
    record = library.corpora.create(name, by="somebody", visibility="public" if name == "Open" else "private")
    library.articles.add(record.id, [Draft("a.txt", sys.argv[1])], by="somebody")
jobs.run("open")
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the app."""
    return tmp_path_factory.mktemp("signin-data")


@pytest.fixture(scope="module")
def signed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of an app where people sign in, with a public and a private corpus that nobody of them made."""
    corpus = tmp_path_factory.mktemp("signin")
    (corpus / "a.txt").write_text(TEXT, "utf-8")
    environment = {"TIMEMAP_DATA": str(data), "TIMEMAP_CORPUS": str(corpus)}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        subprocess.run([sys.executable, "-c", MAKE, TEXT], cwd=PROJECT, check=True)
    port = free_port()
    with running_provider() as provider:
        yield from running_app(data, port=port, **settings(provider, port, TIMEMAP_EDITING="on", **environment))


@pytest.fixture
def visitors(browser: Browser) -> Iterator[Any]:
    """Opens profiles, each a person of its own; the provider's page asks a stranger for its style, which it does not get."""
    opened: list[BrowserContext] = []

    def visitor() -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        context.route("**/cdn.jsdelivr.net/**", lambda route: route.abort())
        opened.append(context)
        return context.new_page()

    yield visitor
    for context in opened:
        context.close()


def sign_in(page: Page, url: str, name: str) -> None:
    """Sign in from the page Add."""
    page.goto(f"{url}/add")
    page.get_by_role("button", name="Sign in").first.click(timeout=WAIT_MS)
    page.locator(f"button[name=sub][value={name}]").click(timeout=WAIT_MS)
    page.wait_for_url(f"{url}/", timeout=WAIT_MS)
    expect(page.get_by_role("link", name="Add")).to_be_visible(timeout=WAIT_MS)


def corpora_of(page: Page, url: str) -> set[str]:
    """Return what the API lists for this browser: routes know who signed in, as pages do."""
    answer = page.request.get(f"{url}/api/corpora")
    return {item["id"] for item in answer.json()["items"]} - {""}


def review_status(page: Page, url: str) -> int:
    """Ask the route that the Review page asks; return how it answers."""
    return page.request.get(f"{url}/app/review/open/queue").status


def test_roles(signed: str, visitors: Any) -> None:
    """A reader adds nothing; an admin by the setting gives a role; it holds at once; signed out, it is gone."""
    url = signed
    rami, ada = visitors(), visitors()
    rami.goto(f"{url}/add")
    expect(rami.get_by_text("Sign in to add articles.")).to_be_visible(timeout=WAIT_MS)
    assert not [cookie for cookie in rami.context.cookies() if cookie["name"] == "timemap_browser"]
    rami.goto(f"{url}/people")
    expect(rami.get_by_text("Page not found").first).to_be_visible(timeout=WAIT_MS)

    sign_in(rami, url, "rami")
    rami.goto(f"{url}/add")
    expect(rami.get_by_text("You are signed in as a reader")).to_be_visible(timeout=WAIT_MS)
    assert corpora_of(rami, url) == {"open"}
    assert review_status(rami, url) == 403

    sign_in(ada, url, "ada")
    assert corpora_of(ada, url) == {"open", "closed"}
    ada.goto(f"{url}/people")
    expect(ada.get_by_text("Admin by the setting TIMEMAP_ADMINS.")).to_have_count(1, timeout=WAIT_MS)
    herself = ada.locator("[class*=st-key-person_]").filter(has_text="Ada Admin").last
    expect(herself).to_contain_text("Admin by the setting TIMEMAP_ADMINS.", timeout=WAIT_MS)
    person = ada.locator("[class*=st-key-person_]").filter(has_text="rami@news.example").last
    person.get_by_role("combobox").click()
    ada.get_by_role("option", name="Reviewer: adds and corrects").click()
    expect(person.get_by_role("combobox")).to_have_value("Reviewer: adds and corrects", timeout=WAIT_MS)
    expect(ada.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=WAIT_MS)

    rami.reload()
    expect(rami.get_by_role("heading", name="New corpus")).to_be_visible(timeout=WAIT_MS)
    assert review_status(rami, url) != 403
    rami.get_by_role("textbox", name="Title").fill("Rami's own")
    rami.get_by_role("button", name="Make the corpus").click()
    rami.wait_for_url("**corpus=rami-s-own**", timeout=WAIT_MS)
    assert corpora_of(rami, url) == {"open", "rami-s-own"}

    rami.get_by_role("button", name="Corpora").click()
    expect(rami.get_by_text("Signed in: Rami Reviewer")).to_be_visible(timeout=WAIT_MS)
    rami.get_by_role("button", name="Sign out").click()
    rami.wait_for_url("**/end_session**", timeout=WAIT_MS)  # the provider ends its own session too
    assert corpora_of(rami, url) == {"open"}
    rami.goto(f"{url}/add?corpus=rami-s-own")
    expect(rami.get_by_text("Sign in to add articles.")).to_be_visible(timeout=WAIT_MS)


def test_who_corrected_and_who_rolled_it_back(
    signed: str, data: Path, visitors: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reviewer moves a place, an admin rolls that back: the history names both."""
    rosa, ada = visitors(), visitors()
    sign_in(rosa, signed, "rosa")
    monkeypatch.setenv("TIMEMAP_DATA", str(data))
    library = shelf.library()
    [account] = [one for one in library.accounts.all() if one.name == "Rosa Reviewer"]
    library.accounts.set_role(account.id, "reviewer")
    for keys in (("Enter",), ("p", "31.2, 16.6", "Enter")):
        rosa.goto(f"{signed}/review?corpus=open&at=mention/0")
        expect(rosa.locator(".review .quote")).to_be_visible(timeout=WAIT_MS)
        for one in keys:
            rosa.keyboard.type(one) if "," in one else rosa.keyboard.press(one)
        expect(rosa.locator(".review .told")).to_contain_text("Saved in", timeout=WAIT_MS)

    sign_in(ada, signed, "ada")
    ada.goto(f"{signed}/review?corpus=open")
    ada.get_by_text("History", exact=True).click(timeout=WAIT_MS)
    choose_row(ada, 1)
    ada.get_by_role("button", name="Roll back to this moment: undo the 1 correction after it").click(timeout=WAIT_MS)
    wait_until(ada, lambda: library.corrections.history("open")[-1].undone_at is not None)
    later, earlier = history_table(library.corrections.history("open")).to_dict("records")[:2]  # its cells are painted
    assert (later["Who"], later["What"]) == (earlier["Who"], "Place") == ("Rosa Reviewer", "Place")
    assert later["State"].startswith("undone by Ada Admin")
    assert earlier["State"] == "holds"
    library.close()
    shelf._opened.cache_clear()


def test_an_address_that_was_not_verified_makes_nobody_an_admin(signed: str, visitors: Any) -> None:
    """Whoever claims the admin's address is a reader; a hostile name is text."""
    eve = visitors()
    sign_in(eve, signed, "eve")
    assert corpora_of(eve, signed) == {"open"}
    eve.get_by_role("button", name="Corpora").click()
    expect(eve.get_by_text("Signed in: {{7*7}}<b>Eve</b>")).to_be_visible(timeout=WAIT_MS)
    eve.goto(f"{signed}/status")
    expect(eve.get_by_text("Page not found").first).to_be_visible(timeout=WAIT_MS)


def test_a_forged_or_foreign_cookie_is_nobody(signed: str, visitors: Any) -> None:
    """Changed by one letter, unsigned, or of the browser cookie that gave rights before people signed in."""
    page = visitors()
    sign_in(page, signed, "ada")
    [cookie] = [one for one in page.context.cookies() if one["name"] == "_streamlit_user"]
    assert cookie["httpOnly"]
    assert "closed" in corpora_of(page, signed)
    good = cookie["value"]
    forged = json.dumps({"sub": "ada", "is_logged_in": True, "origin": signed})
    for value in (good[:-1] + ("A" if good[-1] != "A" else "B"), forged, "chunks-3", "", good[: len(good) // 2]):
        stranger = visitors()
        answer = stranger.request.get(
            f"{signed}/api/corpora", headers={"cookie": f"_streamlit_user={value}; timemap_browser={'ab' * 16}"}
        )
        assert "closed" not in {item["id"] for item in answer.json()["items"]}


def test_signing_in_below_a_path(visitors: Any, tmp_path: Path) -> None:
    """Streamlit's addresses for it are at the root of the name; the shipped proxy takes them, and leads back below the path."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    port = free_port()
    with (
        running_nginx((port, free_port()), TIMEMAP_BASE_PATH="/libya") as (url, _),
        running_provider() as provider,
        contextlib.contextmanager(running_app)(
            tmp_path,
            port=port,
            **settings(provider, port, TIMEMAP_ADDRESS=url, TIMEMAP_CORPUS=str(tmp_path)),
        ),
    ):
        ada = visitors()
        sign_in(ada, url, "ada")
        ada.get_by_role("button", name="Corpora").click()
        expect(ada.get_by_text("Signed in: Ada Admin")).to_be_visible(timeout=WAIT_MS)
        ada.get_by_role("button", name="Sign out").click()
        ada.wait_for_url("**/end_session**", timeout=WAIT_MS)
