"""The commands ``import`` and ``export`` (docs/commands.md)."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

from geodata.errors import ExchangeError

SHOWN = 20


def add_commands(commands: Any) -> None:
    """Add both commands to the parser of ``python -m geodata``."""
    bring = commands.add_parser(
        "import", help="bring in a file of events: ACLED, UCDP GED, TimeMap, any table or map file"
    )
    bring.add_argument("file", type=Path, help="CSV, TSV, JSON, GeoJSON, GeoPackage, KML or GeoParquet")
    bring.add_argument(
        "-o", "--output", type=Path, required=True, help="dataset to join it to; made where there is none"
    )
    bring.add_argument("--format", default="auto", help="'auto' (default), 'acled', 'ucdp', 'timemap' or 'table'")
    bring.add_argument("--mapping", type=Path, help="JSON file that says which column is what")
    bring.add_argument("--show-mapping", action="store_true", help="print what the columns seem to be, and stop")
    bring.add_argument("--yes", action="store_true", help="take the mapping as it is guessed")
    bring.add_argument("--date-order", help="'dmy', 'mdy' or 'ymd', where dates such as 3/4/2020 leave it open")
    bring.add_argument("--terms", help="'open' or 'no redistribution'; default: for ACLED the latter")
    bring.add_argument("--layer", help="one layer of a GeoPackage or KML file; default: all")
    bring.add_argument("--title", help="name of a dataset that is made new")
    bring.set_defaults(run=run_import)
    give = commands.add_parser("export", help="write a dataset for other programs")
    give.add_argument("dataset", type=Path, help="folder of a built dataset")
    give.add_argument("--format", required=True, help="geojson, gpkg, kml, csv, geoparquet, timemap or annotations")
    give.add_argument("--only", help="event, claim, mention, place; several separated by commas")
    give.add_argument(
        "--all-terms", action="store_true", help="with imported rows that must not be passed on, for yourself"
    )
    give.add_argument("-o", "--output", type=Path, required=True)
    give.set_defaults(run=run_export)


def run_import(arguments: argparse.Namespace) -> None:
    """Read a file, keep it beside the dataset and join it."""
    from geodata.exchange.imported import empty_dataset, imports_folder, keep_imported, read_imported, with_kept
    from geodata.store import read_dataset, write_dataset

    mapping = _mapping(arguments)
    if arguments.show_mapping:
        print("null" if mapping is None else json.dumps(mapping.as_json(), ensure_ascii=False, indent=1))
        return

    def show(share: float, rows: int) -> None:
        print(f"\r{share:4.0%} {rows:,} rows", end="", file=sys.stderr, flush=True)

    imported = read_imported(arguments.file, mapping, terms=arguments.terms, layer=arguments.layer, progress=show)
    print(file=sys.stderr)
    exists = (arguments.output / "manifest.json").exists()
    dataset = read_dataset(arguments.output) if exists else empty_dataset(arguments.title or arguments.file.stem)
    keep_imported(imported, imports_folder(arguments.output), instead=True)
    dataset = with_kept(dataset, arguments.output)
    write_dataset(dataset, arguments.output)
    for note in imported.notes:
        print(f"note: {note}", file=sys.stderr)
    for refusal in imported.refused[:SHOWN]:
        print(f"left out: row {refusal.row}: {refusal.reason}", file=sys.stderr)
    if len(imported.refused) > SHOWN:
        print(
            f"left out: {len(imported.refused) - SHOWN:,} more; all are in {imports_folder(arguments.output)}",
            file=sys.stderr,
        )
    kept = f"{len(imported.table):,} rows of {imported.name} ({imported.format}, terms: {imported.terms})"
    print(f"{kept}, {len(imported.refused):,} left out; dataset {dataset.digest} in {arguments.output}")


def _mapping(arguments: argparse.Namespace) -> Any:
    """Return the mapping to read by: the user's own, a known layout, or a guess that was confirmed."""
    from geodata.exchange.imported import propose_mapping
    from geodata.exchange.mapping import mapping_from_json
    from geodata.exchange.sheet import load_json

    if arguments.mapping:
        try:
            return mapping_from_json(load_json(arguments.mapping))
        except OSError as error:
            msg = (
                f"{arguments.mapping} could not be read ({error.strerror}); give a JSON file made with --show-mapping."
            )
            raise ExchangeError(msg) from error
    mapping = propose_mapping(arguments.file, given=arguments.format, layer=arguments.layer)
    if mapping is None:
        return None
    if arguments.date_order:
        mapping = mapping_from_json({**mapping.as_json(), "date_order": arguments.date_order})
    known = mapping.format != "table" or arguments.yes or arguments.show_mapping
    if not known:
        columns = "\n".join(f"  {field}: {column}" for field, column in mapping.columns.items())
        msg = f"{arguments.file.name} has a layout of its own; its columns seem to be:\n{columns}\nConfirm with --yes, or write them down with --show-mapping, correct them and give --mapping FILE."
        raise ExchangeError(msg)
    return dataclasses.replace(mapping, terms=arguments.terms or mapping.terms)


def run_export(arguments: argparse.Namespace) -> None:
    """Write a dataset to one file."""
    from geodata.exchange.record import KINDS
    from geodata.exchange.write import left_out, write_export
    from geodata.store import read_dataset

    kinds = tuple(arguments.only.split(",")) if arguments.only else KINDS
    unknown = sorted(set(kinds) - set(KINDS))
    if unknown:
        msg = f"--only names {unknown[0]!r}; allowed are {', '.join(KINDS)}."
        raise ExchangeError(msg)
    dataset = read_dataset(arguments.dataset)
    count = write_export(dataset, arguments.format, arguments.output, kinds=kinds, restricted=arguments.all_terms)
    without = 0 if arguments.all_terms else left_out(dataset)
    said = f"; {without:,} imported rows were left out, their terms forbid passing them on" if without else ""
    print(f"{count:,} records in {arguments.output}{said}")
