"""Phrases that report events, read from ``triggers.toml``."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

from geodata.inflection import noun_forms, verb_forms
from geodata.phrase import PhraseTable, expand_braces
from geodata.token import word_set

_FILE = Path(__file__).parent / "triggers.toml"


@dataclasses.dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a phrase.

    Parameters
    ----------
    type
        Event type.
    lemma
        First word of the phrase in its base form.
    form
        One of `geodata.inflection.FORMS`.
    needs
        What must stand beside it, ``None`` for nothing.
    also
        Words of which one must be in the sentence.
    """

    type: str
    lemma: str
    form: str
    needs: str | None
    also: frozenset[str]


@functools.cache
def trigger_table() -> PhraseTable:
    """Return the table of all phrases; each holds its senses in the order of the file."""
    senses: dict[tuple[str, ...], list[Sense]] = {}
    for entry in tomllib.loads(_FILE.read_text("utf-8"))["entry"]:
        sense = functools.cache(
            functools.partial(Sense, entry["type"], needs=entry.get("needs"), also=frozenset(entry.get("also", ())))
        )
        for words, lemma, form in _phrases(entry):
            known = senses.setdefault(words, [])
            if (found := sense(lemma, form)) not in known:
                known.append(found)
    return PhraseTable((words, tuple(found)) for words, found in senses.items())


def _phrases(entry: dict[str, list[str]]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for pattern in entry.get("verbs", ()):
        for phrase in expand_braces(pattern):
            first, *rest = phrase.split()
            for form, word in verb_forms(first).items():
                yield (*word.split(), *rest), first, form
    for pattern in entry.get("nouns", ()):
        for phrase in expand_braces(pattern):
            yield from _noun_phrases(phrase)


_LINKS = word_set("of on in by with between for against to around near toward towards into over that from at")


def _noun_phrases(phrase: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield singular and plural; the noun is the word before a closing preposition."""
    words = phrase.split()
    head = next((i for i, word in enumerate(words) if i and word in _LINKS), len(words)) - 1
    for form, noun in noun_forms(words[head]).items():
        yield (*words[:head], noun, *words[head + 1 :]), words[head], form
