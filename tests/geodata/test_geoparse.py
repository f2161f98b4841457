"""Toponyms found in articles, from the words to the referent."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.resolve.context import distance_km
from geodata.sentence import split_sentences
from geodata.theatre import detect_theatre, load_theatre
from geodata.toponym import ROLES, Toponym

Read = Callable[[str], list[Toponym]]

OWN_SET = Path(__file__).parents[1] / "data" / "toponyms.jsonl"
LEAST_F1 = 0.90
LEAST_RIGHT_PLACE = 0.85
LEAST_RIGHT_ROLE = 0.85


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer) -> Read:
    """Geoparse one text as the pipeline does."""
    return lambda text: geoparse(text, split_sentences(text), gazetteer, detect_theatre(text))


def found(toponyms: list[Toponym], text: str) -> Toponym:
    """The first toponym written like this that is not a descriptor."""
    return next(t for t in toponyms if t.text == text and t.role != "descriptor")


def test_own_set_of_five_conflicts(read: Read) -> None:
    """Towns of Libya, Syria, Ukraine, Sudan and Yemen in many spellings are found and put where they are."""
    rows = [json.loads(line) for line in OWN_SET.read_text("utf-8").splitlines()]
    hits = proposed = wanted = right = role = 0
    for row in rows:
        gold = {(t["start"], t["end"]): t for t in row["toponyms"]}
        mine = {(t.start, t.end): t for t in read(row["text"]) if t.role != "descriptor"}
        hits, proposed, wanted = hits + len(gold.keys() & mine.keys()), proposed + len(mine), wanted + len(gold)
        for span in gold.keys() & mine.keys():
            a, b = gold[span], mine[span]
            right += b.lat is not None and distance_km(a["lat"], a["lon"], b.lat, b.lon) <= a["within_km"]
            role += a["role"] == b.role
    assert len(rows) >= 60
    assert 2 * hits / (proposed + wanted) >= LEAST_F1
    assert right / wanted >= LEAST_RIGHT_PLACE
    assert role / wanted >= LEAST_RIGHT_ROLE


@pytest.mark.parametrize("seed", ["000_460ad2c657bc8492.txt", "003_a5deb6ba971d89e7.txt"])
def test_seed_quotes_are_verbatim(read: Read, seeds: Path, seed: str) -> None:
    """Every toponym's words are the text's own, its role is known and names do not overlap."""
    text = (seeds / seed).read_text("utf-8")
    toponyms = read(text)
    names = [t for t in toponyms if t.role != "descriptor"]
    assert all(text[t.start : t.end] == t.text and t.role in ROLES for t in toponyms)
    assert all(a.end <= b.start for a, b in itertools.pairwise(names))


def test_seeds_name_no_person_as_a_place(read: Read, seeds: Path) -> None:
    """El Sisi, Haftar and Trump are people."""
    people = ("Sisi", "Haftar", "Hifter", "Trump", "Erdogan", "Sarraj", "Putin", "Macron", "Gaddafi", "Gadhafi")
    texts = [path.read_text("utf-8") for path in seeds.glob("*.txt")]
    assert not [t.text for text in texts for t in read(text) if any(name in t.text for name in people)]


@pytest.mark.parametrize(
    ("seed", "name", "role", "country", "lat", "lon"),
    [
        ("003", "Ankara", "actor", "TR", 39.9, 32.9),
        ("003", "Tajura", "place", "LY", 32.9, 13.3),
        ("003", "St. Petersburg", "place", "RU", 59.9, 30.3),
        ("003", "Kremlin", "actor", "RU", 55.8, 37.6),
        ("000", "White House", "actor", "US", 38.9, -77.0),
        ("000", "Kuwait", "place", "KW", 29.5, 47.7),
        ("000", "Sirte", "place", "LY", 31.2, 16.6),
    ],
)
def test_seed_mentions(
    read: Read, seeds: Path, seed: str, name: str, role: str, country: str, lat: float, lon: float
) -> None:
    """The places of the seeds, among them St. Petersburg in Russia and the Tripoli suburb of Tajura."""
    toponym = found(read(next(seeds.glob(f"{seed}*")).read_text("utf-8")), name)
    assert (toponym.role, toponym.country) == (role, country)
    assert distance_km(toponym.lat, toponym.lon, lat, lon) < 250


def test_tripoli_government_is_embedded(read: Read, seeds: Path) -> None:
    """ "The Tripoli government" names a party, not a place to pin."""
    text = next(seeds.glob("000*")).read_text("utf-8")
    start = text.index("Tripoli government")
    assert next(t for t in read(text) if t.start == start).role == "embedded"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A fire broke out in Paris, Texas, on Monday.", "Paris", "US"),
        ("A fire broke out in Paris on Monday, the French interior ministry said.", "Paris", "FR"),
        ("Lebanon said clashes in Tripoli had ended; the army left Beirut.", "Tripoli", "LB"),
        ("Libya said clashes in Tripoli had ended; the army left Misrata.", "Tripoli", "LY"),
    ],
)
def test_context_tells_homonyms_apart(read: Read, text: str, name: str, country: str) -> None:
    """A place named after a comma, and the other places of an article, decide between places of one name."""
    assert found(read(text), name).country == country


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Turkey pledged US$5 million for the camps.", "US$"),
        ("Paris Hilton and Michael Jordan were there.", "Paris"),
        ("Gen. Washington said so.", "Washington"),
        ("Nice words were said on Christmas.", "Nice"),
    ],
)
def test_what_is_no_place(read: Read, text: str, start: str) -> None:
    """Money, people and common words that are written like places."""
    assert text.index(start) not in {t.start for t in read(text)}


def test_alternatives_and_reason_are_kept(read: Read) -> None:
    """A reader can see what else was meant and why it was not chosen."""
    toponym = found(read("Clashes were reported in Tripoli, Libya, on Monday."), "Tripoli")
    assert {c.country for c in toponym.alternatives} >= {"LB"}
    assert toponym.reason
    assert toponym.score > max(c.score for c in toponym.alternatives)


def test_a_theatre_is_home(gazetteer: Gazetteer) -> None:
    """Where nothing else decides, the conflict's own country does."""
    text = "Shelling was heard in Al Khums."
    toponyms = geoparse(text, split_sentences(text), gazetteer, load_theatre("libya"))
    assert toponyms[0].country == "LY"


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_any_text_is_read(gazetteer: Gazetteer, text: str) -> None:
    """No text breaks the reader, and all it finds is verbatim."""
    for toponym in geoparse(text, split_sentences(text), gazetteer, None):
        assert text[toponym.start : toponym.end] == toponym.text


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(
            [
                "Tripoli",
                ",",
                "'s",
                "-",
                "St.",
                "New",
                "York",
                "the",
                "capital",
                "border",
                "of",
                "\n",
                "U.S.",
                "east",
                "al",
                "Ky.",
                "“",
                "(",
            ]
        ),
        max_size=14,
    )
)
def test_odd_orders_of_words_are_read(gazetteer: Gazetteer, words: list[str]) -> None:
    """Names, marks and link words in any order break nothing."""
    text = " ".join(words)
    for toponym in geoparse(text, split_sentences(text), gazetteer, None):
        assert text[toponym.start : toponym.end] == toponym.text


