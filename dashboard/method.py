"""How each thing on the map is made, how well, and from whose data."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import basemap
from dashboard.language import ENGLISH, say, session_language
from dashboard.settings import PROJECT
from geodata.gazetteer import ATTRIBUTIONS

DOCS = PROJECT / "docs"
ACCURACY = DOCS / "accuracy.json"


def show() -> None:
    """Show the method, the measured accuracy and the attributions."""
    st.title(say("Method"))
    st.markdown(_method(session_language()).read_text("utf-8"))
    st.header(say("Measured accuracy"))
    _show_accuracy(ACCURACY)
    st.header(say("Data and attributions"))
    sources = basemap.attribution().full
    basemap_lines = [f"[{s.name}]({s.url}): {s.used_for}. [{s.licence}]({s.licence_url})." for s in sources]
    st.markdown("\n".join(f"- {line}" for line in [*basemap_lines, *ATTRIBUTIONS, say(RECORD)]))


def _method(language: str) -> Path:
    """Return the text of the method in a language, in English where it is not translated."""
    translated = DOCS / f"method.{language}.md"
    return translated if language != ENGLISH and translated.exists() else DOCS / "method.md"


RECORD = (
    "Reference record for Libya (who held which place, 2011-2020): dated facts compiled from news reports and "
    "reference works, each with its source; some coordinates from OpenStreetMap, © OpenStreetMap contributors, ODbL."
)


def _show_accuracy(path: Path) -> None:
    if not path.exists():
        st.text(say("Not measured in this build; `make accuracy` measures it."))
        return
    measured = json.loads(path.read_text("utf-8"))
    st.text(measured["about"])
    st.dataframe(pd.DataFrame(measured["rows"]), hide_index=True)
