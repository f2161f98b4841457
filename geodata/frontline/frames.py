"""The front on the days when something changed, as the map draws it (docs/timemap.md, control.json)."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.control import (
    ControlClaim,
    PlaceControl,
    PlaceHistory,
    claims_from_record,
    claims_from_rows,
    controls_on,
    places_of,
)
from geodata.control.belief import steps_of
from geodata.frontline.days import drawn_days
from geodata.frontline.drawing import Drawn, Job, Progress, draw_frames, jobs_of, unpacked
from geodata.frontline.front import OUT_OF_REACH, Area, Front, draw_front
from geodata.frontline.geojson import DECIMALS, as_geojson, lines_as_geojson
from geodata.frontline.ground import Ground, ground_of
from geodata.frontline.segment import FrontLine
from geodata.theatre import THEATRES, Theatre

EPOCH = date(1970, 1, 1)

KNOWN = "-known"
"""End of the name of a mode whose frames know only what had been reported by their day."""

MODES = ("articles", "record", "articles-known", "record-known")

OUTLINE_TOLERANCE_DEGREES = 0.02
"""2 km: what is sent is drawn over a coast of its own, and its size is mostly this outline."""

SHARPNESS = 3
"""Power to which shares are raised: 0.6 to 0.2 becomes 0.96 to 0.04."""

BAND_TOLERANCE_KM = 1.0
"""The band's edge is no sharp thing; thinned, it halves what it takes to send."""

LEAST_AREA_KM2 = 50.0
"""Smaller islets of colour are left out."""

KEYS_AN_AREA = 12
"""Claims named for an area, newest first."""


def control_modes(
    claim_rows: Iterable[dict[str, Any]], article_rows: Iterable[dict[str, Any]], theatre: Theatre | None
) -> dict[str, Any]:
    """Return control.json as plain objects: see `draw_modes`."""
    return json.loads(draw_modes(claim_rows, article_rows, theatre))


def draw_modes(
    claim_rows: Iterable[dict[str, Any]],
    article_rows: Iterable[dict[str, Any]],
    theatre: Theatre | None,
    *,
    drawn: Drawn | None = None,
    processes: int = 1,
    progress: Progress | None = None,
) -> str:
    """Return the text of control.json: the front from the articles alone, and with the reference record.

    Each comes in two modes: as it was, by all that has been reported since (``articles``, ``record``),
    and as it could be drawn on each day by what had been reported (``articles-known``, ``record-known``).
    Frames stay packed until then: as Python objects those of a large corpus take a gigabyte.

    Parameters
    ----------
    claim_rows, article_rows
        Rows of a dataset's tables ``claims`` and ``articles``.
    theatre
        ``None``, or one without an outline, draws nothing.
    drawn
        Frames drawn before: what the same is known for is not drawn again.
    processes
        How many draw at once.
    progress
        Called with (frames done, frames in all).
    """
    party_ids = party_ids_of(theatre)
    outline = outline_of(theatre)
    jobs: dict[str, list[Job]] = {name: [] for name in MODES}
    drawn = {} if drawn is None else drawn
    if theatre is not None and outline is not None and len(party_ids) > 1:
        ground = ground_of(outline)
        articles = claims_from_rows(claim_rows, article_rows, theatre, party_ids)
        record = claims_from_record(theatre, party_ids)
        told = {"articles": articles, "record": [*record, *articles] if record else []}
        for name in MODES:
            claims = told[name.removesuffix(KNOWN)]
            jobs[name] = _jobs(claims, ground, len(party_ids), as_known=name.endswith(KNOWN))
        every = itertools.chain.from_iterable(jobs.values())
        draw_frames(every, ground, _frame, drawn, processes=processes, progress=progress)
    modes = (f'{json.dumps(name)}:{{"frames":[{_joined(jobs[name], drawn)}]}}' for name in MODES)
    return f'{{"parties":{_text(list(party_ids))},"modes":{{{",".join(modes)}}}}}'


