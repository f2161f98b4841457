"""Groups reports of the same event, so that one mark carries several pieces of evidence."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import timedelta

from geodata.event.record import Event
from geodata.event.types import STATIVE
from geodata.interval import DateInterval

SLACK = timedelta(days=1)
"""Two reports may differ by a day: one dates the deed, another the report of it."""

KIN = (
    frozenset({"capture", "retake"}),
    frozenset({"assault", "offensive", "clash"}),
    frozenset({"phone_call", "talk"}),
    frozenset({"deployment_authorised", "legislation"}),
)
"""Types that different writers use for one event."""


def merge_events(events: Sequence[Event], places: Sequence[Hashable] | None = None) -> list[list[int]]:
    """Return groups of indices into `events`; each group is one event.

    Two reports are of one event when their types are kin, their modality the same, their
    intervals overlap, no actor contradicts, and they do not lie in different places.

    Parameters
    ----------
    places
        One key a report (a gazetteer feature's id, ``None`` without a place).  Without it
        the reports must be of one article, and their first toponym is the key.
    """
    keys = list(places) if places is not None else [e.places[0].toponym if e.places else None for e in events]
    groups: list[list[int]] = []
    by_kind: dict[tuple[str, str], list[list[int]]] = {}
    for index, event in enumerate(events):
        candidates = by_kind.setdefault((kin(event.type), event.modality), [])
        group = next((g for g in candidates if all(_same(events[i], event, keys[i], keys[index]) for i in g)), None)
        if group is None:
            group = []
            groups.append(group)
            candidates.append(group)
        group.append(index)
    return groups


def kin(event_type: str) -> str:
    """Return a type that stands for all that different writers use for the same event."""
    return next((min(group) for group in KIN if event_type in group), event_type)


def _same(a: Event, b: Event, place_a: Hashable, place_b: Hashable) -> bool:
    if a.trigger == b.trigger and (a.start, a.end) == (b.start, b.end):
        return place_a == place_b
    if place_a != place_b:
        return False
    if place_a is None and not _shared_actors(a, b):
        return False
    return _compatible(a, b) and _overlap(a.interval, b.interval, lasting=a.type in STATIVE)


def _shared_actors(a: Event, b: Event) -> bool:
    """Without a place, only a report of the same pair of actors is taken for the same event."""
    return len(_ids(a) & _ids(b)) >= 2


def _ids(event: Event) -> set[str]:
    return {p.party_id or p.actor_id for p in event.actors}


def _compatible(a: Event, b: Event) -> bool:
    """Whoever acts in one report does not act against themselves in the other."""
    for role in ("source", "target"):
        first = {p.party_id or p.actor_id for p in a.actors if p.role == role}
        second = {p.party_id or p.actor_id for p in b.actors if p.role == role}
        if first and second and not first & second:
            return False
    return True


def _overlap(a: DateInterval, b: DateInterval, *, lasting: bool) -> bool:
    """Whether two intervals meet; two undated reports are held apart from dated ones a month wide."""
    del lasting
    if (a.earliest is None and a.latest is None) or (b.earliest is None and b.latest is None):
        return a == b
    starts_before = b.latest is None or a.earliest is None or a.earliest <= b.latest + SLACK
    ends_after = b.earliest is None or a.latest is None or b.earliest <= a.latest + SLACK
    return starts_before and ends_after
