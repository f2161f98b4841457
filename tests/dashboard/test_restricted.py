"""Rows that must not be passed on: who keeps the corpus sees them, and nobody else by any route."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.testclient import TestClient

from dashboard import corpora, dataset, jobs, shelf
from dashboard.access import COOKIE, Person
from dashboard.marks import marks_of
from dashboard.routes import app_routes
from geodata.errors import DatasetError
from geodata.exchange.imported import imports_folder, keep_imported, read_imported, with_kept
from geodata.exchange.write import EXPORTS
from geodata.pipeline import build_dataset
from geodata.store import write_dataset
from tests.dashboard.library import AMAL, BASIL, SIRTE, VISITOR, built, made
from tests.dashboard.test_corpora import browser
from tests.geodata.exchange.conftest import A_UCDP_ROW, ACLED, AN_ACLED_ROW, UCDP, write_rows

SECRET = "Kept-to-the-keeper"
CLOSED_ROW = {**AN_ACLED_ROW, "notes": f"{SECRET} words", "location": f"{SECRET}-ville", "actor1": f"{SECRET} army"}
TOKEN, OTHER = "ab" * 16, "cd" * 16
OWNER = Person(browser(TOKEN), "reviewer")


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A library of this test's own; what it began in the background ends with it."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TIMEMAP_EDITING", "on")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    for child in jobs._children:  # noqa: SLF001 -- what was started is not told anywhere else
        child.terminate()
        child.wait(timeout=30)


def event_file(folder: Path, header: tuple[str, ...], row: dict[str, Any], name: str) -> Path:
    """Return a file with one row."""
    return write_rows(folder / name, header, [row])


def brought_in(key: str, path: Path, terms: str | None = None) -> str:
    """Bring a file into a corpus; return its id."""
    imported = read_imported(path, terms=terms)
    return shelf.library().imports.add(key, imported, shelf.imports_folder(key), by="amal").id


def build(key: str) -> shelf.Stored:
    """Build a corpus here and now."""
    return shelf.build(key, None)


@pytest.fixture
def public(tmp_path: Path) -> str:
    """A public corpus of an article, a row that may be passed on and one that must not, built."""
    key = made("For all", [SIRTE], by=OWNER, visibility="public")
    brought_in(key, event_file(tmp_path, ACLED, CLOSED_ROW, f"{SECRET}.csv"))
    brought_in(key, event_file(tmp_path, UCDP, A_UCDP_ROW, "ged.csv"))
    build(key)
    return key


def asked(client: TestClient, address: str, token: str) -> Response:
    """Ask as a browser."""
    return client.get(address, headers={"cookie": f"{COOKIE}={token}"} if token else {})


def addresses(digest: str, key: str, event: str) -> list[str]:
    """Return every route about a corpus, filled in: those of the app's own table, whoever added them."""
    fill = {
        "digest": digest,
        "format": "csv",
        "form": "geojson",
        "key": event,
        "key:path": event,
        "kind": "event",
        "source": "articles",
        "mode": "articles",
        "id": event,
        "id:path": event,
        "article": f"import:{SECRET}.csv",
        "article:path": f"import:{SECRET}.csv",
    }
    found = []
    for route in app_routes():
        address = route.path
        if not address.startswith(("/app/data/{digest}", "/api")) or "GET" not in (route.methods or {"GET"}):
            continue
        for name, value in fill.items():
            address = address.replace(f"{{{name}}}", value)
        if "{" not in address:
            found += [f"{address}?corpus={key}&q={SECRET}", f"{address}?corpus={key}"]
    found += [f"/app/data/{digest}/export/{name}" for name in EXPORTS]
    return [*found, f"/app/data/{digest}/map.html?texts=1", f"/app/data/{digest}/search?q={SECRET}"]


def test_no_route_gives_them_to_anybody_else(public: str) -> None:
    """By the keeper's digest others get nothing at all; by their own, all but these rows."""
    client = TestClient(Starlette(routes=app_routes()))
    whole = corpora.readable_state(public, OWNER)
    event = dataset.named_corpus(public, OWNER).dataset.tables["imported"]["id"].iloc[0]
    rest = corpora.readable_state(public, VISITOR)
    assert rest.digest != whole.digest
    assert SECRET in asked(client, f"/app/data/{whole.digest}/evidence/event/{event}", TOKEN).text
    for token in ("", OTHER):
        for address in addresses(whole.digest, public, event):
            answer = asked(client, address, token)
            assert SECRET not in answer.text.replace(address, ""), address
            if address.startswith("/app/data"):
                assert answer.status_code == 404, address
        for address in addresses(rest.digest, public, event):
            answer = asked(client, address, token)
            assert answer.status_code < 500, address
            assert SECRET not in json.dumps(answer.text).replace(f"q={SECRET}", ""), address
    assert asked(client, f"/app/data/{rest.digest}/payload.tmap", OTHER).status_code == 200
    assert "public" in asked(client, f"/app/data/{rest.digest}/payload.tmap", OTHER).headers["cache-control"]