def _joined(jobs: list[Job], drawn: Drawn) -> str:
    return ",".join(unpacked(drawn[job.key]) for job in jobs)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def control_frames(
    claims: Sequence[ControlClaim],
    ground: Ground,
    parties: int,
    *,
    days: Iterable[date] | None = None,
    known_on: date | None = None,
    as_known: bool = False,
    drawn: Drawn | None = None,
) -> dict[str, Any]:
    """Return the frames of one mode: control, areas, lines and bands, in EPSG:4326.

    To see what hangs on a source, give the claims without its own and, for one frame at once, ``days=[day]``
    with the ground kept from before: some 30 ms for a hundred claims. All other frames can be drawn after that.

    Parameters
    ----------
    claims
        All that counts; leave out a source's claims to see what hangs on it.
    ground
        See `ground_of`.
    days
        Days to draw; by default those of `drawn_days`.
    known_on
        Only reports up to this day count.
    as_known
        On each day only reports up to that day count.
    drawn
        Frames drawn before: a day on which the same claims count is not drawn again.
    """
    drawn = {} if drawn is None else drawn
    jobs = _jobs(claims, ground, parties, days=days, known_on=known_on, as_known=as_known)
    draw_frames(jobs, ground, _frame, drawn)
    return {"frames": [json.loads(unpacked(drawn[job.key])) for job in jobs]}


def _jobs(
    claims: Sequence[ControlClaim],
    ground: Ground,
    parties: int,
    *,
    days: Iterable[date] | None = None,
    known_on: date | None = None,
    as_known: bool = False,
) -> list[Job]:
    """Return the frames of one mode, to be drawn."""
    places = places_of(claims)
    histories = [PlaceHistory(place, parties, known_on=known_on, as_known=as_known) for place in places]
    if days is None:
        days = drawn_days((day for history in histories for day in history.changes), len(places))
    return jobs_of(sorted(days), histories, ground, parties)


def party_ids_of(theatre: Theatre | None) -> tuple[str, ...]:
    """Return the ids of a theatre's warring parties, in the order of its actors."""
    actors = theatre.actors if theatre else ()
    return tuple(a["id"] for a in actors if a["kind"] == "party" and a.get("party") == a["id"])


def outline_of(theatre: Theatre | None) -> BaseGeometry | None:
    """Return a theatre's outline in EPSG:4326, ``None`` when it has none."""
    if theatre is not None and theatre.outline is not None:
        return theatre.outline
    path = THEATRES / theatre.id / "outline.geojson" if theatre else None
    if path is None or not path.exists():
        return None
    features = json.loads(path.read_text("utf-8"))["features"]
    return shapely.union_all([shape(f["geometry"]) for f in features]).simplify(OUTLINE_TOLERANCE_DEGREES)


def _frame(day: date, histories: Sequence[PlaceHistory], ground: Ground) -> dict[str, Any]:
    controls = controls_on(histories, day)
    frame = {"day": _number(day), "areas": [], "lines": [], "places": [], "note": None}
    drawn = [c for c in controls if c.state != "unknown"]
    if drawn:
        points = ground.plane.points_to_km(
            np.array([c.place.lon for c in drawn]), np.array([c.place.lat for c in drawn])
        )
        front = draw_front(ground, points, _sharpened(np.array([c.shares[:-1] for c in drawn])), spoken_of=True)
        frame["areas"] = _areas(front, drawn, points, ground, day)
        frame["lines"] = _lines(front, drawn, ground, day)
        frame["note"] = _note(front)
        flagged = {id(c) for c, doubted in zip(drawn, front.contradicted, strict=True) if doubted}
        frame["places"] = [_place(c, contradicted=id(c) in flagged) for c in controls]
    else:
        frame["places"] = [_place(c) for c in controls]
    return frame


def _sharpened(shares: np.ndarray) -> np.ndarray:
    """Return shares that say who is more probable there rather than how sure that is.

    The band is calibrated on places of known control; an old claim still says on which side
    of the line its place lay, and its doubt enters as variance.
    """
    power = np.maximum(shares, 1e-9) ** SHARPNESS
    return power / power.sum(axis=1, keepdims=True)


def _note(front: Front) -> str | None:
    if len(front.areas) < 2:
        return "By this day only one party is known to hold anything, so there is no line."
    if not front.lines:
        return OUT_OF_REACH
    widths = [line.band_km for line in front.lines]
    if min(widths) > 60:
        return f"Few claims speak of this day: the line may run anywhere within a band about {np.median(widths):.0f} km wide."
    return None


