"""Front lines drawn on demand: without one source, and as files to take away."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.dataset import Corpus
from dashboard.evidence import article_label
from dashboard.respond import NOT_ON_SCREEN, asked_corpus, compressed, gzipped, missing, refused
from dashboard.sources import Source, claims_without, sources_of
from geodata.errors import GeodataError

if TYPE_CHECKING:  # drawing takes 100 MB along (SciPy, GDAL): not before somebody asks for a line of their own
    from geodata.control import ControlClaim
    from geodata.frontline import Ground

MOST_WAITING = 8
"""More requests at a time than these are sent away rather than piled up."""

WAIT_SECONDS = 60
MOST_SAVED_SOURCES = 12
"""A saved map holds the line without each source up to so many; each adds about the size of control.json."""

MEDIA_TYPES = {"geojson": "application/geo+json", "gpkg": "application/geopackage+sqlite3"}
DOWNLOADS = frozenset(MEDIA_TYPES)


def control_routes() -> list[Route]:
    """Return the routes of this module."""
    return [
        Route("/app/data/{digest}/sources.json", _sources),
        Route("/app/data/{digest}/without/{source}/{mode}.json", _without),
        Route("/app/data/{digest}/frontline.{form}", _download),
    ]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """All that a front line of a corpus is drawn from.

    Parameters
    ----------
    modes
        Claims by mode of control.json.
    sources
        The sources of each claim, by its key.
    """

    ground: Ground | None
    parties: int
    modes: dict[str, list[ControlClaim]]
    sources: dict[str, tuple[Source, ...]]


@functools.lru_cache(maxsize=4)
def basis_of(corpus: Corpus) -> Basis:
    """Return what the front lines of a corpus are drawn from; without parties or an outline, nothing."""
    from geodata.control import claims_from_record, claims_from_rows
    from geodata.frontline import ground_of
    from geodata.frontline.frames import outline_of, party_ids_of

    theatre = corpus.theatre
    outline, party_ids = outline_of(theatre), party_ids_of(theatre)
    if theatre is None or outline is None or len(party_ids) < 2:
        return Basis(None, 0, {}, {})
    tables = corpus.dataset.tables
    articles = {row["id"]: row for row in _plain(tables["articles"])}
    rows = _plain(tables["claims"])
    said = claims_from_rows(rows, articles.values(), theatre, party_ids)
    record = claims_from_record(theatre, party_ids)
    labels = {f"claim/{row['id']}": article_label(articles[row["article"]]) for row in rows}
    sources = {c.key: sources_of(c, theatre, labels.get(c.key, "")) for c in (*said, *record)}
    modes = {"articles": said, "record": [*record, *said] if record else []}
    return Basis(ground_of(outline), len(party_ids), modes, sources)


def source_list(corpus: Corpus) -> dict[str, Any]:
    """Return ``{"sources": [{"id", "name"}], "claims": {KEY: [index of a source]}}``."""
    sources: dict[str, int] = {}
    names: list[dict[str, str]] = []
    claims = {}
    for key, found in basis_of(corpus).sources.items():
        for source in found:
            if source.id not in sources:
                sources[source.id] = len(names)
                names.append({"id": source.id, "name": source.name})
        claims[key] = [sources[source.id] for source in found]
    return {"sources": names, "claims": claims}


def mode_without(corpus: Corpus, source: str, mode: str, day: date | None = None) -> dict[str, Any] | None:
    """Return the frames of a mode of control.json without one source, ``None`` for an unknown source or mode.

    Parameters
    ----------
    day
        Only the frame that holds on this day: it is there before all are drawn.
    """
    from geodata.frontline.frames import EPOCH, KNOWN, control_frames

    basis = basis_of(corpus)
    line = mode.removesuffix(KNOWN)
    if basis.ground is None or line not in basis.modes:
        return None
    claims = basis.modes[line]
    if not any(each.id == source for claim in claims for each in basis.sources[claim.key]):
        return None
    left = claims_without(claims, source, basis.sources)
    whole = corpus.dataset.control["modes"].get(mode)
    if whole is None:
        return None
    days = [EPOCH + timedelta(days=f["day"]) for f in whole["frames"]]
    if day is not None:
        days = [each for each in days if each <= day][-1:]
    return control_frames(left, basis.ground, basis.parties, days=days, as_known=mode.endswith(KNOWN))


def saved_control(corpus: Corpus) -> dict[str, Any]:
    """Return control.json for a saved map: with the line without each source, where these are few."""
    control = corpus.dataset.control
    listed = source_list(corpus)
    if not 0 < len(listed["sources"]) <= MOST_SAVED_SOURCES:
        return control
    without = {
        mode: {each["id"]: found for each in listed["sources"] if (found := mode_without(corpus, each["id"], mode))}
        for mode in control["modes"]
    }
    return {**control, "sources": listed, "without": without}


class BusyError(GeodataError):
    """More is asked for at a time than can be drawn."""


class _Turn:
    """One drawing at a time, and a bounded queue before it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)

    @contextlib.contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for one's turn; raise `BusyError` rather than wait for long."""
        if not self._waiting.acquire(blocking=False):
            raise BusyError(_BUSY)
        try:
            if not self._lock.acquire(timeout=WAIT_SECONDS):
                raise BusyError(_BUSY)
            try:
                yield
            finally:
                self._lock.release()
        finally:
            self._waiting.release()


