"""Who is quoted as saying something, and which words are theirs."""

from __future__ import annotations

import dataclasses
from itertools import compress

from geodata.event.scene import Scene
from geodata.token import word_set

SPEECH_VERBS = word_set(
    "said says told announced claimed claims reported reports confirmed stated declared tweeted wrote alleged"
    " alleges insisted acknowledged argued noted added explained revealed disclosed maintained asserted admitted"
    " denied denies confirms announces suggested"
)
_OPENINGS = SPEECH_VERBS | {"according"}
_QUOTE_MARKS = frozenset({'"', "\u201c", "\u201d"})
_MAX_SPEAKER_TOKENS = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Speech:
    """Words reported as someone's.

    Parameters
    ----------
    verb
        Token of the verb of saying.
    first, stop
        Tokens said, half-open.
    speaker
        Words for who said it.
    """

    verb: int
    first: int
    stop: int
    speaker: str


def find_speech(scene: Scene) -> list[Speech]:
    """Return what is said in a sentence, and by whom."""
    found = []
    for index in compress(
        range(scene.first, scene.stop), map(_OPENINGS.__contains__, scene.lows[scene.first : scene.stop])
    ):
        speech = _according(scene, index) if scene.lows[index] == "according" else _said(scene, index)
        if speech:
            found.append(speech)
    return found


def speech_at(speeches: list[Speech], token: int) -> Speech | None:
    """Return the speech that a token is part of, ``None`` for the article's own words."""
    return next((s for s in speeches if s.first <= token < s.stop), None)


def _said(scene: Scene, verb: int) -> Speech | None:
    lows = scene.lows
    start = verb
    while (
        start > scene.first
        and lows[start - 1] not in (",", ";", ".", ":", "\u2014")
        and lows[start - 1] not in _QUOTE_MARKS
        and lows[start - 1] not in ("but", "and", "that")
    ):
        start -= 1
    if verb - start > _MAX_SPEAKER_TOKENS or (start == verb and verb > scene.first):
        return None
    speaker = _words(scene, start, verb)
    if speaker.lower() in _PRONOUNS:
        speaker = next((m.actor.text for m in scene.mentions if m.last < start), "")
    if not speaker:
        return None
    if (
        start - scene.first >= 4
        and (lows[start - 1] == "," or lows[start - 1] in _QUOTE_MARKS)
        and _closes(scene, verb)
    ):
        return Speech(verb, scene.first, start - 1, speaker)
    return Speech(verb, verb + 1, scene.stop, speaker)


def _closes(scene: Scene, verb: int) -> bool:
    """Whether hardly anything follows the verb: "..., the White House said in a statement."""
    return scene.stop - verb <= 9 or scene.lows[verb + 1] in (".", ",", "in", "on")


def _according(scene: Scene, index: int) -> Speech | None:
    if index + 2 >= scene.stop or scene.lows[index + 1] != "to":
        return None
    end = index + 2
    while end < scene.stop and scene.lows[end] not in (",", ".", ";", ":") and end - index < _MAX_SPEAKER_TOKENS:
        end += 1
    speaker = _words(scene, index + 2, end)
    return (
        Speech(index, scene.first, index, speaker) if index > scene.first else Speech(index, end, scene.stop, speaker)
    )


_PRONOUNS = frozenset({"it", "he", "she", "they", "who", "which"})
_LEADS = word_set("where which who when the a an also later and but on")


def _words(scene: Scene, first: int, stop: int) -> str:
    while first < stop and scene.lows[first] in _LEADS:
        first += 1
    while stop > first and scene.lows[stop - 1] in ("has", "have", "had", "also", "later", "not", "did"):
        stop -= 1
    tokens = scene.tokens
    words = tokens.words[first:stop]
    return " ".join(words).replace(" 's", "'s").replace(" .", ".") if words else ""
