"""Corrections replayed over the rows that were read: the reading stays, the layer above it changes."""

from __future__ import annotations

import collections
import dataclasses
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd
import shapely

from geodata.correction import Correction, Target, in_order, subject
from geodata.gazetteer import Gazetteer
from geodata.place import place_id_of

Row = dict[str, Any]

SPANS = {
    "toponyms": ("start", "end"),
    "events": ("trigger_start", "trigger_end"),
    "claims": ("trigger_start", "trigger_end"),
}
POINT_KM = 1.0
"""A hand-set point without a radius is a place of this half-width."""

COARSE_KM = 25.0
"""From this half-width on a hand-set place is ground rather than a point (UCDP where_prec 2)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the corrections.

    Parameters
    ----------
    applied
        Ids of those that hold.
    replaced
        Ids of those that a later one of the same subject replaced.
    unmatched
        Ids and reasons of those whose words are not there any more: reported, never forced.
    """

    applied: tuple[str, ...]
    replaced: tuple[str, ...]
    unmatched: tuple[tuple[str, str], ...]


def replay(rows: dict[str, list[Row]], corrections: Iterable[Correction], gazetteer: Gazetteer) -> Outcome:
    """Change `rows` as the corrections say.

    Parameters
    ----------
    rows
        The rows of all articles as read, before places are numbered; changed in place.
    corrections
        In any order: they are replayed in the order in which they were made.
    gazetteer
        Where a chosen feature's name, kind and point come from.
    """
    plan = Plan(rows, corrections, gazetteer)
    plan.apply(rows)
    return plan.outcome()


class Plan:
    """Corrections with the rows they speak of, to be replayed over a corpus part by part.

    Parameters
    ----------
    spoken_of
        The rows, as read, of at least all articles that the corrections speak of; see `articles_spoken_of`.
    """

    def __init__(
        self, spoken_of: dict[str, list[Row]], corrections: Iterable[Correction], gazetteer: Gazetteer
    ) -> None:
        self._gazetteer = gazetteer
        self._ordered = in_order({one.id: one for one in corrections}.values())
        last = {subject(one): one.id for one in self._ordered}
        self._holding = [one for one in self._ordered if last[subject(one)] == one.id]
        self._reasons: dict[int, str] = {}
        self._by_row: dict[tuple[str, str, int], list[int]] = collections.defaultdict(list)
        self._by_case: dict[tuple[str, str, str], list[int]] = collections.defaultdict(list)
        layer = _Layer(spoken_of, gazetteer)
        for number, one in enumerate(self._holding):
            found, reason = layer.found(one.target)
            if reason:
                self._reasons[number] = reason
            elif one.scope == "same":
                self._by_case[layer.case(found[0])].append(number)
            else:
                for row in found:
                    self._by_row[layer.address(row)].append(number)

    def apply(self, rows: dict[str, list[Row]]) -> None:
        """Change the rows of some articles, in place; each article as a whole in one part."""
        layer = _Layer(rows, self._gazetteer)
        meant: dict[int, list[Row]] = collections.defaultdict(list)
        for row in layer.read():
            for number in (*self._by_row.get(layer.address(row), ()), *self._by_case.get(layer.case(row), ())):
                meant[number].append(row)
        for number in sorted(meant):
            for row in meant[number]:
                reason = layer.change(row, self._holding[number])
                if reason:
                    self._reasons[number] = reason
        layer.finish()

    def outcome(self) -> Outcome:
        """Return what became of the corrections, once every part is replayed."""
        holding = {one.id for one in self._holding}
        return Outcome(
            applied=tuple(one.id for number, one in enumerate(self._holding) if number not in self._reasons),
            replaced=tuple(one.id for one in self._ordered if one.id not in holding),
            unmatched=tuple((self._holding[number].id, reason) for number, reason in sorted(self._reasons.items())),
        )


def articles_spoken_of(corrections: Iterable[Correction]) -> set[str]:
    """Return the digests of the articles whose rows a `Plan` has to see first."""
    return {one.target.article for one in corrections}


def was(table: str, row: Row) -> str:
    """Return what a row says it was read as: with its words, that makes two records the same case."""
    if table == "toponyms":
        return place_id_of(row) or ""
    return row["type"] if table == "events" else f"{row['kind']}|{row['place'] or ''}"


def case_column(table: str, frame: pd.DataFrame) -> Iterator[str | None]:
    """Yield what each row of a table of a dataset says it was read as, as `was` does."""
    names = {"toponyms": ["feature_id", "shape"], "events": ["type"], "claims": ["kind", "place"]}[table]
    columns = (frame[name].to_numpy(object) for name in names)
    for values in zip(*columns, strict=True):
        yield was(
            table, {name: value if isinstance(value, str) else None for name, value in zip(names, values, strict=True)}
        )


