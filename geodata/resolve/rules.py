"""What names mean by rules alone, without the learned weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geodata.gazetteer import Gazetteer
from geodata.resolve.context import STATES, Context, Share
from geodata.resolve.mention import Mention
from geodata.resolve.ranking import FIT_NAMES, NAME_FITS, Prior, Sense, Surroundings, article_fits, rank
from geodata.theatre import Theatre

_BY_HAND = {
    "prominence": 1.0, "likeness": 2.0, "curated": 0.8, "derived": -0.5, "historic": -1.5, "admin": -0.5, "in_parent": 5.0,
    "country_support": 2.5, "home": 2.0, "neighbour": 0.6, "noun_agrees": 4.0, "noun_disagrees": -1.5, "governs": 2.0,
}  # fmt: skip
"""A place ten times as well known is preferred, unless the text names what holds it, its kind or its country."""
RULES = tuple(_BY_HAND.get(name, 0.0) for name in FIT_NAMES)
"""Weights in the order of `FIT_NAMES`."""


def senses_by_rules(
    groups: Mapping[tuple, list[Mention]], priors: Mapping[tuple, Prior], gazetteer: Gazetteer, theatre: Theatre | None
) -> dict[tuple, Sense]:
    """Sense of each name: one round, in the light of the countries that the article names."""
    context = _countries_named(priors)
    senses: dict[tuple, Sense] = {}
    for key, members in groups.items():
        prior = priors[key]
        if len(prior.bearers) == 1 or not (context.countries or _says_more(members)):
            senses[key] = prior.sense
            continue
        fits = article_fits(prior.bearers, Surroundings.of(members, context), gazetteer, theatre)
        senses[key] = rank(prior.bearers, prior.sums, fits, RULES[len(NAME_FITS) :])
    return senses


def _countries_named(priors: Mapping[tuple, Prior]) -> Context:
    """Countries named by themselves or by their people, each once; none is support for its own name."""
    context = Context()
    for key, prior in priors.items():
        first = prior.sense.bearers[0]
        if first.kind in STATES:
            context.countries[first.country] = context.countries.get(first.country, 0.0) + 1.0
            context.shares[key[0]] = Share({first.country: 1.0}, {})
    context.country_total = sum(context.countries.values())
    return context


def _says_more(members: Sequence[Mention]) -> bool:
    return any(mention.parents or mention.noun or mention.role == "actor" for mention in members)
