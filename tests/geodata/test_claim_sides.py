"""Who took, lost or holds ground where other actors stand near by, in wars that no theatre file describes."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.article import Article
from geodata.gazetteer import Gazetteer
from geodata.reading import read_article


def told(text: str, gazetteer: Gazetteer) -> list[str]:
    """Return "holder kind place < previous" of each claim told as a deed, seats left out."""
    claims = read_article(Article("a", text, date(2024, 3, 1)), gazetteer, None).claims
    return [
        f"{c.holder} {c.kind} {c.place}"
        + (f" < {c.previous_holder}" if c.kind == "takes" and c.previous_holder else "")
        for c in claims
        if c.modality == "asserted" and c.kind != "seat"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The rebel column overwhelmed the UN forces and the RSF captured Nyala.",
            ["Rapid Support Forces takes Nyala"],
        ),
        ("The UN imposed sanctions on Iraq as punishment for seizing Basra.", ["None takes Basra"]),
        ("Bosnian Serb troops overran Srebrenica on Tuesday.", ["Bosnian Serb forces takes Srebrenica"]),
        ("Somali troops and clan militias captured Jowhar on Sunday.", ["Somalia takes Jowhar"]),
        ("The German capture of Paris stunned the world.", ["Germany takes Paris"]),
        ("The campaign secured Kassala for the RSF.", ["Rapid Support Forces takes Kassala"]),
        (
            "The Ethiopian army has taken Shire, Alamata and Korem, the government said.",
            ["Ethiopia takes Shire", "Ethiopia takes Alamata", "Ethiopia takes Korem"],
        ),
        (
            "Herat and Kandahar, the second and third cities, are now under Taliban control.",
            ["Taliban holds Kandahar", "Taliban holds Herat"],
        ),
        (
            "Taliban fighters seized Kunduz on Saturday. A day before, insurgents had attacked Taloqan.",
            ["Taliban takes Kunduz"],
        ),
    ],
)
def test_holders(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    """The holder is who took it: not who is blamed, beaten, or told of beside."""
    assert sorted(told(text, gazetteer)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "The president left Khartoum for Port Sudan on Tuesday.",
        "The army had hoped to be in control of Mosul by summer.",
        "Turkish troops entered Syria on Sunday.",
    ],
)
def test_no_claim(text: str, gazetteer: Gazetteer) -> None:
    """Who travels loses no city, what was hoped for is not held, and who enters a country does not have it."""
    assert told(text, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish troops entered Jarablus on Sunday.", ["Turkey front_at Jarablus"]),
        ("Sri Lankan soldiers marched into Kilinochchi on Friday.", ["Sri Lanka takes Kilinochchi"]),
        ("Ukrainian soldiers entered Kherson to cheering crowds.", ["Ukraine takes Kherson"]),
    ],
)
def test_coming_into_a_town(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    """Who enters a town fights there; who marches in or is welcomed has it."""
    assert told(text, gazetteer) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serb forces besieged Sarajevo for years.", ["Serb forces front_at Sarajevo"]),
        ("Serb forces lifted the siege of Sarajevo.", []),
        ("Kabul surrendered to the Taliban without a fight.", ["Taliban takes Kabul"]),
        ("Fighters in Goma surrendered to the army.", []),
        ("Militants attacked the town of Palma and held it for days.", ["Militants holds town of Palma"]),
        ("Troops loyal to President Ouattara took Bouake.", ["Ouattara's forces takes Bouake"]),
        ("Saudi-backed forces captured Mocha.", ["Saudi-backed forces takes Mocha"]),
        ("Kabul fell on Sunday as the army fled.", ["None takes Kabul"]),
        ("Tokyo fell on Monday as the yen rose.", []),
        ("Government troops no longer control Idlib.", []),
        ("Kismayo, once the stronghold of al-Shabaab, is quiet.", []),
        ("Mekelle has been under the rule of the TPLF since 2020.", ["Tigray People's Liberation Front holds Mekelle"]),
        ("Israel seized the Golan Heights from Syria and annexed them.", ["Israel takes Golan Heights"] * 2),
    ],
)
def test_ways_of_saying(text: str, expected: list[str], gazetteer: Gazetteer) -> None:
    """Sieges, surrenders, towns held by a pronoun, forces told by whom they follow; what is over is not held."""
    assert told(text, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A Chinese firm took control of the port of Piraeus in 2016.",
        "The film tells how the Allies took Monte Cassino from the army.",
        "Until Mosul is retaken, the families will stay in the camps.",
        "The rebels came within 100 km of taking Khartoum.",
        "The Turkish foreign minister left Damascus after talks.",
        "US troops left the base at Incirlik for an exercise.",
        "The US handed over a suspect to Belgium.",
        "Taiwan lost Honduras to China when it switched ties.",
    ],
)
def test_no_deed_of_war(text: str, gazetteer: Gazetteer) -> None:
    """Firms, films, journeys and what is still to come change no hands."""
    assert told(text, gazetteer) == []


def test_taken_from_somebody(gazetteer: Gazetteer) -> None:
    """Whom ground is wrested from is no ground."""
    assert told("Rebels wrested Benghazi from Gaddafi in February.", gazetteer) == ["Rebels takes Benghazi"]


@pytest.mark.parametrize(
    "text",
    [
        "Reports that the RSF had captured El Obeid were denied by the army.",
        "Wagner's claim to have captured Bakhmut was false.",
        "A spokesman dismissed as propaganda the rebels' claim that they had overrun Homs.",
        "The jihadists were on the verge of being driven from Sirte.",
        "Had the Germans captured Moscow, the war would have ended.",
    ],
)
def test_what_is_called_false(text: str, gazetteer: Gazetteer) -> None:
    """A report that is denied further on, and what nearly came, is no deed."""
    assert told(text, gazetteer) == []


def test_who_is_named_after(gazetteer: Gazetteer) -> None:
    """Who does it may stand after the comma."""
    text = "A day after capturing Kunduz, the Taliban marched on."
    assert told(text, gazetteer) == ["Taliban takes Kunduz"]
