"""Parameters of the API: what each allows, read strictly, since a filter that is silently ignored gives wrong numbers."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import unquote_plus

from dashboard.search import PROBLEMS
from geodata.errors import GeodataError

Header = Mapping[str, Any]
Json = dict[str, Any]

MOST = 1000
"""Rows of a page at most."""
USUAL = 100
SHOWN = 40
"""Characters of a wrong value that its refusal repeats."""
NAMED = 12
"""Allowed values that a refusal names before it says how many there are."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,12})?")
CORPUS = re.compile(r"[a-z0-9_+, -]{1,400}")


class BadParameterError(GeodataError):
    """A parameter is not one of those that are allowed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query.

    Parameters
    ----------
    schema
        What it allows, as JSON schema (docs/api.md and the OpenAPI document are made of it).
    read
        ``(raw value, header) -> value``; the value is still percent-encoded, since a comma inside an id is.
    initial
        What holds without it.
    """

    name: str
    description: str
    schema: Json
    read: Callable[[str, Header], Any]
    initial: Any = None
    required: bool = False
    example: str | None = None


def read_parameters(query: str, allowed: Iterable[Parameter], header: Header) -> dict[str, Any]:
    """Return the value of each allowed parameter.

    Raises
    ------
    BadParameterError
        With one sentence on the first that is wrong.
    """
    known = {parameter.name: parameter for parameter in allowed}
    values = {name: parameter.initial for name, parameter in known.items()}
    given = set()
    for name, raw in pairs(query):
        if name not in known:
            msg = f"There is no parameter {_shown(name)} here; allowed are: {', '.join(known)}."
            raise BadParameterError(msg)
        if name in given:
            msg = f"The parameter {name} is given twice; give it once, several values with commas between them."
            raise BadParameterError(msg)
        given.add(name)
        values[name] = known[name].read(raw, header)
    for name, parameter in known.items():
        if parameter.required and name not in given:
            msg = f"The parameter {name} is missing; give one, such as {name}={parameter.example}."
            raise BadParameterError(msg)
    if values.get("from") and values.get("to") and values["from"] > values["to"]:
        msg = f"The time from {values['from']} to {values['to']} ends before it begins; swap the two days."
        raise BadParameterError(msg)
    return values


def pairs(query: str) -> list[tuple[str, str]]:
    """Return names and raw values of a query."""
    pieces = [piece.partition("=") for piece in query.split("&") if piece]
    return [(decoded(name, "name"), raw) for name, _, raw in pieces]


def decoded(raw: str, name: str) -> str:
    """Return a value without its percent signs."""
    try:
        return unquote_plus(raw, errors="strict")
    except UnicodeDecodeError:
        msg = f"The {name} {_shown(raw)} is not UTF-8 under its percent signs; encode it as UTF-8."
        raise BadParameterError(msg) from None


def one_of(name: str, description: str, allowed: tuple[str, ...], initial: str | None) -> Parameter:
    """Return a parameter that takes one of a few words."""

    def read(raw: str, header: Header) -> str:
        del header
        value = decoded(raw, name)
        if value not in allowed:
            msg = f"{name}={_shown(value)} is not allowed; give one of: {', '.join(allowed)}."
            raise BadParameterError(msg)
        return value

    schema: Json = {"type": "string", "enum": list(allowed)}
    return Parameter(name, description, schema | ({"default": initial} if initial else {}), read, initial)


def ids(name: str, description: str, dictionary: str, *, example: str | None = None) -> Parameter:
    """Return a parameter that takes ids of a dictionary of the map's header."""

    def read(raw: str, header: Header) -> tuple[str, ...] | None:
        known = {entry["id"] for entry in header[dictionary]}
        chosen: dict[str, None] = {}
        for piece in raw.split(","):
            value = decoded(piece, name)
            # A client that encodes the commas too sends the whole list as one piece.
            for each in [value] if value in known else value.split(","):
                if each not in known:
                    raise BadParameterError(_unknown(name, each, [entry["id"] for entry in header[dictionary]]))
                chosen[each] = None
        return tuple(chosen)

    schema = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    return Parameter(name, description, schema, read, example=example)


def day(name: str, description: str, *, required: bool = False) -> Parameter:
    """Return a parameter that takes a day."""

    def read(raw: str, header: Header) -> date:
        del header
        value = decoded(raw, name)
        try:
            if DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        msg = f"{name}={_shown(value)} is no day; give one such as 2020-06-05."
        raise BadParameterError(msg)

    return Parameter(
        name, description, {"type": "string", "format": "date"}, read, required=required, example="2020-06-05"
    )


