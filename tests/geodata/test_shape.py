"""Geometry of places that are described."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box

from geodata.shape import destination, part, ring, sector


@given(lat=st.floats(-60, 60), lon=st.floats(-170, 170), bearing=st.floats(0, 359), km=st.floats(1, 200))
def test_a_sector_holds_its_middle(lat: float, lon: float, bearing: float, km: float) -> None:
    """The point half-way out on the bearing lies inside, the one behind does not."""
    shape = sector(lat, lon, bearing, 45.0, 0.0, km)
    ahead, behind = destination(lat, lon, bearing, km / 2), destination(lat, lon, bearing + 180, km / 2)
    assert shape.contains(Point(ahead[1], ahead[0]))
    assert not shape.contains(Point(behind[1], behind[0]))


def test_a_ring_has_a_hole() -> None:
    """The middle of a ring is not part of it."""
    shape = ring(32.9, 13.2, 5.0, 20.0)
    assert not shape.contains(Point(13.2, 32.9))
    assert shape.contains(Point(13.2 + 0.12, 32.9))


def test_a_part_lies_on_its_side() -> None:
    """The east is the third furthest east; the north the third furthest north."""
    square = box(10, 20, 16, 26)
    assert part(square, 90.0).bounds[0] == pytest.approx(14, abs=0.01)
    assert part(square, 0.0).bounds[1] == pytest.approx(24, abs=0.01)


def test_the_middle_lies_inside() -> None:
    """A centre is not a side."""
    assert part(box(0, 0, 6, 6), -1.0).bounds == pytest.approx((2, 2, 4, 4))


def test_no_outline_no_part() -> None:
    """A place known only as a point has no east."""
    assert part(None, 90.0) is None
