"""A dataset written for other programs, one file a format."""

from __future__ import annotations

import csv
import json
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from geodata.errors import ExchangeError
from geodata.exchange.annotation import annotations_of, collection
from geodata.exchange.cell import defused, edged, held
from geodata.exchange.record import KINDS, NUMBERS, RECORD, imported_of, records_of
from geodata.exchange.timemap import as_sheet
from geodata.store import Dataset

CRS = "EPSG:4326"
WHOLE = ("where_prec", "char_start", "char_end", "fatalities")


class Format(NamedTuple):
    """A file that a dataset can be written to."""

    suffix: str
    media_type: str
    label: str
    write: Callable[[Dataset, pd.DataFrame, Path], None]


def write_export(
    dataset: Dataset,
    format: str,  # noqa: A002 -- the word for it
    path: Path,
    *,
    kinds: tuple[str, ...] = KINDS,
    restricted: bool = False,
) -> int:
    """Write a dataset to a file; return how many records are in it.

    Parameters
    ----------
    format
        One of `EXPORTS`.
    kinds
        Which of `geodata.exchange.record.KINDS`.
    restricted
        Whether imported rows that must not be passed on go in too: only for the user's own keeping.

    Raises
    ------
    ExchangeError
        When there is no such format, or the file cannot be written; what was there before stays then.
    """
    if format not in EXPORTS:
        msg = f"The format {format!r} is not one of: {', '.join(EXPORTS)}."
        raise ExchangeError(msg)
    records = records_of(dataset, kinds=kinds, restricted=restricted)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{os.getpid()}.") as folder:
            staging = Path(folder) / f"export{EXPORTS[format].suffix}"
            EXPORTS[format].write(dataset, records, staging)
            staging.replace(path)
    except (OSError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or error
        msg = f"The export could not be written to {path} ({why}); free some space or choose another folder."
        raise ExchangeError(msg) from error
    return len(records)


def export_bytes(dataset: Dataset, format: str) -> bytes:  # noqa: A002
    """Return an export as it is served: without rows that must not be passed on."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        write_export(dataset, format, path)
        return path.read_bytes()


def left_out(dataset: Dataset) -> int:
    """Return how many imported rows an export leaves out."""
    return int((imported_of(dataset)["terms"] != "open").sum())


def _write_csv(dataset: Dataset, records: pd.DataFrame, path: Path) -> None:
    _write_table(records, path)


def _write_timemap(dataset: Dataset, records: pd.DataFrame, path: Path) -> None:
    _write_table(as_sheet(records), path)


def _write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a CSV whose cells no spreadsheet takes for formulas."""
    columns = [_texts(table[name]) for name in table]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL)
        writer.writerow(table.columns)
        writer.writerows(zip(*columns, strict=True))


def _texts(column: pd.Series) -> list[str]:
    if column.name in WHOLE:
        return [str(int(value)) if value == value else "" for value in column]  # noqa: PLR0124 -- NaN
    if pd.api.types.is_float_dtype(column):
        return [repr(value) if value == value else "" for value in column.tolist()]  # noqa: PLR0124
    return ["" if value is None or value != value else _safe(value) for value in column]  # noqa: PLR0124


def _safe(value: Any) -> str:
    return defused(held(value)) if isinstance(value, str) else str(value)


def _write_geojson(dataset: Dataset, records: pd.DataFrame, path: Path) -> None:
    title = json.dumps(dataset.manifest["title"], ensure_ascii=False)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(f'{{"type": "FeatureCollection", "name": {title}, "features": [\n')
        for number, feature in enumerate(_features(records)):
            file.write(",\n" if number else "")
            file.write(json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
        file.write("\n]}\n")


def _features(records: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield a feature for each record: its outline where it has one, else its point."""
    for record in records.astype(object).where(records.notna(), None).to_dict("records"):
        geometry = None
        if record["outline"]:
            drawn = shapely.orient_polygons(shapely.from_geojson(record["outline"]))
            geometry = json.loads(shapely.to_geojson(drawn))
        elif record["lat"] is not None:
            geometry = {"type": "Point", "coordinates": [record["lon"], record["lat"]]}
        for name in WHOLE:
            record[name] = None if record[name] is None else int(record[name])
        yield {"type": "Feature", "geometry": geometry, "properties": record}


def _write_annotations(dataset: Dataset, records: pd.DataFrame, path: Path) -> None:
    whole = collection(dataset.manifest["title"], list(annotations_of(dataset, records)))
    path.write_text(json.dumps(whole, ensure_ascii=False, allow_nan=False), "utf-8", "backslashreplace")


def _write_geopackage(dataset: Dataset, records: pd.DataFrame, path: Path) -> None:
    for kind, part in _by_kind(records):
        part.to_file(path, layer=f"{kind}s", driver="GPKG", engine="pyogrio", geometry_type="Unknown")


def _write_kml(dataset: Dataset, records: pd.DataFrame, path: Path) -> None:
    """Write a KML file with a folder a kind; its names are our own words, since programs draw HTML in a description."""
    frames = [(kind, part) for kind, part in _by_kind(records) if len(part)]
    for kind, part in frames or [("event", _geometries(records))]:
        text = {name: part[name].astype("float64").map(repr, na_action="ignore").astype("str") for name in NUMBERS}
        text |= {
            name: part[name].map(edged, na_action="ignore").astype("str") for name in RECORD if name not in NUMBERS
        }
        shown = part.assign(**text, Name=part["type_label"].where(part["type_label"].notna(), kind))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a second layer is added to the same file
            shown.to_file(path, layer=f"{kind}s", driver="LIBKML", engine="pyogrio", mode="a" if path.exists() else "w")


def _write_geoparquet(dataset: Dataset, records: pd.DataFrame, path: Path) -> None:
    _geometries(records).to_parquet(path, index=False, compression="zstd")


def _by_kind(records: pd.DataFrame) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    for kind in KINDS:
        yield kind, _geometries(records[records["record"] == kind])


def _geometries(records: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return records with geometry; what the format's text cannot hold is written out (`geodata.exchange.cell.held`)."""
    points = shapely.points(records["lon"].to_numpy(float), records["lat"].to_numpy(float))
    points = points.astype(object)
    points[records["lat"].isna().to_numpy()] = None
    drawn = records["outline"].notna().to_numpy()
    points[drawn] = [shapely.orient_polygons(shapely.from_geojson(text)) for text in records.loc[drawn, "outline"]]
    words = [name for name in RECORD if name not in NUMBERS]
    safe = {name: records[name].map(held, na_action="ignore").astype("str") for name in words}
    whole = {name: records[name].astype("Int64") for name in WHOLE}
    return gpd.GeoDataFrame(records.assign(**safe, **whole), geometry=points, crs=CRS)


EXPORTS: dict[str, Format] = {
    "geojson": Format(".geojson", "application/geo+json", "GeoJSON", _write_geojson),
    "gpkg": Format(".gpkg", "application/geopackage+sqlite3", "GeoPackage", _write_geopackage),
    "kml": Format(".kml", "application/vnd.google-earth.kml+xml", "KML", _write_kml),
    "csv": Format(".csv", "text/csv; charset=utf-8", "CSV", _write_csv),
    "geoparquet": Format(".parquet", "application/vnd.apache.parquet", "GeoParquet", _write_geoparquet),
    "timemap": Format(".csv", "text/csv; charset=utf-8", "TimeMap sheet (CSV)", _write_timemap),
    "annotations": Format(".jsonld", "application/ld+json", "Web Annotations (JSON-LD)", _write_annotations),
}
"""Every format that a dataset can be written to."""
