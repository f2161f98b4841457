"""Sentences on wars that no theatre file describes, with what is to be read from each; and on no war at all."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.actor import find_actors
from geodata.article import Article
from geodata.claim import Claim, find_claims
from geodata.event import Event, find_events
from geodata.gazetteer import Gazetteer
from geodata.publication import find_publication
from geodata.reading import read_article
from geodata.sentence import split_sentences
from geodata.timex import tag_timexes

WARS = [
    # Syria
    (
        "2024-12-01",
        "Hayat Tahrir al-Sham fighters captured the city of Aleppo on Saturday after government troops withdrew overnight.",
        ["captured: asserted capture by Hayat Tahrir al-Sham, 2024-11-30", "Hayat Tahrir al-Sham takes city of Aleppo"],
    ),
    (
        "2024-12-06",
        "Rebels seized Hama on Thursday, days after they took Aleppo in a lightning offensive that began on November 27.",
        ["seized: asserted capture by Rebels, 2024-12-05", "took: asserted capture by Rebels, to 2024-12-05",
         "offensive: asserted offensive, 2024-11-27", "Rebels takes Hama", "Rebels takes Aleppo"],
    ),
    (
        "2018-04-15",
        "Syrian government forces retook Douma, the last rebel-held town in eastern Ghouta, on Saturday.",
        ["retook: asserted retake by Syria, 2018-04-14", "Syria takes Douma"],
    ),
    (
        "2019-10-14",
        "Turkish troops entered Ras al-Ain on Sunday while the Syrian Democratic Forces held the outskirts.",
        ["entered: asserted advance by Turkey, 2019-10-13", "Syrian Democratic Forces holds outskirts"],
    ),
    (
        "2016-12-23",
        "The army said it had regained full control of Aleppo, which rebels had entered in 2012.",
        ["regained full control of: asserted retake by Army, to 2016-12-23",
         "entered: asserted advance by Rebels, 2012-01-01 to 2012-12-31", "Army takes Aleppo"],
    ),
    (
        "2017-10-18",
        ("The Syrian Democratic Forces, which launched their assault in June with the help of US air strikes, captured"
        " Raqqa on Tuesday from Islamic State, which had ruled the city since 2014."),
        ["captured: asserted capture by Syrian Democratic Forces, 2017-10-17", "Syrian Democratic Forces takes Raqqa"],
    ),
    ("2018-09-05", "Russia and Turkey agreed not to attack Idlib, where three million civilians live.",
     ["attack: denied assault by Russia, Turkey, to 2018-09-05"]),
    ("2016-08-10", "The army has not captured Manbij, a spokesman said, denying reports by state television.",
     ["captured: denied capture by Army, to 2016-08-10"]),
    # Ukraine
    (
        "2022-09-12",
        "Ukrainian forces recaptured Izium on Saturday, six months after Russia occupied the city.",
        ["recaptured: asserted retake by Ukraine, 2022-09-10",
         "occupied: asserted capture by Russia, 2022-03-01 to 2022-03-31", "Ukraine takes Izium", "Russia takes city"],
    ),
    (
        "2022-11-12",
        "Russia withdrew its troops from Kherson on Friday, and Ukrainian soldiers entered the city hours later.",
        ["withdrew its troops from: asserted withdrawal by Russia, 2022-11-11", "Russia loses Kherson"],
    ),
    (
        "2023-05-21",
        "Wagner Group claimed on Saturday to have captured Bakhmut, but Kyiv denied that the city had fallen.",
        ["captured: asserted capture by Wagner Group, to 2023-05-20", "fallen: denied capture, to 2023-05-20",
         "Wagner Group takes Bakhmut"],
    ),
    (
        "2024-02-18",
        "Ukraine pulled its troops out of Avdiivka early on Saturday to avoid encirclement.",
        ["pulled its troops out of: asserted withdrawal by Ukraine, 2024-02-17", "Ukraine loses Avdiivka"],
    ),
    (
        "2024-08-10",
        "Ukrainian troops crossed the border into Russia's Kursk region on Tuesday and seized the town of Sudzha.",
        ["seized: asserted capture by Ukraine, 2024-08-06", "Ukraine takes town of Sudzha"],
    ),
    (
        "2022-03-05",
        "Russian forces shelled the Zaporizhzhia nuclear plant on Friday before taking control of it.",
        ["shelled: asserted shelling by Russia, 2022-03-04", "taking control of: asserted capture by Russia, 2022-03-04"],
    ),
    (
        "2022-10-03",
        ("Russian troops, who seized Lyman in May and used it as a logistics hub, withdrew from the town on Saturday"
        " after Ukrainian forces surrounded it."),
        ["seized: asserted capture by Russia, 2022-05-01 to 2022-05-31",
         "withdrew from: asserted withdrawal by Russia, 2022-10-01",
         "surrounded: asserted advance by Ukraine, to 2022-10-01", "Russia takes Lyman", "Russia loses town"],
    ),
    ("2022-08-01", "Ukraine is preparing to retake Kherson, its defence minister said on Monday.",
     ["retake: planned retake by Ukraine, 2022-08-01 on"]),
    # Sudan
    (
        "2023-12-20",
        "The Rapid Support Forces took control of Wad Madani on Monday after the army withdrew from the city.",
        ["took control of: asserted capture by Rapid Support Forces, 2023-12-18",
         "withdrew from: asserted withdrawal by Army, to 2023-12-18", "Rapid Support Forces takes Wad Madani"],
    ),
    (
        "2025-03-22",
        "Sudan's army recaptured the presidential palace in Khartoum on Friday from the Rapid Support Forces.",
        ["recaptured: asserted retake by Sudan, 2025-03-21", "Sudan takes presidential palace in Khartoum"],
    ),
    (
        "2025-10-27",
        "The RSF said on Sunday it had seized the army's main base in al-Fashir, which it has besieged since May 2024.",
        ["seized: asserted capture by Rapid Support Forces, to 2025-10-26",
         "besieged: asserted assault by Rapid Support Forces, 2024-05-01 to 2025-10-27"],
    ),
    (
        "2023-04-16",
        ("Fighting broke out between the Sudanese army and the Rapid Support Forces in Khartoum on Saturday, killing at"
        " least 56 civilians."),
        ["Fighting: asserted clash, 2023-04-15", "killing: asserted killing, 2023-04-15"],
    ),
    ("2024-05-05", "The United Nations warned that the Rapid Support Forces could attack al-Fashir, a city of 800,000.",
     ["attack: hypothetical assault by Rapid Support Forces, 2024-05-05 on"]),
    # Yemen
    ("2014-09-22", "Houthi fighters seized government buildings in Sanaa on Sunday after days of clashes.",
     ["seized: asserted capture by Houthis, 2014-09-21", "clashes: asserted clash, to 2014-09-21"]),
    (
        "2018-06-14",
        "The Saudi-led coalition launched an assault on Hodeidah on Wednesday to drive the Houthis from the port.",
        ["launched an assault on: asserted assault by Coalition, 2018-06-13",
         "drive the Houthis from: sought pushed_back by Coalition, 2018-06-13"],
    ),
    (
        "2019-08-11",
        ("Southern separatists captured the presidential palace in Aden on Saturday, and the Saudi-led coalition"
        " threatened to attack them."),
        ["captured: asserted capture by Southern separatists, 2019-08-10",
         "attack: threatened assault by Coalition, 2019-08-10"],
    ),
    (
        "2024-01-12",
        "US and British warplanes struck Houthi targets in Hodeidah and Sanaa on Thursday night.",
        ["struck: asserted air_strike by United States, United Kingdom, 2024-01-11"],
    ),
    ("2022-04-03", "A two-month truce between the Houthis and the Saudi-led coalition took effect on Saturday.",
     ["truce: asserted ceasefire by Houthis, Coalition, 2022-04-02"]),
    # Ethiopia
    (
        "2020-11-29",
        "Ethiopian Prime Minister Abiy Ahmed said on Saturday that federal troops had taken control of Mekelle.",
        ["taken control of: asserted capture by Federal forces, to 2020-11-28", "Federal forces takes Mekelle"],
    ),
    (
        "2021-06-29",
        "Tigrayan forces retook Mekelle on Monday, eight months after they were driven from the regional capital.",
        ["retook: asserted retake by Tigray People's Liberation Front, 2021-06-28",
         "driven from: asserted pushed_back, 2020-10-01 to 2020-10-31"],
    ),
    (
        "2021-11-01",
        "The Tigray People's Liberation Front said it had seized the towns of Dessie and Kombolcha in the Amhara region.",
        ["seized: asserted capture by Tigray People's Liberation Front, to 2021-11-01",
         "Tigray People's Liberation Front takes towns of Dessie", "Tigray People's Liberation Front takes Kombolcha"],
    ),
    (
        "2022-11-03",
        ("Ethiopia's government and the Tigray People's Liberation Front signed a ceasefire agreement in Pretoria on"
        " Wednesday."),
        ["signed a ceasefire agreement: asserted agreement by Ethiopia, Tigray People's Liberation Front, 2022-11-02"],
    ),
    # Sahel
    ("2023-11-15", "Mali's army entered Kidal on Tuesday, a stronghold of Tuareg rebels for nearly a decade.",
     ["entered: asserted advance by Mali, 2023-11-14"]),
    (
        "2022-02-18",
        "France announced on Thursday that it would withdraw its troops from Mali after almost ten years.",
        ["withdraw its troops from: planned withdrawal by France, 2022-02-18 on"],
    ),
    (
        "2024-08-26",
        "Militants from JNIM killed at least 200 people in Barsalogho, in northern Burkina Faso, on Saturday.",
        ["killed: asserted killing by JNIM, 2024-08-24"],
    ),
    (
        "2023-07-27",
        ("Soldiers in Niger detained President Mohamed Bazoum on Wednesday and announced that they had overthrown his"
        " government."),
        ["detained: asserted arrest, 2023-07-26", "overthrown: asserted regime_toppled, to 2023-07-27"],
    ),
    # Great Lakes
    (
        "2025-01-28",
        ("M23 rebels, whom Kigali is accused of backing, seized the airport in Goma on Tuesday, a day after they marched"
        " into the city, while thousands of residents fled towards Rwanda."),
        ["seized: asserted capture by M23, 2025-01-28", "marched into: asserted advance by M23, 2025-01-27",
         "M23 takes airport in Goma"],
    ),
    # Myanmar
    (
        "2024-08-04",
        ("The Myanmar National Democratic Alliance Army captured the town of Lashio on Saturday, the first regional"
        " command to fall to rebels."),
        ["captured: asserted capture by Myanmar National Democratic Alliance Army, 2024-08-03"],
    ),
    (
        "2024-12-21",
        "The Arakan Army said on Friday that it had seized the western military headquarters in Ann.",
        ["seized: asserted capture by Arakan Army, to 2024-12-20",
         "Arakan Army takes western military headquarters in Ann"],
    ),
    ("2021-02-02", "Myanmar's military seized power on Monday and detained Aung San Suu Kyi.",
     ["seized power: asserted regime_toppled by Myanmar, 2021-02-01"]),
    (
        "2024-04-12",
        "Karen fighters took the border town of Myawaddy on Thursday, but the junta's troops returned two weeks later.",
        ["took: asserted capture by Karen fighters, 2024-04-11", "Karen fighters contested border town of Myawaddy"],
    ),
    # Nagorno-Karabakh
    (
        "2020-11-09",
        "Azerbaijan said on Sunday that its troops had captured Shusha, while Armenia denied that the town was lost.",
        ["captured: asserted capture by Azerbaijan, to 2020-11-08", "lost: denied withdrawal, to 2020-11-08",
         "Azerbaijan takes Shusha"],
    ),
    (
        "2023-09-20",
        ("Azerbaijan launched a military operation in Nagorno-Karabakh on Tuesday and demanded that Armenian forces lay"
        " down their arms."),
        ["launched a military operation: asserted offensive by Azerbaijan, 2023-09-19",
         "demanded that: asserted demand by Azerbaijan, 2023-09-19"],
    ),
    ("2020-11-16", "Under the deal Armenia will hand over the Kalbajar district to Azerbaijan by November 25.",
     ["hand over the Kalbajar district to: planned handover, to 2020-11-25"]),
    # Afghanistan, Iraq
    (
        "2021-08-16",
        ("Taliban fighters entered Kabul on Sunday, a day after they took Mazar-i-Sharif, and President Ashraf Ghani fled"
        " the country."),
        ["entered: asserted advance by Taliban, 2021-08-15", "took: asserted capture by Taliban, 2021-08-14",
         "Taliban takes Mazar-i-Sharif"],
    ),
    (
        "2014-06-11",
        ("Militants of the Islamic State of Iraq and the Levant overran Mosul on Tuesday, and the governor of Nineveh,"
        " who left the city on Monday night, called for help."),
        ["overran: asserted capture by Islamic State, 2014-06-10", "Islamic State takes Mosul"],
    ),
]  # fmt: skip

OLDER_WARS = [
    (
        "After taking Lugo and threatening Braga, the army of the north halted.",
        ["Army takes Lugo"],
    ),
    ("In June the column reached Orsha, taking Vitebsk and threatening Smolensk.", ["None takes Vitebsk"]),
    ("The fleet took Thasos in May, forcing the defeated city of Melos to pay.", ["None takes Thasos"]),
    ("The fall of Irun isolated the northern provinces in September.", ["None takes Irun"]),
    ("On 25 October 1922 Vladivostok fell to the Red Army.", ["Red Army takes Vladivostok"]),
    ("Loyalist forces won at Five Oaks on April 1, forcing Lee to evacuate Petersburg.", []),
    ("The army had taken Dover; Salan then captured Calais.", ["Army takes Dover", "None takes Calais"]),
    ("Britain invaded Iran to secure the oilfields.", ["United Kingdom sought oilfields"]),
    ("The militia fled, and Howe returned to the island and captured Fort Lee.", ["None takes Fort Lee"]),
    ("When Bulgaria signed a truce, the Coalition gained control of Serbia.", ["Coalition takes Serbia"]),
    ("The coalition fighting the rebels withdrew from the base.", ["Coalition loses base"]),
    ("The militia built a fort. They captured Dover and burned its stores.",
     ["Militia takes Dover"]),
    ("On 5 August they captured Warsaw and forced the Russians back.", ["None takes Warsaw"]),
    ("Hadar Pasha dreamed of conquering Baku, taking Tiflis and ruling the coast.",
     ["None sought Baku", "None sought Tiflis"]),
    ("There was no hope of retaking Acre.", ["None denied Acre"]),
    ("The mud prevented the king from ending the war by capturing Rome.", ["None denied Rome"]),
    ("The rebels almost took Kolwezi in May.", ["Rebels hypothetical Kolwezi"]),
    ("The rebels had almost completely conquered Katanga by May.", ["Rebels takes Katanga"]),
    ("The garrison was raised, and the South was left to defend itself.", []),
    ("US missions left China in March.", []),
    ("Syrian government forces in Idlib shelled a road.", []),
    ("The crowd kept the anniversary of the fall of the fortress.", []),
    ("The Syrian Democratic Forces control Manbij and Raqqa.",
     ["Syrian Democratic Forces holds Manbij", "Syrian Democratic Forces holds Raqqa"]),
    ("Russian forces hold Sievierodonetsk and Lyman.", ["Russia holds Sievierodonetsk", "Russia holds Lyman"]),
    ("Sherman's army captured Savannah in December.", ["Sherman's army takes Savannah"]),
    ("The militia captured Fort Erie, a key point on the lake between the town and the river.",
     ["Militia takes Fort Erie"]),
    ("They took up arms supporting the general in Puebla.", []),
    ("The army took the Romans by surprise at the ford.", []),
    (
        "The Confederates captured Fort Pillow. Their troops began a siege. Confederate soldiers then seized Dover.",
        ["Confederates takes Fort Pillow", "Confederates takes Dover"],
    ),
    (
        "The KMT captured Yenan in March. KMT troops began a siege. In May Kalgan was taken by KMT troops.",
        ["KMT takes Yenan", "KMT takes Kalgan"],
    ),
]  # fmt: skip
"""Sentences as histories of wars have them: every claim that is to be read, "holder kind place"."""

NO_DEEDS = [
    ("The UN warned that the rebels could attack Goma.", {"attack": "hypothetical"}),
    ("Turkey warned that it would attack the militia in Afrin.", {"warned that": "asserted", "attack": "threatened"}),
    ("The army seized 36 rifles, two grenade launchers and 13 hand grenades on Monday.", {"seized": "asserted"}),
    ("The mayor resigned in protest on Monday.", {}),
    ("He trained the recruits into a better fighting force.", {}),
    ("The kingdom could spare only a third of its army to attack Serbia.", {"attack": "sought"}),
    ("An attack on the isthmus was pointless, the general said.", {"attack on": "hypothetical"}),
    ("A gunman opened fire at a school in Perth on Monday, killing two pupils.", {}),
    ("Two men were shot dead in Leeds on Sunday, police said.", {}),
    ("Gunmen shot dead two soldiers in Quetta on Sunday.", {"shot dead": "asserted"}),
    ("The clinic raised its pandemic alert on Monday.", {}),
    ("The company recalled shelled pistachios in Ohio on Monday.", {}),
    ("Suspected militants hurled a grenade at a bus in Quetta on Monday.", {"hurled a grenade": "asserted"}),
    ("The body makes antibodies to fight the infection.", {}),
]
"""Threats, hopes and figures of speech: the triggers that are read, and how each is told."""

UNWARLIKE = [
    "A bus plunged into a ravine in southern Peru on Tuesday, killing at least 19 people.",
    "Two people were killed when a small plane crashed near Denver on Sunday.",
    "Police shot and killed a robbery suspect outside a bank in Houston on Friday.",
    "Detectives said the neighbour had stabbed the man in Birmingham on Monday.",
    "The company captured 40 percent of the market last year and took over its rival in Berlin.",
    "Arsenal beat Chelsea on Saturday and took control of the title race.",
    "A fire destroyed a warehouse in Karachi on Thursday, killing five workers.",
    "The earthquake struck the city of Mosul on Friday and left 300 people dead.",
    "The Senate captured the attention of voters when it attacked the president's budget on Wednesday.",
    "The storm killed three people and cut power to the town of Springfield on Monday.",
    "Shares fell on Tuesday after the bank launched an attack on its critics.",
    "A cholera epidemic has killed over 1,200 people in the past three months.",
]
"""Mishaps, crimes among private people and figures of speech."""


def read(text: str, published: date) -> tuple[list[Event], list[Claim]]:
    """Read events and claims from the words alone."""
    sentences = split_sentences(text)
    publication = find_publication(text, sentences, published)
    timexes = tag_timexes(text, sentences, published)
    actors = find_actors(text, sentences, [], None)
    events = find_events(text, sentences, [], timexes, actors, publication)
    return events, find_claims(text, sentences, [], timexes, actors, publication, events)


def in_words(text: str, event: Event) -> str:
    """ "seized: asserted capture by M23, 2025-01-28"."""
    sources = ", ".join(actor.name for actor in event.actors if actor.role == "source")
    first, last = event.interval.earliest, event.interval.latest
    days = str(first) if first == last else f"{first or ''} to {last}" if last else f"{first} on"
    deed = f"{text[slice(*event.trigger)]}: {event.modality} {event.type}"
    return f"{deed}{' by ' if sources else ''}{sources}, {days.strip()}"


@pytest.mark.parametrize(("published", "text", "told"), WARS, ids=[text[:40] for _, text, _ in WARS])
def test_other_wars(published: str, text: str, told: list[str]) -> None:
    """Who did what on which day, and who holds what, without a table of the war's parties."""
    events, claims = read(text, date.fromisoformat(published))
    found = {in_words(text, event) for event in events} | {f"{c.holder} {c.kind} {c.place}" for c in claims}
    assert set(told) <= found


