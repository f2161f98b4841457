"""What the clause around a word makes of it."""

from __future__ import annotations

from geodata.modality.cues import CONDITIONS, MODALS, NEGATIONS
from geodata.token import Tokens, word_set


def enclosing_modality(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """Judge the clause around a verb that is told as a deed in itself."""
    lows = tokens.lows
    if lows[sentence[1] - 1] == "?":
        return "hypothetical", "?"
    for index in range(first - 1, max(sentence[0], first - 22) - 1, -1):
        word = lows[index]
        if word in _FINITE_BREAK:
            break
        if word in _REPORTS and lows[index + 1] in ("that", "to") and (cue := _said_false(lows, first, sentence[1])):
            return "denied", cue
        if word in CONDITIONS and _opens_clause(lows, index, sentence[0]):
            return "hypothetical", word
        if word in _DENIALS and not (index > sentence[0] and lows[index - 1] in NEGATIONS | {"'t"}):
            return _denial(lows, index, first)
        if word in ("fears", "feared", "rumours", "rumors", "fear") and lows[index + 1] in ("that", "it", "they"):
            return "hypothetical", word
    return "asserted", ""


def _said_false(lows: list[str], first: int, stop: int) -> str:
    """Return the word by which a report is called wrong: "reports that it had fallen were denied"."""
    for index in range(first + 1, stop):
        if lows[index] in _FALSE and not _CALLED.isdisjoint(lows[index - 2 : index]):
            return lows[index]
    return ""


_REPORTS = word_set(
    "report reports claim claims rumour rumours rumor rumors allegation allegations suggestion suggestions"
)
_FALSE = word_set("denied dismissed rejected refuted false untrue unfounded baseless wrong fabricated disproved")
_CALLED = word_set("was were is are been be proved proven turned as")

_FINITE_BREAK = frozenset(
    {";", "said", "says", "added", "but", "however", "while", "although", "though", "after", "before"}
)

_DENIALS = word_set("deny denies denied denying refuted refutes refute rejected dismissed disputes disputed")


def _denial(lows: list[str], index: int, first: int) -> tuple[str, str]:
    if lows[index] in ("rejected", "dismissed", "disputed", "disputes") and not {
        "claim",
        "claims",
        "report",
        "reports",
        "that",
        "allegations",
    }.intersection(lows[index + 1 : index + 9]):
        return "asserted", ""
    if "," in lows[index:first] and "that" not in lows[index:first]:
        return "asserted", ""
    return "denied", lows[index]


def _opens_clause(lows: list[str], index: int, floor: int) -> bool:
    if lows[index] == "should":
        return index == floor
    return True


def main_clause_modality(
    tokens: Tokens, first: int, sentence: tuple[int, int], *, keep_future: bool
) -> tuple[str, str]:
    """A participle follows the modal of the clause that it hangs on."""
    for index in range(first - 1, max(sentence[0], first - 18) - 1, -1):
        word = tokens.lows[index]
        if word in _CLAUSE_OPENERS:
            break
        if is_modal(tokens, index) and not (keep_future and MODALS[word] == "planned"):
            return MODALS[word], word
    return "asserted", ""


_CLAUSE_OPENERS = frozenset(
    {"which", "who", "that", "where", "when", "but", "because", "although", "though", ";", "said", "says"}
)


def subject_modality(tokens: Tokens, first: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """A gerund or noun as subject follows the first modal to its right."""
    for index in range(first + 1, min(sentence[1], first + 14)):
        word = tokens.lows[index]
        if is_modal(tokens, index):
            modality = MODALS[word]
            return ("hypothetical" if modality == "planned" else modality), word
        if (
            word in (",", ";", ".", ":", "and")
            or (word.endswith("ed") and index > first + 1)
            or word in ("was", "were", "has", "had", "is", "are")
        ):
            break
    return "asserted", ""


def is_modal(tokens: Tokens, index: int) -> bool:
    """Whether the token is a modal verb; "May" is a month, "'d" too often "had"."""
    return tokens.lows[index] in MODALS and tokens.words[index] not in ("May", "'d")
