"""HTTP routes beside the app: marks, front lines, evidence, and the files of the map."""

from __future__ import annotations

import contextlib
import functools
import inspect
import mimetypes
from collections.abc import Callable
from pathlib import Path

import xstatic.pkg.leaflet
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import basemap, exporting, saving, search, story
from dashboard.api import api_routes
from dashboard.control import control_routes
from dashboard.dataset import Corpus, begin
from dashboard.evidence import evidence_card
from dashboard.health import health_routes
from dashboard.language import known
from dashboard.marks import marks_of
from dashboard.payload import encode_tables
from dashboard.respond import IMMUTABLE, NOT_ON_SCREEN, asked_corpus, compressed, gzipped, kept_private, missing
from dashboard.reviewing.routes import review_routes
from dashboard.tileroutes import tile_routes
from dashboard.timemap import bundle
from geodata.errors import GeodataError

LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)


def app_routes() -> list[Route]:
    """Return the routes for `st.App`."""
    return [_with_privacy(route) for route in _routes()]


def _routes() -> list[Route]:
    return [
        Route("/app/data/{digest}/payload.tmap", _payload),
        Route("/app/data/{digest}/control.json", _control),
        *control_routes(),
        Route("/app/data/{digest}/evidence/{kind}/{key:path}", _evidence),
        Route("/app/data/{digest}/search", search.serve),
        Route("/app/data/{digest}/stories", story.serve),
        Route("/app/data/{digest}/map.html", saving.serve),
        Route("/app/data/{digest}/export/{format}", exporting.serve),
        Route("/app/static/{digest}/timemap.js", _script),
        Route("/app/static/{digest}/timemap.css", _style),
        Route("/app/vendor/leaflet/{path:path}", _leaflet),
        Route("/app/basemap/{digest}/{name}", _basemap),
        *review_routes(),
        *tile_routes(),
        *api_routes(),
        *health_routes(),
    ]


def _with_privacy(route: Route) -> Route:
    """Return a route that keeps to itself what comes from a private corpus (`respond.kept_private`)."""
    if "{digest}" not in route.path or inspect.iscoroutinefunction(route.endpoint):
        return route

    def answer(request: Request) -> Response:
        return kept_private(route.endpoint(request), request)

    return Route(route.path, answer, methods=route.methods, name=route.name)


def warm_up() -> None:
    """Load what the first visitor would otherwise wait for, or begin to read it; the pages say how far that is."""
    with contextlib.suppress(GeodataError):
        begin(_packed_payload)


def _payload(request: Request) -> Response:
    return _of_corpus(request, _packed_payload, "application/octet-stream")


def _control(request: Request) -> Response:
    return _of_corpus(request, _packed_control, "application/json")


def _evidence(request: Request) -> Response:
    corpus, language = asked_corpus(request), known(request.query_params.get("lang"))
    card = corpus and evidence_card(corpus, request.path_params["kind"], request.path_params["key"], language)
    if card is None:
        return missing("There is no such evidence in this dataset; reload the page to see its present state.")
    return JSONResponse(card, headers={"Cache-Control": IMMUTABLE})


def _script(request: Request) -> Response:
    return _asset(request, bundle().script, "text/javascript")


def _style(request: Request) -> Response:
    return _asset(request, bundle().style, "text/css")


def _leaflet(request: Request) -> Response:
    return _file(request, LEAFLET, request.path_params["path"])


def _basemap(request: Request) -> Response:
    pack = basemap.pack(request.path_params["name"])
    if pack is None:
        return missing("There is no such part of the basemap.")
    return gzipped(request, pack.content, pack.media_type)


def _of_corpus(request: Request, packed: Callable[[Corpus], bytes], media_type: str) -> Response:
    corpus = asked_corpus(request)
    if corpus is None:
        return missing(NOT_ON_SCREEN)
    return gzipped(request, packed(corpus), media_type)


@functools.lru_cache(maxsize=4)
def _packed_payload(corpus: Corpus) -> bytes:
    return compressed(encode_tables(marks_of(corpus)))


def _packed_control(corpus: Corpus) -> bytes:
    return corpus.dataset.packed_control


def _asset(request: Request, content: bytes, media_type: str) -> Response:
    return gzipped(request, compressed(content), media_type)


def _file(request: Request, folder: Path, name: str) -> Response:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        return missing("There is no such file.")
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if media_type.startswith("image/"):
        return Response(path.read_bytes(), media_type=media_type, headers={"Cache-Control": IMMUTABLE})
    return gzipped(request, compressed(path.read_bytes()), media_type)
