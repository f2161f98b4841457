"""The words of the interface, and how the scripts put them on the page."""

from __future__ import annotations

import re

import pytest

from dashboard.timemap import SCRIPTS, STATIC

USED = re.compile(r"\b(?:text|textCount|say|note)\(\s*\"([a-z]\w*(?:\.\w+)+)\"")
HELD = re.compile(r"^\s+\"([a-z][\w.]*)\":", re.MULTILINE)
SPOKEN = [name for name in SCRIPTS if (STATIC / name).exists()]


def script(name: str) -> str:
    """Return the text of one of the plugin's files."""
    return (STATIC / name).read_text("utf-8")


@pytest.mark.parametrize("name", SPOKEN)
def test_every_word_is_in_the_table(name: str) -> None:
    """A script asks for no text that the table does not hold."""
    assert set(USED.findall(script(name))) <= set(HELD.findall(script("words.en.js")))


@pytest.mark.parametrize("name", SPOKEN)
def test_text_never_becomes_markup(name: str) -> None:
    """No script turns a string into elements or code."""
    banned = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment"
    assert re.findall(banned, script(name)) == []
