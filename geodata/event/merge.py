"""Groups reports of the same event, so that one mark carries several pieces of evidence."""

from __future__ import annotations

import collections
import dataclasses
import functools
import itertools
import math
import zlib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from geodata.event.record import Event

SLACK_DAYS = 1
"""Two reports may differ by a day: one dates the deed, another the report of it."""

KIN = (
    frozenset({"capture", "retake"}),
    frozenset({"assault", "offensive", "clash"}),
    frozenset({"phone_call", "talk"}),
    frozenset({"deployment_authorised", "legislation"}),
)
"""Types that different writers use for one event."""


def merge_events(
    events: Sequence[Event], places: Sequence[Hashable] | None = None, articles: Sequence[Hashable] | None = None
) -> list[list[int]]:
    """Return groups of indices into `events`; each group is one event.

    Two reports are of one event when their types are kin, their modality the same, their
    intervals overlap, no actor contradicts, and they do not lie in different places.  A report
    joins the first group all of whose reports are of its event.

    Parameters
    ----------
    places
        One key a report (a gazetteer feature's id, ``None`` without a place).  Without it
        the reports must be of one article, and their first toponym is the key.
    articles
        The article of each report; without it all are of one.
    """
    keys = list(places) if places is not None else [e.places[0].toponym if e.places else None for e in events]
    kinds = [(e.type, e.modality, place) for e, place in zip(events, keys, strict=True)]
    return merge_reports(
        [_report_of(e, articles[n] if articles is not None else None) for n, e in enumerate(events)], kinds
    )


def merge_reports(reports: Sequence[Report], kinds: Sequence[tuple[str, str, Hashable]]) -> list[list[int]]:
    """Return groups of indices into `reports` as `merge_events` does, by the type, modality and place of each."""
    blocks: dict[Hashable, list[int]] = {}
    for number, (event_type, modality, place) in enumerate(kinds):
        blocks.setdefault((kin(event_type), modality, place), []).append(number)
    groups = []
    for (_, _, place), numbers in blocks.items():
        block = _Block(placed=place is not None) if len(numbers) > 1 else None
        found: list[list[int]] = []
        for number in numbers:
            at = block.place(reports[number]) if block else 0
            if at == len(found):
                found.append([])
            found[at].append(number)
        groups += found
    return sorted(groups)


@functools.cache
def kin(event_type: str) -> str:
    """Return a type that stands for all that different writers use for the same event."""
    return next((min(group) for group in KIN if event_type in group), event_type)


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """What one report is compared by; `report` makes it.

    Parameters
    ----------
    position
        Its article, trigger and sentence: the same sentence may be read for several events.
    interval
        Two undated reports are compared by it.
    roles
        Ids of who did it, and of whom it was done to.
    ids
        Ids of all who took part.
    first, last
        Its interval as day numbers, open ends infinite.
    bits
        Of who did it and of whom it was done to, a bit for each id, which several may share; `ANYBODY` for none.
    """

    position: tuple[Hashable, ...]
    interval: Hashable
    roles: tuple[frozenset[str], frozenset[str]]
    ids: frozenset[str]
    first: float
    last: float
    bits: tuple[np.uint64, np.uint64] = dataclasses.field(compare=False)

    @property
    def dated(self) -> bool:
        """Whether it has at least one end."""
        return self.first != -math.inf or self.last != math.inf


def report(
    position: tuple[Hashable, ...],
    actors: Iterable[tuple[str, str]],
    earliest: date | None,
    latest: date | None,
    interval: Hashable,
) -> Report:
    """Return a report; `actors` are pairs of role and the id of a party or, for who is of none, of an actor."""
    said = list(actors)
    sides = [frozenset(actor for role, actor in said if role == side) for side in ("source", "target")]
    return Report(
        position=position,
        interval=interval,
        roles=(sides[0], sides[1]),
        ids=frozenset(actor for _, actor in said),
        first=earliest.toordinal() if earliest else -math.inf,
        last=latest.toordinal() if latest else math.inf,
        bits=(_bits(sides[0]), _bits(sides[1])),
    )


def _report_of(event: Event, article: Hashable) -> Report:
    interval = event.interval
    return report(
        (article, *event.trigger, event.start, event.end),
        [(p.role, p.party_id or p.actor_id) for p in event.actors],
        interval.earliest,
        interval.latest,
        interval,
    )


ANYBODY = np.uint64(2**64 - 1)


@functools.lru_cache(maxsize=1 << 12)
def _bits(ids: frozenset[str]) -> np.uint64:
    if not ids:
        return ANYBODY
    return np.bitwise_or.reduce([np.uint64(1 << zlib.crc32(each.encode()) % 64) for each in ids])


class _Group:
    """The reports of one event, each that differs once."""

    def __init__(self) -> None:
        self.reports: set[Report] = set()
        self.roles: tuple[set[frozenset[str]], set[frozenset[str]]] = (set(), set())
        self.ids: set[frozenset[str]] = set()

    def add(self, report: Report) -> None:
        self.reports.add(report)
        self.ids.add(report.ids)
        for known, own in zip(self.roles, report.roles, strict=True):
            if own:
                known.add(own)


