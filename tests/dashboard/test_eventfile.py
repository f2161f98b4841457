"""Files of events on their way into a corpus: known by their first bytes, read apart, within limits."""

from __future__ import annotations

import io
import json
import time
import zlib
from pathlib import Path

import pytest

from dashboard.drafts import Given, Pending, take_files
from dashboard.eventfile import SUFFIXES, EventFile, State, is_event_file
from geodata.exchange import imported
from geodata.exchange.mapping import CLOSED
from tests.geodata.exchange.conftest import ACLED, AN_ACLED_ROW, UCDP, write_rows

MOST_S = 120.0


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def finished(one: EventFile) -> State:
    """Wait until a file is read."""
    until = time.monotonic() + MOST_S
    while (state := one.state()).active and time.monotonic() < until:
        time.sleep(0.05)
    return state


def given(name: str, content: bytes) -> Given:
    """Return a file as the browser gives it."""
    return Given(name, len(content), io.BytesIO(content))


def test_the_endings_are_those_that_can_be_read() -> None:
    assert set(SUFFIXES) == set(imported.SUFFIXES)


@pytest.mark.parametrize(
    ("name", "head", "events"),
    [
        ("a.csv", ",".join(ACLED).encode(), True),
        ("a.csv", "\ufeff".encode() + ";".join(UCDP).encode(), True),
        ("a.tsv", b"Lat\tLng\tWhat\n1\t2\tx\n", True),
        ("a.csv", b"title,text,lat,lon\n", False),
        ("a.csv", b"title,text,date\n", False),
        ("a.csv", "date,latitude,longitude\n".encode("utf-16"), True),
        ("a.csv", b"", False),
        ("a.txt", b"date,latitude,longitude\n", False),
        ("a.geojson", b"", True),
        ("a.GPKG", b"", True),
        ("a.json", b'{"type": "FeatureCollection", ', True),
        ("a.json", b'[{"text": "An article"}]', False),
    ],
)
def test_events_are_known_from_articles(name: str, head: bytes, events: bool) -> None:  # noqa: FBT001 -- a table of cases
    assert is_event_file(name, head) is events


def test_a_known_layout_is_read_at_once_and_a_table_asks(tmp_path: Path, own_data: Path) -> None:
    """ACLED needs no mapping and names its bad rows; another table is read by the columns that the user chose."""
    acled = write_rows(
        tmp_path / "a.csv", ACLED, [AN_ACLED_ROW, {**AN_ACLED_ROW, "event_id_cnty": "L2", "latitude": "x"}]
    )
    table = b"Wann,Breite,Laenge,Was\n13/02/2020,31.2,16.6,Beschuss\n"
    pending = Pending()
    take_files(pending, [given("acled <b>.csv", acled.read_bytes())])
    take_files(pending, [given("tabelle.csv", table)], events=True)
    assert pending.refused == []
    first, second = pending.events
    state = finished(first)
    assert (state.kind, state.outcome["rows"], state.outcome["terms"]) == ("ready", 1, CLOSED)
    assert state.outcome["refused_first"][0][0] == 3
    assert "not numbers" in state.outcome["refused_first"][0][1]
    assert state.outcome["preview"][0]["place"] == "Sirte"
    state = finished(second)
    assert (state.kind, state.outcome["header"]) == ("asks", ["Wann", "Breite", "Laenge", "Was"])
    assert state.outcome["first"] == [["13/02/2020", "31.2", "16.6", "Beschuss"]]
    second.read({"format": "table", "columns": {"date": "Wann"}, "date_order": "dmy", "terms": "open"})
    state = finished(second)
    assert state.kind == "asks"
    assert "latitude" in state.outcome["refused"]
    columns = {"date": "Wann", "lat": "Breite", "lon": "Laenge", "notes": "Was"}
    second.read({"format": "table", "columns": columns, "date_order": "dmy", "terms": "open"})
    state = finished(second)
    assert (state.kind, state.outcome["preview"][0]["earliest"]) == ("ready", "2020-02-13")
    assert {each.name for each in (own_data / ".events").iterdir() if each.is_dir()} == {
        first.folder.name,
        second.folder.name,
    }
    weight = pending.weight
    pending.forget_events(first)
    assert pending.weight < weight
    assert not first.folder.exists()


def deep(depth: int) -> bytes:
    """Return JSON in JSON in JSON."""
    return b'{"type":"FeatureCollection","features":' + b"[" * depth + b"]" * depth + b"}"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.geojson", deep(200_000), "not JSON"),
        ("b.geojson", b'{"type":"FeatureCollection","features":[{"type":"Nonsense"}]}', "b.geojson"),
        ("c.csv", b"lat,lon,date\n1,2,2020-01-01\xe9\n", "UTF-8"),
        ("d.gpkg", zlib.compress(bytes(1_000_000)), "another kind"),
        ("e.csv", b"", "no header"),
        ("f.xlsx", b"PK", "allowed are"),
        ("g.geojson", b'{"type":"Point","coordinates":[' + b"9" * 400 + b",1]}", "two or three numbers"),
        ("h.csv", b"lat,lon,date\n" + b"x\n" * 30_000, "Most of the first rows"),
        ("i.csv", b"lat,lon,date,notes\n1,2,2020-01-01," + b"x" * 11_000_000, "end each row with a line break"),
        ("j.csv", b"lat,lon,date\n" + b"\n" * 1_500_000, "empty lines"),
        ("k.parquet", b"PAR1" + bytes(40) + b"PAR1", "k.parquet could not be read"),
        ("l.kml", b'<kml xmlns="http://www.opengis.net/kml/2.2">' + b"<Folder>" * 50_000, "l.kml"),
        ("m.json", json.dumps([{f"k{n}": n for n in range(3_000)}]).encode(), "3,000 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str, content: bytes, reason: str) -> None:
    """By the name that the user gave it, and the server itself reads nothing of it."""
    one = EventFile(name, io.BytesIO(content))
    one.read()
    state = finished(one)
    assert state.kind == "refused", state
    assert reason in state.outcome["refused"]
    assert "Traceback" not in json.dumps(state.outcome)
    assert "file." not in state.outcome["refused"]
    assert ".events" not in state.outcome["refused"], "where it lies on the server"


def test_only_some_are_read_at_once_and_a_killed_one_says_so(tmp_path: Path) -> None:
    """The third waits until one of two is done; a process that the system ended gives a sentence."""
    path = write_rows(tmp_path / "a.csv", ACLED, [AN_ACLED_ROW])
    files = [EventFile(f"{n}.csv", io.BytesIO(path.read_bytes())) for n in range(3)]
    for one in files:
        one.read()
    assert files[2].state().kind == "waiting"
    assert files[0]._child is not None  # noqa: SLF001 -- ended as the kernel would end it
    files[0]._child.kill()  # noqa: SLF001
    files[0]._child.wait()  # noqa: SLF001
    state = files[0].state()
    assert state.kind == "refused"
    assert "split it" in state.outcome["refused"]
    files[0].throw_away()
    assert finished(files[1]).kind == finished(files[2]).kind == "ready"


def test_more_than_a_file_may_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEMAP_UPLOAD_EVENTS_MB", "0.00001")
    pending = Pending()
    take_files(pending, [given("a.geojson", b"{" * 100)])
    assert pending.events == []
    assert "may have up to" in pending.refused[0].reason
