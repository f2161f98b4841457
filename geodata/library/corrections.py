"""The corrections of a corpus: nothing is ever deleted, so the history tells who did what when."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from geodata.correction import (
    Correction,
    check_new,
    correction_as_json,
    correction_from_json,
    in_order,
    subject,
)
from geodata.errors import LibraryError
from geodata.library.database import Database, now
from geodata.library.tables import correction

FEW_ARTICLES = 20
"""For so many the database looks itself; beyond, all of a history is read."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A correction in the history.

    Parameters
    ----------
    recorded_at
        When this library got it: later than it was made when it was merged from a file.
    undone_at, undone_by
        ``None`` while it stands.
    """

    correction: Correction
    recorded_at: str
    undone_at: str | None
    undone_by: str | None


@dataclasses.dataclass(frozen=True, slots=True)
class Merged:
    """What became of corrections that were merged from a file.

    Parameters
    ----------
    new, known
        How many came in, and how many were here already.
    conflicts
        Pairs of one that was here and one that came in, on the same subject, that differ; the later one holds.
    """

    new: int
    known: int
    conflicts: tuple[tuple[Correction, Correction], ...]


class Corrections:
    """Records, undoes and lists corrections."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, corpus_id: str, corrections: Iterable[Correction]) -> Merged:
        """Record corrections in one transaction; one that is here already, undone or not, stays as it is.

        Raises
        ------
        CorrectionError
            When one of them could not be held; then none is recorded.
        """
        given = {one.id: one for one in corrections}
        for one in given.values():
            check_new(one)
        with self._database.writing() as connection:
            held = set(connection.scalars(sa.select(correction.c.id).where(correction.c.corpus == corpus_id)))
            fresh = [one for one in in_order(given.values()) if one.id not in held]
            about = list(_entries(connection, corpus_id, {one.target.article for one in fresh}))
            if fresh:
                connection.execute(correction.insert(), [_row(corpus_id, one) for one in fresh])
        standing = [entry.correction for entry in about if entry.undone_at is None]
        return Merged(len(fresh), len(given) - len(fresh), tuple(_conflicts(standing, fresh)))

    def standing(self, corpus_id: str, *, but: Collection[str] = ()) -> list[Correction]:
        """Return the corrections that were not undone, in the order they are replayed; those with the ids `but` left out."""
        where = sa.and_(correction.c.corpus == corpus_id, correction.c.undone_at.is_(None))
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(correction.c.id, correction.c.content).where(where))
            return in_order(correction_from_json(json.loads(row.content)) for row in rows if row.id not in but)

    def standing_ids(self, corpus_id: str) -> set[str]:
        """Return the ids of the corrections that were not undone."""
        where = sa.and_(correction.c.corpus == corpus_id, correction.c.undone_at.is_(None))
        with self._database.reading() as connection:
            return set(connection.scalars(sa.select(correction.c.id).where(where)))

    def history(self, corpus_id: str) -> list[Entry]:
        """Return all corrections with what became of them, in the order they were made."""
        with self._database.reading() as connection:
            return list(_entries(connection, corpus_id))

    def version(self, corpus_id: str) -> tuple[str, str]:
        """Return (digest of which corrections stand, last change): the first stays the same exactly as long as they do."""
        undone = sa.func.coalesce(correction.c.undone_at, "")
        query = sa.select(correction.c.id, correction.c.recorded_at, undone).where(correction.c.corpus == corpus_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(correction.c.id)).all()
        standing = "".join(row[0] for row in rows if not row[2])
        last = max((moment for row in rows for moment in row[1:]), default="")
        return hashlib.sha256(standing.encode()).hexdigest()[:16], last

    def undo(self, corpus_id: str, correction_id: str, *, by: str) -> None:
        """Take one correction out of the layer.

        Raises
        ------
        LibraryError
            When there is no such correction, or it was undone already.
        """
        if not self._set_undone(corpus_id, correction.c.id == correction_id, now(), by):
            msg = "This correction is not there any more, or was undone already; reload the page to see the present state."
            raise LibraryError(msg)

    def redo(self, corpus_id: str, correction_id: str) -> None:
        """Put an undone correction back.

        Raises
        ------
        LibraryError
            When there is no such correction, or it stands already.
        """
        where = sa.and_(
            correction.c.corpus == corpus_id, correction.c.id == correction_id, correction.c.undone_at.is_not(None)
        )
        with self._database.writing() as connection:
            done = connection.execute(correction.update().where(where).values(undone_at=None, undone_by=None))
            if not done.rowcount:
                msg = "This correction stands already, or is not there; reload the page to see the present state."
                raise LibraryError(msg)

    def roll_back(self, corpus_id: str, moment: str, *, by: str) -> int:
        """Undo all corrections recorded after a moment (ISO 8601, UTC); return how many."""
        return self._set_undone(corpus_id, correction.c.recorded_at > moment, now(), by)

    def _set_undone(self, corpus_id: str, which: sa.ColumnElement[bool], moment: str, by: str) -> int:
        where = sa.and_(correction.c.corpus == corpus_id, correction.c.undone_at.is_(None), which)
        with self._database.writing() as connection:
            done = connection.execute(correction.update().where(where).values(undone_at=moment, undone_by=by))
            return done.rowcount


def _entries(connection: sa.Connection, corpus_id: str, articles: Collection[str] | None = None) -> Iterable[Entry]:
    """Yield the entries of a corpus; of some articles' (sha256) alone where they are few: a decision is about one."""
    columns = (correction.c.content, correction.c.recorded_at, correction.c.undone_at, correction.c.undone_by)
    query = sa.select(*columns).where(correction.c.corpus == corpus_id)
    if articles is not None and len(articles) <= FEW_ARTICLES:
        query = query.where(sa.or_(sa.false(), *(correction.c.content.contains(f'"{each}"') for each in articles)))
    for row in connection.execute(query.order_by(correction.c.made_at, correction.c.id)):
        yield Entry(correction_from_json(json.loads(row.content)), row.recorded_at, row.undone_at, row.undone_by)


def _row(corpus_id: str, one: Correction) -> dict[str, object]:
    content = json.dumps(correction_as_json(one), ensure_ascii=False, sort_keys=True)
    return {
        "corpus": corpus_id,
        "id": one.id,
        "content": content,
        "author": one.author,
        "made_at": one.made_at,
        "recorded_at": now(),
    }


def _conflicts(standing: list[Correction], fresh: list[Correction]) -> Iterable[tuple[Correction, Correction]]:
    here = {subject(one): one for one in in_order(standing)}
    for one in fresh:
        before = here.get(subject(one))
        if before and (before.kind, before.value) != (one.kind, one.value):
            yield before, one
