"""Files with geometry that GDAL and Arrow read and write: GeoPackage, KML, GeoParquet."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geodata.errors import ExchangeError
from geodata.exchange.geojson import BadGeometryError, mended_geometry
from geodata.exchange.sheet import Refused, Sheet, as_text, check_width, sheet_of_rows

MAGIC = {".gpkg": b"SQLite format 3\0", ".parquet": b"PAR1"}
"""What a file must begin with: GDAL goes by content, and some of its formats name other files to open."""
KML_HEAD = 4096
WGS84 = 4326


def read_layers(path: Path, layer: str | None = None) -> Sheet:
    """Read a GeoPackage, KML or GeoParquet file; each feature is a row, numbered from 1.

    Parameters
    ----------
    layer
        Name of one layer; by default all layers, one after the other.

    Raises
    ------
    ExchangeError
        When the file is of another kind than its name says, damaged, or its coordinate system is not given.
    """
    _check_content(path)
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of GDAL's on fields it skips; what is read is checked below
            frames = _frames(path, layer)
    except (OSError, ValueError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        why = str(error).replace(str(path), path.name)[:200]  # where it lies is not for whoever gave it
        msg = f"{path.name} could not be read ({why}); save it again with the program that made it."
        raise ExchangeError(msg) from error
    header = list(
        dict.fromkeys(str(name) for frame in frames for name in frame.columns if name not in _geometry_names(frame))
    )
    check_width(len(header), path.name)
    rows: list[dict[str, Any]] = []
    shapes: list[str] = []
    refused: list[Refused] = []
    numbers: list[int] = []
    mended: dict[str, int] = {}
    number = 0
    for frame in frames:
        frame = _in_degrees(frame, path.name)  # noqa: PLW2901 -- the same layer in degrees
        geometry = frame.geometry if isinstance(frame, gpd.GeoDataFrame) else [None] * len(frame)
        records = pd.DataFrame(frame.drop(columns=_geometry_names(frame))).to_dict("records")
        for record, shape in zip(records, geometry, strict=True):
            number += 1
            said: list[str] = []
            try:
                shapes.append(_shape_text(shape, said))
            except BadGeometryError as error:
                refused.append(Refused(number, str(error)))
                continue
            rows.append({name: _cell(value) for name, value in record.items()})
            numbers.append(number)
            for one in said:
                mended[one] = mended.get(one, 0) + 1
    notes += [f"{what} (in {count} feature{'s' if count > 1 else ''})." for what, count in mended.items()]
    return sheet_of_rows(header, rows, shapes, notes, refused, numbers)


def _frames(path: Path, layer: str | None) -> list[pd.DataFrame]:
    if path.suffix.lower() == ".parquet":
        try:
            return [gpd.read_parquet(path)]
        except ValueError:  # a table without geometry
            return [pd.read_parquet(path)]
    names = [layer] if layer else [str(name) for name in pyogrio.list_layers(path)[:, 0]]
    return [pyogrio.read_dataframe(path, layer=name) for name in names]


def _check_content(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(KML_HEAD)
    kind = path.suffix.lower()
    good = start.startswith(MAGIC[kind]) if kind in MAGIC else b"<kml" in start and b"<!ENTITY" not in start
    if not good:
        msg = f"{path.name} is no {kind.strip('.')} file: its content is of another kind. Save it again, or give its name the right ending."
        raise ExchangeError(msg)


def _in_degrees(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        return frame
    if frame.crs is None:
        msg = f"{name} does not say its coordinate system; save it in WGS84 (EPSG:4326)."
        raise ExchangeError(msg)
    return frame if frame.crs.to_epsg() == WGS84 else frame.to_crs(WGS84)


def _geometry_names(frame: pd.DataFrame) -> list[str]:
    return [frame.geometry.name] if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name else []


def _shape_text(shape: Any, said: list[str]) -> str:
    if shape is None or shape.is_empty:
        return ""
    return shapely.to_geojson(mended_geometry(shapely.force_2d(shape), said))


def _cell(value: Any) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)) or value is pd.NA:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if hasattr(value, "tolist"):
        value = value.tolist()
    return str(value) if isinstance(value, int | float) else as_text(value)
