"""The database behind the library: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from geodata.errors import LibraryError

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_S = 10
"""A writer waits this long for another one, and everybody for a connection, before giving up with a clear sentence."""
CONNECT_S = 5
STATEMENT_S = 60
GONE_S = 15
"""A server that stopped answering in the middle of a connection is given up after so long."""

_MIGRATING = threading.Lock()
"""Alembic keeps its context in a global."""

LOCK = 7_461_002
"""Number of the PostgreSQL advisory lock that keeps two workers from migrating at once."""


class Database:
    """Connections, transactions and the schema.

    Parameters
    ----------
    url
        SQLAlchemy's form: ``sqlite:///path`` or ``postgresql://user@host/name``.

    Raises
    ------
    LibraryError
        When the database cannot be opened or brought to the present schema.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        with _in_words("opened"):
            self._migrate()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of everything."""
        with _in_words("read"), self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that is there as a whole after it ends, also after a crash, or not at all."""
        engine = self.engine.execution_options(writes=True)
        with _in_words("written"), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()

    def _migrate(self) -> None:
        if self._is_current():
            return
        import alembic.command  # 13 MB and half a second, for the first start after a change alone
        import alembic.config

        config = alembic.config.Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        engine = self.engine.execution_options(writes=True)
        postgresql = engine.dialect.name == "postgresql"
        if postgresql:  # whoever waited for the lock has to see what the one before did
            engine = engine.execution_options(isolation_level="READ COMMITTED")
        with _MIGRATING, engine.begin() as connection:
            if postgresql:
                connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            config.attributes["connection"] = connection
            alembic.command.upgrade(config, "head")

    def _is_current(self) -> bool:
        with self.engine.connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return False
            found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalars().all()
        newest = newest_revision()
        if any(revision > newest for revision in found):
            msg = f"The database was made by a newer version of this program (schema {found[0]}, here {newest}); start that one."
            raise LibraryError(msg)
        return found == [newest]


def newest_revision() -> str:
    """Return the revision of the last migration: the number that its file's name begins with."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def now() -> str:
    """Return the present moment as the tables hold it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _engine(url: str) -> sa.Engine:
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        msg = f"{url!r} is no database address; give sqlite:///PATH or postgresql://USER@HOST/NAME."
        raise LibraryError(msg) from error
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() == "sqlite":
        if address.database:
            _make_folder(Path(address.database).parent)
        engine = sa.create_engine(address, connect_args={"timeout": BUSY_S}, pool_timeout=BUSY_S)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    if address.get_backend_name() == "postgresql":
        return sa.create_engine(
            address,
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,  # a connection that died with the server is replaced before it is used
            pool_timeout=BUSY_S,
            connect_args={
                "connect_timeout": CONNECT_S,
                "tcp_user_timeout": GONE_S * 1000,
                "options": f"-c lock_timeout={BUSY_S}s -c statement_timeout={STATEMENT_S}s",
            },
        )
    msg = f"{address.get_backend_name()} is not supported; give sqlite:///PATH or postgresql://USER@HOST/NAME."
    raise LibraryError(msg)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"The folder {folder} for the database cannot be made ({error.strerror}); give another one."
        raise LibraryError(msg) from error


def _prepare_sqlite(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # transactions are begun below, not by the driver's guesses
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    # A writer takes its turn at the beginning: one that starts as a reader can fail half-way.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextlib.contextmanager
def _in_words(deed: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.IntegrityError:
        raise
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as error:
        why = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        logging.getLogger(__name__).warning("database not %s: %s", deed, type(why).__name__)
        msg = f"The database could not be {deed} just now; nothing was changed. Try again in a moment."
        raise LibraryError(msg) from error
