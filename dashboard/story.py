"""Stories that come with the project: views of the map in order, with captions (docs/stories.md)."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dashboard.dataset import Corpus
from dashboard.respond import NOT_ON_SCREEN, asked_corpus, compressed, gzipped, missing

Story = dict[str, Any]

FOLDER = Path(__file__).parent / "stories"


def serve(request: Request) -> Response:
    """Answer with the stories that are told about the dataset on screen, as a list."""
    corpus = asked_corpus(request)
    if corpus is None:
        return missing(NOT_ON_SCREEN)
    return gzipped(request, compressed(json.dumps(stories_for(corpus)).encode("ascii")), "application/json")


def stories_for(corpus: Corpus) -> list[Story]:
    """Return the stories of which every article is in a corpus."""
    held = set(corpus.dataset.tables["articles"]["id"])
    return [story for story in shipped_stories() if set(story["articles"]) <= held]


@functools.cache
def shipped_stories() -> tuple[Story, ...]:
    """Read the stories in the project's folder, by file name."""
    return tuple(json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.story.json")))
