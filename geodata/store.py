"""A built dataset on disk: Parquet tables and a manifest, written whole or not at all."""

from __future__ import annotations

import dataclasses
import glob
import gzip
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.columns import columns_of, digest_of_table, frame_of
from geodata.errors import DatasetError
from geodata.rows import Row
from geodata.theatre import DERIVED, Theatre, load_theatre, theatre_as_json, theatre_from_json

FORMAT = 3
"""Version of the tables; a dataset of another version has to be built again."""

COMPRESSION_LEVEL = 6

WRITING, OLD = ".writing", ".old"
"""Ends of the names of folders that stand beside a dataset while it is written."""

COLUMNS: dict[str, dict[str, str]] = {
    "articles": dict.fromkeys(
        ("id", "report", "title", "source", "published", "published_source", "published_reason", "sha256", "text"),
        "str",
    ),
    "places": {
        **dict.fromkeys(("id", "name", "kind", "country", "members", "outline"), "str"),
        **dict.fromkeys(("lat", "lon", "radius_km"), "float64"),
        "where_prec": "int32",
    },
    "toponyms": {
        **dict.fromkeys(("article", "part", "text", "role", "feature_id", "name", "kind", "country"), "str"),
        **dict.fromkeys(("reason", "shape", "alternatives"), "str"),
        **dict.fromkeys(("earliest", "latest", "precision", "anchor", "date_reason"), "str"),
        **dict.fromkeys(("start", "end", "sentence_start", "sentence_end", "where_prec"), "int32"),
        **dict.fromkeys(("lat", "lon", "score", "radius_km"), "float64"),
        **dict.fromkeys(("geonames_id", "place"), "Int64"),
    },
    "timexes": {
        **dict.fromkeys(("article", "text", "type", "value"), "str"),
        **dict.fromkeys(("earliest", "latest", "precision", "anchor", "date_reason"), "str"),
        **dict.fromkeys(("start", "end"), "int32"),
    },
    "actors": {
        **dict.fromkeys(("article", "text", "actor_id", "name", "party_id"), "str"),
        **dict.fromkeys(("start", "end"), "int32"),
    },
    "events": {
        **dict.fromkeys(("article", "id", "group", "type", "modality", "speaker", "actors", "places"), "str"),
        **dict.fromkeys(("earliest", "latest", "precision", "anchor", "date_reason"), "str"),
        **dict.fromkeys(("start", "end", "trigger_start", "trigger_end"), "int32"),
        "score": "float64",
        "place": "Int64",
    },
    "claims": {
        **dict.fromkeys(("article", "id", "kind", "modality", "strength", "speaker", "place"), "str"),
        **dict.fromkeys(("holder_id", "holder", "previous_id", "previous", "as_of"), "str"),
        **dict.fromkeys(("earliest", "latest", "precision", "anchor", "date_reason"), "str"),
        **dict.fromkeys(("start", "end", "trigger_start", "trigger_end", "where_prec"), "int32"),
        **dict.fromkeys(("score", "lat", "lon"), "float64"),
        **dict.fromkeys(("toponym", "place_number"), "Int64"),
    },
}

IMPORTED: dict[str, str] = {
    **dict.fromkeys(("id", "article", "record", "key", "type", "original_type", "modality"), "str"),
    **dict.fromkeys(("earliest", "latest", "reported", "precision", "date_reason"), "str"),
    **dict.fromkeys(("place", "country", "place_reason", "outline", "actors", "source", "notes"), "str"),
    **dict.fromkeys(("origin", "found", "terms", "fields"), "str"),
    **dict.fromkeys(("row", "where_prec"), "int32"),
    **dict.fromkeys(("lat", "lon", "radius_km"), "float64"),
    "fatalities": "Int64",
}
"""Columns of the table ``imported``: rows of files that others made (docs/exchange.md); no article has read them."""


@dataclasses.dataclass(frozen=True, slots=True)
class Dataset:
    """A corpus as read: tables, control frames and the manifest that names them.

    Parameters
    ----------
    tables
        One frame for each of `COLUMNS`, and ``imported``; treat them as read-only.
    packed_control
        control.json, the frames of areas and front lines (docs/timemap.md), compressed with gzip: as Python objects
        those of two articles take 60 MB.
    manifest
        ``digest``, ``format``, ``title``, ``theatre`` (its id), ``derived_theatre`` (one that no file
        describes), ``counts``, ``refused``, ``corpus_version`` (digest of articles and reader),
        ``corrections`` (ids by what became of them).
    """

    tables: dict[str, pd.DataFrame]
    packed_control: bytes
    manifest: dict[str, Any]

    @property
    def control(self) -> dict[str, Any]:
        """The frames by mode, read anew each time; keep them in a name of your own, and not for long."""
        return json.loads(gzip.decompress(self.packed_control))

    @property
    def digest(self) -> str:
        """16 hex digits that change whenever anything in the dataset does."""
        return self.manifest["digest"]

    @property
    def theatre(self) -> Theatre | None:
        """The theatre it was built for, one of the known ones or the one its claims describe."""
        if self.manifest["derived_theatre"]:
            return theatre_from_json(self.manifest["derived_theatre"])
        return load_theatre(self.manifest["theatre"]) if self.manifest["theatre"] else None


