"""Front lines without one source, and the sources by outlet."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import itertools
import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
from starlette.applications import Starlette

from dashboard import control
from dashboard.control import basis_of, control_routes, mode_without, saved_control, source_list
from dashboard.dataset import Corpus
from dashboard.sources import Source, claims_without, sources_of
from geodata.theatre import load_theatre
from tests.apart import run


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a route answered."""

    status_code: int
    headers: dict[str, str]
    content: bytes

    def json(self) -> dict:
        """Return the body read as JSON."""
        return json.loads(self.content)


class Client:
    """Asks an application without a server in between."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, address: str) -> Answer:
        """Return the answer to a GET."""
        return run(self._get(*address.partition("?")[::2]))

    async def _get(self, path: str, query: str) -> Answer:
        sent: list[dict] = []
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}

        async def receive() -> dict:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], headers, b"".join(part.get("body", b"") for part in sent[1:]))


@pytest.fixture(scope="module")
def client(corpus: Corpus) -> Iterator[Client]:
    """The routes alone, on the seeds."""
    patch = pytest.MonkeyPatch()
    only = {corpus.dataset.digest: corpus}
    patch.setattr("dashboard.respond.corpus_of_digest", lambda digest, person: only.get(digest))
    yield Client(Starlette(routes=control_routes()))
    patch.undo()


def names(corpus: Corpus, source: str) -> list[str]:
    """Return the outlets behind a claim whose source is written so."""
    claim = dataclasses.replace(basis_of(corpus).modes["record"][0], source=source)
    return [each.name for each in sources_of(claim, load_theatre("libya"), "An article")]


@pytest.mark.parametrize(
    ("written", "outlets"),
    [
        ("TRTWorld and agencies", ["TRT World"]),
        ("trt.global 2020-05-20", ["TRT World"]),
        ("trtworld.com 2020-06-09; The Economist 2020-06-11", ["TRT World", "The Economist"]),
        ("libyanexpress.com 2020-04-13/14; libyanexpress.com 2020-06-06", ["libyanexpress.com"]),
        ("reuters via mpelembe.net 2019-04-06", ["mpelembe.net"]),
        ("minbarlibya.org/AFP 2019-06-27", ["AFP"]),
        ("libyasecuritymonitor.com 2019-08-14; 2019-12-04", ["libyasecuritymonitor.com"]),
        ("defenceweb.co.za (Reuters) June 2017", ["Reuters"]),
        ("", ["An article"]),
    ],
)
def test_sources_are_outlets(corpus: Corpus, written: str, outlets: list[str]) -> None:
    """Reports of one outlet are one source whatever their days; agencies known to the theatre go by their names."""
    assert names(corpus, written) == outlets


def test_what_another_source_says_too_stays(corpus: Corpus) -> None:
    """Only claims that rest on a source alone fall with it."""
    claims = basis_of(corpus).modes["record"][:2]
    a, b = Source("a", "A"), Source("b", "B")
    left = claims_without(claims, "a", {claims[0].key: (a,), claims[1].key: (a, b)})
    assert left == [claims[1]]


def test_every_claim_that_is_drawn_has_a_source(corpus: Corpus) -> None:
    """The list names each claim of the frames, by the keys that the evidence has."""
    listed = source_list(corpus)
    frames = corpus.dataset.control["modes"]["record"]["frames"]
    keys = {key for frame in frames for place in frame["places"] for key in place["evidence"]}
    assert keys <= set(listed["claims"])
    assert all(listed["claims"][key] for key in keys)
    assert len({each["id"] for each in listed["sources"]}) == len(listed["sources"])


def test_line_without_a_source_differs_and_keeps_its_days(corpus: Corpus) -> None:
    """Without the outlet behind half of the record the line runs elsewhere, on the same days."""
    full = corpus.dataset.control["modes"]["record"]["frames"]
    left = mode_without(corpus, "libyasecuritymonitor-com", "record", date(2020, 6, 5))
    assert left is not None
    (frame,) = left["frames"]
    same_day = next(f for f in reversed(full) if f["day"] <= frame["day"])
    assert frame["day"] == same_day["day"]
    gone = {
        key for key, found in basis_of(corpus).sources.items() if [s.id for s in found] == ["libyasecuritymonitor-com"]
    }
    assert gone
    assert not gone & {key for place in frame["places"] for key in place["evidence"]}
    assert frame["lines"] != same_day["lines"]


def test_route_serves_one_day_and_all(client: Client, corpus: Corpus) -> None:
    """The frame of a day is what the whole holds for it."""
    base = f"/app/data/{corpus.dataset.digest}/without/trt-world/articles.json"
    whole = client.get(base)
    assert whole.headers["cache-control"].endswith("immutable")
    one = client.get(f"{base}?day=2020-07-20").json()["frames"]
    held = [f for f in whole.json()["frames"] if f["day"] <= (date(2020, 7, 20) - date(1970, 1, 1)).days]
    assert one == held[-1:]


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("without/nobody/record.json", 404, "No claim drawn here rests on that source"),
        ("without/trt-world/guess.json", 404, "No claim drawn here rests on that source"),
        ("without/trt-world/record.json?day=soon", 400, "'soon' is not a date"),
        ("frontline.kml?date=2020-06-05", 404, "Front lines come as .geojson or .gpkg."),
        ("frontline.gpkg", 400, "is not a date; give a day such as 2020-06-05"),
        ("frontline.gpkg?date=1950-01-01", 400, "Nobody is known to hold anything on 1950-01-01"),
        ("frontline.gpkg?date=2020-06-05&line=../../etc", 400, "There is no line '../../etc'"),
    ],
)
def test_wrong_requests_get_one_sentence(client: Client, corpus: Corpus, path: str, status: int, sentence: str) -> None:
    """No traceback, nothing cached."""
    answer = client.get(f"/app/data/{corpus.dataset.digest}/{path}")
    assert answer.status_code == status
    assert sentence in answer.json()["error"]
    assert answer.headers["cache-control"] == "no-store"


def test_another_dataset_is_not_there(client: Client) -> None:
    """A page of yesterday is told to reload."""
    answer = client.get("/app/data/0000000000000000/sources.json")
    assert (answer.status_code, answer.json()["error"][-16:]) == (404, "reload the page.")


def test_downloads_hold_the_line_of_the_day(client: Client, corpus: Corpus, tmp_path: Path) -> None:
    """Both forms carry the same features; the name says line and day."""
    base = f"/app/data/{corpus.dataset.digest}/frontline"
    query = "date=2020-06-05&line=record"
    text = client.get(f"{base}.geojson?{query}")
    package = client.get(f"{base}.gpkg?{query}")
    assert package.headers["content-disposition"] == 'attachment; filename="frontline-record-2020-06-05.gpkg"'
    (tmp_path / "line.gpkg").write_bytes(package.content)
    claims = gpd.read_file(tmp_path / "line.gpkg", layer="claims")
    assert len(claims) == sum(f["properties"]["layer"] == "claims" for f in text.json()["features"])


def test_download_without_a_source(client: Client, corpus: Corpus) -> None:
    """What is drawn without a source is what is taken away."""
    query = "date=2020-06-05&line=record&without=libyasecuritymonitor-com"
    found = client.get(f"/app/data/{corpus.dataset.digest}/frontline.geojson?{query}").json()
    said = [f["properties"]["source"] for f in found["features"] if f["properties"]["layer"] == "claims"]
    assert said
    assert "libyasecuritymonitor.com 2020-04-15" not in said


def test_one_drawing_at_a_time_and_a_bounded_queue(
    client: Client, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many who ask at once do not draw at once; beyond the queue they are told to try again."""
    going, most, gate, guard = 0, 0, threading.Event(), threading.Lock()

    def slow(*_: object) -> dict:
        nonlocal going, most
        with guard:
            going += 1
            most = max(most, going)
        gate.wait(60)
        with guard:
            going -= 1
        return {"frames": []}

    monkeypatch.setattr(control, "mode_without", slow)
    address = f"/app/data/{corpus.dataset.digest}/without/trt-world/record.json?day=2020-06-05"
    with concurrent.futures.ThreadPoolExecutor(control.MOST_WAITING + 3) as pool:
        asked = [pool.submit(client.get, address) for _ in range(control.MOST_WAITING + 3)]
        refused = [done.result().status_code for done in itertools.islice(concurrent.futures.as_completed(asked), 3)]
        gate.set()
        answers = sorted(each.result().status_code for each in asked)
    assert most == 1
    assert refused == [503] * 3
    assert answers == [200] * control.MOST_WAITING + [503] * 3


def test_saved_map_holds_the_line_without_each_of_few_sources(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """With few sources it carries them all; with many it is as it was."""
    assert saved_control(corpus) == corpus.dataset.control
    few = {"articles": basis_of(corpus).modes["articles"], "record": []}
    monkeypatch.setattr(
        control,
        "basis_of",
        lambda _: dataclasses.replace(
            basis_of(corpus),
            modes=few,
            sources={claim.key: basis_of(corpus).sources[claim.key] for claim in few["articles"]},
        ),
    )
    saved = saved_control(corpus)
    assert json.loads(json.dumps(saved["sources"])) == saved["sources"]
    listed = [each["id"] for each in saved["sources"]["sources"]]
    assert list(saved["without"]["articles"]) == listed
    assert 0 < len(listed) <= control.MOST_SAVED_SOURCES
