"""Judges a verb by its auxiliaries and its form."""

from __future__ import annotations

from geodata.modality.clause import is_modal, main_clause_modality, subject_modality
from geodata.modality.cues import (
    GERUND_OF,
    GERUND_PREPOSITIONS,
    INFINITIVE_GOVERNORS,
    MODALS,
    NOUN_GOVERNORS,
    SUBJUNCTIVE,
)
from geodata.modality.governor import infinitive_modality
from geodata.modality.verb_group import VerbGroup
from geodata.token import Tokens, word_set


def verb_modality(
    tokens: Tokens, trigger: tuple[int, int], form: str, group: VerbGroup, sentence: tuple[int, int]
) -> tuple[str, str]:
    """Return the modality of a verb and the reason in words, empty for what is plainly asserted."""
    lows = tokens.lows
    if _has_no_subject(lows, group.first, sentence[0]):
        return "denied", "no one"
    if group.negated:
        if _until_follows(lows, trigger[1], sentence[1]):
            return "asserted", "not \u2026 until"
        return ("sought", "should not") if group.modal in ("should", "must") else ("denied", "not")
    if _nearly(lows, group.first, trigger[0]):
        return "hypothetical", "nearly"
    if group.be == "being" and lows[group.first - 1] == "of" and lows[group.first - 2] in GERUND_OF:
        return GERUND_OF[lows[group.first - 2]], lows[group.first - 2]  # "on the verge of being driven out"
    if group.modal:
        return _modal(tokens, group, sentence)
    if group.infinitive:
        modality, cue = infinitive_modality(tokens, group.first, sentence)
        # "claimed to have captured": a perfect infinitive is told as done unless something wishes for it.
        return ("asserted", "") if group.have and cue == "to" else (modality, cue)
    if form == "ing" and not group.be:
        return _gerund_modality(tokens, group.first, sentence)
    if cue := _not_yet_so(tokens, form, group, sentence):
        return "hypothetical", cue
    if form == "base" and group.bare:
        return _bare_base_modality(tokens, group.first, sentence)
    return "asserted", ""


def _not_yet_so(tokens: Tokens, form: str, group: VerbGroup, sentence: tuple[int, int]) -> str:
    """Return the words by which what is told like a deed is only waited for or imagined, empty for none."""
    lows = tokens.lows
    past = form in ("past", "participle")
    if past and group.bare and lows[verb_left(lows, group.first)] in ("to", "be"):
        return "to be"
    if past and group.bare and _had_it_been(tokens, group.first, sentence):
        return "had \u2026 would"
    awaiting = (form in ("base", "s") and group.bare) or (past and group.be in ("is", "are") and not group.have)
    return "when it happens" if awaiting and _awaited(tokens, group.first, sentence) else ""


def _nearly(lows: list[str], first: int, verb: int) -> bool:
    """ "almost drove them out" is no deed; "almost completely conquered the island" is one."""
    return (not _ALMOST.isdisjoint(lows[max(first - 1, 0) : verb]) and not lows[verb - 1].endswith("ly")) or (
        lows[verb - 1] in ("nearly", "narrowly")
    )


_ALMOST = frozenset({"almost", "nearly"})
_NOBODY = frozenset({"no", "no-one", "nobody", "none", "neither"})


def _has_no_subject(lows: list[str], first: int, floor: int) -> bool:
    """ "No group has attacked", "nobody was hurt"."""
    for index in range(first - 1, max(floor, first - 5) - 1, -1):
        if lows[index] in _NOBODY:
            return lows[index + 1] not in ("longer", "less", "fewer", "doubt")
        if not lows[index].isalpha() or lows[index] in ("and", "but", "that", "which", "who", "of", "in", "to", "with"):
            return False
    return False


_AWAITING = frozenset({"after", "once", "when", "until", "before"})


def _awaited(tokens: Tokens, first: int, sentence: tuple[int, int]) -> bool:
    """A present after "until", or after "once" or "after" in a sentence with "will" or "would", is still to come."""
    lows = tokens.lows
    if "until" in lows[max(sentence[0], first - 4) : first]:
        return True
    if _AWAITING.isdisjoint(lows[max(sentence[0], first - 6) : first]):
        return False
    return not {"will", "would", "could", "may"}.isdisjoint(lows[sentence[0] : sentence[1]])


def _had_it_been(tokens: Tokens, first: int, sentence: tuple[int, int]) -> bool:
    """ "Had the Germans captured Moscow, the war would have ended"."""
    lows = tokens.lows
    openings = [i for i in range(max(sentence[0], first - 7), first) if lows[i] == "had"]
    if not openings or not (openings[0] == sentence[0] or lows[openings[0] - 1] in (",", ";", "and", "but")):
        return False
    return not {"would", "could", "might"}.isdisjoint(lows[first : sentence[1]])


_PROMISES = word_set("said says announced told vowed pledged promised agreed confirmed declared")

