"""A large file of events brought in: seconds and memory, on a made-up file with ACLED's columns."""

from __future__ import annotations

import csv
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.isolation import in_own_process, largest_memory_mb
from benchmarks.table import Table, number

ROWS = 162_852
"""Events that ACLED has of one large war: the number that a file of it has had."""
SITES = 8_000
COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude"),
    *("geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
TYPES = (
    ("Battles", "Armed clash"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("Explosions/Remote violence", "Air/drone strike"),
    ("Violence against civilians", "Attack"),
    ("Strategic developments", "Looting/property destruction"),
)


class Measured(NamedTuple):
    """What one import took."""

    seconds: float
    joined_s: float
    payload_s: float
    peak_mb: float
    rows: int
    refused: int
    payload_mb: float


def write_acled(path: Path, rows: int = ROWS) -> None:
    """Write a file of invented events; every 10,000th has a latitude that cannot be."""
    random = np.random.default_rng(20220224)
    lat, lon = random.uniform(44.5, 52.2, SITES).round(4), random.uniform(22.5, 40.0, SITES).round(4)
    site = (random.pareto(1.2, rows) * 40).astype(int) % SITES
    days = np.datetime64("2018-01-01") + np.sort(random.integers(0, 2500, rows))
    kinds, precision = random.integers(0, len(TYPES), rows), random.choice([1, 1, 1, 2, 3], rows)
    sides = random.integers(0, 400, (rows, 2))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for n in range(rows):
            place, day, (kind, sub) = site[n], str(days[n]), TYPES[kinds[n]]
            one, two = f"Forces of side {sides[n, 0]}", f"Brigade {sides[n, 1]}"
            north = 95.0 if n % 10_000 == 9_999 else lat[place]
            notes = (
                f"On {day}, {one} and {two} fought near Town {place}, a place of this made-up war; {n} shells were counted. "
                * 2
            )
            writer.writerow(
                (
                    *(f"MAD{n}", day, day[:4], precision[n], "Political violence", kind, sub),
                    *(one, "", 1, two, "Volunteers of the made-up war", 2, 12, "", 900, "Nowhere", "Madeup"),
                    *(f"Region {place % 24}", f"District {place % 400}", "", f"Town {place}", north, lon[place]),
                    *(
                        precision[-n],
                        f"Paper {place % 300}; Channel {n % 90}",
                        "National",
                        notes,
                        n % 7,
                        "",
                        1646077433 + n,
                    ),
                )
            )


def measure_import(path: str) -> Measured:
    """Read a file, join it to a dataset and make the map's columns of it."""
    from dashboard.dataset import corpus_of
    from dashboard.marks import marks_of
    from dashboard.payload import encode_tables
    from geodata.exchange.imported import empty_dataset, read_imported, with_imported

    begun = time.perf_counter()
    imported = read_imported(Path(path))
    read = time.perf_counter()
    dataset = with_imported(empty_dataset("Made-up war"), [imported])
    joined = time.perf_counter()
    payload = encode_tables(marks_of(corpus_of(dataset)))
    done = time.perf_counter()
    sizes = len(imported.table), len(imported.refused), len(payload) / 1e6
    return Measured(read - begun, joined - read, done - joined, largest_memory_mb(), *sizes)


def measure_imports(rows: int = ROWS) -> Table:
    """Return the table of figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "acled.csv"
        write_acled(path, rows)
        size = path.stat().st_size / 1e6
        took = in_own_process(measure_import, str(path))
    figures = (
        ("read and mapped", f"{number(took.seconds)} s"),
        ("joined to a dataset", f"{number(took.joined_s)} s"),
        ("the map's columns made", f"{number(took.payload_s)} s, {number(took.payload_mb)} MB"),
        ("most memory", f"{number(took.peak_mb)} MB"),
        ("rows kept, refused", f"{took.rows:,}, {took.refused:,}"),
    )
    return Table(f"A file of {rows:,} events with ACLED's 31 columns, {number(size)} MB", ("", ""), figures, ())
