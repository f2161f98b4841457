"""The conflict that a corpus speaks of: its parties and its ground, as the claims of the articles tell them."""

from __future__ import annotations

import collections
import itertools
import math
from collections.abc import Iterable, Iterator
from typing import Any

import shapely
import shapely.affinity

from geodata.actor.alias import demonyms, state_names
from geodata.control.claim import KINDS_DRAWN, POINT_PRECISION
from geodata.gazetteer import Gazetteer
from geodata.theatre import DERIVED, Theatre

Row = dict[str, Any]

MAX_PARTIES = 6
"""As many as can be told apart by hues that are safe for colour-blind readers."""

MIN_CLAIMS = 3
"""Two claims make no conflict: one of them may be a misreading."""

MIN_COUNTRY_SHARE = 0.1
"""A country with fewer of the claims is spoken of in passing, or a namesake of the place meant."""

LONE, MANY = 1, 4
"""One claim in a country beside four in another: most likely a namesake ("al-Rawda"), and a whole country would be drawn for it."""

OUTLINE_STEP_DEGREES = 0.02
"""2 km: outlines are drawn over a coast of their own."""

AROUND_KM = 400.0
"""Ground so far from the nearest degree with a claim is left out; no line is drawn farther than 250 km from a claim."""

KM_PER_DEGREE = 111.2
MOST_STRETCH = 8.0

MOST_CORNERS = 3000
"""Of the outline: each frame carries most of them."""

LEAST_ISLAND = 1e-4
"""Islands smaller than this share of the largest piece of ground are left out."""

STATE_BODIES = frozenset(
    {
        "armed forces", "army", "military", "government", "forces", "security forces", "air force", "government forces",
        "regular army", "federal army", "federal forces", "federal government", "army forces", "troops", "junta", "navy",
    }
)  # fmt: skip
"""What makes "the Sudanese Armed Forces" the state's own; "the Syrian National Army" is not."""

HOME_SHARE = 0.75
"""Share of one country in the ground of such bodies named without their state, from which they are that state's."""

UNNAMED = {
    word: side
    for side, words in {
        "rebels": (
            "rebels", "rebel forces", "rebel fighters", "opposition", "opposition forces", "opposition fighters",
            "opposition rebels",
        ),
        "separatists": ("separatists", "separatist forces", "separatist fighters", "separatists militia"),
        "militants": ("militants",),
        "insurgents": ("insurgents",),
        "jihadists": ("jihadists", "islamists", "jihadist fighters", "islamist fighters"),
    }.items()
    for word in words
}  # fmt: skip
"""Bodies that go by what they are, under one name each."""

EPITHETS = frozenset({"armed", "local", "islamist", "islamic", "moderate", "anti-government", "opposition"})
"""Words before such a body that make it no other."""


def derive_theatre(claims: Iterable[Row], places: list[Row], gazetteer: Gazetteer) -> Theatre | None:
    """Return the theatre that the claims of a corpus describe, ``None`` when they describe none.

    Parties are the holders named most often, ground is the countries in which the places lie, as far as claims speak of
    them: a war on Russia's western border is not drawn on a grid that reaches the Pacific. Nothing is known of leanings of sources, and there is no reference record.

    Parameters
    ----------
    claims, places
        Rows of a dataset's tables; claims are located (see `geodata.place.locate`).
    """
    drawn = [row for row in claims if _is_drawn(row)]
    named = [places[row["place_number"]]["country"] for row in drawn]
    parties = _parties(drawn, named, gazetteer)
    countries = _countries(named)
    outline = _outline(countries, [(row["lat"], row["lon"]) for row in drawn], gazetteer)
    if len(drawn) < MIN_CLAIMS or len(parties) < 2 or outline is None:
        return None
    return Theatre(
        id=DERIVED,
        name=", ".join(_country_name(iso, gazetteer) for iso in countries),
        countries=countries,
        neighbours=(),
        bbox=outline.bounds,
        actors=tuple(_actor_rows(parties, countries, gazetteer)),
        outline=outline,
    )


def _is_drawn(row: Row) -> bool:
    return (
        row["modality"] == "asserted"
        and row["kind"] in KINDS_DRAWN
        and row["where_prec"] <= POINT_PRECISION
        and row["place_number"] is not None
    )


def _parties(claims: list[Row], countries: list[str | None], gazetteer: Gazetteer) -> dict[str, dict[str, str]]:
    """Return the names of each party's actors by their ids, the party named most often first."""
    names: dict[str, dict[str, str]] = collections.defaultdict(dict)
    counts: collections.Counter[str] = collections.Counter()
    home = _home_of_bodies(claims, countries)
    for row, side in itertools.product(claims, ("holder", "previous")):
        actor, name = row[f"{side}_id"], row[side]
        if actor and name:
            party = _party_of(actor, name, home, gazetteer)
            counts[party] += 1
            names[party].setdefault(actor, name)
    return {party: names[party] for party, _ in counts.most_common(MAX_PARTIES)}


