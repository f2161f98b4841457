"""Tests of the columnar file that carries the marks."""

import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dashboard.payload import ALIGNMENT, DTYPES, LISTS, OPEN, SCHEMA, PayloadTables, encode_tables, pack, unpack
from geodata.errors import DatasetError


def _columns(rows: int = 2) -> dict[str, np.ndarray]:
    columns = {
        f"{table}.{name}": np.arange(rows, dtype=DTYPES[dtype])
        for table, names in SCHEMA.items()
        for name, dtype in names.items()
    }
    return {**columns, "event.actor_start": np.arange(rows + 1), "event.actors": np.zeros(rows, np.uint16)}


@given(
    st.lists(
        st.sampled_from(sorted(DTYPES.values())).flatmap(lambda dtype: hnp.arrays(dtype, st.integers(0, 9))),
        max_size=5,
    ),
    st.text(),
)
def test_unpack_returns_what_was_packed(arrays: list[np.ndarray], title: str) -> None:
    """Header and columns come back as they went in, whatever their types and lengths."""
    columns = {f"table.c{number}": array for number, array in enumerate(arrays)}
    header, back = unpack(pack({"title": title}, columns))
    assert header == {"title": title.encode("utf-8", "replace").decode()}
    assert list(back) == list(columns)
    for name, array in columns.items():
        np.testing.assert_array_equal(back[name], array)


def test_columns_are_aligned_in_the_file() -> None:
    """A browser can lay a 64-bit array over each column without copying it."""
    payload = pack({"title": "odd"}, {"a.x": np.ones(3, "<u1"), "a.y": np.ones(1, "<u8")})
    length = struct.unpack_from("<4sII", payload)[2]
    header = json.loads(payload[12 : 12 + length])
    assert all((12 + length + column["offset"]) % ALIGNMENT == 0 for column in header["columns"].values())


def test_pack_gives_the_same_bytes_for_the_same_input() -> None:
    """The address of a payload is a digest, so its bytes may not change by themselves."""
    assert pack({"b": 1, "a": [2]}, _columns()) == pack({"b": 1, "a": [2]}, _columns())


def test_pack_refuses_nan_in_the_header() -> None:
    """JSON has no NaN: a browser would refuse the whole file."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        pack({"places": [{"lat": float("nan")}]}, {})


def test_encode_keeps_open_ends() -> None:
    """An open end of an interval is a day no calendar has."""
    columns = {**_columns(), "event.earliest": np.array([OPEN, 18000])}
    assert unpack(encode_tables(PayloadTables({}, columns)))[1]["event.earliest"].tolist() == [OPEN, 18000]


def test_encode_narrows_columns_to_their_types() -> None:
    """Plain 64-bit integers come out in the types that the contract names."""
    columns = {name: column.astype(np.int64) for name, column in _columns().items()}
    _, back = unpack(encode_tables(PayloadTables({}, columns)))
    assert back["mention.role"].dtype == np.uint8
    assert {name for name in back if name in LISTS} == set(LISTS)


def test_encode_keeps_own_coordinates_of_events() -> None:
    """Imported point data brings coordinates of its own."""
    columns = {**_columns(), "event.lat": np.array([31.5, np.nan]), "event.lon": np.array([16.5, np.nan])}
    _, back = unpack(encode_tables(PayloadTables({}, columns)))
    np.testing.assert_array_equal(back["event.lat"], np.array([31.5, np.nan], "<f4"))


def test_encode_names_every_fault() -> None:
    """A missing column, a wrong length and a value out of range are each said."""
    columns = _columns()
    del columns["claim.kind"]
    columns["event.type"] = np.array([0, 300])
    with pytest.raises(DatasetError, match=r"event\.type holds values outside u8.*claim\.kind is missing"):
        encode_tables(PayloadTables({}, columns))


def test_encode_refuses_columns_of_different_lengths() -> None:
    """A short column would give later rows the wrong place."""
    columns = {**_columns(), "mention.place": np.zeros(1)}
    with pytest.raises(DatasetError, match=r"mention columns differ in length"):
        encode_tables(PayloadTables({}, columns))


def test_encode_refuses_actors_that_do_not_divide() -> None:
    """Every actor belongs to an event."""
    columns = {**_columns(), "event.actors": np.zeros(5, np.uint16)}
    with pytest.raises(DatasetError, match=r"actor_start does not divide"):
        encode_tables(PayloadTables({}, columns))


@pytest.mark.parametrize("payload", [b"", b"TMAP", b"PK\x03\x04" + bytes(20), b"TMAP" + bytes(20)])
def test_unpack_says_that_it_is_no_payload(payload: bytes) -> None:
    """Other bytes are refused in words."""
    with pytest.raises(DatasetError, match=r"payload"):
        unpack(payload)
