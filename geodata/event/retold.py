"""Deeds that a sentence shows, rehearses, remembers or only supposes."""

from __future__ import annotations

from geodata.event.scene import Scene
from geodata.token import word_set

_REACH = 14
_BREAKS = frozenset({";", ":", "after", "when", "while", "but", "because", "since", "although", "where"})

_WORKS = word_set(
    "film films movie movies documentary documentaries novel novels book books memoir memoirs exhibition exhibitions"
    " museum museums drama play musical painting paintings series game games mural murals poem podcast"
)
_TELLING = word_set(
    "about on tells tell telling told recounts recount recounting depicts depict depicting shows show showing portrays"
    " portray portraying recreates describes describe describing chronicles chronicling explores exploring examines"
    " retells follows set called entitled titled"
)
_REHEARSING = word_set(
    "exercise exercises drill drills simulated simulates simulate simulating simulation rehearsed rehearse rehearsing"
    " rehearsal practise practised practising practiced practicing re-enact re-enacted reenacted re-enactment war-game"
)
_REMEMBERING = word_set(
    "anniversary anniversaries commemorate commemorates commemorated commemorating commemoration commemorations memorial"
    " memorials remembrance remember remembered remembering"
)
_NAMING = word_set(
    "called calls calling described describes describing branded labelled labeled dubbed likened compared denounced"
    " termed regarded hailed"
)
_SPORT = word_set(
    "batsman batsmen batter bowler bowlers wicket wickets innings cricket goalkeeper midfielder footballer footballers"
    " quarterback touchdown semi-final semifinal quarter-final quarterfinal playoff playoffs tournament championship"
    " championships grand-slam penalty-shootout box-office striker goalscorer equaliser equalizer half-time"
    " halftime playmaker"
)
_ARMED = word_set(
    "killed wounded injured dead troops soldiers militants rebels gunmen army military fighters missile missiles rocket"
    " rockets bomb bombs shells shelling artillery airstrike airstrikes drone drones police militia shot"
)


def is_retold(scene: Scene, first: int) -> bool:
    """Whether the words at a token are of a film, an exercise or a match, or of a day that is remembered."""
    lows = scene.lows
    before = lows[max(scene.first, first - _REACH) : first]
    if not _SPORT.isdisjoint(lows[scene.first : scene.stop]) and _ARMED.isdisjoint(lows[scene.first : scene.stop]):
        return True
    if not _REMEMBERING.isdisjoint(before[-6:]):
        return "," not in before[-6:]
    for index in range(len(before) - 1, -1, -1):
        word = before[index]
        if word in _BREAKS:
            return False
        if word in _REHEARSING:
            return True
        if word in _WORKS and not _TELLING.isdisjoint(before[index + 1 : index + 4]):
            return True
    return False


def is_label(scene: Scene, first: int) -> bool:
    """Whether a noun with "a" or "an" is what somebody calls something: "described it as an act of war"."""
    lows = scene.lows
    for index in range(first - 1, max(scene.first, first - 4), -1):
        if lows[index] in ("a", "an"):
            return not _NAMING.isdisjoint(lows[max(scene.first, index - 8) : index])
        if not lows[index].isalpha():
            return False
    return False


def is_supposed(scene: Scene, first: int) -> bool:
    """Whether it is told "in case" it happens."""
    lows = scene.lows
    for index in range(first - 1, max(scene.first, first - 10), -1):
        if lows[index] in _BREAKS or lows[index] == ",":
            return False
        if lows[index] == "case" and lows[index - 1] == "in":
            return lows[index + 1] != "of" or lows[index - 2] != "the"
    return False


def is_agreed(scene: Scene, first: int) -> bool:
    """Whether a noun is what a deal is for: "signed an agreement for the withdrawal", "agreed to the release"."""
    lows = scene.lows
    index = first - 1
    while index > scene.first and lows[index] in (
        "the",
        "a",
        "an",
        "full",
        "gradual",
        "complete",
        "immediate",
        "phased",
    ):
        index -= 1
    return lows[index] in ("for", "to", "on") and not _DEALS.isdisjoint(lows[max(scene.first, index - 16) : index])


_DEALS = word_set("agreement agreed agree deal pact accord plan treaty timetable ceasefire truce talks roadmap")
