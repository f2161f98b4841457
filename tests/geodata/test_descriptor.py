"""Places that are described, and names that a phrase shifts."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.sentence import split_sentences
from geodata.shape import derived_geometry
from geodata.theatre import detect_theatre
from geodata.toponym import Toponym


def read(gazetteer: Gazetteer, text: str) -> list[Toponym]:
    """Geoparse one text as the pipeline does."""
    return geoparse(text, split_sentences(text), gazetteer, detect_theatre(text))


def described(gazetteer: Gazetteer, text: str) -> list[Toponym]:
    """Descriptors of one text."""
    return [t for t in read(gazetteer, text) if t.role == "descriptor"]


def test_east_of_a_town_is_a_sector(gazetteer: Gazetteer) -> None:
    """ "East of Tripoli" is no point in Tripoli."""
    (tripoli, _) = read(gazetteer, "An air strike was reported east of Tripoli, Libya.")
    shape = derived_geometry(tripoli.shape, gazetteer)
    assert tripoli.shape[0] == "sector"
    assert shape.centroid.x > 13.19
    assert tripoli.where_prec == 2


def test_a_distance_moves_the_point(gazetteer: Gazetteer) -> None:
    """60 km south of Misrata is half a degree south."""
    misrata = next(t for t in read(gazetteer, "Troops halted 60 km south of Misrata in Libya.") if t.text == "Misrata")
    assert misrata.lat == pytest.approx(32.38 - 0.54, abs=0.08)
    assert misrata.shape[0] == "sector"


def test_miles_are_not_kilometres(gazetteer: Gazetteer) -> None:
    """A distance in miles is converted."""
    sirte = next(t for t in read(gazetteer, "They dug in 30 miles west of Sirte, Libya.") if t.text == "Sirte")
    assert sirte.shape[5:] == (pytest.approx(36.2, abs=0.2), pytest.approx(60.4, abs=0.2))


def test_outskirts_are_a_ring(gazetteer: Gazetteer) -> None:
    """The outskirts leave out the centre."""
    town = next(t for t in read(gazetteer, "Rebels reached the outskirts of Aleppo in Syria.") if t.text == "Aleppo")
    ring = derived_geometry(town.shape, gazetteer)
    assert not ring.contains(ring.centroid)


def test_the_demonym_names_the_capital(gazetteer: Gazetteer) -> None:
    """ "The Libyan capital" is Tripoli; the demonym stays a demonym."""
    text = "They stalled outside the Libyan capital in April."
    roles = {t.text: (t.role, t.name) for t in read(gazetteer, text)}
    assert roles["Libyan capital"] == ("descriptor", "Tripoli")
    assert roles["Libyan"][0] == "demonym"


def test_a_capital_named_beside_is_not_described(gazetteer: Gazetteer) -> None:
    """ "The capital Cairo" has its name."""
    assert not described(gazetteer, "Egypt's parliament met in the capital Cairo on Monday.")


def test_its_western_border_is_a_line(gazetteer: Gazetteer, seeds: Path) -> None:
    """In the seed, Cairo's "western border with the oil-rich country" is the border of Egypt and Libya."""
    text = next(seeds.glob("000*")).read_text("utf-8")
    (border,) = [t for t in described(gazetteer, text) if t.shape and t.shape[0] == "border"]
    assert border.shape == ("border", "EG", "LY")
    line = derived_geometry(border.shape, gazetteer)
    assert line.bounds[0] == pytest.approx(25, abs=0.5)


def test_the_capitals_airport(gazetteer: Gazetteer, seeds: Path) -> None:
    """ "The capital's airport" is Tripoli's international airport."""
    text = next(seeds.glob("000*")).read_text("utf-8")
    airport = next(t for t in described(gazetteer, text) if t.text.endswith("airport"))
    assert (airport.kind, airport.country) == ("airport", "LY")


def test_oil_terminals_are_one_group_with_members(gazetteer: Gazetteer, seeds: Path) -> None:
    """The text names no terminal: one vague place, its known members listed."""
    text = next(seeds.glob("000*")).read_text("utf-8")
    group = next(t for t in described(gazetteer, text) if t.text == "main oil terminals")
    assert group.shape[0] == "group"
    assert len(group.shape) >= 5
    assert group.where_prec >= 5


def test_the_countrys_east_is_a_part(gazetteer: Gazetteer) -> None:
    """A third of the outline, on the side that is named."""
    (east,) = described(gazetteer, "Libya is split, and a rival cabinet sits in the country's east.")
    shape = derived_geometry(east.shape, gazetteer)
    assert shape.bounds[0] > 17


@pytest.mark.parametrize(
    ("phrase", "bearing"),
    [
        ("pro-western Ukraine", None),
        ("north-western Syria", 315.0),
        ("Northwestern Syria", 315.0),
        ("south-central Syria", -1.0),
        ("central Syria", -1.0),
    ],
)
def test_a_part_is_named_by_a_word_of_its_own(gazetteer: Gazetteer, phrase: str, bearing: float | None) -> None:
    """What leans to the west does not lie in it."""
    (found,) = read(gazetteer, f"Two men were arrested in {phrase} on Monday.")
    assert (found.shape[-1] if found.shape else None) == bearing


def test_northern_before_a_province_says_where_it_lies(gazetteer: Gazetteer) -> None:
    """ "The northern Idlib province" is all of Idlib; "northern Syria" is a part of Syria."""
    shapes = {
        t.text: t.shape for t in read(gazetteer, "Clashes in the northern Idlib province spread to northern Syria.")
    }
    assert shapes["Idlib"] is None
    assert shapes["Syria"][0] == "part"


def test_a_countrys_capital_may_be_owned(gazetteer: Gazetteer) -> None:
    """ "Tunisia's capital" is Tunis."""
    (capital,) = described(gazetteer, "Protesters rallied in Tunisia's capital at night.")
    assert (capital.name, capital.text) == ("Tunis", "Tunisia's capital")
