"""What people keep in the app: corpora, articles, corrections, accounts, links (docs/corpora.md)."""

from __future__ import annotations

from geodata.library.accounts import Account, Accounts
from geodata.library.articles import ArticleRecord, Articles, Batch
from geodata.library.corpora import Corpora, CorpusRecord
from geodata.library.corrections import Corrections, Entry, Merged
from geodata.library.database import Database
from geodata.library.imports import ImportRecord, Imports
from geodata.library.links import Links, ShareLink

__all__ = [
    "Account",
    "ArticleRecord",
    "Batch",
    "CorpusRecord",
    "Entry",
    "ImportRecord",
    "Library",
    "Merged",
    "ShareLink",
    "open_library",
]


class Library:
    """The parts of one database."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.corpora = Corpora(database)
        self.articles = Articles(database)
        self.corrections = Corrections(database)
        self.accounts = Accounts(database)
        self.imports = Imports(database)
        self.links = Links(database)

    def close(self) -> None:
        """Give back all connections."""
        self.database.close()


def open_library(url: str) -> Library:
    """Return the library in a database, brought to the present schema.

    Parameters
    ----------
    url
        ``sqlite:///PATH`` (the folder is made) or ``postgresql://USER@HOST/NAME``.

    Raises
    ------
    LibraryError
        When the database cannot be opened.
    """
    return Library(Database(url))
