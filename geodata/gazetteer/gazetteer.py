"""The gazetteer as the other parts use it."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geodata.gazetteer.feature import KINDS, Feature
from geodata.gazetteer.fold import fold
from geodata.gazetteer.loose import loose_key
from geodata.gazetteer.matcher import ARTICLES, Match, find_names
from geodata.gazetteer.names import CODE, NameTable, first_word_slot
from geodata.gazetteer.store import Strings, read_arrays

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodata.gazetteer.shapes import Shapes

SHIPPED = Path(__file__).parent / "gazetteer.npz"
_CACHED_NAMES = 1 << 14
"""Names remembered: more than a thousand articles of news hold; the rest only fills memory."""


class Gazetteer:
    """Places, the names they go by and the shapes they have.

    A feature is known by its row, a number, which the columns below are indexed by. Rows are stable for one
    file only; ids are stable for good.

    Attributes
    ----------
    lat, lon : float32
        WGS84 degrees.
    population : uint32
        Inhabitants, 0 when unknown.
    prominence : float32
        How likely news is to mean this feature, before any context: a logarithm, comparable between kinds.
    radius_km : float32
        Radius of a circle of the feature's area.
    where_prec : uint8
        UCDP location precision, 1 to 7.
    kind_codes : uint8
        Position in `KINDS`.
    country_codes : uint16
        Position in `countries`; 0 is no country.
    countries : tuple of str
        ISO 3166-1 alpha-2 codes; the first is empty.
    country_rows, admin1_rows, admin2_rows : int32
        The administrative parents, -1 when there is none or it is unknown.
    capitals : bool
        Whether the feature is a national capital.
    """

    def __init__(self, arrays: dict[str, np.ndarray], shapes: Path | None = None) -> None:
        self.lat, self.lon = arrays["lat"], arrays["lon"]
        self.population, self.prominence = arrays["population"], arrays["prominence"]
        self.radius_km, self.kind_codes = arrays["radius_km"], arrays["kind"]
        self.where_prec, self.capitals = arrays["where_prec"], arrays["capital"]
        self.country_codes = arrays["country"]
        self.countries = tuple(arrays["countries"].tolist())
        self.admin1_rows, self.admin2_rows = arrays["admin1"], arrays["admin2"]
        self._geonames_ids = arrays["geonames_id"]
        self._names = Strings(memoryview(arrays["names"]), arrays["names_starts"])
        self._own_ids = Strings(memoryview(arrays["own_ids"]), arrays["own_ids_starts"])
        self._own_rows = arrays["own_rows"]
        self._table = NameTable(
            hashes=arrays["name_hashes"],
            starts=arrays["name_starts"],
            name_flags=arrays["name_flags"],
            rows=arrays["entry_rows"],
            entry_flags=arrays["entry_flags"],
            lengths=arrays["name_lengths"],
            buckets=arrays["name_buckets"],
        )
        self._demonyms = _grouped(arrays["demonyms"].tolist(), arrays["demonym_rows"].tolist())
        self._country_rows = _country_rows(self.kind_codes, self.country_codes, self.countries)
        lookup = np.full(len(self.countries), -1, dtype=np.int32)
        for iso, row in self._country_rows.items():
            lookup[self.countries.index(iso)] = row
        self.country_rows = lookup[self.country_codes]
        # Items of a memoryview are plain numbers, far cheaper to compare than numpy's.
        self._parents = tuple(map(memoryview, (self.country_rows, self.admin1_rows, self.admin2_rows)))
        self._shapes_file = shapes
        self._lookup = functools.lru_cache(_CACHED_NAMES)(self._look_up)
        self._longest = functools.lru_cache(_CACHED_NAMES)(self._longest_from)
        self._longest_demonym = _longest_by_first_word(self._demonyms)

    @classmethod
    def load(cls, path: Path | None = None) -> Gazetteer:
        """Load a gazetteer, the shipped one by default.

        Raises
        ------
        GazetteerError
            When the file is missing, damaged or of another version.
        """
        path = SHIPPED if path is None else path
        shapes = path.with_name(f"{path.stem}_shapes.npz")
        return cls(read_arrays(path), shapes if shapes.is_file() else None)

    def __len__(self) -> int:
        return len(self.lat)

    def lookup(self, name: str) -> tuple[int, ...]:
        """Rows of the features that bear a name, most prominent first; empty when there is none."""
        return self._lookup(name)[0]

    def look_up(self, name: str) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        """What `lookup`, `lookup_demonym` and `name_flags` say of a name, at once."""
        return self._lookup(name)

    def longest_from(self, word: str) -> int:
        """Words in the longest name or demonym that begins with a word, at least one."""
        return self._longest(word)

    def lookup_loose(self, name: str, countries: Collection[str] = ()) -> tuple[int, ...]:
        """Rows of settlements and divisions whose name may be another transliteration of this one.

        For names that `lookup` does not know: "Bani Waleed", "Belogorovka". Many names meet here, so that the
        answer needs support from context. Those most like it in letters, and the better known, come first.

        Parameters
        ----------
        name
            A name in Latin letters.
        countries
            ISO 3166-1 alpha-2 codes to keep; all when empty.
        """
        number = self._table.find(key) if (key := loose_key(name)) else -1
        if number < 0:
            return ()
        folded = fold(name)
        likeness = {}
        for row in self._table.rows[self._table.entries(number)].tolist():
            if not countries or self.countries[self.country_codes[row]] in countries:
                likeness[row] = difflib.SequenceMatcher(None, folded, fold(self._names[row])).ratio()
        like = [row for row, share in likeness.items() if share >= _LEAST_LIKENESS]
        like.sort(key=lambda row: -likeness[row] - _PROMINENCE_WEIGHT * float(self.prominence[row]))
        return tuple(like)

    def lookup_demonym(self, form: str) -> tuple[int, ...]:
        """Rows of the countries and regions whose people or things are so called: "Turkish", "Libyans"."""
        return self._lookup(form)[1]

    def name_flags(self, name: str) -> int:
        """Why a name may mean no place: bits of `geodata.gazetteer.names.WORD` and its fellows."""
        return self._lookup(name)[2]

    def entry_flags(self, name: str) -> dict[int, int]:
        """How each feature bears a name: row -> bits of `geodata.gazetteer.names.CANONICAL` and its fellows."""
        number = self._table.find(fold(name))
        if number < 0:
            return {}
        entries = self._table.entries(number)
        return dict(zip(self._table.rows[entries].tolist(), self._table.entry_flags[entries].tolist(), strict=True))

    def find(self, text: str) -> list[Match]:
        """Find all names of places and demonyms in a text, of all lengths, overlaps included.

        Returns
        -------
        list of Match
            In order of start, then of length. A name begins with a capital, or with a letter of a script
            without case; "U" and "S" alone are no names.
        """
        return list(find_names(text, self._lookup, self._longest))

    def feature(self, row: int) -> Feature:
        """Describe the feature of a row."""
        geonames_id = int(self._geonames_ids[row])
        return Feature(
            id=self.id(row),
            name=self._names[row],
            kind=KINDS[self.kind_codes[row]],
            lat=round(float(self.lat[row]), 5),
            lon=round(float(self.lon[row]), 5),
            country=self.countries[self.country_codes[row]] or None,
            admin1=self._id_or_none(self.admin1_rows[row]),
            admin2=self._id_or_none(self.admin2_rows[row]),
            population=int(self.population[row]),
            geonames_id=geonames_id or None,
            radius_km=round(float(self.radius_km[row]), 1),
            where_prec=int(self.where_prec[row]),
        )

    def name(self, row: int) -> str:
        """Canonical name of the feature of a row."""
        return self._names[row]

    def id(self, row: int) -> str:
        """Id of the feature of a row: ``gn:<GeoNames id>`` or one of the project's own."""
        geonames_id = int(self._geonames_ids[row])
        return f"gn:{geonames_id}" if geonames_id else self._own_ids[int(np.searchsorted(self._own_rows, row))]

    def row_of(self, feature_id: str) -> int:
        """Row of a feature.

        Raises
        ------
        KeyError
            When the gazetteer has no such feature.
        """
        return self._row_by_id[feature_id]

    def country_row(self, iso: str) -> int | None:
        """Row of a country by ISO 3166-1 alpha-2 code."""
        return self._country_rows.get(iso)

    def capital(self, iso: str) -> int | None:
        """Row of a country's capital by the country's ISO 3166-1 alpha-2 code."""
        return self._capital_rows.get(iso)

    def contains(self, parent: int, row: int) -> bool:
        """Tell whether the feature of `row` lies in the country or administrative division of `parent`."""
        in_country, in_admin1, in_admin2 = self._parents
        return parent != row and parent in (in_country[row], in_admin1[row], in_admin2[row])

    def shape(self, feature_id: str) -> BaseGeometry | None:
        """Outline of a feature (EPSG:4326, lon/lat), ``None`` when it is only known as a point."""
        return None if self._shapes is None else self._shapes.outline(feature_id)

    def border(self, iso_a: str, iso_b: str) -> BaseGeometry | None:
        """Land border of two countries (ISO 3166-1 alpha-2) as lines in EPSG:4326, ``None`` when they have none."""
        return None if self._shapes is None else self._shapes.border(iso_a, iso_b)

    @functools.cached_property
    def _shapes(self) -> Shapes | None:
        from geodata.gazetteer.shapes import Shapes  # with it comes shapely, which most articles do without

        return None if self._shapes_file is None else Shapes(self._shapes_file)

    @functools.cached_property
    def _row_by_id(self) -> dict[str, int]:
        rows = np.flatnonzero(self._geonames_ids)
        ids = {
            f"gn:{number}": row for number, row in zip(self._geonames_ids[rows].tolist(), rows.tolist(), strict=True)
        }
        return ids | {self._own_ids[i]: row for i, row in enumerate(self._own_rows.tolist())}

    @functools.cached_property
    def _capital_rows(self) -> dict[str, int]:
        rows = np.flatnonzero(self.capitals).tolist()
        rows.sort(key=lambda row: -int(self.population[row]))
        return {self.countries[self.country_codes[row]]: row for row in reversed(rows)}

    def _id_or_none(self, row: int) -> str | None:
        return self.id(int(row)) if row >= 0 else None

    def _look_up(self, name: str) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        """Rows, demonym rows and name bits of a name as written.

        An abbreviation counts only in capitals ("US", not "us") or with its full stop ("Ky."), and a name with a
        full stop is only an abbreviation.
        """
        folded = fold(name)
        demonyms = self._demonyms.get(folded, ())
        number = self._table.find(folded)
        if number < 0:
            return (), demonyms, 0
        rows, bits, flags = self._table.bearers(number)
        if name.endswith(".") and "." not in name[:-1]:
            rows = [row for row, bit in zip(rows, bits, strict=True) if bit & CODE]
        elif not name.isupper():
            rows = [row for row, bit in zip(rows, bits, strict=True) if not bit & CODE]
        return tuple(rows), demonyms, flags

    def _longest_from(self, word: str) -> int:
        """Words in the longest name that begins with `word`; an article or an abbreviation may hide in the first."""
        folded = fold(word)
        if folded in _FOLDED_OPENERS:
            return _MOST_WORDS
        listed = int(self._table.lengths[first_word_slot(folded)])
        return max(1, listed, self._longest_demonym.get(folded, 0))