def test_rules_alone_find_and_place_what_is_plain(gazetteer: Gazetteer) -> None:
    """Without the learned parts towns are found and placed, and people called like towns are none."""
    text = "Fighters took Misrata and Sirte in Libya. Jordan Smith, a nurse, fled to Tripoli, and Jordan Smith wept."
    found = geoparse(text, split_sentences(text), gazetteer, None, rules_only=True)
    assert [(t.text, t.country) for t in found] == [
        ("Misrata", "LY"),
        ("Sirte", "LY"),
        ("Libya", "LY"),
        ("Tripoli", "LY"),
    ]
    assert all(t.reason for t in found)


def test_rules_alone_follow_what_a_comma_says(gazetteer: Gazetteer) -> None:
    """ "Paris, Texas" is not in France by rules either."""
    text = "He lives in Paris, Texas, and has never left it."
    paris = geoparse(text, split_sentences(text), gazetteer, None, rules_only=True)[0]
    assert (paris.text, paris.country) == ("Paris", "US")


def test_rules_alone_read_the_tests_own_sentences(gazetteer: Gazetteer) -> None:
    """Nine in ten of the toponyms of the project's own sentences are found by rules, and hardly anything else."""
    hits = found = wanted = 0
    for row in map(json.loads, (Path(__file__).parents[1] / "data" / "toponyms.jsonl").read_text("utf-8").splitlines()):
        gold = {(t["start"], t["end"]) for t in row["toponyms"] if t["role"] != "descriptor"}
        read = geoparse(row["text"], split_sentences(row["text"]), gazetteer, None, rules_only=True)
        mine = {(t.start, t.end) for t in read if t.role != "descriptor"}
        hits, found, wanted = hits + len(gold & mine), found + len(mine), wanted + len(gold)
    assert hits / wanted >= 0.85
    assert hits / found >= 0.85


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "with_demonyms", "least_f1", "least_right"),
    [("trnews", True, 0.92, 0.92), ("geovirus", False, 0.94, 0.88)],
)
def test_labelled_news(read: Read, corpus: str, with_demonyms: bool, least_f1: float, least_right: float) -> None:
    """Labelled corpora, where they are at hand, are read at the level that the model card states."""
    path = Path(__file__).parents[3] / "shared" / "corpora" / "geoparse" / f"{corpus}.jsonl"
    hits = proposed = wanted = right = placed = 0
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        roles = {"place", "actor", "embedded"} | ({"demonym"} if with_demonyms else set())
        gold = {(t["start"], t["end"]): t for t in row["toponyms"]}
        mine = {(t.start, t.end): t for t in read(row["text"]) if t.role in roles}
        hits, proposed, wanted = hits + len(gold.keys() & mine.keys()), proposed + len(mine), wanted + len(gold)
        for span in (span for span in gold.keys() & mine.keys() if gold[span]["lat"] is not None):
            t = mine[span]
            placed += 1
            right += t.lat is not None and distance_km(gold[span]["lat"], gold[span]["lon"], t.lat, t.lon) <= 161
    assert 2 * hits / (proposed + wanted) >= least_f1
    assert right / placed >= least_right
