"""Links to a private corpus on the pages: made, listed, taken back; and what a link that opens nothing says."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import linkview, sharing, shelf
from dashboard.access import NOBODY, Person
from tests.pages.test_pages import TIMEOUT_SECONDS, words_of

pytestmark = pytest.mark.app
AMAL = Person("amal", "reviewer")
DIALOG = """
from dashboard import linkview, shelf
linkview.show(shelf.library().corpora.get("mine"))
"""
FOLLOWED = """
import streamlit as st
from dashboard import linkview
st.text("refused" if linkview.refused("mine") else "goes on")
"""


@pytest.fixture(autouse=True)
def own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of this test's own with a private corpus."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path))
    monkeypatch.setenv("TIMEMAP_ADDRESS", "https://map.example")
    for name in ("DATABASE_URL", "TIMEMAP_SECRET"):
        monkeypatch.delenv(name, raising=False)
    shelf.library().corpora.create("Mine", by="amal")


def run(script: str, person: Person, monkeypatch: pytest.MonkeyPatch, **query: str) -> AppTest:
    """Return a part of a page after its first run by a person."""
    monkeypatch.setattr(linkview, "session_person", lambda: person)
    monkeypatch.setattr(type(linkview.st.context), "cookies", {})  # AppTest has none
    app = AppTest.from_string(script, default_timeout=TIMEOUT_SECONDS)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def test_a_link_is_made_and_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown once, whole; listed with whom it is for; closed by one click."""
    app = run(DIALOG, AMAL, monkeypatch)
    app.text_input[0].input("{{7*7}} <b>desk</b>")
    app.selectbox[0].select(30)
    app.button[0].click().run()
    assert not app.exception
    parts = urlsplit(app.code[0].value)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "map.example", "/")
    [link] = shelf.library().links.all("mine")
    assert sharing.link_of(parse_qs(parts.query)["key"][0]) == link
    assert "{{7*7}} <b>desk</b>: holds until" in words_of(app)
    app.button(key=f"link_revoke_{link.id}").click().run()
    assert not app.exception
    assert "taken back on" in words_of(app)
    assert not app.code
    assert shelf.library().links.get(link.id).state == "revoked"


def test_nobody_else_makes_or_takes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the dialog is still open after the right was taken away."""
    link = shelf.library().links.make("mine", by="amal", lasts=timedelta(days=1))
    app = run(DIALOG, Person("basil", "reviewer"), monkeypatch)
    app.button[0].click().run()
    app.button(key=f"link_revoke_{link.id}").click().run()
    assert shelf.library().links.all("mine") == [link]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    ("state", "said"), [("expired", "has expired"), ("revoked", "was taken back"), ("broken", "is not whole")]
)
def test_a_link_that_opens_nothing_says_why(
    state: str, said: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clear sentence each, in both languages, and a way on."""
    lasts = timedelta(microseconds=1) if state == "expired" else timedelta(days=1)
    link = shelf.library().links.make("mine", by="amal", lasts=lasts)
    if state == "revoked":
        shelf.library().links.revoke("mine", link.id)
    key = sharing.token_of(link)[: -4 if state == "broken" else None]
    app = run(FOLLOWED, NOBODY, monkeypatch, key=key, lang=language)
    assert not app.exception
    assert "refused" in words_of(app)
    assert (said in words_of(app)) is (language == "en")
    assert len(app.button) == 1


def test_who_may_read_is_not_stopped_and_who_had_no_link_is_told_the_usual(monkeypatch: pytest.MonkeyPatch) -> None:
    """The maker with an old link in the address; a stranger without one."""
    assert "goes on" in words_of(run(FOLLOWED, AMAL, monkeypatch, key="abc"))
    assert "goes on" in words_of(run(FOLLOWED, NOBODY, monkeypatch))
