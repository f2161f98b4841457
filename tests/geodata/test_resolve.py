"""Referents of spans that are given."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import resolve_spans
from geodata.resolve.ranking import FIT_NAMES, load_weights, softmax
from geodata.resolve.spans import known_rows
from geodata.sentence import split_sentences
from geodata.toponym import Toponym


def resolve(gazetteer: Gazetteer, text: str, *names: str) -> list[Toponym | None]:
    """Resolve the first occurrence of each name."""
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return resolve_spans(text, split_sentences(text), spans, gazetteer, None)


def test_one_answer_a_span_in_the_order_given(gazetteer: Gazetteer) -> None:
    """Answers stand in the order of the spans, not of the text."""
    first, second = resolve(gazetteer, "From Cairo they flew to Ankara.", "Ankara", "Cairo")
    assert (first.country, second.country) == ("TR", "EG")


def test_no_match_is_an_answer(gazetteer: Gazetteer) -> None:
    """A name that no gazetteer knows stays without a place."""
    assert resolve(gazetteer, "They met in Qwxzvania.", "Qwxzvania") == [None]


def test_comma_containment_beats_fame(gazetteer: Gazetteer) -> None:
    """London is in Kentucky when the text says so."""
    london, kentucky = resolve(gazetteer, "She lives in London, Kentucky.", "London", "Kentucky")
    assert abs(london.lon - -84.1) < 0.5
    assert kentucky.kind == "admin1"


def test_one_sense_an_article(gazetteer: Gazetteer) -> None:
    """What is told once holds for the whole article."""
    text = "Paris, Texas, was hit by a storm. Roofs flew off in Paris."
    last = text.rindex("Paris")
    spans = [(0, 5), (last, last + 5)]
    a, b = resolve_spans(text, split_sentences(text), spans, gazetteer, None)
    assert a.feature_id == b.feature_id
    assert a.country == "US"


def test_demonyms_mean_their_country(gazetteer: Gazetteer) -> None:
    """ "Canadian" is Canada, not the town in Texas."""
    (canada,) = resolve(gazetteer, "A Canadian minister resigned.", "Canadian")
    assert (canada.name, canada.kind) == ("Canada", "country")


@pytest.mark.parametrize(
    ("name", "country"), [("Ont.", "CA"), ("Ky.", "US"), ("downtown Aleppo", "SY"), ("Idlib province", "SY")]
)
def test_shortened_and_widened_names(gazetteer: Gazetteer, name: str, country: str) -> None:
    """States in short and names with generic words are looked up by what they name."""
    row = known_rows(name, gazetteer)[0]
    assert gazetteer.feature(row).country == country


def test_weights_cover_all_numbers() -> None:
    """A number without a weight would be left out unseen."""
    assert set(load_weights()) == set(FIT_NAMES)


def test_softmax_is_a_probability() -> None:
    """Probabilities add up to one and follow the sums."""
    chances = softmax([1.0, 3.0])
    assert sum(chances) == pytest.approx(1.0)
    assert chances[1] > chances[0]


def test_a_province_is_told_from_its_city(gazetteer: Gazetteer) -> None:
    """One article may speak of both."""
    text = "Shells fell on Aleppo. Villages in Aleppo province were emptied."
    spans = [(text.index("Aleppo"), text.index("Aleppo") + 6), (text.rindex("Aleppo"), text.rindex("Aleppo") + 6)]
    city, province = resolve_spans(text, split_sentences(text), spans, gazetteer, None)
    assert (city.kind, province.kind) == ("city", "admin1")


def test_an_unlisted_spelling_is_read_by_its_consonants(gazetteer: Gazetteer) -> None:
    """ "Bani Waleed" in an article on Libya is Bani Walid; the reason says so."""
    _, town = resolve(gazetteer, "Libya's army took Bani Waleed.", "Libya", "Bani Waleed")
    assert town.country == "LY"
    assert "consonants" in town.reason or town.name == "Bani Walid"


def test_an_unlisted_suburb_is_a_disc_where_the_text_puts_it(gazetteer: Gazetteer) -> None:
    """No point is invented: the town's, with a radius, and the shape says so."""
    text = "A house burnt in Qwxhaven, Auckland, last night."
    suburb, auckland = resolve_spans(text, split_sentences(text), [(17, 25), (27, 35)], gazetteer, None)
    assert suburb.feature_id is None
    assert suburb.shape[0] == "ring"
    assert suburb.radius_km >= 10
    assert suburb.score < auckland.score


def test_a_definition_says_where_a_town_lies(gazetteer: Gazetteer) -> None:
    """ "Is a town in ..." counts although what holds the town is no span that was asked for."""
    (town,) = resolve(gazetteer, "Lexington is a small city in Dawson County, Nebraska.", "Lexington")
    assert (round(town.lat), round(town.lon)) == (41, -100)


def test_a_namesake_far_from_its_container_is_not_meant(gazetteer: Gazetteer) -> None:
    """Where no listed Springfield lies in Libya, a disc in Libya is truer than a town elsewhere."""
    (town,) = resolve(gazetteer, "Springfield is a village in Cyrenaica, Libya.", "Springfield")
    assert town.country == "LY"
    assert town.feature_id is None
