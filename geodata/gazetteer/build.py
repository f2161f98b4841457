"""The command that builds the gazetteer's file: ``python -m geodata.gazetteer.build``."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.errors import GazetteerError
from geodata.gazetteer.feature import KINDS, POPULATED, WHERE_PREC
from geodata.gazetteer.fold import fold
from geodata.gazetteer.gazetteer import SHIPPED
from geodata.gazetteer.loose import LOOSE_COUNTRIES, loose_key
from geodata.gazetteer.names import CANONICAL, CAPITALS, CODE, DERIVED, NameTable, build_name_table
from geodata.gazetteer.shapes import pack_shapes
from geodata.gazetteer.sources.airports import merge_airports, read_airports
from geodata.gazetteer.sources.cities import read_cities
from geodata.gazetteer.sources.continents import read_continents
from geodata.gazetteer.sources.countries import mark_capitals, read_countries
from geodata.gazetteer.sources.demonyms import read_demonyms
from geodata.gazetteer.sources.divisions import add_abbreviations, read_divisions
from geodata.gazetteer.sources.extents import merge_regions, read_extents
from geodata.gazetteer.sources.features import merge_settlements, read_features, read_theatre_places
from geodata.gazetteer.sources.outlines import match_outlines, read_outlines
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.points import assign_divisions, place_divisions
from geodata.gazetteer.sources.states import read_states
from geodata.gazetteer.sources.villages import read_villages
from geodata.gazetteer.sources.words import read_words
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


@dataclasses.dataclass(frozen=True, slots=True)
class Sources:
    """All that the sources say, in the form that the files are written from.

    Parameters
    ----------
    places
        In the order of their rows.
    outlines, borders, members
        See `geodata.gazetteer.shapes.pack_shapes`.
    """

    places: list[Place]
    outlines: dict[str, BaseGeometry]
    borders: dict[str, BaseGeometry]
    members: dict[str, tuple[str, ...]]


def build(modules: Path, output: Path) -> None:
    """Build the gazetteer from the installed sources and write it to `output` and the shapes beside it."""
    sources = gather(modules)
    words = read_words(modules)
    table = _name_table(sources.places, words)
    demonyms = read_demonyms(sources.places)
    write_arrays(output, _columns(sources.places) | _table_arrays(table) | _demonym_arrays(demonyms), packed=False)
    shapes = output.with_name(f"{output.stem}_shapes.npz")
    write_arrays(shapes, pack_shapes(sources.outlines, sources.borders, sources.members))
    counts = f"{len(sources.places):,} places, {len(table.hashes):,} names, {len(table.rows):,} entries"
    print(f"{output}: {counts}, {output.stat().st_size / 1e6:.1f} MB; {shapes.stat().st_size / 1e6:.1f} MB of shapes")


def gather(modules: Path) -> Sources:
    """Read all sources and make one of what they say of the same place."""
    divisions = read_divisions()
    cities = list(read_cities(modules, divisions.of_city))
    states = [*read_continents(), *read_countries(modules)]
    state_outlines, borders = read_states(modules)
    division_outlines, unknown = match_outlines(divisions.places, read_outlines(modules))
    all_divisions = [*divisions.places, *unknown]
    add_abbreviations(all_divisions)
    extents = read_extents(all_divisions, states, state_outlines)
    cities += read_villages(cities)
    written = merge_settlements([*read_features(), *read_theatre_places()], cities)
    written = merge_regions(written, extents, all_divisions)
    placed = place_divisions(all_divisions, cities, division_outlines)
    places = [*states, *placed, *cities, *written, *merge_airports(list(read_airports()), written)]
    assign_divisions(places, placed, division_outlines)
    places.sort(key=lambda place: (place.country, KINDS.index(place.kind), place.geonames_id, place.id))
    mark_capitals(places)
    _check_ids(places)
    for fault in extents.unresolved:
        print(f"no such division: {fault}", file=sys.stderr)
    outlines = division_outlines | _by_feature(state_outlines, states) | extents.drawn
    return Sources(places, outlines, borders, extents.members)


def _by_feature(outlines: dict[str, BaseGeometry], states: list[Place]) -> dict[str, BaseGeometry]:
    """Outlines of countries by feature id; parts of countries by ``part:`` and their code."""
    ids = {state.country: state.id for state in states}
    return {ids.get(iso, f"part:{iso}"): outline for iso, outline in outlines.items()}


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
    own_ids = Strings.pack([own_id for _, own_id in own])
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
        "own_ids": np.frombuffer(own_ids.buffer, dtype=np.uint8),
        "own_ids_starts": own_ids.starts,
        "own_rows": np.array([row for row, _ in own], dtype=np.uint32),
    }


def _name_table(places: list[Place], words: dict[str, int]) -> NameTable:
    """The table of all names, with the short forms made by rule."""
    names: dict[str, dict[int, int]] = {}
    for row, place in enumerate(places):
        own = fold(place.name)
        for spelling, bits in _with_short_forms(place):
            folded = fold(spelling)
            if len(folded) > 1:
                bearers = names.setdefault(folded, {})
                bits = bits | CANONICAL if folded == own else bits & ~CANONICAL
                bearers[row] = _joined(bearers[row], bits) if row in bearers else bits
        for key in _loose_keys(place):
            names.setdefault(key, {})[row] = DERIVED
    flags = {name: words[name] for name in names if name in words}
    for name, bearers in names.items():
        if all(bits & CODE for bits in bearers.values()):
            flags[name] = flags.get(name, 0) | CAPITALS
    prominence = np.array([place.prominence for place in places])
    return build_name_table(names, prominence, flags)


def _joined(one: int, other: int) -> int:
    """Bits of a name that a place has in two spellings: an abbreviation only if both are, derived only if both are."""
    return (one | other) & ~((one ^ other) & (CODE | DERIVED))


def _with_short_forms(place: Place) -> Iterator[tuple[str, int]]:
    """Yield a place's spellings; Arabic names also without the article, and with and without a final h."""
    for spelling, bits in place.names.items():
        yield spelling, bits
        if place.country in _ARABIC:
            forms = _arabic_forms(fold(spelling))
            yield from ((form, DERIVED) for form in forms if len(form) > 3)


def _arabic_forms(folded: str) -> Iterator[str]:
    """Yield the ways to write a folded Arabic name that differ in the article and in ta marbuta."""
    bare = folded.removeprefix("al ")
    yield bare
    other = bare[:-1] if bare.endswith("ah") else f"{bare}h" if bare.endswith("a") and bare.isascii() else ""
    if other:
        yield other
        if bare != folded:
            yield f"al {other}"


def _loose_keys(place: Place) -> set[str]:
    """Keys for names that are transliterated; only of settlements and divisions, which are many and little known."""
    if place.country not in LOOSE_COUNTRIES or place.kind not in (*POPULATED, "admin1", "admin2"):
        return set()
    return {key for spelling, bits in place.names.items() if not bits & CODE and (key := loose_key(spelling))}


_ARABIC = frozenset(
    [
        "AE",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "ER",
        "IL",
        "IQ",
        "IR",
        "JO",
        "KM",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TD",
        "TN",
        "YE",
    ]
)


def _table_arrays(table: NameTable) -> dict[str, np.ndarray]:
    return {
        "name_hashes": table.hashes,
        "name_starts": table.starts,
        "name_flags": table.name_flags,
        "name_lengths": table.lengths,
        "name_buckets": table.buckets,
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
