"""Hostile words in every field that a corpus has, through every route: as written, never run, never an error."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.dataset import Corpus, corpus_of
from dashboard.evidence import evidence_card
from dashboard.guard import Guard
from dashboard.marks import marks_of
from dashboard.routes import app_routes
from dashboard.saving import evidence_keys
from geodata.article import Article
from geodata.errors import GeodataError
from geodata.exchange.geojson import read_geojson
from geodata.exchange.imported import read_imported, with_imported
from geodata.exchange.mapping import Mapping
from geodata.pipeline import build_from_articles
from tests.conftest import SHARED
from tests.geodata.exchange.conftest import ACLED, AN_ACLED_ROW
from tests.hostile import OWN, naughty

A_TEXT = 40
"""Hostile words in one article's text."""
EVALUATED = str(90731 * 88867)
"""What ``90731*88867`` makes; no list has it."""


@pytest.fixture(
    scope="module", params=["own", pytest.param("shared", marks=pytest.mark.shared)], ids=["own list", "large lists"]
)
def words(request: pytest.FixtureRequest) -> list[str]:
    """The hostile words."""
    return list(OWN) if request.param == "own" else naughty()


@pytest.fixture(scope="module")
def hostile(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Articles and imported files with hostile words in text, title, source, name, place, actor, cell, key and value."""
    folder = tmp_path_factory.mktemp("hostile")
    dataset = build_from_articles(articles_of(words), title=words[0], processes=1)
    return corpus_of(
        with_imported(
            dataset, [read_imported(path, mapping, terms="open") for path, mapping in files_of(words, folder)]
        )
    )


@pytest.fixture
def client(hostile: Corpus, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A visitor of an app that shows this corpus."""
    monkeypatch.setattr("dashboard.dataset._load", lambda settings: hostile)
    monkeypatch.delenv("HACKED", raising=False)
    yield TestClient(Starlette(routes=app_routes(), middleware=[Middleware(Guard)]))
    assert "HACKED" not in os.environ


class Elements(HTMLParser):
    """The elements of a page as a browser would take them: what runs by an attribute, how many scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.scripts += tag == "script"
        self.running += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]


def articles_of(words: list[str]) -> list[Article]:
    """Return articles whose text, title, source and name are hostile."""
    made = []
    for start in range(0, len(words), A_TEXT):
        some = words[start : start + A_TEXT]
        lines = [f"Fighters {one} captured the town of Sirte in Libya on 6 January 2020, {one} said." for one in some]
        made.append(Article(f"{some[0][:100]}.{start}.txt", "\n\n".join(lines), date(2020, 1, 7), some[-1], some[0]))
    return made


def files_of(words: list[str], folder: Path) -> Iterator[tuple[Path, Mapping | None]]:
    """Yield a table and a GeoJSON file with hostile cells, keys and values."""
    table = folder / "a{{90731*88867}}<b>.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ACLED)
        writer.writeheader()
        for number, one in enumerate(words):
            cells = dict.fromkeys(("location", "actor1", "actor2", "source", "notes", "tags", "admin1"), one)
            writer.writerow({**dict.fromkeys(ACLED, ""), **AN_ACLED_ROW, "event_id_cnty": f"L{number}", **cells})
    yield table, None
    features = [
        {
            "type": "Feature",
            "id": one,
            "geometry": {"type": "Point", "coordinates": [16.59, 31.2]},
            "properties": {"day": "2020-01-06", "what": one, one or "x": one, "who": one},
        }
        for one in words[:200]
    ]
    shapes = folder / "shapes ${90731*88867}.geojson"
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    yield shapes, Mapping("table", {"date": "day", "place": "what", "notes": "who"})


def test_every_card_is_as_written(hostile: Corpus, words: list[str]) -> None:
    """The quotes of articles to the letter, the cells of files to the letter."""
    texts = dict(zip(hostile.dataset.tables["articles"]["id"], hostile.dataset.tables["articles"]["text"], strict=True))
    whole = "\n".join(text for text in texts.values() if isinstance(text, str))
    cards = [
        card
        for key in evidence_keys(marks_of(hostile))
        for card in [evidence_card(hostile, *key.split("/", 1))]
        if card
    ]
    assert len(cards) > len(words)
    shown = set()
    for card in cards:
        json.dumps(card, allow_nan=False)
        quoted = "".join(segment["text"] for segment in card["segments"])
        assert card.get("kind") in ("imported", "record") or quoted in whole
        shown.add(quoted)
        shown |= set(map(str, (card.get("fields") or {}).values()))
    seen = "\n".join(shown)
    assert [one for one in words if one.strip() not in seen] == []


def test_every_route_answers_as_written(client: TestClient, hostile: Corpus) -> None:
    """Marks, front lines, search, stories, exports, API and the saved file: no error, no word evaluated."""
    digest = hostile.dataset.digest
    data = f"/app/data/{digest}"
    asked = [f"{data}/{name}" for name in ("payload.tmap", "control.json", "sources.json", "stories", "search?q=Sirte")]
    asked += [f"{data}/export/{name}" for name in ("geojson", "csv", "timemap")]
    asked += [f"/api/{name}?limit=1000" for name in ("articles", "places", "mentions", "events", "claims")]
    for address in asked:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.text[:300])
        assert EVALUATED not in answer.text.replace(digest, ""), address
    saved = client.get(f"{data}/map.html?texts=1")
    assert saved.status_code == 200
    seen = Elements()
    seen.feed(saved.text)
    assert seen.running == []
    assert seen.scripts == saved.text.count("</script>"), "an article's words ended an element"


def test_hostile_questions_are_answered(client: TestClient, hostile: Corpus, words: list[str]) -> None:
    """In each parameter, in the path, in the cookie: an answer or a sentence, never an error of the server."""
    data = f"/app/data/{hostile.dataset.digest}"
    some = words if len(words) < 100 else words[::7]
    for one in some:
        asked = [
            f"{data}/search?" + urlencode({"q": one, "after": one, "limit": one, "lang": one}),
            f"{data}/evidence/event/{quote(one, safe='')}?" + urlencode({"lang": one}),
            f"{data}/without/{quote(one, safe='')}/{quote(one, safe='')}.json",
            f"{data}/frontline.geojson?" + urlencode({"day": one, "mode": one}),
            f"/app/data/{quote(one, safe='')}/payload.tmap",
            f"/app/review/{quote(one, safe='')}/queue?" + urlencode({"table": one, "article": one, "skip": one}),
            "/api/events?" + urlencode({"corpus": one}),
            "/api/events?" + urlencode({"from": one, "type": one, "bbox": one, "cursor": one}),
            f"/api/evidence/event/{quote(one, safe='')}",
            f"/app/tiles/{quote(one, safe='')}/1/1/1",
        ]
        for address in asked:
            answer = client.get(address)
            assert answer.status_code < 500 or answer.json()["error"].startswith("The search index"), (
                address[:200],
                answer.text[:300],
            )
            assert EVALUATED not in answer.text.replace(hostile.dataset.digest, ""), address[:200]
            assert not answer.headers["content-type"].startswith("text/html"), address[:200]
        crumbs = quote(one, safe=" <>'{}()$:/[]!@%*.=")[:1000].encode("latin-1", "replace").decode("latin-1")
        answer = client.get(
            "/api/corpora",
            headers={"cookie": f"timemap_browser={crumbs}; timemap_key_x={crumbs}; _streamlit_user={crumbs}"},
        )
        assert answer.status_code == 200, crumbs[:200]


@pytest.mark.shared
def test_samples_of_geojson() -> None:
    """Good ones are taken whole; each bad one is refused with its reason, or mended and said so."""
    folder = SHARED / "hostile" / "geojson" / "geojsonhint"
    for path in sorted((folder / "good").glob("*.geojson")):
        pieces = list(read_geojson(path).pieces())
        # One of them has latitudes of -107: good for a linter of the form, not for a map.
        assert path.name == "issue82.geojson" or not any(piece.refused for piece in pieces), path.name
    for path in sorted((folder / "bad").glob("*.geojson")):
        try:
            sheet = read_geojson(path)
        except GeodataError as error:
            assert path.name in str(error)
            continue
        said = [*sheet.notes, *(one.reason for piece in sheet.pieces() for one in piece.refused)]
        assert said, path.name