def _home_of_bodies(claims: list[Row], countries: list[str | None]) -> str | None:
    """Return the country whose ground "the army" and "government forces" hold or take, ``None`` where it is not one."""
    counts = collections.Counter(
        country
        for row, country in zip(claims, countries, strict=True)
        for side in ("holder", "previous")
        if country and (row[side] or "").lower() in STATE_BODIES
    )
    [(iso, most)] = counts.most_common(1) or [(None, 0)]
    return iso if most >= HOME_SHARE * counts.total() else None


def _party_of(actor: str, name: str, home: str | None, gazetteer: Gazetteer) -> str:
    """Return the id of the party an actor fights for.

    A state's own forces fight for the state, "the army" for that on whose ground it stands; "Syrian rebels" and
    "opposition fighters" are the rebels.
    """
    first, _, rest = name.partition(" ")
    if name.lower() in STATE_BODIES:
        return f"state:{home}" if home else actor
    if rest.lower() in STATE_BODIES:
        rows = gazetteer.lookup_demonym(first)
        iso = gazetteer.feature(rows[0]).country if rows else None
        return f"state:{iso}" if iso else actor
    words = name.lower().split()
    while len(words) > 1 and (words[0] in demonyms() or words[0] in EPITHETS or words[0].startswith(("pro-", "anti-"))):
        words = words[1:]
    return UNNAMED.get(" ".join(words), actor)


def _countries(named: Iterable[str | None]) -> tuple[str, ...]:
    counts = collections.Counter(iso for iso in named if iso)
    most = max(counts.values(), default=0)
    alone = LONE + 1.0 if most >= MANY else 1.0
    least = max(alone, MIN_COUNTRY_SHARE * sum(counts.values()))
    return tuple(sorted(iso for iso, n in counts.items() if n >= least))


def _outline(
    countries: tuple[str, ...], points: list[tuple[float, float]], gazetteer: Gazetteer
) -> shapely.Geometry | None:
    """Return the ground of countries around points (lat, lon), in no more corners than a map shows."""
    rows = [row for iso in countries if (row := gazetteer.country_row(iso)) is not None]
    shapes = [shape for row in rows if (shape := gazetteer.shape(gazetteer.id(row))) is not None]
    if not shapes or not points:
        return None
    # Outlines as packed may touch themselves where they were rounded.
    whole = shapely.make_valid(shapely.union_all([shapely.make_valid(shape) for shape in shapes]))
    ground = shapely.intersection(whole, shapely.union_all(list(_around(points))))
    return _simplified(ground) if ground.area else None


def _around(points: list[tuple[float, float]]) -> Iterator[shapely.Geometry]:
    """Yield a disc for each cell of degrees with a point: a further claim nearby leaves the ground as it is."""
    for lat, lon in sorted({(round(lat), round(lon)) for lat, lon in points}):
        disc = shapely.Point(lon, lat).buffer(AROUND_KM / KM_PER_DEGREE)
        stretch = min(1 / math.cos(math.radians(lat)), MOST_STRETCH) if abs(lat) < 90 else MOST_STRETCH
        yield shapely.affinity.scale(disc, xfact=stretch)


def _simplified(ground: shapely.Geometry) -> shapely.Geometry:
    parts = [part for part in shapely.get_parts(ground) if part.geom_type == "Polygon"]
    largest = max(part.area for part in parts)
    whole = shapely.MultiPolygon([part for part in parts if part.area >= LEAST_ISLAND * largest])
    step = OUTLINE_STEP_DEGREES
    while True:
        simple = shapely.make_valid(whole.simplify(step))
        if shapely.get_num_coordinates(simple) <= MOST_CORNERS:
            return simple
        step *= 1.5


def _actor_rows(
    parties: dict[str, dict[str, str]], countries: tuple[str, ...], gazetteer: Gazetteer
) -> Iterable[dict[str, Any]]:
    civil = sum(party.startswith("state:") for party in parties) == 1
    for party, names in parties.items():
        name, short = _party_names(party, names, countries if civil else (), gazetteer)
        yield {"id": party, "name": name, "short": short, "kind": "party", "party": party}
        for actor in sorted(names.keys() - {party}):
            yield {"id": actor, "name": names[actor], "kind": "organisation", "party": party}


def _party_names(party: str, names: dict[str, str], home: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, str]:
    """Return a neutral name and a short one; a state that fights on its own ground is its government there."""
    state, _, iso = party.partition(":")
    if state == "state" and iso:
        country = _country_name(iso, gazetteer)
        return (f"Government of {country}" if iso in home else country), country
    name = names.get(party) or next(iter(names.values()))
    return name, _short(name)


def _country_name(iso: str, gazetteer: Gazetteer) -> str:
    row = gazetteer.country_row(iso)
    return state_names().get(iso, iso) if row is None else gazetteer.name(row)


LONGEST_SHORT = 16


def _short(name: str) -> str:
    """Return the name itself or, when it is long, the initials of its capitalised words."""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return name if len(name) <= LONGEST_SHORT or len(initials) < 2 else initials