def _bbox(raw: str, header: Header) -> tuple[float, float, float, float]:
    del header
    value = decoded(raw, "bbox")
    numbers = [float(part) if NUMBER.fullmatch(part) else math.nan for part in value.split(",")]
    if len(numbers) == 4:
        west, south, east, north = numbers
        if abs(west) <= 180 and abs(east) <= 180 and -90 <= south <= north <= 90:
            return west, south, east, north
    msg = (
        f"bbox={_shown(value)} is no box; give west,south,east,north in degrees, such as 9,19,26,34 "
        "(longitudes from -180 to 180, latitudes from -90 to 90, south first)."
    )
    raise BadParameterError(msg)


def _limit(raw: str, header: Header) -> int:
    del header
    value = decoded(raw, "limit")
    if value.isascii() and value.isdecimal() and len(value) <= 4 and 1 <= int(value) <= MOST:
        return int(value)
    msg = f"limit={_shown(value)} is not allowed; give a whole number from 1 to {MOST}."
    raise BadParameterError(msg)


def _text(raw: str, header: Header) -> str:
    del header
    value = decoded(raw, "q")
    if not value.strip():
        raise BadParameterError(PROBLEMS["empty"])
    return value


def _token(raw: str, header: Header) -> str:
    del header
    return decoded(raw, "cursor")


def _corpus(raw: str, header: Header) -> str:
    del header
    value = decoded(raw.replace("+", "%2B"), "corpus")  # here a plus joins corpora, it is no space
    if value and not CORPUS.fullmatch(value):
        msg = f"corpus={_shown(value)} is no id of a corpus; give one of /api/corpora, several with + between them."
        raise BadParameterError(msg)
    return value


FROM = day("from", "First day; what happened before it is left out, and so is what has no date.")
TO = day("to", "Last day; what happened after it is left out, and so is what has no date.")
CLOCK = one_of(
    "clock",
    "What from and to are about: when it happened or when it was reported.",
    ("happened", "reported"),
    "happened",
)
ARTICLES = ids("articles", "Ids of articles, as in /api/articles.", "articles")
TYPES = ids("types", "Types of events.", "event_types", example="clash")
ACTORS = ids("actors", "Ids of actors that have a part in it.", "actors")
KINDS = ids("kinds", "Kinds of places.", "place_kinds")
ROLES = ids(
    "roles", "What the words do in their sentence; without it, as on the map: what is no people or government.", "roles"
)
MODALITY = one_of(
    "modality",
    "Only what is reported as having happened, or also what is planned, threatened, possible or denied.",
    ("asserted", "all"),
    "asserted",
)
Q = Parameter(
    "q",
    "Words that stand in the same sentence; a phrase in quotes, the beginning of a word with a star.",
    {"type": "string", "minLength": 1, "maxLength": 200},
    _text,
)
BBOX = Parameter(
    "bbox",
    "West, south, east and north in degrees (WGS84); west greater than east crosses the date line. What has no point is left out.",
    {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    _bbox,
    example="9,19,26,34",
)
CORPUS_KEY = Parameter(
    "corpus",
    "The corpus, by its id in /api/corpora, several with + between them; without it, the folder of articles.",
    {"type": "string"},
    _corpus,
    "",
)
LIMIT = Parameter(
    "limit",
    "Rows of a page.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    _limit,
    USUAL,
)
CURSOR = Parameter(
    "cursor",
    "Where the page begins: `next` of the page before, with the same other parameters.",
    {"type": "string"},
    _token,
)
FORMAT = one_of(
    "format",
    "The form of the answer; it wins over the Accept header, without both it is json.",
    ("json", "geojson"),
    None,
)


def _unknown(name: str, given: str, known: list[str]) -> str:
    if not known:
        return f"{name}={_shown(given)} is not in this corpus; it has none, leave the parameter out."
    named = ", ".join(known[:NAMED])
    more = f" and {len(known) - NAMED} more" if len(known) > NAMED else ""
    return f"{name}={_shown(given)} is not in this corpus; allowed are: {named}{more}."


def _shown(value: str) -> str:
    return repr(value if len(value) <= SHOWN else value[:SHOWN] + "…")
