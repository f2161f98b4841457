"""The table from folded names to the features that bear them."""

from __future__ import annotations

import dataclasses
import hashlib
import zlib

import numpy as np

CANONICAL, ALTERNATE, CURATED, DERIVED, CODE, HISTORIC = 1, 2, 4, 8, 16, 32
"""Bits of an entry: how a name belongs to a feature.

``CANONICAL``: the feature's own name; ``ALTERNATE``: one of its other names; ``CURATED``: written
down by the project; ``DERIVED``: a shorter form made by rule ("Donetsk" from "Donetsk Oblast",
"Bayda" from "Al Bayda"); ``CODE``: an abbreviation ("UAE", "NY"); ``HISTORIC``: no longer used.
"""

WORD, RARE_WORD, GIVEN, SURNAME, CAPITALS = 1, 2, 4, 8, 16
"""Bits of a name: why it may mean no place.

``WORD``: a frequent English word ("Nice", "Of"); ``RARE_WORD``: a less frequent one;
``GIVEN``, ``SURNAME``: a frequent name of persons ("Jordan", "Washington"); ``CAPITALS``: a
name only when written in capitals ("US").
"""

_BUCKET_BITS = 18
_SLOT_BITS = 20


@dataclasses.dataclass(frozen=True, slots=True)
class NameTable:
    """Names by hash: nothing but arrays, so that processes forked from one share them.

    A name is kept as 64 bits of the BLAKE2b hash of its folded form. With a million names the odds
    that a string which is no name is taken for one are 1 in 10^13.

    Parameters
    ----------
    hashes
        Sorted hashes of the folded names, one a name.
    starts
        ``rows[starts[i]:starts[i + 1]]`` bear name ``i``, most prominent first; one item more than names.
    name_flags
        Bits of each name, see `WORD`.
    rows, entry_flags
        Feature row and bits, see `CANONICAL`, of each entry.
    lengths
        By slot of a first word: words in the longest name that begins with such a word.
    buckets
        By the first bits of a hash: number of the first name whose hash begins so; one item more than such bits.
    """

    hashes: np.ndarray
    starts: np.ndarray
    name_flags: np.ndarray
    rows: np.ndarray
    entry_flags: np.ndarray
    lengths: np.ndarray
    buckets: np.ndarray
    _hashes: memoryview = dataclasses.field(init=False, repr=False, compare=False)
    _starts: memoryview = dataclasses.field(init=False, repr=False, compare=False)
    _rows: memoryview = dataclasses.field(init=False, repr=False, compare=False)
    _entry_flags: memoryview = dataclasses.field(init=False, repr=False, compare=False)
    _buckets: memoryview = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for column in ("hashes", "starts", "rows", "entry_flags", "buckets"):
            object.__setattr__(self, f"_{column}", memoryview(getattr(self, column)))

    def find(self, folded: str) -> int:
        """Number of a folded name, -1 when no feature bears it."""
        wanted = name_hash(folded)
        bucket = wanted >> (64 - _BUCKET_BITS)
        hashes = self._hashes
        for i in range(self._buckets[bucket], self._buckets[bucket + 1]):
            if hashes[i] == wanted:
                return i
        return -1

    def bearers(self, number: int) -> tuple[list[int], list[int], int]:
        """Rows that bear name `number`, the bits of each, and the bits of the name."""
        first, last = self._starts[number], self._starts[number + 1]
        return self._rows[first:last].tolist(), self._entry_flags[first:last].tolist(), int(self.name_flags[number])

    def entries(self, number: int) -> slice:
        """Slice of `rows` and `entry_flags` that belongs to name `number`."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))


def name_hash(folded: str) -> int:
    """64-bit hash of a folded name, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=8).digest(), "big")


def first_word_slot(folded: str) -> int:
    """Slot of `NameTable.lengths` for a name's first folded word."""
    return zlib.crc32(folded.split(" ", 1)[0].encode()) >> (32 - _SLOT_BITS)


def build_name_table(names: dict[str, dict[int, int]], prominence: np.ndarray, name_flags: dict[str, int]) -> NameTable:
    """Make the table.

    Parameters
    ----------
    names
        Folded name -> feature row -> entry bits.
    prominence
        By feature row; entries of one name are sorted by it, plus one for a canonical name.
    name_flags
        Folded name -> name bits; absent is 0.
    """
    keyed = sorted((name_hash(name), name) for name in names)
    lengths = np.zeros(1 << _SLOT_BITS, dtype=np.uint8)
    rows: list[int] = []
    bits: list[int] = []
    starts = [0]
    for _, name in keyed:
        bearers = names[name]
        ranked = sorted(bearers, key=lambda row: (-_rank(prominence[row], bearers[row]), row))
        rows += ranked
        bits += [bearers[row] for row in ranked]
        starts.append(len(rows))
        slot = first_word_slot(name)
        lengths[slot] = max(lengths[slot], name.count(" ") + 1)
    hashes = np.array([key for key, _ in keyed], dtype=np.uint64)
    return NameTable(
        hashes=hashes,
        starts=np.array(starts, dtype=np.uint32),
        name_flags=np.array([name_flags.get(name, 0) for _, name in keyed], dtype=np.uint8),
        rows=np.array(rows, dtype=np.uint32),
        entry_flags=np.array(bits, dtype=np.uint8),
        lengths=lengths,
        buckets=_buckets(hashes),
    )


def _buckets(hashes: np.ndarray) -> np.ndarray:
    """Where the hashes that begin with each number of `_BUCKET_BITS` bits start, and where the last end."""
    bounds = np.arange(1 << _BUCKET_BITS, dtype=np.uint64) << np.uint64(64 - _BUCKET_BITS)
    return np.append(np.searchsorted(hashes, bounds), len(hashes)).astype(np.uint32)


def _rank(prominence: float, bits: int) -> float:
    """Prominence of a feature under one of its names: a name of its own outweighs a tenfold population."""
    return (
        float(prominence)
        + (1.0 if bits & (CANONICAL | CURATED) else 0.0)
        - (0.5 if bits & (DERIVED | HISTORIC) else 0.0)
    )
