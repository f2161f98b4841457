"""What a person should look at first: what was read with doubt, by what hangs on it."""

from __future__ import annotations

import collections
import dataclasses
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape

from geodata.correction import Target
from geodata.event import EVENT_TYPES
from geodata.place import DRAWN_ROLES, UNDRAWN_PARTS
from geodata.replay import SPANS, was
from geodata.rows import stable_id
from geodata.store import Dataset

if TYPE_CHECKING:  # drawing takes 80 MB along; who only asks what a doubt is needs none of it
    from geodata.frontline.ground import Ground

Row = dict[str, Any]

LEAST_DOUBT = 0.04
"""What is surer than this is not asked about."""

REDRAWN = 10
"""Claims whose front line is drawn anew without them; the others are ranked by their weight alone."""

GUESSED_KM = 25.0
"""What a claim at full weight on a line is taken to move it by, before it was tried."""

MOST_KM = 300.0
"""A line that vanishes counts as moved by so much."""

PART = 20_000
"""Rows that are dictionaries at a time."""

CLAIM_COLUMNS = [
    "article",
    "id",
    "kind",
    "place",
    "holder_id",
    "earliest",
    "latest",
    "score",
    "toponym",
    "place_number",
]
CLAIM_COLUMNS += SPANS["claims"]
EVENT_COLUMNS = ["article", "type", "modality", "actors", "earliest", "latest", "score", "place", *SPANS["events"]]
PLACE_COLUMNS = ["article", "feature_id", "shape", "name", "score", "alternatives", *SPANS["toponyms"]]
"""What is looked at of a row: a whole one takes three times the room."""

FOUGHT = ("territory", "combat")
"""Groups of events of which a reader asks who did them."""

UNDATED, NO_HOLDER, NO_ACTOR, OUTVOTED, NOWHERE = 0.35, 0.3, 0.25, 0.7, 0.6


class Reason(NamedTuple):
    """One part of the line that says why: an English sentence with ``{names}``, and what stands for them."""

    text: str
    values: Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """A record that a person should look at.

    Parameters
    ----------
    id
        16 hex digits, the same in each dataset that reads these words this way.
    target
        What a correction of it speaks of; `number` is its row in `target.table`.
    article
        Id of the article in the dataset.
    doubt
        How likely it is wrong or wanting, in [0, 1].
    impact
        Marks on the map that hang on it, and a kilometre of front line as one mark.
    rank
        Doubt times impact; in a queue less for each record of the same case before it (`geodata.queue`).
    same
        How many records of the dataset are the same case, this one included.
    """

    id: str
    target: Target
    number: int
    article: str
    doubt: float
    impact: float
    rank: float
    same: int
    reasons: tuple[Reason, ...]


def doubts_in(dataset: Dataset) -> Iterator[Doubt]:
    """Find what is doubtful in a dataset, table by table; `geodata.queue.queue_of` puts it in order."""
    return _Doubts(dataset).all()


def target_of(table: str, row: Mapping[str, Any], article: Mapping[str, Any]) -> Target:
    """Return what a correction of a row speaks of."""
    start, end = (int(row[column]) for column in SPANS[table])
    words = article["text"][start:end]
    return Target(table, article["sha256"], start, end, words, was(table, {name: _none(row[name]) for name in row}))


def id_of(target: Target) -> str:
    """Return the id by which the queue and links name a record."""
    return stable_id(target.table, target.article, target.start, target.end, target.was)