_LEAST_LIKENESS = 0.6
"""Share of letters in common, in order, below which two transliterations are not taken for one name."""

_PROMINENCE_WEIGHT = 0.05
"""A place a hundred times larger makes up for a tenth of the letters."""

_FOLDED_OPENERS = (ARTICLES - {"l"}) | {"st", "ste", "mt", "ft"}
"""Words that folding writes otherwise once another follows, so that the table of lengths does not have them."""
_MOST_WORDS = 6


def _longest_by_first_word(forms: Iterable[str]) -> dict[str, int]:
    """Words in the longest form by first word."""
    longest: dict[str, int] = {}
    for form in forms:
        first, *others = form.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return longest


def _grouped(forms: list[str], rows: list[int]) -> dict[str, tuple[int, ...]]:
    """Group rows by form, in order."""
    groups: dict[str, tuple[int, ...]] = {}
    for form, row in zip(forms, rows, strict=True):
        groups[form] = (*groups.get(form, ()), row)
    return groups


def _country_rows(kinds: np.ndarray, codes: np.ndarray, countries: tuple[str, ...]) -> dict[str, int]:
    """Row of each country and territory by ISO code."""
    states = (KINDS.index("country"), KINDS.index("territory"))
    rows = np.flatnonzero(np.isin(kinds, states)).tolist()
    return {countries[codes[row]]: row for row in rows}
