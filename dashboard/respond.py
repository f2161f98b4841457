"""Answers of the routes: which corpus is asked for, compression, caching, refusals."""

from __future__ import annotations

import functools
import gzip

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.access import request_person
from dashboard.corpora import is_public
from dashboard.dataset import Corpus, corpus_of_digest
from geodata.errors import GeodataError

IMMUTABLE = "public, max-age=31536000, immutable"
"""Every address carries a digest of what it serves, so it never has to be asked for again."""

PUBLISHED = f"{IMMUTABLE}, s-maxage=60"
"""What a public corpus of the library serves: it can turn private, so a cache between asks again after a minute."""

PRIVATE = "private, max-age=600"
"""What a private corpus serves stays in the browser that asked, and not for long: rights can be taken back."""

COMPRESSION_LEVEL = 6

NOT_ON_SCREEN = "This dataset is not on screen any more; reload the page."


def asked_corpus(request: Request) -> Corpus | None:
    """Return the corpus whose digest is in the address.

    ``None`` when no corpus has or had that state lately, or who asks may not read it: which of them is not said.
    """
    try:
        corpus = corpus_of_digest(request.path_params["digest"], request_person(request))
        if corpus is not None:
            request.state.private = corpus.restricted or not is_public(corpus.key)
            request.state.library = bool(corpus.key)
    except GeodataError:
        return None
    return corpus


def kept_private(response: Response, request: Request) -> Response:
    """Return an answer that no cache between passes on, if it is from a corpus that not everybody may read."""
    if getattr(request.state, "private", False):
        kept = response.headers.get("Cache-Control", "")
        response.headers["Cache-Control"] = PRIVATE if kept == IMMUTABLE else kept or PRIVATE
        response.headers["Vary"] = ", ".join(filter(None, [response.headers.get("Vary"), "Cookie"]))
    elif getattr(request.state, "library", False) and response.headers.get("Cache-Control") == IMMUTABLE:
        response.headers["Cache-Control"] = PUBLISHED
    return response


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