class _Doubts:
    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._tables = dataset.tables
        about = self._tables["articles"][["id", "sha256", "text"]].to_dict("records")
        self._articles = {row["id"]: row for row in about}
        self._claims = list(_records(self._tables["claims"][CLAIM_COLUMNS]))
        self._first = _first_rows(self._tables["toponyms"]["article"])
        control = dataset.control
        self._front = _front_weights(control)
        self._outvoted = _outvoted(control)

    def all(self) -> Iterator[Doubt]:
        moved = self._redraw()
        yield from self._of_claims(moved)
        yield from self._of_places(moved)
        yield from self._of_events()

    def _of_claims(self, moved: dict[str, float]) -> Iterator[Doubt]:
        for claim in self._claims:
            doubt, reasons = self._claim_doubt(claim)
            if doubt < LEAST_DOUBT:
                continue
            front_km, said = self._front_of([claim["number"]], moved)
            yield self._doubt("claims", claim, doubt, 1 + front_km, (*said, *reasons))

    def _claim_doubt(self, claim: Row) -> tuple[float, list[Reason]]:
        parts = [(_unsure(claim["score"]), Reason("The reading itself is unsure ({percent} %).", _percent(claim)))]
        if f"claim/{claim['id']}" in self._outvoted:
            parts.append((OUTVOTED, Reason("All claims around it say otherwise.", {})))
        if claim["score"] < 1:  # a person's decision settles what follows
            parts += [(UNDATED, Reason("It has no date.", {}))] * (not claim["earliest"] and not claim["latest"])
            parts += [(NO_HOLDER, Reason("It is not clear who holds it.", {}))] * (
                not claim["holder_id"] and claim["kind"] in ("takes", "holds")
            )
            parts += [(NOWHERE, Reason("Its place was not found.", {}))] * (claim["place_number"] is None)
        return _together(parts)

    def _of_places(self, moved: dict[str, float]) -> Iterator[Doubt]:
        toponyms = self._tables["toponyms"]
        asked = toponyms["role"].isin(DRAWN_ROLES) & ~toponyms["part"].isin(UNDRAWN_PARTS)
        asked &= toponyms["score"] < 1 - LEAST_DOUBT
        hanging = self._hanging()
        for row in _records(toponyms.loc[asked, PLACE_COLUMNS]):
            events, claims = hanging.get(row["number"], (0, []))
            doubt, reasons = _place_doubt(row)
            if doubt < LEAST_DOUBT:
                continue
            front_km, said = self._front_of(claims, moved)
            impact = 1 + events + len(claims) + front_km
            if events or claims:
                count = Reason("{n} events and claims stand on it.", {"n": events + len(claims)})
                reasons = [*reasons, count]
            yield self._doubt("toponyms", row, doubt, impact, (*said, *reasons))

    def _of_events(self) -> Iterator[Doubt]:
        events = self._tables["events"]
        for event in _records(events.loc[events["score"] < 1, EVENT_COLUMNS]):
            parts = [(_unsure(event["score"]), Reason("The reading itself is unsure ({percent} %).", _percent(event)))]
            parts += [(UNDATED, Reason("It has no date.", {}))] * (not event["earliest"] and not event["latest"])
            parts += [(NO_ACTOR, Reason("It is not clear who did it.", {}))] * (
                event["actors"] is None and EVENT_TYPES[event["type"]].group in FOUGHT
            )
            doubt, reasons = _together(parts)
            if doubt >= LEAST_DOUBT:
                drawn = event["place"] is not None and event["modality"] == "asserted"
                yield self._doubt("events", event, doubt, 1.0 if drawn else 0.4, tuple(reasons))

    def _doubt(self, table: str, row: Row, doubt: float, impact: float, reasons: tuple[Reason, ...]) -> Doubt:
        target = target_of(table, row, self._articles[row["article"]])
        number = int(row["number"])
        return Doubt(id_of(target), target, number, row["article"], doubt, impact, doubt * impact, 1, reasons)

    def _hanging(self) -> dict[int, tuple[int, list[int]]]:
        """Return how many events stand on each toponym, and the numbers of the claims that do."""
        events: collections.Counter[int] = collections.Counter()
        placed = self._tables["events"].loc[self._tables["events"]["places"].notna(), ["article", "places"]]
        for article, places in placed.itertuples(index=False):
            events.update(self._first[article] + number for number, _ in json.loads(places))
        claims: dict[int, list[int]] = collections.defaultdict(list)
        for claim in self._claims:
            if claim["toponym"] is not None:
                claims[self._first[claim["article"]] + int(claim["toponym"])].append(claim["number"])
        return {number: (events[number], claims.get(number, [])) for number in {*events, *claims}}

    def _front_of(self, claims: Iterable[int], moved: dict[str, float]) -> tuple[float, tuple[Reason, ...]]:
        """Return how far the front line moves without these claims, and the sentence that says so."""
        best = 0.0
        said: tuple[Reason, ...] = ()
        for number in claims:
            claim = self._claims[number]
            key = f"claim/{claim['id']}"
            if key in moved:
                km, place = moved[key], self._place_of(claim)
                if km >= MOST_KM:
                    sentence = Reason("Without it there is no front line near {place}.", {"place": place})
                else:
                    sentence = Reason(
                        "Moves the front line near {place} by {km} km.", {"place": place, "km": round(km)}
                    )
                sentences = (sentence,) if km >= 1 else ()
            elif key in self._front:
                km, sentences = GUESSED_KM * self._front[key].weight, (Reason("The front line rests on it.", {}),)
            else:
                continue
            if km > best:
                best, said = km, sentences
        return best, said

    def _place_of(self, claim: Row) -> str:
        """Return the name of the place that a claim stands on, as the map has it."""
        if claim["place_number"] is None:
            return claim["place"] or claim["article"]
        return self._tables["places"]["name"].iloc[int(claim["place_number"])]

    def _redraw(self) -> dict[str, float]:
        """Return how far the line moves without each of the claims that seem to matter most."""
        from geodata.control import claims_from_rows
        from geodata.frontline.frames import EPOCH, outline_of, party_ids_of
        from geodata.frontline.ground import ground_of

        theatre = self._dataset.theatre
        outline = outline_of(theatre)
        if theatre is None or outline is None or not self._front:
            return {}
        doubts = self._front_doubts()
        chosen = sorted(self._front, key=lambda key: (-doubts.get(key, 0.0) * self._front[key].weight, key))
        chosen = [key for key in chosen if doubts.get(key, 0.0) >= LEAST_DOUBT][:REDRAWN]
        if not chosen:
            return {}
        parties = party_ids_of(theatre)
        reports = self._tables["articles"][["id", "report", "source", "published"]]
        claims = claims_from_rows(_records(self._tables["claims"]), _records(reports), theatre, parties)
        ground = ground_of(outline)
        moved = {}
        for key in chosen:
            rest = [claim for claim in claims if claim.key != key]
            day = EPOCH + timedelta(days=self._front[key].day)
            with_it = _lines(self._front[key].frame, ground)
            without = _lines(_frame_on(rest, ground, len(parties), day), ground)
            moved[key] = _distance_km(with_it, without)
        return moved

    def _front_doubts(self) -> dict[str, float]:
        """Return for each claim the doubt of its own reading or of its place, whichever is larger."""
        scores = self._tables["toponyms"]["score"].to_numpy()
        found = {}
        for claim in self._claims:
            own = self._claim_doubt(claim)[0]
            if claim["toponym"] is not None:
                own = max(own, 1 - float(scores[self._first[claim["article"]] + int(claim["toponym"])]))
            found[f"claim/{claim['id']}"] = own
        return found


