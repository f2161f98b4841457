"""The theatre's plane: km that are km, and coordinates that come back."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.crs import TheatrePlane, check_lonlat, plane_of, split_at_antimeridian
from geodata.errors import GeometryError

LIBYA = shapely.box(9.4, 19.5, 25.2, 33.2)


@settings(deadline=None)
@given(st.floats(9.4, 25.2), st.floats(19.5, 33.2))
def test_round_trip(lon: float, lat: float) -> None:
    """A point comes back from the plane within a centimetre."""
    plane = plane_of(LIBYA)
    x, y = plane.points_to_km(np.array([lon]), np.array([lat]))[0]
    back = plane.to_lonlat(shapely.Point(x, y))
    assert abs(back.x - lon) < 1e-7
    assert abs(back.y - lat) < 1e-7


def test_km_are_km() -> None:
    """Tripoli lies 375 km from Sirte, by the plane as on the globe."""
    plane = plane_of(LIBYA)
    tripoli, sirte = plane.points_to_km(np.array([13.1873, 16.5887]), np.array([32.8874, 31.2089]))
    assert np.hypot(*(tripoli - sirte)) == pytest.approx(370.5, abs=3)


def test_antimeridian_parts_meet_in_the_plane() -> None:
    """An outline split at 180 degrees is one polygon in the plane, and split again outside."""
    outline = shapely.union_all([shapely.box(176, -20, 180, -15), shapely.box(-180, -20, -177, -15)])
    plane = plane_of(outline)
    km = plane.to_km(outline)
    assert km.geom_type == "Polygon"
    assert plane.lon == pytest.approx(179.5, abs=0.2)
    back = plane.to_lonlat(km)
    assert len(shapely.get_parts(back)) == 2
    assert back.bounds[0] >= -180
    assert back.bounds[2] <= 180


def test_split_leaves_others_alone() -> None:
    """A geometry within 180 degrees is returned as it is."""
    assert split_at_antimeridian(LIBYA) is LIBYA


def test_split_mends_what_crosses_itself() -> None:
    """Ground that touches itself beyond 180 degrees is cut all the same, with the area it had."""
    hole = [(181.0, 0.5), (181.0, 1.5), (183.0, 0.5), (183.0, 1.5)]
    broken = shapely.Polygon([(178.0, 0.0), (184.0, 0.0), (184.0, 2.0), (178.0, 2.0)], [hole])
    assert not broken.is_valid
    split = split_at_antimeridian(broken)
    assert split.is_valid
    assert split.bounds[0] >= -180
    assert split.bounds[2] <= 180
    assert split.area == pytest.approx(11.0)


@pytest.mark.parametrize(
    ("lon", "lat", "words"),
    [(32.9, 113.2, "swapped"), (500_000.0, 3_600_000.0, "metres"), (float("nan"), 1.0, "no number")],
)
def test_bad_coordinates_name_the_likely_cause(lon: float, lat: float, words: str) -> None:
    """Coordinates out of range are refused with the likely cause."""
    with pytest.raises(GeometryError, match=words):
        check_lonlat(np.array([lon]), np.array([lat]), "outline")


def test_empty_outline_is_refused() -> None:
    """An empty outline has no centre."""
    with pytest.raises(GeometryError, match="empty"):
        plane_of(shapely.Polygon())


def test_plane_is_a_value() -> None:
    """Planes with the same centre are equal and hash alike."""
    assert len({TheatrePlane(1.0, 2.0), TheatrePlane(1.0, 2.0)}) == 1
