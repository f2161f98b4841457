"""The corpora that people keep."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

import sqlalchemy as sa

from geodata.errors import LibraryError
from geodata.library.database import Database, now
from geodata.library.tables import corpus

VISIBILITIES = ("public", "private")
MAX_TITLE = 200
MAX_ID = 48


@dataclasses.dataclass(frozen=True, slots=True)
class CorpusRecord:
    """A corpus as listed.

    Parameters
    ----------
    id
        Stands in links: small letters, digits and hyphens.
    visibility
        ``public``: anyone may read it; ``private``: its maker, admins, and whoever holds a link to it.
    """

    id: str
    title: str
    visibility: str
    created_at: str
    created_by: str


class Corpora:
    """Makes, lists and renames corpora."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, title: str, *, by: str, visibility: str = "private") -> CorpusRecord:
        """Return a new corpus; its id is made from the title and is never that of another.

        Raises
        ------
        LibraryError
            When the title is empty or too long, or the visibility is none of `VISIBILITIES`.
        """
        title = _checked_title(title)
        _check_visibility(visibility)
        with self._database.writing() as connection:
            taken = set(connection.scalars(sa.select(corpus.c.id)))
            record = CorpusRecord(_free_id(title, taken), title, visibility, now(), by)
            connection.execute(corpus.insert().values(**dataclasses.asdict(record)))
        return record

    def all(self) -> list[CorpusRecord]:
        """Return all corpora that were not removed, in the order of their titles."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(*_COLUMNS).where(corpus.c.removed_at.is_(None))).all()
        return sorted((CorpusRecord(*row) for row in rows), key=lambda one: (one.title.casefold(), one.id))

    def get(self, corpus_id: str) -> CorpusRecord | None:
        """Return one corpus, ``None`` when there is none of that id."""
        where = sa.and_(corpus.c.id == corpus_id, corpus.c.removed_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(where)).one_or_none()
        return CorpusRecord(*row) if row else None

    def change(self, corpus_id: str, *, title: str | None = None, visibility: str | None = None) -> CorpusRecord:
        """Rename a corpus or change who may read it."""
        values = {}
        if title is not None:
            values["title"] = _checked_title(title)
        if visibility is not None:
            _check_visibility(visibility)
            values["visibility"] = visibility
        if values:
            with self._database.writing() as connection:
                connection.execute(corpus.update().where(corpus.c.id == corpus_id).values(**values))
        found = self.get(corpus_id)
        if found is None:
            raise _missing(corpus_id)
        return found

    def remove(self, corpus_id: str) -> None:
        """Take a corpus out of the list; its articles and corrections stay in the database."""
        with self._database.writing() as connection:
            done = connection.execute(corpus.update().where(corpus.c.id == corpus_id).values(removed_at=now()))
            if not done.rowcount:
                raise _missing(corpus_id)

    def bring_back(self, corpus_id: str) -> CorpusRecord:
        """Put a removed corpus back into the list, as it was."""
        with self._database.writing() as connection:
            connection.execute(corpus.update().where(corpus.c.id == corpus_id).values(removed_at=None))
        found = self.get(corpus_id)
        if found is None:
            raise _missing(corpus_id)
        return found


_COLUMNS = (corpus.c.id, corpus.c.title, corpus.c.visibility, corpus.c.created_at, corpus.c.created_by)


def _missing(corpus_id: str) -> LibraryError:
    return LibraryError(f"There is no corpus {corpus_id!r}; it may have been removed. Choose one of the list.")


def _checked_title(title: str) -> str:
    title = " ".join(title.replace("\0", "").split())
    if not 0 < len(title) <= MAX_TITLE:
        msg = f"A corpus needs a title of 1 to {MAX_TITLE} characters; this one has {len(title)}."
        raise LibraryError(msg)
    return title


def _check_visibility(visibility: str) -> None:
    if visibility not in VISIBILITIES:
        msg = f"{visibility!r} is not a visibility; allowed are {', '.join(VISIBILITIES)}."
        raise LibraryError(msg)


def _free_id(title: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_ID].strip("-") or "corpus"
    number = 1
    while (candidate := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return candidate