class _OnLine(NamedTuple):
    """A claim that a drawn line rests on: how much, and the frame where it counts most."""

    weight: float
    day: int
    frame: Row


def case_of(target: Target) -> tuple[str, str, str | None]:
    """Return what two records have in common that are the same case: words, and what they were read as."""
    return target.table, target.words, target.was


def _front_weights(control: Row) -> dict[str, _OnLine]:
    found: dict[str, _OnLine] = {}
    for frame in control["modes"].get("articles", {}).get("frames", ()):
        for line in frame["lines"]:
            for one in line["evidence"]:
                if one["key"] not in found or one["weight"] > found[one["key"]].weight:
                    found[one["key"]] = _OnLine(one["weight"], frame["day"], frame)
    return found


def _outvoted(control: Row) -> set[str]:
    return {
        key
        for frame in control["modes"].get("articles", {}).get("frames", ())
        for place in frame["places"]
        if place["reason"] == "contradicted by all its neighbours"
        for key in place["evidence"]
    }


def _frame_on(claims: list[Any], ground: Ground, parties: int, day: date) -> Row:
    from geodata.frontline.frames import control_frames

    return control_frames(claims, ground, parties, days=[day])["frames"][0]


def _lines(frame: Row, ground: Ground) -> shapely.Geometry:
    lines = shapely.union_all([shape(line["geometry"]) for line in frame["lines"]])
    return shapely.transform(lines, lambda points: ground.plane.points_to_km(points[:, 0], points[:, 1]))


def _distance_km(a: shapely.Geometry, b: shapely.Geometry) -> float:
    if a.is_empty or b.is_empty:
        return 0.0 if a.is_empty and b.is_empty else MOST_KM
    return float(min(shapely.hausdorff_distance(a, b), MOST_KM - 1))


def _place_doubt(row: Row) -> tuple[float, list[Reason]]:
    if row["feature_id"] is None and row["shape"] is None:
        return _together([(NOWHERE, Reason("No place was found for these words.", {}))])
    others = json.loads(row["alternatives"] or "[]")
    second = others[0] if others else None
    unsure = _unsure(row["score"])
    if second and second["score"] >= LEAST_DOUBT:
        close = min(1.0, second["score"] / max(row["score"], 1e-9))
        values = {"first": row["name"], "second": second["name"], "kind": _kind(second), **_percent(row)}
        text = "Two places fit: {first} ({percent} %) or {second} ({kind})."
        return _together([(max(unsure, close / 2), Reason(text, values))])
    return _together(
        [(unsure, Reason("{first} fits only so well ({percent} %).", {"first": row["name"], **_percent(row)}))]
    )


def _kind(candidate: Row) -> str:
    words = candidate["kind"].replace("_", " ")
    return f"{words}, {candidate['country']}" if candidate["country"] else words


def _together(parts: Iterable[tuple[float, Reason]]) -> tuple[float, list[Reason]]:
    """Return the doubt of several independent ones, with the reasons that count, the heaviest first."""
    counted = sorted((part for part in parts if part[0] >= LEAST_DOUBT), key=lambda part: -part[0])
    sure = functools.reduce(lambda rest, part: rest * (1 - part[0]), counted, 1.0)
    return 1 - sure, [reason for _, reason in counted]


def _unsure(score: float) -> float:
    return 1 - score if 1 - score >= LEAST_DOUBT else 0.0


def _percent(row: Row) -> dict[str, int]:
    return {"percent": round(100 * row["score"])}


def _first_rows(articles: pd.Series) -> dict[str, int]:
    starts = np.flatnonzero((articles != articles.shift()).to_numpy())
    return {articles.iloc[start]: int(start) for start in starts}


def _records(frame: pd.DataFrame) -> Iterator[Row]:
    """Yield rows with their ``number`` in the table; what is missing is ``None``."""
    for first in range(0, len(frame), PART):
        part = frame.iloc[first : first + PART]
        plain = part.astype(object).where(part.notna(), None)
        for number, row in zip(part.index.tolist(), plain.to_dict("records"), strict=True):
            yield {**row, "number": number}


def _none(value: Any) -> Any:
    return None if value is None or value is pd.NA or value != value else value  # noqa: PLR0124 -- nan alone differs from itself
