"""Bayes filter over the days: the probability of each party at a place."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import functools
import hashlib
import itertools
import math
from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from geodata.control.claim import ControlClaim
from geodata.control.place import ControlPlace
from geodata.control.standing import HELD, PlaceControl, describe, standing_of

HAZARD_PER_DAY = 1 / 500
"""Chance that a place changes hands unreported: without news, belief fades towards not knowing."""

AGAINST_INTEREST = 1.0
"""Added to the log odds of a claim when its source reports a loss of the side it leans to."""

IN_INTEREST = -0.5
"""Added to the log odds when it reports a gain of that side."""

STEPS = 8
"""A change dated to an interval comes in this many even steps over it, never on one invented day."""


@dataclasses.dataclass(frozen=True, slots=True)
class Weighed:
    """A claim with the weight it got and, in words, why."""

    claim: ControlClaim
    weight: float
    reason: str
    contradicts: bool


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
        self.prior = np.full(parties + 1, 1.0 / (parties + 1))
        known = [c for c in place.claims if not (known_on and c.reported and c.reported > known_on)]
        steps = sorted((step for claim in known for step in steps_of(claim)), key=_rank)
        entries = [entry_day(step, as_known=as_known) for step in steps]
        self._steps = sorted(enumerate(steps), key=lambda pair: entries[pair[0]])
        self._entries = sorted(entries)
        self._filter = _Filter(self.prior)
        self._digest: tuple[int, bytes] = (0, b"")

    @property
    def changes(self) -> list[date]:
        """Days on which something comes in, in order."""
        return self._entries

    def on(self, day: date, hazard: float = HAZARD_PER_DAY) -> PlaceControl | None:
        """Return the control on a day, ``None`` before the first claim.

        Parameters
        ----------
        hazard
            At which the belief has faded since the newest claim; see `geodata.control.rear`.
        """
        filtered = self.filtered(day)
        if filtered is None:
            return None
        age_days = (day - filtered.last).days
        belief = fade(filtered.belief, self.prior, age_days, hazard)
        return describe([self.place], [filtered], standing_of(belief[None], [filtered]), [age_days])[0]

    def filtered(self, day: date) -> Filtered | None:
        """Return what the claims leave that count on a day, ``None`` before the first one."""
        count = bisect.bisect_right(self._entries, day)
        if count == 0:
            return None
        fresh = sorted(self._steps[self._filter.count : count], key=_number)
        if count < self._filter.count or (
            fresh and fresh[0][0] < self._filter.newest
        ):  # known late, it happened before
            self._filter = _Filter(self.prior)
            fresh = sorted(self._steps[:count], key=_number)
        self._filter.add(fresh)
        return self._filter.result

    def digest(self, day: date) -> bytes:
        """Return a digest of the place and of all that counts on a day; empty before the first claim."""
        count = bisect.bisect_right(self._entries, day)
        if count != self._digest[0]:
            place = self.place
            digest = hashlib.blake2b(repr((place.name, place.lat, place.lon, place.number)).encode(), digest_size=16)
            for _, step in sorted(self._steps[:count], key=_number):
                digest.update(_digest_of(step))
            self._digest = count, digest.digest() if count else b""
        return self._digest[1]


def _rank(step: _Step) -> tuple[date, date, str]:
    """Return what steps are weighed in order of: it does not matter in which order articles were given.

    Sentences of one article stay in the order in which they were said.
    """
    return step.day, step.claim.reported or step.day, step.claim.article


def _number(numbered: tuple[int, _Step]) -> int:
    return numbered[0]


@functools.lru_cache(maxsize=1 << 14)
def _digest_of(step: _Step) -> bytes:
    return hashlib.blake2b(repr(step).encode("utf-8", "surrogatepass"), digest_size=16).digest()


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Filtered:
    """What the claims so far leave.

    Parameters
    ----------
    belief
        On the day of the last one, which is `last`.
    evidence
        The claims, newest first.
    since
        By holder, the day of the newest claim that speaks for it.
    speaking
        By holder, how many claims speak for it.
    said
        Who was claimed to hold the place, or to have held it.
    """

    belief: np.ndarray
    last: date
    evidence: tuple[Weighed, ...]
    since: dict[int | None, date]
    speaking: dict[int | None, int]
    said: frozenset[int | None]
    fought_over: bool

    def both_claimed(self, one: int, other: int) -> bool:
        """Whether there is reason to call the place contested between two."""
        return self.fought_over or {one, other} <= self.said


class _Filter:
    """Weighs steps in the order of their days, whenever they came to be known."""

    def __init__(self, prior: np.ndarray) -> None:
        self.count = 0
        self.newest = -1
        self._prior = self._belief = self._before = prior
        self._last: date | None = None
        self._same: list[tuple[_Step, float]] = []
        self._weighed: dict[str, tuple[date, Weighed]] = {}
        self._heard: set[tuple[object, ...]] = set()
        self._counted: dict[tuple[object, ...], str] = {}
        self._since: dict[int | None, date] = {}
        self._said: set[int | None] = set()
        self._fought_over = False
        self._result: Filtered | None = None

    def add(self, numbered: Iterable[tuple[int, _Step]]) -> None:
        """Weigh further steps, each with its number in the order of days; none comes before those added so far."""
        for number, step in numbered:
            self._add(step)
            self.newest = number
            self.count += 1
            self._result = None

    @property
    def result(self) -> Filtered:
        """What the steps so far leave."""
        if self._result is None:
            assert self._last is not None  # there is a step
            newest = [w for _, w in sorted(self._weighed.values(), key=_day, reverse=True)]
            speaking = dict(collections.Counter(w.claim.holder for w in newest))
            said = frozenset(self._said)
            self._result = Filtered(
                self._belief, self._last, tuple(newest), dict(self._since), speaking, said, self._fought_over
            )
        return self._result

    def _add(self, step: _Step) -> None:
        claim = step.claim
        belief = fade(self._belief, self._prior, (step.day - (self._last or step.day)).days)
        if not self._same or _rank(self._same[-1][0])[:2] != _rank(step)[:2]:
            self._same, self._before = [], belief
        self._last = self._since[claim.holder] = step.day
        self._said |= {claim.holder, claim.previous}
        self._fought_over |= claim.kind == "contested"
        if _is_copied(claim, self._counted):
            self._weighed.setdefault(claim.key, (step.day, _weighed(claim, 0.0, COPIED, belief)))
        else:
            weight, reason = weigh(claim)
            self._weighed.setdefault(claim.key, (step.day, _weighed(claim, weight, reason, belief)))
            voice = (claim.source, claim.reported, claim.holder)
            if voice not in self._heard or claim.kind not in (
                "holds",
                "confirm",
            ):  # said twice in one report is said once
                self._same.append((step, weight))
                belief = _updated(self._before, self._same)
            self._heard.add(voice)
        self._belief = belief


def _day(weighed: tuple[date, Weighed]) -> date:
    return weighed[0]


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


def fade(belief: np.ndarray, prior: np.ndarray, days: int, hazard: float = HAZARD_PER_DAY) -> np.ndarray:
    """Return what is left of a belief after days without news."""
    return prior + (belief - prior) * math.exp(-hazard * days)


def _updated(belief: np.ndarray, same: list[tuple[_Step, float]]) -> np.ndarray:
    """Return the belief after steps of one day that were reported on one day.

    What comes last counts most; where articles give the place to different holders nobody knows what came
    last, so it is the mean of both ways round.
    """
    forth = functools.reduce(lambda now, weighed: _update(now, *weighed), same, belief)
    if len({step.claim.article for step, _ in same}) < 2 or len({step.claim.holder for step, _ in same}) < 2:
        return forth
    articles = itertools.groupby(same, key=lambda weighed: weighed[0].claim.article)
    back = itertools.chain.from_iterable(reversed([list(said) for _, said in articles]))
    return (forth + functools.reduce(lambda now, weighed: _update(now, *weighed), back, belief)) / 2


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
