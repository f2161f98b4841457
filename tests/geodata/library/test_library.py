"""Corpora, articles, corrections and accounts, in SQLite and in PostgreSQL."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from geodata.correction import Correction, Target
from geodata.errors import LibraryError
from geodata.formats import Draft
from geodata.library import Library, open_library
from geodata.library.tables import metadata
from tests.postgres import Server

TARGET = Target("toponyms", "ab" * 32, 10, 17, "Tripoli", "gn:2210247")


def decision(number: int, author: str = "amal", kind: str = "reject", value: dict | None = None) -> Correction:
    """Return a correction made at the given second."""
    return Correction(
        f"{number:032x}", kind, TARGET, value or {}, "one", author, f"2026-11-22T10:00:{number:02d}+00:00"
    )


def test_migrations_lead_to_the_tables(library: Library) -> None:
    """The schema that the migrations make is the one the code speaks of."""
    with library.database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_twice_changes_nothing(database_url: str) -> None:
    """A second worker opens the same database."""
    with ThreadPoolExecutor(4) as pool:
        libraries = list(pool.map(open_library, [database_url] * 4))
    libraries[0].corpora.create("Sahel", by="amal")
    assert [one.title for one in libraries[1].corpora.all()] == ["Sahel"]
    for one in libraries:
        one.close()


def test_corpora(library: Library) -> None:
    """Ids are made from titles in any script, and never twice."""
    first = library.corpora.create("Südan & Darfur 2023", by="amal", visibility="public")
    second = library.corpora.create("Sudan: Darfur, 2023", by="amal")
    arabic = library.corpora.create("السودان", by="amal")
    assert (first.id, second.id, arabic.id) == ("sudan-darfur-2023", "sudan-darfur-2023-2", "corpus")
    assert library.corpora.change(second.id, title="Other").title == "Other"
    library.corpora.remove(first.id)
    assert library.corpora.get(first.id) is None
    assert {one.id for one in library.corpora.all()} == {second.id, arabic.id}
    with pytest.raises(LibraryError, match="title of 1 to 200"):
        library.corpora.create("  ", by="amal")
    with pytest.raises(LibraryError, match="public, private"):
        library.corpora.create("x", by="amal", visibility="secret")


def test_articles_come_back_as_added(library: Library) -> None:
    """Order, text, date and title survive; the same text is held once; names are never twice."""
    corpus = library.corpora.create("c", by="amal").id
    text = "Line one\r\n\tسرت and 😀 e\u0301\u202e.\n"
    given = [
        Draft("b.txt", text, title="T", source="TRT", author="A", published=date(2020, 7, 20), url="u", language="en"),
        Draft("a.txt", "Second."),
        Draft("a.txt", "Third."),
        Draft("copy.txt", text),
    ]
    batch = library.articles.add(corpus, given, by="amal")
    assert batch.added == ("b.txt", "a.txt", "a.txt (2)")
    assert batch.known == ("copy.txt",)
    read = library.articles.read(corpus)
    assert [article.text for article in read] == [text, "Second.", "Third."]
    assert (read[0].given_date, read[0].title, read[0].source) == (date(2020, 7, 20), "T", "TRT")
    assert [one.author for one in library.articles.all(corpus)] == ["A", None, None]


@pytest.mark.parametrize("text", ["", " \n", "a\0b", "a\ud800b"])
def test_what_no_database_can_hold_is_refused_by_name(library: Library, text: str) -> None:
    """The others of the batch are added."""
    corpus = library.corpora.create("c", by="amal").id
    batch = library.articles.add(corpus, [Draft("bad.txt", text), Draft("good.txt", "Good.")], by="amal")
    assert batch.added == ("good.txt",)
    assert [one.name for one in batch.refused] == ["bad.txt"]


def test_removed_articles_come_back(library: Library) -> None:
    """A batch can be taken back as a whole, and the same text added again."""
    corpus = library.corpora.create("c", by="amal").id
    kept = library.articles.add(corpus, [Draft("a", "One.")], by="amal")
    gone = library.articles.add(corpus, [Draft("b", "Two."), Draft("c", "Three.")], by="amal")
    before = library.articles.version(corpus)
    assert library.articles.remove_batch(corpus, gone.id, by="basil") == 2
    assert [one.id for one in library.articles.read(corpus)] == list(kept.added)
    assert library.articles.version(corpus) != before
    assert library.articles.add(corpus, [Draft("again", "Two.")], by="amal").added == ("b",)
    assert library.articles.remove(corpus, ["a"], by="basil") == 1
    assert [one.id for one in library.articles.read(corpus)] == ["b"]


def test_no_such_corpus(library: Library) -> None:
    """Adding to a corpus that is not there adds nothing."""
    with pytest.raises(LibraryError, match="no corpus 'nowhere'"):
        library.articles.add("nowhere", [Draft("a", "One.")], by="amal")


def test_corrections_are_recorded_once_undone_and_redone(library: Library) -> None:
    """Nothing is deleted: the history tells who undid what."""
    corpus = library.corpora.create("c", by="amal").id
    assert library.corrections.add(corpus, [decision(1), decision(2)]).new == 2
    assert library.corrections.add(corpus, [decision(1), decision(3)]).known == 1
    library.corrections.undo(corpus, decision(2).id, by="basil")
    assert library.corrections.standing(corpus) == [decision(1), decision(3)]
    entry = library.corrections.history(corpus)[1]
    assert (entry.correction, entry.undone_by) == (decision(2), "basil")
    with pytest.raises(LibraryError, match="undone already"):
        library.corrections.undo(corpus, decision(2).id, by="basil")
    library.corrections.redo(corpus, decision(2).id)
    assert len(library.corrections.standing(corpus)) == 3


def test_merging_shows_conflicts_and_does_not_redo(library: Library) -> None:
    """What came in and differs is told; what was undone here stays undone."""
    corpus = library.corpora.create("c", by="amal").id
    library.corrections.add(corpus, [decision(1)])
    library.corrections.undo(corpus, decision(1).id, by="amal")
    library.corrections.add(corpus, [decision(2)])
    theirs = decision(3, author="basil", kind="accept")
    merged = library.corrections.add(corpus, [decision(1), theirs])
    assert (merged.new, merged.known, merged.conflicts) == (1, 1, ((decision(2), theirs),))
    assert library.corrections.standing(corpus) == [decision(2), theirs]


def test_rolling_back(library: Library) -> None:
    """All that came after a moment is undone at once."""
    corpus = library.corpora.create("c", by="amal").id
    library.corrections.add(corpus, [decision(1)])
    moment = library.corrections.history(corpus)[0].recorded_at
    time.sleep(0.01)
    library.corrections.add(corpus, [decision(2), decision(3)])
    assert library.corrections.roll_back(corpus, moment, by="amal") == 2
    assert library.corrections.standing(corpus) == [decision(1)]


def test_accounts_are_readers_until_an_admin_says_otherwise(library: Library) -> None:
    """Whoever comes first is no more than the next one; where there are admins by role, one always is."""
    first = library.accounts.signed_in("idp|1", "Amal", "amal@news.example")
    second = library.accounts.signed_in("idp|2", "Basil")
    assert (first.role, second.role) == ("reader", "reader")
    assert library.accounts.signed_in("idp|1", "Amal B.", "amal@news.example").id == first.id
    assert library.accounts.of("idp|1") == dataclasses.replace(first, name="Amal B.")
    assert library.accounts.of("idp|3") is None
    verified = library.accounts.signed_in("idp|2", "Basil", "basil@news.example", email_verified=True)
    assert verified.email_verified
    assert library.accounts.of("idp|2") == verified
    assert not library.accounts.signed_in("idp|2", "Basil", "amal@news.example").email_verified
    library.accounts.set_role(first.id, "admin")
    with pytest.raises(LibraryError, match="only admin"):
        library.accounts.set_role(first.id, "reader")
    library.accounts.set_role(second.id, "admin")
    library.accounts.set_role(first.id, "reviewer")
    assert {one.name: one.role for one in library.accounts.all()} == {"Amal B.": "reviewer", "Basil": "admin"}
    with pytest.raises(LibraryError, match="not a role"):
        library.accounts.set_role(first.id, "king")


def test_links_last_until_their_day_or_until_they_are_taken_back(library: Library) -> None:
    """Each is listed with its state; one of another corpus is not touched by a wrong name."""
    corpus, other = library.corpora.create("c", by="amal").id, library.corpora.create("d", by="amal").id
    week = library.links.make(corpus, by="amal", lasts=timedelta(days=7), name="  The desk\0 in\nCairo ")
    short = library.links.make(corpus, by="amal", lasts=timedelta(microseconds=1))
    assert (week.name, week.state) == ("The desk in Cairo", "open")
    assert [(one.id, one.state) for one in library.links.all(corpus)] == [(short.id, "expired"), (week.id, "open")]
    with pytest.raises(LibraryError, match="no such link"):
        library.links.revoke(other, week.id)
    library.links.revoke(corpus, week.id)
    once = library.links.get(week.id)
    assert once is not None
    assert once.state == "revoked"
    library.links.revoke(corpus, week.id)
    assert library.links.get(week.id) == once
    assert library.links.get("0" * 32) is None
    for wrong in (timedelta(0), timedelta(days=366)):
        with pytest.raises(LibraryError, match="365 days"):
            library.links.make(corpus, by="amal", lasts=wrong)
    with pytest.raises(LibraryError, match="100 characters"):
        library.links.make(corpus, by="amal", lasts=timedelta(days=1), name="x" * 101)


def test_two_writers_at_once_lose_nothing(library: Library) -> None:
    """Batches added at the same moment are all there, each name once; a writer who has to wait is told so."""
    corpus = library.corpora.create("c", by="amal").id

    def add(number: int) -> int:
        drafts = [Draft("same name", f"Text {number} {i}.") for i in range(5)]
        for _ in range(50):
            try:
                return len(library.articles.add(corpus, drafts, by="amal").added)
            except (LibraryError, sa.exc.IntegrityError):
                time.sleep(0.02)
        raise AssertionError("never got a turn")

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(add, range(8))) == 40
    assert len({one.id for one in library.articles.all(corpus)}) == 40


KILLED = """
import sys
from geodata.formats import Draft
from geodata.library import open_library
library = open_library(sys.argv[1])
for number in range(10_000):
    drafts = [Draft(f"{number}-{i}", f"Text {number} {i}. " * 50) for i in range(20)]
    library.articles.add("c", drafts, by="amal")
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [3, 7])
def test_killed_in_the_middle_of_adding(library: Library, database_url: str, after: int) -> None:
    """After kill -9 every acknowledged batch is whole, and no batch is half there."""
    corpus = library.corpora.create("c", by="amal").id
    process = subprocess.Popen([sys.executable, "-c", KILLED, database_url], stdout=subprocess.PIPE, text=True)
    try:
        acknowledged = [int(process.stdout.readline()) for _ in range(after)][-1]
        time.sleep(0.002 * after)
    finally:
        process.kill()
        acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
        process.wait()
        process.stdout.close()
    counts: dict[int, int] = {}
    for one in library.articles.all(corpus):
        number = int(one.id.split("-")[0])
        counts[number] = counts.get(number, 0) + 1
    assert set(counts.values()) == {20}
    assert set(range(acknowledged + 1)) <= set(counts)


def test_a_restarted_server_is_met_again(postgres: Server, tmp_path: object) -> None:
    """Readers and writers go on after the database went away and came back; in between each gets one sentence."""
    library = open_library(postgres.url)
    made = library.corpora.create("before the crash", by="amal")
    postgres.stop(at_once=True)
    with pytest.raises(LibraryError, match="Try again"):
        library.corpora.create("while it is away", by="amal")
    postgres.start()
    assert library.corpora.get(made.id) == made
    library.close()


@pytest.mark.parametrize("url", ["nonsense", "mysql://a@b/c", "sqlite:////proc/nowhere/x.sqlite"])
def test_addresses_that_cannot_be(url: str) -> None:
    """One sentence says what may be given."""
    with pytest.raises(LibraryError):
        open_library(url)
