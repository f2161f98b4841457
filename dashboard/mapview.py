"""The time map inside the app."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from dashboard import basemap, review
from dashboard.dataset import Corpus, current_corpus
from dashboard.language import say, session_language
from dashboard.timemap import served_map
from geodata.errors import GeodataError

# No theme option takes away the padding beside the page, and a map owns its page.
FULL_WIDTH = """<style>
.stMainBlockContainer { padding-left: 0; padding-right: 0; overflow: hidden; }
.stMainBlockContainer iframe { display: block; width: 100%; }
</style>"""

FALLBACK_HEIGHT_PX = 720
"""Until the map has measured the window; it then fills it."""

WORLD = (-170.0, -55.0, 175.0, 75.0)


def show() -> None:
    """Show the time map of the current corpus, or say in words why there is none."""
    try:
        corpus = current_corpus()
    except GeodataError as error:
        st.header(say("No map yet"))
        st.text(str(error))
        return
    st.html(FULL_WIDTH)
    st_folium(
        served_map(
            corpus.dataset.digest,
            basemap=basemap.address(),
            bounds=_bounds(corpus),
            language=session_language(),
            review=review.address(corpus.key),
        ),
        key="timemap",
        height=FALLBACK_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
    )


def _bounds(corpus: Corpus) -> tuple[float, float, float, float]:
    return corpus.theatre.bbox if corpus.theatre else WORLD
