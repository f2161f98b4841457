"""A person's decision on what was read, as a layer over the reading (docs/corpora.md)."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from geodata.errors import CorrectionError
from geodata.event import EVENT_TYPES
from geodata.modality import MODALITIES

Row = dict[str, Any]

TABLES = ("toponyms", "events", "claims")
KINDS = ("place", "date", "actor", "type", "modality", "reject", "accept")
SCOPES = ("one", "same")
ACTOR_ROLES = {"events": ("source", "target", "with"), "claims": ("holder", "previous")}
KINDS_OF = {
    "toponyms": {"place", "date", "reject", "accept"},
    "events": {"place", "date", "actor", "type", "modality", "reject", "accept"},
    "claims": {"place", "date", "actor", "modality", "reject", "accept"},
}
"""What can be corrected of which record."""

FORMAT = "timemap-corrections"
VERSION = 1
MAX_WORDS = 2000
MAX_OFFSET = 2**31
MAX_MOMENT = 32
MAX_LENGTH = 400_000
"""Characters of a correction as JSON: a drawn shape may have many corners."""
ID = re.compile(r"[0-9a-f]{32}")
ARTICLE = re.compile(r"[0-9a-f]{64}")


@dataclasses.dataclass(frozen=True, slots=True)
class Target:
    """What a correction speaks of.

    Parameters
    ----------
    table
        One of `TABLES`.
    article
        sha256 of the article's text: a correction outlives a change of file name.
    start, end
        Code points: the toponym, or the trigger of an event or claim.
    words
        The text there.
    was
        What had been read: the place's id, or an event's type or a claim's kind.
    """

    table: str
    article: str
    start: int
    end: int
    words: str
    was: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Correction:
    """A decision of one person at one moment.

    Parameters
    ----------
    id
        32 hex digits: two people never make the same one.
    kind
        One of `KINDS`; `value` is what holds instead (docs/corpora.md).
    scope
        ``one``, or ``same``: every record of the corpus with the same words that was read the same way.
    made_at
        ISO 8601, UTC.
    """

    id: str
    kind: str
    target: Target
    value: dict[str, Any]
    scope: str
    author: str
    made_at: str
    note: str = ""


def correction_from_json(given: object) -> Correction:
    """Return a correction from its JSON form, checked.

    Raises
    ------
    CorrectionError
        When a part is missing or not allowed; corrections are replayed on every build, so a wrong one is never kept.
    """
    try:
        assert isinstance(given, dict)
        target = given["target"]
        correction = Correction(
            id=str(given["id"]),
            kind=given["kind"],
            target=Target(
                table=target["table"],
                article=str(target["article"]),
                start=int(target["start"]),
                end=int(target["end"]),
                words=str(target["words"])[:MAX_WORDS],
                was=None if target.get("was") is None else str(target["was"]),
            ),
            value=dict(given.get("value") or {}),
            scope=given.get("scope", "one"),
            author=str(given["author"])[:200],
            made_at=str(given["made_at"]),
            note=str(given.get("note") or "")[:MAX_WORDS],
        )
    except (AssertionError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        msg = f"This is no correction ({str(error)[:200] or 'not a JSON object'}); see docs/corpora.md for its parts."
        raise CorrectionError(msg) from error
    check_correction(correction)
    return correction


def correction_as_json(correction: Correction) -> dict[str, Any]:
    """Return the JSON form of a correction."""
    return dataclasses.asdict(correction)


def check_correction(correction: Correction) -> None:
    """Raise `CorrectionError` unless every part is allowed."""
    table, kind = correction.target.table, correction.kind
    _one_of("table", table, TABLES)
    _one_of("kind", kind, tuple(k for k in KINDS if k in KINDS_OF[table]))
    _one_of("scope", correction.scope, SCOPES)
    if not ID.fullmatch(correction.id):
        _refuse(f"The id {correction.id!r} is not 32 hex digits")
    if not 0 <= correction.target.start < correction.target.end:
        _refuse(f"The span {correction.target.start} to {correction.target.end} is empty or turned round")
    _CHECKS.get(kind, _no_value)(correction)


def check_new(correction: Correction) -> None:
    """Raise `CorrectionError` also at what no file, database or dataset could hold.

    Asked once, before one is kept: it would stop each build of its corpus from then on.
    """
    check_correction(correction)
    if correction.target.end > MAX_OFFSET or not ARTICLE.fullmatch(correction.target.article):
        _refuse("A target is the sha256 of an article's text and a span in it")
    _check_moment(correction.made_at)
    _check_characters(correction)


def _one_of(what: str, given: object, allowed: Sequence[str]) -> None:
    if given not in allowed:
        _refuse(f"The {what} {str(given)[:100]!r} is not allowed here; allowed are {', '.join(allowed)}")


def _refuse(sentence: str) -> None:
    msg = f"{sentence}. The correction was not kept."
    raise CorrectionError(msg)


def _check_moment(made_at: str) -> None:
    try:
        datetime.fromisoformat(made_at)
        known = len(made_at) <= MAX_MOMENT
    except ValueError:
        known = False
    if not known:
        _refuse(f"{made_at[:40]!r} is not a moment such as 2026-11-22T10:00:00+00:00")


def _check_characters(correction: Correction) -> None:
    given = correction_as_json(correction)
    try:
        length = len(json.dumps(given, ensure_ascii=False, allow_nan=False).encode("utf-8"))
    except (ValueError, RecursionError):
        length = 0
    if not length or any("\0" in text for text in _texts(given)):
        _refuse("It holds characters that are no text, or numbers that are none")
    if length > MAX_LENGTH:
        _refuse(f"A correction takes at most {MAX_LENGTH // 1000} KB; draw a simpler shape")
    for name in ("name", "actor_id", "feature_id"):
        if len(str(correction.value.get(name))) > MAX_WORDS:
            _refuse(f"The {name} has more than {MAX_WORDS} characters")
    if len(correction.target.was or "") > MAX_WORDS:
        _refuse(f"What had been read has more than {MAX_WORDS} characters")


def _texts(given: object) -> Iterator[str]:
    """Yield each text in JSON, however deep."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        for name, value in given.items():
            yield name
            yield from _texts(value)
    elif isinstance(given, list):
        for value in given:
            yield from _texts(value)


