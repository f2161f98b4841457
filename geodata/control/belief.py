"""Bayes filter over the days: the probability of each party at a place."""

from __future__ import annotations

import bisect
import dataclasses
import math
from datetime import date, timedelta

import numpy as np

from geodata.control.claim import OTHER, ControlClaim
from geodata.control.place import ControlPlace

HAZARD_PER_DAY = 1 / 500
"""Chance that a place changes hands unreported: without news, belief fades towards not knowing."""

AGAINST_INTEREST = 1.0
"""Added to the log odds of a claim when its source reports a loss of the side it leans to."""

IN_INTEREST = -0.5
"""Added to the log odds when it reports a gain of that side."""

STEPS = 8
"""A change dated to an interval comes in this many even steps over it, never on one invented day."""

HELD = 0.5
"""Least probability of a place that is called held."""

CONTESTED_SHARE = 0.5
"""A place is contested where the second party has more than this share of the first one's probability."""


@dataclasses.dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with the weight it got and, in words, why."""

    claim: ControlClaim
    weight: float
    reason: str
    contradicts: bool


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceControl:
    """Control of one place on one day.

    Parameters
    ----------
    shares
        Probability of each party; the last item is for anyone else.
    state
        ``held``, ``contested`` or ``unknown``.
    party
        Index of the most probable party, ``None`` when unknown.
    evidence
        Claims that count on this day, newest first; those that contradict stay in the list.
    since
        Day of the newest claim that speaks for the holder, ``None`` without one.
    reason
        Words for the reader.
    """

    place: ControlPlace
    shares: np.ndarray
    state: str
    party: int | None
    evidence: tuple[Weighed, ...]
    since: date | None
    age_days: int
    reason: str


def control_on(place: ControlPlace, day: date, parties: int, *, known_on: date | None = None) -> PlaceControl | None:
    """Return the control of a place on a day, ``None`` when no claim speaks of it yet.

    Parameters
    ----------
    known_on
        Only what was reported by this day counts; ``None`` counts everything reported since.
    """
    return PlaceHistory(place, parties, known_on=known_on).on(day)


class PlaceHistory:
    """Control of a place over the days; what was weighed is kept until the next claim comes in.

    Parameters
    ----------
    known_on
        See `control_on`.
    as_known
        On each day only what was reported by that day counts.
    """

    def __init__(
        self, place: ControlPlace, parties: int, *, known_on: date | None = None, as_known: bool = False
    ) -> None:
        self.place = place
        self._prior = np.full(parties + 1, 1.0 / (parties + 1))
        known = [c for c in place.claims if not (known_on and c.reported and c.reported > known_on)]
        steps = sorted((step for claim in known for step in steps_of(claim)), key=lambda s: s.day)
        entries = [entry_day(step, as_known=as_known) for step in steps]
        self._steps = sorted(enumerate(steps), key=lambda pair: entries[pair[0]])
        self._entries = sorted(entries)
        self._kept: tuple[int, _Filtered] | None = None

    def on(self, day: date, hazard: float = HAZARD_PER_DAY) -> PlaceControl | None:
        """Return the control on a day, ``None`` before the first claim.

        Parameters
        ----------
        hazard
            At which the belief has faded since the newest claim; see `geodata.control.rear`.
        """
        count = bisect.bisect_right(self._entries, day)
        if count == 0:
            return None
        if self._kept is None or self._kept[0] != count:
            self._kept = count, _filter([step for _, step in sorted(self._steps[:count], key=_number)], self._prior)
        filtered = self._kept[1]
        age_days = (day - filtered.last).days
        belief = _fade(filtered.belief, self._prior, age_days, hazard)
        return _describe(self.place, belief, filtered.evidence, filtered.steps, age_days)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Filtered:
    """What the claims so far leave: the belief on the day of the last one."""

    belief: np.ndarray
    last: date
    evidence: tuple[Weighed, ...]
    steps: list[_Step]


def _number(numbered: tuple[int, _Step]) -> int:
    return numbered[0]


def _filter(steps: list[_Step], prior: np.ndarray) -> _Filtered:
    """Weigh steps in the order of their days, whenever they came to be known."""
    belief, last, weighed, heard = prior, steps[0].day, {}, set()
    counted: dict[tuple[object, ...], str] = {}
    for step in steps:
        belief = _fade(belief, prior, (step.day - last).days)
        last = step.day
        if _is_copied(step.claim, counted):
            weighed.setdefault(step.claim.key, (step.day, _weighed(step.claim, 0.0, COPIED, belief)))
            continue
        weight, reason = weigh(step.claim)
        weighed.setdefault(step.claim.key, (step.day, _weighed(step.claim, weight, reason, belief)))
        voice = (step.claim.source, step.claim.reported, step.claim.holder)
        if voice not in heard or step.claim.kind not in ("holds", "confirm"):  # one report said twice is one report
            belief = _update(belief, step, weight)
        heard.add(voice)
    newest = [w for _, w in sorted(weighed.values(), key=lambda pair: pair[0], reverse=True)]
    return _Filtered(belief, last, tuple(newest), steps)


COPIED = "a copy of a report that is counted already"


def _is_copied(claim: ControlClaim, counted: dict[tuple[object, ...], str]) -> bool:
    """Whether another article of the same report has said it: a story that ten outlets print is one source.

    `counted` maps what was said to the article that said it first.
    """
    said = (claim.report, claim.kind, claim.holder, claim.previous)
    return bool(claim.report) and counted.setdefault(said, claim.article) != claim.article


def _weighed(claim: ControlClaim, weight: float, reason: str, belief: np.ndarray) -> Weighed:
    contradicts = claim.holder is not None and belief.max() > HELD and belief[claim.holder] < belief.max()
    return Weighed(claim, weight, reason, bool(contradicts))


def weigh(claim: ControlClaim) -> tuple[float, str]:
    """Return a claim's weight in (0, 1) and the reason for it.

    A source that leans to a side and reports that side's loss counts more than one that
    reports its gain: the rule of Wikipedia's maps of wars, that a source not known to be
    neutral counts for changes unfavourable to the side it prefers.
    """
    if claim.leans is None or claim.holder is None:
        return claim.weight, "the source is not known to lean to a side"
    loss = claim.holder != claim.leans
    odds = math.log(claim.weight / (1 - claim.weight)) + (AGAINST_INTEREST if loss else IN_INTEREST)
    words = (
        "a loss of the side its source leans to, so it counts more"
        if loss
        else "a gain of the side its source leans to, so it counts less"
    )
    return 1 / (1 + math.exp(-odds)), f"reports {words}"


@dataclasses.dataclass(frozen=True, slots=True)
class _Step:
    """The part of a claim that comes in on one day: step `number` of `count`."""

    day: date
    claim: ControlClaim
    number: int
    count: int


def entry_day(step: _Step, *, as_known: bool) -> date:
    """Return the day on which a step comes in, not before its report where only what was known counts."""
    reported = step.claim.reported if as_known else None
    return max(step.day, reported) if reported else step.day


def steps_of(claim: ControlClaim) -> list[_Step]:
    """Return on which days a claim comes in: one day, or even steps over its interval.

    A state ("is under the control of") is seen on the last day it is said of; a change
    with an open start is only known to lie before its end, and comes in there.
    """
    last = claim.latest or claim.reported or claim.earliest
    if last is None:
        return []
    first = claim.earliest if claim.kind in ("takes", "loses") and claim.earliest else last
    span = (last - first).days
    count = 1 if span == 0 else min(STEPS, span + 1)
    days = [first + timedelta(days=round(span * (i + 1) / count)) for i in range(count)] if count > 1 else [last]
    return [_Step(d, claim, i, count) for i, d in enumerate(days)]


def _fade(belief: np.ndarray, prior: np.ndarray, days: int, hazard: float = HAZARD_PER_DAY) -> np.ndarray:
    return prior + (belief - prior) * math.exp(-hazard * days)


def _update(belief: np.ndarray, step: _Step, weight: float) -> np.ndarray:
    claim = step.claim
    if claim.kind in ("holds", "confirm"):
        return _observe(belief, claim.holder, weight)
    if claim.kind == "contested":
        parties = np.r_[np.full(len(belief) - 1, 1.0 / (len(belief) - 1)), 0.0]
        return (1 - weight) * belief + weight * parties
    if step.number == 0 and claim.previous is not None and belief.max() < HELD:
        belief = _observe(belief, claim.previous, weight)
    part = weight / (step.count - weight * step.number)  # so that all steps together have moved `weight`
    return (1 - part) * belief + part * _after(belief, claim)


def _after(belief: np.ndarray, claim: ControlClaim) -> np.ndarray:
    """Return the belief if the change did happen."""
    if claim.holder is not None and claim.kind != "loses":
        return np.eye(len(belief))[claim.holder]
    loser = claim.previous if claim.previous is not None else claim.holder
    rest = belief.copy()
    if loser is not None:
        rest[loser] = 0.0
    return rest / rest.sum() if rest.sum() > 0 else belief


def _observe(belief: np.ndarray, holder: int | None, weight: float) -> np.ndarray:
    """Weigh what was seen against what was believed (Bayes' rule)."""
    if holder is None:
        return belief
    likelihood = np.full(len(belief), (1 - weight) / (len(belief) - 1))
    likelihood[holder] = weight
    posterior = belief * likelihood
    return posterior / posterior.sum()


def _describe(
    place: ControlPlace, belief: np.ndarray, evidence: tuple[Weighed, ...], steps: list[_Step], age_days: int
) -> PlaceControl:
    order = np.argsort(-belief[:OTHER], kind="stable")
    first = int(order[0])
    second = float(belief[order[1]]) if len(order) > 1 else 0.0
    top = float(belief[first])
    for_first = [s.day for s in steps if s.claim.holder == first]
    since = max(for_first) if for_first else None
    if belief[OTHER] >= top:
        state, party, reason = "unknown", None, "held by someone who is no party of this map"
    elif second > CONTESTED_SHARE * top and _both_claimed(steps, (first, int(order[1]))):
        state, party, reason = (
            "contested",
            first,
            "claims contradict each other, or a change is dated to a span of days",
        )
    elif top < HELD:
        state, party, reason = "unknown", None, _why_unknown(age_days)
    else:
        state, party = "held", first
        reason = (
            f"claims that speak for this party: {sum(w.claim.holder == first for w in evidence)} of {len(evidence)}"
        )
    return PlaceControl(place, belief, state, party, evidence, since, age_days, reason)


def _why_unknown(age_days: int) -> str:
    if age_days > 1 / HAZARD_PER_DAY / 2:
        return f"the newest claim is {age_days} days old"
    return "no party is more likely than not to hold it by this day"


def _both_claimed(steps: list[_Step], parties: tuple[int, int]) -> bool:
    said = {s.claim.holder for s in steps} | {s.claim.previous for s in steps}
    return any(s.claim.kind == "contested" for s in steps) or all(p in said for p in parties)
