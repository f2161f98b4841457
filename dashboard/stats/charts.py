"""The statistics as Vega-Lite charts, in the colours of the map.

Altair would write the same with more checks, for 30 MB and a fifth of a second of processor time a visit.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from dashboard.language import ENGLISH, RIGHT_TO_LEFT, say, session_language
from dashboard.palette import EVENT_GROUPS, INK, NEUTRAL, PARTY_SLOTS, Hue

PICK = "pick"
"""Name of the selection in every chart."""
OPACITIES = (1.0, 0.45, 0.2)
"""Of what is of known day, spread over an interval, and "on or before"."""
FADED = 0.4
ROW_PX = 26
LABEL_PX = 230
NARROW_PX = 560
"""A chart that is no wider has its legend in columns: of one row it would show the beginning alone."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
AXIS_FORMATS = {"day": "%d %b", "week": "%d %b %Y", "month": "%b %Y", "year": "%Y"}


def shade(hue: Hue, *, dark: bool) -> str:
    """Return a colour for the theme of the moment."""
    return hue.dark if dark else hue.light


def group_colours(*, dark: bool) -> dict[str, str]:
    """Return the colour of each group of event types."""
    return {name: shade(group.hue, dark=dark) for name, group in EVENT_GROUPS.items()}


def party_colours(header: dict[str, Any], *, dark: bool) -> list[str]:
    """Return the colour of each party; the last is that of whoever is none."""
    slots = [PARTY_SLOTS.get(party["colour"], NEUTRAL) for party in header["parties"]]
    return [shade(hue, dark=dark) for hue in [*slots, NEUTRAL]]


class Chart(NamedTuple):
    """A chart as `st.vega_lite_chart` takes it."""

    rows: pd.DataFrame
    spec: dict[str, Any]


def time_chart(
    rows: pd.DataFrame, unit: str, colours: dict[str, str], *, certainties: list[str], counted: str, dark: bool
) -> Chart:
    """Return stacked bars over time; `rows` has start, end, from, to, when, group and certainty as shown, rank, count."""
    groups = [name for name in colours if name in set(rows["group"])]
    square = {"title": None, "symbolType": "square"}
    spec = {
        "height": 440,
        "mark": {"type": "bar", "orient": "vertical", "cursor": "pointer", "binSpacing": 1},
        "encoding": {
            "x": _field("start", "temporal", title=None, axis=_time_axis(unit), scale={"reverse": _is_mirrored()}),
            "x2": {"field": "end"},
            "y": _field(
                "count",
                "quantitative",
                title=counted,
                stack=True,
                axis={"tickMinStep": 1, "tickCount": 5, "orient": _start()},
            ),
            "color": _field(
                "group",
                "nominal",
                scale={"domain": groups, "range": [colours[name] for name in groups]},
                legend={**square, "orient": "top", "labelLimit": LABEL_PX, "columns": _columns(2, 7)},
            ),
            "opacity": _field(
                "certainty",
                "nominal",
                scale={"domain": certainties, "range": list(OPACITIES)},
                legend={
                    **square,
                    "orient": "bottom",
                    "labelLimit": 0,
                    "columns": _columns(1, 3),
                    "symbolFillColor": shade(INK, dark=dark),
                },
            ),
            "order": _field("rank", "quantitative"),
            "tooltip": [
                _field("when", "nominal", title=say("When")),
                _field("group", "nominal", title=say("Kind")),
                _field("certainty", "nominal", title=say("Day")),
                _field("count", "quantitative", title=counted, format=".3~r"),
            ],
        },
        "params": [_pick("from", "to")],
        "config": _locale(),
    }
    return Chart(rows, spec)


def bar_chart(rows: pd.DataFrame, *, counted: str, link: bool) -> Chart:
    """Return one bar an entry; `rows` has id, label, colour, certainty (as shown), known, count and chosen."""
    order = list(dict.fromkeys(rows["label"]))
    colours = rows.drop_duplicates("label").set_index("label")["colour"]
    strength = [_strength(*pair) for pair in zip(rows["known"], rows["chosen"], strict=True)]
    spec = {
        "height": {"step": ROW_PX},
        "mark": {"type": "bar", "height": {"band": 0.72}, "cursor": "pointer" if link else "default"},
        "encoding": {
            "x": _field(
                "count",
                "quantitative",
                title=counted,
                stack=True,
                axis={"tickMinStep": 1, "tickCount": 4},
                scale={"reverse": _is_mirrored()},
            ),
            "y": _field(
                "label",
                "nominal",
                sort=order,
                title=None,
                axis={
                    "labelLimit": LABEL_PX,
                    "labelOverlap": False,
                    "ticks": False,
                    "domain": False,
                    "orient": _start(),
                },
            ),
            "color": _field("label", "nominal", scale={"domain": order, "range": colours[order].tolist()}, legend=None),
            "opacity": _field("strength", "quantitative", scale=None, legend=None),
            "order": _field("known", "ordinal", sort="descending"),
            "tooltip": [
                _field("label", "nominal", title=say("Entry")),
                _field("certainty", "nominal", title=say("Day")),
                _field("count", "quantitative", title=counted),
            ],
        },
        **({"params": [_pick("id")]} if link else {}),
    }
    return Chart(rows.assign(strength=strength), spec)


def _is_mirrored() -> bool:
    """Whether charts run from right to left, as time does on the map in this language."""
    return session_language() in RIGHT_TO_LEFT


def _start() -> str:
    return "right" if _is_mirrored() else "left"


def _columns(narrow: int, wide: int) -> dict[str, str]:
    return {"expr": f"width <= {NARROW_PX} ? {narrow} : {wide}"}


def _locale() -> dict[str, Any]:
    """Return the names of the months in the session's language, as d3-time-format takes them."""
    months = [say(month) for month in MONTHS]
    days = [""] * 7  # no format here names a day of the week
    short = [month[:3] for month in months] if session_language() == ENGLISH else months
    formats = {"dateTime": "%c", "date": "%d %B %Y", "time": "%H:%M", "periods": ["AM", "PM"]}
    return {
        "locale": {"time": {**formats, "days": days, "shortDays": days, "months": months, "shortMonths": short}},
    }


def _field(name: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"field": name, "type": kind, **more}


def _pick(*fields: str) -> dict[str, Any]:
    return {"name": PICK, "select": {"type": "point", "fields": list(fields), "on": "click"}}


def _time_axis(unit: str) -> dict[str, Any]:
    return {"format": AXIS_FORMATS[unit], "labelOverlap": True, "grid": False, "tickCount": 8}


def plain_colour(*, dark: bool) -> str:
    """Return the colour of bars that stand for no party and no group."""
    return shade(NEUTRAL if not dark else INK, dark=dark)


def _strength(known: bool, chosen: bool) -> float:
    return (1.0 if known else OPACITIES[1]) * (1.0 if chosen else FADED)
