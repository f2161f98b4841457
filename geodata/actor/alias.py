"""Names by which known actors go: a theatre's table, armed groups and states of the world."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from geodata.phrase import PhraseTable, expand_braces
from geodata.theatre import Theatre, load_theatre, theatre_ids
from geodata.token import tokenize

_FOLDER = Path(__file__).parent
_ALWAYS_GOVERNMENTS = frozenset({"Kremlin", "White House", "Pentagon", "State Department", "Downing Street", "Elysee"})


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """An actor that a table lists.

    Parameters
    ----------
    kind
        ``party``, ``state``, ``organisation`` or ``person``.
    usage
        ``name``; ``demonym`` ("Turkish"); ``metonym`` for a capital that may stand for its
        government or for itself.
    """

    id: str
    name: str
    party: str | None
    kind: str
    usage: str = "name"


def alias_table(theatre: Theatre | None) -> PhraseTable:
    """Return the names expected in a theatre; what it lists takes precedence."""
    return _table(theatre.id if theatre and theatre.id in theatre_ids() else None)


@functools.lru_cache(maxsize=8)
def _table(theatre_id: str | None) -> PhraseTable:
    entries = dict(_world())
    for words, known in _tokenized(_of_theatre(load_theatre(theatre_id))) if theatre_id else ():
        before = entries.get(words)
        keeps_usage = before and before.usage != "name" and known.kind == "state"
        entries[words] = dataclasses.replace(known, usage=before.usage) if before and keeps_usage else known
    return PhraseTable(entries.items())


@functools.cache
def _world() -> Mapping[tuple[str, ...], Known]:
    """Return the states and armed groups of the world by the words of their names."""
    return MappingProxyType(dict(_tokenized((*_states(), *_groups()))))


def _tokenized(names: Iterable[tuple[str, Known]]) -> Iterator[tuple[tuple[str, ...], Known]]:
    return ((words, known) for name, known in names if (words := tuple(tokenize(name).words)))


@functools.cache
def state_names() -> dict[str, str]:
    """Return the names of all states by ISO 3166-1 alpha-2 code."""
    return {code: name for code, name, *_ in _rows("states.txt")}


@functools.lru_cache(maxsize=4096)
def known_actor(name: str) -> Known | None:
    """Return the state or armed group of the world that goes by a name."""
    return _table(None).get(tokenize(name).words)


@functools.cache
def demonyms() -> frozenset[str]:
    """Return the words for the people of all states, in lower case."""
    return frozenset(words.lower() for words, known in _states() if known.usage == "demonym") - {"chad", "the hague"}


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("|")


def _states() -> Iterator[tuple[str, Known]]:
    for code, name, others, *metonyms in _rows("states.txt"):
        known = Known(f"state:{code}", name, None, "state")
        yield name, known
        for other in filter(None, others.split(",")):
            usage = "name" if other.isupper() or other.endswith((".", "land", "Britain", "America")) else "demonym"
            yield other, dataclasses.replace(known, usage=usage)
        for metonym in filter(None, (metonyms[0] if metonyms else "").split(",")):
            usage = "name" if metonym in _ALWAYS_GOVERNMENTS else "metonym"
            yield metonym, dataclasses.replace(known, usage=usage)


def _groups() -> Iterator[tuple[str, Known]]:
    for group_id, name, aliases in _rows("groups.txt"):
        kind = "organisation" if group_id in ("un", "eu", "au", "nato", "arab-league") else "party"
        known = Known(group_id, name, group_id if kind == "party" else None, kind)
        for alias in (name, *_split_outside_braces(aliases)):
            for written in expand_braces(alias):
                yield written, known


def _of_theatre(theatre: Theatre) -> Iterator[tuple[str, Known]]:
    for row in theatre.actors:
        party = row["party"] or (row["id"] if row["kind"] == "party" else None)
        known = Known(row["id"], row["name"], party, row["kind"])
        for alias in (row["name"], *row["aliases"], *row["people"]):
            for written in expand_braces(alias):
                yield written, known


def _split_outside_braces(text: str) -> Iterator[str]:
    depth = start = 0
    for index, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if char == "," and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]
