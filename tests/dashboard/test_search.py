"""Search in the text of articles."""

from __future__ import annotations

import base64
import itertools
import json
import re
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.dataset import Corpus, corpus_of
from dashboard.marks import marks_of
from dashboard.search import MAX_PAGE, PROBLEMS, Search
from dashboard.terms import MAX_CHARS, MAX_WORDS, forms_in_line, parse_query, terms_of
from geodata.pipeline import build_dataset

PATIENCE = 60
AS_SPLIT = re.compile(r"[0-9a-z\x80-\U0010ffff]+")
"""What the index takes for one word: its tokenizer is SQLite's `ascii`."""

SPELLINGS = [
    ("Haftar", "Ḥaftar"),
    ("al-Watiya", "EL-WATIYA"),
    ("el Watiya", "Watiya"),
    ("مصراتة", "مصراته"),
    ("الليبية", "ليبية"),
    ("أجدابيا", "اجدابيا"),
    ("طرابلس", "طَرابُلس"),
    ("ليبيا", "لیبیا"),
    ("Żywiec", "zywiec"),
    ("Straße", "STRASSE"),
    ("Ἀθῆναι", "αθηναι"),
    ("Київ", "КИЇВ"),
]


@pytest.fixture(scope="module")
def search(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Search:
    """The search of the seeds."""
    made = Search(corpus, tmp_path_factory.mktemp("search"))
    assert made.wait(PATIENCE)
    return made


def quotes(answer: dict) -> list[str]:
    """Return the sentences of the hits."""
    return ["".join(segment["text"] for segment in hit["segments"]) for hit in answer["hits"]]


def matched(answer: dict) -> set[str]:
    """Return the words that are marked as found."""
    return {segment["text"] for hit in answer["hits"] for segment in hit["segments"] if segment["mark"]}


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_meet(one: str, other: str) -> None:
    """Case, accents, articles and the letters that writers swap make no difference."""
    assert [term.form for term in terms_of(one)] == [term.form for term in terms_of(other)] != []


@given(st.text(max_size=60))
def test_terms_lie_where_they_say(text: str) -> None:
    """Terms come in order, apart, each with a form; the line of forms splits into the same ones."""
    terms = terms_of(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(terms))
    assert all(term.start < term.end and term.form and " " not in term.form for term in terms)
    assert AS_SPLIT.findall(forms_in_line(text)) == [term.form for term in terms]


def test_words_in_any_order_and_phrases_in_theirs(search: Search) -> None:
    """All words have to stand in a sentence; quotes ask for them one after the other."""
    assert search.answer("terminals oil Sirte")["counts"]["sentences"] == 1
    assert search.answer('"terminals oil"')["counts"]["sentences"] == 0
    phrase = search.answer("“oil terminals”")
    assert matched(phrase) == {"oil terminals"}
    assert "a gateway to Libya's main oil terminals" in quotes(phrase)[0]


def test_beginnings_of_words(search: Search) -> None:
    """A star stands for the rest of a word, at the end of a phrase too."""
    assert search.answer("terminal")["counts"]["sentences"] == 0
    assert matched(search.answer("termin*")) == {"terminals"}
    assert matched(search.answer('"oil termin"*')) == {"oil terminals"}


def test_hits_are_verbatim_sentences_with_their_marks(search: Search, corpus: Corpus) -> None:
    """A hit is text[start:end] of its article, and names the evidence that stands in it."""
    texts = dict(zip(corpus.dataset.tables["articles"]["id"], corpus.dataset.tables["articles"]["text"], strict=True))
    answer = search.answer("Sirte", limit=MAX_PAGE)
    assert len(answer["hits"]) == answer["counts"]["sentences"] > 0
    assert (
        sum(any(key.startswith("mention/") for key in hit["marks"]) for hit in answer["hits"]) > len(answer["hits"]) / 2
    )
    for hit, quote in zip(answer["hits"], quotes(answer), strict=True):
        assert texts[hit["article"]["id"]][hit["start"] : hit["end"]] == quote
        assert "Sirte" in quote
    json.dumps(answer, allow_nan=False)


def test_rows_are_those_of_the_payload(search: Search, corpus: Corpus) -> None:
    """Each flag stands for the row of the map's own tables whose words are in a sentence that was found."""
    answer = search.answer("Sirte", limit=MAX_PAGE)
    columns = marks_of(corpus).columns
    rows = {
        table: np.unpackbits(np.frombuffer(base64.b64decode(packed), np.uint8), bitorder="little")
        for table, packed in answer["rows"].items()
    }
    named = {f"{key:016x}" for key in columns["event.id"][np.flatnonzero(rows["event"][: len(columns["event.id"])])]}
    said = {key.removeprefix("event/") for hit in answer["hits"] for key in hit["marks"] if key.startswith("event/")}
    assert named == said
    assert rows["mention"].sum() == answer["counts"]["mentions"]
    assert rows["claim"].sum() == answer["counts"]["claims"]


def test_pages_follow_one_another(search: Search) -> None:
    """Page after page gives each sentence once, in the order of the articles."""
    whole = [hit["key"] for hit in search.answer("the", limit=MAX_PAGE)["hits"]]
    pages, after = [], 0
    while after is not None:
        page = search.answer("the", limit=3, after=after)
        assert (page["rows"] is None) == bool(after)
        pages += [hit["key"] for hit in page["hits"]]
        after = page["next"]
    assert pages == whole
    assert len(set(whole)) == len(whole) > 3


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ("", "empty"),
        ('"" * — ?!', "empty"),
        ("\x00\ud800", "empty"),
        ("a*", "prefix"),
        ("x" * (MAX_CHARS + 1), "long"),
        (" ".join(f"w{n}" for n in range(MAX_WORDS + 1)), "words"),
    ],
)
def test_what_cannot_be_looked_for_is_said(search: Search, asked: str, problem: str) -> None:
    """A question that is none, or too much, finds nothing and says why in one sentence."""
    answer = search.answer(asked)
    assert answer["note"] == {"code": problem, "sentence": PROBLEMS[problem]}
    assert (answer["hits"], answer["rows"], answer["counts"]["sentences"]) == ([], None, 0)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80) | st.text(alphabet="\"*()^:+-{} ANDORNEARwords'", max_size=60))