def test_whom_the_words_name_besides() -> None:
    """Who stands in an aside, in another clause or before a target is not taken for who acts."""
    for _, text, _ in WARS:
        events, _ = read(text, date(2025, 1, 28))
        for event in events:
            assert text[slice(*event.trigger)] != "targets"
            names = {actor.name for actor in event.actors if actor.role == "source"}
            assert "Rwanda" not in names
            if text[slice(*event.trigger)] in {"left", "killing"}:
                assert not names


@pytest.mark.parametrize(("text", "told"), OLDER_WARS, ids=[text[:40] for text, _ in OLDER_WARS])
def test_older_wars(text: str, told: list[str]) -> None:
    """Nothing is claimed but what the sentence says, and its holder is who does it, or nobody."""
    _, claims = read(text, date(2009, 12, 19))
    found = [f"{c.holder} {c.kind if c.modality == 'asserted' else c.modality} {c.place}" for c in claims]
    changes = [words for words, claim in zip(found, claims, strict=True) if claim.kind != "holds" or words in told]
    assert sorted(changes) == sorted(told)


@pytest.mark.parametrize(("text", "told"), NO_DEEDS, ids=[text[:40] for text, _ in NO_DEEDS])
def test_no_deeds(text: str, told: dict[str, str]) -> None:
    """What is only feared, wished for or found is not told as done."""
    events, _ = read(text, date(2009, 12, 19))
    assert {text[slice(*event.trigger)]: event.modality for event in events} == told


