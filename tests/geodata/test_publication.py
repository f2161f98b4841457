"""The publication date with its source, or none at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geodata.publication import SOURCES, Publication, find_publication, stated_day
from geodata.sentence import split_sentences

BODY = "Government forces took the town on Thursday. The rebels denied it.\n\nFighting went on for weeks."


def find(text: str, given: date | None = None) -> Publication:
    """Find the publication date of one text."""
    return find_publication(text, split_sentences(text), given)


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        (f"date: 2019-04-06\n\n{BODY}", date(2019, 4, 6), "metadata"),
        (f'"published_at": "2019-04-06T10:00:00Z"\n\n{BODY}', date(2019, 4, 6), "metadata"),
        (f"April 6, 2019 | 4: 05pm\n\n{BODY}", date(2019, 4, 6), "dateline"),
        (f"Town falls\n\nPublished 6 April 2019, updated 9 April 2019\n\n{BODY}", date(2019, 4, 6), "dateline"),
        (f"Town falls\nUpdated: 9 April 2019\nPublished: 6 April 2019\n\n{BODY}", date(2019, 4, 6), "dateline"),
        (f"Town falls\nSat 6 Apr 2019 14:05 BST\n\n{BODY}", date(2019, 4, 6), "dateline"),
        (f"Town falls\nBy Jane Doe | Wire | 6 April 2019\n\n{BODY}", date(2019, 4, 6), "dateline"),
        (f"LONDON \u2014 April 6, 2019 \u2014 {BODY}", date(2019, 4, 6), "dateline"),
        (f"CAIRO, April 6, 2019 (Wire) - {BODY}", date(2019, 4, 6), "dateline"),
        (f"{BODY}\n\nSmoke rises over the port on April 6, 2019. (AFP)", date(2019, 4, 6), "caption"),
        (f"{BODY} Speaking today, 6 April 2019, the minister said little.", date(2019, 4, 6), "text"),
    ],
)
def test_source_is_stated(text: str, day: date, source: str) -> None:
    """Header, dateline, caption and the text's own "today" each give the date with their name."""
    found = find(text)
    assert (found.date, found.source) == (day, source)
    assert found.source in SOURCES
    assert found.reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        "The revolt began on 17 February 2011 in the east.\n\nIt spread within days.",
        f"{BODY}\n\nFILE PHOTO: Smoke rises over the port on April 6, 2011. (AFP)",
        f"{BODY} On 3 May 2020 the port fell.\n\nSmoke rises over the port on April 6, 2019. (AFP)",
        "date 02/03/2016\n\nThe town fell.",
        f"Battle of 6 April 2019\n\n{BODY}",
        f"Protesters killed on 6 April 2019 - report\n\n{BODY}",
        "Timeline\n17 February 2011\nIt begins.\n20 October 2011\nHe dies.\n5 May 2014\nIt begins again.",
    ],
)
def test_never_guessed(text: str) -> None:
    """A date in the story, an archive picture, or a day in either order is no publication date."""
    assert find(text) == Publication(None, "none", "the text does not say when it was published")


def test_given_date_wins() -> None:
    """A date that came with the article is believed over its dateline."""
    found = find("6 April 2019\n\nThe town fell.", date(2019, 4, 7))
    assert (found.date, found.source) == (date(2019, 4, 7), "given")


def test_seeds(seeds: Path) -> None:
    """Seed 000 is dated by its picture, seed 003 by its dateline."""
    found = [find(path.read_bytes().decode("utf-8")) for path in sorted(seeds.glob("*.txt"))]
    assert [(publication.date, publication.source) for publication in found] == [
        (date(2020, 7, 20), "caption"),
        (date(2020, 1, 2), "dateline"),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2016-12-17T08:00:00Z", date(2016, 12, 17)),
        ("17 December 2016", date(2016, 12, 17)),
        ("02/03/2016", None),
        ("", None),
    ],
)
def test_stated_day(words: str, day: date | None) -> None:
    """A metadata field gives its day in any usual order, and none where the order is open."""
    assert stated_day(words) == day
