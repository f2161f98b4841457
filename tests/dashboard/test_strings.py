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


TABLE = re.compile(r'^\s+"([a-z][\w.]*)":\s+"((?:[^"\\]|\\.)*)",$', re.MULTILINE)
COUNTED = ("one", "two", "few", "many", "none")


def table(language: str) -> dict[str, str]:
    """Return the words of a language by their keys."""
    return dict(TABLE.findall(script(f"words.{language}.js")))


def base(key: str) -> str:
    """Return the key of a text without its form for a number."""
    stem, _, form = key.rpartition(".")
    return stem if form in COUNTED and f"{stem}.one" in table("en") else key


def test_each_line_of_a_table_is_read() -> None:
    """No line of a table is written in a way that these tests would pass over."""
    for language in ("en", "ar"):
        assert len(table(language)) == script(f"words.{language}.js").count('": "')


def test_both_languages_say_the_same_things() -> None:
    """A text in English needs its Arabic, and none is left over."""
    english, arabic = ({base(key) for key in table(language)} for language in ("en", "ar"))
    assert english - arabic == set(), "add these keys to words.ar.js, in Arabic, beside the block of your feature"
    assert arabic - english == set(), "these keys of words.ar.js are in words.en.js no more: take them out"


def test_both_languages_hold_the_same_places_for_values() -> None:
    """What a text leaves open for a value, such as {n}, is the same in both languages; 1 and 2 may be words."""
    english, arabic = table("en"), table("ar")
    places = {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in arabic.items()}
    wrong = {
        key: (english[base(key)], text)
        for key, text in arabic.items()
        if base(key) in english
        and places[key] != set(re.findall(r"\{(\w+)\}", english[base(key)]))
        and not (key != base(key) and key.endswith((".one", ".two", ".none")))
    }
    assert wrong == {}, "in words.ar.js, use the same {placeholders} as words.en.js"


def test_a_counted_text_has_every_form_of_arabic() -> None:
    """Where English tells one from many, Arabic tells one, two, a few and many."""
    counted = {base(key) for key in table("en") if base(key) != key}
    missing = [f"{key}.{form}" for key in counted for form in COUNTED[:4] if f"{key}.{form}" not in table("ar")]
    assert missing == [], "add these forms to words.ar.js (1, 2, 3 to 10, 11 to 99)"


@pytest.mark.parametrize("name", SPOKEN)
def test_text_never_becomes_markup(name: str) -> None:
    """No script turns a string into elements or code."""
    banned = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|createContextualFragment"
    assert re.findall(banned, script(name)) == []
