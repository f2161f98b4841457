"""The statistics page: its numbers follow the address, and bad addresses do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.test_pages import built_in, page, words_of

__all__ = ["built_in"]  # the same dataset as for the other pages

pytestmark = pytest.mark.app


def test_all_charts_are_there_with_their_tables() -> None:
    """Five charts, each titled by what it counts, each with the same numbers as a table."""
    app = page("stats")
    assert not app.exception
    titles = [each.value for each in app.subheader]
    assert [title.split(" by ")[0] for title in titles[1:]] == ["Events"] * 5
    assert len(app.dataframe) == 5
    assert len(app.get("vega_lite_chart")) == 5


def test_filters_of_a_link_are_on_the_page() -> None:
    """What a link names stands as a chip that can be taken away, and is counted."""
    app = page("stats", types="phone_call", modality="all")
    assert not app.exception
    assert app.multiselect[0].value == ["phone_call"]
    assert app.checkbox[0].value is True
    whole = page("stats", modality="all")
    assert number_in(app) < number_in(whole)


def test_a_chip_taken_away_counts_more() -> None:
    """A filter that is let go leaves the address and the numbers."""
    app = page("stats", types="phone_call", modality="all")
    before = number_in(app)
    app.multiselect[0].set_value([]).run()
    assert not app.exception
    assert "types" not in app.query_params
    assert number_in(app) > before


def test_a_search_of_the_map_counts_here_too() -> None:
    """The link's search narrows the numbers and stands in its field; a wrong one gets a sentence and changes nothing."""
    app = page("stats", q="sirte", modality="all")
    assert not app.exception
    assert app.text_input[0].value == "sirte"
    found, whole = number_in(app), number_in(page("stats", modality="all"))
    assert 0 < found < whole
    app.text_input[0].set_value("a*").run()
    assert "at least 2 letters" in app.error[0].value
    assert number_in(app) == found
    app.text_input[0].set_value("").run()
    assert "q" not in app.query_params
    assert number_in(app) == whole


def test_claims_are_counted_too() -> None:
    """One choice counts claims of control in the place of events."""
    app = page("stats")
    app.radio[0].set_value("claim").run()
    assert not app.exception
    assert any("Claims of control by kind" in each.value for each in app.subheader)


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2020-99-99", "to": "x"},
        {"types": "{{7*7}},,", "actors": "<b>"},
        {"from": "2020-05-01", "to": "2019-01-01"},
    ],
)
def test_a_broken_link_opens_the_first_view(query: dict[str, str]) -> None:
    """What is wrong in an address is left out without a word."""
    app = page("stats", **query)
    assert not app.exception
    assert number_in(app) == number_in(page("stats"))


def test_nothing_left_is_said_in_words() -> None:
    """Days without an event give a sentence that says what to do."""
    app = page("stats", **{"from": "2019-04-01", "to": "2019-04-02", "types": "phone_call"})
    assert not app.exception
    assert "Take a filter away" in app.info[0].value
    assert not app.get("vega_lite_chart")


def test_no_articles_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder gives a sentence, not an error."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    monkeypatch.setenv("TIMEMAP_CORPUS", str(tmp_path))
    app = page("stats")
    assert not app.exception
    assert "photo.jpg" in words_of(app)


def number_in(app: object) -> int:
    """Return the number of events that the page counts."""
    return int(app.subheader[0].value.rpartition(" ")[2].replace(",", ""))
