"""The screen on which a person decides what the reading left in doubt."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import basemap
from dashboard.language import say, session_language
from dashboard.timemap import bundle

_STATIC = Path(__file__).parent / "static"
SCRIPTS = ("../../elements.js", "parts.js", "ground.js", "forms.js", "review.js")
"""Joined in this order: a component has one script."""

_component = st.components.v2.component(
    "corpus_review",
    html='<div class="review"></div>',
    css=(_STATIC / "review.css").read_text("utf-8"),
    js="\n".join((_STATIC / name).read_text("utf-8") for name in SCRIPTS),
)

WORDS = {
    "left": "{n} left to look at",
    "filters": "Filter",
    "all": "All",
    "kind": "Kind",
    "article": "Article",
    "unseen": "Only what was not skipped",
    "toponyms": "Place",
    "events": "Event",
    "claims": "Control",
    "loading": "Looking for what is in doubt …",
    "record": "What was read",
    "asked": "Nothing is in doubt here; correct it if it is wrong.",
    "candidates": "Places that these words may mean",
    "no_candidates": "No place of the gazetteer bears this name: search for one, or put it on the map.",
    "chosen": "as read",
    "near": "{km} km from {name}, the nearest other place of the article",
    "actions": "Decide",
    "accept": "Accept",
    "save": "Save",
    "use": "Use this",
    "reject": "Reject",
    "skip": "Skip",
    "undo": "Undo",
    "cancel": "Cancel",
    "search": "Search a place",
    "search_label": "Name of the place, in any script",
    "point": "Put a point",
    "line": "Draw a line",
    "area": "Draw an area",
    "place_name": "Name",
    "coordinate": "Latitude, longitude in degrees, or click on the map",
    "coordinates": "Latitude, longitude in degrees (or click on the map); points apart by a semicolon",
    "radius": "How far around it, in km",
    "points_wrong": "These are no coordinates: give latitude, longitude, such as 31.2089, 16.5887.",
    "point_how": "Give one point.",
    "line_how": "Give two points or more.",
    "area_how": "Give three points or more.",
    "date": "Date",
    "date_label": "A day, month or year; or: between 2020-07-01 and 2020-07-05, since 2020-07, until 2020; or: none",
    "date_wrong": "This is no date: give 2020-07-20, 2020-07, 2020, two of them, or none.",
    "undated": "no date",
    "since": "on or after {day}",
    "until": "on or before {day}",
    "between": "{first} to {last}",
    "actor": "Actor",
    "actor_label": "Actors of this corpus, and states",
    "role": "Role",
    "nobody": "Nobody",
    "type": "Type",
    "type_label": "What happened",
    "modality": "Said how",
    "modality_label": "How it is said",
    "note": "Note",
    "note_label": "Why you decide so, for the history",
    "same": "Apply to all {n} same cases",
    "which": "Which ones",
    "saving": "Saving …",
    "saved": "Saved in {ms} ms.",
    "undone": "Undone.",
    "undrawn": "Corrections not yet drawn: {n}",
    "drawn": "All corrections are drawn.",
    "draw": "Draw now",
    "building": "Being drawn …",
    "again": "Try again",
    "failed": "The server did not answer; nothing was changed. Try again.",
    "empty_title": "Nothing left to look at",
    "empty": "Everything doubtful was decided.",
    "empty_skipped": "Everything doubtful was decided or skipped; the filter shows what was skipped.",
}
"""Words of the screen; what stands in braces is put in by the browser."""


def show(key: str, at: str) -> None:
    """Show the queue of a corpus of the library; `at` is a record to begin with, empty for the first of the queue."""
    data = {
        "corpus": key,
        "at": at,
        "language": session_language(),
        "words": {name: say(text) for name, text in WORDS.items()},
        "addresses": {
            "routes": f"app/review/{key}",
            "leaflet": "app/vendor/leaflet/leaflet.js",
            "leafletStyle": "app/vendor/leaflet/leaflet.css",
            "timemap": f"app/static/{bundle().digest}/timemap.js",
            "basemap": f"app/{basemap.address()}",
        },
    }
    _component(data=data, key=f"review-{key}-{at}")
