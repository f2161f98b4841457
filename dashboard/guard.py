"""What stands between the network and the app: who may ask by which name, what a browser may do with an answer.

docs/security.md says what is promised and which test holds it.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import ipaddress
import os
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import streamlit as st
import xyzservices.providers
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access import FORWARDED
from dashboard.api.page import STYLE
from dashboard.crowd import is_full, turned_away
from dashboard.journal import note
from dashboard.localtiles import PROVIDERS
from dashboard.respond import missing, refused
from dashboard.settings import OFF, settings_from_environment
from dashboard.sharing import NOT_PAGES
from dashboard.uploads import UploadLimit

CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Doors of Streamlit's own that are for this computer alone: they tell of sessions, run pages, run the script."""
HEALTH = ("/healthz", "/readyz", "/_stcore/health")
"""A balancer asks for these by number, not by name."""
EMBEDDABLE = ("/", "/statistics", "/articles", "/method")
"""Pages that only show: others could be clicked unawares within a page of somebody else's."""
LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")

HOST = re.compile(r"(\*\.)?[a-z0-9._-]{1,253}|[0-9a-f:]{2,45}")
ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9.-]{1,253}(:[0-9]{1,5})?")

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"),
        *("midi", "payment", "publickey-credentials-get", "serial", "usb", "xr-spatial-tracking"),
    )
)

_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'"
_ANY = "*"


class Guard:
    """Refuses what is not allowed and writes on every answer what a browser may do with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = UploadLimit(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, if it may pass."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if scope["type"] == "websocket":
            closed = refusal is not None or is_full()
            await (_refuse_socket(receive, send) if closed else self._app(scope, receive, send))
            return
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _write_headers(scope, MutableHeaders(scope=message))
            await send(message)

        if refusal is None and _opens_a_page(scope) and is_full():
            refusal = turned_away()
        try:
            await (refusal or self._app)(scope, receive, answer)
        except Exception as error:
            if started:
                raise
            await refused(500, _noted(error))(scope, receive, answer)


def page_failed(error: Exception) -> bool:
    """Say on a page that something went wrong, with a number under which the log tells what."""
    st.error(_noted(error), icon=":material/error:")
    return True


def allowed_hosts() -> tuple[str, ...]:
    """Return the names by which the app may be asked for, empty for any.

    ``TIMEMAP_HOSTS``; without it a server that listens to this computer alone answers to its own names alone, so that
    a stranger's page cannot reach it under a name of its own (DNS rebinding).
    """
    named = tuple(name for name in re.split(r"[,\s]+", os.environ.get("TIMEMAP_HOSTS", "").lower()) if name)
    if named == (_ANY,):
        return ()
    listens_here = _is_loopback(st.config.get_option("server.address") or "")
    return tuple(filter(HOST.fullmatch, named)) or (LOCAL_NAMES if named or listens_here else ())


def embedding() -> str:
    """Return who may show pages with ``embed=true`` within pages of their own, as a directive; none for anybody.

    ``TIMEMAP_EMBED``: ``off``, or origins such as ``https://news.example``; without it, anybody, a file on somebody's
    disk too, which no source list could name.
    """
    given = os.environ.get("TIMEMAP_EMBED", "").strip().lower()
    if not given or given == "on":
        return ""
    origins = [] if given in OFF else [each for each in re.split(r"[,\s]+", given) if ORIGIN.fullmatch(each)]
    return " ".join(["; frame-ancestors 'self'", *origins])


def policy(path: str, query: str, media_type: str) -> str:
    """Return the Content-Security-Policy of an answer.

    Parameters
    ----------
    path
        Below the base path, from its slash on.
    media_type
        Of the answer; only HTML can do something.
    """
    if path.startswith("/component/"):
        return _frame_policy()
    if media_type == "text/html" and path == "/api":
        return f"{_NOTHING}; style-src '{_hash(STYLE)}'; frame-ancestors 'none'"
    if media_type == "text/html" and not path.startswith(("/app/", "/media/")):
        return _shell_policy(path, query)
    if path.startswith("/static/"):
        return "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"  # a worker obeys its own
    return f"{_NOTHING}; frame-ancestors 'none'; sandbox"


def _shell_policy(path: str, query: str) -> str:
    hashes = " ".join(f"'{one}'" for one in _inline_scripts())
    asked = parse_qs(query)
    shown_within = "true" in asked.get("embed", []) and (path.rstrip("/") or "/") in EMBEDDABLE
    return "; ".join(
        (
            "default-src 'none'",
            # Streamlit loads the scripts of components that are given as text from addresses it makes itself (blob:),
            # and a part of its own is WebAssembly.
            f"script-src 'self' {hashes} blob: 'wasm-unsafe-eval'",
            # Streamlit's components write their styles at run time.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    ) + (embedding() if shown_within else "; frame-ancestors 'self'")


def _frame_policy() -> str:
    """Return the policy of the frame of st_folium, which runs the text of the script that folium wrote."""
    hosts = " ".join(("", *tile_hosts())) if settings_from_environment().online_tiles else ""
    return (
        "; ".join(
            (
                "default-src 'none'",
                "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
                "style-src 'self' 'unsafe-inline'",
                f"img-src 'self' data: blob:{hosts}",
                "font-src 'self' data:",
                "connect-src 'self' data: blob:",
                "worker-src 'self' blob:",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'none'",
            )
        )
        + embedding()
    )  # all pages around it count, and a page that shows the map may stand within another


@functools.cache
def tile_hosts() -> tuple[str, ...]:
    """Return the origins of the online tiles that a visitor may choose."""
    addresses = [xyzservices.providers.query_name(name)["url"] for name in PROVIDERS.values()]
    return tuple(f"https://{(urlsplit(address).hostname or '').replace('{s}', '*')}" for address in addresses)


@functools.cache
def _inline_scripts() -> tuple[str, ...]:
    """Return the hashes of the scripts that stand in Streamlit's page itself."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    return tuple(map(_hash, re.findall(r"<script>(.*?)</script>", page, re.DOTALL)))


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _write_headers(scope: Scope, headers: MutableHeaders) -> None:
    path = _path(scope)
    media_type = headers.get("content-type", "").partition(";")[0].strip()
    headers["Content-Security-Policy"] = policy(path, scope.get("query_string", b"").decode("latin-1"), media_type)
    headers["X-Content-Type-Options"] = "nosniff"
    # The servers of OpenStreetMap want to know which site asks; nobody is told which page of it.
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    headers["Permissions-Policy"] = PERMISSIONS
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _refusal(scope: Scope) -> Response | None:
    path, headers = _path(scope), Headers(scope=scope)
    host = _host_name(headers.get("host", ""))
    hosts = allowed_hosts()
    if hosts and path not in HEALTH and not any(_names(allowed, host) for allowed in hosts):
        return refused(
            400, f"This app does not answer to the name {host[:80]!r}; whoever runs it can allow it in TIMEMAP_HOSTS."
        )
    if any(path == door or path.startswith(f"{door}/") for door in CLOSED) and not _is_from_here(scope, headers):
        return missing("There is no such address.")
    return None


