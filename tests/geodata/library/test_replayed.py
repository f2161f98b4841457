"""Whatever was added, corrected, undone and merged: the dataset is that of its outcome, built from nothing."""

from __future__ import annotations

import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from geodata.article import Article
from geodata.correction import KINDS_OF, Correction, Target, read_corrections, write_corrections
from geodata.formats import Draft
from geodata.library import Library, open_library
from geodata.pipeline import build_from_articles
from tests.postgres import Server

TEXTS = (
    "TRIPOLI, 20 July 2020 - Fighters captured Sirte on Monday. The army still controls Misrata.",
    "CAIRO, 2 January 2020 - The army shelled Tripoli on Sunday. Sirte was calm.",
    "Troops withdrew from Benghazi in June 2020, officials said in Sirte.",
)
WORDS = {
    "toponyms": ("Sirte", "Misrata", "Tripoli", "Benghazi"),
    "events": ("captured", "shelled", "withdrew"),
    "claims": ("captured", "controls", "withdrew"),
}
VALUES = (
    ("accept", {}),
    ("reject", {}),
    ("place", {"feature_id": "gn:266826"}),
    ("place", {"name": "a farm", "lat": 31.5, "lon": 15.25, "radius_km": 3}),
    ("date", {"earliest": "2020-07-01", "latest": None}),
    ("type", {"type": "clash"}),
    ("modality", {"modality": "denied"}),
)
CHOICES = [
    (table, words, kind, value)
    for table, found in WORDS.items()
    for words in found
    for kind, value in VALUES
    if kind in KINDS_OF[table]
]


class Life(RuleBasedStateMachine):
    """A corpus, and the file of corrections that somebody else passes on.

    Parameters
    ----------
    empty_database
        Gives the address of a database with nothing in it, another one at each call.
    """

    def __init__(self, empty_database: Callable[[Path], str]) -> None:
        super().__init__()
        self.empty_database = empty_database

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="timemap-life-")
        root = Path(self.folder.name)
        self.library = open_library(self.empty_database(root))
        self.library.corpora.create("c", by="amal")
        self.output = root / "built"
        self.made = 0
        self.standing: set[str] = set()
        self.undone: set[str] = set()
        self.texts: set[str] = set()
        self.theirs: list[Correction] = []

    def _decision(self, data: tuple, author: str) -> Correction:
        text, (table, words, kind, value), scope = data
        found = text.find(words)
        start = max(found, 0)
        self.made += 1
        target = Target(table, Article("x", text).sha256, start, start + len(words), words)
        moment = f"2026-11-22T10:{self.made // 60:02d}:{self.made % 60:02d}.000000+00:00"
        return Correction(f"{self.made:032x}", kind, target, value, scope, author, moment)

    decisions = st.tuples(st.sampled_from(TEXTS), st.sampled_from(CHOICES), st.sampled_from(["one", "same"]))

    @rule(text=st.sampled_from(TEXTS))
    def add_article(self, text: str) -> None:
        self.library.articles.add("c", [Draft(f"{TEXTS.index(text)}.txt", text)], by="amal")
        self.texts.add(text)

    @rule(data=decisions)
    def correct(self, data: tuple) -> None:
        one = self._decision(data, "amal")
        self.library.corrections.add("c", [one])
        self.standing.add(one.id)

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(self.standing)))
        self.library.corrections.undo("c", one, by="amal")
        self.standing.remove(one)
        self.undone.add(one)

    @precondition(lambda self: self.undone)
    @rule(data=st.data())
    def redo(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(sorted(self.undone)))
        self.library.corrections.redo("c", one)
        self.undone.remove(one)
        self.standing.add(one)

    @precondition(lambda self: self.standing)
    @rule(data=st.data())
    def roll_back(self, data: st.DataObject) -> None:
        history = self.library.corrections.history("c")
        moment = data.draw(st.sampled_from([entry.recorded_at for entry in history]))
        later = {e.correction.id for e in history if e.undone_at is None and e.recorded_at > moment}
        assert self.library.corrections.roll_back("c", moment, by="amal") == len(later)
        self.standing -= later
        self.undone |= later

    @rule(data=decisions)
    def correct_elsewhere(self, data: tuple) -> None:
        self.theirs.append(self._decision(data, "basil"))

    @precondition(lambda self: self.theirs)
    @rule()
    def merge(self) -> None:
        """Pass on as a file, twice: the second time brings nothing, and nothing undone comes back."""
        fresh = {one.id for one in self.theirs} - self.standing - self.undone
        given = read_corrections(write_corrections(self.theirs))
        assert self.library.corrections.add("c", given).new == len(fresh)
        assert self.library.corrections.add("c", given).new == 0
        self.standing |= fresh

    @precondition(lambda self: self.texts)
    @rule()
    def rebuild(self) -> None:
        """Build on what was built before, and the outcome anew in another library (in SQLite), in another order."""
        articles = self.library.articles.read("c")
        standing = self.library.corrections.standing("c")
        ours = build_from_articles(articles, self.output, title="c", corrections=standing, theatre="none", processes=1)
        copy = open_library(f"sqlite:///{Path(self.folder.name) / f'copy-{time.monotonic_ns()}.sqlite'}")
        copy.corpora.create("c", by="basil")
        copy.articles.add("c", [Draft(one.id, one.text) for one in articles], by="basil")
        for one in reversed(standing):
            copy.corrections.add("c", [one])
        again = build_from_articles(
            copy.articles.read("c"),
            title="c",
            corrections=copy.corrections.standing("c"),
            theatre="none",
            processes=1,
        )
        copy.close()
        assert ours.digest == again.digest
        assert ours.manifest["corrections"] == again.manifest["corrections"]

    @invariant()
    def stands_what_was_not_undone(self) -> None:
        assert {one.id for one in self.library.corrections.standing("c")} == self.standing
        assert {e.correction.id for e in self.library.corrections.history("c")} == self.standing | self.undone

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.library.close()
            self.folder.cleanup()


