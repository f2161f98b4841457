"""Judges one trigger: is it told as a deed, and in which tense."""

from __future__ import annotations

import dataclasses

from geodata.modality.cues import (
    CONDITIONS,
    GERUND_OF,
    GERUND_PREPOSITIONS,
    INFINITIVE_GOVERNORS,
    MODALS,
    NEGATIONS,
    NOUN_GOVERNORS,
    SUBJUNCTIVE,
)
from geodata.modality.verb_group import VerbGroup, verb_group
from geodata.token import Tokens, word_set

_GOVERNOR_REACH = 12
_NOUN_REACH = 6
_HARD_STOPS = frozenset({";", ":", "\u2014", "\u2013", "."})
_LAWGIVERS = word_set("parliament bill law legislation motion vote lawmakers mandate deal agreement resolution assembly accord pact memorandum")
_CALLED_OFF = {
    "planned": "planned", "expected": "planned", "scheduled": "planned", "cancelled": "denied", "canceled": "denied",
    "averted": "denied", "prevented": "denied", "foiled": "denied", "thwarted": "denied", "postponed": "planned", "feared": "hypothetical",
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Assessment:
    """How a trigger is told.

    Parameters
    ----------
    modality
        One of `geodata.modality.MODALITIES`.
    tense
        ``past``, ``perfect``, ``pluperfect``, ``present``, ``progressive``, ``future``,
        ``infinitive``, ``gerund`` or ``noun``.
    group
        The auxiliaries before a verb, ``None`` for a noun.
    passive
        Whether the words before the verb undergo it.
    reason
        Words for the reader: the cue that decided.
    """

    modality: str
    tense: str
    group: VerbGroup | None
    passive: bool = False
    reason: str = ""


def assess(tokens: Tokens, trigger: tuple[int, int], form: str, sentence: tuple[int, int]) -> Assessment:
    """Judge the trigger at the tokens ``trigger`` (first, last) of the sentence ``[first, stop)``.

    Parameters
    ----------
    form
        Grammatical form of the trigger's first word, one of `geodata.inflection.FORMS`.
    """
    if form in ("noun", "plural"):
        return _assess_noun(tokens, trigger, sentence)
    return _assess_verb(tokens, trigger, form, sentence)


def _assess_verb(tokens: Tokens, trigger: tuple[int, int], form: str, sentence: tuple[int, int]) -> Assessment:
    verb = trigger[0]
    group = verb_group(tokens, verb, sentence[0])
    passive = _is_passive(tokens, trigger, form, group, sentence)
    tense = _tense(form, group)
    modality, cue = _verb_modality(tokens, trigger, form, group, sentence)
    if modality == "asserted":
        modality, cue = _embedding(tokens, group.first, sentence)
    return Assessment(modality, tense, group, passive, f"\u201c{cue}\u201d" if cue else "")


def _verb_modality(
    tokens: Tokens, trigger: tuple[int, int], form: str, group: VerbGroup, sentence: tuple[int, int]
) -> tuple[str, str]:
    lows = tokens.lows
    if _has_no_subject(lows, group.first, sentence[0]):
        return "denied", "no one"
    if group.negated:
        if _until_follows(lows, trigger[1], sentence[1]):
            return "asserted", "not \u2026 until"
        return ("sought", "should not") if group.modal in ("should", "must") else ("denied", "not")
    if group.modal:
        return _modal(tokens, group, sentence)
    if group.infinitive:
        return infinitive_modality(tokens, group.first, sentence)
    if form == "ing" and not group.be:
        return _gerund_modality(tokens, group.first, sentence)
    if form in ("past", "participle") and group.bare and lows[verb_left(lows, group.first)] in ("to", "be"):
        return "hypothetical", "to be"
    if form in ("base", "s") and group.bare and _awaited(tokens, group.first, sentence):
        return "hypothetical", "when it happens"
    if form == "base" and group.bare:
        return _bare_base_modality(tokens, group.first, sentence)
    return "asserted", ""


_NOBODY = frozenset({"no", "no-one", "nobody", "none", "neither"})


def _has_no_subject(lows: list[str], first: int, floor: int) -> bool:
    """"No group has attacked", "nobody was hurt"."""
    for index in range(first - 1, max(floor, first - 5) - 1, -1):
        if lows[index] in _NOBODY:
            return lows[index + 1] not in ("longer", "less", "fewer", "doubt")
        if not lows[index].isalpha() or lows[index] in ("and", "but", "that", "which", "who", "of", "in", "to", "with"):
            return False
    return False


_AWAITING = frozenset({"after", "once", "when", "until", "before"})


def _awaited(tokens: Tokens, first: int, sentence: tuple[int, int]) -> bool:
    """A present after "once" or "after" in a sentence with "will" or "would" is still to come."""
    lows = tokens.lows
    if _AWAITING.isdisjoint(lows[max(sentence[0], first - 6) : first]):
        return False
    return not {"will", "would", "could", "may"}.isdisjoint(lows[sentence[0] : sentence[1]])


_PROMISES = word_set("said says announced told vowed pledged promised agreed confirmed declared")
_THREATS = word_set("warned warns warning threatened threatens threatening")


def _modal(tokens: Tokens, group: VerbGroup, sentence: tuple[int, int]) -> tuple[str, str]:
    """"He said they would march" is a plan, "he warned that they would" a threat."""
    modality = MODALS.get(group.modal or "", "hypothetical")
    before = tokens.lows[sentence[0] : group.first]
    if group.modal in ("would", "will", "'ll", "'d"):
        if not _THREATS.isdisjoint(before[-9:]):
            return "threatened", "warned"
        if group.modal == "would" and not _PROMISES.isdisjoint(before[-8:]) and "if" not in tokens.lows[sentence[0] : sentence[1]]:
            return "planned", "said \u2026 would"
    return modality, group.modal or ""


def verb_left(lows: list[str], first: int) -> int:
    """Return the token before `first`, or `first` itself at the start of the text."""
    return first - 1 if first else first


def _until_follows(lows: list[str], last: int, stop: int) -> bool:
    return "until" in lows[last + 1 : min(stop, last + 9)]


def infinitive_modality(tokens: Tokens, to: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """Judge the infinitive that begins with the token `to` by the nearest governing word."""
    lows = tokens.lows
    if to > sentence[0] and lows[to - 1] in ("is", "are", "was", "were"):
        return "planned", f"{lows[to - 1]} to"
    for index in range(to - 1, max(sentence[0], to - _GOVERNOR_REACH) - 1, -1):
        word = lows[index]
        if word in _HARD_STOPS:
            break
        modality = INFINITIVE_GOVERNORS.get(word)
        if modality:
            return _governor_modality(tokens, index, modality, sentence), word
    return "sought", "to"


def _governor_modality(tokens: Tokens, governor: int, modality: str, sentence: tuple[int, int]) -> str:
    """A governor that is itself not told as a deed takes its infinitive along."""
    lows = tokens.lows
    group = verb_group(tokens, governor, sentence[0])
    if modality == "asserted":
        if group.negated:
            return "denied"
        if group.modal or group.infinitive:
            return "hypothetical"
    if lows[governor] in ("allowed", "allowing", "allow") and not _LAWGIVERS.intersection(lows[sentence[0] : sentence[1]]):
        return "hypothetical" if group.modal or lows[governor] == "allow" else "asserted"
    return modality


def _gerund_modality(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    lows = tokens.lows
    if first == sentence[0]:
        return _subject_modality(tokens, first, sentence)
    before = lows[first - 1]
    if before == "of" and first - 2 >= sentence[0]:
        return GERUND_OF.get(lows[first - 2], NOUN_GOVERNORS.get(lows[first - 2], "asserted")), lows[first - 2]
    if before == "from" and not {"prevent", "prevented", "stop", "stopped", "keep", "ban", "banned", "barred", "refrain"} & set(lows[sentence[0] : first]):
        return "asserted", ""
    governor = INFINITIVE_GOVERNORS.get(before)
    if governor and governor != "asserted" and before not in GERUND_PREPOSITIONS:
        return governor, before
    modality = GERUND_PREPOSITIONS.get(before, "asserted")
    if before == "for" and first - 2 >= sentence[0]:
        modality = NOUN_GOVERNORS.get(lows[first - 2], modality)
    if modality == "asserted":
        return _main_clause_modality(tokens, first, sentence, keep_future=before == "after")
    return modality, before


_CLAUSE_OPENERS = frozenset({"which", "who", "that", "where", "when", "but", "because", "although", "though", ";", "said", "says"})


def _main_clause_modality(tokens: Tokens, first: int, sentence: tuple[int, int], *, keep_future: bool) -> tuple[str, str]:
    """A participle follows the modal of the clause that it hangs on."""
    for index in range(first - 1, max(sentence[0], first - 18) - 1, -1):
        word = tokens.lows[index]
        if word in _CLAUSE_OPENERS:
            break
        if _is_modal(tokens, index) and not (keep_future and MODALS[word] == "planned"):
            return MODALS[word], word
    return "asserted", ""


def _subject_modality(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """A gerund or noun as subject follows the first modal to its right."""
    for index in range(first + 1, min(sentence[1], first + 14)):
        word = tokens.lows[index]
        if _is_modal(tokens, index):
            modality = MODALS[word]
            return ("hypothetical" if modality == "planned" else modality), word
        if word in (",", ";", ".", ":", "and") or (word.endswith("ed") and index > first + 1) or word in ("was", "were", "has", "had", "is", "are"):
            break
    return "asserted", ""


def _bare_base_modality(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """A base form without auxiliary shares the "to" or modal of the verb that it is joined to."""
    lows = tokens.lows
    while first > sentence[0] and (lows[first - 1].endswith("ly") or lows[first - 1] in ("then", "also", "even")):
        first -= 1
    before = lows[first - 1] if first > sentence[0] else ""
    if before in ("and", "or", ",", "then"):
        for index in range(first - 1, max(sentence[0], first - 16) - 1, -1):
            word = lows[index]
            if word == "to" and index + 1 < first and not tokens.is_name(index + 1) and lows[index + 1] not in ("the", "a", "an", "its", "their"):
                return infinitive_modality(tokens, index, sentence)
            if _is_modal(tokens, index):
                return MODALS[word], word
    if "that" in lows[max(sentence[0], first - 10) : first] and SUBJUNCTIVE.intersection(lows[max(sentence[0], first - 14) : first]):
        return "sought", "demand that"
    return "asserted", ""


_FINITE_BREAK = frozenset({";", "but", "however", "while", "although", "though", "after", "before"})


def _embedding(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """Judge the clause around a verb that is told as a deed in itself."""
    lows = tokens.lows
    if lows[sentence[1] - 1] == "?":
        return "hypothetical", "?"
    for index in range(first - 1, max(sentence[0], first - 22) - 1, -1):
        word = lows[index]
        if word in _FINITE_BREAK:
            break
        if word in CONDITIONS and _opens_clause(lows, index, sentence[0]):
            return "hypothetical", word
        if word in _DENIALS and not (index > sentence[0] and lows[index - 1] in NEGATIONS | {"'t"}):
            return _denial(lows, index, first)
        if word in ("fears", "feared", "rumours", "rumors", "fear") and lows[index + 1] in ("that", "it", "they"):
            return "hypothetical", word
    return "asserted", ""


_DENIALS = word_set("deny denies denied denying refuted refutes refute rejected dismissed disputes disputed")


def _denial(lows: list[str], index: int, first: int) -> tuple[str, str]:
    if lows[index] in ("rejected", "dismissed", "disputed", "disputes") and not {"claim", "claims", "report", "reports", "that", "allegations"}.intersection(lows[index + 1 : index + 6]):
        return "asserted", ""
    if "," in lows[index:first] and "that" not in lows[index:first]:
        return "asserted", ""
    return "denied", lows[index]


def _opens_clause(lows: list[str], index: int, floor: int) -> bool:
    if lows[index] == "should":
        return index == floor
    return True


def _assess_noun(tokens: Tokens, trigger: tuple[int, int], sentence: tuple[int, int]) -> Assessment:
    lows = tokens.lows
    first, last = trigger
    for index in range(first - 1, max(sentence[0], first - _NOUN_REACH) - 1, -1):
        word = lows[index]
        if word in _HARD_STOPS or word in (",", "after", "since", "despite", "during", "following", "amid", "which", "who", "and", "but"):
            break
        if word in NOUN_GOVERNORS and not _is_exempt(lows, index):
            return Assessment(_noun_governed(tokens, index, sentence), "noun", None, reason=f"\u201c{word}\u201d")
        if word in MODALS and index == first - 1:
            break
    modality, cue = _predicate(tokens, last, sentence)
    if modality == "asserted" and lows[first - 1 if first else 0] in ("be", "an", "a", "immediate"):
        modality, cue = _existential(tokens, first, sentence)
    if modality == "asserted":
        modality, cue = _embedding(tokens, first, sentence)
    return Assessment(modality, "noun", None, reason=f"\u201c{cue}\u201d" if cue else "")


def _noun_governed(tokens: Tokens, index: int, sentence: tuple[int, int]) -> str:
    del sentence
    return NOUN_GOVERNORS[tokens.lows[index]]


def _is_exempt(lows: list[str], index: int) -> bool:
    """"called" in "a so-called", "a push" in "a push into" and similar are no governors."""
    following = lows[index + 1] if index + 1 < len(lows) else ""
    word = lows[index]
    return (word in ("called", "push", "bid") and following not in ("for", "on")) or (word == "no" and following == "less") or (
        word == "warning" and following == "shots"
    )


def _predicate(tokens: Tokens, last: int, sentence: tuple[int, int]) -> tuple[str, str]:
    modality, cue = _subject_modality(tokens, last, sentence)
    if modality != "asserted":
        return modality, cue
    for index in range(last + 1, min(sentence[1], last + 9)):
        word = tokens.lows[index]
        if word in (",", ";", ".", "which", "who"):
            break
        if word in _CALLED_OFF and tokens.lows[index - 1] in ("was", "were", "been", "is", "are", "being"):
            return _CALLED_OFF[word], word
    return "asserted", ""


def _existential(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """"There must be an immediate ceasefire" is a wish."""
    lows = tokens.lows
    for index in range(max(sentence[0], first - 5), first):
        if _is_modal(tokens, index):
            return MODALS[lows[index]], lows[index]
    return "asserted", ""


def _is_modal(tokens: Tokens, index: int) -> bool:
    """Whether the token is a modal verb; "May" is a month, "'d" too often "had"."""
    return tokens.lows[index] in MODALS and tokens.words[index] not in ("May", "'d")


def _is_passive(tokens: Tokens, trigger: tuple[int, int], form: str, group: VerbGroup, sentence: tuple[int, int]) -> bool:
    if form not in ("past", "participle"):
        return False
    if group.be:
        return True
    if group.have or group.modal or group.do:
        return False
    # "the town seized by the rebels": nothing stands between the participle and "by".
    return "by" in tokens.lows[trigger[1] + 1 : min(trigger[1] + 3, sentence[1])]


def _tense(form: str, group: VerbGroup) -> str:
    if group.modal:
        return "future"
    if group.infinitive:
        return "infinitive"
    if group.have:
        return "pluperfect" if group.have == "had" else "perfect"
    if form == "ing":
        if not group.be:
            return "gerund"
        return "past" if group.be in ("was", "were") else "progressive"
    if group.be in ("is", "are"):
        return "present"
    return "present" if form in ("base", "s") and not group.do else "past"
