"""Rows of a file as rows of the table ``imported``: what is mapped, what is kept verbatim, what is refused."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geodata.exchange import dates, places
from geodata.exchange.geojson import BadGeometryError, mended_geometry
from geodata.exchange.mapping import Mapping
from geodata.exchange.sheet import Piece, Refused
from geodata.exchange.typology import UCDP_LABELS, acled_type, type_in_words, ucdp_type
from geodata.store import IMPORTED

NO_LOCATION = 7
MOST_DEATHS = 10**9
_WORDS = {"day": 0, "exact": 0, "week": 3, "weekend": 3}
_INSTEAD = {
    ("ucdp", "notes"): ("source_article", "source_original", "where_description"),
    ("ucdp", "source"): ("source_original",),
}
_WHOLE = re.compile(r"\.0+$")
_NOT_SLUG = re.compile(r"[\W_]+")
Dated = tuple[str | None, str | None, str, str, str]
"""earliest, latest, precision, reason in words; and why the row is refused, empty where it is not."""


class RowMapper:
    """Turns the pieces of one file into imported rows.

    Parameters
    ----------
    name
        The file's name, as rows are found by it.
    mapping
        Which column is what.
    article
        Id of the row of articles that stands for the file.
    """

    def __init__(self, name: str, mapping: Mapping, article: str) -> None:
        self._name, self._mapping, self._article = name, mapping, article
        self._seen: dict[str, int] = {}
        self._dated: dict[tuple[str, ...], Dated] = {}
        self._scope = mapping.format if mapping.format in ("acled", "ucdp") else name

    def rows(self, piece: Piece) -> tuple[pd.DataFrame, list[Refused]]:
        """Return the imported rows of a piece, and what was refused of it in the order of the file."""
        cells = piece.cells
        count = len(cells)
        refused = np.full(count, "", object)
        lat, lon, outlines, located = self._points(piece, refused)
        dated = self._dates(cells)
        if dated is not None:
            _first_reason(refused, [one[4] for one in dated])
        precise = self._precisions(cells, refused, located)
        country = self._cell(cells, "country")
        swapped = places.swapped_by_country(country, lat, lon) if piece.shapes is None else np.zeros(count, bool)
        _first_reason(
            refused,
            np.where(swapped, "latitude and longitude look swapped: turned round they lie in the country named", ""),
        )
        kept = refused == ""
        numbers = np.array(piece.rows)
        faults = [Refused(int(n), str(why)) for n, why in zip(numbers[~kept], refused[~kept], strict=True)]
        faults = sorted([*piece.refused, *faults])
        if not kept.any():
            return empty_rows(), faults
        own = cells[kept].reset_index(drop=True)
        fields = _fields(own)
        ids, keys = self._ids(own, fields)
        times = dated or [(None, None, "undated", "the file gives no date", "")] * count
        times = [one for one, k in zip(times, kept, strict=True) if k]
        types = _each(self._type, self._cell(own, "type"), self._cell(own, "subtype"))
        where = np.array([one[0] for one in precise], np.int32)[kept]
        table = {
            "id": ids,
            "article": self._article,
            "record": "place" if dated is None else "event",
            "key": keys,
            "type": [one[0] for one in types],
            "original_type": [one[1] for one in types],
            "modality": "asserted",
            "earliest": [one[0] for one in times],
            "latest": [one[1] for one in times],
            "reported": self._reported(own),
            "precision": [one[2] for one in times],
            "date_reason": [one[3] for one in times],
            "place": self._words(own, "place"),
            "country": self._words(own, "country"),
            "place_reason": [one[1] for one, k in zip(precise, kept, strict=True) if k],
            "outline": [one for one, k in zip(outlines, kept, strict=True) if k],
            "actors": _each(actors_json, self._cell(own, "actor1"), self._cell(own, "actor2")),
            "source": self._words(own, "source"),
            "notes": self._words(own, "notes"),
            "origin": self._mapping.format,
            "found": [f"{self._name}, row {number}" for number in numbers[kept]],
            "terms": self._mapping.terms,
            "fields": fields,
            "row": numbers[kept],
            "where_prec": np.where(located[kept], where, NO_LOCATION),
            "lat": lat[kept],
            "lon": lon[kept],
            "radius_km": np.where(located[kept], [places.RADIUS_KM[int(w)] for w in where], 0.0),
            "fatalities": _deaths(self._cell(own, "fatalities")),
        }
        return pd.DataFrame(table)[list(IMPORTED)].astype(IMPORTED), faults

    def _column(self, cells: pd.DataFrame, field: str) -> pd.Series | None:
        name = self._mapping.columns.get(field)
        return None if name is None else cells[name]

    def _cell(self, cells: pd.DataFrame, field: str) -> pd.Series:
        column = self._column(cells, field)
        return pd.Series([""] * len(cells), index=cells.index, dtype="str") if column is None else column

    def _words(self, cells: pd.DataFrame, field: str) -> list[str | None]:
        """Return a column's text; UCDP writes the same in one of several columns."""
        words = [text if text.strip() else None for text in self._cell(cells, field)]
        for name in _INSTEAD.get((self._mapping.format, field), ()):
            if name in cells and None in words:
                words = [
                    one or (other if other.strip() else None) for one, other in zip(words, cells[name], strict=True)
                ]
        return words

    def _points(self, piece: Piece, refused: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[str | None], np.ndarray]:
        """Return latitude, longitude, GeoJSON of what is no point, and which rows have a place at all."""
        cells = piece.cells
        if {"lat", "lon"} <= set(self._mapping.columns):
            texts = self._cell(cells, "lat"), self._cell(cells, "lon")
            lat, lon = places.degrees_of(texts[0]), places.degrees_of(texts[1])
            _first_reason(refused, places.faults_of(*texts, lat, lon))
            return lat, lon, [None] * len(cells), np.isfinite(lat) & np.isfinite(lon)
        shapes = piece.shapes if piece.shapes is not None else self._wkt(cells, refused)
        lat, lon = np.full(len(cells), np.nan), np.full(len(cells), np.nan)
        outlines: list[str | None] = [None] * len(cells)
        for row, text in enumerate(shapes):
            if not text:
                continue
            shape = shapely.from_geojson(text)
            point = shape if shape.geom_type == "Point" else shape.representative_point()
            lon[row], lat[row] = point.x, point.y
            outlines[row] = None if shape.geom_type == "Point" else text
        return lat, lon, outlines, np.isfinite(lat)

    def _wkt(self, cells: pd.DataFrame, refused: np.ndarray) -> list[str]:
        found = []
        for row, text in enumerate(self._cell(cells, "geometry")):
            try:
                if not text.strip():
                    _refuse(refused, row, "there is no geometry")
                    found.append("")
                    continue
                shape = shapely.force_2d(
                    shapely.from_wkt(text.partition(";")[2] if text.startswith("SRID=4326;") else text)
                )
                found.append("" if shape.is_empty else shapely.to_geojson(mended_geometry(shape, [])))
            except (shapely.errors.GEOSException, BadGeometryError) as error:
                reason = str(error) if isinstance(error, BadGeometryError) else f"the geometry {text[:40]!r} is no WKT"
                _refuse(refused, row, reason)
                found.append("")
        return found

    def _dates(self, cells: pd.DataFrame) -> list[Dated] | None:
        if "date" not in self._mapping.columns:
            return None
        columns = [self._cell(cells, field) for field in ("date", "date_end", "date_precision")]
        found = []
        for key in zip(*columns, strict=True):
            one = self._dated.get(key)
            if one is None:
                one = self._dated[key] = self._date(*key)
            found.append(one)
        return found

    def _date(self, first: str, last: str, code: str) -> Dated:
        """Return the interval that the three cells state."""
        if not first.strip():
            return None, None, "", "", "there is no date; give a date such as 2020-07-20"
        begin = dates.read_date(first, self._mapping.date_order)
        end = dates.read_date(last, self._mapping.date_order) if last.strip() else begin
        for one in (begin, end):
            if isinstance(one, dates.Unreadable):
                return None, None, "", "", one.reason
        assert isinstance(begin, dates.Span)
        assert isinstance(end, dates.Span)
        if end.last < begin.first:
            return None, None, "", "", f"it ends ({last.strip()[:30]}) before it begins ({first.strip()[:30]})"
        exact = begin if begin == end else dates.Span(begin.first, end.last, _span_precision(begin, end))
        span = self._by_code(exact, code)
        if isinstance(span, dates.Unreadable):
            return None, None, "", "", span.reason
        stated = first.strip() if not last.strip() or last == first else f"{first.strip()} to {last.strip()}"
        reason = f'"{stated}" in the file' + (f", precision {code.strip()}" if code.strip() else "")
        return span.first.isoformat(), span.last.isoformat(), span.precision, reason, ""

    def _by_code(self, span: dates.Span, code: str) -> dates.Span | dates.Unreadable:
        if self._mapping.format == "acled":
            return dates.acled_days(span, code)
        if self._mapping.format == "ucdp":
            return dates.ucdp_days(span, code)
        word = code.strip().lower()
        if word in _WORDS or not word:
            widened = dates.widened(span, _WORDS.get(word, 0))
            return widened._replace(precision="week") if _WORDS.get(word) else widened
        if word in ("month", "year"):
            stated = f"{span.first:%Y-%m}" if word == "month" else f"{span.first:%Y}"
            return dates.read_date(stated)
        return dates.Unreadable(
            f"the date precision {code.strip()[:20]!r} is not known; give day, week, month or year, or name the format"
        )

    def _precisions(self, cells: pd.DataFrame, refused: np.ndarray, located: np.ndarray) -> list[tuple[int, str]]:
        """Return UCDP's precision of each place, and the words for it."""
        codes = self._cell(cells, "where_precision")
        table = places.ACLED_PRECISION if self._mapping.format == "acled" else places.UCDP_PRECISION
        known: dict[str, tuple[int, str, str]] = {}
        found = []
        for row, code in enumerate(codes):
            if code not in known:
                plain = _WHOLE.sub("", code.strip())
                reason = f"precision {plain} in the file" if plain else "as the file gives it"
                fault = (
                    ""
                    if plain in table or not plain
                    else f"the place precision {plain[:20]!r} is none of {', '.join(table)}"
                )
                known[code] = table.get(plain, 1), reason, fault
            precision, reason, fault = known[code]
            if fault and located[row]:
                _refuse(refused, row, fault)
            found.append((precision, reason))
        return found

    def _type(self, words: str, finer: str) -> tuple[str, str | None]:
        """Return our type and the file's own words for it."""
        if self._mapping.format == "ucdp":
            code = _WHOLE.sub("", words.strip())
            return ucdp_type(words), UCDP_LABELS.get(code, words) or None
        own = " / ".join(part for part in (words.strip(), finer.strip()) if part)
        known = acled_type(words, finer) if self._mapping.format == "acled" else type_in_words(own)
        return known, own or None

    def _reported(self, cells: pd.DataFrame) -> list[str | None]:
        """Return the day of the first report; several are separated by semicolons."""
        known: dict[str, str | None] = {"": None}
        found = []
        for text in self._cell(cells, "reported"):
            if text not in known:
                spans = [dates.read_date(part, self._mapping.date_order) for part in text.split(";") if part.strip()]
                days = [span.last for span in spans if isinstance(span, dates.Span)]
                known[text] = min(days).isoformat() if days else None
            found.append(known[text])
        return found

    def _ids(self, cells: pd.DataFrame, fields: list[str]) -> tuple[list[str], list[str | None]]:
        """Return ids that stay the same when the file is brought in again, and the file's own keys."""
        ids, keys = [], []
        for key, whole in zip(self._cell(cells, "key"), fields, strict=True):
            known = _WHOLE.sub("", key.strip())
            base = f"{self._scope}\0{known or whole}"
            nth = self._seen[base] = self._seen.get(base, 0) + 1
            ids.append(row_id(base, nth))
            keys.append(known or None)
        return ids, keys


