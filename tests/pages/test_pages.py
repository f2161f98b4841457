"""Each page runs, says what it should, and meets bad input with words."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import dataset
from tests.seeded import copied

PROJECT = Path(__file__).resolve().parent.parent.parent
TIMEOUT_SECONDS = 60

pytestmark = pytest.mark.app


@pytest.fixture(autouse=True)
def built_in(seeded: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the seeds built, outside the project's own cache."""
    data = tmp_path_factory.getbasetemp() / "page-data"
    if not data.exists():
        copied(seeded, data)
    monkeypatch.setenv("TIMEMAP_DATA", str(data))


def page(name: str, **query: str) -> AppTest:
    """Return one page after its first run."""
    app = AppTest.from_file(PROJECT / "pages" / f"{name}.py", default_timeout=TIMEOUT_SECONDS)
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def words_of(app: AppTest) -> str:
    """Return all words of a page."""
    return "\n".join(
        str(e.value) for kind in ("title", "header", "subheader", "text", "markdown") for e in app.get(kind)
    )


def test_map_page_runs() -> None:
    """The map page shows its component and no error."""
    app = page("map")
    assert not app.exception
    assert not app.header


def test_articles_are_listed_with_what_was_found() -> None:
    """Both seeds are in the list, with their dates and how those are known."""
    app = page("articles")
    assert not app.exception
    table = app.dataframe[0].value
    assert table["Published"].tolist() == ["20 July 2020", "2 January 2020"]
    assert table["Date known"].tolist() == ["from a photo caption", "from the dateline"]
    assert (table[["Places", "Dates", "Events", "Control claims"]].to_numpy() > 0).all()


@pytest.mark.parametrize(
    "query",
    [
        {"article": "000_460ad2c657bc8492.txt"},
        {"article": "000_460ad2c657bc8492.txt", "start": "3427", "end": "3567"},
        {"article": "000_460ad2c657bc8492.txt", "start": "9", "end": "3"},
        {"article": "000_460ad2c657bc8492.txt", "start": "-1", "end": "1e9"},
        {"article": "000_460ad2c657bc8492.txt", "start": "\u0663", "end": "\u0665"},
    ],
)
def test_an_article_opens_from_its_address(query: dict[str, str]) -> None:
    """The reader opens; a bad sentence in the address is ignored."""
    app = page("articles", **query)
    assert not app.exception
    assert not app.dataframe


def test_an_unknown_article_gives_the_list() -> None:
    """An article that is not there falls back to the list."""
    assert page("articles", article="{{7*7}}").dataframe


def test_method_names_its_limits_and_its_sources() -> None:
    """The method page says what it cannot do and whose data it uses."""
    said = words_of(page("method"))
    for expected in ("What it cannot do", "OpenStreetMap", "GeoNames", "Natural Earth", "Measured accuracy"):
        assert expected in said


@pytest.mark.parametrize("name", ["map", "articles"])
def test_a_corpus_without_articles_is_said_in_words(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder gives a sentence that says what to do, not an error."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    monkeypatch.setenv("TIMEMAP_CORPUS", str(tmp_path))
    app = page(name)
    assert not app.exception
    assert "photo.jpg" in words_of(app)


def test_what_was_left_out_is_on_the_articles_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused file stands there with its reason, beside what was read."""
    (tmp_path / "good.txt").write_text("The army retook Sirte on 6 January 2020.", "utf-8")
    (tmp_path / "odd.txt").write_bytes("Café".encode("latin-1"))
    monkeypatch.setenv("TIMEMAP_CORPUS", str(tmp_path))
    app = page("articles")
    assert not app.exception
    refused = app.dataframe[1].value
    assert refused["File"].tolist() == ["odd.txt"]
    assert "UTF-8" in refused["Why"].iloc[0]
    assert dataset.current_corpus().dataset.tables["articles"]["published"].isna().all()
