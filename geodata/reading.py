"""Everything read from one article."""

from __future__ import annotations

import dataclasses

from geodata.actor import ActorMention, find_actors
from geodata.article import Article
from geodata.claim import Claim, find_claims
from geodata.event import Event, find_events
from geodata.event.scene import Setting
from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.publication import Publication, find_publication
from geodata.sentence import Sentence, split_sentences
from geodata.theatre import Theatre
from geodata.timex import Timex, tag_timexes
from geodata.toponym import Toponym


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """An article with its sentences, toponyms, timexes, actors, events and claims."""

    article: Article
    publication: Publication
    sentences: list[Sentence]
    toponyms: list[Toponym]
    timexes: list[Timex]
    actors: list[ActorMention]
    events: list[Event]
    claims: list[Claim]


def read_article(
    article: Article, gazetteer: Gazetteer | None, theatre: Theatre | None, *, rules_only: bool = False
) -> Reading:
    """Read one article.

    Parameters
    ----------
    article
        The text; all offsets of the result count its code points.
    gazetteer
        ``None`` leaves out toponyms: dates, events and claims are read from the words alone.
    theatre
        The conflict whose parties and places are expected; ``None`` expects nothing.
    rules_only
        Toponyms without the learned filter and ranking: faster, and worse.
    """
    text = article.text
    sentences = split_sentences(text)
    publication = find_publication(text, sentences, article.given_date)
    timexes = tag_timexes(text, sentences, publication.date)
    toponyms = geoparse(text, sentences, gazetteer, theatre, rules_only=rules_only) if gazetteer else []
    actors = find_actors(text, sentences, toponyms, theatre)
    setting = Setting.of(text, sentences, toponyms, actors)
    events = find_events(text, sentences, toponyms, timexes, actors, publication, setting)
    claims = find_claims(text, sentences, toponyms, timexes, actors, publication, events, setting)
    return Reading(article, publication, sentences, toponyms, timexes, actors, events, claims)
