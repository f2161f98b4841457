"""The front line of one day as tables with geometry, for other programs: GeoJSON and GeoPackage."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import shape

from geodata.control import ControlClaim, claims_from_record, claims_from_rows
from geodata.control.belief import weigh
from geodata.errors import RequestError
from geodata.frontline.frames import EPOCH, KNOWN, control_frames, outline_of, party_ids_of
from geodata.frontline.ground import ground_of
from geodata.theatre import Theatre

CRS = "EPSG:4326"
BAND_PROBABILITY = 0.8
COLUMNS = {
    "areas": ("id", "holder", "probability", "age_days", "note", "sources", "evidence"),
    "front_line": ("id", "between", "style", "band_km", "sources", "evidence"),
    "band": ("id", "probability"),
    "claims": (
        *("key", "place", "state", "kind", "holder", "previous", "earliest", "latest", "reported"),
        *("age_days", "source", "article", "quote", "weight", "reason"),
    ),
}
DATED = ("date", "drawn_from", "known_on", "line")
"""Columns that every layer has: the day asked for, the day of the newest claim in it, and the two choices."""

GEOMETRY = {"areas": "MultiPolygon", "front_line": "MultiLineString", "band": "MultiPolygon", "claims": "Point"}
Tables = dict[str, gpd.GeoDataFrame]


def front_tables(
    tables: Mapping[str, pd.DataFrame],
    control: dict[str, Any],
    theatre: Theatre | None,
    day: date,
    *,
    line: str = "articles",
    known_on: date | None = None,
    frame: dict[str, Any] | None = None,
) -> Tables:
    """Return the layers ``areas``, ``front_line``, ``band`` and ``claims`` of one day, in EPSG:4326.

    Parameters
    ----------
    tables
        A dataset's ``articles`` and ``claims``.
    control
        Its control.json: what is drawn on screen is what is exported.
    line
        ``articles`` or ``record``.
    known_on
        Only what was reported by this day counts.
    frame
        Draw this frame instead, such as one without a source.

    Raises
    ------
    RequestError
        When there is no such line, or nothing to draw on that day.
    """
    party_ids = party_ids_of(theatre)
    if theatre is None or len(party_ids) < 2:
        msg = "This dataset has no parties to draw a front line between; build it from articles that name them."
        raise RequestError(msg)
    if line not in control["modes"]:
        msg = f"There is no line {line!r}; choose one of: {', '.join(sorted(control['modes']))}."
        raise RequestError(msg)
    articles = {row["id"]: row for row in _plain(tables["articles"])}
    rows = {f"claim/{row['id']}": row for row in _plain(tables["claims"])}
    said = claims_from_rows(rows.values(), articles.values(), theatre, party_ids)
    record = claims_from_record(theatre, party_ids) if line.startswith("record") else []
    claims = {c.key: c for c in (*said, *record)}
    frame = frame or _frame(control, claims, theatre, day, line, known_on)
    scene = _Scene(frame, claims, rows, articles, theatre, [_name(theatre, party) for party in party_ids], day)
    dated = {
        "date": day.isoformat(),
        "drawn_from": _iso(EPOCH + timedelta(days=frame["day"])),
        "known_on": _iso(known_on),
        "line": line,
    }
    found = {"areas": scene.areas(), "front_line": scene.lines(), "band": scene.bands(), "claims": scene.claims()}
    return {name: _layer(name, records, dated) for name, records in found.items()}


def as_feature_collection(tables: Tables) -> dict[str, Any]:
    """Return all layers as one GeoJSON FeatureCollection; each feature says in ``layer`` which one it is of."""
    features = []
    for name, table in tables.items():
        collection = json.loads(table.to_json(drop_id=True))
        for feature in collection["features"]:
            feature["properties"] = {"layer": name, **feature["properties"]}
            features.append(feature)
    return {"type": "FeatureCollection", "features": features}


def as_geopackage(tables: Tables) -> bytes:
    """Return all layers as one GeoPackage."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frontline.gpkg"
        write_geopackage(tables, path)
        return path.read_bytes()


def write_geopackage(tables: Tables, path: Path) -> None:
    """Write all layers to one GeoPackage, empty ones too, so that each file has the same form."""
    path.unlink(missing_ok=True)
    for name, table in tables.items():
        multi = GEOMETRY[name].startswith("Multi")
        table.to_file(
            path, layer=name, driver="GPKG", engine="pyogrio", geometry_type=GEOMETRY[name], promote_to_multi=multi
        )


def write_front(tables: Tables, path: Path) -> None:
    """Write a GeoPackage or a GeoJSON file, by the ending of its name.

    Raises
    ------
    RequestError
        When the name ends otherwise, or the file cannot be written.
    """
    if path.suffix not in (".gpkg", ".geojson", ".json"):
        msg = f"The file {path.name!r} ends in {path.suffix or 'nothing'}; give a name in .gpkg or .geojson."
        raise RequestError(msg)
    try:
        if path.suffix == ".gpkg":
            write_geopackage(tables, path)
        else:
            text = json.dumps(as_feature_collection(tables), ensure_ascii=False, allow_nan=False)
            path.write_text(text, "utf-8", "backslashreplace")
    except OSError as error:
        msg = f"The line could not be written to {path} ({error.strerror or error}); choose another folder."
        raise RequestError(msg) from error


