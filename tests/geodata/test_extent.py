"""The first view holds where the deeds are, not where they are spoken of."""

from __future__ import annotations

import pytest

from geodata.extent import told_extent

PLACES = [
    {"lon": 36.3, "lat": 33.5, "country": "SY", "where_prec": 1},
    {"lon": 37.2, "lat": 36.2, "country": "SY", "where_prec": 1},
    {"lon": 36.6, "lat": 35.9, "country": "SY", "where_prec": 1},
    {"lon": 2.35, "lat": 48.9, "country": "FR", "where_prec": 1},
    {"lon": 37.6, "lat": 55.8, "country": "RU", "where_prec": 1},
    {"lon": 38.0, "lat": 35.0, "country": "SY", "where_prec": 6},
    {"lon": None, "lat": None, "country": None, "where_prec": 7},
]


def row(place: float | None, kind: str = "shelling", modality: str = "asserted") -> dict:
    return {"type": kind, "modality": modality, "place": place}


def test_talks_elsewhere_stay_out_of_the_first_view() -> None:
    """Paris and Moscow talk; a stray deed there counts for little."""
    events = [row(n) for n in (0, 1, 2) for _ in range(6)] + [row(3, "talk")] * 9 + [row(4, "killing")]
    left, bottom, right, top = told_extent(events, PLACES)
    assert 35 < left < 36.3
    assert 37.2 < right < 39
    assert 32 < bottom < 33.5
    assert 36.2 < top < 38


def test_only_words() -> None:
    """Where nobody fights, the view is on where people meet."""
    left, bottom, right, top = told_extent([row(3, "talk"), row(0, "threat", "planned")], PLACES)
    assert left < 2.35 < right
    assert bottom < 48.9 < top < 60


@pytest.mark.parametrize("events", [[], [row(None)], [row(float("nan"))], [row(6)], [row(0, modality="denied")]])
def test_nothing_that_has_a_place(events: list[dict]) -> None:
    """No event with a point, no view."""
    assert told_extent(events, PLACES) is None


def test_a_country_alone() -> None:
    """A country's middle serves where no town is named."""
    left, _, right, _ = told_extent([row(5.0)], PLACES)
    assert left < 38.0 < right
