"""The time map as one HTML file that needs no server."""

from __future__ import annotations

import base64
import dataclasses
import gzip
import html
import json
from pathlib import Path
from typing import Any

import xstatic.pkg.leaflet

from dashboard.timemap.plugin import TimeMap, bare_map, bundle

LEAFLET = Path(xstatic.pkg.leaflet.BASE_DIR)


@dataclasses.dataclass(frozen=True, slots=True)
class SavedContent:
    """All that a saved map holds.

    Parameters
    ----------
    payload
        ``payload.tmap``, not compressed.
    control
        ``control.json``.
    evidence
        Evidence cards by their keys, such as ``event/0123456789abcdef``.
    basemap
        Basemap packs by name, each compressed with gzip.
    """

    payload: bytes
    control: dict[str, Any]
    evidence: dict[str, dict[str, Any]]
    basemap: dict[str, bytes]


def saved_page(title: str, content: SavedContent, *, bounds: tuple[float, float, float, float]) -> str:
    """Return the page.

    Parameters
    ----------
    title
        Title of the page, plain text.
    bounds
        (left, bottom, right, top) in degrees, WGS84: the first view.

    Notes
    -----
    folium renders the frame alone. What comes from articles is put in afterwards, as JSON in an inert script
    element: folium runs text as a template, so it must never see any.
    """
    figure = bare_map(bounds)
    figure.default_js = figure.default_css = []
    TimeMap({"standalone": True, "bounds": list(bounds)}, served=False).add_to(figure)
    page = figure.get_root().render()
    head = f"<title>{html.escape(title)}</title>\n{_styles()}\n{_data(content)}\n{_scripts()}\n</head>"
    return page.replace("</head>", head, 1)


def _styles() -> str:
    leaflet = (LEAFLET / "leaflet.css").read_text("utf-8")
    return f"<style>{leaflet}\n{bundle().style.decode()}</style>"


def _scripts() -> str:
    leaflet = (LEAFLET / "leaflet.js").read_text("utf-8")
    return f"<script>{leaflet}\n{bundle().script.decode()}</script>"


def _data(content: SavedContent) -> str:
    saved = {
        "payload": _base64(gzip.compress(content.payload, mtime=0)),
        "control": content.control,
        "evidence": content.evidence,
        "basemap": {name: _base64(pack) for name, pack in content.basemap.items()},
    }
    text = json.dumps(saved, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # The only way out of a script element is its end tag.
    return f'<script type="application/json" id="tm-saved">{text.replace("<", chr(92) + "u003c")}</script>'


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
