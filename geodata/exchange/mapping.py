"""Which column of a file is what: known layouts, and a guess for the user to confirm."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from geodata.errors import ExchangeError
from geodata.exchange.dates import ORDERS, order_of, read_date

FORMATS = ("acled", "ucdp", "timemap", "table")
OPEN, CLOSED = "open", "no redistribution"
TERMS = (OPEN, CLOSED)
"""``no redistribution``: left out of exports, saved maps and what is passed on."""

FIELDS: dict[str, str] = {
    "key": "id of the event in the file",
    "date": "day, month or year, or the first day",
    "date_end": "last day",
    "date_precision": "code of how exact the date is",
    "lat": "latitude, decimal degrees",
    "lon": "longitude, decimal degrees",
    "geometry": "point or shape as WKT",
    "where_precision": "code of how exact the place is",
    "place": "name of the place",
    "country": "country",
    "type": "type or category of the event",
    "subtype": "finer type",
    "actor1": "who did it, or one side",
    "actor2": "to whom, or the other side",
    "source": "who reported it",
    "reported": "day of the report",
    "notes": "what happened, in the file's words",
    "fatalities": "number of deaths",
}
"""What a column can be, with words for the person who maps it."""

_SYNONYMS: dict[str, str] = {
    "key": "id event_id event_id_cnty data_id uid identifier key fid objectid",
    "date": "date event_date date_start start_date datum day when start begin incident_date eventdate",
    "date_end": "date_end end_date end until",
    "lat": "lat latitude y lat_dd decimallatitude breitengrad",
    "lon": "lon long lng longitude x lon_dd decimallongitude laengengrad",
    "geometry": "geometry geom wkt geom_wkt the_geom",
    "place": "location place place_name town city settlement locality where where_coordinates name",
    "country": "country country_name nation",
    "type": "type event_type category kind incident_type class",
    "subtype": "sub_event_type subtype subcategory",
    "actor1": "actor1 side_a actor source_actor perpetrator",
    "actor2": "actor2 side_b target target_actor victim",
    "source": "source sources source_office publisher outlet reference url link",
    "reported": "reported report_date date_reported published source_date publication_date",
    "notes": "notes description desc text summary details comment event_description title headline",
    "fatalities": "fatalities deaths killed dead best fatality_count",
}
_PARTS = re.compile(r"[^a-z0-9]+")
SAMPLE = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what.

    Parameters
    ----------
    format
        One of `FORMATS`: how precision codes and types are to be read.
    columns
        Name of the column of each of `FIELDS` that the file has.
    date_order
        One of `geodata.exchange.dates.ORDERS`, ``None`` where the dates say it themselves.
    terms
        One of `TERMS`.
    """

    format: str
    columns: dict[str, str]
    date_order: str | None = None
    terms: str = OPEN

    def as_json(self) -> dict[str, Any]:
        """Return the mapping as JSON values."""
        return dataclasses.asdict(self)


def mapping_from_json(given: object) -> Mapping:
    """Return a mapping from its JSON form, checked.

    Raises
    ------
    ExchangeError
        When a part is missing or not allowed.
    """
    if not isinstance(given, dict) or not isinstance(given.get("columns"), dict):
        msg = 'A mapping is a JSON object such as {"format": "table", "columns": {"date": "Datum", "lat": "Y", "lon": "X"}}.'
        raise ExchangeError(msg)
    columns = {str(field): str(column) for field, column in given["columns"].items()}
    mapping = Mapping(given.get("format", "table"), columns, given.get("date_order"), given.get("terms", OPEN))
    for what, value, allowed in (
        ("format", mapping.format, FORMATS),
        ("date_order", mapping.date_order, (None, *ORDERS)),
        ("terms", mapping.terms, TERMS),
        *(("field", field, tuple(FIELDS)) for field in columns),
    ):
        if value not in allowed:
            names = ", ".join(str(one) for one in allowed if one)
            msg = f"The {what} {value!r} is not one of: {names}."
            raise ExchangeError(msg)
    return mapping


def check_mapping(mapping: Mapping, header: Sequence[str], *, shapes: bool = False) -> None:
    """Raise `ExchangeError` unless the columns are there and say where things were.

    Parameters
    ----------
    shapes
        Whether the file has geometry of its own (GeoJSON, GeoPackage ...).
    """
    missing = sorted(set(mapping.columns.values()) - set(header))
    if missing:
        msg = f"The file has no column {missing[0]!r}; it has {', '.join(map(repr, header[:40]))}."
        raise ExchangeError(msg)
    if not shapes and not {"lat", "lon"} <= set(mapping.columns) and "geometry" not in mapping.columns:
        msg = f"No columns for latitude and longitude are named; choose them from {', '.join(map(repr, header[:40]))}."
        raise ExchangeError(msg)


