"""The date of something told: its own clause's, else the running narrative's, else open."""

from __future__ import annotations

import operator
import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from geodata.interval import UNDATED, DateInterval
from geodata.sentence import Sentence
from geodata.timex.clause import SPEECH, between_dates, dates, follows_saying, governed, governing
from geodata.timex.period import in_words
from geodata.timex.record import Timex

if TYPE_CHECKING:
    from geodata.publication import Publication

NARRATIVE_REACH = 3
"""Paragraphs back from which an undated sentence may inherit its date, if nobody speaks in between."""

SENTENCE_REACH = 12
"""Sentences back from which a date may be inherited."""


def date_for_trigger(
    text: str,
    sentences: Sequence[Sentence],
    timexes: Sequence[Timex],
    publication: Publication,
    sentence_index: int,
    trigger_start: int,
    trigger_end: int,
    tense: str | None = None,
) -> DateInterval:
    """Return the days on which what the trigger says happened, or is to happen.

    Parameters
    ----------
    trigger_start, trigger_end
        Code points of the words that say what happened, within the sentence.
    tense
        ``past``, ``present`` or ``future`` where the caller knows it, else ``None``.

    Returns
    -------
    The interval of the timex that governs the trigger's clause; without one, the running
    narrative's from its beginning to publication; without that, open up to publication.
    Never a day that the text does not state.
    """
    sentence = sentences[sentence_index]
    own = _of_sentence(timexes, sentence)
    between = between_dates(text, own, trigger_start)
    if between:
        return between
    timex = governing(text, own, trigger_start, trigger_end)
    if timex and timex.value == "PRESENT_REF":
        return _at_publication(publication.date)
    if timex:
        return governed(text, timex, own, trigger_start, trigger_end, publication.date)
    if tense in {"future", "present"}:
        return _ahead(publication.date) if tense == "future" else _at_publication(publication.date)
    told = _told_before(text, sentences, timexes, sentence_index)
    if not told:
        return _undated(publication.date)
    following = _told_after(text, sentences, timexes, sentence_index) if _is_history(told, publication.date) else None
    return _from_narrative(told, publication.date, following)


_START = operator.attrgetter("start")


def _of_sentence(timexes: Sequence[Timex], sentence: Sentence) -> Sequence[Timex]:
    first = bisect_left(timexes, sentence.start, key=_START)
    return timexes[first : bisect_left(timexes, sentence.end, first, key=_START)]


def _ahead(published: date | None) -> DateInterval:
    if not published:
        return UNDATED
    return DateInterval(
        published, None, "undated", "publication", f"to come, as of publication on {in_words(published)}"
    )


def _at_publication(published: date | None) -> DateInterval:
    if not published:
        return UNDATED
    reason = f"the state of things at publication on {in_words(published)}"
    return DateInterval(None, published, "state_as_of_publication", "publication", reason)


def _undated(published: date | None) -> DateInterval:
    if not published:
        return UNDATED
    reason = f"the text gives no date; not after publication on {in_words(published)}"
    return DateInterval(None, published, "undated_recent", "publication", reason)


_VOICES = re.compile(rf"[\"\u201c\u201d]|\b{SPEECH}\b")


def _told_before(text: str, sentences: Sequence[Sentence], timexes: Sequence[Timex], index: int) -> Timex | None:
    """Return the last past date told before this sentence, unless a heading or a speaker stands between."""
    for sentence in reversed(sentences[max(0, index - SENTENCE_REACH) : index]):
        if sentence.kind == "heading" or sentences[index].paragraph - sentence.paragraph > NARRATIVE_REACH:
            return None
        if sentence.kind != "body":
            continue
        for timex in reversed(_of_sentence(timexes, sentence)):
            if _passes_on(text, timex):
                return timex
        if _VOICES.search(text[sentence.start : sentence.end]):
            return None
    return None


HISTORY_DAYS = 400
"""Days before publication from which what is told is history, and goes on to the date told next."""


def _is_history(told: Timex, published: date | None) -> bool:
    earliest = told.interval.earliest
    return bool(published and earliest and (published - earliest).days > HISTORY_DAYS)


def _told_after(text: str, sentences: Sequence[Sentence], timexes: Sequence[Timex], index: int) -> Timex | None:
    """Return the next date told at the head of a later sentence, unless a heading stands between."""
    for sentence in sentences[index + 1 : index + 1 + SENTENCE_REACH]:
        if sentence.kind == "heading":
            return None
        own = _of_sentence(timexes, sentence)
        if own and own[0].start - sentence.start < HEAD_REACH and _passes_on(text, own[0]):
            return own[0]
    return None


HEAD_REACH = 20
"""Code points from the start of a sentence within which a date carries the story on: "By late May 1944"."""

_FINE = frozenset({"day", "day_inferred", "minute", "week", "month", "part_of_month"})


def _passes_on(text: str, timex: Timex) -> bool:
    """Whether a later sentence may go on from this date: a day, week or month of a deed, no background year."""
    if timex.type not in {"DATE", "TIME"} or timex.interval.precision not in _FINE or not dates(timex):
        return False
    return not follows_saying(text, timex)


def _from_narrative(timex: Timex, published: date | None, following: Timex | None = None) -> DateInterval:
    """Let what is told next begin with the narrative's date and end by publication, or by the date told next."""
    interval = timex.interval
    latest = published if published and interval.earliest and published >= interval.earliest else interval.latest
    precision = "month_inherited" if interval.precision in {"month", "part_of_month"} else "after_event"
    reason = f"goes on from {interval.reason}; not after publication"
    until = following.interval.latest if following else None
    if following and until and interval.earliest and interval.earliest <= until and (not latest or until < latest):
        latest, reason = (
            until,
            f"goes on from {interval.reason}; not after what is told next: {following.interval.reason}",
        )
    return DateInterval(interval.earliest, latest, precision, "narrative", reason)
