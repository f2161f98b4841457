"""Tests of the map's colours."""

import itertools
import json
import re

import pytest

from dashboard.palette import (
    ACCENT,
    EVENT_GROUPS,
    INK,
    NEUTRAL,
    PAPER,
    PARTY_SLOTS,
    SYMBOLS,
    Hue,
    palette_json,
    slot_for,
)
from dashboard.timemap import STATIC

GROUND = Hue("#f6f4ef", "#1e262d")
"""Land of the basemap."""


def _linear(colour: str) -> tuple[float, float, float]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("group", EVENT_GROUPS)
def test_event_symbols_stand_off_the_land(group: str, theme: str) -> None:
    """Graphics need a contrast of 3:1 (WCAG 2.2, 1.4.11)."""
    assert _contrast(getattr(EVENT_GROUPS[group].hue, theme), getattr(GROUND, theme)) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_names_are_readable_on_their_halo(theme: str) -> None:
    """Text needs 4.5:1 (WCAG 2.2, 1.4.3)."""
    assert _contrast(getattr(INK, theme), getattr(PAPER, theme)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_selection_is_told_from_every_party(theme: str) -> None:
    """No side has the colour of a selected mark, nor of nobody."""
    sides = {getattr(hue, theme) for hue in PARTY_SLOTS.values()}
    assert len(sides) == len(PARTY_SLOTS)
    assert not sides & {getattr(ACCENT, theme), getattr(NEUTRAL, theme)}


def test_first_two_parties_differ_without_red_or_green() -> None:
    """With either of two cones missing, the sides of most conflicts still differ in the third or in lightness."""
    first, second = (_linear(PARTY_SLOTS[slot_for(number)].light) for number in (0, 1))
    assert abs(first[2] - second[2]) > 0.25


def test_slots_are_given_in_order_and_shared_beyond_the_last() -> None:
    """A seventh party has a colour too."""
    names = list(itertools.islice(PARTY_SLOTS, 2))
    assert [slot_for(0), slot_for(1), slot_for(len(PARTY_SLOTS))] == [*names, names[0]]


def test_browser_draws_every_symbol() -> None:
    """Each symbol that an event may have is in symbols.js, and the other way round."""
    drawn = re.findall(r'^\s+"?([a-z-]+)"?:\s+"M', (STATIC / "symbols.js").read_text("utf-8"), re.MULTILINE)
    assert set(drawn) == set(SYMBOLS)
    assert {group.symbol for group in EVENT_GROUPS.values()} <= set(SYMBOLS)


def test_style_sheet_has_the_slots_of_the_palette() -> None:
    """Panels and map give a party one colour."""
    light, dark = (STATIC / "map.css").read_text("utf-8").split('.tm[data-theme="dark"]')
    for name, hue in PARTY_SLOTS.items():
        assert f"--tm-slot-{name}: {hue.light};" in light
        assert f"--tm-slot-{name}: {hue.dark};" in dark


def test_palette_reaches_the_browser_as_json() -> None:
    """The bundle begins with it."""
    palette = json.loads(palette_json())
    assert palette["slots"]["blue"]["light"] == PARTY_SLOTS["blue"].light
    assert palette["groups"]["combat"]["symbol"] == EVENT_GROUPS["combat"].symbol