class _Layer:
    """The rows under way, found by the words they were read from."""

    def __init__(self, rows: dict[str, list[Row]], gazetteer: Gazetteer) -> None:
        self._rows = rows
        self._gazetteer = gazetteer
        self._texts = {article["id"]: article["text"] for article in rows["articles"]}
        self._articles: dict[str, list[str]] = collections.defaultdict(list)
        for article in rows["articles"]:
            self._articles[article["sha256"]].append(article["id"])
        self._toponyms: dict[str, list[Row]] = {article["id"]: [] for article in rows["articles"]}
        for toponym in rows["toponyms"]:
            self._toponyms[toponym["article"]].append(toponym)
        # What was read is looked up as it was read, however often it has been corrected since.
        self._read: dict[int, tuple[Row, tuple[str, str, str], tuple[str, str, int]]] = {}
        self._at: dict[tuple, list[Row]] = collections.defaultdict(list)
        for table, (start, end) in SPANS.items():
            counts: collections.Counter[str] = collections.Counter()
            for row in rows[table]:
                article = row["article"]
                case = (table, self._texts[article][row[start] : row[end]], was(table, row))
                self._read[id(row)] = row, case, (table, article, counts[article])
                self._at[table, article, row[start], row[end]].append(row)
                counts[article] += 1
        self._claims: dict[str, list[Row]] = collections.defaultdict(list)
        for claim in rows["claims"]:
            self._claims[claim["article"]].append(claim)
        self._dropped: set[int] = set()

    def read(self) -> list[Row]:
        """Return all rows that can be corrected."""
        return [row for row, _, _ in self._read.values()]

    def case(self, row: Row) -> tuple[str, str, str]:
        """Return table, words and what was read: rows of one case are read alike."""
        return self._read[id(row)][1]

    def address(self, row: Row) -> tuple[str, str, int]:
        """Return table, article and the row's number among those of its article."""
        return self._read[id(row)][2]

    def finish(self) -> None:
        """Put the tables together again: toponyms by article, events and claims without those rejected."""
        self._rows["toponyms"] = [row for article in self._rows["articles"] for row in self._toponyms[article["id"]]]
        for table in ("events", "claims"):
            self._rows[table] = [row for row in self._rows[table] if id(row) not in self._dropped]

    def found(self, target: Target) -> tuple[list[Row], str | None]:
        """Return the rows a correction speaks of, or why there are none."""
        articles = self._articles.get(target.article, [])
        if not articles:
            return [], "Its article is not in the corpus any more."
        if self._texts[articles[0]][target.start : target.end] != target.words:
            return [], "Its words do not stand at that place of the article."
        span = (target.start, target.end)
        read = [row for article in articles for row in self._at.get((target.table, article, *span), ())]
        exact = [row for row in read if self.case(row)[2] == target.was]
        # Read otherwise by now: that is still the record meant, unless there are several to choose from.
        found = exact or (read if len(read) <= len(articles) else [])
        return found, None if found else "Nothing is read from these words any more."

    def change(self, row: Row, correction: Correction) -> str | None:
        """Change a row as a correction says; return why not, ``None`` when it could."""
        table, kind, value = correction.target.table, correction.kind, correction.value
        if kind == "reject":
            self._reject(table, row)
        elif kind == "place":
            return self._place(table, row, value, _reason(correction))
        elif kind == "date":
            row.update(_dated(value, _reason(correction)))
        elif kind == "actor":
            _set_actor(table, row, value)
        elif kind in ("type", "modality"):
            row[kind] = value[kind]
        row["score"] = 1.0
        return None

    def _reject(self, table: str, row: Row) -> None:
        if table != "toponyms":
            self._dropped.add(id(row))
            return
        row.update(NOWHERE)
        self._move_claims(row)

    def _place(self, table: str, row: Row, value: dict[str, Any], reason: str) -> str | None:
        try:
            place = self._referent(value) | {"reason": reason}
        except KeyError:
            return f"The gazetteer has no feature {value['feature_id']!r} any more."
        toponym = row if table == "toponyms" else self._toponym_of(table, row)
        toponym.update(place, score=1.0)
        if toponym["role"] not in ("place", "descriptor"):
            toponym["role"] = "place"
        self._move_claims(toponym)
        return None

    def _referent(self, value: dict[str, Any]) -> Row:
        if "feature_id" not in value:
            return _drawn(value)
        feature = self._gazetteer.feature(self._gazetteer.row_of(value["feature_id"]))
        fields = ("name", "kind", "lat", "lon", "geonames_id", "radius_km", "where_prec", "country")
        return {"feature_id": feature.id, "shape": None, **{field: getattr(feature, field) for field in fields}}

    def _toponym_of(self, table: str, row: Row) -> Row:
        """Return the toponym where an event or claim stands, one of its own when it names none."""
        toponyms = self._toponyms[row["article"]]
        if table == "claims" and row["toponym"] is not None:
            return toponyms[row["toponym"]]
        named = json.loads(row["places"] or "[]") if table == "events" else []
        if len(named) == 1:
            return toponyms[named[0][0]]
        toponyms.append(self._unnamed(row))
        if table == "claims":
            row["toponym"] = len(toponyms) - 1
        else:
            row["places"] = json.dumps([[len(toponyms) - 1, "at"]], separators=(",", ":"))
        return toponyms[-1]

    def _unnamed(self, row: Row) -> Row:
        """Return a toponym that stands at the trigger: the text says what happened, a person says where."""
        start, end = row["trigger_start"], row["trigger_end"]
        return {
            **dict.fromkeys(TOPONYM_FIELDS),
            **{field: row[field] for field in ("article", *DATE_FIELDS)},
            "start": start,
            "end": end,
            "sentence_start": row["start"],
            "sentence_end": row["end"],
            "part": "body",
            "text": self._texts[row["article"]][start:end],
            "role": "descriptor",
            "alternatives": "[]",
        }

    def _move_claims(self, toponym: Row) -> None:
        """Keep the claims on a toponym where it stands."""
        number = next(i for i, row in enumerate(self._toponyms[toponym["article"]]) if row is toponym)
        for claim in self._claims[toponym["article"]]:
            if claim["toponym"] == number:
                claim.update({field: toponym[field] for field in ("lat", "lon", "where_prec")})
                claim["place"] = toponym["name"] or claim["place"]


