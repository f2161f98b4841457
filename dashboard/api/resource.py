"""One resource of the API: what it takes, what it answers, and how a request becomes an answer."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import corpora, shelf
from dashboard.access import request_person
from dashboard.api.parameters import CORPUS_KEY, BadParameterError, Parameter, one_of, pairs, read_parameters
from dashboard.api.view import BadSearchError, NotYetError, View, view_of
from dashboard.control import BusyError
from dashboard.dataset import Corpus, named_corpus
from dashboard.respond import refused
from geodata.errors import GeodataError, LibraryError

Json = dict[str, Any]

ROOT = "/api"
MEDIA_TYPES = {"json": "application/json", "geojson": "application/geo+json"}
SHARED = "public, max-age=60"
"""An address has no digest in it: after a minute a cache asks whether the answer still holds."""
OWN = "private, no-cache"
RETRY_S = "5"


class MissingError(GeodataError):
    """There is no such thing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A question about one corpus, read and checked.

    Parameters
    ----------
    values
        The parameters of the query by name.
    path
        Those of the path.
    """

    view: View
    values: Json
    path: dict[str, str]
    form: str

    @property
    def signature(self) -> str:
        """12 hex digits for the state of the corpus and the filters: a cursor holds for nothing else."""
        aside = {"cursor", "limit", "format"}
        filters = sorted((name, repr(value)) for name, value in self.values.items() if name not in aside)
        return _digest(self.view.corpus.dataset.digest, json.dumps(filters))[:12]


@dataclasses.dataclass(frozen=True, slots=True)
class Resource:
    """What can be asked for at one address.

    Parameters
    ----------
    path
        Below `ROOT`, with path parameters in braces.
    path_parameters
        Name, description and schema of each of these.
    answer
        Makes the answer; ``None`` for a resource with a route of its own.
    forms
        What it answers in: ``json``, ``geojson``; the first is the usual one.
    schema
        Of the answer in JSON, without the parts that all pages have; ``None`` where there is only GeoJSON.
    paged
        Whether the answer is a page of items.
    """

    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Asked], Json] | None = None
    schema: Json | None = None
    forms: tuple[str, ...] = ("json",)
    path_parameters: tuple[tuple[str, str, Json], ...] = ()
    paged: bool = False
    example: str = ""

    @property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """Those of its own and the form of the answer."""
        return (*self.parameters, form_parameter(self.forms))

    def route(self) -> Route:
        """Return the route that answers."""
        starlette_path = self.path.replace("{key}", "{key:path}")
        return Route(ROOT + starlette_path, functools.partial(_serve, self), methods=["GET"], name=f"api{self.path}")


def form_parameter(forms: tuple[str, ...]) -> Parameter:
    """Return the parameter ``format`` of a resource that answers in these forms."""
    words = "The form of the answer"
    if len(forms) == 1:
        return one_of("format", f"{words}: there is one.", forms, forms[0])
    return one_of("format", f"{words}; it wins over the Accept header, without both it is {forms[0]}.", forms, None)


def failed(error: Exception) -> Response:
    """Answer that something cannot be answered, in one sentence."""
    if isinstance(error, (BadParameterError, BadSearchError)):
        return refused(400, str(error))
    if isinstance(error, (NotYetError, BusyError, corpora.NotReadyError, LibraryError, sqlite3.Error, OSError)):
        own = isinstance(error, GeodataError)
        response = refused(503, str(error) if own else "The search index could not be used; ask again in a moment.")
        response.headers["Retry-After"] = RETRY_S
        return response
    return refused(404, str(error))


def answered(request: Request, content: Json, form: str, *, tag: str, public: bool) -> Response:
    """Answer with JSON values and what a cache has to know."""
    # ASCII, since an article's text may hold code points that UTF-8 cannot.
    body = json.dumps(content, separators=(",", ":"), allow_nan=False)
    return Response(body, media_type=MEDIA_TYPES[form], headers=_caching(tag, public=public))


def unchanged(request: Request, tag: str, *, public: bool) -> Response | None:
    """Return the answer to who holds the present state already."""
    held = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
    if tag.removeprefix("W/") in held:
        return Response(status_code=304, headers=_caching(tag, public=public))
    return None


def tag_of(*parts: str) -> str:
    """Return the ETag of what is made of these parts; weak, since it may travel compressed."""
    return f'W/"{_digest(_code(), *parts)[:24]}"'


def chosen_form(request: Request, given: str | None, forms: tuple[str, ...]) -> str:
    """Return the form of the answer: the parameter, else what the Accept header names first, else the usual one."""
    if given:
        return given
    accepted = request.headers.get("accept", "")
    places = {form: accepted.find(MEDIA_TYPES[form]) for form in forms}
    named = [form for form in forms if places[form] >= 0]
    return min(named, key=places.__getitem__, default=forms[0])


def asked_corpus(request: Request) -> Corpus:
    """Return the corpus that the query names.

    Raises
    ------
    DatasetError
        When it is not there, or who asks may not read it: which of them is not said.
    """
    raw = next((raw for name, raw in pairs(request.url.query) if name == "corpus"), "")
    given = CORPUS_KEY.read(raw, {})
    ids = shelf.ids_of(given)
    if given and set(ids) != set(shelf.SEPARATORS.split(given.strip())):
        msg = (
            f"corpus={given[:40]!r} is no corpus; give an id of {ROOT}/corpora, or up to {shelf.MOST_TOGETHER} with +."
        )
        raise BadParameterError(msg)
    return named_corpus(shelf.key_of(ids), request_person(request))


def _serve(resource: Resource, request: Request) -> Response:
    try:
        corpus = asked_corpus(request)
        view = view_of(corpus)
        values = read_parameters(request.url.query, resource.all_parameters, view.header)
        form = chosen_form(request, values.pop("format"), resource.forms)
        public = not corpus.restricted and corpora.is_public(corpus.key)
        tag = tag_of(corpus.dataset.digest, form, request.url.path, request.url.query)
        response = unchanged(request, tag, public=public)
        if response is None:
            path = {name: str(value) for name, value in request.path_params.items()}
            assert resource.answer is not None  # what has its own route is not served here
            content = resource.answer(Asked(view, values, path, form))
            response = answered(request, content, form, tag=tag, public=public)
            _link_next(response, request, content)
    except (GeodataError, sqlite3.Error, OSError) as error:
        return failed(error)
    return response


def _link_next(response: Response, request: Request, content: Json) -> None:
    """Name the next page in a header too (RFC 8288), for clients that follow these."""
    if not content.get("next"):
        return
    kept = [piece for piece in request.url.query.split("&") if piece and piece.partition("=")[0] != "cursor"]
    query = "&".join([*kept, f"cursor={content['next']}"])
    if query.isascii() and not set(query) & set('<>"\\'):
        response.headers["Link"] = f'<?{query}>; rel="next"'


def _caching(tag: str, *, public: bool) -> dict[str, str]:
    return {
        "ETag": tag,
        "Cache-Control": SHARED if public else OWN,
        "Vary": "Accept" if public else "Accept, Cookie",
    }


@functools.cache
def _code() -> str:
    """Return a digest of the code that makes the answers: a new version is not taken for the old one's answer."""
    files = sorted(Path(__file__).parents[1].rglob("*.py"))
    return _digest(*(path.read_text("utf-8") for path in files))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
