"""Colours and symbols of the map, one for the light and one for the dark theme."""

from __future__ import annotations

import dataclasses
import json


@dataclasses.dataclass(frozen=True, slots=True)
class Hue:
    """One colour in both themes, as ``#rrggbb``."""

    light: str
    dark: str


@dataclasses.dataclass(frozen=True, slots=True)
class EventGroup:
    """How a group of event types is drawn: its colour, and the symbol of types that have none of their own."""

    label: str
    hue: Hue
    symbol: str


# Okabe and Ito's colours, told apart with any colour vision (jfly.uni-koeln.de/color, 2008); on dark ground
# the same hues are lighter, so that a line of them keeps a contrast of 3:1.
PARTY_SLOTS: dict[str, Hue] = {
    "blue": Hue("#0072b2", "#4ea9e6"),
    "vermillion": Hue("#d55e00", "#f5813a"),
    "green": Hue("#009e73", "#2fc79b"),
    "purple": Hue("#cc79a7", "#e09cc4"),
    "orange": Hue("#e69f00", "#f2b733"),
    "sky": Hue("#56b4e9", "#8accf3"),
}
"""Slots in the order in which a theatre's parties take them."""

INK = Hue("#24323d", "#e3eaf0")
"""Places, names and front lines."""
PAPER = Hue("#ffffff", "#141c23")
"""Halo around marks and names, so that they stand off any ground."""
ACCENT = Hue("#b8005c", "#ff7ab8")
"""Around the selected mark; no party and no event group has it."""
NEUTRAL = Hue("#5f6b76", "#9aa7b3")
"""Whoever is no party, and ground of unknown hands."""

# Darker and less saturated than the party slots: a symbol is never taken for a side.
EVENT_GROUPS: dict[str, EventGroup] = {
    "combat": EventGroup("Combat", Hue("#9b1c31", "#ff8f9d"), "burst"),
    "territory": EventGroup("Territory", Hue("#1f2933", "#eef2f5"), "flag"),
    "movement": EventGroup("Movement of forces", Hue("#5b3c88", "#bda4ec"), "arrow"),
    "politics": EventGroup("Politics and talks", Hue("#0f5f6b", "#6fd0dd"), "square"),
    "support": EventGroup("Support and supply", Hue("#7a5200", "#e5bd6a"), "plus"),
    "other": EventGroup("Other", NEUTRAL, "circle"),
}

SYMBOLS = (
    "circle", "triangle", "triangle-down", "diamond", "square", "pentagon", "hexagon", "star",
    "cross", "plus", "flag", "arrow", "chevron", "burst", "bar",
)  # fmt: skip
"""Shapes that `dashboard/timemap/static/symbols.js` can draw."""


def slot_for(index: int) -> str:
    """Return the slot of the party at `index`; parties beyond the sixth share slots."""
    return tuple(PARTY_SLOTS)[index % len(PARTY_SLOTS)]


def palette_json() -> str:
    """Return the palette for the browser: ``{slots, ink, paper, accent, neutral, groups}``."""
    return json.dumps(
        {
            "slots": {name: dataclasses.asdict(hue) for name, hue in PARTY_SLOTS.items()},
            "ink": dataclasses.asdict(INK),
            "paper": dataclasses.asdict(PAPER),
            "accent": dataclasses.asdict(ACCENT),
            "neutral": dataclasses.asdict(NEUTRAL),
            "groups": {name: dataclasses.asdict(group) for name, group in EVENT_GROUPS.items()},
        },
        separators=(",", ":"),
    )
