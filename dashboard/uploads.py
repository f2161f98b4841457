"""How much may be uploaded, counted while it arrives: Streamlit keeps uploads in memory until the page has taken them.

Streamlit itself refuses a file beyond ``server.maxUploadSize`` (.streamlit/config.toml), which is one limit for all.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.respond import refused
from dashboard.settings import UploadLimits, settings_from_environment

ROUTE = "/_stcore/upload_file/"
MB = 1_000_000
AROUND = 1_000_000
"""What a browser sends around a file: names and boundaries."""


class UploadLimit:
    """Answers 413 with a sentence when an upload is larger than there is room for, before it is in memory."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._arriving: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an upload as long as there is room."""
        session = _session(scope)
        if session is None:
            await self._app(scope, receive, send)
            return
        limits = settings_from_environment().upload_limits
        told = Headers(scope=scope).get("content-length", "")
        arrived = int(told) if told.isascii() and told.isdigit() else 0
        reason = self._no_room(session, arrived, limits)
        if reason:
            await refused(413, reason)(scope, receive, send)
            return
        self._arriving[session] += arrived
        counted = arrived
        arrived = 0

        async def count() -> Message:
            nonlocal arrived, counted, reason
            message = await receive()
            arrived += len(message.get("body", b""))
            more = arrived - counted
            if more > 0:  # more than was told, or nothing was told
                reason = self._no_room(session, arrived, limits, counted)
                if reason:
                    raise _TooMuchError
                self._arriving[session] += more
                counted = arrived
            return message

        async def answer(message: Message) -> None:
            if not reason:
                await send(message)

        try:
            await self._app(scope, count, answer)
        except _TooMuchError:
            pass
        finally:
            self._arriving[session] -= counted
            self._arriving += Counter()  # forgets the sessions that nothing arrives from
        if reason:
            await refused(413, reason)(scope, receive, send)

    def _no_room(self, session: str, size: int, limits: UploadLimits, counted: int = 0) -> str | None:
        """Return why so many bytes are too many, `counted` of which are among those that arrive already."""
        most = max(limits.file, limits.events)
        if size > most * MB + AROUND:
            return f"This file is larger than {most:g} MB, the most that may be uploaded; split it into smaller ones."
        held = _held()
        mine = held.get(session, 0) + self._arriving[session] - counted + size
        if mine > limits.session * MB + AROUND:
            return f"You have uploaded more than {limits.session:g} MB that are not added yet; add what is in the list first, then give the rest."
        everybodys = sum(held.values()) + self._arriving.total() - counted + size
        if everybodys > limits.total * MB + AROUND:
            return f"All visitors together have uploaded {limits.total:g} MB that are not added yet; try again later."
        return None


class _TooMuchError(Exception):
    """More arrived than there is room for."""


def let_go(file_ids: Iterable[str]) -> None:
    """Forget uploads of this session that the page has taken: Streamlit would keep them as long as the session."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return
    manager = context.uploaded_file_mgr
    for one in file_ids:
        with contextlib.suppress(KeyError):
            manager.remove_file(context.session_id, one)


def _session(scope: Scope) -> str | None:
    """Return the session that a request uploads for, ``None`` for any other request."""
    if scope["type"] != "http" or scope["method"] not in {"PUT", "POST"}:
        return None
    _, found, rest = scope["path"].partition(ROUTE)
    return rest.partition("/")[0] if found else None


def _held() -> dict[str, int]:
    """Return the bytes that Streamlit keeps for each session."""
    if not runtime.exists():
        return {}
    storage = getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {})
    return {session: sum(len(one.data) for one in list(files.values())) for session, files in list(storage.items())}