_ACLED = {
    "key": ("event_id_cnty", "data_id", "event_id_no_cnty"),
    "date": ("event_date",),
    "date_precision": ("time_precision",),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "where_precision": ("geo_precision",),
    "place": ("location",),
    "country": ("country",),
    "type": ("event_type",),
    "subtype": ("sub_event_type",),
    "actor1": ("actor1",),
    "actor2": ("actor2",),
    "source": ("source",),
    "notes": ("notes",),
    "fatalities": ("fatalities",),
}
_UCDP = {
    "key": ("id", "relid"),
    "date": ("date_start",),
    "date_end": ("date_end",),
    "date_precision": ("date_prec",),
    "lat": ("latitude",),
    "lon": ("longitude",),
    "where_precision": ("where_prec",),
    "place": ("where_coordinates",),
    "country": ("country",),
    "type": ("type_of_violence",),
    "actor1": ("side_a",),
    "actor2": ("side_b",),
    "source": ("source_office",),
    "reported": ("source_date",),
    "notes": ("source_headline", "source_article"),
    "fatalities": ("best",),
}
_TIMEMAP = {
    "key": ("id", "civId"),
    "date": ("date",),
    "lat": ("latitude", "lat"),
    "lon": ("longitude", "long"),
    "place": ("location",),
    "type": ("category", "type", "associations", "association1"),
    "source": ("sources", "source1", "source"),
    "notes": ("description", "desc"),
}
_MARKS = {
    "acled": {"event_date", "event_type", "actor1", "latitude", "longitude", "fatalities"},
    "ucdp": {"type_of_violence", "where_prec", "date_prec", "date_start", "date_end", "latitude", "longitude"},
}
_LAYOUTS = {"acled": _ACLED, "ucdp": _UCDP, "timemap": _TIMEMAP}
_TIMEMAP_OWN = {"sources", "source1", "associations", "association1", "filters", "time_display", "civid", "desc"}


def format_of(header: Sequence[str]) -> str:
    """Return which of `FORMATS` a header is; ``table`` for any other."""
    low = {name.lower() for name in header}
    for name, marks in _MARKS.items():
        if marks <= low:
            return name
    sheet = {"date"} <= low and ("description" in low or "desc" in low) and low & {"latitude", "lat"}
    return "timemap" if sheet and low & _TIMEMAP_OWN else "table"


def guess_mapping(header: Sequence[str], samples: dict[str, list[str]], given: str = "auto") -> Mapping:
    """Return what the columns seem to be.  For ``acled``, ``ucdp`` and ``timemap`` it is known; else the user confirms.

    Parameters
    ----------
    samples
        Some cells of each column.
    given
        One of `FORMATS`, or ``auto``.
    """
    name = format_of(header) if given == "auto" else given
    if name not in FORMATS:
        msg = f"The format {given!r} is not one of: auto, {', '.join(FORMATS)}."
        raise ExchangeError(msg)
    low = {column.lower(): column for column in reversed(header)}
    if name in _LAYOUTS:
        layout = _LAYOUTS[name]
        columns = {field: low[c] for field, names in layout.items() for c in [_first(names, low, samples)] if c}
    else:
        columns = _by_name(header, samples)
    dates = samples.get(columns.get("date", ""), [])
    order = {"acled": "dmy", "timemap": "mdy"}.get(name) or order_of(dates)
    return Mapping(name, columns, order, CLOSED if name == "acled" else OPEN)


def _first(names: Sequence[str], low: dict[str, str], samples: dict[str, list[str]]) -> str | None:
    """Return the first of the names that has a column with anything in it, else the first that has a column."""
    held = [name.lower() for name in names if name.lower() in low]
    return next((name for name in held if any(samples.get(low[name], ()))), held[0] if held else None)


def _by_name(header: Sequence[str], samples: dict[str, list[str]]) -> dict[str, str]:
    plain = {column: "_".join(part for part in _PARTS.split(column.lower()) if part) for column in header}
    found: dict[str, str] = {}
    for field, words in _SYNONYMS.items():
        for word in words.split():
            column = next((c for c in header if plain[c] == word and c not in found.values()), None)
            if column is not None and _fits(field, samples.get(column, [])):
                found[field] = column
                break
    if "geometry" in found and {"lat", "lon"} <= set(found):
        del found["geometry"]
    return found


def _fits(field: str, cells: list[str]) -> bool:
    """Whether the cells of a column can be what its name says."""
    filled = [cell for cell in cells if cell.strip()]
    if field in ("date", "date_end", "reported") and filled:
        return any(hasattr(read_date(cell.split(";")[0], "dmy"), "first") for cell in filled[:50])
    return True
