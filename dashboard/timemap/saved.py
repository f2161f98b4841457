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

# The browser itself keeps the file from asking anybody for anything, whatever stands in it.
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; worker-src blob:"
)

FIXED_SCALE = ", maximum-scale=1.0, user-scalable=no"
"""folium forbids enlarging the page on a phone; whoever needs it larger shall be able to."""


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
        Evidence cards by their keys, such as ``event/0123456789abcdef``, in English.
    basemap
        Basemap packs by name, each compressed with gzip.
    texts
        Full texts of the articles by id, ``None`` where the file holds excerpts only.
    sentences
        With the texts: code points at which the sentences of each article start and end, one pair after the other.
    stories
        Stories that are told about the dataset (docs/stories.md).
    said
        What the cards say in the other languages (``dashboard.cardwords``).
    """

    payload: bytes
    control: dict[str, Any]
    evidence: dict[str, dict[str, Any]]
    basemap: dict[str, bytes]
    texts: dict[str, str] | None = None
    sentences: dict[str, list[int]] | None = None
    stories: tuple[dict[str, Any], ...] = ()
    said: dict[str, dict[str, dict[str, str]]] = dataclasses.field(default_factory=dict)


def saved_page(
    title: str,
    content: SavedContent,
    *,
    bounds: tuple[float, float, float, float],
    view: str = "",
    language: str = "en",
) -> str:
    """Return the page.

    Parameters
    ----------
    title
        Title of the page, plain text.
    bounds
        (left, bottom, right, top) in degrees, WGS84: the first view.
    view
        The view it opens with: a query as in a link (docs/timemap.md), empty for the first view.
    language
        Language of the interface, as in the plugin's tables of words.

    Notes
    -----
    folium renders the frame alone. What comes from articles is put in afterwards, as JSON in an inert script
    element: folium runs text as a template, so it must never see any.
    """
    figure = bare_map(bounds)
    figure.default_js = figure.default_css = []
    settings = {"standalone": True, "bounds": list(bounds), "language": language}
    TimeMap(settings, served=False).add_to(figure)
    page = figure.get_root().render().replace(FIXED_SCALE, "", 1)
    page = page.replace("<html>", f'<html lang="{html.escape(language)}">', 1)
    page = page.replace("<head>", f"<head>\n{_policy()}\n{view_tag(view)}", 1)
    head = f"<title>{html.escape(title)}</title>\n{_styles()}\n{_data(content)}\n{_scripts()}\n</head>"
    return page.replace("</head>", head, 1)


def view_tag(view: str) -> str:
    """Return the element that holds the view to open with; share.js puts the view of the moment in its place."""
    return f'<meta name="tm-view" content="{html.escape(view)}">'


def _policy() -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="no-referrer">'


def _styles() -> str:
    leaflet = (LEAFLET / "leaflet.css").read_text("utf-8")
    return f"<style>{leaflet}\n{bundle().style.decode()}</style>"


def _scripts() -> str:
    leaflet = (LEAFLET / "leaflet.js").read_text("utf-8")
    return f"<script>{leaflet}\n{bundle().script.decode()}</script>"


def _data(content: SavedContent) -> str:
    saved = {
        "payload": _base64(gzip.compress(content.payload, mtime=0)),
        "control": _packed(content.control),
        "evidence": _packed({**_without_repetition(content.evidence), "said": content.said}),
        "texts": None if content.texts is None else _packed(content.texts),
        "sentences": None if content.sentences is None else _packed(content.sentences),
        "stories": list(content.stories),
        "basemap": {name: _base64(pack) for name, pack in content.basemap.items()},
    }
    text = json.dumps(saved, separators=(",", ":"))
    # The only way out of a script element is its end tag.
    return f'<script type="application/json" id="tm-saved">{text.replace("<", chr(92) + "u003c")}</script>'


def _without_repetition(evidence: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return ``{articles, cards}``: each article described once, its cards naming it by number."""
    numbers: dict[str, int] = {}
    cards = {}
    for key, card in evidence.items():
        article = json.dumps(card.get("article"))
        cards[key] = {**card, "article": numbers.setdefault(article, len(numbers))}
    return {"articles": [json.loads(article) for article in numbers], "cards": cards}


def _packed(value: Any) -> str:
    """Return JSON values compressed, as ASCII: an article's text may hold code points that UTF-8 cannot."""
    return _base64(gzip.compress(json.dumps(value, separators=(",", ":"), allow_nan=False).encode("ascii"), mtime=0))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
