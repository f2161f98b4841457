"""Answers of the routes: which corpus is asked for, compression, caching, refusals."""

from __future__ import annotations

import functools
import gzip

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.dataset import Corpus, current_corpus
from geodata.errors import GeodataError

IMMUTABLE = "public, max-age=31536000, immutable"
"""Every address carries a digest of what it serves, so it never has to be asked for again."""

COMPRESSION_LEVEL = 6

NOT_ON_SCREEN = "This dataset is not on screen any more; reload the page."


def asked_corpus(request: Request) -> Corpus | None:
    """Return the corpus whose digest is in the address, ``None`` when it is not the one on screen."""
    try:
        corpus = current_corpus()
    except GeodataError:
        return None
    return corpus if corpus.dataset.digest == request.path_params["digest"] else None


@functools.lru_cache(maxsize=64)
def compressed(content: bytes) -> bytes:
    """Return bytes as gzip, the same for the same bytes."""
    return gzip.compress(content, COMPRESSION_LEVEL, mtime=0)


def gzipped(request: Request, packed: bytes, media_type: str) -> Response:
    """Answer with content packed by gzip, unpacked for a client that does not take it."""
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(packed, media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type=media_type, headers=headers)


def missing(sentence: str) -> Response:
    """Answer that there is no such thing."""
    return refused(404, sentence)


def refused(status: int, sentence: str) -> Response:
    """Answer with one sentence: what was asked for, what is allowed, what to do."""
    return JSONResponse({"error": sentence}, status_code=status, headers={"Cache-Control": "no-store"})
