"""Copies of one report: who is with whom, and that they count as one source."""

from __future__ import annotations

import dataclasses
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.article import Article
from geodata.control import ControlClaim, control_on, places_of
from geodata.control.belief import COPIED
from geodata.duplicate import WHOLE_RUN, group_copies
from geodata.pipeline import build_from_articles
from geodata.rows import group_events

WIRE = (
    "The army retook the port town of Marsa on Monday after two years, a spokesman for the defence ministry said.",
    "Residents reached by telephone said that shelling had stopped before dawn and that soldiers went from house to house.",
    "The town had been held by a militia that calls itself the Coastal Guard, whose fighters withdrew to the hills.",
    "Aid workers said that 1,400 families had fled during the siege and that the hospital was without power.",
)
STORY = "\n".join(WIRE)


def test_a_wire_story_is_one_report_whoever_prints_it() -> None:
    """A headline more, a paragraph less, other capitals and line breaks: still the same report."""
    texts = [
        STORY,
        "An article on something else altogether, which has nothing to do with it and is long enough to be compared.",
        f"ARMY TAKES BACK PORT\nExample Post, 7 January\n{STORY}",
        "\n".join(WIRE[:2]),
        STORY.upper().replace("\n", "\n\n"),
        STORY.replace("fighters withdrew", "gunmen withdrew"),
    ]
    assert group_copies(texts) == [0, 1, 0, 0, 0, 0]


def test_a_brief_within_a_roundup_is_not_the_roundup() -> None:
    """What takes in a report and says three times as much is another report."""
    more = " ".join(
        f"In the district of number{i} the day was quiet, officials there and elsewhere said." for i in range(20)
    )
    assert group_copies([STORY, f"{STORY}\n{more}"]) == [0, 1]


def test_bulletins_that_differ_in_their_numbers_are_not_copies() -> None:
    """Every day the same words with other figures: each is news of its own."""
    text = (
        "In the past day observers recorded {} ceasefire violations, of which {} were explosions, in the northern sector of the "
        "line of contact, and {} in the southern sector, most of them near the road that leads to the water works and the "
        "railway station, the mission said in the daily report that it publishes every evening on its website."
    )
    assert group_copies([text.format(12, 7, 30), text.format(15, 9, 41), text.format(12, 7, 30)]) == [0, 1, 0]


def test_short_texts_are_copies_only_word_by_word() -> None:
    """Five words that are alike are chance."""
    assert group_copies(["Army takes Marsa.", "ARMY takes  Marsa", "Army takes Marsa back.", "", ""]) == [0, 0, 2, 3, 4]


def test_a_story_that_hundreds_print_is_one_group() -> None:
    """Also where its runs of words are more common than any other's; paragraphs of boilerplate join nobody."""
    dice = random.Random(3)
    footer = "Sign up for the newsletter of this paper and get the day's stories in the morning, free of charge, on any device."
    words = [f"w{number}" for number in range(3000)]
    others = [" ".join(dice.choices(words, k=300)) + footer for _ in range(5 * WHOLE_RUN)]
    prints = [f"{paper} {STORY} {footer}" for paper in words[: 5 * WHOLE_RUN]]
    groups = group_copies([text for pair in zip(others, prints, strict=True) for text in pair])
    assert len(set(groups[0::2])) == len(others)
    assert set(groups[1::2]) == {1}


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([STORY, WIRE[0], "", "x", *("\n".join(WIRE[i:]) for i in range(4))]), max_size=12),
    st.randoms(),
)
def test_the_order_does_not_matter(texts: list[str], dice: random.Random) -> None:
    """Whoever is with whom stays so, and each group is called by its first text."""
    order = list(range(len(texts)))
    dice.shuffle(order)
    groups, mixed = group_copies(texts), group_copies([texts[i] for i in order])
    assert all(group_copies([texts[g], texts[g]]) and g <= i for i, g in enumerate(groups))
    together = {(a, b) for a in order for b in order if groups[a] == groups[b]}
    assert {
        (order[a], order[b]) for a in range(len(order)) for b in range(len(order)) if mixed[a] == mixed[b]
    } == together


DAY = date(2020, 1, 10)
CLAIM = ControlClaim("claim/1", "Dara", 31.0, 16.0, "takes", 1, 0, DAY, DAY, DAY, "wire", None, 0.7, 0, "a", "a")


def _claims(*reports: str) -> list[ControlClaim]:
    """Return the claim as articles of these reports say it."""
    return [
        dataclasses.replace(CLAIM, key=f"claim/{i}", article=str(i), report=report, source=f"paper {i}")
        for i, report in enumerate(reports)
    ]


def test_ten_papers_with_one_story_are_one_source() -> None:
    """Copies move the belief no further, but stay in the evidence with the reason; ten reports of their own do move it."""
    alone, copied, own = (
        control_on(places_of(_claims(*reports))[0], DAY, 2) for reports in (["r"], ["r"] * 10, "abcdefghij")
    )
    assert copied.shares == pytest.approx(alone.shares)
    assert own.shares[1] > alone.shares[1] + 0.1
    assert len(copied.evidence) == 10
    assert [w.reason == COPIED for w in copied.evidence].count(True) == 9
    assert not any(w.reason == COPIED for w in own.evidence)


def test_a_later_copy_is_no_news() -> None:
    """A paper that prints the story a week later does not confirm it."""
    first, late = _claims("r", "r")
    week = timedelta(days=7)
    late = dataclasses.replace(late, earliest=DAY + week, latest=DAY + week, reported=DAY + week)
    alone, both = (control_on(places_of(claims)[0], DAY + week, 2) for claims in ([first], [first, late]))
    assert both.shares == pytest.approx(alone.shares)


def _event(article: str, day: str, offset: int = 0) -> dict[str, object]:
    """Return the row of the event that the story's first sentence tells, so far into an article."""
    place = {"start": offset, "end": offset + len(WIRE[0]), "trigger_start": offset + 9, "trigger_end": offset + 15}
    told = {"type": "retake", "modality": "asserted", "actors": None, "place": 4, "anchor": "publication"}
    return {"id": article, "article": article, "earliest": day, "latest": day, "precision": "day"} | place | told


def test_one_sentence_of_two_copies_is_one_event() -> None:
    """Though each counts "Monday" from its own day; the same words elsewhere are events of their own."""
    copies = {"a": ("a", STORY), "b": ("a", f"Retaken\n{STORY}")}
    events = [_event("a", "2020-01-06"), _event("b", "2020-01-13", 8), _event("c", "2020-01-20", 5)]
    group_events(events, copies)
    assert [event["group"] for event in events] == ["a", "a", "c"]
    group_events(events)
    assert [event["group"] for event in events] == ["a", "b", "c"]


def test_a_dataset_says_which_report_an_article_prints() -> None:
    """The table of articles keeps all outlets, and names the first article with the same report."""
    articles = [
        Article("a.txt", STORY, date(2020, 1, 7), source="Wire"),
        Article("b.txt", "Nothing of the kind happened in Tripoli on 3 January 2020, officials said.", source="Post"),
        Article("c.txt", f"Port town retaken\n{STORY}", date(2020, 1, 8), source="Gazette"),
    ]
    tables = build_from_articles(articles, title="t", theatre="none", processes=1).tables
    assert tables["articles"]["report"].tolist() == ["a.txt", "b.txt", "a.txt"]
    assert tables["articles"]["source"].tolist() == ["Wire", "Post", "Gazette"]
    retaken = tables["events"][tables["events"]["type"] == "retake"]
    assert retaken["article"].tolist() == ["a.txt", "c.txt"]
    assert retaken["group"].nunique() == 1
