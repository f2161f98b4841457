"""A visitor without a screen: Streamlit's own messages over a real websocket, and the files a browser would fetch."""

from __future__ import annotations

import asyncio
import re
import time
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from dashboard.payload import unpack

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
ANSWER_S = 60.0
DIGEST = re.compile(r"/data/([0-9a-f]{16})|\"?digest\"?[^0-9a-f]{1,8}([0-9a-f]{16})\b")
FILES = ("payload.tmap", "control.json")
BIG = 256 * 1024 * 1024


class Visitor:
    """One browser's share of the work; use it in ``async with``.

    Parameters
    ----------
    url
        Address of the app; only on this computer.

    Raises
    ------
    ValueError
        When the address is another computer's: nobody's server is to be loaded with this.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK:
            msg = f"{parts.hostname} is not this computer; the load is for servers on localhost or 127.0.0.1 alone."
            raise ValueError(msg)
        self.url = url.rstrip("/")
        self.session_id = ""
        self.digest = ""
        self._http = httpx2.AsyncClient(headers={"Accept-Encoding": "gzip"}, timeout=ANSWER_S)
        self._socket: ClientConnection | None = None
        self._kept: dict[str, bytes] = {}
        self._page = ""

    async def __aenter__(self) -> Self:
        """Begin with nothing kept, as a fresh browser."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the page."""
        await self.leave()
        await self._http.aclose()

    @property
    def worker(self) -> str:
        """Which worker of a proxy the browser stays with, empty without one."""
        return self._http.cookies.get("timemap_worker", "")

    async def open(self, query: str = "", *, files: bool = True) -> float:
        """Open the page and what its map asks for; return the seconds until all is there."""
        began = time.perf_counter()
        await self.fetch("/")
        await self.fetch("/_stcore/health", keep=False)
        await self.fetch("/_stcore/host-config", keep=False)
        await self.reconnect()
        await self.rerun(query)
        if files:
            await asyncio.gather(*(self.fetch(f"/app/data/{self.digest}/{name}") for name in FILES))
        return time.perf_counter() - began

    async def reconnect(self) -> None:
        """Open the websocket; with the former session's id as Streamlit's client does."""
        address = f"ws{self.url.removeprefix('http')}/_stcore/stream"
        cookies = "; ".join(f"{each.name}={each.value}" for each in self._http.cookies.jar)
        token = self._http.cookies.get("_streamlit_xsrf", "")
        self._socket = await connect(
            address,
            subprotocols=["streamlit", token or "PLACEHOLDER_AUTH_TOKEN", *filter(None, [self.session_id])],
            additional_headers={"Cookie": cookies} if cookies else None,
            origin=self.url,
            max_size=BIG,
            open_timeout=ANSWER_S,
            proxy=None,
        )
        headers = self._socket.response.headers if self._socket.response else {}
        for cookie in headers.get_all("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._keep_cookie(name, value)

    async def rerun(self, query: str = "") -> float:
        """Run the page's script; return the seconds until its last message came."""
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_script_hash = self._page
        return await self._run(message)

    async def go(self, page: str) -> float:
        """Go to another page by its address, the map for an empty one; return the seconds until it is there."""
        message = BackMsg()
        message.rerun_script.page_name = page
        return await self._run(message)

    async def _run(self, message: BackMsg) -> float:
        began = time.perf_counter()
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(ANSWER_S):
            while not self._is_last(ForwardMsg.FromString(await self._socket.recv())):  # type: ignore[arg-type]
                pass
        return time.perf_counter() - began

    async def fetch(self, path: str, *, keep: bool = True) -> bytes:
        """Return what an address serves; what may be kept for ever is asked for once."""
        if path in self._kept:
            return self._kept[path]
        answer = await self._http.get(self.url + path)
        answer.raise_for_status()
        if keep and "immutable" in answer.headers.get("Cache-Control", ""):
            self._kept[path] = answer.content
        return answer.content

    async def quotes(self) -> list[str]:
        """Return the addresses of quotes that a click on the map asks for."""
        _, columns = unpack(await self.fetch(f"/app/data/{self.digest}/payload.tmap"))
        return [f"/app/data/{self.digest}/evidence/event/{int(key):016x}" for key in columns["event.id"]]

    async def leave(self) -> None:
        """Close the websocket."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def wait_closed(self) -> None:
        """Return when the server is gone."""
        assert self._socket is not None
        await self._socket.wait_closed()

    def _keep_cookie(self, name: str, value: str) -> None:
        jar = self._http.cookies.jar
        former = next((each for each in jar if each.name == name), None)
        if former is not None:
            jar.clear(former.domain, former.path, former.name)
        self._http.cookies.set(name, value, domain=former.domain if former else "", path="/")

    def _is_last(self, message: Any) -> bool:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
            self._page = message.new_session.page_script_hash
        elif kind == "delta":
            found = DIGEST.search(message.SerializeToString().decode("utf-8", "ignore"))
            self.digest = (found.group(1) or found.group(2)) if found else self.digest
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            msg = "the page could not run"
            raise RuntimeError(msg)
        return kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
