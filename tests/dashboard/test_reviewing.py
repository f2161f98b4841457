"""The queue, the records and the decisions as the routes give and take them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import jobs, shelf
from dashboard.reviewing.routes import review_routes
from geodata.formats import Draft

HERE = {"host": "localhost", "origin": "http://localhost", "sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Iterator[Path]:
    """A data folder with the seeds as a corpus of the library, built."""
    folder = tmp_path_factory.mktemp("reviewing")
    address = st.config.get_option("server.address")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMEMAP_DATA", str(folder))
        patch.delenv("TIMEMAP_EDITING", raising=False)
        patch.delenv("DATABASE_URL", raising=False)
        st.config.set_option("server.address", "localhost")
        library = shelf.library()
        library.corpora.create("Seeds", by="local")
        drafts = [Draft(path.name, path.read_text("utf-8")) for path in sorted(seeds.glob("*.txt"))]
        library.articles.add("seeds", drafts, by="local")
        jobs.run("seeds")
        yield folder
        st.config.set_option("server.address", address)


@pytest.fixture
def client(data: Path) -> Iterator[TestClient]:
    """The routes, asked by a browser at this computer; what it decided is undone afterwards."""
    del data
    with TestClient(Starlette(routes=review_routes()), headers=HERE, client=("127.0.0.1", 1)) as opened:
        yield opened
    shelf.library().corrections.roll_back("seeds", "", by="test")


def queue(client: TestClient, **query: str) -> dict:
    """Return the queue."""
    answer = client.get("/app/review/seeds/queue", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def decide(client: TestClient, item: str, *decisions: dict, **more: str) -> dict:
    """Save decisions on a record."""
    answer = client.post("/app/review/seeds/decide", json={"id": item, "decisions": list(decisions), **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_was_decided_leaves_the_queue_and_comes_back(client: TestClient) -> None:
    """A decision is acknowledged at once, counted as not drawn, and undone."""
    before = queue(client)
    first = before["items"][0]["id"]
    saved = decide(client, first, {"kind": "accept"}, note="looked it up")
    assert saved["undrawn"] == before["undrawn"] + 1
    after = queue(client)
    assert after["left"] == before["left"] - 1
    assert first not in [one["id"] for one in after["items"]]
    entry = shelf.library().corrections.history("seeds")[-1]
    assert (entry.correction.author, entry.correction.note) == ("local", "looked it up")
    undone = client.post("/app/review/seeds/undo", json={"ids": saved["ids"]}).json()
    assert undone["undrawn"] == before["undrawn"]
    assert queue(client)["items"][0]["id"] == first
    assert client.post("/app/review/seeds/redo", json={"ids": saved["ids"]}).json()["undrawn"] == before["undrawn"] + 1


def test_a_record_holds_all_that_a_decision_needs(client: TestClient) -> None:
    """Sentence, context, candidates with kind, country, score and distance."""
    one = client.get(f"/app/review/seeds/item/{queue(client)['items'][0]['id']}").json()
    assert (
        "".join(piece["text"] for piece in one["sentence"] if piece["own"]) == one["words"] == "the capital's airport"
    )
    assert one["before"].startswith("Warlord")
    assert one["article"]["published_iso"] == "2020-07-20"
    chosen = one["place"]["candidates"][0]
    assert (chosen["chosen"], chosen["kind"], chosen["country_label"]) == (True, "airport", "Libya")
    assert chosen["near"] == {"name": "Tripoli", "km": 25}
    assert {other["name"] for other in one["place"]["others"]} >= {"Sirte", "Cairo"}


def test_a_card_of_the_map_leads_to_its_record(client: TestClient) -> None:
    """Mentions, events and claims are found by the keys of their evidence cards, in doubt or not."""
    corpus_claims = queue(client, table="claims")["items"]
    assert corpus_claims
    for key in ("mention/0", "mention/9"):
        one = client.get(f"/app/review/seeds/item/{key}").json()
        assert one["table"] == "toponyms"
        assert client.get(f"/app/review/seeds/item/{one['id']}").json()["words"] == one["words"]
        assert len(decide(client, one["id"], {"kind": "accept"})["ids"]) == 1
    for key in ("mention/99999", "mention/x", "event/zz", "claim/0", "fact/1", "nothing"):
        assert client.get(f"/app/review/seeds/item/{key}").status_code == 404


def test_all_same_cases_leave_together(client: TestClient) -> None:
    """What was read the same way from the same words is listed, and settled by one decision."""
    one = client.get("/app/review/seeds/item/mention/0").json()
    same = client.get(f"/app/review/seeds/same/{'mention/0'}").json()["same"]
    assert len(same) == one["same"] > 1
    assert all(one["words"] in each["text"] for each in same)


@pytest.mark.parametrize("typed", ["Sirt", "سرت", "Сирт", "sirte"])
def test_places_are_found_in_any_script(client: TestClient, typed: str) -> None:
    """A town of the corpus's country comes before its namesakes."""
    names = client.get("/app/review/seeds/names", params={"q": typed}).json()["names"]
    assert "gn:2210554" in [one["feature_id"] for one in names[:3]]


