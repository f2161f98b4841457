"""A statement on who holds a place, with all that its weight depends on."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from geodata.control.source import leaning
from geodata.theatre import Theatre

OTHER = -1
"""Party index of a holder that is none of the theatre's parties."""


@dataclasses.dataclass(frozen=True, slots=True)
class ControlClaim:
    """One dated claim on the control of one place.

    Parameters
    ----------
    key
        Key of its evidence card: ``claim/<16 hex>`` or ``fact/<row>``.
    place
        Name of the place.
    lat, lon
        WGS84 degrees.
    kind
        ``takes``, ``loses``, ``holds``, ``contested``, ``initial`` or ``confirm``.
    holder, previous
        Index of the party that has it afterwards and that had it before; `OTHER` for
        someone else, ``None`` when not said.
    earliest, latest
        Inclusive days between which it happened, ``None`` for an open end.
    reported
        Day it was reported: the second clock.
    source
        Who says so.
    leans
        Index of the party the source favours, ``None`` when not known to favour one.
    weight
        How far a neutral source would be believed, in (0, 1).
    number
        Number of the place in the dataset's table of places, ``None`` when it has none.
    article, report
        Ids of the article that says it, and of the first one of which that is a copy; empty for the record.
    """

    key: str
    place: str
    lat: float
    lon: float
    kind: str
    holder: int | None
    previous: int | None
    earliest: date | None
    latest: date | None
    reported: date | None
    source: str
    leans: int | None
    weight: float
    number: int | None = None
    article: str = ""
    report: str = ""


REPORT_DAYS = 31
"""A source of the record dated later than this after the fact looks back on it; it was not its report."""

RECORD_WEIGHTS = {
    "change": {"high": 0.95, "medium": 0.85, "low": 0.65},
    "initial": {"high": 0.95, "medium": 0.85, "low": 0.65},
    "confirm": {"high": 0.95, "medium": 0.85, "low": 0.65},
    "claim": {"high": 0.75, "medium": 0.6, "low": 0.45},
    "claim-disputed": {"high": 0.5, "medium": 0.4, "low": 0.3},
}
"""Belief in a row of the reference record by its kind and confidence; a disputed claim never turns a place alone."""

STRENGTH_WEIGHTS = {"explicit": 0.85, "implied": 0.7, "weak": 0.5}
"""Belief in an article's claim by how plainly it is said."""

KINDS_DRAWN = ("takes", "loses", "holds", "contested")
"""``seat`` is where a party sits and ``front_at`` where it fights: neither says who holds the place."""


POINT_PRECISION = 1
"""UCDP where_prec of a place that has a point; 2 ("east of Tripoli", "the outskirts") has none to be held."""


def claims_from_record(theatre: Theatre, party_ids: tuple[str, ...]) -> list[ControlClaim]:
    """Return the claims of a theatre's reference record, in the order of its rows."""
    names = _record_names(theatre, party_ids)
    return [_from_record(i, row, names) for i, row in enumerate(theatre.record)]


def claims_from_rows(
    claims: Iterable[dict[str, Any]], articles: Iterable[dict[str, Any]], theatre: Theatre, party_ids: tuple[str, ...]
) -> list[ControlClaim]:
    """Return the claims of articles that may be drawn, from the rows of a dataset.

    Only asserted claims on a place with a point, of a kind in `KINDS_DRAWN`: a group of places, or the
    east of a country, has a point to write its name at, but that point is held by nobody.
    """
    by_id = {row["id"]: row for row in articles}
    sides = _sides(theatre, party_ids)
    found = (_from_row(row, by_id.get(row["article"], {}), theatre, party_ids, sides) for row in claims)
    return [claim for claim in found if claim]


def _from_record(number: int, row: dict[str, str], names: dict[str, int]) -> ControlClaim:
    day = date.fromisoformat(row["date"])
    kind = row["kind"] if row["kind"] in ("initial", "confirm") else "takes"
    return ControlClaim(
        key=f"fact/{number}",
        place=row["settlement"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        kind=kind,
        holder=names.get(row["to"], OTHER),
        previous=names.get(row["from"], OTHER) if row["from"] and kind == "takes" else None,
        earliest=day,
        latest=day,
        reported=_reported(row["source"], day),
        source=row["source"],
        leans=None,
        weight=RECORD_WEIGHTS[row["kind"]][row["confidence"]],
    )


def _reported(source: str, day: date) -> date:
    """Return the day of a fact's first report: the earliest date its source names, else its own day."""
    dates = [date.fromisoformat(text) for text in re.findall(r"\b\d{4}-\d\d-\d\d\b", source)]
    return min((d for d in dates if day <= d <= day + timedelta(days=REPORT_DAYS)), default=day)


def _from_row(
    row: dict[str, Any], article: dict[str, Any], theatre: Theatre, party_ids: tuple[str, ...], sides: dict[str, int]
) -> ControlClaim | None:
    located = row["where_prec"] <= POINT_PRECISION and _is_degree(row["lat"]) and _is_degree(row["lon"])
    if row["modality"] != "asserted" or row["kind"] not in KINDS_DRAWN or not located:
        return None
    reported = _day(row["as_of"]) or _day(article.get("published"))
    latest = _day(row["latest"]) or reported
    source = row["speaker"] or article.get("source") or ""
    lean = leaning(source, article.get("source") or "", theatre)
    return ControlClaim(
        key=f"claim/{row['id']}",
        place=row["place"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        kind=row["kind"],
        holder=_side(row["holder_id"], sides),
        previous=_side(row["previous_id"], sides),
        earliest=_day(row["earliest"]),
        latest=latest,
        reported=_day(article.get("published")) or latest,
        source=source,
        leans=party_ids.index(lean) if lean in party_ids else None,
        weight=STRENGTH_WEIGHTS.get(row["strength"], STRENGTH_WEIGHTS["weak"]),
        number=row.get("place_number"),
        article=row["article"],
        report=report if isinstance(report := article.get("report"), str) else "",
    )


def _record_names(theatre: Theatre, party_ids: tuple[str, ...]) -> dict[str, int]:
    """Map the record's own names of holders to party indices."""
    return dict(_record_sides(theatre, party_ids))


def _record_sides(theatre: Theatre, party_ids: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for actor in theatre.actors:
        party = party_ids.index(actor["party"]) if actor.get("party") in party_ids else OTHER
        for name in actor.get("record", ()):
            yield name, party


def _sides(theatre: Theatre, party_ids: tuple[str, ...]) -> dict[str, int]:
    """Map actor ids to the index of the party they fight for."""
    return {a["id"]: party_ids.index(a["party"]) for a in theatre.actors if a.get("party") in party_ids}


def _side(actor_id: str | None, sides: dict[str, int]) -> int | None:
    return None if not actor_id else sides.get(actor_id, OTHER)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_degree(value: float | None) -> bool:
    return value is not None and math.isfinite(value)
