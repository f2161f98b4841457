"""What the API answers: the same marks as the map under the same filters, page by page, cached, strict."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from starlette.testclient import TestClient

from dashboard.api.view import View, view_of, within
from dashboard.dataset import folder_corpus
from dashboard.stats.filters import passing, read_filters

EVERY = ("articles", "places", "mentions", "events", "claims")
WITH_GEOJSON = ("places", "mentions", "events", "claims")


def get(client: TestClient, address: str) -> dict:
    """Return the values of an answer that has to succeed."""
    answer = client.get(f"/api/{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def view(client: TestClient) -> View:
    """The corpus that the client asks about."""
    return view_of(folder_corpus())


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"types": "clash,capture"},
        {"actors": "lna"},
        {"modality": "all"},
        {"articles": "000_460ad2c657bc8492.txt"},
        {"kinds": "city", "actors": "gna", "modality": "all"},
        {"clock": "reported"},
    ],
    ids=str,
)
@pytest.mark.parametrize("table", ["event", "claim"])
def test_the_same_filters_as_the_statistics_and_the_map(
    client: TestClient, view: View, table: str, query: dict
) -> None:
    """Under a time window the counts are those of the map."""
    query = {**query, "from": "2019-04-01", "to": "2020-07-20"}
    if table == "claim" and "types" in query:
        pytest.skip("on the map too, types say nothing of claims")
    expected = passing(view.tables, table, read_filters(query, view.header))
    answer = client.get(f"/api/{table}s", params={**query, "limit": "1000"})
    ids = [int(item["key"].partition("/")[2], 16) for item in answer.json()["items"]]
    assert ids == view.tables.columns[f"{table}.id"][expected].tolist()
    assert ids


def test_pages_join_to_the_whole(client: TestClient) -> None:
    """Cursors lead through all rows, each once, by the body and by the Link header."""
    whole = get(client, "events?modality=all&limit=1000")
    assert whole["next"] is None
    address, keys = "/api/events?modality=all&limit=7", []
    while address:
        answer = client.get(address)
        keys += [item["key"] for item in answer.json()["items"]]
        link = answer.headers.get("Link")
        assert bool(link) == bool(answer.json()["next"])
        address = f"/api/events{link[1:].partition('>')[0]}" if link else ""
    assert keys == [item["key"] for item in whole["items"]]
    assert len(set(keys)) == whole["total"] > 7


def test_quotes_are_verbatim_and_evidence_is_there(client: TestClient, seeds: Path) -> None:
    """Offsets count code points of the article's file; every key leads to its card with the same words."""
    for table in ("events", "claims", "mentions"):
        for item in get(client, f"{table}?limit=5")["items"]:
            sentence = item["sentence"]
            text = (seeds / item["article"]["id"]).read_text("utf-8")
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            card = get(client, item["evidence"])
            assert "".join(segment["text"] for segment in card["segments"]) == sentence["text"]
            assert card["key"] == item["key"]


@pytest.mark.parametrize("name", WITH_GEOJSON)
def test_geojson_opens_in_a_geographic_program(client: TestClient, name: str, tmp_path: Path) -> None:
    """GDAL reads the answer; its properties are plain values."""
    answer = client.get(f"/api/{name}", headers={"Accept": "application/geo+json"})
    assert answer.headers["content-type"] == "application/geo+json"
    path = tmp_path / f"{name}.geojson"
    path.write_bytes(answer.content)
    table = gpd.read_file(path)
    assert len(table) == answer.json()["count"] > 0
    assert table.crs.to_epsg() == 4326
    assert not [value for value in table.iloc[0] if isinstance(value, (dict, list))]


def test_the_form_is_the_parameters_before_the_headers(client: TestClient) -> None:
    """`format` wins; a browser, which accepts anything, gets JSON."""
    geojson = {"Accept": "application/geo+json"}
    assert client.get("/api/places?format=json", headers=geojson).headers["content-type"] == "application/json"
    assert client.get("/api/places", headers={"Accept": "text/html,*/*"}).headers["content-type"] == "application/json"
    assert client.get("/api/articles?format=geojson").status_code == 400


