"""Who asks, and what they may do: one answer for pages and routes alike.

Where people sign in (`dashboard.signin`), everybody is known by that alone. Else a server that listens to this computer
alone has one person, who may do everything; with ``TIMEMAP_EDITING=on`` each browser is a person of its own, known by a
cookie. Everybody else reads what is public, and what a link opens (`dashboard.sharing`).
"""

from __future__ import annotations

import dataclasses
import hashlib
import ipaddress
import re
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import sharing, signin
from dashboard.settings import settings_from_environment
from geodata.library import CorpusRecord

COOKIE = "timemap_browser"
YEAR_S = 365 * 24 * 3600
TOKEN = re.compile(r"[0-9a-f]{32}")
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "x-forwarded-host")
_SESSION_KEY = "access_person"
_VISITED = "access_visited"
_ADMIN, _REVIEWER, _READER = "admin", "reviewer", "reader"


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """Who asks.

    Parameters
    ----------
    id
        What the library keeps as the maker of corpora, articles and corrections.
    role
        ``reader``, ``reviewer`` or ``admin`` (`geodata.library.accounts.ROLES`).
    shared
        Private corpora that a link lets this browser read.
    name
        Of who signed in.
    """

    id: str
    role: str
    shared: frozenset[str] = frozenset()
    name: str = ""


LOCAL = Person("local", _ADMIN)
NOBODY = Person("", _READER)


def session_person() -> Person:
    """Return who runs the session of the page."""
    context = st.context
    if context.is_embedded:  # another site's page may lie over this one and lead a click astray
        return NOBODY
    found = _person(context.headers, context.cookies, local_peer=context.ip_address is None, visiting=True)
    if found.id or settings_from_environment().editing != "on" or signin.configured():
        return found
    # Without a cookie a person lasts as long as the session, and the routes know nobody by that name.
    if _SESSION_KEY not in st.session_state:
        st.session_state[_SESSION_KEY] = Person(f"session:{secrets.token_hex(16)}", _REVIEWER)
    return dataclasses.replace(st.session_state[_SESSION_KEY], shared=found.shared)


def request_person(request: HTTPConnection) -> Person:
    """Return who asks a route."""
    peer = request.client.host if request.client else ""
    return _person(request.headers, request.cookies, local_peer=_is_loopback(peer))


def may(person: Person, deed: str, corpus: CorpusRecord | None = None) -> bool:
    """Whether a person may do something.

    Parameters
    ----------
    deed
        ``read``, ``add`` (articles), ``correct``, ``manage`` (rename, hide, remove) or ``create`` (a corpus).
    corpus
        ``None`` for the folder of articles: everybody reads it, nobody changes it here.
    """
    if deed == "create":
        return person.role != _READER
    if corpus is None:
        return deed == "read"
    own = bool(person.id) and corpus.created_by == person.id
    if deed == "read":
        return corpus.visibility == "public" or own or person.role == _ADMIN or corpus.id in person.shared
    if person.role == _READER:
        return False
    if deed == "manage":
        return own or person.role == _ADMIN
    return own or person.role == _ADMIN or (person.role == _REVIEWER and corpus.visibility == "public")


def _person(
    headers: Mapping[str, str], cookies: Mapping[str, str], *, local_peer: bool, visiting: bool = False
) -> Person:
    who = _identity(headers, cookies, local_peer=local_peer, visiting=visiting)
    shared = sharing.opened(cookies)
    return dataclasses.replace(who, shared=shared) if shared else who


def _identity(headers: Mapping[str, str], cookies: Mapping[str, str], *, local_peer: bool, visiting: bool) -> Person:
    editing = settings_from_environment().editing
    if editing == "off":
        return NOBODY
    if signin.configured():
        return _signed_in(cookies, visiting=visiting)
    if editing == "on":
        token = str(cookies.get(COOKIE, ""))
        return Person(_browser_id(token), _REVIEWER) if TOKEN.fullmatch(token) else NOBODY
    alone = local_peer and _listens_to_this_computer_alone() and _is_direct(headers)
    return LOCAL if alone else NOBODY


def _signed_in(cookies: Mapping[str, str], *, visiting: bool) -> Person:
    if visiting and not signin.session_signed_in():
        return NOBODY
    first = visiting and _VISITED not in st.session_state
    account = signin.account_of(cookies, visiting=first)
    if account is None:
        return NOBODY
    if first:
        st.session_state[_VISITED] = True
    return Person(f"account:{account.id}", account.role, name=account.name)


def _browser_id(token: str) -> str:
    """Return the name of a browser in the library, by which nobody can make its cookie."""
    return f"browser:{hashlib.sha256(token.encode()).hexdigest()[:32]}"


def _listens_to_this_computer_alone() -> bool:
    return _is_loopback(st.config.get_option("server.address") or "")


def _is_direct(headers: Mapping[str, str]) -> bool:
    """Whether a request comes without a proxy, under this computer's own name: else it may be anybody's."""
    lower = {name.lower(): value for name, value in headers.items()}
    host = lower.get("host", "").rsplit(":", 1)[0] if not lower.get("host", "").endswith("]") else lower["host"]
    return not any(name in lower for name in FORWARDED) and _is_loopback(host.strip("[]"))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class KnowBrowser:
    """Gives each browser that opens a page a cookie of its own, while ``TIMEMAP_EDITING`` is ``on`` and nobody signs in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a page's answer brings the cookie."""
        named = settings_from_environment().editing == "on" and not signin.configured()
        if scope["type"] != "http" or not named or _has_cookie(scope):
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("set-cookie", _cookie(secure=sharing.is_secure(scope)))
            await send(message)

        await self._app(scope, receive, answer)


def _has_cookie(scope: Scope) -> bool:
    try:
        held = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(COOKIE)
    except CookieError:
        return False
    return bool(held and TOKEN.fullmatch(held.value))


def _cookie(*, secure: bool) -> str:
    parts = [f"{COOKIE}={secrets.token_hex(16)}", "Path=/", f"Max-Age={YEAR_S}", "HttpOnly", "SameSite=Lax"]
    return "; ".join([*parts, "Secure"] if secure else parts)
