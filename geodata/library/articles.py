"""The articles of a corpus, as people added them."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from geodata.article import Article
from geodata.errors import LibraryError
from geodata.formats.draft import Draft, Refusal
from geodata.library.database import Database, now
from geodata.library.tables import article, corpus

CHUNK = 500
"""Rows to an INSERT."""


@dataclasses.dataclass(frozen=True, slots=True)
class Batch:
    """What became of the drafts that were added together.

    Parameters
    ----------
    id
        Stands for the batch, by which it can be taken back as a whole.
    added
        Ids of the new articles, in the order given.
    known
        Names of drafts whose very text the corpus holds already.
    refused
        Drafts that no database can hold, each with its reason.
    """

    id: str
    added: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[Refusal, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as listed, without its text."""

    id: str
    sha256: str
    title: str | None
    source: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str | None
    batch: str
    added_at: str
    added_by: str


class Articles:
    """Adds, lists and removes the articles of corpora."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, corpus_id: str, drafts: Iterable[Draft], *, by: str) -> Batch:
        """Add drafts in one transaction: after a crash all of them are there, or none.

        Raises
        ------
        LibraryError
            When there is no such corpus, or the database does not answer; then nothing was added.
        """
        batch, moment = secrets.token_hex(16), now()
        fit, refused = _sorted_out(drafts)
        with self._database.writing() as connection:
            check_corpus(connection, corpus_id)
            held = _held(connection, corpus_id)
            names = {row.id for row in held.values()}
            rows, known, back = [], [], []
            for draft in fit:
                if draft.sha256 in held:
                    (back if held[draft.sha256].removed_at else known).append(draft)
                    continue
                row = _row(draft, corpus_id, _free_name(draft.name, names))
                rows.append(row | {"batch": batch, "added_at": moment, "added_by": by})
                names.add(row["id"])
                held[draft.sha256] = _Held(row["id"], None)
            for first in range(0, len(rows), CHUNK):
                connection.execute(article.insert(), rows[first : first + CHUNK])
            returned = _bring_back(connection, corpus_id, back, batch)
        added = (*(row["id"] for row in rows), *returned)
        return Batch(batch, added, tuple(draft.name for draft in known), tuple(refused))

    def read(self, corpus_id: str) -> list[Article]:
        """Return the articles for reading, in the order in which they were added."""
        columns = (article.c.id, article.c.text, article.c.published, article.c.title, article.c.source)
        with self._database.reading() as connection:
            rows = connection.execute(_present(sa.select(*columns), corpus_id)).all()
        return [
            Article(
                id=row.id,
                text=row.text,
                given_date=date.fromisoformat(row.published) if row.published else None,
                title=row.title,
                source=row.source,
            )
            for row in rows
        ]

    def all(self, corpus_id: str) -> list[ArticleRecord]:
        """Return the articles without their texts, in the order in which they were added."""
        columns = [article.c[field.name] for field in dataclasses.fields(ArticleRecord)]
        with self._database.reading() as connection:
            return [ArticleRecord(*row) for row in connection.execute(_present(sa.select(*columns), corpus_id))]

    def remove(self, corpus_id: str, ids: Sequence[str], *, by: str) -> int:
        """Take articles out of a corpus; they can be brought back. Return how many were there."""
        return self._set_removed(corpus_id, article.c.id.in_(ids), by)

    def remove_batch(self, corpus_id: str, batch: str, *, by: str) -> int:
        """Take back all articles that were added together; return how many were there."""
        return self._set_removed(corpus_id, article.c.batch == batch, by)

    def version(self, corpus_id: str) -> tuple[int, str]:
        """Return (count, last change): both stay the same exactly as long as the articles do."""
        change = sa.func.max(sa.func.coalesce(article.c.removed_at, article.c.added_at))
        present = sa.func.count().filter(article.c.removed_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(sa.select(present, change).where(article.c.corpus == corpus_id)).one()
        return row[0], row[1] or ""

    def _set_removed(self, corpus_id: str, which: sa.ColumnElement[bool], by: str) -> int:
        where = sa.and_(article.c.corpus == corpus_id, article.c.removed_at.is_(None), which)
        with self._database.writing() as connection:
            return connection.execute(article.update().where(where).values(removed_at=now(), removed_by=by)).rowcount


@dataclasses.dataclass(frozen=True, slots=True)
class _Held:
    id: str
    removed_at: str | None


def _sorted_out(drafts: Iterable[Draft]) -> tuple[list[Draft], list[Refusal]]:
    fit, refused = [], []
    for draft in drafts:
        reason = _why_not(draft)
        if reason:
            refused.append(Refusal(draft.name, reason))
        else:
            fit.append(draft)
    return fit, refused


def _why_not(draft: Draft) -> str | None:
    if not draft.text.strip():
        return f"{draft.name} holds no text; add the article's text."
    fields = (draft.name, draft.text, draft.title, draft.source, draft.author, draft.url)
    if any(field and ("\0" in field or not _is_unicode(field)) for field in fields):
        return f"{draft.name} holds characters that are no text; save it again as plain text in UTF-8."
    return None


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def check_corpus(connection: sa.Connection, corpus_id: str) -> None:
    """Raise `LibraryError` unless a corpus is there; it stays as it is until the transaction ends."""
    where = sa.and_(corpus.c.id == corpus_id, corpus.c.removed_at.is_(None))
    # Held until the end of the transaction, so that two batches never give one name twice.
    if connection.execute(sa.select(corpus.c.id).where(where).with_for_update()).one_or_none() is None:
        msg = f"There is no corpus {corpus_id!r}; it may have been removed. Choose one of the list."
        raise LibraryError(msg)


def _held(connection: sa.Connection, corpus_id: str) -> dict[str, _Held]:
    columns = (article.c.sha256, article.c.id, article.c.removed_at)
    rows = connection.execute(sa.select(*columns).where(article.c.corpus == corpus_id))
    return {row.sha256: _Held(row.id, row.removed_at) for row in rows}


def _row(draft: Draft, corpus_id: str, name: str) -> dict[str, object]:
    return {
        "corpus": corpus_id,
        "id": name,
        "sha256": draft.sha256,
        "text": draft.text,
        "title": draft.title,
        "source": draft.source,
        "author": draft.author,
        "published": draft.published.isoformat() if draft.published else None,
        "url": draft.url,
        "language": draft.language,
    }


def _free_name(name: str, taken: set[str]) -> str:
    number = 1
    while (candidate := name if number == 1 else f"{name} ({number})") in taken:
        number += 1
    return candidate


def _bring_back(connection: sa.Connection, corpus_id: str, drafts: list[Draft], batch: str) -> list[str]:
    """Put removed articles back, at the end; return their ids."""
    found = []
    for draft in drafts:
        where = sa.and_(
            article.c.corpus == corpus_id, article.c.sha256 == draft.sha256, article.c.removed_at.is_not(None)
        )
        values = {"removed_at": None, "removed_by": None, "added_at": now(), "batch": batch}
        found += connection.scalars(article.update().where(where).values(**values).returning(article.c.id)).all()
    return found


def _present(query: sa.Select, corpus_id: str) -> sa.Select:
    where = sa.and_(article.c.corpus == corpus_id, article.c.removed_at.is_(None))
    return query.where(where).order_by(article.c.number)
