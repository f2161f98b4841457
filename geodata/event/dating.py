"""When a trigger's event happened."""

from __future__ import annotations

import dataclasses
import operator
from bisect import bisect_left

from geodata.event.scene import Scene
from geodata.event.speech import Speech
from geodata.interval import DateInterval
from geodata.publication import Publication
from geodata.sentence import Sentence
from geodata.timex import Timex, date_for_trigger

_PRESENT = frozenset({"present", "progressive"})
_FUTURE = frozenset({"planned", "threatened", "sought", "hypothetical"})
_SAYING_REACH = 3
"""Tokens between a verb of saying and the date of the saying ("said in Cairo on Sunday")."""


_START = operator.attrgetter("start")


@dataclasses.dataclass(frozen=True, slots=True)
class Calendar:
    """All that dating a trigger needs of its article."""

    text: str
    sentences: list[Sentence]
    timexes: list[Timex]
    publication: Publication

    def date(
        self,
        scene: Scene,
        trigger: tuple[int, int],
        tense: str,
        modality: str = "asserted",
        speech: Speech | None = None,
    ) -> DateInterval:
        """Return the days between which what the trigger (code points) says lies.

        The date of a saying is not the date of what is said: what was told on Sunday
        happened by Sunday.
        """
        said_on = self._saying(scene, speech) if speech else None
        between = self._between(scene, trigger, tense)
        if between:
            return between
        simple = (
            "present"
            if tense in _PRESENT
            else "future"
            if modality in _FUTURE and tense in ("future", "infinitive")
            else "past"
        )
        timexes = self._without(said_on, scene)
        interval = date_for_trigger(self.text, self.sentences, timexes, self.publication, scene.index, *trigger, simple)
        open_end = interval.precision in ("undated", "undated_recent")
        if said_on and simple == "past" and (open_end or not _dated(_within(timexes, *_bounds(scene)))):
            return _by_the_saying(said_on)
        return interval

    def _without(self, said_on: Timex | None, scene: Scene) -> list[Timex]:
        """Return the timexes but for that of a saying and those of the dateline that the scene leaves out."""
        first = bisect_left(self.timexes, scene.sentence.start, key=_START)
        head = bisect_left(self.timexes, scene.tokens.starts[scene.first], first, key=_START)
        if said_on is None and first == head:
            return self.timexes
        return [t for t in self.timexes[:first] + self.timexes[head:] if t is not said_on]

    def _saying(self, scene: Scene, speech: Speech) -> Timex | None:
        """Return the timex beside the verb of saying."""
        starts = scene.tokens.starts
        low = starts[speech.verb]
        high = starts[min(speech.verb + _SAYING_REACH, scene.stop - 1)]
        for timex in _within(self.timexes, low + 1, high + 1):
            if timex.interval.latest:
                between = scene.lows[speech.verb + 1 : scene.tokens.between(timex.start, timex.end)[0]]
                if "that" not in between and not any(word in ("it", "they", "he", "the") for word in between[:1]):
                    return timex
        return None

    def _between(self, scene: Scene, trigger: tuple[int, int], tense: str) -> DateInterval | None:
        """A past perfect between two dates of one sentence lies between them.

        "They set out in April, but their campaign, which had stalled, collapsed in June."
        """
        if tense not in ("pluperfect", "gerund") or not self._in_pluperfect(scene, trigger):
            return None
        own = [t.interval for t in _within(self.timexes, *_bounds(scene))]
        before = [t.interval for t in _within(self.timexes, scene.sentence.start, trigger[0])]
        after = own[len(before) :]
        if not before or not after or not before[-1].earliest or not after[0].latest:
            return None
        first, last = before[-1], after[0]
        if first.earliest is None or last.latest is None or first.earliest > last.latest:
            return None
        return DateInterval(
            first.earliest, last.latest, "vague", last.anchor, f"between {first.reason} and {last.reason}"
        )

    def _in_pluperfect(self, scene: Scene, trigger: tuple[int, int]) -> bool:
        """Whether the trigger stands in a clause told with "had"."""
        first, _ = scene.tokens.between(*trigger)
        for index in range(first, scene.first - 1, -1):
            if scene.lows[index] == "had":
                return True
            if scene.lows[index] in (",", ";", "but", "and"):
                return False
        return False


def _within(timexes: list[Timex], start: int, end: int) -> list[Timex]:
    """Return the timexes that begin within ``text[start:end]``."""
    return timexes[bisect_left(timexes, start, key=_START) : bisect_left(timexes, end, key=_START)]


def _dated(timexes: list[Timex]) -> bool:
    return any(t.interval.latest for t in timexes)


def _bounds(scene: Scene) -> tuple[int, int]:
    return scene.sentence.start, scene.sentence.end


def _by_the_saying(said_on: Timex) -> DateInterval:
    interval = said_on.interval
    reason = f"by the time it was said ({interval.reason})"
    return DateInterval(None, interval.latest, "before_reported", interval.anchor, reason)
