"""Who holds a place: belief over the days from claims of many sources."""

from __future__ import annotations

import dataclasses
import itertools
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.control import (
    ControlClaim,
    ControlPlace,
    PlaceControl,
    PlaceHistory,
    claims_from_record,
    claims_from_rows,
    control_on,
    controls_on,
    places_of,
    without_source,
)
from geodata.control.belief import steps_of, weigh
from geodata.errors import GeometryError
from geodata.theatre import load_theatre

WEST, EAST, OTHER = 0, 1, -1
DAY = date(2020, 1, 10)
TAKES = ControlClaim("claim/1", "Dara", 31.0, 16.0, "takes", EAST, None, DAY, DAY, DAY, "agency", None, 0.85)


def _claim(**changes: object) -> ControlClaim:
    return dataclasses.replace(TAKES, **changes)


def _on(day: date, *claims: ControlClaim, known_on: date | None = None) -> PlaceControl | None:
    return control_on(places_of(claims)[0], day, 2, known_on=known_on)


def test_nothing_is_known_before_the_first_claim() -> None:
    """Before any claim comes in, a place has no control."""
    assert _on(DAY - timedelta(days=1), TAKES) is None


def test_a_capture_is_held_by_the_taker() -> None:
    """On the day of a capture the place is held by who took it, and the claim is its evidence."""
    control = _on(DAY, TAKES)
    assert (control.state, control.party) == ("held", EAST)
    assert [w.claim.key for w in control.evidence] == ["claim/1"]


def test_belief_fades_without_news() -> None:
    """Old news counts less, and at last the place is unknown."""
    fresh, old = _on(DAY, TAKES), _on(DAY + timedelta(days=2000), TAKES)
    assert old.shares[EAST] < fresh.shares[EAST]
    assert (old.state, old.party) == ("unknown", None)
    assert "2000 days" in old.reason


def test_a_change_dated_to_a_span_comes_in_over_the_span() -> None:
    """A capture some time between January and July does not stand on the first day."""
    claim = _claim(earliest=date(2020, 1, 1), latest=date(2020, 7, 20))
    shares = [c.shares[EAST] if (c := _on(date(2020, m, 1), claim)) else 0.0 for m in range(2, 9)]
    assert shares == sorted(shares)
    assert shares[0] < 0.5 < shares[-1]
    assert max(np.diff(shares)) < 0.25


def test_the_previous_holder_is_believed_before_the_change() -> None:
    """A retaking dated to a span says who held the place at its beginning."""
    claim = _claim(previous=WEST, earliest=date(2020, 1, 1), latest=date(2020, 7, 20))
    control = _on(steps_of(claim)[0].day, claim)
    assert control.shares[WEST] > control.shares[EAST]


def test_contradicting_claims_stay_visible() -> None:
    """Two claims of one day that disagree: the place is contested and shows both."""
    other = _claim(key="claim/2", holder=WEST, source="other agency", kind="holds")
    control = _on(DAY, _claim(kind="holds"), other)
    assert control.state == "contested"
    assert {w.claim.key for w in control.evidence} == {"claim/1", "claim/2"}


def test_one_report_said_twice_is_one_report() -> None:
    """Two sentences of one article weigh as one."""
    once, twice = _on(DAY, _claim(kind="holds")), _on(DAY, _claim(kind="holds"), _claim(kind="holds", key="claim/2"))
    assert twice.shares == pytest.approx(once.shares)


def test_a_loss_counts_more_than_a_gain() -> None:
    """A source that leans to a side is believed more on that side's loss, less on its gain."""
    loss, plain, gain = (weigh(_claim(leans=leans))[0] for leans in (WEST, None, EAST))
    assert loss > plain > gain


def test_known_as_of_leaves_out_later_reports() -> None:
    """What was reported later was not known then."""
    late = _claim(reported=DAY + timedelta(days=30))
    assert _on(DAY, late, known_on=DAY) is None
    assert _on(DAY, late).party == EAST


def test_someone_else_is_no_party() -> None:
    """A place held by an actor outside the parties is unknown to the map."""
    control = _on(DAY, _claim(holder=OTHER))
    assert (control.state, control.party) == ("unknown", None)


def test_loses_moves_to_the_other_side() -> None:
    """A loss speaks for the rest, without saying for whom."""
    control = _on(DAY + timedelta(days=1), TAKES, _claim(key="claim/2", kind="loses", earliest=DAY, latest=DAY))
    assert control.shares[EAST] < 0.5


def test_close_points_are_one_place() -> None:
    """Two gazetteers' points of one town make one place; the next town stays apart."""
    assert len(places_of([TAKES, _claim(lat=31.01), _claim(lat=31.2)])) == 2


def test_bad_point_is_refused() -> None:
    """A claim in metres is refused with the likely cause."""
    with pytest.raises(GeometryError, match="metres"):
        places_of([_claim(lat=3_400_000.0, lon=500_000.0)])


