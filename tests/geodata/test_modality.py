"""Modality: deeds apart from plans, threats, wishes, conditions and denials."""

from __future__ import annotations

import pytest

from geodata.modality import MODALITIES, assess
from geodata.token import tokenize


def judge(text: str, word: str, form: str) -> str:
    """Return the modality of one word of a text."""
    tokens = tokenize(text)
    at = tokens.lows.index(word)
    return assess(tokens, (at, at), form, (0, len(tokens.lows))).modality


@pytest.mark.parametrize(
    ("text", "word", "form", "modality"),
    [
        ("The army captured the town.", "captured", "past", "asserted"),
        ("The army has captured the town.", "captured", "participle", "asserted"),
        ("The army did not capture the town.", "capture", "base", "denied"),
        ("The army didn't capture the town.", "capture", "base", "denied"),
        ("The office did not capture it until Friday.", "capture", "base", "asserted"),
        ("The army will capture the town.", "capture", "base", "planned"),
        ("The army could capture the town.", "capture", "base", "hypothetical"),
        ("The army vowed to capture the town.", "capture", "base", "planned"),
        ("The army threatened to capture the town.", "capture", "base", "threatened"),
        ("The army tried to capture the town.", "capture", "base", "sought"),
        ("The army failed to capture the town.", "capture", "base", "denied"),
        ("The army managed to capture the town.", "capture", "base", "asserted"),
        ("The army denied that it captured the town.", "captured", "past", "denied"),
        ("If the army captured the town, many would flee.", "captured", "past", "hypothetical"),
        ("After capturing the town, the army rested.", "capturing", "ing", "asserted"),
        ("Capturing the town would open the road.", "capturing", "ing", "hypothetical"),
        ("The army left with the aim of capturing the town.", "capturing", "ing", "sought"),
        ("They demanded that the army withdraw.", "withdraw", "base", "sought"),
        ("He said the army would attack.", "attack", "base", "planned"),
        ("He warned that the army would attack.", "attack", "base", "threatened"),
    ],
)
def test_verbs(text: str, word: str, form: str, modality: str) -> None:
    """A verb is judged by its auxiliaries and by the words that govern it."""
    assert judge(text, word, form) == modality


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("An offensive began in the east.", "asserted"),
        ("A possible offensive worries the town.", "hypothetical"),
        ("They called for an offensive.", "sought"),
        ("They approved the offensive.", "planned"),
        ("They averted an offensive.", "denied"),
        ("Any offensive would be met with force.", "hypothetical"),
        ("The offensive was cancelled on Monday.", "denied"),
    ],
)
def test_nouns(text: str, modality: str) -> None:
    """A noun is judged by what governs it and by what is said of it."""
    assert judge(text, "offensive", "noun") == modality
    assert modality in MODALITIES


def test_passive_is_seen() -> None:
    """The words before a passive undergo the deed."""
    tokens = tokenize("The town was captured by rebels.")
    assert assess(tokens, (3, 3), "participle", (0, 7)).passive
