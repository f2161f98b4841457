"""What pages show of links to a private corpus: making, listing and taking them back; and why one opens nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from dashboard import corpora, sharing, shelf
from dashboard.access import may, session_person
from dashboard.language import named, say
from dashboard.words import day_in_words
from geodata.errors import GeodataError, LibraryError
from geodata.library import CorpusRecord, ShareLink

DAYS = (1, 7, 30, 90)
USUAL = 7
_MADE = "link_made"


def show(record: CorpusRecord) -> None:
    """Offer links to a corpus, in a dialog: for whom, how long, and those there are."""
    st.text(
        say("Whoever has a link may read this corpus and save what it shows, without signing in. They change nothing.")
    )
    if record.visibility == "public":
        st.text(say("Everybody may read this corpus already: its ordinary address is enough."))
    with st.form("link_form", border=False):
        name = st.text_input(say("For whom (only you see it)"), max_chars=100)
        days = st.selectbox(say("How long it holds"), DAYS, index=DAYS.index(USUAL), format_func=_days)
        made = st.form_submit_button(say("Make a link"), type="primary", icon=":material/link:")
    try:
        if made:
            st.session_state[_MADE] = _make(record, name, days)
        _show_new(record)
        _show_all(record)
    except GeodataError as error:
        st.text(str(error))


def refused(key: str) -> bool:
    """Say why a link opens nothing, where one was followed that does not; return whether that was so."""
    if not key:
        return False
    try:
        if corpora.may_open(session_person(), key):
            return False
        found = sharing.problem(key, st.query_params.get("key", ""), st.context.cookies)
    except LibraryError:
        return False
    words = {
        "expired": say("This link has expired. Ask whoever sent it for a new one."),
        "revoked": say("This link was taken back by whoever made it. Ask them for a new one."),
        "broken": say(
            "This link is not whole, or not of this app. Copy all of it, or ask whoever sent it for a new one."
        ),
    }
    if found:
        with st.container(key="corpus_words"):
            st.header(say("This link does not open anything"))
            st.text(words[found])
            st.button(
                say("Show the articles of this app"), on_click=corpora.choose_corpus, args=("",), key="link_leave"
            )
    return bool(found)


def _make(record: CorpusRecord, name: str, days: int) -> ShareLink | None:
    person = session_person()
    if not may(person, "manage", record):
        return None
    return shelf.library().links.make(record.id, by=person.id, lasts=timedelta(days=days), name=name)


def _show_new(record: CorpusRecord) -> None:
    link = st.session_state.get(_MADE)
    if link and link.corpus == record.id:
        st.text(say("Copy it now: it is not shown again."))
        st.code(sharing.address_of(link, st.context.url or ""), language=None, wrap_lines=True)


def _show_all(record: CorpusRecord) -> None:
    links = shelf.library().links.all(record.id)
    if links:
        st.subheader(say("Links there are"), anchor=False)
    for link in links:
        with st.container(horizontal=True, vertical_alignment="center", key=f"link_{link.id}"):
            st.text(_words(link), width="stretch")
            if link.state == "open":
                st.button(
                    say("Take back"),
                    icon=":material/link_off:",
                    on_click=_revoke,
                    args=(record, link),
                    key=f"link_revoke_{link.id}",
                )


def _revoke(record: CorpusRecord, link: ShareLink) -> None:
    if may(session_person(), "manage", record):
        shelf.library().links.revoke(record.id, link.id)
        if st.session_state.get(_MADE) == link:
            del st.session_state[_MADE]


def _words(link: ShareLink) -> str:
    day = named(day_in_words(datetime.fromisoformat(link.revoked_at or link.expires_at).date().isoformat()))
    said = {
        "open": say("holds until {day}", day=day),
        "expired": say("expired on {day}", day=day),
        "revoked": say("taken back on {day}", day=day),
    }
    return f"{link.name or say('Without a name')}: {said[link.state]}"


def _days(days: int) -> str:
    return say("1 day") if days == 1 else say("{n} days", n=days)
