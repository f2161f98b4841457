"""The languages of the screen: which one a session speaks, and what the app composes said in it."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
from pathlib import Path
from typing import Any

import streamlit as st

LANGUAGES = {"en": "English", "ar": "العربية"}
"""Each language by its own name; the first is what everything is written in."""
ENGLISH = "en"
RIGHT_TO_LEFT = frozenset(["ar"])

_ARABIC = Path(__file__).parent / "arabic.json"
_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_ISOLATES, _POP = "\u2066\u2067\u2068", "\u202c"
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u05ff]")
_GROUP = re.compile(r"\{(=?)(\d)\}")
_KEY = "language"


@dataclasses.dataclass(frozen=True, slots=True)
class Phrasebook:
    """What a language says for the English that the app composes.

    Parameters
    ----------
    phrases
        Whole phrases: words of pages and cards, names of places and actors.
    countries
        Names of countries by their ISO 3166 codes.
    patterns
        A pattern of English and its form: ``{1}`` is the first group said in this language, ``{=1}`` the group as it is.
    """

    phrases: dict[str, str]
    countries: dict[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    def say(self, text: str) -> str:
        """Return `text` in this language; what the phrasebook does not know stays as it is."""
        if text in self.phrases:
            return self.phrases[text]
        for pattern, form in self.patterns:
            found = pattern.fullmatch(text)
            if found:
                return _GROUP.sub(functools.partial(self._group, found), form)
        return text

    def _group(self, found: re.Match[str], place: re.Match[str]) -> str:
        as_it_is, number = place.groups()
        part = found[int(number)]
        return isolated(part if as_it_is else self.say(part))


def isolated(words: str) -> str:
    """Return words for a sentence that runs right to left: Latin ones kept from pulling it to their own direction."""
    return f"{_ISOLATE}{words}{_POP_ISOLATE}" if _LETTERS.search(words) else words


def closed(words: str) -> str:
    """Return foreign words with every turn of direction in them ended: else it would turn our own words after them."""
    ends: list[str] = []
    for mark in _TURNS.findall(words):
        if mark == _POP_ISOLATE and _POP_ISOLATE in ends:
            while ends.pop() != _POP_ISOLATE:
                pass
        elif mark == _POP:
            if ends and ends[-1] == _POP:
                ends.pop()
        elif mark != _POP_ISOLATE:
            ends.append(_POP_ISOLATE if mark in _ISOLATES else _POP)
    return words + "".join(reversed(ends))


def say(text: str, language: str | None = None, **values: object) -> str:
    """Return a text of a page in `language` (default: the session's), ``{name}`` replaced by its value."""
    spoken = language or session_language()
    book = phrasebook(spoken)
    words = book.say(text) if book else text
    fitted = {name: isolated(str(value)) if spoken in RIGHT_TO_LEFT else value for name, value in values.items()}
    return words.format(**fitted) if values else words


def named(name: str, language: str | None = None) -> str:
    """Return a name or reason that the app or its gazetteer composed, in `language` (default: the session's)."""
    book = phrasebook(language or session_language())
    return book.say(name) if book else name


def known(language: str | None) -> str:
    """Return a language code that the app speaks; anything else is English."""
    return language if language in LANGUAGES else ENGLISH


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def session_language() -> str:
    """Return what the address asks for, else what the session chose, else the browser's language if it is one of ours."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    locale = (st.context.locale or "").partition("-")[0]
    return st.session_state.get(_KEY) or known(locale)


def keep_language() -> str:
    """Remember the session's language and keep it in the address of every page; return it."""
    language = session_language()
    by_choice = st.query_params.get("lang") in LANGUAGES or _KEY in st.session_state
    if by_choice:
        st.session_state[_KEY] = language
        if st.query_params.get("lang") != language:
            st.query_params["lang"] = language
    return language


def choose_language(language: str) -> None:
    """Speak `language` from now on."""
    st.session_state[_KEY] = language
    st.query_params["lang"] = language


@functools.cache
def phrasebook(language: str) -> Phrasebook | None:
    """Return the phrasebook of a language, ``None`` for English and for what is none of ours."""
    if language != "ar":
        return None
    table = arabic()
    patterns = table["name_patterns"] + table["sentence_patterns"]
    return Phrasebook(
        table["names"] | table["words"] | table["pages"],
        table["countries"],
        tuple((re.compile(pattern, re.DOTALL), form) for pattern, form in patterns),
    )


@functools.cache
def arabic() -> dict[str, Any]:
    """Return the file of Arabic words and names."""
    return json.loads(_ARABIC.read_text("utf-8"))


def names_for_browser() -> dict[str, Any]:
    """Return what the plugin needs to name places, actors and kinds itself; the sentences of cards are said here."""
    table = arabic()
    return {"ar": {"names": table["names"] | table["words"], "patterns": table["name_patterns"]}}


def card_in(card: dict[str, Any], language: str) -> dict[str, Any]:
    """Return an evidence card in `language`; the words of the article stay as they are."""
    book = phrasebook(language)
    if book is None:
        return card
    article = card["article"]
    return {
        **card,
        "title": book.say(card["title"]),
        "segments": _own_words(card, book),
        "understood": [_line_in(line, book) for line in card["understood"]],
        "modality_label": book.say(card["modality_label"]),
        "confidence_reason": _reason_in(card["confidence_reason"], book),
        "alternatives": [_alternative_in(other, book) for other in card["alternatives"]],
        "article": {
            **article,
            "source": book.say(article["source"]) if card["kind"] == "record" else article["source"],
            "published_label": book.say(article["published_label"]),
            "published_reason": _reason_in(article["published_reason"], book),
        },
    }


def _own_words(card: dict[str, Any], book: Phrasebook) -> list[dict[str, Any]]:
    """Return the excerpt; that of the reference record is a sentence of ours."""
    if card["kind"] != "record":
        return card["segments"]
    return [{**segment, "text": book.say(segment["text"])} for segment in card["segments"]]


def _line_in(line: dict[str, str], book: Phrasebook) -> dict[str, str]:
    return {
        **line,
        "label": book.say(line["label"]),
        "value": _value_in(line["value"], book),
        "reason": _reason_in(line["reason"], book),
    }


def _value_in(value: str, book: Phrasebook) -> str:
    place, comma, code = value.rpartition(", ")
    if comma and code in book.countries:
        name, country = isolated(book.say(place)), book.countries[code]
        return country if name == country else f"{name}، {country}"
    return book.say(value)


def _reason_in(reason: str | None, book: Phrasebook) -> str | None:
    return book.say(reason) if reason else reason


def _alternative_in(other: dict[str, Any], book: Phrasebook) -> dict[str, Any]:
    kind = (other.get("kind") or "").replace("_", " ")
    country = other.get("country")
    named_ = {**other, "name": book.say(other["name"]), "country": book.countries.get(country, country)}
    return {**named_, "kind": book.say(kind)} if kind else named_