def _is_from_here(scope: Scope, headers: Headers) -> bool:
    """Whether a request is from this computer, without a proxy that may stand for anybody."""
    peer = (scope.get("client") or ("",))[0]
    direct = not any(name in headers for name in FORWARDED)
    return direct and _is_loopback(peer) and _is_loopback(_host_name(headers.get("host", "")))


async def _refuse_socket(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _noted(error: Exception) -> str:
    number = note(error)
    return f"Something went wrong here (error {number}); reload the page, and if it stays, tell whoever runs this app the number."


def _opens_a_page(scope: Scope) -> bool:
    """Whether a browser asks for a page of the app, which opens a session, and not for a file or data."""
    wanted = Headers(scope=scope).get("accept", "")
    return scope["method"] == "GET" and "text/html" in wanted and not NOT_PAGES.match(_path(scope))


def _path(scope: Scope) -> str:
    """Return the path below the base path, with one slash at its beginning."""
    base = "/" + (st.config.get_option("server.baseUrlPath") or "").strip("/")
    path = "/" + re.sub(r"/{2,}", "/", scope["path"]).lstrip("/")
    return path.removeprefix(base) or "/" if base != "/" and (path + "/").startswith(base + "/") else path


def _host_name(host: str) -> str:
    """Return a Host header without its port and brackets."""
    name = host.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.rpartition(":")[0] if re.search(r":[0-9]*$", name) else name


def _names(allowed: str, host: str) -> bool:
    return host.endswith(allowed[1:]) and host != allowed[2:] if allowed.startswith("*.") else host == allowed


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
