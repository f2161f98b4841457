"""Sides that an article names by a people, a faction or letters: "the Confederates", "the Union", "the KMT"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from geodata.actor.alias import Known
from geodata.phrase import Found
from geodata.token import Tokens, word_set

_WAR_WORDS = (
    "troops", "army", "armies", "soldiers", "siege", "battle", "offensive", "forces", "rebels", "militia", "garrison", "regiment",
    "invasion",
)  # fmt: skip
_WARLIKE = re.compile(rf"\b(?:{'|'.join(_WAR_WORDS)})\b")
_WAR_SHARE = 2
"""An article with fewer words of war than this names no sides: its Republicans sit in parliament."""

_DEEDS = (
    "took|retook|captured|recaptured|seized|occupied|conquered|attacked|invaded|besieged|defeated|retreated|withdrew"
    "|advanced|held|controlled|lost|fought|fled|surrendered|crossed|marched|routed|overran|abandoned"
    "|evacuated|landed|repulsed|pushed|drove|counterattacked|repelled|shelled|bombarded|surrounded|entered|launched|gained|regained|inflicted|broke|stormed|liberated"
)
_ACTING = rf"(?=\s+(?:(?:had|have|were|then|also|soon|again|finally|\w+ly)\s+){{0,2}}(?:{_DEEDS})\b)"
_PEOPLE = (
    r"[A-Z][a-z]+(?:ians|eans|ists|ites|icans|iks|istas|erates)|Romans|Ottomans|Soviets|Whites|Reds|Rebels|Allies"
    r"|Normans|Spartans|Thebans|Spaniards|Fascists|Nazis|Federals|Jacobins|Partisans|Mongols|Crusaders|Patriots|Union"
    r"|Confederacy|Axis|Entente|Central Powers|Vietcong"
)
_LETTERS = r"[A-Z]{2,5}"
_ACTS = re.compile(rf"\b(?:[Tt]he\s+({_PEOPLE}|{_LETTERS}){_ACTING}|by\s+the\s+({_PEOPLE})\b|({_LETTERS}){_ACTING})")
_NOT_SIDES = word_set(
    "Muslims Christians Jews Americans Europeans Asians Africans Scientists Academicians BBC CNN AFP AP UPI"
)


def tells_of_war(text: str) -> bool:
    """Whether a text has words of war enough to name sides."""
    # Counting letters is far cheaper than the pattern, and most articles are of no war.
    return sum(map(text.count, _WAR_WORDS)) >= _WAR_SHARE and len(_WARLIKE.findall(text)) >= _WAR_SHARE


def find_peoples(text: str) -> dict[str, Known]:
    """Return the sides that do deeds of war in a text, by the words that name them.

    Names in the plural stand with their singular, by which an army is called ("Confederate troops").
    """
    if not tells_of_war(text):
        return {}
    acts = Counter(name for match in _ACTS.finditer(text) if (name := match[1] or match[2] or match[3]))
    found: dict[str, Known] = {}
    for name, count in acts.items():
        if name in _NOT_SIDES or (count < _OFTEN and text.count(name.removesuffix("s")) <= count):
            continue
        side = Known(name.lower().replace(" ", "-"), name, name.lower().replace(" ", "-"), "party")
        found[name] = side
        if name.endswith("s") and not name.isupper():
            found.setdefault(name[:-1], side)
    return found


_OFTEN = 2
"""Deeds after which a name is a side, even if it is not named without one."""


def peoples_in(tokens: Tokens, first: int, stop: int, sides: dict[str, Known]) -> Iterator[Found]:
    """Yield where a sentence names such sides."""
    words = tokens.words
    for index in range(first, stop):
        word = words[index]
        if word in sides:
            yield Found(index, index, sides[word])
        elif word == "Central" and "Central Powers" in sides and words[index + 1 : index + 2] == ["Powers"]:
            yield Found(index, index + 1, sides["Central Powers"])
