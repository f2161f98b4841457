"""Files of tiles of the user's own: what is offered, what is served, what is refused in words."""

from __future__ import annotations

import gzip
import json
import logging
from pathlib import Path

import mapbox_vector_tile
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from dashboard.localtiles import backgrounds, find_tile, shelf_of
from dashboard.settings import settings_from_environment
from dashboard.tilearchive import plain_text, unpacked
from dashboard.tileroutes import tile_routes
from tests import tilefiles
from tests.apart import run

HOSTILE = {
    "empty.pmtiles": b"",
    "text.pmtiles": b"<html>Not found</html>",
    "text.mbtiles": b"<html>Not found</html>",
    "magic.pmtiles": b"PMTiles\x03" + b"\xff" * 200,
    "old.pmtiles": b"PMTiles\x02" + bytes(200),
    "magic.mbtiles": b"SQLite format 3\0" + b"\xff" * 5000,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file of each kind."""
    tilefiles.vector_pmtiles(tmp_path / "Streets of Town.pmtiles")
    tilefiles.picture_pmtiles(tmp_path / "pictures.pmtiles")
    tilefiles.picture_mbtiles(tmp_path / "pictures.mbtiles")
    return tmp_path


def test_each_file_is_offered_with_what_it_says_of_itself(folder: Path) -> None:
    """Kind, zooms, ground and credit come from the file; the credit's markup is gone."""
    offered = {each["id"]: each for each in backgrounds(folder, online=False)["backgrounds"]}
    assert set(offered) == {"file-streets-of-town", "file-pictures", "file-pictures-pmtiles"}
    assert {key: each["kind"] for key, each in offered.items()}["file-streets-of-town"] == "vector"
    for each in offered.values():
        assert (each["first_zoom"], each["last_zoom"]) == (tilefiles.FIRST_ZOOM, tilefiles.LAST_ZOOM)
        assert each["bounds"] == pytest.approx(tilefiles.BOUNDS)
        assert each["attribution"] == "© Town & surveyors"
        assert each["host"] is None


def test_a_tile_is_what_was_written(folder: Path) -> None:
    """All three kinds give the tile of the place asked for, and nothing where there is none."""
    for tiles in shelf_of(folder).tiles:
        found, media_type = find_tile(folder, tiles.digest, (14, *tilefiles.tile_at(14)))
        if media_type == "image/png":
            assert found == tilefiles.picture()
        else:
            assert {"building", "transportation"} <= mapbox_vector_tile.decode(unpacked(found)).keys()
        for nowhere in ((14, 0, 0), (14, 2**14, 0), (3, 0, 0), (31, 0, 0)):
            assert find_tile(folder, tiles.digest, nowhere)[0] is None


def test_another_state_of_a_file_has_another_address(folder: Path) -> None:
    """Tiles are immutable to the browser: a file that was written anew is asked for anew."""
    before = {tiles.key: tiles.digest for tiles in shelf_of(folder).tiles}
    path = folder / "pictures.mbtiles"
    path.unlink()
    tilefiles.picture_mbtiles(path, form="jpg")
    after = {tiles.key: tiles.digest for tiles in shelf_of(folder).tiles}
    assert {key for key in before if before[key] != after[key]} == {"file-pictures"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_foreign_file_is_refused_in_one_sentence(name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What is no file of tiles costs one sentence, on the log and for the panel, and no traceback."""
    (tmp_path / name).write_bytes(HOSTILE[name])
    with caplog.at_level(logging.WARNING):
        answer = backgrounds(tmp_path, online=False)
    assert answer["backgrounds"] == []
    assert len(answer["refused"]) == 1
    assert answer["refused"][0].startswith(name)
    assert [record.message for record in caplog.records] == answer["refused"]
    assert not any(record.exc_info for record in caplog.records)


def test_a_file_cut_short_is_refused_or_gives_no_tile(tmp_path: Path) -> None:
    """Wherever a download broke off, nothing is raised."""
    whole = tilefiles.vector_pmtiles(tmp_path / "whole.pmtiles").read_bytes()
    for share in (0.01, 0.2, 0.5, 0.99):
        (tmp_path / "cut.pmtiles").write_bytes(whole[: int(len(whole) * share)])
        assert [sentence for sentence in shelf_of(tmp_path).refused if sentence.startswith("cut.pmtiles")]


def test_a_file_that_breaks_while_open_gives_no_tile(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A file that is overwritten while the app reads it costs its tiles, not the app."""
    path = tilefiles.picture_pmtiles(tmp_path / "town.pmtiles")
    archive = shelf_of(tmp_path).tiles[0].archive
    path.write_bytes(b"")
    with caplog.at_level(logging.ERROR):
        assert not archive.tile(14, *tilefiles.tile_at(14))


def test_tiles_of_a_foreign_kind_are_named(tmp_path: Path) -> None:
    """An SQLite file of something else says what it holds and what is allowed."""
    tilefiles.picture_mbtiles(tmp_path / "model.mbtiles", form="glb")
    assert "glb; allowed are png" in shelf_of(tmp_path).refused[0]


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    """Most installations have no tiles."""
    assert backgrounds(tmp_path / "none", online=False) == {"backgrounds": [], "refused": []}


def test_online_tiles_name_their_host_and_credit() -> None:
    """Each provider tells whom the browser would ask, needs no key and is credited."""
    offered = backgrounds(Path("/nonexistent"), online=True)["backgrounds"]
    assert {each["host"] for each in offered} == {
        "tile.openstreetmap.org",
        "tile.openstreetmap.fr",
        "tile.opentopomap.org",
    }
    for each in offered:
        assert each["address"].startswith("https://")
        assert "key" not in each["address"].lower()
        assert "OpenStreetMap contributors" in each["attribution"]


@pytest.mark.parametrize(
    ("value", "allowed"), [("", True), ("on", True), ("off", False), (" OFF ", False), ("0", False)]
)
def test_a_host_can_take_online_tiles_away(value: str, allowed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One environment variable decides."""
    monkeypatch.setenv("TIMEMAP_ONLINE_TILES", value)
    assert settings_from_environment().online_tiles is allowed


def test_routes_serve_tiles_as_they_are_stored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A packed tile goes out packed, for good; a client without gzip gets it unpacked; no tile is 204, no file 404."""
    monkeypatch.setenv("TIMEMAP_TILES", str(folder))
    monkeypatch.setenv("TIMEMAP_ONLINE_TILES", "off")
    status, headers, body = _get("/app/tiles/index.json")
    assert (status, headers["cache-control"]) == (200, "no-store")
    address = next(each["address"] for each in json.loads(body)["backgrounds"] if each["kind"] == "vector")
    at = "/".join(map(str, (14, *tilefiles.tile_at(14))))
    status, headers, packed = _get(f"/app/{address}/{at}", accept="gzip")
    assert (status, headers["content-encoding"], "immutable" in headers["cache-control"]) == (200, "gzip", True)
    status, headers, plain = _get(f"/app/{address}/{at}", accept="identity")
    assert (status, "content-encoding" in headers) == (200, False)
    assert plain == gzip.decompress(packed)
    assert _get(f"/app/{address}/14/0/0")[0] == 204
    assert _get("/app/tiles/0123456789abcdef/1/0/0")[0] == 404
    assert _get(f"/app/{address}/14/-1/0")[0] == 404


def _get(path: str, *, accept: str = "gzip") -> tuple[int, dict[str, str], bytes]:
    """Ask the routes as a browser does: status, headers, body."""
    sent: list[Message] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [(b"accept-encoding", accept.encode())],
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    run(Starlette(routes=tile_routes())(scope, receive, send))
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (tilefiles.CREDIT, "© Town & surveyors"),
        (None, ""),
        (7, ""),
        ("a" * 5000, "a" * 300),
        ("<b>one\n two</b><style>x</style>", "one two"),
    ],
)
def test_credits_are_words(markup: object, words: str) -> None:
    """Whatever a file holds as its credit, plain words come of it."""
    assert plain_text(markup) == words
