"""The referent chosen for each mention of an article."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence

from geodata.gazetteer import Feature, Gazetteer
from geodata.resolve.context import Context, read_context
from geodata.resolve.mention import Mention
from geodata.resolve.ranking import FIT_NAMES, fits, load_weights, probabilities
from geodata.theatre import Theatre
from geodata.toponym import Candidate, Toponym

MAX_ALTERNATIVES = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Sense:
    """What a name means in this article: rows with probabilities and numbers, best first."""

    rows: tuple[int, ...]
    probabilities: tuple[float, ...]
    numbers: tuple[tuple[float, ...], ...]


def resolve_mentions(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, theatre: Theatre | None
) -> list[Toponym]:
    """Choose a referent for each mention; unresolved ones keep ``None`` fields."""
    groups = _groups(mentions)
    senses = _senses(text, mentions, groups, gazetteer, theatre)
    return [_toponym(text, mention, senses.get(_group_of(mention)), gazetteer) for mention in mentions]


def _group_of(mention: Mention) -> tuple[str, tuple[int, ...]]:
    return mention.key, mention.rows


def _groups(mentions: Sequence[Mention]) -> dict[tuple[str, tuple[int, ...]], list[Mention]]:
    """Mentions by name: one sense an article."""
    groups: dict[tuple[str, tuple[int, ...]], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.rows:
            groups[_group_of(mention)].append(mention)
    return groups


def _senses(
    text: str, mentions: Sequence[Mention], groups: Mapping[tuple, list[Mention]], gazetteer: Gazetteer, theatre: Theatre | None
) -> dict[tuple, Sense]:
    """Two rounds: names by themselves first, then in the light of what the others then mean."""
    weights = load_weights()
    context = Context({}, {}, {}, [])
    senses: dict[tuple, Sense] = {}
    for _ in range(2):
        senses = {group: _sense(members, gazetteer, text, context, theatre, weights) for group, members in groups.items()}
        likely = {group[0]: list(zip(sense.rows, sense.probabilities, strict=True)) for group, sense in senses.items()}
        context = read_context(mentions, likely, gazetteer)
    return senses


def _sense(
    members: Sequence[Mention], gazetteer: Gazetteer, text: str, context: Context, theatre: Theatre | None, weights: Mapping[str, float]
) -> Sense:
    found = fits(members, gazetteer, text, context, theatre)
    chances = probabilities([numbers for _, numbers in found], weights)
    order = sorted(range(len(found)), key=lambda number: (-chances[number], number))
    return Sense(
        rows=tuple(found[number][0] for number in order),
        probabilities=tuple(chances[number] for number in order),
        numbers=tuple(tuple(found[number][1]) for number in order),
    )


def _toponym(text: str, mention: Mention, sense: Sense | None, gazetteer: Gazetteer) -> Toponym:
    if sense is None:
        return unresolved(text, mention)
    feature = gazetteer.feature(sense.rows[0])
    return Toponym(
        start=mention.start,
        end=mention.end,
        text=text[mention.start : mention.end],
        role=mention.role,
        feature_id=feature.id,
        name=feature.name,
        kind=feature.kind,
        lat=feature.lat,
        lon=feature.lon,
        geonames_id=feature.geonames_id,
        score=round(sense.probabilities[0], 4),
        reason=_reason(mention, sense, feature),
        radius_km=feature.radius_km,
        where_prec=feature.where_prec,
        country=feature.country,
        alternatives=tuple(
            _candidate(gazetteer.feature(row), chance)
            for row, chance in list(zip(sense.rows, sense.probabilities, strict=True))[1 : MAX_ALTERNATIVES + 1]
        ),
    )


def unresolved(text: str, mention: Mention, reason: str = "no place of this name is known") -> Toponym:
    """A toponym without a referent: "no match" is an answer."""
    return Toponym(
        start=mention.start, end=mention.end, text=text[mention.start : mention.end], role=mention.role, feature_id=None, name=None,
        kind=None, lat=None, lon=None, geonames_id=None, score=0.0, reason=reason, where_prec=7,
    )  # fmt: skip


def _candidate(feature: Feature, score: float) -> Candidate:
    return Candidate(feature.id, feature.name, feature.kind, feature.lat, feature.lon, feature.country, round(score, 4))


def _reason(mention: Mention, sense: Sense, feature: Feature) -> str:
    """Say in words what decided."""
    numbers = dict(zip(FIT_NAMES, sense.numbers[0], strict=True))
    if len(sense.rows) == 1:
        return f"the only place of this name in the gazetteer ({feature.kind.replace('_', ' ')})"
    grounds = []
    if numbers["in_parent"]:
        grounds.append("it lies in the place named right after it")
    if numbers["home"]:
        grounds.append("it lies in the conflict's own country")
    elif numbers["country_support"] > 0.5:
        grounds.append("the article names other places of that country")
    if numbers["near"] > 0.3:
        grounds.append("it is near other places named here")
    if numbers["behind_best"] == 0:
        grounds.append("it is the most prominent place of this name")
    if numbers["noun_agrees"]:
        grounds.append(f"the text calls it a {mention.noun}" if mention.noun else "the text names its kind")
    return "; ".join(grounds) or f"best of {len(sense.rows)} places of this name, by little"
