"""Judges one trigger: is it told as a deed, and in which tense."""

from __future__ import annotations

import dataclasses

from geodata.modality.clause import enclosing_modality
from geodata.modality.noun import noun_modality
from geodata.modality.verb import verb_modality
from geodata.modality.verb_group import VerbGroup, verb_group
from geodata.token import Tokens


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
        modality, cue = noun_modality(tokens, trigger, sentence)
        return Assessment(modality, "noun", None, reason=f"\u201c{cue}\u201d" if cue else "")
    return _assess_verb(tokens, trigger, form, sentence)


def _assess_verb(tokens: Tokens, trigger: tuple[int, int], form: str, sentence: tuple[int, int]) -> Assessment:
    verb = trigger[0]
    group = verb_group(tokens, verb, sentence[0])
    passive = _is_passive(tokens, trigger, form, group, sentence)
    tense = _tense(form, group)
    modality, cue = verb_modality(tokens, trigger, form, group, sentence)
    if modality == "asserted":
        modality, cue = enclosing_modality(tokens, group.first, sentence)
    return Assessment(modality, tense, group, passive, f"\u201c{cue}\u201d" if cue else "")


def _is_passive(
    tokens: Tokens, trigger: tuple[int, int], form: str, group: VerbGroup, sentence: tuple[int, int]
) -> bool:
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
        return "perfect" if group.have else "infinitive"
    if group.have:
        return "pluperfect" if group.have == "had" else "perfect"
    if form == "ing":
        if not group.be:
            return "gerund"
        return "past" if group.be in ("was", "were") else "progressive"
    if group.be in ("is", "are"):
        return "present"
    return "present" if form in ("base", "s") and not group.do else "past"
