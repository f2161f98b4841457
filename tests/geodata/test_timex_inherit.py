"""The days given to what a sentence tells."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.interval import DateInterval
from geodata.publication import Publication
from geodata.sentence import split_sentences
from geodata.timex import date_for_trigger, tag_timexes

PUBLISHED = date(2020, 7, 20)


def date_of(text: str, trigger: str, tense: str | None = None, published: date | None = PUBLISHED) -> DateInterval:
    """Date the first occurrence of a trigger in a text."""
    sentences = split_sentences(text)
    start = text.index(trigger)
    number = next(i for i, sentence in enumerate(sentences) if sentence.start <= start < sentence.end)
    publication = Publication(published, "given" if published else "none", "for the test")
    timexes = tag_timexes(text, sentences, published)
    return date_for_trigger(text, sentences, timexes, publication, number, start, start + len(trigger), tense)


def days(interval: DateInterval) -> tuple[str | None, str | None]:
    """Return both ends as ISO dates."""
    ends = (interval.earliest, interval.latest)
    return tuple(end.isoformat() if end else None for end in ends)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "trigger", "earliest", "latest"),
    [
        ("On Sunday, the army captured the hill.", "captured", "2020-07-19", "2020-07-19"),
        ("Rebels captured the hill on Friday and lost it on Sunday.", "captured", "2020-07-17", "2020-07-17"),
        ("Rebels captured the hill on Friday and lost it on Sunday.", "lost", "2020-07-19", "2020-07-19"),
        ("The army pushed north, which rebels captured in 2018.", "captured", "2018-01-01", "2018-12-31"),
        ("The army has shelled the port since June.", "shelled", "2020-06-01", "2020-07-20"),
        ("They bombed the port since the fall of the king in 2011.", "fall", "2011-01-01", "2011-12-31"),
        ("Fighting raged from 3 to 5 May 2014.", "raged", "2014-05-03", "2014-05-05"),
        ("Fighting raged between 3 May and 5 May 2014.", "raged", "2014-05-03", "2014-05-05"),
        ("The garrison held the fort until 5 May 2014.", "held", None, "2014-05-05"),
        ("The garrison did not leave until 5 May 2014.", "leave", "2014-05-05", "2014-05-05"),
        ("The minister said last month that rebels captured the fort.", "captured", None, "2020-06-30"),
        ("They met on Thursday after parliament passed the bill.", "passed", None, "2020-07-16"),
        ("Both sides have been mobilising for weeks.", "mobilising", "2020-05-25", "2020-07-20"),
        ("The road is now held by rebels.", "held", None, "2020-07-20"),
    ],
)
def test_clause_governs(text: str, trigger: str, earliest: str | None, latest: str | None) -> None:
    """The timex of the trigger's own clause dates it, as its preposition says."""
    assert days(date_of(text, trigger)) == (earliest, latest)


def test_pluperfect_lies_between_two_dates() -> None:
    """A pluperfect without a date of its own lies between the dates told around it."""
    text = "They attacked in April last year but the drive, which had stalled at the gates, was broken last month when they fled."
    assert days(date_of(text, "stalled")) == ("2019-04-01", "2020-06-30")


def test_next_sentences_inherit_with_less_precision() -> None:
    """What is told next goes on from the last date, and ends by publication."""
    text = "The siege was broken last month.\n\nThe army retook the airport and the port.\n\nIt pushed on eastward."
    for trigger in ("retook", "pushed on"):
        interval = date_of(text, trigger)
        assert days(interval) == ("2020-06-01", "2020-07-20")
        assert interval.precision == "month_inherited"


@pytest.mark.parametrize(
    "between",
    ["\n\nWar of words\n\n", "\n\n\u201cWe will win,\u201d the general said.\n\n", "\n\nA.\n\nB.\n\nC.\n\nD.\n\n"],
)
def test_inheritance_ends(between: str) -> None:
    """A heading, a speaker or distance ends the narrative."""
    text = f"The siege was broken last month.{between}The army retook the airport."
    interval = date_of(text, "retook")
    assert (days(interval), interval.precision) == ((None, "2020-07-20"), "undated_recent")


def test_background_years_are_not_inherited() -> None:
    """A year of background does not date what is told next."""
    assert date_of("The king fell in 2011. The army retook the airport.", "retook").earliest is None


def test_tense_without_a_date() -> None:
    """Plans lie ahead of publication, states last up to it, deeds lie behind it."""
    assert days(date_of("The army will retake the port.", "retake", "future")) == ("2020-07-20", None)
    assert date_of("Rebels hold the port.", "hold", "present").precision == "state_as_of_publication"
    assert days(date_of("Rebels took the port.", "took", "past")) == (None, "2020-07-20")


def test_no_publication_no_date() -> None:
    """Without a publication date nothing is invented."""
    assert days(date_of("Rebels took the port.", "took", published=None)) == (None, None)


@pytest.mark.parametrize(
    ("text", "trigger", "earliest", "latest"),
    [
        ("Troops, who lost the city in March 2015, recaptured it on Friday.", "recaptured", "2020-07-17", "2020-07-17"),
        ("The truce, agreed last month, collapsed on Saturday.", "collapsed", "2020-07-18", "2020-07-18"),
        ("Seized by militants in 2014, the town was retaken last month.", "retaken", "2020-06-01", "2020-06-30"),
        ("Fighting erupted after the army seized the port on Friday.", "erupted", "2020-07-17", "2020-07-20"),
        ("The army shelled the port before it entered on Friday.", "shelled", None, "2020-07-17"),
        ("On Sunday the army said it had taken the port.", "taken", None, "2020-07-19"),
        (
            "The town, which had been quiet, suffered a blow last month when rebels, in trucks, stormed it.",
            "stormed",
            "2020-06-01",
            "2020-06-30",
        ),
    ],
)
def test_clauses_keep_their_dates(text: str, trigger: str, earliest: str | None, latest: str | None) -> None:
    """A clause between commas, one after "after" and one that is reported keep their dates from the others."""
    assert days(date_of(text, trigger)) == (earliest, latest)
