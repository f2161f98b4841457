"""The stories that come with the project."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest

from dashboard.dataset import Corpus
from dashboard.story import shipped_stories, stories_for


def test_seeds_have_their_story(corpus: Corpus) -> None:
    """The story of the seeds is offered with them, and with no corpus that lacks one of its articles."""
    assert [story["title"] for story in stories_for(corpus)] == ["From Tripoli to Sirte, in two articles"]
    held = set(corpus.dataset.tables["articles"]["id"])
    assert all(set(story["articles"]) <= held for story in stories_for(corpus))


@pytest.mark.parametrize("story", shipped_stories(), ids=lambda story: story["title"])
def test_each_view_is_of_the_dataset(story: dict, corpus: Corpus) -> None:
    """A step chooses a mark that is there, gives its dates in order, and says where the map is."""
    assert (story["format"], story["version"]) == ("timemap-story", 1)
    places = set(corpus.dataset.tables["places"]["id"])
    for step in story["steps"]:
        assert step["title"]
        assert step["caption"]
        view = {key: values[0] for key, values in parse_qs(step["view"], strict_parsing=True).items()}
        assert view["from"] <= view["to"]
        assert {"lat", "lng", "z"} <= set(view)
        assert view.get("sel", "place/").removeprefix("place/") in {*places, ""}


@pytest.mark.parametrize("story", shipped_stories(), ids=lambda story: story["title"])
def test_what_a_caption_quotes_is_in_an_article(story: dict, corpus: Corpus) -> None:
    """Words in quotation marks are verbatim, but for the form of the apostrophe."""
    texts = " ".join(corpus.dataset.tables["articles"]["text"]).replace("’", "'").lower()
    for step in story["steps"]:
        for quote in step["caption"].split("“")[1:]:
            words = quote.split("”")[0].replace("’", "'").lower()
            assert words in texts, words
