"""Reports that are copies of each other: one wire story, printed by many outlets."""

from __future__ import annotations

import functools
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path

import numpy as np

from geodata.version import digest_of_code

SHINGLE_WORDS = 5
"""Words in a row that are compared; one changed word costs five shingles."""

LEAST_WORDS = 20
"""Shorter texts are copies only when they are alike word by word."""

CONTAINED = 0.75
"""Share of the shorter text's shingles that the longer one has: desks cut, retitle and mend, but seldom rewrite."""

LEAST_RATIO = 0.4
"""A brief taken into a report more than 2.5 times as long is a part of it, not a copy."""

OTHER_NUMBERS = 1
"""Numbers that each text may have and the other has not. Daily bulletins differ in little but their numbers."""

SAMPLE = 4
"""One shingle in so many, by its own value, is looked up; all are compared once a pair is found."""

WHOLE_RUN = 8
"""Texts with one shingle that are all paired; of more, each is paired with the one before it and the first."""

PART_VALUES = 1_000_000
"""Samples sorted at a time, which bounds the memory."""

LEAST_SHARED = 0.4
"""Share of the shorter text's samples from which a pair is compared in full."""

DIGEST_BYTES = 16
NO_WORDS = bytes(DIGEST_BYTES)
"""Texts without words are no copies of each other."""

_WORD = re.compile(r"\w+")
_STEPS = np.random.default_rng(7).integers(1, 1 << 62, SHINGLE_WORDS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)


def group_copies(texts: Sequence[str], kept: MutableMapping[str, bytes] | None = None) -> list[int]:
    """Return the group of each text: the index of the first text of which it is a copy, its own for none.

    Two texts are copies when most of what the shorter one says stands in the longer one in the same words, with the
    same numbers. Copies of copies are in one group. The order of the texts does not matter to who is with whom.

    Parameters
    ----------
    kept
        What texts are looked up by, from an earlier time; what is not there yet is put there.

    Examples
    --------
    >>> wire = "The army retook the port town on Monday after two years, a spokesman said, and " * 3
    >>> group_copies([wire, "Something else.", wire + "It did not say more."])
    [0, 1, 0]
    """
    groups = _Groups(len(texts))
    first_print: dict[bytes, int] = {}
    samples = []
    for number, text in enumerate(texts):
        words, sample = _kept_print(text, {} if kept is None else kept)
        first = first_print.setdefault(words, number) if words != NO_WORDS else number
        groups.join(first, number)
        if first == number:
            samples.append(sample)
    firsts = [i for i in range(len(texts)) if groups.first(i) == i]
    print_of = functools.lru_cache(maxsize=4096)(lambda i: _Print(texts[i]))
    for a, b in _candidates(samples):
        one, other = firsts[a], firsts[b]
        if groups.first(one) != groups.first(other) and print_of(one).is_copy(print_of(other)):
            groups.join(one, other)
    return [groups.first(i) for i in range(len(texts))]


class _Groups:
    """Disjoint sets of numbers, each called by its least."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def first(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.first(a), self.first(b)))
        self._parent[high] = low


class _Print:
    """What of a text is compared."""

    def __init__(self, text: str) -> None:
        words = _words(text)
        self.shingles = np.unique(_shingles(words))
        self.numbers = Counter(word for word in words if any(map(str.isdecimal, word)))

    def is_copy(self, other: _Print) -> bool:
        fewer, more = sorted((len(self.shingles), len(other.shingles)))
        if fewer < LEAST_RATIO * more or fewer == 0:
            return False
        shared = len(np.intersect1d(self.shingles, other.shingles, assume_unique=True))
        if shared < CONTAINED * fewer:
            return False
        only = (self.numbers.keys() - other.numbers.keys(), other.numbers.keys() - self.numbers.keys())
        return min(map(len, only)) <= OTHER_NUMBERS


def _kept_print(text: str, kept: MutableMapping[str, bytes]) -> tuple[bytes, np.ndarray]:
    """Return a digest of a text's words, alike for texts that are alike but for case, spaces and marks, and its sample."""
    key = hashlib.sha256(_version() + text.encode("utf-8", "surrogatepass")).hexdigest()
    found = kept.get(key)
    if found is None:
        words = _words(text)
        joined = " ".join(words).encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(joined, digest_size=DIGEST_BYTES).digest() if words else NO_WORDS
        found = kept[key] = digest + _sample(words).astype("<u4").tobytes()
    return found[:DIGEST_BYTES], np.frombuffer(found, "<u4", offset=DIGEST_BYTES)


@functools.cache
def _version() -> bytes:
    return digest_of_code(Path(__file__)).encode()


def _candidates(samples: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Return pairs that share enough sampled shingles to be worth comparing, in order."""
    sizes = np.array([len(sample) for sample in samples], np.int64)
    if not sizes.sum():
        return []
    owners = np.repeat(np.arange(len(samples), dtype=np.int32), sizes)
    pairs, counts = _counted_pairs(np.concatenate(samples), owners, len(samples))
    first, second = np.divmod(pairs, len(samples))
    enough = counts >= np.maximum(2, LEAST_SHARED * np.minimum(sizes[first], sizes[second]))
    return list(zip(first[enough].tolist(), second[enough].tolist(), strict=True))


def _counted_pairs(values: np.ndarray, owners: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of owners as `_paired` gives them, and how many values each shares; some values at a time."""
    found = []
    parts = 1 + len(values) // PART_VALUES
    for part in range(parts):
        chosen = values // SAMPLE % parts == part
        some, of = values[chosen], owners[chosen]
        order = np.lexsort((of, some))
        found.append(np.unique(_paired(some[order], of[order].astype(np.int64), count), return_counts=True))
    pairs, place = np.unique(np.concatenate([pair for pair, _ in found]), return_inverse=True)
    return pairs, np.bincount(place, np.concatenate([times for _, times in found]), len(pairs)).astype(np.int64)


def _paired(values: np.ndarray, owners: np.ndarray, count: int) -> np.ndarray:
    """Return first * `count` + second for the pairs of owners of one value, once for each value they share."""
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    lengths = np.diff(np.r_[starts, len(values)])
    run = np.repeat(np.arange(len(starts)), lengths)
    place = np.arange(len(values)) - starts[run]  # in its run
    short = lengths[run] <= WHOLE_RUN
    found = []
    for back in range(1, WHOLE_RUN):
        late = np.flatnonzero((place >= back) & (short | (back == 1)))
        found.append(owners[late - back] * count + owners[late])
    late = np.flatnonzero((place >= 2) & ~short)
    found.append(owners[starts[run[late]]] * count + owners[late])
    return np.concatenate(found)


def _sample(words: Sequence[str]) -> np.ndarray:
    if len(words) < LEAST_WORDS:
        return np.empty(0, np.uint32)
    shingles = np.unique(_shingles(words))
    return shingles[shingles % SAMPLE == 0]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _shingles(words: Sequence[str]) -> np.ndarray:
    """Return a 32-bit value for each run of `SHINGLE_WORDS` words."""
    codes = np.fromiter(map(_code_of(), words), np.uint64, len(words))
    count = max(0, len(codes) - SHINGLE_WORDS + 1)
    mixed = np.zeros(count, np.uint64)
    for place, step in enumerate(_STEPS):
        mixed = (mixed + codes[place : place + count]) * step
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> np.uint64(32)).astype(np.uint32)


@functools.cache
def _code_of() -> Callable[[str], int]:
    """Return what gives each word the same value in every process; those of late are remembered."""
    return functools.lru_cache(maxsize=1 << 17)(lambda word: zlib.crc32(word.encode("utf-8", "surrogatepass")))
