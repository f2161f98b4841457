"""The date of something told: its own clause's, else the running narrative's, else open."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from geodata.interval import UNDATED, DateInterval
from geodata.sentence import Sentence
from geodata.timex.period import in_words
from geodata.timex.record import Timex

if TYPE_CHECKING:
    from geodata.publication import Publication

NARRATIVE_REACH = 2
"""Paragraphs back from which an undated sentence may inherit its date."""

_BORDER_COST = {"clause": 60, "subordinate": 160}
_CLAUSE_BORDER = re.compile(r"[;:\u2014]|,\s+(?:and|but|or|so|while|although|though)\b|\b(?:but|while|whereas)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:after|before|when|since|until|which|who|whom|whose|that|because|if|as|where|once|vowing|saying|despite)\b"
    r"|,\s+(?=\w+ing\b)|\b(?:said|told|announced|warned|added)\b",
    re.IGNORECASE,
)


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
    own = [timex for timex in timexes if sentence.start <= timex.start < sentence.end]
    governing = _governing(text, sentence, own, trigger_start, trigger_end)
    if governing:
        return _under_preposition(text, governing, own, publication.date)
    if tense == "future":
        return _ahead(publication.date)
    if tense == "present":
        return _at_publication(publication.date)
    inherited = _inherited(text, sentences, timexes, sentence_index)
    return _from_narrative(inherited, publication.date) if inherited else _undated(publication.date)


def _governing(text: str, sentence: Sentence, own: Sequence[Timex], start: int, end: int) -> Timex | None:
    """Choose the timex nearest to the trigger, borders of clauses between them counted as distance."""
    best: tuple[int, Timex] | None = None
    for timex in own:
        if not _dates(timex) or (timex.start < end and start < timex.end):
            continue
        cost = _distance(text, timex, start, end)
        if best is None or cost < best[0]:
            best = (cost, timex)
    return best[1] if best and best[0] < _BORDER_COST["subordinate"] + 120 else None


def _dates(timex: Timex) -> bool:
    """Whether the timex says when: it has days, and more than "now" or "recently"."""
    interval = timex.interval
    if timex.type == "SET" or (not interval.earliest and not interval.latest):
        return False
    return not timex.value.endswith("_REF") or interval.precision == "vague"


def _distance(text: str, timex: Timex, start: int, end: int) -> int:
    between = text[end : timex.start] if timex.start >= end else text[timex.end : start]
    cost = len(between)
    cost += _BORDER_COST["clause"] * len(_CLAUSE_BORDER.findall(between))
    # A leading time phrase ("On Sunday, the army ...") governs past its own comma.
    return cost + _BORDER_COST["subordinate"] * len(_SUBORDINATE.findall(between))


_SINCE = re.compile(r"\bsince\s+(?:[^.;]{0,60}\s)?(?:in\s+|on\s+)?(?:the\s+)?$", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:until|till|by|before)\s+(?:the\s+)?$", re.IGNORECASE)


def _under_preposition(text: str, timex: Timex, own: Sequence[Timex], published: date | None) -> DateInterval:
    """Apply "since", "until" and ranges to the interval of the timex."""
    interval = timex.interval
    before = text[max(0, timex.start - 80) : timex.start]
    reason = interval.reason
    if _SINCE.search(before) and interval.earliest:
        latest = published if published and published >= interval.earliest else None
        return dataclasses.replace(interval, latest=latest, precision="vague", reason=f"since {reason}")
    if _UNTIL.search(before):
        return dataclasses.replace(interval, earliest=None, precision="before_reported", reason=f"by {reason}")
    return _range(text, timex, own) or interval


def _range(text: str, timex: Timex, own: Sequence[Timex]) -> DateInterval | None:
    """Return the hull of "from 3 to 5 May" when the timex is one end of it."""
    for first, second in zip(own, own[1:], strict=False):
        if timex not in (first, second) or not _linked(text, first, second):
            continue
        earliest, latest = first.interval.earliest, second.interval.latest
        if earliest and latest and earliest <= latest:
            reason = f"{first.interval.reason}, to {second.interval.reason}"
            return DateInterval(earliest, latest, "vague", second.interval.anchor, reason)
    return None


def _linked(text: str, first: Timex, second: Timex) -> bool:
    between = text[first.end : second.start]
    if re.fullmatch(r"\s*(?:to|until|till|through|-|\u2013|\u2014)\s*(?:the\s+)?", between):
        return True
    return bool(re.fullmatch(r"\s+and\s+", between) and re.search(r"\bbetween\s+$", text[max(0, first.start - 12) : first.start]))


def _ahead(published: date | None) -> DateInterval:
    if not published:
        return UNDATED
    return DateInterval(published, None, "undated", "publication", f"to come, as of publication on {in_words(published)}")


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


def _inherited(text: str, sentences: Sequence[Sentence], timexes: Sequence[Timex], index: int) -> Timex | None:
    """Return the last past date told in this paragraph or just before it."""
    paragraph = sentences[index].paragraph
    for sentence in _told_before(sentences, index):
        if paragraph - sentence.paragraph > NARRATIVE_REACH:
            return None
        for timex in reversed(timexes):
            if sentence.start <= timex.start < sentence.end and _passes_on(text, timex):
                return timex
    return None


def _told_before(sentences: Sequence[Sentence], index: int) -> Iterator[Sentence]:
    for sentence in reversed(sentences[:index]):
        if sentence.kind == "heading":
            return
        if sentence.kind == "body":
            yield sentence


def _passes_on(text: str, timex: Timex) -> bool:
    """Whether a later sentence may go on from this date: a day, week or month, not a background year."""
    del text
    interval = timex.interval
    fine = interval.precision in {"day", "day_inferred", "minute", "week", "month", "part_of_month"}
    return _dates(timex) and timex.type in {"DATE", "TIME"} and fine


def _from_narrative(timex: Timex, published: date | None) -> DateInterval:
    """Let what is told next begin with the narrative's date and end by publication."""
    interval = timex.interval
    latest = published if published and interval.earliest and published >= interval.earliest else interval.latest
    precision = "month_inherited" if interval.precision in {"month", "part_of_month"} else "after_event"
    reason = f"goes on from {interval.reason}; not after publication"
    return DateInterval(interval.earliest, latest, precision, "narrative", reason)