def dataset_from_tables(
    tables: dict[str, pa.Table],
    control: str,
    *,
    title: str,
    theatre: Theatre | None,
    refused: list[Row],
    corpus_version: str,
    corrections: dict[str, Any] | None = None,
) -> Dataset:
    """Assemble a dataset from its tables.

    Parameters
    ----------
    tables
        One for each of `COLUMNS`, taken out as they are turned into frames; one that is not there is empty.
    control
        Text of control.json.
    corrections
        What became of the corrections replayed over the rows, ``None`` when there were none.
    """
    derived = theatre_as_json(theatre) if theatre and theatre.id == DERIVED else None
    about = json.dumps([FORMAT, title, theatre and theatre.id, derived, refused], sort_keys=True, ensure_ascii=False)
    frames_text = control.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(f"{about}\0".encode("utf-8", "surrogatepass"))
    digest.update(frames_text)
    digest.update(b"\0")
    frames = {}
    for name, described in COLUMNS.items():
        table = tables.pop(name) if name in tables else columns_of(described, ())
        digest.update(digest_of_table(name, table))
        frames[name] = frame_of(table, described)
    frames["imported"] = _no_imports()
    manifest = {
        "format": FORMAT,
        "digest": digest.hexdigest()[:16],
        "title": title,
        "theatre": theatre.id if theatre else None,
        "derived_theatre": derived,
        "counts": {name: len(frames[name]) for name in COLUMNS},
        "refused": refused,
        "corpus_version": corpus_version,
        "corrections": corrections,
    }
    return Dataset(frames, _packed(frames_text), manifest)


def write_dataset(dataset: Dataset, folder: Path) -> None:
    """Write a dataset to `folder`, replacing the one there only when all is written."""
    staging = folder.with_name(f".{folder.name}.{os.getpid()}{WRITING}")
    try:
        _tidy(folder)
        staging.mkdir(parents=True)
        for name, table in dataset.tables.items():
            _write_table(table, staging / f"{name}.parquet")
        (staging / "control.json").write_bytes(gzip.decompress(dataset.packed_control))
        manifest = json.dumps(dataset.manifest, indent=1, ensure_ascii=False) + "\n"
        (staging / "manifest.json").write_text(manifest, "utf-8")
        _swap(staging, folder)
    except OSError as error:
        why = error.strerror or error
        msg = f"The dataset could not be written to {folder} ({why}); free some space or choose another folder."
        raise DatasetError(msg) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def read_dataset(folder: Path) -> Dataset:
    """Read a dataset.

    Raises
    ------
    DatasetError
        When `folder` holds no dataset, or one of another format.
    """
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        if manifest["format"] != FORMAT:
            found = manifest["format"]
            msg = f"The dataset in {folder} has format {found}, this version reads {FORMAT}; build it again."
            raise DatasetError(msg)
        tables = {name: _read_table(folder / f"{name}.parquet") for name in COLUMNS}
        control = _packed((folder / "control.json").read_bytes())
        imported = folder / "imported.parquet"
        tables["imported"] = _read_table(imported) if imported.exists() else _no_imports()
    except (OSError, ValueError, KeyError) as error:
        remedy = f"build it with: python -m geodata build FOLDER -o {folder}"
        msg = f"There is no complete dataset in {folder} ({error}); {remedy}"
        raise DatasetError(msg) from error
    return Dataset(tables, control, manifest)


def _write_table(table: pd.DataFrame, path: Path) -> None:
    if "lat" in table:
        import geopandas as gpd  # takes GDAL along, 30 MB: whoever only reads needs none of it

        points = gpd.points_from_xy(table["lon"], table["lat"])
        points[table["lat"].isna().to_numpy()] = None
        gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326").to_parquet(path, index=False, compression="zstd")
    else:
        table.to_parquet(path, index=False, compression="zstd")


_SCHEMAS = {**COLUMNS, "imported": IMPORTED}


def _no_imports() -> pd.DataFrame:
    return frame_of(columns_of(IMPORTED, ()), IMPORTED)


def _read_table(path: Path) -> pd.DataFrame:
    columns = _SCHEMAS[path.stem]
    # Not by pandas: that takes the library for folders of files and clouds along, 20 MB.
    with pq.ParquetFile(path) as file:
        return frame_of(file.read(columns=list(columns), use_threads=False), columns)


def _swap(staging: Path, folder: Path) -> None:
    """Put `staging` in the place of `folder`; the old one is gone only after the new one stands."""
    old = folder.with_name(f".{folder.name}.{os.getpid()}{OLD}")
    if folder.exists():
        if not (folder / "manifest.json").exists() and any(folder.iterdir()):
            msg = f"{folder} holds other files; choose an empty folder or one with a dataset."
            raise DatasetError(msg)
        folder.rename(old)
    staging.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _tidy(folder: Path) -> None:
    """Take away what processes left that were killed as they wrote here; a dataset they had put aside stands again."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.*"):
        name, _, end = left.name.removeprefix(f".{folder.name}.").partition(".")
        if f".{end}" not in (WRITING, OLD) or not name.isdecimal() or (int(name) != os.getpid() and _lives(int(name))):
            continue
        if f".{end}" == OLD and not folder.exists():
            left.rename(folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _packed(text: bytes) -> bytes:
    return gzip.compress(text, COMPRESSION_LEVEL, mtime=0)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
