"""Claims of control: kinds, holders, lists of places, intervals, speakers."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.actor import find_actors
from geodata.claim import KINDS, Claim, find_claims
from geodata.event import find_events
from geodata.publication import Publication
from geodata.sentence import split_sentences
from geodata.theatre import load_theatre
from geodata.timex import tag_timexes
from geodata.toponym import Toponym
from tests.conftest import SHARED

PUBLISHED = date(2020, 7, 20)


def claims(text: str, theatre: str | None = None, toponyms: list[Toponym] | None = None) -> list[Claim]:
    """Return the claims of a text published on 20 July 2020."""
    sentences = split_sentences(text)
    publication = Publication(PUBLISHED, "given", "given")
    timexes = tag_timexes(text, sentences, PUBLISHED)
    actors = find_actors(text, sentences, toponyms or [], load_theatre(theatre) if theatre else None)
    found = find_events(text, sentences, toponyms or [], timexes, actors, publication)
    return find_claims(text, sentences, toponyms or [], timexes, actors, publication, found)


@pytest.mark.parametrize(
    ("text", "kind", "place", "holder"),
    [
        ("Rebels captured the village of Kafr Zita.", "takes", "village of Kafr Zita", "Rebels"),
        ("The village of Kafr Zita fell to the rebels.", "takes", "village of Kafr Zita", "Rebels"),
        ("The army regained control of two checkpoints.", "takes", "two checkpoints", "Army"),
        ("The capture of the airport by rebels was confirmed.", "takes", "airport", "Rebels"),
        ("The army drove the rebels out of the port.", "takes", "port", "Army"),
        ("Rebels withdrew from the town of Hun.", "loses", "town of Hun", "Rebels"),
        ("The town of Hun is held by rebels.", "holds", "town of Hun", "Rebels"),
        ("The town of Hun is under the control of the rebels.", "holds", "town of Hun", "Rebels"),
        ("Rebels briefly seized the town of Hun.", "contested", "town of Hun", "Rebels"),
        ("The rebels reached the outskirts of Hun.", "front_at", "outskirts of Hun", "Rebels"),
    ],
)
def test_kinds(text: str, kind: str, place: str, holder: str) -> None:
    """Each way of saying gives its kind, its place and its holder."""
    found = [(c.kind, c.place, c.holder) for c in claims(text)]
    assert (kind, place, holder) in found
    assert kind in KINDS


def settlement(text: str, name: str, number: int) -> Toponym:
    """Return a town named in a text."""
    start = text.index(name)
    return Toponym(start, start + len(name), name, "place", f"t{number}", name, "town", 31.0 + number, 15.0, None, 0.9)


def test_the_town_is_the_one_named_last() -> None:
    """ "The town" stands for the one town of the sentence before, and for none where two may be meant."""
    text = "Fighting reached Hun on Monday. Rebels captured the town."
    [claim] = claims(text, toponyms=[settlement(text, "Hun", 0)])
    assert (claim.place, claim.toponym, claim.lat) == ("town", 0, 31.0)
    text = "Fighting reached Hun and Waddan on Monday. Rebels captured the town."
    [claim] = claims(text, toponyms=[settlement(text, "Hun", 0), settlement(text, "Waddan", 1)])
    assert (claim.place, claim.toponym, claim.lat) == ("town", None, None)
    text = "Fighting reached Hun on Monday.\n\nRebels captured the town."
    [claim] = claims(text, toponyms=[settlement(text, "Hun", 0)])
    assert claim.toponym is None


@pytest.mark.parametrize(
    "text",
    [
        "Police captured three rebels and seized forty rifles.",
        "The commander was captured in the town.",
        "The photographer captured the mood of the city.",
        "The generals seized power in Bamako.",
        "The meeting took place in the town hall.",
        "People took to the streets of the capital.",
        "They freed prominent blogger Razan Ghazzawi.",
    ],
)
def test_other_things_are_taken_too(text: str) -> None:
    """Men, arms, moods and power are not ground."""
    assert not [c for c in claims(text) if c.kind == "takes"]


def test_a_list_is_several_claims() -> None:
    """Each object of one verb is a claim, with words of its own to point at."""
    text = (
        "The army retook the capital's airport, all main entrance points to the city "
        "and a string of key towns in the region."
    )
    found = claims(text)
    assert [c.place for c in found] == [
        "capital's airport",
        "all main entrance points to the city",
        "string of key towns in the region",
    ]
    assert len({c.trigger for c in found}) == 3
    assert all(text[slice(*c.trigger)] for c in found)


def test_the_loser_is_known_between_two_parties() -> None:
    """With two warring parties, what one takes the other one had."""
    text = "Haftar's forces and the Government of National Accord fought on. The Libyan National Army seized Gharyan."
    [taken] = [c for c in claims(text, "libya") if c.kind == "takes"]
    assert (taken.holder_id, taken.previous_holder_id) == ("lna", "gna")


def test_holding_has_no_beginning() -> None:
    """A state is known up to the article's date, not since when."""
    [held] = [c for c in claims("Sirte is under Haftar's control.", "libya") if c.kind == "holds"]
    assert (held.interval.earliest, held.interval.latest, held.as_of) == (None, PUBLISHED, PUBLISHED)


