"""Who is signed in, as pages say it: signing in and out, and why somebody may not change something."""

from __future__ import annotations

import logging

import streamlit as st
from streamlit.errors import StreamlitAuthError

from dashboard import signin
from dashboard.access import Person, may
from dashboard.language import named, say
from dashboard.settings import PROJECT, settings_from_environment

log = logging.getLogger(__name__)

PAGES = PROJECT / "pages"
ROLES = {"reader": "Reader: reads", "reviewer": "Reviewer: adds and corrects", "admin": "Admin: everything"}


def show(person: Person) -> None:
    """Say who is signed in and offer to sign out, or to sign in; and the pages that are for few."""
    if signin.configured():
        if person.name:
            st.text(say("Signed in: {name}", name=person.name))
            st.text(named(ROLES[person.role]))
            st.button(say("Sign out"), icon=":material/logout:", on_click=st.logout, key="account_out")
        else:
            offer("head")
    if person.role == "admin":
        if signin.configured():
            st.page_link(st.Page(PAGES / "people.py"), label=say("People"), icon=":material/group:")
        st.page_link(st.Page(PAGES / "status.py"), label=say("Status"), icon=":material/monitor_heart:")


def why_not(person: Person, deed: str) -> None:
    """Say why somebody may not do something, and offer what helps.

    Parameters
    ----------
    deed
        ``add`` or ``correct``.
    """
    adds = deed == "add"
    if may(person, "create"):
        return
    if person.name:
        st.text(
            say("You are signed in as a reader: an admin of this app can make you a reviewer, who may add and correct.")
        )
    elif settings_from_environment().editing != "off" and signin.configured():
        st.text(say("Sign in to add articles.") if adds else say("Sign in to correct what was read."))
        offer("page")
    elif adds:
        st.text(say("Adding articles needs signing in, which this server does not offer here."))


def offer(place: str) -> None:
    """Offer to sign in at each provider."""
    for provider in signin.providers():
        label = say("Sign in") if provider == "default" else say("Sign in with {name}", name=provider.capitalize())
        if st.button(label, icon=":material/login:", key=f"account_in_{place}_{provider}"):
            _sign_in(provider)


def _sign_in(provider: str) -> None:
    try:
        st.login(None if provider == "default" else provider)
    except StreamlitAuthError:
        log.exception("signing in is not set up rightly")
        st.text(say("Signing in is not set up rightly here; tell whoever runs this app."))