def test_the_keeper_sees_them_and_no_cache_keeps_them(public: str) -> None:
    """Payload and card are whole; what is made to be passed on is not, for the keeper either."""
    client = TestClient(Starlette(routes=app_routes()))
    digest = corpora.readable_state(public, OWNER).digest
    named = marks_of(dataset.named_corpus(public, OWNER)).header
    assert f"{SECRET}-ville" in [place["name"] for place in named["places"]]
    assert SECRET not in json.dumps(marks_of(dataset.named_corpus(public, BASIL)).header)
    payload = asked(client, f"/app/data/{digest}/payload.tmap", TOKEN)
    assert payload.headers["cache-control"].startswith("private")
    event = dataset.named_corpus(public, OWNER).dataset.tables["imported"]["id"].iloc[0]
    for address in (f"/app/data/{digest}/evidence/event/{event}", f"/api/evidence/event/{event}?corpus={public}"):
        card = asked(client, address, TOKEN)
        assert SECRET in card.text, address
        assert "public" not in card.headers["cache-control"], address
        assert "Cookie" in card.headers["vary"], address
    for name in EXPORTS:
        assert SECRET.encode() not in asked(client, f"/app/data/{digest}/export/{name}", TOKEN).content
    assert SECRET not in asked(client, f"/app/data/{digest}/map.html?texts=1", TOKEN).text


def test_terms_made_stricter_hold_at_once(tmp_path: Path) -> None:
    """What was built while the rows were open is served to nobody else from that moment on; loosened, it is again."""
    key = made("Mine", [SIRTE], by=OWNER, visibility="public")
    file = brought_in(key, event_file(tmp_path, UCDP, {**A_UCDP_ROW, "source_headline": SECRET}, "ged.csv"))
    before = build(key)
    assert corpora.readable_state(key, VISITOR).digest == before.digest
    shelf.library().imports.set_terms(key, file, "no redistribution")
    shelf.restrict(key)
    assert dataset.corpus_of_digest(before.digest, VISITOR) is None
    assert dataset.corpus_of_digest(before.digest, OWNER) is not None
    with pytest.raises(DatasetError):
        corpora.readable_state(key, VISITOR)
    build(key)
    assert not len(dataset.named_corpus(key, VISITOR).dataset.tables["imported"])
    assert len(dataset.named_corpus(key, OWNER).dataset.tables["imported"]) == 1
    shelf.library().imports.set_terms(key, file, "open")
    assert build(key).digest == before.digest
    assert len(dataset.named_corpus(key, VISITOR).dataset.tables["imported"]) == 1


def test_a_combination_shows_them_to_who_keeps_those_corpora(tmp_path: Path, public: str) -> None:
    """Another's public corpus beside mine does not take my rows from me, and gives me none of theirs."""
    mine = made("Of Amal", [], by=AMAL, visibility="public")
    brought_in(mine, event_file(tmp_path, ACLED, {**AN_ACLED_ROW, "event_id_cnty": "X9"}, "own.csv"))
    together = shelf.key_of(shelf.ids_of(f"{mine}+{public}"))
    build(together)
    for person in (AMAL, OWNER, VISITOR):
        rows = dataset.named_corpus(together, person).dataset.tables["imported"]
        assert rows["terms"].tolist() == ["open"]
    mine_alone = build(mine)
    assert mine_alone.shared == ""
    with pytest.raises(DatasetError, match="must not be passed on"):
        dataset.named_corpus(mine, VISITOR)


def test_only_files_of_events_need_no_reading_of_articles(public: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file taken out or put back changes the imported rows alone; the articles are not read again."""
    library = shelf.library()
    (file, _) = library.imports.all(public)
    monkeypatch.setattr(shelf, "build_from_articles", None)
    library.imports.remove(public, file.id)
    build(public)
    assert dataset.named_corpus(public, OWNER).dataset.tables["imported"]["origin"].tolist() == ["ucdp"]
    assert [one.removed_at is None for one in library.imports.all(public, removed=True)] == [False, True]
    library.imports.bring_back(public, file.id)
    build(public)
    assert sorted(dataset.named_corpus(public, OWNER).dataset.tables["imported"]["origin"]) == ["acled", "ucdp"]
    manifest = dataset.named_corpus(public, OWNER).dataset.manifest
    assert manifest["counts"]["articles"] == 3


def test_a_build_in_the_background_has_them_too(tmp_path: Path) -> None:
    """A corpus of a file alone, without any article."""
    key = made("Rows", [], by=OWNER)
    assert corpora.is_empty(key)
    brought_in(key, event_file(tmp_path, UCDP, A_UCDP_ROW, "ged.csv"))
    assert not corpora.is_empty(key)
    assert built(key).shared
    assert len(dataset.named_corpus(key, OWNER).dataset.tables["imported"]) == 1


def test_the_folder_shows_them_to_who_runs_the_app(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dataset that is served as it is: the command brought rows in that must not be passed on."""
    folder = tmp_path / "served"
    keep_imported(read_imported(event_file(tmp_path, ACLED, CLOSED_ROW, "a.csv")), imports_folder(folder))
    write_dataset(with_kept(build_dataset(seeds), folder), folder)
    monkeypatch.setenv("TIMEMAP_CORPUS", str(folder))
    admin = Person("local", "admin")
    whole, rest = dataset.named_corpus("", admin), dataset.named_corpus("", VISITOR)
    assert (len(whole.dataset.tables["imported"]), len(rest.dataset.tables["imported"])) == (1, 0)
    assert dataset.corpus_of_digest(whole.dataset.digest, VISITOR) is None
    assert dataset.corpus_of_digest(whole.dataset.digest, admin) is whole
    assert dataset.corpus_of_digest(rest.dataset.digest, VISITOR) is rest
    assert dataset.corpus_of_digest(rest.dataset.digest, admin) is rest
