"""The files of events that were brought into a corpus; their rows stand in Parquet beside the datasets."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from geodata.errors import LibraryError
from geodata.exchange.imported import Imported, keep_imported, kept_imports, move_kept
from geodata.exchange.mapping import TERMS
from geodata.library.articles import check_corpus
from geodata.library.database import Database, now
from geodata.library.tables import import_file


@dataclasses.dataclass(frozen=True, slots=True)
class ImportRecord:
    """An imported file as listed; `id` is that of `geodata.exchange.imported.Imported`."""

    id: str
    name: str
    format: str
    terms: str
    sha256: str
    rows: int
    added_at: str
    added_by: str
    removed_at: str | None = None


class Imports:
    """Adds, lists and removes imported files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, corpus_id: str, imported: Imported, folder: Path, *, by: str) -> ImportRecord:
        """Keep a file's rows in `folder`, then record it: what is recorded is there whole, also after a crash.

        The same file read the same way is recorded once; a removed one stands again.

        Raises
        ------
        LibraryError
            When there is no such corpus, or the database does not answer; then nothing is recorded.
        """
        keep_imported(imported, folder)
        described = {name: getattr(imported, name) for name in ("id", "name", "format", "sha256", "mapping")}
        return self._record(corpus_id, {**described, "rows": len(imported.table)}, imported.terms, by)

    def adopt(
        self, corpus_id: str, import_id: str, staged: Path, folder: Path, *, by: str, terms: str | None = None
    ) -> ImportRecord:
        """Take what another process read and kept in `staged` over into `folder`, then record it as `add` does.

        Parameters
        ----------
        terms
            What holds for all its rows instead of what the file was read with.

        Raises
        ------
        ExchangeError
            When what was read is not there any more, or there is no room for it.
        LibraryError
            As `add`.
        """
        _check_terms(terms)
        described = move_kept(import_id, staged, folder)
        return self._record(corpus_id, described, terms or described["terms"], by)

    def all(self, corpus_id: str, *, removed: bool = False) -> list[ImportRecord]:
        """Return the files of a corpus in the order they were added.

        Parameters
        ----------
        removed
            With those that were taken out.
        """
        columns = [import_file.c[field.name] for field in dataclasses.fields(ImportRecord)]
        where = import_file.c.corpus == corpus_id
        if not removed:
            where = sa.and_(where, import_file.c.removed_at.is_(None))
        query = sa.select(*columns).where(where).order_by(import_file.c.added_at, import_file.c.id)
        with self._database.reading() as connection:
            return [ImportRecord(*row) for row in connection.execute(query)]

    def version(self, corpus_id: str) -> list[tuple[str, str]]:
        """Return what the imported rows of a corpus follow from: its files in order, and the terms of each."""
        return [(one.id, one.terms) for one in self.all(corpus_id)]

    def standing(self, corpus_id: str, folder: Path) -> list[Imported]:
        """Return the rows of a corpus's files, to be joined to its dataset.

        Raises
        ------
        ExchangeError
            When the rows of a file are not in `folder`.
        """
        terms = dict(self.version(corpus_id))
        return [_with_terms(one, terms[one.id]) for one in kept_imports(folder, terms)]

    def remove(self, corpus_id: str, import_id: str) -> None:
        """Take a file out of a corpus; its rows stay on disk, so that it can be put back.

        Raises
        ------
        LibraryError
            When it is not there.
        """
        self._change(_standing(corpus_id, import_id), removed_at=now())

    def bring_back(self, corpus_id: str, import_id: str) -> None:
        """Put a removed file back, as the last one.

        Raises
        ------
        LibraryError
            When no such file was removed.
        """
        where = (*_named(corpus_id, import_id), import_file.c.removed_at.is_not(None))
        self._change(where, removed_at=None, added_at=now())

    def set_terms(self, corpus_id: str, import_id: str, terms: str) -> None:
        """Say whether a file's rows may be passed on.

        Raises
        ------
        LibraryError
            When it is not there, or the terms are none of `geodata.exchange.mapping.TERMS`.
        """
        _check_terms(terms)
        self._change(_standing(corpus_id, import_id), terms=terms)

    def _record(self, corpus_id: str, described: dict[str, Any], terms: str, by: str) -> ImportRecord:
        fields = {name: described[name] for name in ("id", "name", "format", "sha256", "rows")}
        record = ImportRecord(**fields, terms=terms, added_at=now(), added_by=by[:200])
        values = dataclasses.asdict(record)
        again = {name: values[name] for name in ("terms", "added_at", "added_by", "removed_at")}
        mapping = json.dumps(described["mapping"])
        with self._database.writing() as connection:
            check_corpus(connection, corpus_id)
            stands = import_file.update().where(*_named(corpus_id, record.id)).values(**again)
            if not connection.execute(stands).rowcount:
                connection.execute(import_file.insert().values(corpus=corpus_id, mapping=mapping, **values))
        return record

    def _change(self, where: tuple[sa.ColumnElement[bool], ...], **values: str | None) -> None:
        with self._database.writing() as connection:
            if not connection.execute(import_file.update().where(*where).values(**values)).rowcount:
                msg = "This imported file is not there any more; reload the page to see the present state."
                raise LibraryError(msg)


def _named(corpus_id: str, import_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return import_file.c.corpus == corpus_id, import_file.c.id == import_id


def _standing(corpus_id: str, import_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (*_named(corpus_id, import_id), import_file.c.removed_at.is_(None))


def _check_terms(terms: str | None) -> None:
    if terms not in (None, *TERMS):
        msg = f"The terms {terms!r} are not one of: {', '.join(TERMS)}."
        raise LibraryError(msg)


def _with_terms(one: Imported, terms: str) -> Imported:
    """Return a file whose terms were changed since it was kept."""
    return one if one.terms == terms else dataclasses.replace(one, terms=terms, table=one.table.assign(terms=terms))
