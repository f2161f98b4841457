"""A small web server on this machine, for pages that a browser is measured on."""

from __future__ import annotations

import dataclasses
import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What one address answers with; `body` is compressed with gzip."""

    body: bytes
    media_type: str


def compressed(body: bytes | str, media_type: str, *, level: int = 6) -> Content:
    """Compress what a page or a file holds."""
    raw = body.encode() if isinstance(body, str) else body
    return Content(gzip.compress(raw, level, mtime=0), f"{media_type}; charset=utf-8")


Find = Callable[[str], Content | None]
"""Content of a path such as ``/app/payload.tmap``, ``None`` where there is none."""


@contextmanager
def serving(find: Find) -> Iterator[str]:
    """Serve until the block ends; gives the address, without a slash at its end."""
    handler = type("Handler", (_Handler,), {"find": staticmethod(find)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    find: Find

    def do_GET(self) -> None:
        content = self.find(urlsplit(self.path).path)
        self.send_response(200 if content else 404)
        body = content.body if content else b""
        if content:
            self.send_header("Content-Type", content.media_type)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
