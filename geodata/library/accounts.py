"""People who sign in, and what each may do."""

from __future__ import annotations

import dataclasses
import secrets

import sqlalchemy as sa

from geodata.errors import LibraryError
from geodata.library.database import Database, now
from geodata.library.tables import account

ROLES = ("reader", "reviewer", "admin")
"""Each may do what those before it may: read; add and correct; manage people and corpora."""


@dataclasses.dataclass(frozen=True, slots=True)
class Account:
    """A person.

    Parameters
    ----------
    subject
        Issuer and subject of the identity provider: stays when name and address change.
    email
        As the provider told it at the last visit, for admins to know whom a role is given to; empty when it did not.
    email_verified
        Whether the provider had verified that address then: else it may be anybody's.
    """

    id: str
    subject: str
    name: str
    role: str
    email: str = ""
    email_verified: bool = False


class Accounts:
    """Finds and changes accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def signed_in(self, subject: str, name: str, email: str = "", *, email_verified: bool = False) -> Account:
        """Return the account of a person, made on the first visit as a reader's.

        Nobody is made an admin by coming first: on an open server that would be any stranger.
        """
        with self._database.writing() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(account.c.subject == subject)).one_or_none()
            told = {"name": name, "email": email, "email_verified": email_verified}
            if row:
                connection.execute(account.update().where(account.c.subject == subject).values(**told, seen_at=now()))
                return dataclasses.replace(_read(row), **told)
            made = Account(secrets.token_hex(16), subject, role="reader", **told)
            connection.execute(account.insert().values(**dataclasses.asdict(made), created_at=now(), seen_at=now()))
            return made

    def of(self, subject: str) -> Account | None:
        """Return the account of a person who signed in before, ``None`` when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(account.c.subject == subject)).one_or_none()
        return _read(row) if row else None

    def all(self) -> list[Account]:
        """Return all accounts, in the order of their names."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(*_COLUMNS)).all()
        return sorted(map(_read, rows), key=lambda one: (one.name.casefold(), one.id))

    def set_role(self, account_id: str, role: str) -> None:
        """Change what a person may do.

        Raises
        ------
        LibraryError
            When the role is none of `ROLES`, there is no such account, or no admin would be left.
        """
        if role not in ROLES:
            msg = f"{role!r} is not a role; allowed are {', '.join(ROLES)}."
            raise LibraryError(msg)
        with self._database.writing() as connection:
            admins = connection.scalars(
                sa.select(account.c.id).where(account.c.role == "admin").with_for_update()
            ).all()
            if role != "admin" and list(admins) == [account_id]:
                msg = "This is the only admin; make somebody else an admin first."
                raise LibraryError(msg)
            if not connection.execute(account.update().where(account.c.id == account_id).values(role=role)).rowcount:
                msg = "There is no such account any more; reload the page."
                raise LibraryError(msg)


_COLUMNS = (account.c.id, account.c.subject, account.c.name, account.c.role, account.c.email, account.c.email_verified)


def _read(row: sa.Row) -> Account:
    *known, email, email_verified = row
    return Account(*known, email or "", bool(email_verified))
