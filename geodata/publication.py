"""When an article was published, and how that is known."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from datetime import date

from geodata.sentence import Sentence
from geodata.timex import Timex, tag_timexes
from geodata.timex.period import in_words

SOURCES = ("given", "metadata", "dateline", "caption", "text", "none")
"""Where the date comes from, most trusted first; ``text`` is the article saying "today, 20 July 2020"."""

EDGE_LINES = 6
"""Lines from either end of an article in which a dateline or a header stands."""


@dataclasses.dataclass(frozen=True, slots=True)
class Publication:
    """Publication date of an article; `source` is one of `SOURCES`, `reason` is for the reader."""

    date: date | None
    source: str
    reason: str


def find_publication(text: str, sentences: list[Sentence], given: date | None) -> Publication:
    """Return the publication date that metadata, dateline, caption or the text itself state.

    Parameters
    ----------
    text, sentences
        The article and `geodata.sentence.split_sentences` of it.
    given
        The date that came with the article, which always wins.

    Returns
    -------
    The date with its source; ``None`` with the source ``none`` rather than a guess.
    """
    if given:
        return Publication(given, "given", "given with the article")
    for find in (_from_header, _from_dateline, _from_opening, _from_caption, _from_statement):
        found = find(text, sentences)
        if found:
            return found
    return Publication(None, "none", "the text does not say when it was published")


def stated_day(words: str) -> date | None:
    """Return the day that a metadata field states in full, in any usual order; ``None`` when it states none.

    >>> stated_day("17 December 2016")
    datetime.date(2016, 12, 17)
    """
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        found = _first_day(words)
        return found[0] if found else None


_HEADER = re.compile(
    r"^[\"'<]{0,2}(?:meta\b.{0,60}\b)?(?:date|published|publish_date|published_at|publication_date|pubdate|dct"
    r"|datePublished|article:published_time)[\"']?\s*(?:[:=]|content=)\s*[\"']?(?=\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|last\s+update|edited)\b", re.IGNORECASE)


def _from_header(text: str, sentences: Sequence[Sentence]) -> Publication | None:
    """Read a header line such as ``date: 2020-01-02``."""
    for line in _edge_lines(text, sentences):
        if _HEADER.match(line) and (found := _first_day(line)):
            return Publication(found[0], "metadata", f'from the header "{_shortened(line)}"')
    return None


def _from_dateline(text: str, sentences: Sequence[Sentence]) -> Publication | None:
    """Read a line that holds little but a date; "published" wins over "updated".

    A text with many such lines is a chronology, whose dates are those of its events.
    """
    lines = [text[s.start : s.end] for s in _edge(sentences) if s.kind == "credit"]
    lines += [line for line in _edge_lines(text, sentences) if line not in lines and _is_date_line(line)]
    if lines and _is_chronology(text, sentences):
        lines = [line for line in lines if _MARKED.match(line)]
    for line in sorted(lines, key=lambda line: bool(_UPDATED.search(line.split(",")[0]))):
        if found := _first_day(line):
            return Publication(found[0], "dateline", f'from the dateline "{_shortened(line)}"')
    return None


DATE_LINE_MAX_CHARS = 90
CHRONOLOGY_DAYS = 3
"""Different days at the heads of lines from which a text is a chronology."""

_SEGMENT = re.compile(r"\s*[|\u2022\u00b7\u2013\u2014]\s*|\s-\s")
_SMALL_WORDS = re.compile(r"\b(?:on|at|date|mon|tue|wed|thu|fri|sat|sun|[A-Z]{3,4})\b|\W", re.IGNORECASE)


def _is_date_line(line: str) -> bool:
    """Whether a short line is marked as a date, or has a part that is nothing else."""
    if len(line) > DATE_LINE_MAX_CHARS or not any(character.isdigit() for character in line):
        return False
    return bool(_MARKED.match(line)) or any(map(_is_date_alone, _SEGMENT.split(line)))


def _is_date_alone(segment: str) -> bool:
    timexes = tag_timexes(segment, [], None)
    if not any(map(_is_full_day, timexes)):
        return False
    rest = "".join(segment[a.end : b] for a, b in zip(timexes, [t.start for t in timexes[1:]] + [None], strict=True))
    return not _SMALL_WORDS.sub("", segment[: timexes[0].start] + rest)


def _is_chronology(text: str, sentences: Sequence[Sentence]) -> bool:
    days = {_first_day(text[s.start : s.end]) for s in sentences if s.kind in {"dateline", "heading"}}
    return len({found[0] for found in days if found}) >= CHRONOLOGY_DAYS


_MARKED = re.compile(
    r"(?:published|posted|first\s+published|updated|last\s+(?:updated|modified))\b.{0,40}\d", re.IGNORECASE
)
_CITY_LINE = re.compile(
    r"(?:[A-Z\u00c0-\u00dc][\w.'\u2019\u00c0-\u00ff-]*[,/ ]+){1,6}?(?:[-\u2013\u2014]\s+)?(?:\([A-Z][\w ]{1,20}\)\s*)?"
    r"(?:[A-Z][a-z]{2,5}day,?\s+)?"
    r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|\d{4}-\d\d-\d\d)"
    r"\s*(?:\([A-Z][\w /.]{1,20}\)|/[A-Z]|[-\u2013\u2014:])",
)


def _from_opening(text: str, sentences: Sequence[Sentence]) -> Publication | None:
    """Read "CAIRO, July 20, 2020 (AFP) -" at the head of the first paragraph."""
    for sentence in [s for s in sentences if s.kind == "body"][:2]:
        match = _CITY_LINE.match(text[sentence.start : min(sentence.end, sentence.start + 160)])
        if match and match.end() <= 90 and (found := _first_day(match.group())):
            return Publication(found[0], "dateline", f'from the dateline "{_shortened(match.group())}"')
    return None


_FILE_PICTURE = re.compile(r"\b(?:file|archive|archival|undated)\b", re.IGNORECASE)


def _from_caption(text: str, sentences: Sequence[Sentence]) -> Publication | None:
    """Take the day of a picture, where it is not from the archive and the text tells of no later day.

    Before 1827 there were no pictures, and a picture's day can only be on or before
    publication; the reason says so.
    """
    lines = [text[s.start : s.end] for s in sentences if s.kind in {"caption", "repeat"}]
    days = [(found, line) for line in lines if not _FILE_PICTURE.search(line) and (found := _first_day(line))]
    if not days:
        return None
    (day, words), _ = max(days, key=lambda pair: pair[0][0])
    if _latest_day(text, sentences) > day:
        return None
    reason = f'from a photo caption ("{words}"): the article is of {in_words(day)} or shortly after'
    return Publication(day, "caption", reason)


_TODAY = re.compile(
    r"\b(?:today|tonight|this\s+(?:morning|afternoon|evening))\b[\s,(]{1,3}(?:\w+day,?\s+)?(?:the\s+)?$", re.IGNORECASE
)
_DATED_TODAY = re.compile(r"[Tt](?i:oday|onight|his\s+(?:morning|afternoon|evening))\b(?s:.){0,100}?\d")


def _from_statement(text: str, sentences: Sequence[Sentence]) -> Publication | None:
    """Read "today, 20 July 2020"."""
    del sentences
    if not _DATED_TODAY.search(text):
        return None
    for timex in tag_timexes(text, [], None):
        if _is_full_day(timex) and _TODAY.search(text[max(0, timex.start - 40) : timex.start]):
            return Publication(timex.interval.earliest, "text", f'the text says that "today" is {timex.text}')
    return None


def _edge(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences on the first and last lines."""
    if not sentences:
        return []
    last = sentences[-1].paragraph
    return [s for s in sentences if s.paragraph < EDGE_LINES or s.paragraph > last - EDGE_LINES]


