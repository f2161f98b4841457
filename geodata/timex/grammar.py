"""Rules over the classes of tokens: a pattern of class names with the function that reads it."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from geodata.interval import DateInterval
from geodata.timex.anchor import Anchor
from geodata.timex.openings import openings
from geodata.timex.period import Period, in_words
from geodata.timex.tense import Tense, tense_near
from geodata.timex.token import CLASSES, OTHER, Tokens


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a rule makes of an expression: TIMEX3 type and value with the days meant.

    `reference` is the period that later expressions ("two days later") count from, if any.
    """

    type: str
    value: str
    interval: DateInterval
    reference: Period | None = None


class Expression:
    """A stretch of tokens that a rule matched, with all that is needed to read it."""

    __slots__ = ("_match", "anchor", "tokens")

    def __init__(self, tokens: Tokens, match: re.Match[str], anchor: Anchor) -> None:
        self.tokens = tokens
        self.anchor = anchor
        self._match = match

    def _start(self, label: str) -> int:
        return self._match.start(label) if label in self._match.re.groupindex else -1

    def has(self, label: str) -> bool:
        """Whether the labelled part is there."""
        return self._start(label) >= 0

    def value(self, label: str) -> object:
        """Return the meaning of the labelled token, ``None`` when it is not there."""
        index = self._start(label)
        return self.tokens.values[index] if index >= 0 else None

    def number(self, label: str) -> int | None:
        """Return the labelled token's number."""
        value = self.value(label)
        return value if isinstance(value, int) else None

    def word(self, label: str) -> str:
        """Return the labelled token in lower case, empty when it is not there."""
        index = self._start(label)
        return self.tokens.words[index] if index >= 0 else ""

    def words(self, label: str) -> list[tuple[str, object]]:
        """Return the labelled tokens with their meanings."""
        if not self.has(label):
            return []
        first, last = self._match.span(label)
        return list(zip(self.tokens.words[first:last], self.tokens.values[first:last], strict=True))

    @property
    def span(self) -> tuple[int, int]:
        """First token and the one after the last, of the part labelled ``ext`` if there is one."""
        names = self._match.re.groupindex
        if "ext" in names and self._match.start("ext") >= 0:
            return self._match.span("ext")
        return self._match.span()

    @property
    def text(self) -> str:
        """The words as they stand in the article."""
        first, last = self.span
        return self.tokens.text[self.tokens.starts[first] : self.tokens.ends[last - 1]]

    @property
    def quoted(self) -> str:
        """The words in quotation marks, white space evened out, for reasons."""
        return f'"{" ".join(self.text.split())}"'

    @property
    def tense(self) -> Tense:
        """Tense of the verb nearest to the expression."""
        first, last = self.span
        return tense_near(self.tokens, first, last)

    def before(self, count: int = 1) -> str:
        """Return the word `count` tokens before the expression, empty at a border."""
        index = self.span[0] - count
        return self.tokens.words[index] if index >= 0 else ""

    def after(self, count: int = 1) -> str:
        """Return the word `count` tokens after the expression, empty at the end."""
        index = self.span[1] + count - 1
        return self.tokens.words[index] if index < len(self.tokens.words) else ""

    def dated(self, period: Period, anchor: str, reason: str, *, refers: bool = True) -> Found:
        """Read the expression as a period of the calendar."""
        interval = DateInterval(period.first, period.last, period.precision, anchor, reason)
        return Found("DATE", period.value, interval, period if refers else None)

    def stated(self, period: Period) -> Found:
        """Read the expression as a date that the text states in full."""
        return self.dated(period, "absolute", f"{self.quoted}, as stated")

    def counted(self, period: Period, origin: date, anchor: str) -> Found:
        """Read the expression as a date counted from `origin`."""
        return self.dated(period, anchor, f"{self.quoted}, counted from {in_words(origin)}")


Reader = Callable[[Expression], "Found | None"]


@dataclasses.dataclass(frozen=True)
class Rule:
    """A pattern over token classes (`CLASSES`, one character each) with the reader of what it matches."""

    name: str
    pattern: str
    read: Reader

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern: most rules are never met in a handful of articles."""
        return re.compile(self.pattern)


MACROS = {
    "WORD": r"\.",
    "NUM": "(?:numword (?: hyphen? numword | and numword | hundred | thousand){0,6} (?: and a? half)?"
    " | day (?: hyphen day | and a half)? | number|decimal | a hundred | a dozen | dozen | half a | a half | a)",
    "MOD": r"(?:the? mod:modifier (?:hyphen | in | part of)?)",
    "EDGE": r"(?:the? edge:edge of)",
    "APPROX": r"(?:approx | more than | at least)",
    "UNIT": "unit|yearword|quarter|century",
}

_IDENTIFIER = re.compile(r"(?P<group>[a-z_]+):\(|(?:(?P<label>[a-z_]+):)?(?P<names>[a-z_]+(?:\|[a-z_]+)*)")


def rule(name: str, pattern: str, read: Reader) -> Rule:
    """Translate a rule.

    `pattern` is a regular expression whose letters are class names, separated by spaces:
    ``month day comma? y:year`` labels the year ``y``, ``n:(month day)`` a group; ``a|b`` is
    either class.  Capitals are macros (`MACROS`).
    """
    for macro, meaning in MACROS.items():
        pattern = re.sub(rf"\b{macro}\b", meaning.replace("\\", r"\\"), pattern)
    return Rule(name, _IDENTIFIER.sub(_to_classes, pattern).replace(" ", ""), read)


def _to_classes(match: re.Match[str]) -> str:
    if match["group"]:
        return f"(?P<{match['group']}>"
    characters = "".join(CLASSES[name] for name in match["names"].split("|"))
    group = f"[{characters}]" if len(characters) > 1 else characters
    return f"(?P<{match['label']}>{group})" if match["label"] else group


_LOOK_AHEAD = 3
"""Classes by which rules are told apart before any is tried: with fewer, every "the" would be looked into."""


class Rules:
    """Rules by the first classes of what they match, so that few are tried, and compiled, for any token."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        numbers: dict[str, set[int]] = {}
        for number, each in enumerate(rules):
            for beginning in openings(each.pattern, _LOOK_AHEAD):
                numbers.setdefault(beginning, set()).add(number)
        self._table = {
            beginning: tuple(rules[number] for number in sorted(found.union(*_shorter(beginning, numbers))))
            for beginning, found in numbers.items()
        }
        first = {beginning[0] for beginning in self._table} - {OTHER}
        self._opening = re.compile(f"[{''.join(sorted(first))}]")

    def places(self, codes: str) -> Iterator[tuple[int, tuple[Rule, ...]]]:
        """Yield the tokens with which an expression may begin, each with the rules that may read it."""
        find = self._table.get
        for opening in self._opening.finditer(codes):
            first = opening.start()
            rules = find(codes[first : first + 3]) or find(codes[first : first + 2]) or find(codes[first])
            if rules:
                yield first, rules


def _shorter(beginning: str, numbers: Mapping[str, set[int]]) -> Iterator[set[int]]:
    """Yield the rules for which the head of `beginning` is a whole match, whatever follows."""
    for length in range(1, len(beginning)):
        yield numbers.get(beginning[:length], set())
