"""The page where an admin says what each person who signed in may do."""

from __future__ import annotations

import streamlit as st

from dashboard import account, shelf, signin
from dashboard.access import session_person
from dashboard.language import named, say
from dashboard.status import STYLE
from geodata.errors import LibraryError
from geodata.library import Account


def show() -> None:
    """List the people and offer their roles; to everybody but admins, nothing but a sentence."""
    st.html(STYLE)
    st.title(say("People"), anchor=False)
    if session_person().role != signin.ADMIN or not signin.configured():
        st.text(say("This page is for admins of this app."))
        return
    st.text(say("Whoever signs in is a reader until an admin says otherwise. A role holds from the next click on."))
    try:
        people = shelf.library().accounts.all()
    except LibraryError as error:
        st.text(str(error))
        return
    for one in people:
        _show(one)


def _show(one: Account) -> None:
    with st.container(border=True, key=f"person_{one.id}"):
        st.text(one.name)
        # An address may be long and of any script; the subject is what a setting may name.
        st.code("\n".join(filter(None, [one.email, one.subject])), language=None, wrap_lines=True)
        if one.email and not one.email_verified:
            st.text(say("The provider has not verified this address: it may be anybody's."))
        if signin.is_admin_by_setting(one):
            st.text(say("Admin by the setting TIMEMAP_ADMINS."))
            return
        widget = f"person_role_{one.id}"
        st.selectbox(
            say("What {name} may do", name=one.name),
            list(account.ROLES),
            index=list(account.ROLES).index(one.role),
            format_func=lambda role: named(account.ROLES[role]),
            key=widget,
            label_visibility="collapsed",
            on_change=_give,
            args=(one, widget),
        )
        if problem := st.session_state.get(f"person_problem_{one.id}"):
            st.text(problem)


def _give(one: Account, widget: str) -> None:
    if session_person().role != signin.ADMIN:  # it may have been taken away since the page was drawn
        return
    said = f"person_problem_{one.id}"
    st.session_state.pop(said, None)
    try:
        shelf.library().accounts.set_role(one.id, st.session_state[widget])
    except LibraryError as error:
        st.session_state[said] = str(error)
        st.session_state[widget] = one.role