def test_without_source() -> None:
    """Leaving out a source leaves the others."""
    assert without_source([TAKES, _claim(source="b")], "agency") == [_claim(source="b")]


claims = st.builds(
    _claim,
    kind=st.sampled_from(["takes", "loses", "holds", "contested", "initial", "confirm"]),
    holder=st.sampled_from([WEST, EAST, OTHER, None]),
    previous=st.sampled_from([WEST, EAST, OTHER, None]),
    earliest=st.none() | st.dates(date(2019, 1, 1), date(2019, 12, 31)),
    latest=st.none() | st.dates(date(2020, 1, 1), date(2020, 12, 31)),
    source=st.sampled_from("ab"),
    leans=st.sampled_from([WEST, EAST, None]),
    weight=st.floats(0.05, 0.99),
)


@given(st.lists(claims, min_size=1, max_size=8), st.dates(date(2019, 1, 1), date(2021, 1, 1)))
def test_shares_are_probabilities(some: list[ControlClaim], day: date) -> None:
    """Whatever is claimed, the shares of a place add up to 1."""
    control = _on(day, *some)
    if control:
        assert control.shares.sum() == pytest.approx(1.0)
        assert control.shares.min() >= 0


several = st.lists(claims, min_size=1, max_size=6).map(
    lambda some: [
        dataclasses.replace(c, key=f"claim/{i}", article=f"a{i}", reported=c.latest) for i, c in enumerate(some)
    ]
)
late = st.dates(date(2020, 1, 1), date(2021, 1, 1))


@settings(max_examples=40, deadline=None)
@given(several, st.randoms(), late)
def test_the_order_of_reports_does_not_matter(some: list[ControlClaim], random: Any, day: date) -> None:
    """Articles given in another order leave the same belief and the same evidence."""
    mixed = random.sample(some, len(some))
    one, other = _on(day, *some), _on(day, *mixed)
    assert (one is None) == (other is None)
    if one and other:
        assert one.shares == pytest.approx(other.shares)
        assert [w.claim.key for w in one.evidence] == [w.claim.key for w in other.evidence]


def test_reports_of_one_day_that_contradict_each_other_leave_it_open() -> None:
    """Two articles of one day give a town to both sides: it is contested, whoever is named last."""
    for first, second in ((WEST, EAST), (EAST, WEST)):
        control = _on(DAY, _claim(article="a", holder=first), _claim(key="claim/2", article="b", holder=second))
        assert control.state == "contested"
        assert control.shares[WEST] == pytest.approx(control.shares[EAST])


@settings(max_examples=40, deadline=None)
@given(several, claims, late, st.integers(1, 400))
def test_what_is_known_later_changes_no_earlier_day(
    some: list[ControlClaim], one: ControlClaim, day: date, days: int
) -> None:
    """As known on a day, nothing depends on what was reported after it."""
    news = dataclasses.replace(one, key="claim/new", article="new", reported=day + timedelta(days=days))
    before, after = (PlaceHistory(_place(told), 2, as_known=True).on(day) for told in (some, [*some, news]))
    assert (before is None) == (after is None)
    if before and after:
        assert before.shares.tolist() == after.shares.tolist()
        assert before.evidence == after.evidence
    known = _on(day, *some, known_on=day), _on(day, *some, news, known_on=day)
    assert (known[0] is None) == (known[1] is None)
    assert known[0] is None or known[0].shares.tolist() == known[1].shares.tolist()


def _place(some: list[ControlClaim]) -> ControlPlace:
    return places_of(some)[0]


@settings(max_examples=40, deadline=None)
@given(several, st.integers(0, 5), st.integers(1, 10))
def test_copies_of_a_report_count_once(some: list[ControlClaim], which: int, copies: int) -> None:
    """However many outlets print a report, the belief is that of one; all of them stay in the list."""
    told = dataclasses.replace(some[which % len(some)], report="wire")
    others = [c for c in some if c.key != told.key]
    printed = [dataclasses.replace(told, key=f"copy/{i}", article=f"z{i}") for i in range(copies)]
    day = date(2021, 1, 1)
    one, many = _on(day, *others, told), _on(day, *others, told, *printed)
    assert (one is None) == (many is None)
    if one and many:
        copied = {c.key for c in printed} if told in [w.claim for w in one.evidence] else set()
        assert many.shares == pytest.approx(one.shares)
        assert {w.claim.key for w in many.evidence} == {w.claim.key for w in one.evidence} | copied


@settings(max_examples=40, deadline=None)
@given(several, st.lists(st.integers(0, 4000), min_size=2, max_size=5))
def test_belief_only_fades(some: list[ControlClaim], later: list[int]) -> None:
    """Once nothing more is said, each share comes nearer to not knowing, day by day."""
    history = PlaceHistory(_place(some), 2)
    last = max(history.changes, default=None)
    if last is None:
        return
    away = [np.abs(history.on(last + timedelta(days=days)).shares - history.prior) for days in sorted(later)]
    assert all((now <= before + 1e-12).all() for before, now in itertools.pairwise(away))


