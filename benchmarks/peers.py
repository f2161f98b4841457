"""What folium itself offers for points in time, on the same events as the time map."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence

import folium
from folium.plugins import MarkerCluster, TimestampedGeoJson
from playwright.sync_api import BrowserContext, Route

from benchmarks.crowd import BOUNDS, DAYS, WINDOW_DAYS, Crowd, features_of
from benchmarks.ourpage import leaflet_file
from benchmarks.packages import PeerScripts
from tests.browser.conftest import leaves_host

FIRST_INDEX = 60
"""The first step of a window shows this day, counted from the crowd's first."""
LATE_INDEX = 240
"""The first step of all up to a date; by then most events are on the map."""


def timestamped_page(crowd: Crowd, *, cumulative: bool = False) -> tuple[str, str, str]:
    """Return a TimestampedGeoJson page: HTML, what is true when it is ready, and its step.

    Parameters
    ----------
    cumulative
        Keep what has been shown, as folium does unless told otherwise; else show the window.
    """
    figure = _map()
    duration = None if cumulative else f"P{WINDOW_DAYS}D"
    TimestampedGeoJson(features_of(crowd), auto_play=False, period="P1D", duration=duration).add_to(figure)
    first = LATE_INDEX if cumulative else FIRST_INDEX
    name = figure.get_name()
    time_dimension = f"{name}.timeDimension"
    ready = (
        f"() => typeof {name} !== 'undefined' && {time_dimension}"
        f" && {time_dimension}.getAvailableTimes().length >= {DAYS - 1}"
        " && document.querySelector('path.leaflet-interactive')"
    )
    step = f"() => {{ window.benchStep = (i) => {time_dimension}.setCurrentTimeIndex({first} + i); }}"
    return figure.get_root().render(), ready, step


def cluster_page(crowd: Crowd) -> tuple[str, str, str]:
    """Return a MarkerCluster page whose step takes all markers off and puts those of the window back."""
    figure = _map()
    cluster = MarkerCluster().add_to(figure)
    page = figure.get_root().render()
    points = json.dumps(_points(crowd), separators=(",", ":"))
    page = page.replace("</body>", f'<script type="application/json" id="points">{points}</script></body>')
    ready = f"() => typeof {cluster.get_name()} !== 'undefined'"
    return page, ready, CLUSTER_STEP.replace("CLUSTER", cluster.get_name()).replace("WINDOW", str(WINDOW_DAYS))


CLUSTER_STEP = """() => {
  const points = JSON.parse(document.getElementById("points").textContent);
  const first = Math.min(...points.map((point) => point[2]));
  const markers = points.map(([lat, lon, day, popup]) => [L.marker([lat, lon]).bindPopup(popup), day]);
  window.benchStep = (i) => {
    const last = first + 60 + i;
    CLUSTER.clearLayers();
    CLUSTER.addLayers(markers.filter(([, day]) => day > last - WINDOW && day <= last).map(([marker]) => marker));
  };
  window.benchStep(0);
}"""


def serve_scripts(context: BrowserContext, scripts: PeerScripts) -> None:
    """Answer what a page asks of CDNs from the installed packages; nothing leaves the machine."""

    def answer(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[-1]
        if name in {"leaflet.js", "leaflet.css"}:
            body, media_type = leaflet_file(name)
            return route.fulfill(body=body, content_type=media_type)
        path = scripts.find(route.request.url)
        return route.fulfill(path=path) if path else route.fulfill(body="", content_type=_media_type(name))

    context.route(leaves_host, answer)


def timestamped_bytes(crowd: Crowd) -> tuple[int, float]:
    """Return the bytes of a TimestampedGeoJson page and the processor seconds that folium takes to write it."""
    began = time.process_time()
    page, _, _ = timestamped_page(crowd)
    return len(page.encode()), time.process_time() - began


def _map() -> folium.Map:
    left, bottom, right, top = BOUNDS
    return folium.Map(location=((bottom + top) / 2, (left + right) / 2), zoom_start=5, tiles=None, maxZoom=18)


def _points(crowd: Crowd) -> Sequence[Sequence[object]]:
    popups = (feature["properties"]["popup"] for feature in features_of(crowd)["features"])
    return [
        [round(float(lat), 5), round(float(lon), 5), int(day), popup]
        for lat, lon, day, popup in zip(crowd.lat, crowd.lon, crowd.earliest, popups, strict=True)
    ]


def _media_type(name: str) -> str:
    return "text/css" if ".css" in name else "text/javascript"
