"""Sentences of an article, each with the part it plays in the article."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

KINDS = ("body", "heading", "caption", "link", "dateline", "credit", "repeat")
"""What a line of an article is.

``link`` is a pointer to another article ("READ MORE: ..."), ``repeat`` a line that
only says again what the line before it said (a caption printed twice).  Only
``body`` and ``caption`` sentences report events.
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `start` and `end` are code points into the article's text."""

    start: int
    end: int
    paragraph: int
    kind: str


def split_sentences(text: str) -> list[Sentence]:
    """Split an article into sentences and name the kind of each.

    Paragraphs are lines; a sentence never crosses one.  Offsets leave out the white
    space around a sentence, so ``text[s.start:s.end]`` is what a reader would quote.
    """
    lines = list(_lines(text))
    kinds = _kinds([line for _, line in lines])
    return [
        Sentence(start + a, start + b, number, kind)
        for number, ((start, line), kind) in enumerate(zip(lines, kinds, strict=True))
        for a, b in _sentence_bounds(line)
    ]


def _kinds(lines: list[str]) -> list[str]:
    """Name the kind of each line; a line repeated with a picture credit was a caption."""
    kinds: list[str] = []
    for number, line in enumerate(lines):
        kinds.append(_line_kind(line, lines[number - 1] if number else "", first=number == 0))
        if kinds[-1] == "repeat" and _ends_with_credit(line):
            kinds[-2] = "caption"
    return kinds


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each non-empty line, stripped, with the offset of its first character."""
    for match in re.finditer(r"[^\n\r\u2028\u2029]+", text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            yield match.start() + len(line) - len(line.lstrip()), stripped


_LINK = re.compile(
    r"(?:READ MORE|READ ALSO|ALSO READ|SEE ALSO|RELATED|WATCH|MORE ON|LISTEN|FOLLOW|RECOMMENDED)\b\s*[:|\-\u2013\u2014]"
    r"|(?:Read more|Read also|Also read|See also|Related|Watch|More on|Recommended)\s*:",
)
_CREDIT = re.compile(
    r"(?:Sources?|By|Edited by|Reporting by|Additional reporting|Copyright|Photo|Image)\s*:?\s+\S.{0,90}$|With [A-Z]\w+$|\u00a9|\(c\)\s",
)
_CAPTION_END = re.compile(
    r"\((?:AFP|AP|Reuters|REUTERS|EPA|AA|Getty[^)]*|File|FILE|[A-Z][\w/ .-]{1,40}(?:/[A-Z]\w+)+)[^)]*\)\s*$"
    r"|(?:[.!?]|\d)\s+(?:REUTERS|AFP|AP|EPA|Reuters|Getty Images)(?:/[\w .]+)?\s*$"
    r"|\[[^\]]*(?:Reuters|AFP|AP Photo|Getty|EPA|Al Jazeera|Anadolu)[^\]]*\]\s*$",
)
_CAPTION_START = re.compile(
    r"(?:FILE PHOTO|FILE|PHOTO|File photo|A (?:general|file|aerial) view|In this (?:file |image|photo))\b",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"(?:date\b|published|updated|posted|last (?:updated|modified))\b.{{0,80}}\d"
    rf"|(?:\w+day,?\s+)?(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH}),?\s+\d{{4}}.{{0,30}}$"
    r"|\d{4}-\d\d-\d\d.{0,40}$",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|must|did|does|do|said|says|told|can)\b|\b\w+ed\b",
    re.IGNORECASE,
)
HEADING_MAX_CHARS = 90


def _line_kind(line: str, previous_line: str, *, first: bool) -> str:
    if _LINK.match(line):
        return "link"
    if previous_line and len(line) > 40 and _same_statement(line, previous_line):
        return "repeat"
    if _DATELINE.match(line) and len(line) <= HEADING_MAX_CHARS:
        return "dateline"
    if _ends_with_credit(line) or _CAPTION_START.match(line):
        return "caption"
    if len(line) <= HEADING_MAX_CHARS and _CREDIT.match(line):
        return "credit"
    if len(line) <= HEADING_MAX_CHARS and line[-1] not in ".!?:;,\"\u201d'\u2019)" and not first:
        return "heading"
    if first and len(line) <= HEADING_MAX_CHARS and line[-1] not in ".!?" and not _FINITE.search(line):
        return "heading"
    return "body"


_AGENCIES = ("REUTERS", "Reuters", "AFP", "AP", "EPA", "Getty Images")


def _ends_with_credit(line: str) -> bool:
    """Whether a line ends as captions do: with an agency, or with who took the picture in brackets."""
    return (line[-1] in ")]" or any(map(line.__contains__, _AGENCIES))) and bool(_CAPTION_END.search(line))


def _same_statement(line: str, previous_line: str) -> bool:
    """Whether one line begins with all of the other, bar its closing credit."""
    a, b = sorted((line, previous_line), key=len)
    return len(a) > 40 and b.startswith(a.rstrip(". "))


_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt cmdr adm brig sgt st sen rep gov pres hon rev jr sr vs etc no inc ltd co corp"
    " dept fig al jan feb mar apr jun jul aug sep sept oct nov dec mt ft approx est u.s u.n u.k e.g i.e a.m p.m".split()
)
_BREAK = re.compile(r"(?P<end>[.!?\u061f\u3002]+)(?P<close>[\"'\u201d\u2019)\]]*)(?P<gap>\s+)(?=(?P<next>\S))")
_OPENERS = "\"'\u201c\u2018([\u2014-"


def _sentence_bounds(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(line):
        if _is_break(line, match):
            yield start, match.start("gap")
            start = match.end()
    if start < len(line):
        yield start, len(line)


def _is_break(line: str, match: re.Match[str]) -> bool:
    following = match["next"]
    if not (following.isupper() or following.isdigit() or following in _OPENERS or not following.isascii()):
        return False
    if match["end"] != "." or match["close"]:
        return True
    word_start = max(line.rfind(" ", 0, match.start()), line.rfind("\u00a0", 0, match.start())) + 1
    word = line[word_start : match.start()].lstrip("(\"'\u201c\u2018").lower()
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "i"):
        return _ends_anyway(word, line, match)
    return True


def _ends_anyway(word: str, line: str, match: re.Match[str]) -> bool:
    """An abbreviation that often closes a sentence does so before a common opener."""
    if word not in {"u.s", "u.n", "u.k", "a.m", "p.m", "etc", "inc", "ltd", "co", "corp", "jr", "sr"}:
        return False
    return bool(re.match(r"(?:The|It|He|She|They|But|In|On|At|A|An|This|That|We|I)\b", line[match.end("gap") :]))