class _Block:
    """Groups of one kin of types, one modality and one place: no report of another block can be of their events.

    What all reports of a group share is kept with it, so that a new report is held against
    groups and not against each report.  Only a report from the same words, whatever its date, has
    to be left out of what is shared, and there each report is looked at.
    """

    def __init__(self, *, placed: bool) -> None:
        self.groups: list[_Group] = []
        self._placed = placed
        self._days = np.empty((2, 8))  # of each group the latest first day and the earliest last day
        self._undated = np.empty(8, np.int64)  # the number of the interval that all its reports have, undated; else -1
        self._actors = np.empty((2, 8), np.uint64)  # bits of who did it and of whom it was done to, in one report
        self._intervals: dict[Hashable, int] = {}
        self._at: dict[tuple[Hashable, ...], set[int]] = collections.defaultdict(set)
        self._by_pair: dict[tuple[str, str], list[int]] = collections.defaultdict(list)  # of a group's first report

    def place(self, report: Report) -> int:
        """Return the number of the group that a report joins, one more than there were for a group of its own."""
        number = self._find(report)
        if number is None:
            number = self._open(report)
        self._add(number, report)
        return number

    def _find(self, report: Report) -> int | None:
        """Return the number of the first group all of whose reports are of the same event."""
        found = next((n for n in self._meeting(report) if self._agrees(self.groups[n], report)), None)
        same_words = [n for n in self._at.get(report.position, ()) if found is None or n < found]
        return next((n for n in sorted(same_words) if self._agrees_one_by_one(self.groups[n], report)), found)

    def _open(self, report: Report) -> int:
        """Add an empty group for a report; return its number."""
        number = len(self.groups)
        if number == self._days.shape[1]:
            self._days = np.concatenate([self._days, np.empty_like(self._days)], axis=1)
            self._actors = np.concatenate([self._actors, np.empty_like(self._actors)], axis=1)
            self._undated = np.concatenate([self._undated, np.empty_like(self._undated)])
        self._days[:, number] = -math.inf, math.inf
        self._actors[:, number] = ANYBODY
        self.groups.append(_Group())
        if not self._placed:
            for pair in _pairs(report):
                self._by_pair[pair].append(number)
        return number

    def _add(self, number: int, report: Report) -> None:
        group = self.groups[number]
        own = -1 if report.dated else self._intervals.setdefault(report.interval, len(self._intervals))
        self._undated[number] = own if not group.reports or own == self._undated[number] else -1
        for row, bits in enumerate(report.bits):
            if bits != ANYBODY and self._actors[row, number] == ANYBODY:
                self._actors[row, number] = bits
        first, last = self._days[:, number]
        # A group with an undated report meets no dated one.
        self._days[:, number] = (max(first, report.first), min(last, report.last)) if report.dated else (math.inf, -1)
        self._at[report.position].add(number)
        group.add(report)

    def _meeting(self, report: Report) -> Iterator[int]:
        """Yield the groups all of whose intervals meet a report's, and none of whose reports has its words."""
        some = self._thinkable(report)
        if report.dated:
            firsts, lasts = self._days[:, some]
            meeting = (firsts <= report.last + SLACK_DAYS) & (lasts >= report.first - SLACK_DAYS)
        else:  # undated reports are of one event when they are undated in the same way
            meeting = self._undated[some] == self._intervals.get(report.interval, -2)
        for row, bits in enumerate(
            report.bits
        ):  # who has no actor in common with one of its reports is not of its event
            if bits != ANYBODY:
                meeting &= (self._actors[row, some] & bits) != 0
        same_words = self._at.get(report.position, ())
        numbers = np.flatnonzero(meeting) if isinstance(some, slice) else some[meeting]
        return (n for n in numbers.tolist() if n not in same_words)

    def _thinkable(self, report: Report) -> slice | np.ndarray:
        """Return the groups to look at, in order: all, but without a place those whose first report names the same pair.

        Most reports of a large corpus name no place; each against all of them would take time as its square.
        """
        if self._placed:
            return slice(len(self.groups))
        lists = [self._by_pair[pair] for pair in _pairs(report) if pair in self._by_pair]
        numbers = lists[0] if len(lists) == 1 else sorted(set().union(*lists))
        return np.array(numbers, np.int64)

    def _agrees(self, group: _Group, report: Report) -> bool:
        """Whether nobody in a report contradicts any report of a group."""
        return self._shares_actors(group.ids, report) and all(
            not own or all(own & known for known in said)
            for said, own in zip(group.roles, report.roles, strict=True)
        )  # fmt: skip

    def _agrees_one_by_one(self, group: _Group, report: Report) -> bool:
        return all(other.position == report.position or self._same(other, report) for other in group.reports)

    def _same(self, a: Report, b: Report) -> bool:
        return self._shares_actors({a.ids}, b) and _compatible(a, b) and _overlap(a, b)

    def _shares_actors(self, others: set[frozenset[str]], report: Report) -> bool:
        """Without a place, only a report of the same pair of actors is taken for the same event."""
        return self._placed or all(len(other & report.ids) >= 2 for other in others)


def _pairs(report: Report) -> Iterator[tuple[str, str]]:
    return itertools.combinations(sorted(report.ids), 2)


def _compatible(a: Report, b: Report) -> bool:
    """Whoever acts in one report does not act against themselves in the other."""
    return all(not own or not other or own & other for own, other in zip(a.roles, b.roles, strict=True))


def _overlap(a: Report, b: Report) -> bool:
    """Whether two intervals meet; an undated report is held apart from dated ones a month wide."""
    if not a.dated or not b.dated:
        return a.interval == b.interval
    return a.first <= b.last + SLACK_DAYS and b.first <= a.last + SLACK_DAYS
