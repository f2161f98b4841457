"""The Review page: the queue of what is in doubt, and the history of what was decided."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from dashboard import account, corpora, reviewing, shelf
from dashboard.access import session_person
from dashboard.dataset import named_corpus
from dashboard.language import say, session_language
from dashboard.reviewing import history
from dashboard.reviewing.queue import undrawn
from dashboard.settings import PROJECT
from geodata.correction import Correction, read_corrections, subject, write_corrections
from geodata.errors import GeodataError
from geodata.library import Entry

QUEUE, HISTORY = "To look at", "History"
AT = re.compile(r"[0-9a-f]{16}|(mention|event|claim)/[0-9a-f]{1,16}(/[0-9]{1,6})?")
"""A record of the queue, or the key of an evidence card."""
MAX_FILE_BYTES = 20_000_000


def show() -> None:
    """Show the queue and the history of the corpus that the address names, or say why it cannot be corrected."""
    key = corpora.asked_key()
    person = session_person()
    try:
        record = corpora.editable(person, key, "correct")
        if record is None:
            st.title(say("Review"), anchor=False)
            st.text(_why_not(key))
            account.why_not(person, "correct")
            if not key or shelf.FOLDER in shelf.ids_of(key):
                st.page_link(st.Page(PROJECT / "pages" / "add.py"), label=say("Add articles"), icon=":material/add:")
            return
        named_corpus(key, person)
    except GeodataError as error:
        st.title(say("Review"), anchor=False)
        st.text(str(error))
        return
    views = {QUEUE: say(QUEUE), HISTORY: say(HISTORY)}
    view = st.radio(
        say("Review"),
        list(views),
        format_func=views.__getitem__,
        horizontal=True,
        key="review_view",
        label_visibility="collapsed",
    )
    if view == HISTORY:
        _show_history(key)
    else:
        at = st.query_params.get("at", "")
        reviewing.show(key, at if AT.fullmatch(at) else "")


def address(key: str) -> str:
    """Return where this session may correct a corpus, empty where it may not."""
    try:
        record = corpora.editable(session_person(), key, "correct")
    except GeodataError:
        record = None
    return "review?" + urlencode({"corpus": key, "lang": session_language()}) if record else ""


def not_drawn(key: str) -> int:
    """Return how many corrections of a corpus are not on screen yet, 0 for what nobody can correct."""
    ids = shelf.ids_of(key)
    if len(ids) != 1 or ids[0] == shelf.FOLDER:
        return 0
    try:
        return undrawn(named_corpus(key, session_person()))
    except GeodataError:
        return 0


def _why_not(key: str) -> str:
    if not key or shelf.FOLDER in shelf.ids_of(key):
        return say(
            "The folder of articles is read as it is. Make a corpus of your own on the page Add; what is read there can be corrected."
        )
    if len(shelf.ids_of(key)) > 1:
        return say("Several corpora are shown together; choose one of them to correct it.")
    return say("You may not correct this corpus; ask whoever made it, or make a corpus of your own.")


def _show_history(key: str) -> None:
    entries = shelf.library().corrections.history(key)
    if not entries:
        st.text(say("Nothing was decided yet."))
    else:
        _show_table(key, entries)
    _show_conflicts(entries)
    _show_exchange(key, entries)


def _show_table(key: str, entries: list[Entry]) -> None:
    st.text(say("Choose rows to undo them or to put them back."))
    table = history.history_table(entries)
    chosen = st.dataframe(
        table.rename(columns=say),
        hide_index=True,
        on_select="rerun",
        selection_mode="multi-row",
        key=f"review_history_{st.session_state.get('review_deeds', 0)}",  # after a deed nothing is chosen any more
    )
    ids = [table.index[row] for row in chosen.selection.rows]
    picked = [entry for entry in entries if entry.correction.id in ids]
    standing = [entry for entry in picked if entry.undone_at is None]
    undone = [entry for entry in picked if entry.undone_at is not None]
    with st.container(horizontal=True):
        st.button(
            say("Undo"), icon=":material/undo:", disabled=not standing, on_click=_undo, args=(key, standing), key="undo"
        )
        st.button(
            say("Put back"), icon=":material/redo:", disabled=not undone, on_click=_redo, args=(key, undone), key="redo"
        )
    later = [e for e in entries if len(picked) == 1 and e.undone_at is None and e.recorded_at > picked[0].recorded_at]
    if later:
        st.button(
            say("Roll back to this moment: undo the 1 correction after it")
            if len(later) == 1
            else say("Roll back to this moment: undo the {n} corrections after it", n=len(later)),
            icon=":material/history:",
            on_click=_roll_back,
            args=(key, picked[0].recorded_at),
            key="roll_back",
        )
    if st.session_state.get("review_told"):
        st.text(st.session_state.pop("review_told"))


def _show_conflicts(entries: list[Entry]) -> None:
    pairs = history.standing_conflicts(entries)
    if pairs:
        st.subheader(say("Conflicts"))
        st.text(say("Different people decided differently; the later decision holds."))
        st.dataframe(history.conflict_table(pairs), hide_index=True)


def _show_exchange(key: str, entries: list[Entry]) -> None:
    st.subheader(say("Exchange"))
    standing = [entry.correction for entry in entries if entry.undone_at is None]
    st.download_button(
        say("Save the corrections as a file"),
        write_corrections(standing),
        file_name=f"{key}-corrections.json",
        mime="application/json",
        icon=":material/download:",
        disabled=not standing,
        key="corrections_export",
    )
    given = st.file_uploader(say("Merge a file of corrections"), type=["json"], key="corrections_import")
    if given is None:
        return
    if given.size > MAX_FILE_BYTES:
        st.text(say("This file is larger than 20 MB; give a file of corrections saved by this app."))
        return
    try:
        theirs = read_corrections(given.getvalue().decode("utf-8", "replace"))
    except GeodataError as error:
        st.text(str(error))
        return
    _show_preview(key, entries, theirs, hashlib.sha256(given.getvalue()).hexdigest())


def _show_preview(key: str, entries: list[Entry], theirs: list[Correction], digest: str) -> None:
    known = {entry.correction.id for entry in entries}
    fresh = [one for one in theirs if one.id not in known]
    here = {subject(entry.correction): entry.correction for entry in entries if entry.undone_at is None}
    pairs = [
        (here[subject(one)], one)
        for one in fresh
        if subject(one) in here and (here[subject(one)].kind, here[subject(one)].value) != (one.kind, one.value)
    ]
    st.text(
        say(
            "{new} new, {known} known already, {conflicts} in conflict with one that is here.",
            new=len(fresh),
            known=len(theirs) - len(fresh),
            conflicts=len(pairs),
        )
    )
    if pairs:
        st.dataframe(history.conflict_table(pairs), hide_index=True)
    st.button(
        say("Merge 1 correction") if len(fresh) == 1 else say("Merge {n} corrections", n=len(fresh)),
        icon=":material/merge:",
        disabled=not fresh,
        on_click=_merge,
        args=(key, fresh),
        key=f"merge_{digest[:16]}",
    )


def _undo(key: str, entries: list[Entry]) -> None:
    for entry in entries:
        _try(key, lambda by, one=entry: shelf.library().corrections.undo(key, one.correction.id, by=by))


def _redo(key: str, entries: list[Entry]) -> None:
    for entry in entries:
        _try(key, lambda by, one=entry: shelf.library().corrections.redo(key, one.correction.id))  # noqa: ARG005


def _roll_back(key: str, moment: str) -> None:
    _try(key, lambda by: shelf.library().corrections.roll_back(key, moment, by=by))


def _merge(key: str, fresh: list[Correction]) -> None:
    _try(key, lambda by: shelf.library().corrections.add(key, fresh))  # noqa: ARG005


def _try(key: str, act: Callable[[str], object]) -> None:
    """Do what a button says if this session may; else the page says why not."""
    person = session_person()
    try:
        if corpora.editable(person, key, "correct") is None:
            st.session_state["review_told"] = _why_not(key)
            return
        act(person.id)
        st.session_state["review_deeds"] = st.session_state.get("review_deeds", 0) + 1
    except GeodataError as error:
        st.session_state["review_told"] = str(error)
