"""A file of events as it was brought in, kept beside a dataset, and joined to it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from geodata.errors import ExchangeError
from geodata.exchange import cell
from geodata.exchange.again import RecordMapper, is_record_sheet
from geodata.exchange.annotation import is_annotations, sheet_of_annotations
from geodata.exchange.geojson import read_geojson
from geodata.exchange.mapped import RowMapper, empty_rows
from geodata.exchange.mapping import CLOSED, OPEN, TERMS, Mapping, check_mapping, guess_mapping
from geodata.exchange.sheet import Refused, Sheet, load_json, read_delimited, read_records_json, sheet_of_objects
from geodata.exchange.timemap import is_own_sheet, sheet_of_own
from geodata.store import Dataset

DELIMITED = (".csv", ".tsv", ".txt")
JSON = (".geojson", ".json", ".jsonld")
LAYERS = (".gpkg", ".kml", ".parquet")
SUFFIXES = (*DELIMITED, *JSON, *LAYERS)
RECORDS = "records"
"""Format of an export that comes back."""
MOST_REFUSED = 1000
"""So many refused rows are named in a dataset; all are counted."""
MOST_BAD = 20_000
"""After so many refused rows, more than were taken, the rest is not read."""

Progress = Callable[[float, int], None]
"""Called with the share of the file that is read, 0 to 1, and the rows so far."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """One file, read.

    Parameters
    ----------
    name, sha256
        Of the file.
    format
        ``acled``, ``ucdp``, ``timemap``, ``table`` or ``records``.
    mapping
        Which column was what (`Mapping.as_json`); empty for ``records``.
    table
        Columns of `geodata.store.IMPORTED`.
    refused
        Rows that were left out, by number.
    notes
        What the user should know: what was mended, what was called otherwise.
    """

    name: str
    sha256: str
    format: str
    terms: str
    mapping: dict[str, Any]
    table: pd.DataFrame
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """32 hex digits of the file and of how it was read."""
        parts = json.dumps([self.name, self.sha256, self.format, self.terms, self.mapping], sort_keys=True)
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Look(NamedTuple):
    """What a file seems to hold: its columns, some first rows, and which column is what."""

    header: list[str]
    first: list[tuple[str, ...]]
    shaped: bool
    mapping: Mapping | None


def look(path: Path, name: str | None = None) -> Look:
    """Return a file's columns and first rows, with the mapping they seem to have (`propose_mapping`).

    Raises
    ------
    ExchangeError
        When the file cannot be read.
    """
    sheet = _open(path, None, name)
    samples = sheet.samples()
    mapping = None if is_record_sheet(sheet.header) else guess_mapping(sheet.header, samples)
    return Look(sheet.header, list(zip(*samples.values(), strict=True)), sheet.shaped, mapping)


def propose_mapping(path: Path, *, given: str = "auto", layer: str | None = None) -> Mapping | None:
    """Return what a file's columns seem to be, for the user to confirm; ``None`` for an export that comes back.

    Raises
    ------
    ExchangeError
        When the file cannot be read.
    """
    sheet = _open(path, layer)
    return None if is_record_sheet(sheet.header) else guess_mapping(sheet.header, sheet.samples(), given)


def read_imported(
    path: Path,
    mapping: Mapping | None = None,
    *,
    name: str | None = None,
    terms: str | None = None,
    layer: str | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Read a file of events; rows that cannot be used are refused by number, the others are there.

    Parameters
    ----------
    mapping
        Confirmed by the user; may be left out where the layout is known (ACLED, UCDP GED, TimeMap, our exports).
    name
        What the file is called, where `path` is a temporary one.
    terms
        ``open`` or ``no redistribution``; by default as the mapping says, for ACLED the latter.
    layer
        Of a GeoPackage or KML file; by default all.

    Raises
    ------
    ExchangeError
        When the file cannot be read as a whole, or its columns are not known and no mapping is given.
    """
    name = name or path.name
    if terms not in (None, *TERMS):
        msg = f"The terms {terms!r} are not one of: {', '.join(TERMS)}."
        raise ExchangeError(msg)
    sheet = _open(path, layer, name)
    article = f"import:{name}"
    if is_record_sheet(sheet.header):
        mapper: RowMapper | RecordMapper = RecordMapper(name, article, terms or OPEN, _restorer(path, sheet))
        described, kind, held = {}, RECORDS, terms or OPEN
    else:
        chosen = mapping or guess_mapping(sheet.header, sheet.samples())
        if mapping is None and chosen.format == "table":
            msg = f"The columns of {name} are not known; confirm which is what: {json.dumps(chosen.columns, ensure_ascii=False)}."
            raise ExchangeError(msg)
        chosen = dataclasses.replace(chosen, terms=terms or chosen.terms)
        check_mapping(chosen, sheet.header, shapes=sheet.shaped)
        mapper = RowMapper(name, chosen, article)
        described, kind, held = chosen.as_json(), chosen.format, chosen.terms
    tables, refused, rows = [], [], 0
    for piece in sheet.pieces():
        table, faults = mapper.rows(piece)
        rows += len(table)
        refused += faults
        if len(refused) >= MOST_BAD and len(refused) > rows:
            _give_up(name, refused)
        if len(table):
            tables.append(table)
        if progress:
            progress(piece.share, rows)
    if not tables:
        why = f"row {refused[0].row}: {refused[0].reason[:200]}" if refused else "it has no rows"
        msg = f"Nothing in {name} can be shown ({why})."
        raise ExchangeError(msg)
    whole = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    if kind == RECORDS and (whole["terms"] == CLOSED).any():
        held = CLOSED
    return Imported(name, _sha256(path), kind, held, described, whole, tuple(refused), tuple(sheet.notes))


