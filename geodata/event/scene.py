"""One sentence with all that was found in it, by token."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from geodata.actor import ActorMention
from geodata.event.ground import Landscape
from geodata.sentence import Sentence
from geodata.token import Tokens
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


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its actors and places.

    Parameters
    ----------
    index
        Position of the sentence in the article's sentences.
    first, stop
        Its tokens, half-open.
    mentions
        Actors in it, in order.
    places
        (first token, last token, index of the toponym) of the places in it.
    """

    tokens: Tokens
    sentence: Sentence
    index: int
    first: int
    stop: int
    mentions: tuple[Mention, ...]
    places: tuple[tuple[int, int, int], ...]
    land: Landscape

    @property
    def lows(self) -> list[str]:
        """All tokens of the article in lower case."""
        return self.tokens.lows

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the code points from token `first` to token `last`."""
        return self.tokens.starts[first], self.tokens.ends[last]


def scenes(
    tokens: Tokens,
    sentences: list[Sentence],
    toponyms: list[Toponym],
    actors: list[ActorMention],
    *,
    wanted: Callable[[Sentence, int, int], bool] | None = None,
) -> Iterator[Scene]:
    """Yield the sentences that report events, in order; `wanted` may leave some out.

    `wanted` is asked with a sentence and its tokens, half-open.
    """
    kinds = REPORTING_KINDS if any(s.kind in REPORTING_KINDS for s in sentences) else frozenset({"heading"})
    actor_starts = [a.start for a in actors]
    toponym_starts = [t.start for t in toponyms]
    for index, sentence in enumerate(sentences):
        if sentence.kind not in kinds:
            continue
        first, stop = tokens.between(sentence.start, sentence.end)
        first += _dateline_tokens(tokens, first, stop)
        if first == stop or (wanted and not wanted(sentence, first, stop)):
            continue
        here = slice(bisect_left(actor_starts, sentence.start), bisect_left(actor_starts, sentence.end))
        mentions = tuple(Mention(*_token_span(tokens, a.start, a.end), a) for a in actors[here])
        there = range(bisect_left(toponym_starts, sentence.start), bisect_left(toponym_starts, sentence.end))
        places = tuple((*_token_span(tokens, toponyms[i].start, toponyms[i].end), i) for i in there)
        yield Scene(tokens, sentence, index, first, stop, mentions, places, _landscape(mentions, places, toponyms))


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


def topic_before(scene: Scene, sentences: list[Sentence], actors: list[ActorMention]) -> Mention | None:
    """Return the subject of the last sentence told, for which a pronoun may stand."""
    for sentence in reversed(sentences[max(0, scene.index - 3) : scene.index]):
        if sentence.kind not in REPORTING_KINDS:
            continue
        position = bisect_left(actors, sentence.start, key=lambda a: a.start)
        if position < len(actors) and actors[position].start < sentence.end:
            return Mention(scene.first, scene.first, actors[position])
    return None


def _token_span(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    first = max(bisect_right(tokens.starts, start) - 1, 0)
    return first, max(bisect_left(tokens.starts, end) - 1, first)


_EMPTY = Landscape({}, frozenset())


def _landscape(
    mentions: tuple[Mention, ...], places: tuple[tuple[int, int, int], ...], toponyms: list[Toponym]
) -> Landscape:
    if not mentions and not places:
        return _EMPTY
    ground = {
        token: index
        for first, last, index in places
        if toponyms[index].role in ("place", "descriptor")
        for token in range(first, last + 1)
    }
    acting = frozenset(token for m in mentions for token in range(m.first, m.last + 1))
    return Landscape(ground, acting)
