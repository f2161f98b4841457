"""The files of events that were brought into a corpus; their rows stand in Parquet beside the datasets."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import sqlalchemy as sa

from geodata.errors import LibraryError
from geodata.exchange.imported import Imported, keep_imported, kept_imports
from geodata.exchange.mapping import OPEN, TERMS
from geodata.library.database import Database, now
from geodata.library.tables import import_file


@dataclasses.dataclass(frozen=True, slots=True)
class ImportRecord:
    """An imported file as listed; `id` is that of `geodata.exchange.imported.Imported`."""

    id: str
    name: str
    format: str
    terms: str
    rows: int
    added_at: str
    added_by: str


class Imports:
    """Adds, lists and removes imported files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, corpus_id: str, imported: Imported, folder: Path, *, by: str) -> ImportRecord:
        """Keep a file's rows in `folder`, then record it: what is recorded is there whole, also after a crash.

        The same file read the same way is recorded once; a removed one stands again.
        """
        record = ImportRecord(
            imported.id, imported.name, imported.format, imported.terms, len(imported.table), now(), by[:200]
        )
        keep_imported(imported, folder)
        values = dataclasses.asdict(record) | {"mapping": json.dumps(imported.mapping), "sha256": imported.sha256}
        with self._database.writing() as connection:
            again = import_file.update().where(*_named(corpus_id, record.id)).values(removed_at=None)
            if not connection.execute(again).rowcount:
                connection.execute(import_file.insert().values(corpus=corpus_id, **values))
        return next(one for one in self.all(corpus_id) if one.id == record.id)

    def all(self, corpus_id: str) -> list[ImportRecord]:
        """Return the files of a corpus in the order they were added."""
        columns = [import_file.c[field.name] for field in dataclasses.fields(ImportRecord)]
        where = sa.and_(import_file.c.corpus == corpus_id, import_file.c.removed_at.is_(None))
        query = sa.select(*columns).where(where).order_by(import_file.c.added_at, import_file.c.id)
        with self._database.reading() as connection:
            return [ImportRecord(*row) for row in connection.execute(query)]

    def standing(self, corpus_id: str, folder: Path, *, shared: bool = False) -> list[Imported]:
        """Return the rows of a corpus's files, to be joined to its dataset.

        Parameters
        ----------
        shared
            Whether others than who added them will see them: then only files that may be passed on.
        """
        records = [one for one in self.all(corpus_id) if one.terms == OPEN or not shared]
        terms = {one.id: one.terms for one in records}
        return [_with_terms(one, terms[one.id]) for one in kept_imports(folder, terms)]

    def remove(self, corpus_id: str, import_id: str) -> None:
        """Take a file out of a corpus; its rows stay on disk.

        Raises
        ------
        LibraryError
            When it is not there.
        """
        self._change(corpus_id, import_id, removed_at=now())

    def set_terms(self, corpus_id: str, import_id: str, terms: str) -> None:
        """Say whether a file's rows may be passed on.

        Raises
        ------
        LibraryError
            When it is not there, or the terms are none of `geodata.exchange.mapping.TERMS`.
        """
        if terms not in TERMS:
            msg = f"The terms {terms!r} are not one of: {', '.join(TERMS)}."
            raise LibraryError(msg)
        self._change(corpus_id, import_id, terms=terms)

    def _change(self, corpus_id: str, import_id: str, **values: str) -> None:
        where = (*_named(corpus_id, import_id), import_file.c.removed_at.is_(None))
        with self._database.writing() as connection:
            if not connection.execute(import_file.update().where(*where).values(**values)).rowcount:
                msg = "This imported file is not there any more; reload the page to see the present state."
                raise LibraryError(msg)


def _named(corpus_id: str, import_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return import_file.c.corpus == corpus_id, import_file.c.id == import_id


def _with_terms(one: Imported, terms: str) -> Imported:
    """Return a file whose terms were changed since it was kept."""
    return one if one.terms == terms else dataclasses.replace(one, terms=terms, table=one.table.assign(terms=terms))