def _give_up(name: str, refused: Sequence[Refused]) -> None:
    first = refused[0]
    msg = f"Most of the first rows of {name} cannot be used ({len(refused):,} of them, row {first.row}: {first.reason[:200]}); mend the file, or name its columns otherwise."
    raise ExchangeError(msg)


def _open(path: Path, layer: str | None, name: str | None = None) -> Sheet:
    try:
        return _opened(path, layer)
    except ExchangeError as error:
        if not name:
            raise
        raise ExchangeError(str(error).replace(path.name, name)) from error  # as the user knows it


def _opened(path: Path, layer: str | None) -> Sheet:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        msg = f"{path.name} ends in {suffix or 'nothing'}; allowed are {', '.join(SUFFIXES)}."
        raise ExchangeError(msg)
    try:
        if suffix in DELIMITED:
            sheet = read_delimited(path)
        elif suffix in LAYERS:
            from geodata.exchange.layers import read_layers  # takes GDAL along, which only such files need

            sheet = read_layers(path, layer)
        else:
            sheet = _open_json(path)
    except OSError as error:
        msg = f"{path.name} could not be read ({error.strerror or error}); check that it exists and may be read."
        raise ExchangeError(msg) from error
    return sheet_of_own(sheet) if is_own_sheet(sheet) else sheet


def _open_json(path: Path) -> Sheet:
    given = load_json(path)
    if is_annotations(given):
        return sheet_of_annotations(given)
    if isinstance(given, list):
        return sheet_of_objects(given)
    listed = isinstance(given, dict) and "type" not in given
    return read_records_json(path) if listed and "events" in given else read_geojson(path, given)


