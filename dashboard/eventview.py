"""A file of events on the page Add: how far it is read, which column is what, what came out, and what was brought in before."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import buildview, chooser, corpora, shelf
from dashboard.access import may, session_person
from dashboard.drafts import Pending
from dashboard.eventfile import EventFile, State, columns_of
from dashboard.language import named, say, session_language
from geodata.errors import GeodataError
from geodata.event import EVENT_TYPES
from geodata.exchange.dates import ORDERS
from geodata.exchange.mapping import CLOSED, FIELDS, OPEN
from geodata.library import CorpusRecord, ImportRecord

LOOK_S = 0.4
FORMATS = {"acled": "ACLED", "ucdp": "UCDP GED", "timemap": "TimeMap", "records": "TimeMap GIS"}
FEW = 5
FIRST = ("date", "place", "lat", "lon", "type", "notes", "actor1", "actor2")
"""Fields that are asked for first; most files have no columns for the others."""
DRAWN = ("lat", "lon", "geometry")
"""Fields that a file with shapes of its own has no columns for."""


def show(pending: Pending, record: CorpusRecord) -> None:
    """Show the first of the files of events that were given, and what there is to do about it."""
    one = pending.events[0]
    st.subheader(say("A file of events"), anchor=False)
    st.text(chooser.as_written(one.name))
    state = one.state()
    if state.active:
        st.fragment(_progress, run_every=LOOK_S)(one)
    elif state.kind == "refused":
        st.text(state.outcome["refused"])
    elif state.kind == "asks" or st.session_state.get(_name("again", one)):
        _ask(one, state)
    else:
        _show_read(pending, one, state, record)
    st.button(
        say("Throw this file away"),
        icon=":material/delete:",
        type="tertiary",
        on_click=pending.forget_events,
        args=(one,),
        key="events_clear",
    )
    if len(pending.events) > 1:
        st.text(say("Files of events that come after this one: {n}.", n=len(pending.events) - 1))


def show_brought_in(record: CorpusRecord) -> None:
    """Show the files of events of a corpus, those taken out too; each can be taken out and put back."""
    files = shelf.library().imports.all(record.id, removed=True)
    if not files:
        return
    with st.expander(say("Files of events"), icon=":material/table:"):  # words that change would close it
        for file in reversed(files):
            _show_file(record, file)


def show_done(record: CorpusRecord, file: ImportRecord) -> None:
    """Say that a file was added, and how far the map is."""
    with st.container(border=True):
        st.text(say("Events added: {n}.", n=f"{file.rows:,}"))
        if buildview.show(record.id).stored is not None:
            buildview.link("map.py", record.id, say("Open the map"), ":material/map:")
        st.button(
            say("Take these back"),
            icon=":material/undo:",
            type="tertiary",
            on_click=_take_out,
            args=(record.id, file.id),
            key="events_take_back",
        )


def done_name(corpus: str) -> str:
    """Return where the session keeps what it added last."""
    return f"events_done_{corpus}"


def _name(what: str, one: EventFile) -> str:
    return f"events_{what}_{one.folder.name}"


def _progress(one: EventFile) -> None:
    state = one.state()
    if not state.active:
        st.rerun()
    words = (
        say("Waiting until other files are read …")
        if state.kind == "waiting"
        else say("Reading the file: {n} rows so far …", n=f"{state.rows:,}")
    )
    st.progress(min(max(state.share, 0.0), 1.0), text=words)


# Which column is what


def _ask(one: EventFile, state: State) -> None:
    outcome = state.outcome
    if outcome.get("refused"):
        st.text(outcome["refused"])
    st.text(say("Say which column is what. Only the place has to be there; what has no date is kept and not drawn."))
    given, header = columns_of(outcome), list(outcome["header"])
    st.dataframe(pd.DataFrame(outcome["first"], columns=header).head(FEW), hide_index=True)
    fields = [field for field in FIELDS if not (outcome["shaped"] and field in DRAWN)]
    mapping = outcome.get("read_by") or outcome["mapping"]
    with st.form(_name("columns", one), border=False):
        chosen = _choices([field for field in fields if field in FIRST], given, header)
        with st.expander(say("More columns, dates and codes")):
            chosen |= _choices([field for field in fields if field not in FIRST], given, header)
            order, kind = _ways(mapping)
        asked = st.form_submit_button(say("Read the file"), type="primary")
    if asked:
        columns = {field: column for field, column in chosen.items() if column}
        terms = CLOSED if kind == "acled" else OPEN
        one.read({"format": kind, "columns": columns, "date_order": order or None, "terms": terms})
        st.session_state.pop(_name("again", one), None)
        st.rerun()


def _choices(fields: list[str], given: dict[str, str], header: list[str]) -> dict[str, str]:
    """Ask for the column of each field, two beside each other."""
    chosen = {}
    for number in range(0, len(fields), 2):
        for place, field in zip(st.columns(2), fields[number : number + 2], strict=False):
            words = say(FIELDS[field])
            chosen[field] = place.selectbox(
                words[:1].upper() + words[1:],
                ["", *header],
                index=header.index(given[field]) + 1 if given.get(field) in header else 0,
                format_func=lambda column: chooser.as_written(column) if column else "—",
            )
    return chosen


def _ways(mapping: dict[str, Any]) -> tuple[str, str]:
    """Ask how dates and codes are to be read."""
    left, right = st.columns(2)
    orders, kinds = ["", *ORDERS], ["table", "acled", "ucdp"]
    order = left.selectbox(
        say("In dates such as 3/4/2020"),
        orders,
        index=orders.index(mapping["date_order"] or ""),
        format_func=_order_words,
    )
    kind = right.selectbox(
        say("Codes of precision and type are"),
        kinds,
        index=kinds.index(mapping["format"]) if mapping["format"] in kinds else 0,
        format_func=lambda one: FORMATS.get(one) or say("in words, or UCDP's"),
    )
    return order, kind


def _order_words(order: str) -> str:
    words = {"": "the file's dates say it", "dmy": "the day comes first", "mdy": "the month comes first"}
    return say(words.get(order, "the year comes first"))


# What came out


def _show_read(pending: Pending, one: EventFile, state: State, record: CorpusRecord) -> None:
    outcome = state.outcome
    kind = FORMATS.get(outcome["format"])
    st.text(say("Recognised: {name}", name=kind) if kind else say("Read by the columns chosen."))
    for note in outcome["notes"]:
        st.text(note)
    st.text(say("Rows that can be used: {n}. The first of them:", n=f"{outcome['rows']:,}"))
    st.dataframe(_preview(outcome["preview"]), hide_index=True)
    undated = outcome["rows"] - outcome["events"]
    if undated:
        st.text(say("Rows without a date, which are kept and not drawn on the map: {n}.", n=f"{undated:,}"))
    _show_refused(outcome)
    terms = _terms(one, outcome)
    words = say("Add 1 event") if outcome["rows"] == 1 else say("Add {n} events", n=f"{outcome['rows']:,}")
    left, right = st.columns([3, 2])
    if left.button(words, type="primary", icon=":material/add:", key="events_add"):
        _add(pending, one, outcome, terms, record)
    if outcome["mapping"]:
        right.button(
            say("Choose the columns"),
            icon=":material/view_column:",
            on_click=st.session_state.__setitem__,
            args=(_name("again", one), True),
            key="events_again",
        )


def _preview(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the first rows as they will be on the map."""
    return pd.DataFrame(
        {
            say("Row"): [row["row"] for row in rows],
            say("From"): [row["earliest"] or "" for row in rows],
            say("To"): [row["latest"] or "" for row in rows],
            say("Place"): [row["place"] or "" for row in rows],
            say("Country"): [row["country"] or "" for row in rows],
            say("Latitude"): [row["lat"] for row in rows],
            say("Longitude"): [row["lon"] for row in rows],
            say("Kind"): [named(EVENT_TYPES[row["type"]].label) for row in rows],
            say("Who"): [row["actors"] for row in rows],
            say("In the file's words"): [row["notes"] for row in rows],
        }
    )


