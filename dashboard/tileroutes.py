"""Routes of the backgrounds: what there is to choose from, and the tiles of the user's own files."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.localtiles import backgrounds, find_tile
from dashboard.respond import IMMUTABLE, missing
from dashboard.settings import settings_from_environment
from dashboard.tilearchive import is_gzip, unpacked

NO_CONTENT = 204


def tile_routes() -> list[Route]:
    """Return the routes."""
    return [
        Route("/app/tiles/index.json", _backgrounds),
        Route("/app/tiles/{digest}/{z:int}/{x:int}/{y:int}", _tile),
    ]


def _backgrounds(request: Request) -> Response:
    del request
    settings = settings_from_environment()
    offered = backgrounds(settings.tiles, online=settings.online_tiles)
    return JSONResponse(offered, headers={"Cache-Control": "no-store"})


def _tile(request: Request) -> Response:
    z, x, y = (request.path_params[axis] for axis in "zxy")
    found = find_tile(settings_from_environment().tiles, request.path_params["digest"], (z, x, y))
    if found is None:
        return missing("This file of tiles is not there any more; reload the page.")
    tile, media_type = found
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if not tile:
        return Response(status_code=NO_CONTENT, headers=headers)
    if is_gzip(tile) and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(tile, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(unpacked(tile), media_type=media_type, headers=headers)