def test_plans_and_denials_keep_their_modality() -> None:
    """A town to be taken is not taken."""
    assert {c.modality for c in claims("The rebels vowed to capture the town of Hun.") if c.kind == "takes"} == {
        "planned"
    }
    assert {
        c.modality for c in claims("The army denied that rebels had captured the town of Hun.") if c.kind == "takes"
    } == {"denied"}


def test_a_part_is_not_the_whole() -> None:
    """Who takes parts of a city is not plainly said to have taken the city."""
    [part] = [c for c in claims("Rebels captured parts of Aleppo.") if c.kind == "takes"]
    [whole] = [c for c in claims("Rebels captured Aleppo.") if c.kind == "takes"]
    assert (part.strength, whole.strength) == ("implied", "explicit")


def test_a_dateline_dates_no_deed() -> None:
    """The day of the dateline is the article's, not that of what it tells."""
    [taken] = [c for c in claims("GENEVA, 20 July 2020 - Rebels captured the town of Hun.") if c.kind == "takes"]
    assert taken.interval.earliest is None


def test_speaker_is_kept() -> None:
    """Who says so travels with the claim."""
    [taken] = [c for c in claims("Rebels captured the town of Hun, an army spokesman said.") if c.kind == "takes"]
    assert taken.speaker == "army spokesman"


def test_place_takes_its_toponym() -> None:
    """With toponyms found, the claim stands at the point of its place."""
    text = "Rebels captured Hun on Monday."
    hun = Toponym(16, 19, "Hun", "place", "gn:1", "Hun", "town", 29.13, 15.94, 1, 0.9)
    [taken] = [c for c in claims(text, toponyms=[hun]) if c.kind == "takes"]
    assert (taken.toponym, taken.lat, taken.lon) == (0, 29.13, 15.94)


@pytest.mark.shared
def test_territory_changed_hands() -> None:
    """On labelled snippets of conflict news, changes of control are found and little else is taken for one."""
    import json

    positive = {"GOV_REGAINS_TERIT", "NON_STATE_ACTOR_OVERTAKES_TER", "NON_VIOL_TERRIT_TRANSFER"}
    lines = (SHARED / "corpora" / "events" / "case2021_dev.jsonl").read_text("utf-8").splitlines()
    snippets = [json.loads(line) for line in lines]
    said = {s["id"] for s in snippets if any(c.kind == "takes" and c.modality == "asserted" for c in claims(s["text"]))}
    gold = {s["id"] for s in snippets if s["label"] in positive}
    right = len(said & gold)
    assert right / len(said) >= 0.9
    assert 2 * right / (len(said) + len(gold)) >= 0.85
