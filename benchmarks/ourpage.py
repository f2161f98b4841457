"""The time map on a page of its own, with an invented conflict on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from xstatic.pkg import leaflet

from benchmarks.crowd import BOUNDS, Crowd, payload_of
from benchmarks.site import Content, Find, compressed
from dashboard import basemap
from dashboard.timemap import bundle

ROUTES = {
    "payload": "/app/payload.tmap",
    "control": "/app/control.json",
    "evidence": "/app/evidence",
    "basemap": "/app/basemap",
}
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>TITLE</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/app/leaflet.css"><link rel="stylesheet" href="/app/timemap.css"></head>
<body><div id="map"></div><script src="/app/leaflet.js"></script><script src="/app/timemap.js"></script>
<script>var map = L.map("map", VIEW);
TimeMap.start(Object.assign({map}, SETTINGS));</script></body></html>"""

NO_CONTROL = {"parties": [], "modes": {"articles": {"frames": []}, "record": {"frames": []}}}


def page_html(title: str, bounds: Sequence[float], zoom: int, **routes: str) -> str:
    """Return a page with the time map on it, its script and data under ``/app``; the tests of the plugin use it too.

    Parameters
    ----------
    bounds
        The first view: left, bottom, right, top in degrees.
    zoom
        Of the map before the data have come.
    routes
        Addresses beside `ROUTES`, such as the one of the search.
    """
    left, bottom, right, top = bounds
    settings = {"base": "/app", "urls": {**ROUTES, **routes}, "bounds": list(bounds), "standalone": False}
    view = {"center": [(bottom + top) / 2, (left + right) / 2], "zoom": zoom}
    page = PAGE.replace("TITLE", title).replace("VIEW", json.dumps(view))
    return page.replace("SETTINGS", json.dumps(settings))


def page_of(crowd: Crowd) -> Find:
    """Return the addresses of a page with this crowd on it."""
    files = {
        "/": compressed(page_html("Time map", BOUNDS, 5), "text/html"),
        "/app/payload.tmap": compressed(payload_of(crowd), "application/octet-stream"),
        "/app/control.json": compressed(json.dumps(NO_CONTROL), "application/json"),
        "/app/timemap.js": compressed(bundle().script, "text/javascript"),
        "/app/timemap.css": compressed(bundle().style, "text/css"),
        **{f"/app/{name}": compressed(*leaflet_file(name)) for name in ("leaflet.js", "leaflet.css")},
    }
    return lambda path: files.get(path) or _basemap(PurePosixPath(path))


def leaflet_file(name: str) -> tuple[bytes, str]:
    """Return a file of Leaflet's package and its media type."""
    media_type = "text/javascript" if name.endswith(".js") else "text/css"
    return (Path(leaflet.BASE_DIR) / name).read_bytes(), media_type


def _basemap(path: PurePosixPath) -> Content | None:
    pack = basemap.pack(path.name) if path.parent == PurePosixPath("/app/basemap") else None
    return Content(pack.content, pack.media_type) if pack else None