@settings(max_examples=40, deadline=None)
@given(several, late)
def test_every_claim_so_far_stays_in_the_list(some: list[ControlClaim], day: date) -> None:
    """What contradicts the belief is shown too, and said to."""
    control = _on(day, *some)
    begun = {c.key for c in some if any(step.day <= day for step in steps_of(c))}
    assert {w.claim.key for w in control.evidence} == begun if control else not begun


@pytest.mark.parametrize(
    ("place", "before", "day", "after"),
    [
        ("Sirte", WEST, date(2020, 1, 6), EAST),
        ("Sabratha", EAST, date(2020, 4, 13), WEST),
        ("Al-Watiya airbase", EAST, date(2020, 5, 18), WEST),
        ("Tarhuna", EAST, date(2020, 6, 5), WEST),
        ("Bani Walid", EAST, date(2020, 6, 5), WEST),
    ],
)
def test_libya_changes_hands_on_the_right_day(place: str, before: int, day: date, after: int) -> None:
    """With the reference record, towns change hands on the day the record gives, not before."""
    here = next(p for p in places_of(claims_from_record(load_theatre("libya"), ("gna", "lna"))) if p.name == place)
    assert control_on(here, day - timedelta(days=1), 2).party == before
    assert control_on(here, day, 2).party == after


def test_only_asserted_claims_on_points_are_drawn() -> None:
    """Threats, seats and places without a point never reach the line."""
    row = {
        "id": "0" * 16, "article": "a", "kind": "takes", "modality": "asserted", "place": "Dara", "lat": 31.0,
        "lon": 16.0, "where_prec": 1, "holder_id": "lna", "previous_id": None, "earliest": None,
        "latest": "2020-01-10", "as_of": "2020-01-11", "strength": "explicit", "speaker": None,
    }  # fmt: skip
    article = {"id": "a", "published": "2020-01-11", "source": "TRT World"}
    changes = [{}, {"modality": "threatened"}, {"kind": "seat"}, {"kind": "front_at"}, {"where_prec": 5}, {"lat": None}]
    rows = [row | change for change in changes]
    found = claims_from_rows(rows, [article], load_theatre("libya"), ("gna", "lna"))
    assert [c.key for c in found] == ["claim/" + "0" * 16]
    assert (found[0].holder, found[0].leans, found[0].reported) == (EAST, WEST, date(2020, 1, 11))


def _far(km_east: float, **changes: object) -> ControlClaim:
    return _claim(lon=16.0 + km_east / 95.3, key=f"claim/{km_east}", place=f"{km_east} km", **changes)


@pytest.mark.parametrize(("km", "state"), [(20, "unknown"), (300, "held"), (600, "held")])
def test_belief_fades_slowly_far_behind_the_front(km: float, state: str) -> None:
    """Three years of silence say little of a town at the front, and much of one far behind it."""
    later = DAY + timedelta(days=1000)
    front = _far(km, holder=WEST, kind="holds", earliest=later, latest=later, reported=later)
    histories = [PlaceHistory(place, 2) for place in places_of([TAKES, front])]
    rear = next(c for c in controls_on(histories, later) if c.place.name == "Dara")
    assert rear.state == state
    assert (rear.party == EAST) == (state == "held")
    assert "1000 days old" in rear.reason


def test_all_fade_alike_where_no_front_is_known() -> None:
    """Where only one party is known to hold anything, nobody knows how far the front is."""
    histories = [PlaceHistory(place, 2) for place in places_of([TAKES, _far(300)])]
    assert {c.state for c in controls_on(histories, DAY + timedelta(days=730))} == {"unknown"}


def test_a_history_gives_what_each_day_gives_by_itself() -> None:
    """Going through the days in any order, a history agrees with each day taken by itself."""
    some = [TAKES, _claim(key="claim/2", holder=WEST, latest=DAY + timedelta(days=40), source="b")]
    history = PlaceHistory(places_of(some)[0], 2)
    for days in (60, 3, 41, 0, 40):
        day = DAY + timedelta(days=days)
        assert history.on(day).shares == pytest.approx(_on(day, *some).shares)


def test_as_known_a_claim_comes_in_with_its_report() -> None:
    """What happened in January and was reported in March is not known in February, and is as old as it is in March."""
    late = _claim(reported=DAY + timedelta(days=60))
    history = PlaceHistory(places_of([late])[0], 2, as_known=True)
    assert history.on(DAY + timedelta(days=59)) is None
    assert history.on(DAY + timedelta(days=60)).age_days == 60


def test_the_record_is_reported_when_its_source_came_out() -> None:
    """A fact counts as reported on its source's day; a source of a year later looks back and was not its report."""
    facts = claims_from_record(load_theatre("libya"), ("gna", "lna"))
    lags = [(fact.reported - fact.latest).days for fact in facts]
    assert min(lags) == 0
    assert 1 <= max(lags) <= 31
    benghazi = next(fact for fact in facts if fact.place == "Benghazi")
    assert benghazi.reported == date(2017, 7, 6)
