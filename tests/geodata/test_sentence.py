"""Sentences and their kinds."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.sentence import KINDS, split_sentences


def quotes(text: str) -> list[str]:
    """Return the words of each sentence."""
    return [text[s.start : s.end] for s in split_sentences(text)]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=400))
def test_sentences_lie_in_the_text_in_order(text: str) -> None:
    """Whatever the text, sentences are non-empty, in order, apart, and carry no white space at their ends."""
    sentences = split_sentences(text)
    assert all(s.kind in KINDS for s in sentences)
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in sentences)
    assert all(a.end <= b.start for a, b in itertools.pairwise(sentences))


@given(st.text(alphabet="ab .!?\n\"'", max_size=200))
def test_nothing_but_white_space_is_left_out(text: str) -> None:
    """Every visible character belongs to one sentence."""
    covered = {i for s in split_sentences(text) for i in range(s.start, s.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Haftar met Mr. Kobler. Talks failed.", ["Gen. Haftar met Mr. Kobler.", "Talks failed."]),
        ("The U.S. Army left. It returned.", ["The U.S. Army left.", "It returned."]),
        ("They came from the U.S. The rest stayed.", ["They came from the U.S.", "The rest stayed."]),
        ('He said: "We won." Then he left.', ['He said: "We won."', "Then he left."]),
        ("At 3.5 km, J. Smith stopped!", ["At 3.5 km, J. Smith stopped!"]),
        ("First line\nSecond line.", ["First line", "Second line."]),
    ],
)
def test_bounds(text: str, expected: list[str]) -> None:
    """Abbreviations, initials and numbers do not end a sentence; lines do."""
    assert quotes(text) == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("READ MORE: Army heads for the front to liberate the town", "link"),
        ("Related: How the war began", "link"),
        ("Battle for the bridge", "heading"),
        ("Smoke rises over the port after shelling. (AFP)", "caption"),
        ("A tank stands at the gate of the airport. REUTERS", "caption"),
        ("Published on 3 March 2021 at 10:30", "dateline"),
        ("March 3, 2021", "dateline"),
        ("Source: Example Wire and agencies", "credit"),
        ("The army took the bridge on Monday.", "body"),
    ],
)
def test_kinds(line: str, kind: str) -> None:
    """Headings, captions, links, datelines and credits are told from body text."""
    text = f"The story begins with a sentence that is long enough to be body text.\n\n{line}\n\nAnd it goes on here."
    assert {s.kind for s in split_sentences(text) if text[s.start : s.end] in line} == {kind}


def test_repeated_caption_is_one_caption() -> None:
    """A caption printed twice, once with its credit, reports once."""
    caption = "Fighters stand on the road that leads to the refinery on Sunday."
    text = f"Lead sentence of the article, which is quite long.\n{caption}\n{caption} (AP)\nThe end came soon after that day."
    assert [s.kind for s in split_sentences(text)][1:3] == ["caption", "repeat"]