def test_a_box(client: TestClient) -> None:
    """Rows in a box have their point there; a box across the date line is two."""
    inside = get(client, "events?bbox=16,29,18,34&modality=all&limit=1000")
    every = get(client, "events?modality=all&limit=1000")
    assert 0 < inside["total"] < every["total"]
    assert all(16 <= item["place"]["lon"] <= 18 and 29 <= item["place"]["lat"] <= 34 for item in inside["items"])
    lat, lon = np.array([0.0, 0.0, 0.0, np.nan]), np.array([179.0, -179.0, 0.0, np.nan])
    assert within((170, -10, -170, 10), lat, lon).tolist() == [True, True, False, False]


def test_words_of_sentences(client: TestClient) -> None:
    """`q` leaves what stands in sentences with the words."""
    found = get(client, "events?q=Sirte&modality=all&limit=1000")
    assert found["total"]
    assert all("sirte" in item["sentence"]["text"].lower() for item in found["items"])
    assert get(client, "articles?q=Sirte")["total"] >= 1
    assert get(client, "articles?q=zzzzzz")["total"] == 0


def test_roles_are_pinned_ones_until_others_are_asked_for(client: TestClient, view: View) -> None:
    """Peoples and governments are no places, as on the map."""
    usual = {item["role"] for item in get(client, "mentions?limit=1000")["items"]}
    assert not usual & {"demonym", "actor"}
    assert {item["role"] for item in get(client, "mentions?roles=place&limit=1000")["items"]} == {"place"}
    assert get(client, "mentions?roles=demonym")["total"] == int((view.tables.columns["mention.role"] == 1).sum())


def test_places_count_what_is_said_of_them(client: TestClient) -> None:
    """The counts are those of the lists; a filter of what is said leaves places of which something is."""
    places = get(client, "places?limit=1000&q=Sirte")["items"]
    assert all(place["mentions"] + place["events"] + place["claims"] for place in places)
    every = get(client, "places?limit=1000")
    assert every["total"] > len(places)
    assert sum(place["mentions"] for place in every["items"]) == get(client, "mentions?limit=1")["total"]


def test_control_on_a_day(client: TestClient) -> None:
    """Areas, line, band and claims; before the first claim nobody holds anything, and that is said."""
    drawn = get(client, "control?date=2020-06-05")
    assert {feature["properties"]["layer"] for feature in drawn["features"]} >= {"areas", "claims"}
    record = get(client, "control?date=2020-06-05&line=record&known=2020-06-05")
    assert record["features"]
    early = client.get("/api/control?date=1951-01-01")
    assert early.status_code == 404
    assert "Nobody is known" in early.json()["error"]