def _edge_lines(text: str, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Yield the first and last lines that are short enough for a header."""
    seen = -1
    for sentence in _edge(sentences):
        if sentence.paragraph != seen:
            seen = sentence.paragraph
            line = text[sentence.start : sentence.start + 160].partition("\n")[0]
            if len(line) < 160:
                yield line


def _first_day(line: str) -> tuple[date, str] | None:
    """Return the first day stated in full, with its words."""
    if not any(map(str.isdecimal, line)):
        return None  # no full day is without figures
    for timex in tag_timexes(line, [], None):
        if _is_full_day(timex) and timex.interval.earliest:
            return timex.interval.earliest, timex.text
    return None


def _is_full_day(timex: Timex) -> bool:
    interval = timex.interval
    return (
        interval.anchor == "absolute"
        and interval.precision in {"day", "minute"}
        and interval.earliest == interval.latest
    )


def _latest_day(text: str, sentences: Sequence[Sentence]) -> date:
    """Return the last day that the body states in full."""
    body = [text[s.start : s.end] for s in sentences if s.kind == "body"]
    days = [
        t.interval.earliest for t in tag_timexes("\n".join(body), [], None) if _is_full_day(t) and t.interval.earliest
    ]
    return max(days, default=date.min)


def _shortened(line: str, most: int = 70) -> str:
    line = " ".join(line.split())
    return line if len(line) <= most else line[: most - 1] + "\u2026"
