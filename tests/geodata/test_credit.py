"""Who published an article."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.credit import find_source
from geodata.sentence import split_sentences

BODY = "The army took the bridge on Monday, residents of the town said.\n"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (BODY + "Source: Example Wire and agencies", "Example Wire and agencies"),
        ("TRIPOLI (Reuters) - " + BODY, "Reuters"),
        (BODY + "Smoke rises over the port. (AFP)", None),
        (BODY + "A government source: we will win.", None),
        (BODY, None),
    ],
)
def test_only_what_the_text_states(text: str, source: str | None) -> None:
    """A source line and a dateline name the outlet; a picture credit does not."""
    assert find_source(text, split_sentences(text)) == source


def test_seeds(seeds: Path) -> None:
    """One seed names its source, the other does not."""
    found = {}
    for path in seeds.glob("*.txt"):
        text = path.read_text("utf-8")
        found[path.name[:3]] = find_source(text, split_sentences(text))
    assert found == {"000": "TRTWorld and agencies", "003": None}
