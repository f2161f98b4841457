"""What the app composes, said in Arabic: pages, cards, reasons, names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dashboard import buildview
from dashboard.dataset import Corpus
from dashboard.evidence import evidence_card
from dashboard.jobs import Status
from dashboard.language import LANGUAGES, arabic, card_in, closed, direction, known, named, phrasebook, say
from dashboard.stats import HEADINGS
from geodata.event import EVENT_TYPES
from geodata.gazetteer import KINDS as PLACE_KINDS

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard"
QUOTED = re.compile(r"\u2068[^\u2068\u2069]*\u2069|\"[^\"]*\"")


def said(path: Path) -> list[str]:
    """Return the texts that a module says, as they stand in it."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    spoken = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "say" and call.args]
    return [call.args[0].value for call in spoken if isinstance(call.args[0], ast.Constant)]


def english_left(text: str) -> str:
    """Return what is still English; quoted words of an article stay as they are."""
    while QUOTED.search(text):
        text = QUOTED.sub("", text)
    return " ".join(re.findall(r"[A-Za-z]{2,}", text))


@pytest.mark.parametrize("path", sorted(DASHBOARD.rglob("*.py")), ids=lambda p: p.relative_to(DASHBOARD).as_posix())
def test_pages_speak_arabic(path: Path) -> None:
    """Every text that a page says has its Arabic: add it to the part "pages" of dashboard/arabic.json."""
    assert [text for text in said(path) if say(text, "ar") == text] == []


@pytest.mark.parametrize("state", buildview.OF_ONE)
def test_one_article_is_one(state: str) -> None:
    """A build of one article speaks of it in the singular, in both languages."""
    words = buildview.words_of(Status(state, 1, 1))
    assert "articles" not in words
    assert say(words, "ar") != words
    assert "2 articles" in buildview.words_of(Status(state, 1, 2))


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("a", ""),
        ("\u202ea", "\u202c"),
        ("\u2067\u202ea", "\u202c\u2069"),
        ("\u202ea\u202c", ""),
        ("\u2066\u202ea\u2069\u202bb", "\u202c"),
    ],
)
def test_a_name_turns_itself_alone(name: str, ends: str) -> None:
    """What turns the direction of writing in somebody's words ends with them."""
    assert closed(name) == name + ends


def test_places_for_values_are_the_same() -> None:
    """What a page's text leaves open for a value is open in Arabic too."""
    fields = re.compile(r"\{(\w+)\}")
    wrong = {en: ar for en, ar in arabic()["pages"].items() if set(fields.findall(en)) != set(fields.findall(ar))}
    assert wrong == {}


@pytest.mark.parametrize("label", [kind.label for kind in EVENT_TYPES.values()] + [*HEADINGS.values()])
def test_kinds_of_events_have_arabic(label: str) -> None:
    """Each kind of event, and each heading of the statistics."""
    assert english_left(named(label, "ar")) == ""


@pytest.mark.parametrize("kind", [kind.replace("_", " ") for kind in PLACE_KINDS])
def test_kinds_of_places_have_arabic(kind: str) -> None:
    """Each kind of place of the gazetteer."""
    assert english_left(named(kind, "ar")) == ""


@pytest.mark.parametrize(
    ("english", "said_so"),
    [
        ("20 July 2020", "20 يوليو 2020"),
        ("on or before 2 January 2020", "في 2 يناير 2020 أو قبله"),
        ("between 1 June 2020 and 20 July 2020", "بين 1 يونيو 2020 و20 يوليو 2020"),
        ("East of Tripoli", "شرق طرابلس"),
        ("South-eastern part of Libya", "الجزء الجنوبي الشرقي من ليبيا"),
        ("Border of Egypt and Libya", "الحدود بين مصر وليبيا"),
        ("Es Sider oil terminal", "ميناء السدرة النفطي"),
        (
            "it lies in the conflict's own country; the text calls it a city",
            "يقع في بلد النزاع نفسه؛ يصفه النص بأنه مدينة",
        ),
    ],
)
def test_names_and_reasons(english: str, said_so: str) -> None:
    """Dates, places that a text describes, and reasons put together from parts."""
    assert named(english, "ar") == said_so


def test_what_is_not_known_stays() -> None:
    """A name without Arabic stays as it is, and a language that is none of ours is English."""
    assert named("Xyz-upon-Foo", "ar") == "Xyz-upon-Foo"
    assert [known(each) for each in ("ar", "xx", None, "__proto__")] == ["ar", "en", "en", "en"]
    assert [direction(each) for each in LANGUAGES] == ["ltr", "rtl"]


def test_cards_of_the_seeds_are_arabic(corpus: Corpus) -> None:
    """All that is composed on the cards of the seed articles is Arabic; the article's words are untouched."""
    tables = corpus.dataset.tables
    keys = [("mention", str(n)) for n in range(40)]
    keys += [("event", key) for key in tables["events"]["id"]] + [("claim", key) for key in tables["claims"]["id"]]
    names = set(tables["actors"]["name"])
    for kind, key in keys:
        english, card = evidence_card(corpus, kind, key), evidence_card(corpus, kind, key, "ar")
        assert card["segments"] == english["segments"]
        assert {k: v for k, v in card.items() if k in {"key", "sel", "href", "confidence"}} == {
            k: v for k, v in english.items() if k in {"key", "sel", "href", "confidence"}
        }
        for line in card["understood"]:
            assert english_left(line["label"]) == english_left(line["reason"]) == ""
            assert line["value"] in names or english_left(line["value"]) == "" or '"' not in line["value"]
        assert english_left(card["article"]["published_reason"] + card["modality_label"]) == ""


def test_english_is_left_alone(corpus: Corpus) -> None:
    """In English a card is as it was composed."""
    card = evidence_card(corpus, "mention", "0")
    assert card_in(card, "en") is card
    assert phrasebook("en") is None
