"""The record of a toponym and the roles it may play."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.geoparse import geoparse
from geodata.sentence import split_sentences

SENTENCES = [
    ("The Tripoli government denied it.", "Tripoli", "embedded"),
    ("A US-led force landed.", "US", "embedded"),
    ("Ankara passed a bill allowing it.", "Ankara", "actor"),
    ("They allowed Ankara to dispatch experts.", "Ankara", "actor"),
    ("The talks in Ankara failed.", "Ankara", "place"),
    ("Egypt backs the rebels.", "Egypt", "actor"),
    ("Troops crossed into Egypt before dawn.", "Egypt", "place"),
    ("Egypt has flown air strikes since 2011.", "Egypt", "actor"),
    ("Syria was bombed again on Monday.", "Syria", "place"),
    ("Turkish troops landed.", "Turkish", "demonym"),
]


@pytest.mark.parametrize(("text", "name", "role"), SENTENCES)
def test_roles(gazetteer: Gazetteer, text: str, name: str, role: str) -> None:
    """What a name does in its sentence decides whether it is a place to pin."""
    toponyms = geoparse(text, split_sentences(text), gazetteer, None)
    assert [t.role for t in toponyms if t.text == name] == [role]