def in_sqlite(folder: Path) -> str:
    """Return the address of a new file."""
    return f"sqlite:///{folder / 'ours.sqlite'}"


@pytest.mark.parametrize(("kind", "examples"), [("sqlite", 12), ("postgresql", 3)])
def test_any_life_ends_where_its_outcome_does(kind: str, examples: int, request: pytest.FixtureRequest) -> None:
    """Added, corrected, undone, put back, rolled back, merged, rebuilt in any order, in each kind of database."""
    if kind == "postgresql":
        server: Server = request.getfixturevalue("postgres")
        numbers = itertools.count()

    def in_postgres(folder: Path) -> str:
        del folder
        name = f"life{next(numbers)}"
        engine = sa.create_engine(server.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return server.url.rpartition("/")[0] + f"/{name}"

    empty_database = in_sqlite if kind == "sqlite" else in_postgres
    run_state_machine_as_test(
        lambda: Life(empty_database),
        settings=settings(
            max_examples=examples, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


KILLED = """
import dataclasses, sys
from geodata.correction import Correction, Target
from geodata.library import open_library
library = open_library(sys.argv[1])
target = Target("toponyms", "ab" * 32, 10, 17, "Tripoli", "gn:2210247")
for number in range(10_000):
    made = [
        Correction(f"{20 * number + i:032x}", "accept", dataclasses.replace(target, start=i, end=i + 9), {}, "one", "amal",
                   f"2026-11-22T10:00:00.{number:06d}+00:00")
        for i in range(20)
    ]
    library.corrections.add("c", made)
    if number % 3 == 2:
        library.corrections.undo("c", made[0].id, by="amal")
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [2, 6])
def test_killed_in_the_middle_of_correcting(library: Library, database_url: str, after: int) -> None:
    """After kill -9 at any moment every acknowledged decision stands, each undo with it, and none is half there."""
    corpus = library.corpora.create("c", by="amal").id
    process = subprocess.Popen([sys.executable, "-c", KILLED, database_url], stdout=subprocess.PIPE, text=True)
    try:
        acknowledged = [int(process.stdout.readline()) for _ in range(after)][-1]
        time.sleep(random.uniform(0, 0.03))
    finally:
        process.kill()
        acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
        process.wait()
        process.stdout.close()
    history = library.corrections.history(corpus)
    counts: dict[int, int] = {}
    for entry in history:
        number = int(entry.correction.id, 16) // 20
        counts[number] = counts.get(number, 0) + 1
    assert set(counts.values()) == {20}
    assert set(range(acknowledged + 1)) <= set(counts)
    undone = {int(entry.correction.id, 16) // 20 for entry in history if entry.undone_at}
    assert {number for number in range(acknowledged + 1) if number % 3 == 2} <= undone
    assert read_corrections(write_corrections(e.correction for e in history)) == [e.correction for e in history]
