"""The page where articles are added, and the corpora of each session."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import shelf
from tests.dashboard.library import AMAL, SIRTE, made
from tests.pages.test_pages import page, words_of

pytestmark = pytest.mark.app

HOSTILE = "**bold** {{7*7}} <img src=x> :material/home: $x$"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of this test's own, open to be changed."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TIMEMAP_EDITING", "on")
    monkeypatch.delenv("DATABASE_URL", raising=False)


def button(app: AppTest, label: str) -> object:
    """Return a button by its words."""
    return next(each for each in app.button if each.label == label)


def field(app: AppTest, label: str) -> object:
    """Return a field of text by its words."""
    return next(each for each in [*app.text_input, *app.text_area] if each.label == label)


def test_without_the_right_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visitor of a server that others can reach adds nothing."""
    monkeypatch.setenv("TIMEMAP_EDITING", "auto")
    app = page("add")
    assert not app.exception
    assert "signing in" in words_of(app)
    assert not app.button
    assert not app.text_area


def test_an_article_is_looked_at_and_then_added() -> None:
    """Pasted, seen with its title in a table, added in one batch; the page goes on with the reading of it."""
    key = made(HOSTILE, [], by=AMAL, visibility="public")
    app = page("add", corpus=key)
    assert not app.exception
    assert f"Corpus shown: {HOSTILE}" in [each.value for each in app.text]
    field(app, "Text of the article").set_value(SIRTE)
    field(app, "Title, if it has one").set_value(HOSTILE)
    button(app, "Look at it").click().run()
    assert not app.exception
    assert shelf.library().articles.all(key) == []
    table = app.dataframe[0].value
    assert table["title"].tolist() == [HOSTILE]
    assert table["begins"].tolist() == [SIRTE]
    button(app, "Add 1 article").click().run()
    assert not app.exception
    (article,) = shelf.library().articles.all(key)
    assert article.title == HOSTILE
    assert article.added_by.startswith("session:")
    assert "1 article added." in words_of(app)
    assert not [each for each in app.markdown if "7*7" in str(each.value)]
    button(app, "Take these back").click().run()
    assert not app.exception
    assert shelf.library().articles.all(key) == []


def test_what_is_known_is_not_ticked() -> None:
    """The very text of an article of the corpus is named and left out."""
    key = made("Known", [SIRTE], by=AMAL, visibility="public")
    app = page("add", corpus=key)
    field(app, "Text of the article").set_value(SIRTE)
    button(app, "Look at it").click().run()
    table = app.dataframe[0].value
    assert table["add"].tolist() == [False]
    assert "0.txt" in table["same"].iloc[0]
    assert button(app, "Add 0 articles").disabled
    button(app, "Throw away").click().run()
    assert not app.exception
    assert not app.dataframe


def test_no_text_is_said_in_words() -> None:
    """An empty paste gives a sentence."""
    app = page("add", corpus=made("Empty", [], by=AMAL, visibility="public"))
    button(app, "Look at it").click().run()
    assert not app.exception
    assert "paste the article" in words_of(app)


@pytest.mark.parametrize("corpus", ["", "a+b", "nothing-here"])
def test_what_cannot_be_changed_offers_a_new_corpus(corpus: str) -> None:
    """The folder, a combination, a corpus that is not there: none takes articles."""
    app = page("add", **({"corpus": corpus} if corpus else {}))
    assert not app.exception
    assert not app.text_area
    assert button(app, "Make the corpus")


def test_a_private_corpus_of_another_session_is_not_there() -> None:
    """Neither can it be added to, nor are its articles shown by any page."""
    key = made("Private", [SIRTE], by=AMAL)
    app = page("add", corpus=key)
    assert not app.text_area
    for name in ("map", "articles", "stats"):
        app = page(name, corpus=key)
        assert not app.exception
        said = words_of(app)
        assert "not shared with you" in said
        assert "Private" not in said
    assert not shelf.home(key).exists()


def shell(**query: str) -> AppTest:
    """Return the whole app after its first run."""
    root = Path(__file__).resolve().parent.parent.parent
    app = AppTest.from_file(root / "dashboard" / "shell.py", default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_the_head_offers_corpora_and_remembers_the_choice() -> None:
    """The choice is a list of titles; what is chosen stands in the address; what was removed can be brought back."""
    public = made(HOSTILE, [SIRTE], by=AMAL, visibility="public")
    made("Private", [SIRTE], by=AMAL)
    app = shell()
    assert not app.exception
    assert [HOSTILE in each for each in app.selectbox[0].options] == [False, True]
    app.selectbox[0].set_value(public).run()
    assert not app.exception
    assert app.query_params["corpus"] in (public, [public])
    assert any("being read" in each.value for each in app.header)


def test_a_new_corpus_is_the_sessions_own() -> None:
    """Made, shown, renamed only by who made it; removed with a way back."""
    app = shell()
    button(app, "New corpus").click().run()
    assert not app.exception
    assert field(app, "Title")
    shelf.library().corpora.create("Mine", by=app.session_state["access_person"].id)
    app.query_params["corpus"] = "mine"
    app.run()
    assert button(app, "Rename or share")
    button(app, "Remove").click().run()
    assert not app.exception
    assert shelf.library().corpora.get("mine") is None
    assert "Removed: Mine" in words_of(app)
    button(app, "Undo").click().run()
    assert not app.exception
    assert shelf.library().corpora.get("mine") is not None
    assert len(shell().selectbox) == 0
