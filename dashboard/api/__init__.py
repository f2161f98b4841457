"""The read-only API under ``/api`` (docs/api.md); one file a resource."""

from __future__ import annotations

import functools
import json

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.api import articles, claims, control, corpora, events, evidence, mentions, places
from dashboard.api.openapi import document
from dashboard.api.page import page
from dashboard.api.resource import ROOT, SHARED, Resource, tag_of, unchanged
from dashboard.respond import missing

RESOURCES: tuple[Resource, ...] = (
    corpora.RESOURCE,
    articles.RESOURCE,
    places.RESOURCE,
    mentions.RESOURCE,
    events.RESOURCE,
    claims.RESOURCE,
    control.RESOURCE,
    evidence.RESOURCE,
)


def api_routes() -> list[Route]:
    """Return the routes of the API."""
    return [
        Route(ROOT, _page, methods=["GET"]),
        Route(f"{ROOT}/openapi.json", _described, methods=["GET"]),
        corpora.corpora_route(),
        *(resource.route() for resource in RESOURCES if resource is not corpora.RESOURCE),
        # Without this an address that is not there would be answered with the app's page.
        Route(ROOT + "/{path:path}", _nothing, methods=["GET"]),
    ]


@functools.cache
def _document() -> str:
    return json.dumps(document(RESOURCES), separators=(",", ":"))


@functools.cache
def _html() -> str:
    return page(RESOURCES)


def _described(request: Request) -> Response:
    return _fixed(request, Response(_document(), media_type="application/json"), _document())


def _page(request: Request) -> Response:
    return _fixed(request, HTMLResponse(_html()), _html())


def _fixed(request: Request, response: Response, content: str) -> Response:
    tag = tag_of(content)
    response.headers.update({"ETag": tag, "Cache-Control": SHARED})
    return unchanged(request, tag, public=True) or response


def _nothing(request: Request) -> Response:
    if not request.path_params["path"]:
        return RedirectResponse("../api")
    known = ", ".join(ROOT + resource.path for resource in RESOURCES)
    return missing(f"There is no such address in the API; there are: {known}.")