def _restorer(path: Path, sheet: Sheet) -> Callable[[str], str]:
    """Return what undoes a format's way with text (`geodata.exchange.cell`)."""
    suffix = path.suffix.lower()
    if suffix in DELIMITED and sheet.packed:
        return lambda text: text
    if suffix in DELIMITED:
        return lambda text: cell.unheld(cell.restored(text))
    return cell.unheld if suffix in LAYERS else lambda text: text


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def with_imported(dataset: Dataset, imports: Sequence[Imported]) -> Dataset:
    """Return a dataset with imported rows in place of those it has; each file stands among its articles as a source.

    A row that stands in several files is taken from the last; one that the dataset's own articles tell (an export of
    it that came back) is left out.
    """
    base = without_imported(dataset)
    if not imports:
        return base
    tables, articles, described = [], [], []
    taken: set[str] = set(base.tables["articles"]["id"])
    for one in imports:
        article = f"import:{one.name}"
        if article in taken:
            article = f"{article} ({one.sha256[:8]})"
        taken.add(article)
        tables.append(one.table.assign(article=article))
        articles.append(_article(article, one))
        described.append({**_described(one), "article": article})
    known = set(base.tables["events"]["id"]) | set(base.tables["claims"]["id"])
    rows = pd.concat(tables, ignore_index=True)
    rows = rows[~rows["id"].isin(known)].drop_duplicates("id", keep="last", ignore_index=True)
    columns = base.tables["articles"].dtypes.to_dict()
    grown = pd.concat(
        [base.tables["articles"], pd.DataFrame(articles).reindex(columns=list(columns)).astype(columns)],
        ignore_index=True,
    )
    digest = hashlib.sha256(json.dumps([base.digest, [one.id for one in imports]]).encode()).hexdigest()[:16]
    manifest = {
        **base.manifest,
        "digest": digest,
        "without_imports": base.digest,
        "imports": described,
        "counts": {**base.manifest["counts"], "articles": len(grown), "imported": len(rows)},
    }
    return Dataset({**base.tables, "articles": grown, "imported": rows}, base.packed_control, manifest)


def without_imported(dataset: Dataset) -> Dataset:
    """Return a dataset with what was read from articles alone."""
    if not len(dataset.tables["imported"]) and "imports" not in dataset.manifest:
        return dataset
    files = {one["article"] for one in dataset.manifest.get("imports", ())}
    articles = dataset.tables["articles"]
    kept = articles[~articles["id"].isin(files)].reset_index(drop=True)
    counts = {name: number for name, number in dataset.manifest["counts"].items() if name != "imported"}
    left_out = ("imports", "without_imports", "open_part")
    manifest = {name: value for name, value in dataset.manifest.items() if name not in left_out}
    manifest |= {"digest": dataset.manifest["without_imports"], "counts": {**counts, "articles": len(kept)}}
    return Dataset({**dataset.tables, "articles": kept, "imported": empty_rows()}, dataset.packed_control, manifest)


def open_part(dataset: Dataset) -> Dataset:
    """Return what of a dataset may be passed on: without rows whose terms forbid it, nor the files that had only such."""
    rows = dataset.tables["imported"]
    free = rows["terms"] == OPEN
    if free.all():
        return dataset
    rows = rows[free].reset_index(drop=True)
    left = set(rows["article"])
    gone = {one["article"] for one in dataset.manifest.get("imports", ()) if one["article"] not in left}
    articles = dataset.tables["articles"]
    articles = articles[~articles["id"].isin(gone)].reset_index(drop=True)
    digest = hashlib.sha256(f"open part of {dataset.digest}".encode()).hexdigest()[:16]
    imports = [one for one in dataset.manifest["imports"] if one["article"] in left]
    counts = {**dataset.manifest["counts"], "articles": len(articles), "imported": len(rows)}
    manifest = {**dataset.manifest, "digest": digest, "imports": imports, "counts": counts, "open_part": True}
    return Dataset({**dataset.tables, "articles": articles, "imported": rows}, dataset.packed_control, manifest)


def empty_dataset(title: str) -> Dataset:
    """Return a dataset without articles, for imported rows alone."""
    from geodata.frontline import draw_modes
    from geodata.store import dataset_from_tables

    control = draw_modes([], [], None)
    return dataset_from_tables({}, control, title=title, theatre=None, refused=[], corpus_version="imports")


def keep_imported(imported: Imported, folder: Path, *, instead: bool = False) -> Path:
    """Write an imported file to a folder, whole or not at all; return its path.

    Parameters
    ----------
    instead
        Whether it takes the place of what the same file name held before.
    """
    path = folder / f"{imported.id}.parquet"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = folder / f".{imported.id}.{os.getpid()}.writing"
        imported.table.to_parquet(staging, index=False, compression="zstd")
        _put(staging, path)
        described = {**_described(imported), "id": imported.id, "mapping": imported.mapping}
        described["refused_rows"] = [list(one) for one in imported.refused]
        staging.write_text(json.dumps(described, ensure_ascii=False, indent=1), "utf-8", "surrogatepass")
        _put(staging, path.with_suffix(".json"))  # last: a file without it is none
        if instead:
            _forget_older(imported, folder)
    except OSError as error:
        msg = f"{imported.name} could not be kept in {folder} ({error.strerror or error}); free some space."
        raise ExchangeError(msg) from error
    return path


