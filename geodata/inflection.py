"""Forms of English verbs and nouns."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from geodata.token import word_set

FORMS = ("base", "s", "past", "participle", "ing", "noun", "plural")

_IRREGULAR = {
    "bear": ("bore", "borne"), "beat": ("beat", "beaten"), "become": ("became", "become"), "begin": ("began", "begun"),
    "besiege": ("besieged", "besieged"), "bind": ("bound", "bound"), "blow": ("blew", "blown"),
    "break": ("broke", "broken"), "bring": ("brought", "brought"), "build": ("built", "built"),
    "burn": ("burned", "burned"), "burst": ("burst", "burst"), "buy": ("bought", "bought"),
    "catch": ("caught", "caught"), "cede": ("ceded", "ceded"), "come": ("came", "come"), "cut": ("cut", "cut"),
    "do": ("did", "done"), "draw": ("drew", "drawn"), "drive": ("drove", "driven"), "fall": ("fell", "fallen"),
    "feed": ("fed", "fed"), "fight": ("fought", "fought"), "find": ("found", "found"), "flee": ("fled", "fled"),
    "fly": ("flew", "flown"), "get": ("got", "got"), "give": ("gave", "given"), "go": ("went", "gone"),
    "hit": ("hit", "hit"), "hold": ("held", "held"), "keep": ("kept", "kept"), "lay": ("laid", "laid"),
    "lead": ("led", "led"), "leave": ("left", "left"), "let": ("let", "let"), "lose": ("lost", "lost"),
    "make": ("made", "made"), "meet": ("met", "met"), "overrun": ("overran", "overrun"),
    "overthrow": ("overthrew", "overthrown"), "put": ("put", "put"), "quit": ("quit", "quit"),
    "retake": ("retook", "retaken"), "ride": ("rode", "ridden"), "run": ("ran", "run"), "say": ("said", "said"),
    "see": ("saw", "seen"), "sell": ("sold", "sold"), "send": ("sent", "sent"), "set": ("set", "set"),
    "shoot": ("shot", "shot"), "shut": ("shut", "shut"), "slay": ("slew", "slain"), "speak": ("spoke", "spoken"),
    "stand": ("stood", "stood"), "steal": ("stole", "stolen"), "strike": ("struck", "struck"),
    "sweep": ("swept", "swept"), "swear": ("swore", "sworn"), "take": ("took", "taken"), "tell": ("told", "told"),
    "throw": ("threw", "thrown"), "undergo": ("underwent", "undergone"), "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"), "write": ("wrote", "written"), "green light": ("green lit", "green lit"),
    "green-light": ("green-lit", "green-lit"), "greenlight": ("greenlit", "greenlit"), "hang": ("hanged", "hanged"),
    "cast": ("cast", "cast"), "split": ("split", "split"), "spread": ("spread", "spread"), "pay": ("paid", "paid"),
}  # fmt: skip

_DOUBLED = word_set(
    "abet ban bar beg club commit compel drop expel gun hijack-up jab kidnap lob mob nab occur outgun patrol permit"
    " plan propel quell rebel ram repel rig rip rob shed shell-up sit snub stab stem step stop strap submit transfer"
    " transmit trap trim whip wrap zap admit airdrop incur confer defer infer prefer refer"
)
_VOWELS = "aeiou"


@functools.cache
def verb_forms(verb: str) -> Mapping[str, str]:
    """Return the forms of a verb by name.

    >>> verb_forms("overrun")["past"], verb_forms("occupy")["past"], verb_forms("expel")["ing"]
    ('overran', 'occupied', 'expelling')
    """
    past, participle = _IRREGULAR.get(verb) or (_regular_past(verb),) * 2
    forms = {"base": verb, "s": _with_s(verb), "past": past, "participle": participle, "ing": _ing(verb)}
    return MappingProxyType(forms)


def noun_forms(noun: str) -> dict[str, str]:
    """Return singular and plural of a noun phrase; its last word is inflected."""
    return {"noun": noun, "plural": _with_s(noun)}


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "es" if word.endswith("o") else word + "s"


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ied"
    return verb + verb[-1] + "ed" if verb in _DOUBLED else verb + "ed"


def _ing(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe")):
        return verb[:-1] + "ing"
    doubled = verb in _DOUBLED or verb in {
        "run",
        "overrun",
        "hit",
        "cut",
        "put",
        "set",
        "sit",
        "shut",
        "win",
        "get",
        "let",
        "begin",
        "quit",
    }
    return verb + verb[-1] + "ing" if doubled else verb + "ing"
