"""The statistics as Vega-Altair charts, in the colours of the map."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dashboard.language import say
from dashboard.palette import EVENT_GROUPS, INK, NEUTRAL, PARTY_SLOTS, Hue

PICK = "pick"
"""Name of the selection in every chart."""
OPACITIES = (1.0, 0.45, 0.2)
"""Of what is of known day, spread over an interval, and "on or before"."""
FADED = 0.4
ROW_PX = 26
LABEL_PX = 230
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


def time_chart(
    rows: pd.DataFrame, unit: str, colours: dict[str, str], *, certainties: list[str], counted: str, dark: bool
) -> alt.Chart:
    """Return stacked bars over time; `rows` has start, end, from, to, when, group and certainty as shown, rank, count."""
    groups = [name for name in colours if name in set(rows["group"])]
    return (
        alt.Chart(rows, height=360)
        .mark_bar(orient="vertical", cursor="pointer", binSpacing=1)
        .encode(
            x=alt.X("start:T", title=None, axis=_time_axis(unit)),
            x2="end:T",
            y=alt.Y("count:Q", title=counted, stack=True, axis=alt.Axis(tickMinStep=1, tickCount=5)),
            color=alt.Color(
                "group:N",
                scale=alt.Scale(domain=groups, range=[colours[name] for name in groups]),
                legend=alt.Legend(title=None, orient="top", symbolType="square", labelLimit=LABEL_PX),
            ),
            opacity=alt.Opacity(
                "certainty:N",
                scale=alt.Scale(domain=certainties, range=list(OPACITIES)),
                legend=alt.Legend(
                    title=None,
                    orient="bottom",
                    symbolType="square",
                    labelLimit=0,
                    symbolFillColor=shade(INK, dark=dark),
                ),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("when:N", title=say("When")),
                alt.Tooltip("group:N", title=say("Kind")),
                alt.Tooltip("certainty:N", title=say("Day")),
                alt.Tooltip("count:Q", title=counted, format=".3~r"),
            ],
        )
        .add_params(alt.selection_point(name=PICK, fields=["from", "to"], on="click"))
    )


def bar_chart(rows: pd.DataFrame, *, counted: str, link: bool) -> alt.Chart:
    """Return one bar an entry; `rows` has id, label, colour, certainty (as shown), known, count and chosen."""
    order = list(dict.fromkeys(rows["label"]))
    colours = rows.drop_duplicates("label").set_index("label")["colour"]
    strength = [_strength(*pair) for pair in zip(rows["known"], rows["chosen"], strict=True)]
    chart = (
        alt.Chart(rows.assign(strength=strength), height=alt.Step(ROW_PX))
        .mark_bar(height=alt.RelativeBandSize(0.72), cursor="pointer" if link else "default")
        .encode(
            x=alt.X("count:Q", title=counted, stack=True, axis=alt.Axis(tickMinStep=1, tickCount=4)),
            y=alt.Y(
                "label:N",
                sort=order,
                title=None,
                axis=alt.Axis(labelLimit=LABEL_PX, labelOverlap=False, ticks=False, domain=False),
            ),
            color=alt.Color("label:N", scale=alt.Scale(domain=order, range=colours[order].tolist()), legend=None),
            opacity=alt.Opacity("strength:Q", scale=None, legend=None),
            order=alt.Order("known:O", sort="descending"),
            tooltip=[
                alt.Tooltip("label:N", title=say("Entry")),
                alt.Tooltip("certainty:N", title=say("Day")),
                alt.Tooltip("count:Q", title=counted),
            ],
        )
    )
    return chart.add_params(alt.selection_point(name=PICK, fields=["id"], on="click")) if link else chart


def _time_axis(unit: str) -> alt.Axis:
    return alt.Axis(format=AXIS_FORMATS[unit], labelOverlap=True, grid=False, tickCount=8)


def plain_colour(*, dark: bool) -> str:
    """Return the colour of bars that stand for no party and no group."""
    return shade(NEUTRAL if not dark else INK, dark=dark)


def _strength(known: bool, chosen: bool) -> float:
    return (1.0 if known else OPACITIES[1]) * (1.0 if chosen else FADED)
