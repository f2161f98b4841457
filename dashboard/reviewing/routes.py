"""Routes of the Review page: the queue, one record, names of places, decisions, undo.

A decision is acknowledged when it stands in the library; drawing it is left to the next build.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import threading
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard import corpora, jobs, shelf
from dashboard.access import Person, request_person
from dashboard.dataset import Corpus, named_corpus
from dashboard.language import known
from dashboard.respond import missing, refused
from dashboard.reviewing import candidates, items
from dashboard.reviewing.queue import find, open_places, whole_queue
from geodata.correction import Correction
from geodata.errors import GeodataError
from geodata.library.database import now

PAGE = 40
"""Records of the queue sent at once."""
WARM_UP_S = 4.0
MAX_BODY = 400_000
MAX_DECISIONS = 20
NOT_ALLOWED = "You may not correct this corpus; ask whoever made it, or make a corpus of your own."
FROM_ELSEWHERE = "This request does not come from a page of this app; nothing was changed."


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A request that may correct the corpus it names."""

    corpus: Corpus
    person: Person
    language: str
    query: dict[str, str]
    body: dict[str, Any]


def review_routes() -> list[Route]:
    """Return the routes under ``/app/review/{corpus}``."""
    reading = {"queue": _queue, "choices": _choices, "names": _names, "state": _state}
    writing = {"decide": _decide, "undo": _undo, "redo": _redo, "build": _build}
    return [
        *(Route(f"/app/review/{{corpus}}/{name}", _answering(act)) for name, act in reading.items()),
        *(Route(f"/app/review/{{corpus}}/{name}", _answering(act), methods=["POST"]) for name, act in writing.items()),
        Route("/app/review/{corpus}/item/{ref:path}", _answering(_item)),
        Route("/app/review/{corpus}/same/{ref:path}", _answering(_same)),
    ]


def _answering(act: Callable[[Asked], Any]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        body: Any = {}
        if request.method == "POST":
            if not _is_own(request):
                return refused(403, FROM_ELSEWHERE)
            content = await _body_of(request)
            if content is None:
                return refused(413, f"A decision takes at most {MAX_BODY // 1000} KB; draw a simpler shape.")
            try:
                body = json.loads(content or b"{}")
            except (ValueError, RecursionError):
                body = None
            if not isinstance(body, dict):
                return refused(400, "A decision is a JSON object; nothing was changed.")
        return await run_sync(_checked, request, body, act)

    return answer


async def _body_of(request: Request) -> bytes | None:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BODY:
            return None
        parts.append(part)
    return b"".join(parts)


def _is_own(request: Request) -> bool:
    """Whether a page of this app asks: browsers say so themselves, and no form of a stranger's page can send JSON."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        return False
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    return site in (None, "same-origin")


def _checked(request: Request, body: dict[str, Any], act: Callable[[Asked], Any]) -> Response:
    person = request_person(request)
    key = request.path_params["corpus"]
    try:
        if corpora.editable(person, key, "correct") is None:
            return refused(403, NOT_ALLOWED)
        corpus = named_corpus(key, person)
        asked = Asked(
            corpus, person, known(request.query_params.get("lang")), dict(request.query_params), body | _ref(request)
        )
        found = act(asked)
    except GeodataError as error:
        return refused(409, str(error))
    if found is None:
        return missing("There is no such record in this corpus any more; the queue was made anew.")
    return JSONResponse(found, headers={"Cache-Control": "no-store"})


def _ref(request: Request) -> dict[str, str]:
    return {"id": request.path_params["ref"]} if "ref" in request.path_params else {}


def _queue(asked: Asked) -> dict[str, Any]:
    table, article = asked.query.get("table", ""), asked.query.get("article", "")
    queue = whole_queue(asked.corpus)
    found = open_places(asked.corpus, table=table, article=article)
    fresh = queue.without(found, asked.query.get("skip", "").split(","))
    _warm_up()
    return {
        "left": len(fresh),
        "skipped": len(found) - len(fresh),
        "items": [
            {
                "id": one.id,
                "table": one.target.table,
                "words": one.target.words[:80],
                "why": items.why(one, asked.language),
            }
            for one in (queue[place] for place in fresh[:PAGE])
        ],
        **_state(asked),
    }


@functools.cache
def _warm_up() -> None:
    """Make the index of names while the first record is read, and not at its cost."""
    warming = threading.Timer(WARM_UP_S, candidates.named_places, ("warm", "en"))
    warming.daemon = True
    warming.start()


def _choices(asked: Asked) -> dict[str, Any]:
    return items.choices_of(asked.corpus, asked.language)


def _names(asked: Asked) -> dict[str, Any]:
    near = candidates.countries_of(asked.corpus)
    return {"names": candidates.named_places(asked.query.get("q", ""), asked.language, near)}


def _state(asked: Asked) -> dict[str, Any]:
    return items.state_of(asked.corpus, building=jobs.status(asked.corpus.key).active)


def _item(asked: Asked) -> dict[str, Any] | None:
    one = find(asked.corpus, str(asked.body["id"]))
    return items.item_of(asked.corpus, one, asked.language) if one else None


def _same(asked: Asked) -> dict[str, Any] | None:
    one = find(asked.corpus, str(asked.body["id"]))
    return {"same": items.same_of(asked.corpus, one)} if one else None


def _decide(asked: Asked) -> dict[str, Any] | None:
    one = find(asked.corpus, str(asked.body.get("id", "")))
    if one is None:
        return None
    given = asked.body.get("decisions")
    if not isinstance(given, list) or not 0 < len(given) <= MAX_DECISIONS:
        raise _Unreadable
    made_at = now()
    corrections = []
    for each in given:
        if not isinstance(each, dict) or not isinstance(each.get("value", {}), dict):
            raise _Unreadable
        correction = Correction(
            uuid.uuid4().hex,
            str(each.get("kind")),
            one.target,
            each.get("value", {}),
            str(each.get("scope", "one")),
            asked.person.id,
            made_at,
            str(asked.body.get("note") or "")[:2000],
        )
        corrections.append(correction)
    shelf.library().corrections.add(asked.corpus.key, corrections)
    return {"ids": [each.id for each in corrections], **_state(asked)}


class _Unreadable(GeodataError):  # noqa: N818 -- a sentence, see __str__
    def __str__(self) -> str:
        return f"A decision names 1 to {MAX_DECISIONS} corrections, each with a kind and a value; nothing was changed."


def _undo(asked: Asked) -> dict[str, Any]:
    for each in _ids(asked):
        shelf.library().corrections.undo(asked.corpus.key, each, by=asked.person.id)
    return _state(asked)


def _redo(asked: Asked) -> dict[str, Any]:
    for each in _ids(asked):
        shelf.library().corrections.redo(asked.corpus.key, each)
    return _state(asked)


def _ids(asked: Asked) -> list[str]:
    given = asked.body.get("ids")
    if not isinstance(given, list) or not 0 < len(given) <= MAX_DECISIONS:
        raise _Unreadable
    return [str(each) for each in given]


def _build(asked: Asked) -> dict[str, Any]:
    corpora.refresh(asked.corpus.key, now=True)
    return _state(asked)