def _show_refused(outcome: dict[str, Any]) -> None:
    number = outcome["refused_rows"]
    if not number:
        return
    st.text(say("Rows left out: {n}. The first of them, by their number in the file:", n=f"{number:,}"))
    rows = outcome["refused_first"]
    table = pd.DataFrame({say("Row"): [row for row, _ in rows], say("Why"): [why for _, why in rows]})
    st.dataframe(table, hide_index=True)


def _terms(one: EventFile, outcome: dict[str, Any]) -> str:
    """Return whether the rows may be passed on, as the user says."""
    if outcome["format"] == "records" and outcome["terms"] == CLOSED:
        st.text(say("Some rows of this file must not be passed on, as the file itself says; they are kept to you."))
        return CLOSED
    if outcome["format"] == "acled":
        st.text(
            say("ACLED's terms of use forbid passing its rows on, so they are kept to you unless you say otherwise.")
        )
    options = [OPEN, CLOSED]
    chosen = st.radio(
        say("May these rows be passed on?"),
        options,
        index=options.index(outcome["terms"]),
        format_func=lambda terms: say("Yes") if terms == OPEN else say("No"),
        captions=[
            say("Everybody who may read this corpus sees them, and they are in exports."),
            say("Only you see them here: others, exports, saved maps and the API go without them."),
        ],
        key=_name(f"terms_{session_language()}", one),  # Streamlit knows an option by its words
    )
    return chosen or outcome["terms"]


