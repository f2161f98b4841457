"""Links by which a private corpus may be read: signed, for a time, to be taken back; kept by the browser as a cookie.

``/?corpus=ID&key=TOKEN`` is answered with the same address without the key and a cookie, so that the key stands neither
in the history nor in what is copied from there, and every route asks the same right by the cookie.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

import anyio.to_thread
from itsdangerous import BadSignature, URLSafeSerializer
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard import shelf
from dashboard.secret import secret_for
from geodata.errors import LibraryError
from geodata.library import ShareLink

COOKIE = "timemap_key_"
"""The corpus's id follows: a browser may hold links to several."""
MOST = 20
"""Cookies looked at in one request."""
TOLD = timedelta(days=30)
"""A browser remembers a link so long after its end, to be told that it ended and not that there is no such corpus."""
LONGEST_TOKEN = 300
NOT_PAGES = re.compile(r"/(app|api|static|component|media|_stcore|auth|oauth2callback|healthz|readyz|metrics)(/|$)")
PAGE_NAMES = re.compile(r"/(statistics|articles|add|review|method|people|status)/?$")


def token_of(link: ShareLink) -> str:
    """Return the key of a link, which nobody can make without the app's secret."""
    return _signer().dumps([link.id, link.corpus, link.expires_at])


def address_of(link: ShareLink, page: str) -> str:
    """Return a link as it is sent to somebody.

    Parameters
    ----------
    page
        Address of a page of the app, as the browser shows it; ``TIMEMAP_ADDRESS`` wins over it.
    """
    root = os.environ.get("TIMEMAP_ADDRESS", "").strip() or PAGE_NAMES.sub("", page.partition("?")[0].partition("#")[0])
    return f"{root.rstrip('/')}/?{urlencode({'corpus': link.corpus, 'key': token_of(link)})}"


def link_of(token: str) -> ShareLink | None:
    """Return the link of a key, whatever its state; ``None`` when the key is not one of ours."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        identity, corpus, expires = _signer().loads(token)
    except (BadSignature, ValueError, TypeError):
        return None
    link = shelf.library().links.get(str(identity))
    return link if link and (link.corpus, link.expires_at) == (corpus, expires) else None


def opened(cookies: Mapping[str, str]) -> frozenset[str]:
    """Return the corpora that a browser may read by links."""
    tokens = [value for name, value in cookies.items() if name.startswith(COOKIE)][:MOST]
    try:
        links = [link_of(str(token)) for token in tokens]
    except LibraryError:
        return frozenset()
    return frozenset(link.corpus for link in links if link and link.state == "open")


def problem(corpus: str, given: str, cookies: Mapping[str, str]) -> str:
    """Return why a link does not open a corpus: ``expired``, ``revoked``, ``broken``; empty where there was no link.

    Parameters
    ----------
    given
        The key in the page's address.
    """
    token = given or cookies.get(COOKIE + corpus, "")
    if not token:
        return ""
    link = link_of(str(token))
    if link is None or link.corpus != corpus:
        return "broken"
    return "" if link.state == "open" else link.state


class OpenLinks:
    """Turns the key of an address into a cookie; one that opens nothing stays, and the page says why."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or send the browser to the same page without the key."""
        answer = None
        if scope["type"] == "http" and scope["method"] == "GET" and b"key=" in scope.get("query_string", b""):
            answer = await anyio.to_thread.run_sync(_answer, scope)
        await (answer or self._app)(scope, receive, send)


def _answer(scope: Scope) -> RedirectResponse | None:
    if NOT_PAGES.match(re.sub(r"/{2,}", "/", scope["path"])):
        return None
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    try:
        link = link_of(next((value for name, value in asked if name == "key"), ""))
    except LibraryError:
        return None
    if link is None or link.state != "open":
        return None
    kept = [(name, value) for name, value in asked if name not in ("key", "corpus")]
    # Without a path the browser keeps that of the page, whatever stands before it behind a proxy.
    answer = RedirectResponse("?" + urlencode([("corpus", link.corpus), *kept]), 303, {"Cache-Control": "no-store"})
    ends = datetime.fromisoformat(link.expires_at) - datetime.now(UTC) + TOLD
    answer.set_cookie(
        COOKIE + link.corpus,
        token_of(link),
        max_age=int(ends.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=is_secure(scope),
    )
    return answer


def is_secure(scope: Scope) -> bool:
    """Whether the browser came by https, here or to the proxy before."""
    return scope["scheme"] == "https" or Headers(scope=scope).get("x-forwarded-proto", "") == "https"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret_for("links"), salt="corpus")
