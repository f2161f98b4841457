"""Searching names and sentences; the map shows what matches."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.terms import parse_query, terms_of
from tests.browser.timemap import chronicle, island
from tests.browser.timemap.conftest import Plugin
from tests.dashboard.test_search import SPELLINGS

pytestmark = pytest.mark.browser

SHOWN = """() => {
    const { index, store } = TimeMap.running, found = index.query(store.get());
    return { events: [...found.events], mentions: [...found.mentionCountByPlace], claims: [...found.claims] };
}"""


def look_for(plugin: Plugin, words: str) -> None:
    """Type into the field, press Enter and wait for what is found."""
    plugin.part(".tm-find").fill(words)
    plugin.part(".tm-find").press("Enter")
    plugin.rest()


QUESTIONS = ["", '"', "a*", "x" * 201, "a b c d e f g h i j k l m", "黎*", "“oil terminal” li*", '"' * 9]


@pytest.mark.once
def test_browser_and_server_compare_the_same_words(plugin: Plugin) -> None:
    """A saved map finds what the app finds: both bring words to the same form."""
    plugin.open()
    texts = [*(one for pair in SPELLINGS for one in pair), *(text for text, _ in chronicle.SENTENCES)]
    forms = plugin.page.evaluate(
        "(texts) => texts.map((text) => TimeMap.termsOf(text).map((term) => term.form))", texts
    )
    assert forms == [[term.form for term in terms_of(text)] for text in texts]


@pytest.mark.once
def test_browser_and_server_read_a_question_the_same(plugin: Plugin) -> None:
    """What is wrong with a question, and what it asks for, is one and the same on both sides."""
    plugin.open()
    for asked, found in zip(
        QUESTIONS, plugin.page.evaluate("(all) => all.map(TimeMap.parseQuery)", QUESTIONS), strict=True
    ):
        wanted = parse_query(asked)
        assert found["problem"] == wanted.problem, asked
        phrases = [{"forms": list(p.forms), "prefix": p.prefix} for p in wanted.phrases]
        assert wanted.problem or found["phrases"] == phrases, asked


@pytest.mark.once
@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_a_key_opens_the_search(plugin: Plugin, key: str) -> None:
    """A slash or Control with K puts the cursor in the field; in a field, a slash is a slash."""
    plugin.open()
    plugin.page.keyboard.press(key)
    plugin.rest()
    assert plugin.part(".tm-find").evaluate("(field) => field === document.activeElement")
    plugin.page.keyboard.press("/")
    assert plugin.part(".tm-find").input_value() == "/"


def test_names_are_suggested_as_one_types(plugin: Plugin) -> None:
    """Places, actors, kinds of event and articles, each with its count; accents and case make no difference."""
    plugin.open("?panel=search")
    plugin.part(".tm-find").press_sequentially("NÓRTH")
    names = plugin.part(".tm-suggestion").all_inner_texts()
    assert [name.split("\n") for name in names] == [
        ["Search everywhere for “NÓRTH”"],
        ["Northport", "3"],
        ["Northern Council", "4"],
    ]
    plugin.part(".tm-find").fill("letters coast")
    assert plugin.part(".tm-suggestion .tm-suggest-name").last.inner_text() == "Letters, from the coast"


@pytest.mark.once
def test_suggestions_under_keys(plugin: Plugin) -> None:
    """Arrows go through the suggestions, Enter takes one, Escape closes them and leaves the panel open."""
    plugin.open("?panel=search")
    field = plugin.part(".tm-find")
    field.press_sequentially("clas")
    field.press("ArrowDown")
    field.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    assert plugin.part(f"#{active}").inner_text().startswith("Clash")
    field.press("Enter")
    assert plugin.state()["types"] == ["clash"]
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("h")
    field.press("Escape")
    assert plugin.part(".tm-suggestions").is_hidden()
    assert plugin.state()["panel"] == "search"


@pytest.mark.once
def test_a_place_is_gone_to(plugin: Plugin) -> None:
    """Choosing a place selects it."""
    plugin.open("?panel=search")
    plugin.part(".tm-find").press_sequentially("eastm")
    plugin.part(".tm-suggestion").filter(has_text="Eastmere").click()
    assert plugin.state()["sel"] == "place/is:eastmere"


def test_words_of_the_text_filter_map_and_timeline(plugin: Plugin) -> None:
    """Marks of the sentences found are drawn and no others; the count of the date, the histogram and the link follow."""
    plugin.open("?panel=search")
    look_for(plugin, "grain store")
    assert plugin.page.evaluate(SHOWN) == {"events": [0, 1], "mentions": [1, 1, 0, 0], "claims": [2]}
    assert "2 events" in (plugin.part(".tm-date-detail").text_content() or "")
    drawn = "(() => { const { index, store } = TimeMap.running, h = index.histogram(store.get(), 30); return h.sure.reduce((a, b) => a + b, 0); })()"
    assert plugin.page.evaluate(drawn) == 2
    assert plugin.query() == "panel=search&q=grain%20store"
    assert plugin.part(".tm-chip-text").inner_text() == "“grain store”: 2 sentences, 2 places, 2 events"
    assert plugin.part(".tm-hit-quote").all_inner_texts() == [text for text, _ in chronicle.SENTENCES[:2]]
    assert plugin.part(".tm-hit-word").all_inner_texts() == ["grain", "store", "grain", "store"]


def test_names_match_beside_the_text(plugin: Plugin) -> None:
    """A mark matches by its place, its actors and its kind together, without any sentence that says so."""
    plugin.open("?q=clash%20league")
    plugin.rest()
    assert plugin.page.evaluate(SHOWN)["events"] == [0, 7]
    assert plugin.part(".tm-chip-text").inner_text() == "“clash league”: no sentence, 1 place, 2 events"


@pytest.mark.once
def test_a_search_and_a_filter_hold_together(plugin: Plugin) -> None:
    """The search narrows what the filters leave, and the counts of the filters follow."""
    plugin.open("?q=grain&types=clash")
    plugin.rest()
    assert plugin.page.evaluate(SHOWN)["events"] == [0]


@pytest.mark.once
def test_clearing_brings_everything_back(plugin: Plugin) -> None:
    """The button on the line over the map ends the search."""
    plugin.open("?q=grain")
    plugin.rest()
    plugin.part(".tm-chip .tm-round").click()
    assert plugin.state()["q"] is None
    assert len(plugin.page.evaluate(SHOWN)["events"]) == 7
    assert plugin.part(".tm-chip").is_hidden()


def test_nothing_found_says_what_was_searched(plugin: Plugin) -> None:
    """A search without a result names what was looked through, and draws nothing."""
    plugin.open("?panel=search")
    look_for(plugin, "submarine")
    said = plugin.part(".tm-search-status").inner_text()
    assert said == (
        "Nothing holds “submarine”. Looked through 5 sentences of 2 articles and the names of places, actors and kinds of event."
    )
    assert plugin.page.evaluate(SHOWN)["events"] == []


def test_found_in_other_dates_is_said(plugin: Plugin) -> None:
    """Where the dates shown hold nothing of it, one press shows the dates that do."""
    plugin.open("?panel=search&from=2020-05-01&to=2020-06-01")
    look_for(plugin, "grain store")
    notice = plugin.part(".tm-search-results .tm-search-problem")
    assert notice.is_visible()
    notice.locator("button").click()
    assert (plugin.state()["first"], plugin.state()["last"]) == ("2020-01-10", "2020-02-03")
    plugin.rest()
    assert notice.is_hidden()


WRONG_QUESTIONS = (
    ("*", "Nothing to look for: type a word, a “phrase in quotes” or the beginning of a word with a star (lib*)."),
    ("b*", "A beginning of a word needs at least 2 letters before its star; add a letter."),
    ("x" * 300, "The search is too long: it may have up to 200 characters; leave some words out."),
)


@pytest.mark.once
def test_a_wrong_question_gets_one_sentence(plugin: Plugin) -> None:
    """What cannot be looked for is said; the view stays as it was."""
    plugin.open("?panel=search")
    for typed, sentence in WRONG_QUESTIONS:
        look_for(plugin, typed)
        assert plugin.part(".tm-search-page > .tm-search-problem").inner_text() == sentence
        assert plugin.state()["q"] is None
        assert plugin.part(".tm-chip").is_hidden()


def test_a_wrong_question_in_a_link_is_left_out(plugin: Plugin) -> None:
    """A link whose search is none opens the map without one."""
    plugin.open("?q=%22%22*&to=2020-04-12")
    assert (plugin.state()["q"], plugin.state()["last"]) == (None, "2020-04-12")


def test_hostile_text_is_text(plugin: Plugin) -> None:
    """Markup in a sentence or in the question is shown letter by letter."""
    plugin.open("?panel=search")
    look_for(plugin, "onerror")
    assert island.HOSTILE in plugin.part(".tm-hit-quote").inner_text()
    look_for(plugin, island.HOSTILE)
    assert island.HOSTILE in plugin.part(".tm-chip-text").inner_text()
    assert plugin.page.locator("img[src=x]").count() == 0


def test_a_sentence_opens_its_evidence(plugin: Plugin) -> None:
    """Choosing a sentence shows the mark that it is evidence of; a place at the very excerpt."""
    plugin.open("?panel=search")
    look_for(plugin, "grain")
    plugin.part(".tm-hits .tm-row").first.click()
    assert plugin.state()["sel"] == island.event_key(0)
    assert plugin.part(".tm-hits .tm-row").first.get_attribute("aria-current") == "true"
    assert plugin.part(".tm-hit-plain").inner_text().startswith("Nobody counted the grain.")
    look_for(plugin, "الميناء")
    plugin.part(".tm-hits .tm-row").first.click()
    plugin.page.wait_for_selector(".tm-quote")
    assert plugin.state()["sel"] == "place/is:northport"
    assert "mention/1" in plugin.part(".tm-quote").inner_text()


@pytest.mark.served
def test_an_index_in_the_making_says_how_far_it_is(plugin: Plugin) -> None:
    """While the articles are read for the first search, the panel shows how far that is, then the result."""
    answers = [{"building": {"done": 3, "of": 4}}]
    plugin.search = lambda query: answers.pop() if answers else chronicle.search(query)
    plugin.open("?panel=search")
    look_for(plugin, "grain")
    expect(plugin.part(".tm-search-status")).to_have_text("The articles are being indexed for the first search: 75 %")
    assert plugin.part(".tm-search-bar").evaluate("(bar) => bar.value") == 0.75
    plugin.page.wait_for_selector(".tm-hit")
    assert plugin.part(".tm-search-bar").is_hidden()


@pytest.mark.once
def test_a_step_is_as_fast_under_a_search(plugin: Plugin) -> None:
    """The rows are filtered once: a step reads the same sorted days, only fewer."""
    plugin.open("?q=grain")
    plugin.rest()
    same = """() => {
        const { index, store } = TimeMap.running, before = index._overlaps;
        for (let i = 0; i < 50; i++) index.query({ ...store.get(), last: store.get().last - i });
        return index._overlaps === before;
    }"""
    assert plugin.page.evaluate(same)
