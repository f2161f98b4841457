"""A dataset to take away in the formats of other programs: `app/data/{digest}/export/{format}`."""

from __future__ import annotations

import functools
import threading
import urllib.parse

from starlette.requests import Request
from starlette.responses import Response

from dashboard.dataset import Corpus
from dashboard.respond import NOT_ON_SCREEN, asked_corpus, kept_private, missing, refused
from geodata.errors import GeodataError

SERVED_RECORDS = 400_000
"""More would keep the server busy for minutes; the command has no such limit."""
_making = threading.Lock()


def serve(request: Request) -> Response:
    """Answer with the whole dataset as one file, without imported rows that must not be passed on."""
    from geodata.exchange.write import EXPORTS  # takes GDAL along, 30 MB: not before somebody exports

    corpus, name = asked_corpus(request), request.path_params["format"]
    if corpus is None:
        return missing(NOT_ON_SCREEN)
    if name not in EXPORTS:
        return refused(404, f"There is no export {name[:40]!r}; choose one of: {', '.join(EXPORTS)}.")
    counts = corpus.dataset.manifest["counts"]
    if sum(count for table, count in counts.items() if table not in ("articles", "timexes", "actors")) > SERVED_RECORDS:
        return refused(413, "This dataset is too large to be written here; use `python -m geodata export`.")
    try:
        content = _packed(corpus, name)
    except GeodataError as error:
        return refused(500, str(error))
    file_name = f"{_stem(corpus)}{'-timemap' if name == 'timemap' else ''}{EXPORTS[name].suffix}"
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{urllib.parse.quote(file_name)}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return kept_private(Response(content, media_type=EXPORTS[name].media_type, headers=headers), request)


def _packed(corpus: Corpus, name: str) -> bytes:
    """Return an export; made once, however many ask at the same time."""
    with _making:
        return _made(corpus, name)


@functools.lru_cache(maxsize=2)
def _made(corpus: Corpus, name: str) -> bytes:
    from geodata.exchange.write import export_bytes

    return export_bytes(corpus.dataset, name)


def _stem(corpus: Corpus) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in corpus.title).split())[:60] or "dataset"