def test_skipped_and_filtered(client: TestClient) -> None:
    """What was skipped is left out and counted; kinds and articles narrow the queue."""
    whole = queue(client)
    first = whole["items"][0]["id"]
    rest = queue(client, skip=first)
    assert (rest["left"], rest["skipped"]) == (whole["left"] - 1, 1)
    assert {one["table"] for one in queue(client, table="events")["items"]} == {"events"}
    articles = client.get("/app/review/seeds/choices").json()["articles"]
    assert sum(queue(client, article=name)["left"] for name, _ in articles) == whole["left"]


@pytest.mark.parametrize(
    ("decisions", "words"),
    [
        ([], "1 to 20"),
        ("accept", "1 to 20"),
        ([{"kind": "place", "value": {"lat": 91, "lon": 0, "name": "x"}}], "in degrees"),
        ([{"kind": "date", "value": {"earliest": "2020-13-01"}}], "not a date"),
        ([{"kind": "date", "value": {"earliest": "2020-02-02", "latest": "2020-01-01"}}], "comes after"),
        ([{"kind": "type", "value": {"type": "capture"}}], "not allowed"),
        ([{"kind": "accept", "scope": "everything"}], "not allowed"),
        ([{"kind": "reject", "value": {"x": 1}}], "no value"),
        ([{"kind": "accept"}, {"kind": "place", "value": {}}], "name"),
    ],
)
def test_a_wrong_decision_gets_a_sentence_and_changes_nothing(
    client: TestClient, decisions: object, words: str
) -> None:
    """Half a decision is never kept."""
    first = queue(client)["items"][0]["id"]
    before = len(shelf.library().corrections.history("seeds"))
    answer = client.post("/app/review/seeds/decide", json={"id": first, "decisions": decisions})
    assert answer.status_code == 409
    assert words in answer.json()["error"]
    assert len(shelf.library().corrections.history("seeds")) == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://elsewhere.example"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "text/plain"}, 403),
        ({"x-forwarded-for": "10.1.1.1"}, 403),
        ({"host": "timemap.example", "origin": "http://timemap.example"}, 403),
    ],
)
def test_strangers_decide_nothing(client: TestClient, headers: dict[str, str], status: int) -> None:
    """No page of another site, and nobody through a proxy, writes here."""
    answer = client.post(
        "/app/review/seeds/decide", content="{}", headers={"content-type": "application/json", **headers}
    )
    assert answer.status_code == status


def test_too_much_or_not_json_is_refused(client: TestClient) -> None:
    """A body without end is not read to its end."""
    kind = {"content-type": "application/json"}
    assert client.post("/app/review/seeds/decide", content="[" * 90_000, headers=kind).status_code == 400
    assert client.post("/app/review/seeds/decide", content=" " * 500_000, headers=kind).status_code == 413
    assert client.get("/app/review/nowhere/queue").status_code == 403
    assert client.get("/app/review/_folder/queue").status_code == 403


def test_what_was_decided_is_drawn_by_the_next_build(client: TestClient) -> None:
    """After a build nothing is undrawn, and the map has the place that was chosen."""
    first = queue(client)["items"][0]["id"]
    decide(client, first, {"kind": "place", "value": {"name": "Mitiga", "lat": 32.8941, "lon": 13.2760}})
    jobs.run("seeds")
    state = client.get("/app/review/seeds/state").json()
    assert (state["undrawn"], state["building"]) == (0, False)
    assert first not in [one["id"] for one in queue(client)["items"]]
    shelf.library().corrections.roll_back("seeds", "", by="test")
    jobs.run("seeds")
    assert queue(client)["items"][0]["id"] == first
