"""Actors: known names, states, armed bodies, learned names, both sides."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.actor import ActorMention, find_actors
from geodata.sentence import split_sentences
from geodata.theatre import Theatre, load_theatre


def actors(text: str, theatre: Theatre | None = None) -> list[ActorMention]:
    """Return the actors of a text read without a gazetteer."""
    return find_actors(text, split_sentences(text), [], theatre)


def names(text: str, theatre: Theatre | None = None) -> dict[str, str]:
    """Return the neutral name of each mention by its words."""
    return {a.text: a.name for a in actors(text, theatre)}


def test_epithets_become_neutral_names() -> None:
    """Whatever an article calls a party, its own name is shown; the epithet stays in the quote."""
    found = names(
        "Warlord Khalifa Haftar's illegal militia fought the UN-backed government's military.", load_theatre("libya")
    )
    assert set(found.values()) == {"Libyan National Army", "Government of National Accord"}


def test_two_spellings_are_one_commander() -> None:
    """Haftar is Hifter, and both are the Libyan National Army's commander."""
    libya = load_theatre("libya")
    assert set(names("Haftar spoke. Gen. Khalifa Hifter agreed.", libya).values()) == {"Libyan National Army"}


def test_people_stand_for_their_state() -> None:
    """A president acts for the state, which is no warring party."""
    [sisi] = actors("President Abdel Fattah el-Sisi warned them.", load_theatre("libya"))
    assert (sisi.actor_id, sisi.party_id) == ("state:EG", None)


def test_forces_loyal_to_someone() -> None:
    """The mention runs to the name that says whose forces they are."""
    [mention] = actors("They faced forces loyal to commander Gen. Khalifa Hifter.", load_theatre("libya"))
    assert mention.text == "forces loyal to commander Gen. Khalifa Hifter"
    assert mention.party_id == "lna"


def test_other_conflicts_need_no_table() -> None:
    """States, armed groups and unnamed bodies are told apart in any conflict."""
    found = {a.text: a.actor_id for a in actors("Syrian army units and Syrian rebels fought Islamic State militants.")}
    assert found == {"Syrian army units": "state:SY", "Syrian rebels": "syrian-rebels", "Islamic State militants": "is"}


def test_rebels_of_a_state_are_not_the_state() -> None:
    """Opponents keep an id of their own, the same wherever they are named."""
    ids = {a.actor_id for a in actors("Yemeni rebels advanced. The Yemeni rebels held on. Yemeni troops fell back.")}
    assert ids == {"yemeni-rebels", "state:YE"}


def test_abbreviations_are_learned() -> None:
    """ "The Arakan Liberation Front (ALF)" makes ALF a name of it."""
    found = [a for a in actors("The Arakan Liberation Front (ALF) met. The ALF then left.") if a.text == "ALF"]
    assert {a.name for a in found} == {"Arakan Liberation Front"}


def test_both_sides_are_the_two_parties() -> None:
    """ "Both sides" names the two parties spoken of most."""
    text = "Haftar's forces shelled Sarraj's troops. Haftar's forces withdrew. Both sides regrouped."
    assert {a.party_id for a in actors(text, load_theatre("libya")) if a.text == "Both sides"} == {"lna", "gna"}


def test_fronts_fight_nobody() -> None:
    """A line of battle is no body of fighters, a movement's front is one."""
    found = names("The army left the Madrid front. The Western Front held. The National Liberation Front fought on.")
    assert set(found.values()) == {"Army", "National Liberation Front"}


def test_sides_of_the_article() -> None:
    """A faction that does deeds of war is a side, and its troops are its own; one that sits in parliament is not."""
    told = (
        "The Nationalists captured Lugo. Nationalist troops began the siege of Vigo, and the Nationalists shelled it."
    )
    assert set(names(told).values()) == {"Nationalists"}
    assert {a.party_id for a in actors(told)} == {"nationalists"}
    assert names("The Republicans held the Senate, and the Republicans lost two seats.") == {}


def test_a_name_within_a_name_is_no_state() -> None:
    """New Guinea is not Guinea."""
    assert "Guinea" not in names("New Guinea sent nobody, and Papua New Guinea was silent.").values()


def test_ground_is_not_an_actor() -> None:
    """A state after "in" or "to" is where, not who."""
    assert not actors("It happened in Turkey and spread to Egypt.")


def test_quotes_are_verbatim() -> None:
    """Each mention's words are the text at its offsets."""
    text = "Sisi\u2019s army and Haftar\u2019s militia met the US-led coalition in Cairo."
    assert all(text[a.start : a.end] == a.text for a in actors(text, load_theatre("libya")))


@settings(deadline=None)
@given(st.text(alphabet="Haftar GNA's \u2019-.\u0627\u0644,(\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No text stops the search, and every offset is right."""
    for mention in actors(text, load_theatre("libya")):
        assert text[mention.start : mention.end] == mention.text


def test_theatre_names_every_party_of_the_record() -> None:
    """Each side that the reference record names is an actor of the theatre."""
    libya = load_theatre("libya")
    known = {name for row in libya.actors for name in row.get("record", ())}
    sides = {row[side] for row in libya.record for side in ("from", "to")} - {""}
    assert sides <= known