def _no_value(correction: Correction) -> None:
    if correction.value:
        _refuse(f"A decision to {correction.kind} carries no value, but {sorted(correction.value)} was given")


def _check_place(correction: Correction) -> None:
    value = correction.value
    if isinstance(value.get("feature_id"), str):
        return
    if not isinstance(value.get("name"), str) or not value["name"].strip():
        _refuse("A place that is not in the gazetteer needs a name")
    if "geometry" in value:
        _check_geometry(value["geometry"])
        return
    if not _is_within(value.get("lat"), 90) or not _is_within(value.get("lon"), 180):
        _refuse("A place needs 'feature_id', or 'lat' and 'lon' in degrees, or 'geometry'")
    radius = value.get("radius_km", 0)
    if not _is_within(radius, 2000) or radius < 0:
        _refuse(f"A radius of {str(radius)[:40]} km is not between 0 and 2000")


def _check_geometry(geometry: object) -> None:
    import shapely

    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (ValueError, TypeError, shapely.errors.GEOSException) as error:
        msg = f"The geometry is not GeoJSON ({error}). The correction was not kept."
        raise CorrectionError(msg) from error
    left, bottom, right, top = shape.bounds if not shape.is_empty else (math.nan,) * 4
    if not (left >= -180 and right <= 180 and bottom >= -90 and top <= 90):
        _refuse("The geometry is empty or reaches beyond longitude 180 or latitude 90")


def _is_within(value: object, limit: float) -> bool:
    return isinstance(value, int | float) and abs(value) <= limit


def _check_date(correction: Correction) -> None:
    days = []
    for end in ("earliest", "latest"):
        given = correction.value.get(end)
        try:
            days.append(date.fromisoformat(given) if given else None)
        except (TypeError, ValueError) as error:
            msg = f"{given!r} is not a date such as 2020-07-20. The correction was not kept."
            raise CorrectionError(msg) from error
    if days[0] and days[1] and days[0] > days[1]:
        _refuse(f"{days[0]} comes after {days[1]}")


def _check_actor(correction: Correction) -> None:
    _one_of("role", correction.value.get("role"), ACTOR_ROLES[correction.target.table])
    actor, name = correction.value.get("actor_id"), correction.value.get("name")
    if (actor is None) != (name is None) or not (actor is None or (isinstance(actor, str) and isinstance(name, str))):
        _refuse("An actor has 'actor_id' and 'name', or null for both: nobody")


def _check_type(correction: Correction) -> None:
    _one_of("type", correction.value.get("type"), tuple(EVENT_TYPES))


def _check_modality(correction: Correction) -> None:
    _one_of("modality", correction.value.get("modality"), tuple(MODALITIES))


_CHECKS = {
    "place": _check_place,
    "date": _check_date,
    "actor": _check_actor,
    "type": _check_type,
    "modality": _check_modality,
}


def in_order(corrections: Iterable[Correction]) -> list[Correction]:
    """Return corrections in the order they are replayed, whatever order they arrived in."""
    return sorted(corrections, key=lambda one: (one.made_at, one.id))


def conflicts(corrections: Iterable[Correction]) -> list[tuple[Correction, Correction]]:
    """Return pairs of different people's corrections of the same thing that differ; the second one holds."""
    last: dict[tuple, Correction] = {}
    found = []
    for one in in_order(corrections):
        before = last.get(subject(one))
        if before and before.author != one.author and (before.kind, before.value) != (one.kind, one.value):
            found.append((before, one))
        last[subject(one)] = one
    return found


def subject(correction: Correction) -> tuple:
    """Return what a correction settles; a later one of the same subject replaces it."""
    target = correction.target
    role = correction.value.get("role") if correction.kind == "actor" else None
    settles = "verdict" if correction.kind in ("reject", "accept") else correction.kind
    return (target.table, target.article, target.start, target.end, settles, role)


def write_corrections(corrections: Iterable[Correction]) -> str:
    """Return corrections as the text of a file to pass on."""
    rows = [correction_as_json(one) for one in in_order(corrections)]
    return json.dumps({"format": FORMAT, "version": VERSION, "corrections": rows}, ensure_ascii=False, indent=1) + "\n"


def read_corrections(text: str) -> list[Correction]:
    """Return the corrections of a file.

    Raises
    ------
    CorrectionError
        When the file is of another kind or one correction in it is not allowed: half a file would be a state nobody made.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"This is not JSON ({error}); give a file of corrections saved by this app."
        raise CorrectionError(msg) from error
    if not isinstance(given, dict) or given.get("format") != FORMAT or not isinstance(given.get("corrections"), list):
        msg = f"This is no file of corrections; its 'format' must be {FORMAT!r}."
        raise CorrectionError(msg)
    if given.get("version") != VERSION:
        msg = (
            f"This file of corrections has version {str(given.get('version'))[:40]}; this app reads version {VERSION}."
        )
        raise CorrectionError(msg)
    corrections = [correction_from_json(one) for one in given["corrections"]]
    for one in corrections:
        check_new(one)
    return corrections


def digest_of(corrections: Iterable[Correction]) -> str:
    """Return 16 hex digits that stand for a set of corrections."""
    return hashlib.sha256(write_corrections(corrections).encode()).hexdigest()[:16]
