"""One sentence with all that was found in it, by token."""

from __future__ import annotations

import dataclasses
import functools
from bisect import bisect_left, bisect_right

from geodata.actor import ActorMention
from geodata.event.ground import Landscape
from geodata.sentence import Sentence
from geodata.token import Tokens, tokenize, word_set
from geodata.toponym import Toponym

REPORTING_KINDS = frozenset({"body", "caption"})
"""Kinds of sentence that report events; headings, links, credits and repeats do not.

A text that is nothing but a heading is read all the same.
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Mention:
    """An actor mention at tokens ``first`` to ``last`` (inclusive)."""

    first: int
    last: int
    actor: ActorMention


@dataclasses.dataclass(frozen=True, eq=False)
class Setting:
    """An article with all that was found in it; the first code points of actors and toponyms, in order."""

    tokens: Tokens
    sentences: list[Sentence]
    toponyms: list[Toponym]
    actors: list[ActorMention]
    toponym_starts: list[int]
    actor_starts: list[int]

    @classmethod
    def of(cls, text: str, sentences: list[Sentence], toponyms: list[Toponym], actors: list[ActorMention]) -> Setting:
        """Gather what was found in an article; its events and its claims are read from the same setting."""
        starts = [t.start for t in toponyms], [a.start for a in actors]
        return cls(tokenize(text), sentences, toponyms, actors, *starts)

    @functools.cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """The sentences that report events, in order."""
        tokens, sentences, scenes = self.tokens, self.sentences, []
        kinds = REPORTING_KINDS if any(s.kind in REPORTING_KINDS for s in sentences) else frozenset({"heading"})
        for index, sentence in enumerate(sentences):
            if sentence.kind in kinds:
                first, stop = tokens.between(sentence.start, sentence.end)
                first += _dateline_tokens(tokens, first, stop)
                if first < stop:
                    scenes.append(Scene(self, sentence, index, first, stop, tokens, tokens.lows))
        return tuple(scenes)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """All words of the article, in lower case."""
        return frozenset(self.tokens.lows)

    def actors_of(self, sentence: Sentence) -> list[ActorMention]:
        """Return the actors that a sentence names."""
        return self.actors[_within(self.actor_starts, sentence)]


def _within(starts: list[int], sentence: Sentence) -> slice:
    return slice(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end))


@dataclasses.dataclass(frozen=True, eq=False)
class Scene:
    """A sentence with its actors and places; most sentences report nothing, and theirs are never looked up.

    Parameters
    ----------
    index
        Position of the sentence in the article's sentences.
    first, stop
        Its tokens, half-open.
    lows
        All tokens of the article in lower case.
    """

    setting: Setting
    sentence: Sentence
    index: int
    first: int
    stop: int
    tokens: Tokens
    lows: list[str]

    @functools.cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Actors in the sentence, in order."""
        tokens = self.tokens
        return tuple([Mention(*_token_span(tokens, a.start, a.end), a) for a in self.setting.actors_of(self.sentence)])

    @functools.cached_property
    def places(self) -> tuple[tuple[int, int, int], ...]:
        """(first token, last token, index of the toponym) of the places in the sentence."""
        tokens, toponyms = self.tokens, self.setting.toponyms
        here = range(len(toponyms))[_within(self.setting.toponym_starts, self.sentence)]
        return tuple([(*_token_span(tokens, toponyms[i].start, toponyms[i].end), i) for i in here])

    @functools.cached_property
    def land(self) -> Landscape:
        """What is known of the ground and of who acts, by token."""
        if not self.mentions and not self.places:
            return _EMPTY
        ground = {
            token: index
            for first, last, index in self.places
            if self.setting.toponyms[index].role in ("place", "descriptor")
            for token in range(first, last + 1)
        }
        acting = frozenset([token for m in self.mentions for token in range(m.first, m.last + 1)])
        return Landscape(ground, acting)

    @functools.cached_property
    def topic(self) -> Mention | None:
        """The subject of the last sentence told, for which a pronoun may stand."""
        for sentence in reversed(self.setting.sentences[max(0, self.index - 3) : self.index]):
            if sentence.kind in REPORTING_KINDS and (actors := self.setting.actors_of(sentence)):
                subject = next((a for a in actors if not self._is_governed(a)), None)
                return Mention(self.first, self.first, subject) if subject else None
        return None

    def _is_governed(self, actor: ActorMention) -> bool:
        """Whether a preposition stands before an actor: it is not who its sentence is about."""
        index = self.tokens.between(actor.start, actor.end)[0] - 1
        while index > 0 and self.lows[index] in ("the", "a", "an"):
            index -= 1
        return index >= 0 and self.tokens.lows[index] in _GOVERNING

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points from token `first` to token `last`."""
        return self.tokens.starts[first], self.tokens.ends[last]


_GOVERNING = word_set("against from of to for between at on over near toward towards into with")

_EMPTY = Landscape({}, frozenset())


_DASHES = frozenset({"-", "\u2013", "\u2014"})
_DATELINE_TOKENS = 14


def _dateline_tokens(tokens: Tokens, first: int, stop: int) -> int:
    """Count the tokens of "KYIV, 11 September 2022 (Reuters) -" at the head of a sentence."""
    if not tokens.words[first].isupper() or len(tokens.words[first]) < 3:
        return 0
    for index in range(first + 1, min(stop - 1, first + _DATELINE_TOKENS)):
        if tokens.lows[index] in _DASHES:
            return index + 1 - first
        if tokens.words[index].islower() and tokens.words[index].isalpha():
            return 0
    return 0


def _token_span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    first = max(bisect_right(tokens.starts, start) - 1, 0)
    return first, max(bisect_left(tokens.starts, end) - 1, first)
