"""Groups reports of the same event, so that one mark carries several pieces of evidence."""

from __future__ import annotations

import collections
import dataclasses
import functools
import math
import zlib
from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from geodata.event.record import Event
from geodata.interval import DateInterval

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
    groups: list[list[int]] = []
    blocks: dict[Hashable, _Block] = {}
    for index, (event, place) in enumerate(zip(events, keys, strict=True)):
        key = (kin(event.type), event.modality, place)
        block = blocks.get(key) or blocks.setdefault(key, _Block(placed=place is not None))
        report = _report(event, articles[index] if articles is not None else None)
        number = block.find(report)
        if number is None:
            number = block.open(len(groups))
            groups.append([])
        block.add(number, report)
        groups[block.groups[number].id].append(index)
    return groups


def kin(event_type: str) -> str:
    """Return a type that stands for all that different writers use for the same event."""
    return next((min(group) for group in KIN if event_type in group), event_type)


@dataclasses.dataclass(frozen=True, slots=True)
class _Report:
    """What one report is compared by.

    Parameters
    ----------
    position
        Its article, trigger and sentence: the same sentence may be read for several events.
    roles
        Ids of who did it, and of whom it was done to.
    ids
        Ids of all who took part.
    first, last
        Its interval as day numbers, open ends infinite.
    bits
        Of who did it, of whom it was done to, and of all, a bit for each id, which several may share; `ANYBODY` for none.
    """

    position: tuple[Hashable, ...]
    interval: DateInterval
    roles: tuple[frozenset[str], frozenset[str]]
    ids: frozenset[str]
    first: float
    last: float
    bits: tuple[np.uint64, np.uint64, np.uint64] = dataclasses.field(compare=False)

    @property
    def dated(self) -> bool:
        return self.interval.earliest is not None or self.interval.latest is not None


def _report(event: Event, article: Hashable) -> _Report:
    interval = event.interval
    every = frozenset(p.party_id or p.actor_id for p in event.actors)
    sides = [frozenset(p.party_id or p.actor_id for p in event.actors if p.role == r) for r in ("source", "target")]
    return _Report(
        position=(article, *event.trigger, event.start, event.end),
        interval=interval,
        roles=(sides[0], sides[1]),
        ids=every,
        first=interval.earliest.toordinal() if interval.earliest else -math.inf,
        last=interval.latest.toordinal() if interval.latest else math.inf,
        bits=(_bits(sides[0]), _bits(sides[1]), _bits(every)),
    )


ANYBODY = np.uint64(2**64 - 1)


@functools.lru_cache(maxsize=1 << 12)
def _bits(ids: frozenset[str]) -> np.uint64:
    if not ids:
        return ANYBODY
    return np.bitwise_or.reduce([np.uint64(1 << zlib.crc32(each.encode()) % 64) for each in ids])


class _Group:
    """The reports of one event, each that differs once."""

    def __init__(self, group_id: int) -> None:
        self.id = group_id
        self.reports: set[_Report] = set()
        self.roles: tuple[set[frozenset[str]], set[frozenset[str]]] = (set(), set())
        self.ids: set[frozenset[str]] = set()

    def add(self, report: _Report) -> None:
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
        self._actors = np.empty((3, 8), np.uint64)  # bits of who did it, of whom it was done to, of all, in one report
        self._intervals: dict[DateInterval, int] = {}
        self._at: dict[tuple[Hashable, ...], set[int]] = collections.defaultdict(set)

    def find(self, report: _Report) -> int | None:
        """Return the number of the first group all of whose reports are of the same event."""
        found = next((n for n in self._meeting(report) if self._agrees(self.groups[n], report)), None)
        same_words = [n for n in self._at.get(report.position, ()) if found is None or n < found]
        return next((n for n in sorted(same_words) if self._agrees_one_by_one(self.groups[n], report)), found)

    def open(self, group_id: int) -> int:
        """Add an empty group; return its number."""
        number = len(self.groups)
        if number == self._days.shape[1]:
            self._days = np.concatenate([self._days, np.empty_like(self._days)], axis=1)
            self._actors = np.concatenate([self._actors, np.empty_like(self._actors)], axis=1)
            self._undated = np.concatenate([self._undated, np.empty_like(self._undated)])
        self._days[:, number] = -math.inf, math.inf
        self._actors[:, number] = ANYBODY
        self.groups.append(_Group(group_id))
        return number

    def add(self, number: int, report: _Report) -> None:
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

    def _meeting(self, report: _Report) -> Iterator[int]:
        """Yield the groups all of whose intervals meet a report's, and none of whose reports has its words."""
        same_words = self._at.get(report.position, ())
        count = len(self.groups)
        if report.dated:
            firsts, lasts = self._days[:, :count]
            meeting = (firsts <= report.last + SLACK_DAYS) & (lasts >= report.first - SLACK_DAYS)
        else:  # undated reports are of one event when they are undated in the same way
            meeting = self._undated[:count] == self._intervals.get(report.interval, -2)
        for row, bits in enumerate(
            report.bits
        ):  # who has no actor in common with one of its reports is not of its event
            if bits != ANYBODY and (row < 2 or not self._placed):
                meeting &= (self._actors[row, :count] & bits) != 0
        return (n for n in np.flatnonzero(meeting).tolist() if n not in same_words)

    def _agrees(self, group: _Group, report: _Report) -> bool:
        """Whether nobody in a report contradicts any report of a group."""
        return self._shares_actors(group.ids, report) and all(
            not own or all(own & known for known in said)
            for said, own in zip(group.roles, report.roles, strict=True)
        )  # fmt: skip

    def _agrees_one_by_one(self, group: _Group, report: _Report) -> bool:
        return all(other.position == report.position or self._same(other, report) for other in group.reports)

    def _same(self, a: _Report, b: _Report) -> bool:
        return self._shares_actors({a.ids}, b) and _compatible(a, b) and _overlap(a, b)

    def _shares_actors(self, others: set[frozenset[str]], report: _Report) -> bool:
        """Without a place, only a report of the same pair of actors is taken for the same event."""
        return self._placed or all(len(other & report.ids) >= 2 for other in others)


def _compatible(a: _Report, b: _Report) -> bool:
    """Whoever acts in one report does not act against themselves in the other."""
    return all(not own or not other or own & other for own, other in zip(a.roles, b.roles, strict=True))


def _overlap(a: _Report, b: _Report) -> bool:
    """Whether two intervals meet; an undated report is held apart from dated ones a month wide."""
    if not a.dated or not b.dated:
        return a.interval == b.interval
    return a.first <= b.last + SLACK_DAYS and b.first <= a.last + SLACK_DAYS