def row_id(base: str, nth: int) -> str:
    """Return 16 hex digits for the n-th row of a key."""
    return hashlib.blake2b(f"{base}\0{nth}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def empty_rows() -> pd.DataFrame:
    """Return a table of imported rows without rows."""
    return pd.DataFrame({name: [] for name in IMPORTED}).astype(IMPORTED)


def actors_json(one: str, two: str) -> str | None:
    """Return both sides as the rows of events hold their actors."""
    sides = [(role, " ".join(name.split())) for role, name in (("source", one), ("target", two)) if name.strip()]
    found = [{"role": role, "id": actor_id(name), "name": name, "party": None} for role, name in sides]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else None


def actor_id(name: str) -> str:
    """Return an id of an actor that is known by its name alone, as it may stand in a link."""
    return "name:" + _NOT_SLUG.sub("-", name.casefold()).strip("-")[:80]


def _each(make: Callable[[str, str], Any], one: pd.Series, two: pd.Series) -> list[Any]:
    known: dict[tuple[str, str], Any] = {}
    found = []
    for pair in zip(one, two, strict=True):
        if pair not in known:
            known[pair] = make(*pair)
        found.append(known[pair])
    return found


def _fields(cells: pd.DataFrame) -> list[str]:
    """Return all columns of each row verbatim, as JSON."""
    names = list(cells.columns)
    dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    columns = [cells[name].tolist() for name in names]
    if not names:
        return ["{}"] * len(cells)
    return [dump(dict(zip(names, record, strict=True))) for record in zip(*columns, strict=True)]


def _deaths(texts: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(texts.str.strip(), errors="coerce")
    whole = numbers.where((numbers >= 0) & (numbers < MOST_DEATHS) & (numbers == numbers.round()))
    return whole.astype("float64").round().astype("Int64").to_numpy()


def _span_precision(begin: dates.Span, end: dates.Span) -> str:
    days = (end.last - begin.first).days
    return next(
        (name for name, most in (("day", 0), ("week", 7), ("month", 31), ("year", 366)) if days <= most), "vague"
    )


def _refuse(refused: np.ndarray, row: int, reason: str) -> None:
    refused[row] = refused[row] or reason


def _first_reason(refused: np.ndarray, reasons: Any) -> None:
    """Keep the reason that came first."""
    fresh = np.asarray(reasons, object)
    rows = (refused == "") & (fresh != "")
    refused[rows] = fresh[rows]
