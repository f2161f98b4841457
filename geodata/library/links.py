"""Links by which somebody may read a private corpus, each for a time, until it is taken back."""

from __future__ import annotations

import dataclasses
import secrets
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from geodata.errors import LibraryError
from geodata.library.database import Database, now
from geodata.library.tables import share_link

MAX_NAME = 100
LONGEST = timedelta(days=365)


@dataclasses.dataclass(frozen=True, slots=True)
class ShareLink:
    """A link as listed; moments are ISO 8601 in UTC.

    Parameters
    ----------
    name
        Whom it is for, in the words of who made it.
    """

    id: str
    corpus: str
    name: str
    created_at: str
    created_by: str
    expires_at: str
    revoked_at: str | None

    @property
    def state(self) -> str:
        """``open``, ``expired`` or ``revoked``."""
        if self.revoked_at is not None:
            return "revoked"
        return "open" if self.expires_at > now() else "expired"


class Links:
    """Makes, lists and takes back links."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, corpus_id: str, *, by: str, lasts: timedelta, name: str = "") -> ShareLink:
        """Return a new link to read a corpus.

        Raises
        ------
        LibraryError
            When it would last for no time or for more than a year, or its name is too long.
        """
        if not timedelta(0) < lasts <= LONGEST:
            msg = f"A link lasts up to {LONGEST.days} days; choose a time within them."
            raise LibraryError(msg)
        name = " ".join(name.replace("\0", "").split())
        if len(name) > MAX_NAME:
            msg = f"The name of a link has up to {MAX_NAME} characters; this one has {len(name)}."
            raise LibraryError(msg)
        expires = (datetime.now(UTC) + lasts).isoformat(timespec="microseconds")
        link = ShareLink(secrets.token_hex(16), corpus_id, name, now(), by, expires, None)
        with self._database.writing() as connection:
            connection.execute(share_link.insert().values(**dataclasses.asdict(link)))
        return link

    def all(self, corpus_id: str) -> list[ShareLink]:
        """Return the links of a corpus, the newest first."""
        query = sa.select(*_COLUMNS).where(share_link.c.corpus == corpus_id).order_by(share_link.c.created_at.desc())
        with self._database.reading() as connection:
            return [ShareLink(*row) for row in connection.execute(query)]

    def get(self, link_id: str) -> ShareLink | None:
        """Return one link, whatever its state; ``None`` when there is none of that id."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(*_COLUMNS).where(share_link.c.id == link_id)).one_or_none()
        return ShareLink(*row) if row else None

    def revoke(self, corpus_id: str, link_id: str) -> None:
        """Take a link back: from now on it opens nothing.

        Raises
        ------
        LibraryError
            When the corpus has no such link.
        """
        named = sa.and_(share_link.c.corpus == corpus_id, share_link.c.id == link_id)
        with self._database.writing() as connection:
            again = sa.func.coalesce(share_link.c.revoked_at, now())
            if not connection.execute(share_link.update().where(named).values(revoked_at=again)).rowcount:
                msg = "There is no such link any more; reload the page."
                raise LibraryError(msg)


_COLUMNS = [share_link.c[field.name] for field in dataclasses.fields(ShareLink)]