def _areas(
    front: Front, drawn: list[PlaceControl], points: np.ndarray, ground: Ground, day: date
) -> list[dict[str, Any]]:
    areas = []
    for area in front.areas:
        areas += [
            _area(Area(area.party, part), drawn, points, ground, day)
            for part in shapely.get_parts(area.geometry)
            if part.area >= LEAST_AREA_KM2
        ]
    if front.unclaimed.area >= LEAST_AREA_KM2:
        geometry = as_geojson(ground, front.unclaimed)
        areas.append({
            "id": stable_id("area", None, geometry), "party": None, "probability": 0.0, "age_days": None,
            "geometry": geometry, "evidence": [], "note": "No claim speaks of this ground.",
        })  # fmt: skip
    return areas


def _area(area: Area, drawn: list[PlaceControl], points: np.ndarray, ground: Ground, day: date) -> dict[str, Any]:
    inside = [c for c, own in zip(drawn, shapely.contains_xy(area.geometry, points), strict=True) if own]
    inside = [c for c in inside if c.party == area.party] or inside
    near = inside or [drawn[int(np.argmin(shapely.distance(area.geometry, shapely.points(points))))]]
    geometry = as_geojson(ground, area.geometry)
    newest = sorted(near, key=lambda c: (c.age_days, c.place.name))
    keys = [w.claim.key for c in newest for w in c.evidence if w.claim.holder == area.party]
    return {
        "id": stable_id("area", area.party, geometry),
        "party": area.party,
        "probability": round(float(np.mean([c.shares[area.party] for c in near])), 3),
        "age_days": int(np.median([c.age_days for c in near])),
        "since": max((_number(c.since) for c in near if c.since and c.party == area.party), default=None),
        "geometry": geometry,
        "evidence": keys[:KEYS_AN_AREA],
        "note": None if inside else "No claim speaks of a place in this area; it follows from the nearest.",
    }


def _lines(front: Front, drawn: list[PlaceControl], ground: Ground, day: date) -> list[dict[str, Any]]:
    bands = _bands(front)
    lines = []
    geometries = lines_as_geojson(ground, [line.geometry for line in front.lines])
    for line, band, geometry in zip(front.lines, bands, geometries, strict=True):
        lines.append({
            "id": stable_id("line", line.between, geometry),
            "between": list(line.between),
            "style": line.style,
            "band_km": round(line.band_km, 1),
            "geometry": geometry,
            "band": None if band is None or band.is_empty else as_geojson(ground, band),
            "evidence": _line_evidence(line, drawn, day),
        })  # fmt: skip
    return lines


def _bands(front: Front) -> list[BaseGeometry | None]:
    """Give the whole band to the first piece: it is one surface, drawn once.

    Patches of doubt that no line runs through are left out.
    """
    if front.band is None or not front.lines:
        return [None] * len(front.lines)
    lines = shapely.union_all([line.geometry for line in front.lines])
    spoken = shapely.get_parts(front.band)
    band = shapely.union_all(spoken[shapely.intersects(spoken, lines)]).simplify(BAND_TOLERANCE_KM)
    return [band] + [None] * (len(front.lines) - 1)


def _line_evidence(line: FrontLine, drawn: list[PlaceControl], day: date) -> list[dict[str, Any]]:
    found = []
    for holder in line.holders:
        control = drawn[holder.place]
        for weighed in control.evidence:
            if weighed.claim.holder == holder.party:
                when = steps_of(weighed.claim)[0].day
                found.append({
                    "key": weighed.claim.key, "side": holder.party, "km": round(holder.km, 1),
                    "age_days": (day - when).days, "weight": round(weighed.weight, 2), "reason": weighed.reason,
                })  # fmt: skip
                break
    return found


def _place(control: PlaceControl, *, contradicted: bool = False) -> dict[str, Any]:
    order = np.argsort(-control.shares[:-1], kind="stable")
    place = {
        "place": control.place.number,
        "lat": round(control.place.lat, DECIMALS + 1),
        "lon": round(control.place.lon, DECIMALS + 1),
        "name": control.place.name,
        "state": control.state,
        "party": control.party,
        "probability": round(float(control.shares[:-1].max()), 3),
        "age_days": control.age_days,
        "evidence": [w.claim.key for w in control.evidence],
        "reason": "contradicted by all its neighbours" if contradicted else control.reason,
    }
    return place | ({"parties": [int(i) for i in order[:2]]} if control.state == "contested" else {})


def stable_id(*parts: object) -> str:
    """Return 16 hex digits that depend on the parts alone."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _number(day: date) -> int:
    return (day - EPOCH).days