_BUSY = "The app is drawing other front lines; try again in a moment."


@functools.lru_cache(maxsize=4)
def _turn(corpus: Corpus) -> _Turn:
    del corpus  # one turn for each
    return _Turn()


@functools.lru_cache(maxsize=4)
def _packed_sources(corpus: Corpus) -> bytes:
    return compressed(_json(source_list(corpus)))


@functools.lru_cache(maxsize=32)
def _packed_without(corpus: Corpus, source: str, mode: str) -> bytes | None:
    found = mode_without(corpus, source, mode)
    return None if found is None else compressed(_json(found))


def _sources(request: Request) -> Response:
    corpus = asked_corpus(request)
    if corpus is None:
        return missing(NOT_ON_SCREEN)
    return gzipped(request, _packed_sources(corpus), "application/json")


def _without(request: Request) -> Response:
    corpus = asked_corpus(request)
    if corpus is None:
        return missing(NOT_ON_SCREEN)
    source, mode = request.path_params["source"], request.path_params["mode"]
    given = request.query_params.get("day")
    day = _day(given)
    if given is not None and day is None:
        return refused(400, _bad_day(given))
    try:
        with _turn(corpus).taken():
            if day is None:
                packed = _packed_without(corpus, source, mode)
            else:
                found = mode_without(corpus, source, mode, day)
                packed = None if found is None else compressed(_json(found))
    except BusyError as error:
        return refused(503, str(error))
    if packed is None:
        return missing("No claim drawn here rests on that source; choose one of those listed with the evidence.")
    return gzipped(request, packed, "application/json")


def _download(request: Request) -> Response:
    corpus = asked_corpus(request)
    form = request.path_params["form"]
    if corpus is None or form not in DOWNLOADS:
        return missing(NOT_ON_SCREEN if corpus is None else "Front lines come as .geojson or .gpkg.")
    asked = request.query_params
    given, known = asked.get("date", ""), asked.get("known")
    day, known_on = _day(given), _day(known)
    if day is None or (known is not None and known_on is None):
        return refused(400, _bad_day(given if day is None else known or ""))
    line = asked.get("line", "articles")
    try:
        with _turn(corpus).taken():
            content = _exported(corpus, form, line, day, known_on, asked.get("without"))
    except BusyError as error:
        return refused(503, str(error))
    except GeodataError as error:
        return refused(400, str(error))
    if content is None:
        return missing("No claim drawn here rests on that source; choose one of those listed with the evidence.")
    name = quote(f"frontline-{line}-{day.isoformat()}.{form}")
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)


def exported(corpus: Corpus, form: str, line: str, day: date, known_on: date | None = None) -> bytes:
    """Return the line of a day as a file, ``geojson`` or ``gpkg``, drawn when it is its turn.

    Raises
    ------
    GeodataError
        When nothing is to be drawn on that day, or (`BusyError`) too much is drawn already.
    """
    with _turn(corpus).taken():
        content = _exported(corpus, form, line, day, known_on, None)
    assert content is not None  # only a line without a source may be missing
    return content


def _exported(
    corpus: Corpus, form: str, line: str, day: date, known_on: date | None, without: str | None
) -> bytes | None:
    from geodata.frontline.export import as_feature_collection, as_geopackage, front_tables
    from geodata.frontline.frames import KNOWN

    frame = None
    if without is not None:
        mode = line + (KNOWN if known_on else "")
        found = mode_without(corpus, without, mode, day)
        if found is None:
            return None
        frame = next(iter(found["frames"]), None)
    tables = front_tables(
        corpus.dataset.tables, corpus.dataset.control, corpus.theatre, day, line=line, known_on=known_on, frame=frame
    )
    return _json(as_feature_collection(tables)) if form == "geojson" else as_geopackage(tables)


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), allow_nan=False).encode()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _bad_day(given: str) -> str:
    return f"{given[:40]!r} is not a date; give a day such as 2020-06-05."


def _plain(table: Any) -> list[dict[str, Any]]:
    return table.astype(object).where(table.notna(), None).to_dict("records")
