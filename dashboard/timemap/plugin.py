"""The folium plugin: one script and one style sheet, the same in the app and in a saved file."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from pathlib import Path
from typing import Any

import folium
from folium.elements import JSCSSMixin
from folium.template import Template

from dashboard.language import names_for_browser
from dashboard.palette import palette_json

STATIC = Path(__file__).parent / "static"

SCRIPTS = (
    "words.en.js",
    "words.ar.js",
    "strings.js",
    "writer.js",
    "dom.js",
    "symbols.js",
    "dataset.js",
    "store.js",
    "calendar.js",
    "link.js",
    "frames.js",
    "clock.js",
    "narrowing.js",
    "intervals.js",
    "overlaps.js",
    "spread.js",
    "criteria.js",
    "index.js",
    "basemap-packs.js",
    "basemap-tiles.js",
    "basemap-names.js",
    "basemap.js",
    "canvas.js",
    "tiles-mvt.js",
    "tiles-schema.js",
    "tiles-store.js",
    "tiles-vector.js",
    "tiles.js",
    "pen.js",
    "hits.js",
    "repair.js",
    "colours.js",
    "sprite.js",
    "lettering.js",
    "cluster.js",
    "outlines.js",
    "ground.js",
    "sites.js",
    "circles.js",
    "rings.js",
    "facts.js",
    "stacks.js",
    "marks.js",
    "names.js",
    "describe.js",
    "tooltip.js",
    "layers.js",
    "comparison.js",
    "overlay.js",
    "swipe.js",
    "histogram.js",
    "changes.js",
    "trackkeys.js",
    "timetrack.js",
    "playback.js",
    "datefield.js",
    "timeline.js",
    "holding.js",
    "selection.js",
    "card.js",
    "uncover.js",
    "notices.js",
    "emptydays.js",
    "without.js",
    "withoutlist.js",
    "sheet.js",
    "drawer.js",
    "legend.js",
    "panels.js",
    "facet.js",
    "filters.js",
    "linechoice.js",
    "layerspanel.js",
    "comparepanel.js",
    "listrows.js",
    "list.js",
    "verify-hash.js",
    "verify.js",
    "picture-legend.js",
    "picture-words.js",
    "picture.js",
    "share.js",
    "language.js",
    "searchterms.js",
    "searchnames.js",
    "searchsaved.js",
    "searchtext.js",
    "search.js",
    "searchfield.js",
    "searchchip.js",
    "searchpanel.js",
    "access.js",
    "storyfile.js",
    "storyplayer.js",
    "storysteps.js",
    "stories.js",
    "shell.js",
    "source.js",
    "theme.js",
    "frame.js",
    "main.js",
)
"""Classic scripts in the order in which they are joined; one that does not exist is left out."""

STYLES = (
    "map.css",
    "controls.css",
    "timeline.css",
    "panel.css",
    "filters.css",
    "legend.css",
    "list.css",
    "drawer.css",
    "sheet.css",
    "card.css",
    "direction.css",
    "clock.css",
    "share.css",
    "tiles.css",
    "notices.css",
    "sources.css",
    "compare.css",
    "swipe.css",
    "search.css",
    "access.css",
    "story.css",
)
"""What is shared comes first: tokens and resets, then buttons and fields; each part has a sheet of its own."""

# Where the app's routes are seen from st_folium's frame, /component/streamlit_folium.st_folium/index.html:
# relative, so that a base path of the server needs no setting here.
FRAME_BASE = "../../app"

LEAFLET_JS = "vendor/leaflet/leaflet.js"
LEAFLET_CSS = "vendor/leaflet/leaflet.css"


@dataclasses.dataclass(frozen=True, slots=True)
class Bundle:
    """The plugin's script and style sheet; `digest` changes whenever either does."""

    script: bytes
    style: bytes
    digest: str


@functools.cache
def bundle() -> Bundle:
    """Join the plugin's files, the palette and the names in other languages first."""
    palette = f"window.TimeMap = window.TimeMap || {{}};\nwindow.TimeMap.palette = {palette_json()};\n"
    names = f"window.TimeMap.names = {json.dumps(names_for_browser(), ensure_ascii=False, separators=(',', ':'))};\n"
    script = (palette + names + _joined(SCRIPTS)).encode()
    style = _joined(STYLES).encode()
    return Bundle(script, style, hashlib.sha256(script + b"\0" + style).hexdigest()[:16])


class TimeMap(JSCSSMixin):
    """Everything on the map, started on a `folium.Map`.

    The script it adds depends on `settings` alone, so that st_folium keeps the map as long as
    the dataset is the same. Settings are addresses and switches; article text never goes in here,
    since folium runs text as a template.

    Parameters
    ----------
    settings
        What ``TimeMap.start`` in ``main.js`` takes besides the map.
    base
        Address of the app's routes as seen from the page.
    served
        Whether script and style come from the app; a saved page holds them itself.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "TimeMap.start(Object.assign({map: {{ this._parent.get_name() }}}, {{ this.settings|tojson }}));"
        "{% endmacro %}"
    )

    def __init__(self, settings: dict[str, Any], *, base: str = FRAME_BASE, served: bool = True) -> None:
        super().__init__()
        self._name = "TimeMap"
        self.settings = settings
        address = f"{base}/static/{bundle().digest}/timemap"
        self.default_js = [("timemap", f"{address}.js")] if served else []
        self.default_css = [("timemap", f"{address}.css")] if served else []


def served_map(
    digest: str, *, basemap: str, bounds: tuple[float, float, float, float], language: str = "en", review: str = ""
) -> folium.Map:
    """Return the map of one dataset for ``st_folium``.

    Parameters
    ----------
    digest
        The dataset's digest.
    basemap
        Address of the basemap packs under the app's routes, such as ``basemap/0123456789abcdef``.
    bounds
        (left, bottom, right, top) in degrees, WGS84: the first view.
    language
        Language of the interface, as in the plugin's tables of words.
    review
        Address of the page where evidence is corrected, with its query; empty where nobody may.
    """
    figure = bare_map(bounds)
    figure.default_js = [("leaflet", f"{FRAME_BASE}/{LEAFLET_JS}")]
    figure.default_css = [("leaflet_css", f"{FRAME_BASE}/{LEAFLET_CSS}")]
    data = f"{FRAME_BASE}/data/{digest}"
    TimeMap(
        {
            "base": FRAME_BASE,
            "urls": {
                "payload": f"{data}/payload.tmap",
                "control": f"{data}/control.json",
                "evidence": f"{data}/evidence",
                "search": f"{data}/search",
                "stories": f"{data}/stories",
                "page": f"{data}/map.html",
                "basemap": f"{FRAME_BASE}/{basemap}",
            },
            "bounds": list(bounds),
            "language": language,
            "review": review,
            "standalone": False,
        }
    ).add_to(figure)
    return figure


def bare_map(bounds: tuple[float, float, float, float]) -> folium.Map:
    """Return a folium map that asks no third party for anything."""
    left, bottom, right, top = bounds
    return folium.Map(
        location=((bottom + top) / 2, (left + right) / 2),
        zoom_start=5,
        tiles=None,
        zoom_control="bottomright",
        min_zoom=2,
        max_zoom=13,
        world_copy_jump=False,
        attribution_control=True,
    )


def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(path.read_text("utf-8") for path in (STATIC / name for name in names) if path.exists())