class _Scene:
    """One frame with the claims behind it, as records of each layer."""

    def __init__(
        self,
        frame: dict[str, Any],
        claims: dict[str, ControlClaim],
        rows: dict[str, dict[str, Any]],
        articles: dict[str, dict[str, Any]],
        theatre: Theatre,
        parties: list[str],
        day: date,
    ) -> None:
        self._frame, self._claims, self._rows, self._articles = frame, claims, rows, articles
        self._theatre, self._parties, self._day = theatre, parties, day

    def areas(self) -> list[dict[str, Any]]:
        later = (self._day - EPOCH).days - self._frame["day"]
        return [
            {
                "id": area["id"],
                "holder": None if area["party"] is None else self._parties[area["party"]],
                "probability": None if area["party"] is None else area["probability"],
                "age_days": None if area["age_days"] is None else area["age_days"] + later,
                "note": area["note"],
                **self._evidence(area["evidence"]),
                "geometry": shape(area["geometry"]),
            }
            for area in self._frame["areas"]
        ]

    def lines(self) -> list[dict[str, Any]]:
        return [
            {
                "id": line["id"],
                "between": " | ".join(self._parties[party] for party in line["between"]),
                "style": line["style"],
                "band_km": line["band_km"],
                **self._evidence([each["key"] for each in line["evidence"]]),
                "geometry": shape(line["geometry"]),
            }
            for line in self._frame["lines"]
        ]

    def bands(self) -> list[dict[str, Any]]:
        return [
            {"id": line["id"], "probability": BAND_PROBABILITY, "geometry": shape(line["band"])}
            for line in self._frame["lines"]
            if line["band"]
        ]

    def claims(self) -> list[dict[str, Any]]:
        keys = {key: place for place in self._frame["places"] for key in place["evidence"]}
        return [self._claim(self._claims[key], place) for key, place in keys.items() if key in self._claims]

    def _claim(self, claim: ControlClaim, place: dict[str, Any]) -> dict[str, Any]:
        article = self._articles.get(self._rows.get(claim.key, {}).get("article"), {})
        newest = claim.latest or claim.reported or claim.earliest
        weight, reason = weigh(claim)
        return {
            "key": claim.key,
            "place": claim.place,
            "state": place["state"],
            "kind": claim.kind,
            "holder": self._party(claim.holder),
            "previous": self._party(claim.previous),
            "earliest": _iso(claim.earliest),
            "latest": _iso(claim.latest),
            "reported": _iso(claim.reported),
            "age_days": None if newest is None else (self._day - newest).days,
            "source": claim.source or article.get("title") or article.get("id"),
            "article": article.get("title") or article.get("id"),
            "quote": self._quote(claim.key, article),
            "weight": round(weight, 3),
            "reason": "; ".join([reason, *_reasons(place)]),
            "geometry": shapely.Point(claim.lon, claim.lat),
        }

    def _party(self, index: int | None) -> str | None:
        if index is None:
            return None
        return self._parties[index] if index >= 0 else "someone else"

    def _quote(self, key: str, article: dict[str, Any]) -> str:
        if key in self._rows:
            row = self._rows[key]
            return article["text"][row["start"] : row["end"]]
        fact = self._theatre.record[int(key.removeprefix("fact/"))]
        said = f"{fact['settlement']}: {fact['from'] + ' to ' if fact['from'] else ''}{fact['to']} ({fact['kind']})"
        return f"{said}. {fact['note']}".strip()

    def _evidence(self, keys: Iterable[str]) -> dict[str, str]:
        known = [key for key in keys if key in self._claims]
        sources = dict.fromkeys(self._claims[key].source for key in known if self._claims[key].source)
        return {"sources": " | ".join(sources), "evidence": " ".join(known)}


def _reasons(place: dict[str, Any]) -> list[str]:
    return [place["reason"]] if "contradict" in (place.get("reason") or "") else []


def _frame(
    control: dict[str, Any],
    claims: dict[str, ControlClaim],
    theatre: Theatre,
    day: date,
    line: str,
    known_on: date | None,
) -> dict[str, Any]:
    """Return the frame on screen, or a fresh one for a day of knowledge that none was drawn for."""
    mode = line + KNOWN if known_on == day and line + KNOWN in control["modes"] else line
    frames = control["modes"][mode]["frames"]
    if known_on is not None and mode == line:
        outline = outline_of(theatre)
        assert outline is not None  # a theatre with parties has ground
        ground = ground_of(outline)
        parties = len(party_ids_of(theatre))
        frames = control_frames(list(claims.values()), ground, parties, days=[day], known_on=known_on)["frames"]
    held = [frame for frame in frames if frame["day"] <= (day - EPOCH).days]
    if held and held[-1]["places"]:
        return held[-1]
    first = min((frame["day"] for frame in frames if frame["places"]), default=None)
    when = f"the first claim is of {_iso(EPOCH + timedelta(days=first))}" if first is not None else "no claim says who"
    msg = f"Nobody is known to hold anything on {day.isoformat()}: {when}; choose a later day or another line."
    raise RequestError(msg)


def _layer(name: str, records: list[dict[str, Any]], dated: dict[str, Any]) -> gpd.GeoDataFrame:
    columns = [*COLUMNS[name], *DATED, "geometry"]
    frame = pd.DataFrame.from_records([record | dated for record in records], columns=columns)
    if "age_days" in frame:
        frame["age_days"] = frame["age_days"].astype("Int64")
    return gpd.GeoDataFrame(frame, geometry="geometry", crs=CRS)


def _name(theatre: Theatre, party_id: str) -> str:
    return next(actor["name"] for actor in theatre.actors if actor["id"] == party_id)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    return table.astype(object).where(table.notna(), None).to_dict("records")
