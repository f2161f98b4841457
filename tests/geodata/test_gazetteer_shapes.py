"""Outlines and borders of the shipped gazetteer."""

from __future__ import annotations

import pytest
import shapely

from geodata.gazetteer import Gazetteer
from geodata.gazetteer.shapes import Shapes, pack_shapes
from geodata.gazetteer.store import write_arrays


def outline(gazetteer: Gazetteer, name: str) -> shapely.Geometry:
    """Outline of the most prominent feature of a name."""
    shape = gazetteer.shape(gazetteer.id(gazetteer.lookup(name)[0]))
    assert shape is not None, f"{name} has no outline"
    return shape


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Libya", 17, 27), ("Cyrenaica", 22, 30), ("Tripolitania", 13, 31.5), ("Fezzan", 14, 26), ("Donbas", 38, 48.3),
        ("Darfur", 25, 13), ("Texas", -99, 31), ("Scotland", -4, 57), ("Gulf of Sidra", 18, 31.8), ("Red Sea", 38, 20),
        ("Mediterranean Sea", 18, 34.5), ("Middle East", 44, 33), ("Sahel", 5, 15), ("Somaliland", 45, 9.8), ("Black Sea", 34, 43),
    ],
)  # fmt: skip
def test_outlines_hold_what_they_name(gazetteer: Gazetteer, name: str, lon: float, lat: float) -> None:
    """Countries, divisions, historic regions and seas are valid polygons around a point known to lie within."""
    shape = outline(gazetteer, name)
    assert shape.geom_type in ("Polygon", "MultiPolygon")
    assert shape.is_valid
    assert shape.covers(shapely.Point(lon, lat))


def test_the_three_parts_of_libya(gazetteer: Gazetteer) -> None:
    """Cyrenaica, Tripolitania and Fezzan hardly overlap and together make Libya."""
    parts = [outline(gazetteer, name) for name in ("Cyrenaica", "Tripolitania", "Fezzan")]
    libya = outline(gazetteer, "Libya")
    assert sum(part.area for part in parts) == pytest.approx(libya.area, rel=0.03)
    assert shapely.union_all(parts).intersection(libya).area == pytest.approx(libya.area, rel=0.03)


def test_seas_hold_no_towns(gazetteer: Gazetteer) -> None:
    """Inland towns lie outside the sea's outline."""
    sea = outline(gazetteer, "Mediterranean Sea")
    for name in ("Sabha", "Madrid", "Ankara", "Cairo"):
        row = gazetteer.lookup(name)[0]
        assert not sea.covers(shapely.Point(gazetteer.lon[row], gazetteer.lat[row]))


@pytest.mark.parametrize(
    ("one", "other", "lon", "lat"),
    [("EG", "LY", 25.0, 28.0), ("UA", "RU", 37.5, 50.4), ("SY", "TR", 38.9, 36.7), ("SD", "SS", 28.0, 9.3)],
)
def test_borders(gazetteer: Gazetteer, one: str, other: str, lon: float, lat: float) -> None:
    """A border is the same line from both sides and passes where it should."""
    border = gazetteer.border(one, other)
    assert border.geom_type in ("LineString", "MultiLineString")
    assert border.equals(gazetteer.border(other, one))
    assert border.distance(shapely.Point(lon, lat)) < 0.5


def test_no_border_without_neighbours(gazetteer: Gazetteer) -> None:
    """Countries that do not touch, and codes of none, have no border."""
    assert gazetteer.border("GB", "LY") is None
    assert gazetteer.border("LY", "LY") is None
    assert gazetteer.border("XX", "LY") is None


def test_towns_lie_in_their_country(gazetteer: Gazetteer) -> None:
    """Inland towns of Libya lie in its outline: points and outlines are of one datum and axis order."""
    libya = outline(gazetteer, "Libya")
    rows = [
        row
        for row in range(len(gazetteer))
        if gazetteer.country_codes[row] == gazetteer.countries.index("LY") and gazetteer.population[row] > 1000
    ]
    inside = [libya.buffer(0.05).covers(shapely.Point(gazetteer.lon[row], gazetteer.lat[row])) for row in rows]
    assert sum(inside) / len(inside) > 0.98


def test_packing_keeps_shapes(tmp_path) -> None:
    """Polygons with holes, several parts and lines come back as they went in."""
    ring = shapely.box(0, 0, 4, 4).difference(shapely.box(1, 1, 2, 2))
    parts = shapely.MultiPolygon([shapely.box(10, 10, 11, 11), shapely.box(-3.5, -2, -1, -1)])
    line = shapely.LineString([(0, 0), (1.2345, 2.3456)])
    path = tmp_path / "shapes.npz"
    write_arrays(path, pack_shapes({"a": ring, "b": parts}, {"AA-BB": line}, {"c": ("a", "b", "none")}))
    shapes = Shapes(path)
    assert shapes.outline("a").equals(ring)
    assert shapes.outline("b").equals(parts)
    assert shapes.border("BB", "AA").equals(line)
    assert shapes.outline("c").area == pytest.approx(ring.area + parts.area)
    assert shapes.outline("d") is None
    assert shapes.ids() == {"a", "b", "c"}


def test_joined_outlines_are_areas(gazetteer: Gazetteer) -> None:
    """Every region joined from others has an outline, also where a part touches itself once it is rounded."""
    shapes = gazetteer._shapes
    assert shapes is not None
    joined = [shapes.outline(region) for region in sorted(shapes._members)]
    assert {outline.geom_type for outline in joined if outline} <= {"Polygon", "MultiPolygon"}
    assert all(outline is not None and outline.area > 0 for outline in joined)
