"""Types of event of other data sets as ours; the original words are always kept beside them."""

from __future__ import annotations

import functools
import re

from geodata.event import EVENT_TYPES

_ACLED_SUB = {
    "government regains territory": "retake",
    "non-state actor overtakes territory": "capture",
    "non-state actor regains territory": "retake",
    "armed clash": "clash",
    "non-violent transfer of territory": "handover",
    "air/drone strike": "air_strike",
    "shelling/artillery/missile attack": "shelling",
    "remote explosive/landmine/ied": "explosion",
    "grenade": "explosion",
    "suicide bomb": "suicide_bombing",
    "chemical weapon": "chemical_attack",
    "attack": "killing",
    "sexual violence": "sexual_violence",
    "abduction/forced disappearance": "abduction",
    "looting/property destruction": "looting",
    "disrupted weapons use": "arms_seizure",
    "arrests": "arrest",
    "agreement": "agreement",
    "change to group/activity": "mobilisation",
    "headquarters or base established": "base_established",
    "peaceful protest": "protest",
    "protest with intervention": "protest",
    "excessive force against protesters": "protest",
    "excessive force against protestors": "protest",
    "violent demonstration": "riot",
    "mob violence": "riot",
}
_ACLED_TYPE = {
    "battles": "clash",
    "battle": "clash",
    "explosions/remote violence": "explosion",
    "remote violence": "explosion",
    "violence against civilians": "killing",
    "protests": "protest",
    "riots": "riot",
    "riots/protests": "riot",
    "strategic developments": "statement",
    "strategic development": "statement",
    "battle-no change of territory": "clash",
    "battle-government regains territory": "retake",
    "battle-non-state actor overtakes territory": "capture",
    "headquarters or base established": "base_established",
    "non-violent transfer of territory": "handover",
}
_UCDP = {"1": "clash", "2": "clash", "3": "killing"}
"""UCDP's ``type_of_violence``: state-based, non-state, one-sided (against civilians)."""

UCDP_LABELS = {"1": "State-based violence", "2": "Non-state violence", "3": "One-sided violence"}

_WORDS = (
    ("shelling", r"shell|artiller|mortar|rocket|missile"),
    ("air_strike", r"air ?strike|airstrike|drone|air raid|bombardment|bombing raid"),
    ("suicide_bombing", r"suicide"),
    ("explosion", r"explo|ied\b|mine\b|landmine|bomb"),
    ("chemical_attack", r"chemical"),
    ("sexual_violence", r"sexual|rape"),
    ("abduction", r"abduct|kidnap|disappear"),
    ("protest", r"protest|demonstrat|strike\b"),
    ("riot", r"riot|mob\b"),
    ("ceasefire", r"cease-?fire|truce"),
    ("agreement", r"agreement|treaty|accord"),
    ("retake", r"retake|recapture|regain"),
    ("capture", r"captur|overtak|seiz|occup"),
    ("withdrawal", r"withdr|retreat"),
    ("siege", r"siege|blockade"),
    ("displacement", r"displace|refugee|evacuat"),
    ("arrest", r"arrest|detain|detention"),
    ("looting", r"loot|destruct|damage|infrastructure"),
    ("killing", r"kill|murder|execut|massacre|civilian|casualt|fatal|one-sided"),
    ("clash", r"clash|battle|fight|combat|armed"),
    ("assault", r"attack|assault|offensive|violence"),
    ("aid", r"humanitarian|\baid\b"),
    ("election", r"election|vote"),
    ("disaster", r"flood|earthquake|disaster"),
)
UNKNOWN = "statement"
"""What a file calls something that none of our types is: said, and no more."""


def acled_type(event_type: str, sub_event_type: str) -> str:
    """Return our type for an event and sub-event type of ACLED."""
    sub = _ACLED_SUB.get(_plain(sub_event_type))
    return sub or _ACLED_TYPE.get(_plain(event_type)) or type_in_words(f"{sub_event_type} {event_type}")


def ucdp_type(code: str) -> str:
    """Return our type for UCDP's ``type_of_violence``."""
    return _UCDP.get(re.sub(r"\.0+$", "", code.strip()), UNKNOWN)


@functools.lru_cache(maxsize=10_000)
def type_in_words(words: str) -> str:
    """Return our type for a category in a file's own words: our id or label, ACLED's names, else by its words."""
    plain = _plain(words)
    if plain in EVENT_TYPES:
        return plain
    labels = {described.label.lower(): name for name, described in EVENT_TYPES.items()}
    for known in (labels, _ACLED_SUB, _ACLED_TYPE):
        if plain in known:
            return known[plain]
    return next((name for name, pattern in _WORDS if re.search(rf"\b(?:{pattern})", plain)), UNKNOWN)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