def move_kept(import_id: str, source: Path, folder: Path) -> dict[str, Any]:
    """Move a kept file to another folder of the same disk, whole or not at all; return what is known of it.

    Raises
    ------
    ExchangeError
        When it is not in `source` any more, or there is no room.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix in (".parquet", ".json"):
            (source / f"{import_id}{suffix}").replace(folder / f"{import_id}{suffix}")
        _sync(folder)
        return json.loads((folder / f"{import_id}.json").read_text("utf-8", "surrogatepass"))
    except OSError as error:
        msg = f"What was read could not be kept ({error.strerror or error}); give the file again."
        raise ExchangeError(msg) from error


def _put(staging: Path, path: Path) -> None:
    """Give a written file its name once its bytes are on the disk: so it is whole, also after the power failed."""
    with staging.open("rb") as written:
        os.fsync(written.fileno())
    staging.replace(path)
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _forget_older(imported: Imported, folder: Path) -> None:
    """Remove what the same file name held before: an update of ACLED takes the place of the last one."""
    for one in _descriptions(folder):
        if one["name"] == imported.name and one["id"] != imported.id:
            (folder / f"{one['id']}.json").unlink(missing_ok=True)
            (folder / f"{one['id']}.parquet").unlink(missing_ok=True)


def imports_folder(dataset: Path) -> Path:
    """Return where a dataset's imported files are kept: beside it, so that a rebuild has them too."""
    return dataset.with_name(f"{dataset.name}.imports")


def with_kept(dataset: Dataset, folder: Path) -> Dataset:
    """Return a dataset with the imported files that are kept beside its folder."""
    return with_imported(dataset, kept_imports(imports_folder(folder)))


def kept_imports(folder: Path, only: Iterable[str] | None = None) -> list[Imported]:
    """Return the imported files of a folder by name; those with the ids of `only`, in that order, where it is given.

    Raises
    ------
    ExchangeError
        When one of `only` is not there.
    """
    by_id = {one["id"]: one for one in _descriptions(folder)}
    order = sorted(by_id, key=lambda key: (by_id[key]["name"], key)) if only is None else list(only)
    if lost := [key for key in order if key not in by_id]:
        msg = f"The rows of an imported file ({lost[0]}) are not in {folder} any more; restore them from a backup, or take the file out."
        raise ExchangeError(msg)
    return [_read_kept(folder / f"{key}.parquet", by_id[key]) for key in order]


def _descriptions(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8", "surrogatepass")) for path in folder.glob("*.json")]


def _read_kept(path: Path, described: dict[str, Any]) -> Imported:
    from geodata.store import IMPORTED

    table = pd.read_parquet(path, columns=list(IMPORTED)).astype(IMPORTED)
    refused = tuple(Refused(*one) for one in described["refused_rows"])
    fields = ("name", "sha256", "format", "terms", "mapping")
    return Imported(*(described[field] for field in fields), table, refused, tuple(described["notes"]))


def _described(one: Imported) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ("name", "sha256", "format", "terms")},
        "rows": len(one.table),
        "refused": len(one.refused),
        "refused_first": [list(refusal) for refusal in one.refused[:MOST_REFUSED]],
        "notes": list(one.notes),
    }


def _article(article: str, one: Imported) -> dict[str, Any]:
    return {
        "id": article,
        "report": article,
        "title": one.name,
        "source": {"acled": "ACLED", "ucdp": "UCDP GED"}.get(one.format),
        "published": None,
        "published_source": "none",
        "published_reason": "a file of events: each row has its own dates",
        "sha256": one.sha256,
        "text": "",
    }
