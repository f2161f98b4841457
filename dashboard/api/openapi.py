"""``/api/openapi.json``: the API described by the very declarations that its routes are made of."""

from __future__ import annotations

from typing import Any

from dashboard.api.parameters import Parameter
from dashboard.api.resource import MEDIA_TYPES, Resource
from dashboard.api.schemas import COMPONENTS, COUNT, MAYBE_TEXT, TEXT, record, ref

Json = dict[str, Any]

VERSION = "1.0.0"
REFUSALS = {
    "400": "A parameter is not one of those that are allowed.",
    "404": "There is no such corpus or thing, or it is not shared with who asks.",
    "503": "Something is still being made; ask again after the seconds of Retry-After.",
}


def document(resources: tuple[Resource, ...]) -> Json:
    """Return the OpenAPI document."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Conflict time map",
            "version": VERSION,
            "summary": "Places, events, claims of control and front lines of a corpus of articles, each with its sentence.",
            "description": "Read-only. Dates are ISO 8601, coordinates WGS84 degrees, offsets code points. "
            "Links in answers are relative to the address that was asked for.",
        },
        "servers": [{"url": "../api", "description": "Beside this document"}],
        "paths": {
            **{resource.path: {"get": _operation(resource)} for resource in resources},
            "/openapi.json": {"get": _itself()},
        },
        "components": {"schemas": {**COMPONENTS, **_named_schemas(resources), "FeatureCollection": _FEATURES}},
    }


def _operation(resource: Resource) -> Json:
    return {
        "operationId": _name(resource),
        "summary": resource.summary,
        "description": resource.description,
        "parameters": [
            *(
                {"name": n, "in": "path", "required": True, "description": d, "schema": s}
                for n, d, s in resource.path_parameters
            ),
            *map(_parameter, resource.all_parameters),
        ],
        "responses": {
            "200": _success(resource),
            "304": {"description": "What If-None-Match names still holds."},
            **_refused(),
        },
    }


def _parameter(parameter: Parameter) -> Json:
    described: Json = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": parameter.schema,
    }
    if parameter.schema["type"] == "array":
        described |= {"style": "form", "explode": False}  # one value, commas between
    return described


def _success(resource: Resource) -> Json:
    content = {}
    for form in resource.forms:
        name = _schema_name(resource) if form == "json" else "FeatureCollection"
        content[MEDIA_TYPES[form]] = {"schema": ref(name)}
    headers: Json = {name: {"schema": {"type": "string"}} for name in ("ETag", "Cache-Control")}
    if resource.paged:
        headers["Link"] = {"description": "The next page (RFC 8288).", "schema": {"type": "string"}}
    return {"description": resource.summary, "headers": headers, "content": content}


def _refused() -> Json:
    content = {"application/json": {"schema": ref("Error")}}
    return {status: {"description": why, "content": content} for status, why in REFUSALS.items()}


def _itself() -> Json:
    return {
        "operationId": "openapi",
        "summary": "This document",
        "responses": {
            "200": {"description": "This document", "content": {"application/json": {"schema": {"type": "object"}}}}
        },
    }


def _named_schemas(resources: tuple[Resource, ...]) -> Json:
    named: Json = {}
    for resource in resources:
        if resource.schema is None:
            continue
        if resource.paged:
            item = _schema_name(resource).removesuffix("Page")
            named[item] = resource.schema
            named[f"{item}Page"] = record({**_HEAD, "items": {"type": "array", "items": ref(item)}})
        else:
            named[_schema_name(resource)] = resource.schema
    return named


def _schema_name(resource: Resource) -> str:
    name = "".join(part.capitalize() for part in _name(resource).split("_"))
    return f"{name}Page" if resource.paged else f"{name}Answer"


def _name(resource: Resource) -> str:
    return resource.path.strip("/").partition("/")[0]


_HEAD: Json = {"corpus": ref("CorpusState"), "total": COUNT, "count": COUNT, "next": MAYBE_TEXT}
_FEATURES: Json = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        **_HEAD,
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "id": TEXT,
                    "geometry": {"type": ["object", "null"]},
                    "properties": {"type": "object"},
                },
            },
        },
    },
}
