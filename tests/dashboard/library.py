"""A library of one's own for a test, and what to put into it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from dashboard import corpora, jobs, shelf
from dashboard.access import Person
from geodata.formats import Draft

MOST_S = 120.0
AMAL, BASIL, VISITOR = Person("amal", "reviewer"), Person("basil", "reviewer"), Person("", "reader")
SIRTE = "The army retook Sirte on 6 January 2020, a spokesman said on Monday."
TARHUNA = "Fighters of the GNA captured Tarhuna on 5 June 2020."


def made(title: str, texts: Sequence[str] = (SIRTE,), *, by: Person = AMAL, visibility: str = "private") -> str:
    """Return the id of a new corpus with articles."""
    record = shelf.library().corpora.create(title, by=by.id, visibility=visibility)
    drafts = [Draft(f"{number}.txt", text) for number, text in enumerate(texts)]
    shelf.library().articles.add(record.id, drafts, by=by.id)
    return record.id


def finished(key: str) -> jobs.Status:
    """Wait until the build of a corpus is over; return how it ended."""
    until = time.monotonic() + MOST_S
    while (status := jobs.status(key)).active and time.monotonic() < until:
        time.sleep(0.1)
    return status


def built(key: str) -> shelf.Stored:
    """Build a corpus in the background as a page would; return the state that came out."""
    corpora.refresh(key, now=True)
    status = finished(key)
    assert status.state == "done", status
    stored = shelf.current(key)
    assert stored is not None
    return stored