def _add(pending: Pending, one: EventFile, outcome: dict[str, Any], terms: str, record: CorpusRecord) -> None:
    person = session_person()
    if terms == CLOSED and not may(person, "manage", record):
        st.text(say("This corpus is somebody else's, who would see these rows; make a corpus of your own for them."))
        return
    folder = shelf.imports_folder(record.id)
    try:
        added = shelf.library().imports.adopt(
            record.id, outcome["id"], one.folder, folder, by=person.id, terms=None if _is_mixed(outcome) else terms
        )
        shelf.restrict(record.id)
    except GeodataError as error:
        st.text(str(error))
        return
    pending.forget_events(one)
    st.session_state[done_name(record.id)] = added
    corpora.refresh(record.id, now=True)
    st.rerun()


def _is_mixed(outcome: dict[str, Any]) -> bool:
    """Whether each row says for itself whether it may be passed on."""
    return outcome["format"] == "records" and outcome["terms"] == CLOSED


# What was brought in


def _show_file(record: CorpusRecord, file: ImportRecord) -> None:
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.text(chooser.as_written(file.name))
    kept = say("kept to you") if file.terms == CLOSED else say("may be passed on")
    moment = file.added_at[:16].replace("T", " ")
    words = say("{moment} UTC, {terms}, events: {n}", moment=moment, n=f"{file.rows:,}", terms=kept)
    left.text(words if file.removed_at is None else say("Taken out: {words}", words=words))
    if file.removed_at is None:
        right.button(
            say("Take out"),
            icon=":material/undo:",
            on_click=_take_out,
            args=(record.id, file.id),
            key=f"events_out_{file.id}",
        )
        if may(session_person(), "manage", record) and file.format != "records":
            other = OPEN if file.terms == CLOSED else CLOSED
            right.button(
                say("Keep to me") if other == CLOSED else say("May be passed on"),
                icon=":material/lock:" if other == CLOSED else ":material/lock_open:",
                type="tertiary",
                on_click=_set_terms,
                args=(record.id, file.id, other),
                key=f"events_terms_{file.id}",
            )
    else:
        right.button(
            say("Put back"),
            icon=":material/redo:",
            on_click=_put_back,
            args=(record.id, file.id),
            key=f"events_in_{file.id}",
        )


def _take_out(corpus: str, file: str) -> None:
    _change(corpus, lambda imports: imports.remove(corpus, file))


def _put_back(corpus: str, file: str) -> None:
    _change(corpus, lambda imports: imports.bring_back(corpus, file))


def _set_terms(corpus: str, file: str, terms: str) -> None:
    _change(corpus, lambda imports: imports.set_terms(corpus, file, terms))
    shelf.restrict(corpus)


def _change(corpus: str, deed: Any) -> None:
    """Change what stands in a corpus, as whoever may add to it; the map follows."""
    if corpora.editable(session_person(), corpus, "add") is None:
        return
    st.session_state.pop(done_name(corpus), None)
    try:
        deed(shelf.library().imports)
    except GeodataError as error:
        st.toast(str(error))
        return
    if not corpora.is_empty(corpus):
        corpora.refresh(corpus, now=True)
