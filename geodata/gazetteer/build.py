"""The command that builds the gazetteer's file: ``python -m geodata.gazetteer.build``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from geodata.errors import GazetteerError
from geodata.gazetteer.feature import KINDS, WHERE_PREC
from geodata.gazetteer.fold import fold
from geodata.gazetteer.gazetteer import SHIPPED
from geodata.gazetteer.names import CANONICAL, CAPITALS, DERIVED, NameTable, build_name_table
from geodata.gazetteer.sources.cities import read_cities
from geodata.gazetteer.sources.countries import read_countries
from geodata.gazetteer.sources.demonyms import read_demonyms
from geodata.gazetteer.sources.divisions import read_divisions
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.points import place_divisions
from geodata.gazetteer.sources.words import needs_capitals, read_words
from geodata.gazetteer.store import Strings, write_arrays

NODE_MODULES = Path(__file__).parent / "sources" / "node_modules"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the gazetteer; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m geodata.gazetteer.build", description=__doc__)
    parser.add_argument("--node-modules", type=Path, default=NODE_MODULES, help="folder with the node packages")
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED, help="file to write")
    given = parser.parse_args(arguments)
    try:
        build(given.node_modules, given.output)
    except GazetteerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def build(modules: Path, output: Path) -> None:
    """Build the gazetteer from the installed sources and write it to `output`."""
    places = gather(modules)
    words = read_words(modules)
    demonyms = read_demonyms(places)
    table = _name_table(places, words)
    write_arrays(output, _columns(places) | _table_arrays(table) | _demonym_arrays(demonyms))
    size_mb = output.stat().st_size / 1e6
    print(f"{output}: {len(places):,} places, {len(table.hashes):,} names, {len(table.rows):,} entries, {size_mb:.1f} MB")


def gather(modules: Path) -> list[Place]:
    """All places, in the order of their rows."""
    divisions = read_divisions()
    cities = list(read_cities(modules, divisions.of_city))
    countries = list(read_countries(modules))
    placed = place_divisions(divisions.places, cities)
    places = [*countries, *placed, *cities]
    places.sort(key=lambda place: (place.country, KINDS.index(place.kind), place.geonames_id, place.id))
    _check_ids(places)
    return places


def _check_ids(places: list[Place]) -> None:
    """Refuse two places of one id, or one without a point: rows could not be told apart, or drawn."""
    seen: set[str] = set()
    faults = []
    for place in places:
        if place.id in seen:
            faults.append(f"{place.id} twice")
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
            faults.append(f"{place.id} ({place.name}) at {place.lat}, {place.lon}")
        seen.add(place.id)
    if faults:
        msg = f"The sources contradict themselves: {'; '.join(faults[:10])} ({len(faults)} faults)."
        raise GazetteerError(msg)


def _columns(places: list[Place]) -> dict[str, np.ndarray]:
    """The features' columns; a division or country that is not there is -1."""
    rows = {place.id: row for row, place in enumerate(places)}
    countries = ["", *sorted({place.country for place in places} - {""})]
    codes = {iso: code for code, iso in enumerate(countries)}
    names = Strings.pack([place.name for place in places])
    own = [(row, place.id) for row, place in enumerate(places) if not place.geonames_id]
    return {
        "lat": np.array([place.lat for place in places], dtype=np.float32),
        "lon": np.array([place.lon for place in places], dtype=np.float32),
        "population": np.array([place.population for place in places], dtype=np.uint32),
        "prominence": np.array([place.prominence for place in places], dtype=np.float32).round(2),
        "radius_km": np.array([place.radius_km for place in places], dtype=np.float32).round(1),
        "kind": np.array([KINDS.index(place.kind) for place in places], dtype=np.uint8),
        "where_prec": np.array([place.where_prec or WHERE_PREC.get(place.kind, 1) for place in places], dtype=np.uint8),
        "capital": np.array([place.capital for place in places], dtype=bool),
        "country": np.array([codes[place.country] for place in places], dtype=np.uint16),
        "countries": np.array(countries),
        "admin1": np.array([rows.get(place.admin1, -1) for place in places], dtype=np.int32),
        "admin2": np.array([rows.get(place.admin2, -1) for place in places], dtype=np.int32),
        "geonames_id": np.array([place.geonames_id for place in places], dtype=np.uint32),
        "names": np.frombuffer(names.buffer, dtype=np.uint8),
        "names_starts": names.starts,
        "own_ids": np.array([own_id for _, own_id in own], dtype=str),
        "own_rows": np.array([row for row, _ in own], dtype=np.uint32),
    }


def _name_table(places: list[Place], words: dict[str, int]) -> NameTable:
    """The table of all names, with the short forms made by rule."""
    names: dict[str, dict[int, int]] = {}
    spelled: dict[str, list[str]] = {}
    for row, place in enumerate(places):
        own = fold(place.name)
        for spelling, bits in _with_short_forms(place):
            folded = fold(spelling)
            if len(folded) > 1:
                bearers = names.setdefault(folded, {})
                bearers[row] = bearers.get(row, 0) | (bits | CANONICAL if folded == own else bits & ~CANONICAL)
                if len(folded) <= 5:
                    spelled.setdefault(folded, []).append(spelling)
    flags = {name: words[name] for name in names if name in words}
    for name, spellings in spelled.items():
        if needs_capitals(spellings):
            flags[name] = flags.get(name, 0) | CAPITALS
    prominence = np.array([place.prominence for place in places])
    return build_name_table(names, prominence, flags)


def _with_short_forms(place: Place) -> Iterator[tuple[str, int]]:
    """Yield a place's spellings; names with the Arabic article also without it."""
    for spelling, bits in place.names.items():
        yield spelling, bits
        folded = fold(spelling)
        if folded.startswith("al ") and len(folded) > 6 and place.country in _ARABIC:
            yield folded[3:], DERIVED


_ARABIC = frozenset("AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE".split())


def _table_arrays(table: NameTable) -> dict[str, np.ndarray]:
    return {
        "name_hashes": table.hashes,
        "name_starts": table.starts,
        "name_flags": table.name_flags,
        "name_lengths": table.lengths,
        "entry_rows": table.rows,
        "entry_flags": table.entry_flags,
    }


def _demonym_arrays(demonyms: list[tuple[str, int]]) -> dict[str, np.ndarray]:
    return {
        "demonyms": np.array([form for form, _ in demonyms]),
        "demonym_rows": np.array([row for _, row in demonyms], dtype=np.uint32),
    }


if __name__ == "__main__":
    sys.exit(main())