def test_answers_are_kept_until_the_corpus_changes(client: TestClient) -> None:
    """An ETag for each question; who holds it is told so without the answer."""
    for name in (*EVERY, "corpora", "openapi.json", "control?date=2020-06-05", "evidence/mention/0"):
        first = client.get(f"/api/{name}")
        again = client.get(f"/api/{name}", headers={"If-None-Match": f'"other", {first.headers["ETag"]}'})
        assert (again.status_code, again.content) == (304, b""), name
        assert again.headers["ETag"] == first.headers["ETag"]
        assert first.headers["Cache-Control"] == ("private, no-cache" if name == "corpora" else "public, max-age=60")
    tags = {client.get(f"/api/{address}").headers["ETag"] for address in ("events", "claims", "events?format=geojson")}
    assert len(tags) == 3
    assert client.get("/api/events", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("events?limit=0", "1 to 1000"),
        ("events?limit=1001", "1 to 1000"),
        ("events?limit=٣", "1 to 1000"),
        ("events?limit=1&limit=2", "twice"),
        ("events?from=2020-02-30", "no day"),
        ("events?from=20200101", "no day"),
        ("events?from=2020-01-02&to=2020-01-01", "ends before"),
        ("events?types=clash,nonsense", "'nonsense'"),
        ("events?actors=%00", "allowed are"),
        ("events?articles=../../etc/passwd", "allowed are"),
        ("events?kinds=" + "x" * 5000, "…"),
        ("events?modality=maybe", "asserted, all"),
        ("events?bbox=1,2,3", "west,south,east,north"),
        ("events?bbox=nan,0,1,1", "west,south,east,north"),
        ("events?bbox=1e9,0,1,1", "west,south,east,north"),
        ("events?bbox=0,10,1,5", "south first"),
        ("events?q=", "Nothing to look for"),
        ("events?q=" + "a" * 201, "200 characters"),
        ("events?q=%ff", "UTF-8"),
        ("events?q=%22%20OR%201=1%20--", None),
        ("events?cursor=1", "begin again"),
        ("events?cursor=000000000000.1", "begin again"),
        ("events?corpus=../..", "/api/corpora"),
        ("events?corpus=a%00b", "/api/corpora"),
        ("events?%3Cscript%3E=1", "no parameter"),
        ("claims?types=clash", "no parameter 'types'"),
        ("control", "date=2020-06-05"),
        ("control?date=2020-06-05&line=other", "articles, record"),
        ("control?date=2020-06-05&format=json", "geojson"),
        ("events?format=xml", "json, geojson"),
    ],
)
def test_bad_parameters_are_refused_in_one_sentence(client: TestClient, address: str, says: str | None) -> None:
    """400, what is allowed, nothing of the inside; hostile words are only words."""
    answer = client.get(f"/api/{address}")
    if says is None:
        assert answer.status_code in {200, 400}
        return
    assert answer.status_code == 400, answer.text
    sentence = answer.json()["error"]
    assert says in sentence
    assert sentence.endswith(".")
    assert len(sentence) < 500
    assert "Traceback" not in sentence
    assert answer.headers["content-type"] == "application/json"


def test_what_is_not_there(client: TestClient) -> None:
    """404 in a sentence, never the app's own page; nothing but reading is allowed."""
    for address in (
        "nope",
        "events/1",
        "events?corpus=not-there",
        "evidence/nope/1",
        "evidence/event/../../x",
        "evidence/mention/-1",
    ):
        answer = client.get(f"/api/{address}")
        assert answer.status_code == 404, address
        assert answer.json()["error"].endswith("."), address
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)("/api/events").status_code == 405


def test_a_cursor_holds_for_its_own_question(client: TestClient) -> None:
    """With other filters it would leave rows out silently."""
    cursor = get(client, "events?limit=1")["next"]
    assert client.get(f"/api/events?limit=3&cursor={cursor}").status_code == 200
    assert client.get(f"/api/events?modality=all&cursor={cursor}").status_code == 400


def test_corpora_are_listed(client: TestClient) -> None:
    """The folder of articles with its counts; its digest is that of the answers."""
    listed = get(client, "corpora")["items"]
    assert listed[0]["id"] == ""
    assert listed[0]["counts"]["articles"] == 2
    assert get(client, "events?limit=1")["corpus"]["digest"] == listed[0]["digest"]


def test_the_page_for_people(client: TestClient) -> None:
    """It names every resource, its examples answer, and it has no script and asks nobody else."""
    html = client.get("/api").text
    page = _Links()
    page.feed(html)
    assert "script" not in page.tags
    assert not [link for link in page.links if "//" in link]
    examples = [link for link in page.links if link.startswith("api/")]
    assert len(examples) == 9
    for example in examples:
        assert client.get(f"/{example}").status_code == 200, example


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]


def test_a_window_is_inclusive(view: View) -> None:
    """What happened on the first or the last day is in."""
    low = view.tables.columns["event.earliest"]
    known = (low == view.tables.columns["event.latest"]) & (low > 0)
    day = date.fromordinal(date(1970, 1, 1).toordinal() + int(low[known][0]))
    passes = view.passing("event", {"from": day, "to": day, "modality": "all"})
    assert passes[np.flatnonzero(known)[0]]
    assert not view.passing("event", {"from": date(2030, 1, 1), "modality": "all"}).any()
