"""``/api/corpora``: which corpora there are for who asks."""

from __future__ import annotations

import contextlib
import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import shelf
from dashboard.access import Person, request_person
from dashboard.api.parameters import read_parameters
from dashboard.api.resource import ROOT, Json, Resource, answered, failed, tag_of, unchanged
from dashboard.api.schemas import COUNT, MAYBE_TEXT, TEXT, record
from dashboard.corpora import listed, shown
from dashboard.dataset import folder_corpus
from geodata.errors import GeodataError
from geodata.library import CorpusRecord

COUNTED = ("articles", "places", "toponyms", "events", "claims")


def corpora_route() -> Route:
    """Return the route; it is about no single corpus, so it does not go the way of the other resources."""
    return Route(ROOT + RESOURCE.path, _serve, methods=["GET"], name="api/corpora")


def _serve(request: Request) -> Response:
    try:
        read_parameters(request.url.query, RESOURCE.all_parameters, {})
        person = request_person(request)
        items = [*_folder(person), *(_kept(record, person) for record in listed(person))]
    except GeodataError as error:
        return failed(error)
    content = {"count": len(items), "items": items}
    tag = tag_of(json.dumps(content))
    # Who asks decides what is listed: no cache between may keep it for another.
    return unchanged(request, tag, public=False) or answered(request, content, "json", tag=tag, public=False)


def _folder(person: Person) -> list[Json]:
    with contextlib.suppress(GeodataError):
        corpus = folder_corpus(person)
        return [_item("", corpus.title, "public", corpus.dataset.manifest)]
    return []


def _kept(record: CorpusRecord, person: Person) -> Json:
    stored = shown(shelf.current(record.id), person)
    manifest = shelf.read_json(stored.folder / "manifest.json") if stored else {}
    return _item(record.id, record.title, record.visibility, {**manifest, "digest": stored and stored.digest})


def _item(identity: str, title: str, visibility: str, manifest: Json) -> Json:
    counts = manifest.get("counts") or {}
    return {
        "id": identity,
        "title": title,
        "visibility": visibility,
        "digest": manifest.get("digest"),
        "theatre": manifest.get("theatre"),
        "counts": {name: int(counts.get(name, 0)) for name in COUNTED},
    }


RESOURCE = Resource(
    path="/corpora",
    summary="Corpora that can be asked for",
    description="The folder of articles has the empty id. One whose digest is null was not read to its end yet.",
    parameters=(),
    schema=record(
        {
            "count": COUNT,
            "items": {
                "type": "array",
                "items": record(
                    {
                        "id": TEXT,
                        "title": TEXT,
                        "visibility": {"enum": ["public", "private"]},
                        "digest": MAYBE_TEXT,
                        "theatre": MAYBE_TEXT,
                        "counts": record(dict.fromkeys(COUNTED, COUNT)),
                    }
                ),
            },
        }
    ),
    example="corpora",
)