def test_nothing_typed_breaks_it(search: Search, asked: str) -> None:
    """Quotes, stars, operators of the index and any other letters are words or nothing, never an error."""
    answer = search.answer(asked, limit=5)
    assert answer["counts"]["sentences"] >= len(answer["hits"])
    json.dumps(answer, allow_nan=False).encode("ascii")


@pytest.mark.parametrize("asked", ["Sirte OR Kuwait", "NOT Sirte", 'body : "Sirte"', "Sirte) OR (Kuwait"])
def test_words_of_the_index_language_are_words(search: Search, asked: str) -> None:
    """What would be an operator is looked for as the word it is."""
    words = {term.form for term in terms_of(asked)}
    for quote in quotes(search.answer(asked)):
        assert words <= {term.form for term in terms_of(quote)}


def test_any_script_is_found(tmp_path: Path) -> None:
    """Arabic with and without its article, Chinese inside a line without spaces, hostile text as it is."""
    (tmp_path / "corpus").mkdir()
    hostile = "<img src=x onerror=alert(1)> {{7*7}} in Tripoli"
    text = f"سيطرت القوات الليبية على مدينة سرت.\n\n利比亚首都的黎波里发生战斗。\n\n{hostile}.\n"
    (tmp_path / "corpus" / "a.txt").write_text(text, "utf-8")
    search = Search(corpus_of(build_dataset(tmp_path / "corpus")), tmp_path / "index")
    assert search.wait(PATIENCE)
    assert matched(search.answer("ليبية سرت")) == {"الليبية", "سرت"}
    assert matched(search.answer("黎波里")) == {"黎波里"}
    assert hostile in quotes(search.answer("onerror"))[0]


def test_a_damaged_index_is_made_anew(corpus: Corpus, tmp_path: Path) -> None:
    """A file that is no index is replaced, not trusted."""
    (tmp_path / f"{corpus.dataset.digest}-1.sqlite").write_bytes(b"cut short")
    search = Search(corpus, tmp_path)
    assert search.wait(PATIENCE)
    assert search.answer("Sirte")["counts"]["sentences"] > 0


def test_an_index_that_cannot_be_written_is_an_error(corpus: Corpus, tmp_path: Path) -> None:
    """Without room for the index the reason reaches whoever waits for it, each time."""
    (tmp_path / "file").write_text("")
    search = Search(corpus, tmp_path / "file")
    for _ in range(2):
        with pytest.raises((OSError, sqlite3.Error)):
            search.wait(PATIENCE)


def test_short_words_keep_their_star(search: Search) -> None:
    """Two letters are enough before a star, and one in a script whose letters are words."""
    assert search.answer("oi*")["note"] is None
    assert parse_query("黎*").problem is None
