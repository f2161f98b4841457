"""Toponyms of an article, recognised and resolved."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.descriptor import describe
from geodata.gazetteer import Gazetteer
from geodata.recognise.scan import scan_words
from geodata.recognise.selection import recognise
from geodata.resolve.referent import resolve_mentions
from geodata.resolve.spans import mentions_of, resolve_spans
from geodata.sentence import Sentence
from geodata.theatre import Theatre
from geodata.toponym import Toponym

__all__ = ["geoparse", "resolve_spans"]


def geoparse(
    text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer, theatre: Theatre | None, *, rules_only: bool = False
) -> list[Toponym]:
    """Find the toponyms of an article and choose a referent for each.

    Parameters
    ----------
    text, sentences
        The article and its sentences (`geodata.sentence.split_sentences`).
    gazetteer
        Where names are looked up.
    theatre
        The conflict whose places are expected; ``None`` expects no part of the world.
    rules_only
        Leave out the learned filter and ranking: faster, and worse.

    Returns
    -------
    list of Toponym
        In order of the text; only descriptors may overlap a name that they contain. ``text[start:end]`` is the toponym.
    """
    scan = scan_words(text, sentences)
    proposals = [proposal for proposal, _ in recognise(scan, gazetteer, rules_only=rules_only)]
    mentions = mentions_of(scan, proposals, gazetteer)
    toponyms = resolve_mentions(text, mentions, gazetteer, theatre, rules_only=rules_only)
    return describe(text, toponyms, gazetteer, theatre)
