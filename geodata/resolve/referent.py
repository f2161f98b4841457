"""The referent chosen for each mention of an article."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence

from geodata.gazetteer import Feature, Gazetteer
from geodata.resolve.context import Context, read_context
from geodata.resolve.mention import Mention
from geodata.resolve.ranking import (
    DIVISION_NOUNS,
    FIT_NAMES,
    NAME_FITS,
    Prior,
    Sense,
    Surroundings,
    article_fits,
    load_weights,
    prior_of,
    rank,
    worth_weighing,
)
from geodata.resolve.reason import reason_for
from geodata.resolve.rules import RULES, senses_by_rules
from geodata.resolve.spelling import respell
from geodata.resolve.vicinity import place_in_vicinity
from geodata.theatre import Theatre
from geodata.toponym import Candidate, Toponym

MAX_ALTERNATIVES = 4

GroupKey = tuple[str, tuple[int, ...], bool]


def resolve_mentions(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer, theatre: Theatre | None, *, rules_only: bool = False
) -> list[Toponym]:
    """Choose a referent for each mention; unresolved ones keep ``None`` fields.

    Parameters
    ----------
    rules_only
        Leave out the learned weights: faster, and a little worse.
    """
    groups = group_mentions(mentions)
    if rules_only:
        senses = senses_by_rules(groups, _priors(text, groups, gazetteer, theatre, RULES), gazetteer, theatre)
    else:
        senses = senses_of(text, mentions, groups, gazetteer, theatre, load_weights())
    referents = {key: _referent(sense, gazetteer) for key, sense in senses.items()}
    toponyms = [_toponym(text, mention, senses.get(group_of(mention)), referents) for mention in mentions]
    return place_in_vicinity(mentions, respell(mentions, toponyms, gazetteer, theatre))


def group_of(mention: Mention) -> GroupKey:
    """Key of the mentions that share a sense: one sense of a name an article, but "Aleppo" is not "Aleppo province"."""
    return mention.key, mention.rows, mention.noun in DIVISION_NOUNS


def group_mentions(mentions: Sequence[Mention]) -> dict[GroupKey, list[Mention]]:
    """Mentions with candidates, by name."""
    groups: dict[GroupKey, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.rows:
            groups[group_of(mention)].append(mention)
    return groups


def senses_of(
    text: str, mentions: Sequence[Mention], groups: Mapping[GroupKey, list[Mention]], gazetteer: Gazetteer, theatre: Theatre | None,
    weights: Mapping[str, float],
) -> dict[GroupKey, Sense]:  # fmt: skip
    """Two rounds: names by themselves first, then in the light of what the others then mean."""
    vector = tuple([weights[name] for name in FIT_NAMES])
    priors = _priors(text, groups, gazetteer, theatre, vector)
    article_vector = vector[len(NAME_FITS) :]
    context = Context()
    senses: dict[GroupKey, Sense] = {}
    for first_round in (True, False):
        for key, members in groups.items():
            prior = priors[key]
            if len(prior.bearers) == 1 or (first_round and not any(map(_has_surroundings, members))):
                senses[key] = prior.sense
            else:
                around = Surroundings.of(members, context)
                fits = article_fits(prior.bearers, around, gazetteer, theatre)
                senses[key] = rank(prior.bearers, prior.sums, fits, article_vector)
        likely = {key[0]: sense for key, sense in senses.items()}
        context = read_context(mentions, likely)
        _settle_parents(mentions, senses)
    return senses


def _priors(
    text: str, groups: Mapping[GroupKey, list[Mention]], gazetteer: Gazetteer, theatre: Theatre | None, vector: tuple[float, ...]
) -> dict[GroupKey, Prior]:  # fmt: skip
    """What each name means before the article is read; `vector` are weights in the order of `FIT_NAMES`."""
    home, neighbours = (theatre.countries, theatre.neighbours) if theatre else ((), ())
    names = {key: text[members[0].start : members[0].end] for key, members in groups.items()}
    return {
        key: prior_of(gazetteer, names[key], worth_weighing(members, gazetteer), vector, home, neighbours)
        for key, members in groups.items()
    }


def _has_surroundings(mention: Mention) -> bool:
    """Whether the words beside a mention say anything of its referent."""
    return bool(mention.parents or mention.noun or mention.role == "actor")


def _settle_parents(mentions: Sequence[Mention], senses: Mapping[GroupKey, Sense]) -> None:
    """Once it is known which Washington County is meant, only that one holds what the text puts in it."""
    for mention in mentions:
        if mention.within is not None:
            sense = senses.get(group_of(mentions[mention.within]))
            if sense is not None and sense.probabilities[0] >= SETTLED:
                mention.parents = (sense.bearers[0].row,)


SETTLED = 0.6
"""Probability from which what holds a place is taken for known."""


@functools.lru_cache(maxsize=1 << 12)
def feature_at(gazetteer: Gazetteer, row: int) -> Feature:
    """Feature of a row; cached, since the same places fill the news."""
    return gazetteer.feature(row)


def _referent(sense: Sense, gazetteer: Gazetteer) -> tuple[Feature, tuple[Candidate, ...]]:
    """The feature chosen and the likeliest of those rejected."""
    others = list(zip(sense.bearers, sense.probabilities, strict=True))[1 : MAX_ALTERNATIVES + 1]
    return feature_at(gazetteer, sense.bearers[0].row), tuple(
        [_candidate(feature_at(gazetteer, bearer.row), chance) for bearer, chance in others]
    )


def _toponym(
    text: str,
    mention: Mention,
    sense: Sense | None,
    referents: Mapping[GroupKey, tuple[Feature, tuple[Candidate, ...]]],
) -> Toponym:
    if sense is None:
        return unresolved(text, mention)
    feature, others = referents[group_of(mention)]
    return Toponym(
        start=mention.start,
        end=mention.end,
        text=text[mention.start : mention.end],
        role="place" if mention.role == "actor" and not sense.bearers[0].governs else mention.role,
        feature_id=feature.id,
        name=feature.name,
        kind=feature.kind,
        lat=feature.lat,
        lon=feature.lon,
        geonames_id=feature.geonames_id,
        score=round(sense.probabilities[0], 4),
        reason=reason_for(mention.noun, sense.numbers[0], len(sense.bearers), feature.kind),
        radius_km=feature.radius_km,
        where_prec=feature.where_prec,
        country=feature.country,
        alternatives=others,
    )


def unresolved(text: str, mention: Mention, reason: str = "no place of this name is known") -> Toponym:
    """A toponym without a referent: "no match" is an answer."""
    return Toponym(
        start=mention.start, end=mention.end, text=text[mention.start : mention.end], role=mention.role, feature_id=None, name=None,
        kind=None, lat=None, lon=None, geonames_id=None, score=0.0, reason=reason, where_prec=7,
    )  # fmt: skip


def _candidate(feature: Feature, score: float) -> Candidate:
    return Candidate(feature.id, feature.name, feature.kind, feature.lat, feature.lon, feature.country, round(score, 4))