NOWHERE: Row = {
    **dict.fromkeys(("feature_id", "shape", "lat", "lon", "geonames_id", "country")),
    "where_prec": 7,
    "reason": "Not a place, as a reviewer decided.",
}
"""A toponym that turned out to be none: it stays in the text and on no map."""

DATE_FIELDS = ("earliest", "latest", "precision", "anchor", "date_reason")
TOPONYM_FIELDS = (
    *("article", "start", "end", "sentence_start", "sentence_end", "part", "text", "role", "feature_id", "name"),
    *("kind", "lat", "lon", "country", "geonames_id", "score", "reason", "radius_km", "where_prec", "shape"),
    *("alternatives", *DATE_FIELDS),
)


def _drawn(value: dict[str, Any]) -> Row:
    """Return the referent of a place that a person put on the map."""
    geometry = value.get("geometry")
    if geometry:
        middle = shapely.from_geojson(json.dumps(geometry)).representative_point()
        lat, lon = round(middle.y, 5), round(middle.x, 5)
    else:
        lat, lon = value["lat"], value["lon"]
    radius_km = value.get("radius_km", POINT_KM)
    return {
        "feature_id": None,
        "shape": json.dumps(["drawn", value["name"], lat, lon, geometry], ensure_ascii=False, separators=(",", ":")),
        "name": value["name"],
        "kind": "place",
        "lat": lat,
        "lon": lon,
        "geonames_id": None,
        "radius_km": radius_km,
        "where_prec": 2 if geometry or radius_km >= COARSE_KM else 1,
        "country": None,
    }


def _dated(value: dict[str, Any], reason: str) -> Row:
    earliest, latest = value.get("earliest") or None, value.get("latest") or None
    precision = "undated" if not earliest and not latest else "day" if earliest == latest else "vague"
    return {"earliest": earliest, "latest": latest, "precision": precision, "anchor": "none", "date_reason": reason}


def _set_actor(table: str, row: Row, value: dict[str, Any]) -> None:
    role, actor, name = value["role"], value["actor_id"], value["name"]
    if table == "claims":
        row[f"{role}_id"], row[role] = actor, name
        return
    others = [one for one in json.loads(row["actors"] or "[]") if one["role"] != role]
    chosen = [{"role": role, "id": actor, "name": name, "party": value.get("party")}] if actor else []
    row["actors"] = json.dumps([*chosen, *others], ensure_ascii=False, separators=(",", ":"))


def _reason(correction: Correction) -> str:
    return f"A reviewer set this on {correction.made_at[:10]}."