@pytest.mark.parametrize("text", UNWARLIKE)
def test_no_war(text: str) -> None:
    """Mishaps, crimes and figures of speech are no deeds of war."""
    events, claims = read(text, date(2019, 5, 1))
    assert {event.type for event in events} <= {"disaster"}
    assert claims == []


@pytest.mark.parametrize(
    "text",
    [
        "At the time Howes was captured the war in Cambodia went on, and the guerrillas never said where he was held.",
        "British Petroleum's takeover of Britoil PLC in 1988 is still remembered.",
        "Castro said in Havana that exiles might take Elian to another country.",
        "Europe has made it clear it will not lift the embargo.",
        "Turkey has suffered a series of fatal bombings in 2016 at the hands of Kurdish militants.",
        "The UN withdrew peacekeepers from Rwanda as the killing began.",
    ],
)
def test_no_ground(text: str, gazetteer: Gazetteer) -> None:
    """Persons, firms and figures of speech are no ground, and peacekeepers leave ground that is not theirs."""
    reading = read_article(Article("a", text, date(2017, 5, 1)), gazetteer, None)
    assert reading.claims == []


def test_until_somebody_leaves(gazetteer: Gazetteer) -> None:
    """What is waited for has not happened."""
    article = Article(
        "a", "The operations are to strangle Iraq until Iraqi troops withdraw from Kuwait City.", date(1990, 8, 16)
    )
    assert {claim.modality for claim in read_article(article, gazetteer, None).claims} == {"hypothetical"}


def test_a_commanders_side_is_told_once() -> None:
    """Later deeds under his name alone are his side's; a name told of two sides is nobody's, and a city is no commander."""
    text = (
        "British troops under General William Howe landed in July. The British general Sir Henry Clinton followed, while"
        " Bernardo de Gálvez, the Spanish governor of Louisiana, waited. The army and the rebels fought on.\n\n"
        "Howe captured Philadelphia. Clinton then seized Savannah. Gálvez took Mobile. Hamilton took Vincennes."
    )
    _, claims = read(text, date(2009, 12, 19))
    told = {claim.place: claim.holder for claim in claims}
    assert told == {
        "Philadelphia": "United Kingdom",
        "Savannah": "United Kingdom",
        "Mobile": "Spain",
        "Vincennes": None,
    }