_THREATS = word_set("warned warns warning threatened threatens threatening")


def _modal(tokens: Tokens, group: VerbGroup, sentence: tuple[int, int]) -> tuple[str, str]:
    """ "He said they would march" is a plan, "he warned that they would" a threat."""
    modality = MODALS.get(group.modal or "", "hypothetical")
    before = tokens.lows[sentence[0] : group.first]
    if group.modal in ("would", "will", "'ll", "'d"):
        if not _THREATS.isdisjoint(before[-9:]):
            return "threatened", "warned"
        if (
            group.modal == "would"
            and not _PROMISES.isdisjoint(before[-8:])
            and "if" not in tokens.lows[sentence[0] : sentence[1]]
        ):
            return "planned", "said \u2026 would"
    return modality, group.modal or ""


def verb_left(lows: list[str], first: int) -> int:
    """Return the token before `first`, or `first` itself at the start of the text."""
    return first - 1 if first else first


def _until_follows(lows: list[str], last: int, stop: int) -> bool:
    return "until" in lows[last + 1 : min(stop, last + 9)]


def _gerund_modality(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    lows = tokens.lows
    if first == sentence[0]:
        return subject_modality(tokens, first, sentence)
    while first - 1 > sentence[0] and lows[first - 1].endswith("ly"):
        first -= 1
    before = lows[first - 1]
    if before in (",", "and") and (listed := _listed_gerund(lows, first, sentence[0])):
        return listed
    if before == "by" and _is_hindered(lows, first, sentence[0]):
        return "denied", "prevented"
    if before == "of" and first - 2 >= sentence[0] and lows[max(first - 3, 0)] == "no":
        return "denied", "no " + lows[first - 2]
    if before == "of" and "within" in lows[max(first - 5, sentence[0]) : first - 1]:
        return "hypothetical", "within \u2026 of"  # "came within a day's march of taking Moscow"
    if before == "of" and first - 2 >= sentence[0]:
        return GERUND_OF.get(lows[first - 2], NOUN_GOVERNORS.get(lows[first - 2], "asserted")), lows[first - 2]
    if before == "from" and not {
        "prevent",
        "prevented",
        "stop",
        "stopped",
        "keep",
        "ban",
        "banned",
        "barred",
        "refrain",
    } & set(lows[sentence[0] : first]):
        return "asserted", ""
    governor = INFINITIVE_GOVERNORS.get(before)
    if governor and governor != "asserted" and before not in GERUND_PREPOSITIONS:
        return governor, before
    modality = GERUND_PREPOSITIONS.get(before, "asserted")
    if before == "for" and first - 2 >= sentence[0]:
        modality = NOUN_GOVERNORS.get(lows[first - 2], modality)
    if modality == "asserted":
        return main_clause_modality(tokens, first, sentence, keep_future=before == "after")
    return modality, before


def _listed_gerund(lows: list[str], first: int, floor: int) -> tuple[str, str] | None:
    """ "dreams of crossing the river, taking the town": the second participle is dreamt of, too."""
    for index in range(first - 2, max(floor + 1, first - 16), -1):
        if lows[index] in (";", ":", "but", "who", "which", "that", "when", "while"):
            return None
        if lows[index].endswith("ing") and lows[index - 1] == "of" and lows[index - 2] in GERUND_OF:
            return GERUND_OF[lows[index - 2]], lows[index - 2]
    return None


def _is_hindered(lows: list[str], first: int, floor: int) -> bool:
    """ "prevented him from ending the war by taking Rome": he did not take it."""
    begin = max(floor, first - 14)
    words = lows[begin : first - 1]
    for index in range(len(words) - 1, -1, -1):
        if words[index] in (",", ";", "and", "but"):
            return False
        if words[index] in _HINDERING:
            return "from" in words[index:] or "to" in words[index : index + 2]
    return False


_HINDERING = frozenset({"prevented", "prevent", "stopped", "kept", "unable", "failed", "inability", "failure"})


def _bare_base_modality(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """A base form without auxiliary shares the "to" or modal of the verb that it is joined to."""
    lows = tokens.lows
    while first > sentence[0] and (lows[first - 1].endswith("ly") or lows[first - 1] in ("then", "also", "even")):
        first -= 1
    before = lows[first - 1] if first > sentence[0] else ""
    if before in ("and", "or", ",", "then"):
        for index in range(first - 1, max(sentence[0], first - 16) - 1, -1):
            word = lows[index]
            if (
                word == "to"
                and index + 1 < first
                and not tokens.is_name(index + 1)
                and lows[index + 1] not in ("the", "a", "an", "its", "their")
            ):
                return infinitive_modality(tokens, index, sentence)
            if is_modal(tokens, index):
                return MODALS[word], word
    if "that" in lows[max(sentence[0], first - 10) : first] and SUBJUNCTIVE.intersection(
        lows[max(sentence[0], first - 14) : first]
    ):
        return "sought", "demand that"
    return "asserted", ""
