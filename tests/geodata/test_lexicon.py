"""Word lists and classes of words."""

from __future__ import annotations

from geodata.lexicon import FUNCTION, LEAD, OTHER, TITLE, load_lexicon


def test_common_words_have_a_level() -> None:
    """The commoner, the lower; names of towns have none."""
    level = load_lexicon().level
    assert level["house"] < level["abase"]
    assert "tripoli" not in level


def test_given_names_count_languages() -> None:
    """Names of conflict news are known in spellings that Western lists lack."""
    given = load_lexicon().given
    assert given["khalifa"] >= 3
    assert given["victoria"] > given["tariq"]


def test_a_word_may_be_of_several_classes() -> None:
    """ "New" is a function word that also leads names."""
    classes = load_lexicon().classes
    assert classes["new"] & FUNCTION
    assert classes["new"] & LEAD
    assert classes["gen"] & TITLE
    assert classes["christmas"] & OTHER
