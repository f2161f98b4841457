"""The OpenAPI document: valid, whole, and true of what is answered."""

from __future__ import annotations

import re
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from dashboard.api import RESOURCES, api_routes

ANSWERS = [resource.example for resource in RESOURCES] + [
    "events?format=geojson&limit=5",
    "claims?format=geojson",
    "mentions?format=geojson&limit=5",
    "events?modality=all&limit=1000",
    "claims?modality=all&limit=1000",
    "mentions?roles=demonym,actor,place&limit=1000",
    "places?limit=1000",
]


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    """The document as served."""
    return client.get("/api/openapi.json").json()


def test_the_document_follows_the_specification(document: dict) -> None:
    """As a kept validator reads OpenAPI 3.1."""
    validate(document)


def test_every_route_is_described(document: dict) -> None:
    """All but the page for people and the answer that there is no such address."""
    paths = {re.sub(r":path", "", route.path).removeprefix("/api") for route in api_routes()}
    assert paths - {"", "/{path}"} == set(document["paths"])


def test_every_parameter_is_described_and_no_other_allowed(document: dict, client: TestClient) -> None:
    """A refusal names what is allowed: the same names as in the document."""
    for path, operations in document["paths"].items():
        if path == "/openapi.json":
            continue
        described = [each["name"] for each in operations["get"]["parameters"] if each["in"] == "query"]
        answer = client.get(f"/api{path.format(kind='mention', key='0')}?no_such=1")
        assert answer.status_code == 400, path
        assert answer.json()["error"].partition("allowed are: ")[2] == f"{', '.join(described)}.", path


@pytest.mark.parametrize("address", ANSWERS)
def test_answers_are_as_described(document: dict, client: TestClient, address: str) -> None:
    """Each answer fits the schema of its media type."""
    answer = client.get(f"/api/{address}")
    assert answer.status_code == 200, answer.text
    path = "/evidence/{kind}/{key}" if address.startswith("evidence") else "/" + address.partition("?")[0]
    content = document["paths"][path]["get"]["responses"]["200"]["content"]
    schema = content[answer.headers["content-type"]]["schema"]
    OAS31Validator({**schema, "components": document["components"]}).validate(answer.json())


def test_a_wrong_answer_does_not_fit(document: dict, client: TestClient) -> None:
    """The schemas forbid something: an event without its sentence, or with a name that nobody described."""
    event = client.get("/api/events?limit=1").json()["items"][0]
    validator = OAS31Validator({"$ref": "#/components/schemas/Events", "components": document["components"]})
    assert validator.is_valid(event)
    assert not validator.is_valid({**event, "surprise": 1})
    assert not validator.is_valid({key: value for key, value in event.items() if key != "sentence"})
