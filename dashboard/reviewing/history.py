"""The history of a corpus's corrections as rows: who, when, what, before and after."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pandas as pd

from dashboard import signin, words
from dashboard.language import named, say
from dashboard.reviewing.candidates import gazetteer
from geodata.correction import Correction, conflicts, in_order, subject
from geodata.event import EVENT_TYPES
from geodata.library import Entry

KIND_LABELS = {
    "place": "Place",
    "date": "Date",
    "actor": "Actor",
    "type": "Type",
    "modality": "Said how",
    "reject": "Rejected",
    "accept": "Accepted",
}
COLUMNS = ("When", "Who", "What", "Words", "Before", "After", "For", "Note", "State")


def history_table(entries: Iterable[Entry]) -> pd.DataFrame:
    """Return one row a correction, the newest first; the index is its id."""
    shown = list(entries)
    last = {subject(entry.correction): entry.correction.id for entry in shown if entry.undone_at is None}
    rows = [_row(entry, holds=last.get(subject(entry.correction)) == entry.correction.id) for entry in shown[::-1]]
    index = [entry.correction.id for entry in shown[::-1]]
    return pd.DataFrame(rows, columns=list(COLUMNS), index=index)


def conflict_table(pairs: Iterable[tuple[Correction, Correction]]) -> pd.DataFrame:
    """Return both sides of each conflict, and whose holds."""
    rows = [
        {
            say("Words"): first.target.words,
            say("What"): say(KIND_LABELS[second.kind]),
            say("One side"): f"{who(first.author)}: {after(first)}",
            say("The other side"): f"{who(second.author)}: {after(second)}",
            say("In force"): who(in_order((first, second))[-1].author),
        }
        for first, second in pairs
    ]
    return pd.DataFrame(rows)


def standing_conflicts(entries: Iterable[Entry]) -> list[tuple[Correction, Correction]]:
    """Return pairs of different people's standing corrections that differ."""
    return conflicts(entry.correction for entry in entries if entry.undone_at is None)


def who(author: str) -> str:
    """Return whose decision it is, as short as it is still told apart."""
    if author == "local":
        return say("This computer")
    kind, _, rest = author.partition(":")
    if kind == "account" and (name := signin.name_of(rest)):
        return name
    return f"{kind} {rest[:6]}" if rest else author


def before(correction: Correction) -> str:
    """Say what had been read."""
    target = correction.target
    was = target.was or ""
    if target.table == "events":
        return named(EVENT_TYPES[was].label) if was in EVENT_TYPES else was
    if target.table == "claims":
        kind, _, place = was.partition("|")
        label = named(words.KIND_LABELS[kind]) if kind in words.KIND_LABELS else kind
        return f"{label}: {named(place)}" if place else label
    return _place_name(was, target.words) if was else say("no place")


def after(correction: Correction) -> str:
    """Say what holds instead."""
    value = correction.value
    if correction.kind == "place":
        return _place_name(value["feature_id"], value["feature_id"]) if "feature_id" in value else _drawn(value)
    if correction.kind == "date":
        return named(words.interval_in_words(value.get("earliest"), value.get("latest")))
    if correction.kind == "actor":
        return named(value["name"]) if value.get("name") else say("Nobody")
    if correction.kind == "type":
        return named(EVENT_TYPES[value["type"]].label)
    if correction.kind == "modality":
        return named(words.MODALITY_LABELS[value["modality"]])
    return say("right as read") if correction.kind == "accept" else say("not on the map")


def _row(entry: Entry, *, holds: bool) -> list[str]:
    one = entry.correction
    if entry.undone_at:
        state = say("undone by {who}, {when}", who=who(entry.undone_by or ""), when=_moment(entry.undone_at))
    else:
        state = say("holds") if holds else say("replaced by a later one")
    return [
        _moment(one.made_at),
        who(one.author),
        say(KIND_LABELS[one.kind]),
        one.target.words,
        before(one),
        after(one),
        say("all same cases") if one.scope == "same" else say("this one"),
        one.note,
        state,
    ]


def _moment(iso: str) -> str:
    return f"{iso[:10]} {iso[11:19]}"


def _place_name(feature_id: str, otherwise: str) -> str:
    """Return the name of a feature; `otherwise` for what the gazetteer does not hold, such as a border or a group."""
    table = gazetteer()
    try:
        row = table.row_of(feature_id.partition("~")[0])
    except KeyError:
        return otherwise
    feature = table.feature(row)
    return f"{named(feature.name)} ({feature.country})" if feature.country else named(feature.name)


def _drawn(value: dict) -> str:
    if "geometry" in value:
        return f"{value['name']} ({json.dumps(value['geometry'].get('type', ''))[1:-1]})"
    return f"{value['name']} ({value['lat']:.4f}, {value['lon']:.4f})"
