"""The Review page: who may correct what, the history, undo, putting back, rolling back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import jobs, shelf
from geodata.correction import Correction
from geodata.formats import Draft
from geodata.queue import queue_of
from tests.seeded import copied

PROJECT = Path(__file__).resolve().parent.parent.parent
TIMEOUT_SECONDS = 60
KEY = "seeds"

pytestmark = pytest.mark.app


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """Data folder with a corpus of one seed article that everybody may review, with two decisions of two people."""
    folder = tmp_path_factory.mktemp("reviewed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMEMAP_DATA", str(folder))
        patch.delenv("DATABASE_URL", raising=False)
        library = shelf.library()
        assert library.corpora.create("Seeds", by="somebody", visibility="public").id == KEY
        path = min(seeds.glob("*.txt"))
        library.articles.add(KEY, [Draft(path.name, path.read_text("utf-8"))], by="somebody")
        jobs.run(KEY)
        first = queue_of(shelf.open_state(shelf.current(KEY)))[0].target
        made_at = "2026-11-22T10:00:00+00:00"
        mine = Correction("1" * 32, "accept", first, {}, "one", "amal", made_at, "checked")
        later = "2026-11-22T11:00:00+00:00"
        theirs = dataclasses.replace(mine, id="2" * 32, kind="reject", author="basil", made_at=later)
        library.corrections.add(KEY, [mine])
        library.corrections.add(KEY, [theirs])
    return folder


@pytest.fixture
def key(reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The corpus in a data folder of this test's own, on a server where every browser may review it."""
    monkeypatch.setenv("TIMEMAP_DATA", str(copied(reviewed, tmp_path / "data")))
    monkeypatch.setenv("TIMEMAP_EDITING", "on")
    return KEY


def history(key: str) -> AppTest:
    """Return the history as a page."""
    app = AppTest.from_file(PROJECT / "pages" / "review.py", default_timeout=TIMEOUT_SECONDS)
    app.query_params["corpus"] = key
    app.session_state["review_view"] = "History"
    return app.run()


def said(app: AppTest) -> str:
    """Return all words of a page."""
    return "\n".join(str(e.value) for kind in ("header", "subheader", "text") for e in app.get(kind))


def test_the_folder_is_not_corrected(key: str) -> None:
    """Without a corpus of one's own the page says what to do."""
    del key
    app = AppTest.from_file(PROJECT / "pages" / "review.py", default_timeout=TIMEOUT_SECONDS).run()
    assert not app.exception
    assert "Make a corpus of your own" in said(app)


def test_who_decided_what_and_both_sides_of_a_conflict(key: str) -> None:
    """The newest comes first; the one that a later one replaced says so; the conflict names both."""
    app = history(key)
    assert not app.exception
    table, conflicts = (frame.value for frame in app.dataframe[:2])
    assert table["Who"].tolist() == ["basil", "amal"]
    assert table["State"].tolist() == ["holds", "replaced by a later one"]
    assert table["After"].tolist() == ["not on the map", "right as read"]
    assert conflicts.iloc[0].tolist()[2:] == ["amal: right as read", "basil: not on the map", "basil"]


def test_strangers_read_no_history(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not correct sees neither queue nor history, and is told why."""
    monkeypatch.setenv("TIMEMAP_EDITING", "off")
    app = history(key)
    assert not app.dataframe
    assert "You may not correct this corpus" in said(app)


def test_unknown_corpora_and_records_are_met_with_words(key: str) -> None:
    """Garbage in the address is no error."""
    del key
    for corpus in ("nowhere", "../..", "a+b", "{{7*7}}"):
        app = AppTest.from_file(PROJECT / "pages" / "review.py", default_timeout=TIMEOUT_SECONDS)
        app.query_params["corpus"] = corpus
        app.query_params["at"] = "<script>"
        app.run()
        assert not app.exception
        assert said(app)
