"""Opening a database: its schema is looked at before anything is loaded that could change it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from geodata.errors import LibraryError
from geodata.library import Library, open_library
from geodata.library.database import MIGRATIONS, newest_revision


def test_the_newest_revision_is_that_of_alembic() -> None:
    """The number in a migration's file name is its revision, so that no library has to be asked."""
    assert newest_revision() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    """An older program on newer tables would lose what it does not know."""
    url = f"sqlite:///{tmp_path / 'library.sqlite'}"
    open_library(url).close()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LibraryError, match="made by a newer version"):
        open_library(url)


def test_everybody_busy_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More at a time than there are connections wait, and then read a sentence, not a traceback."""
    monkeypatch.setattr("geodata.library.database.BUSY_S", 0.2)
    library: Library = open_library(f"sqlite:///{tmp_path / 'library.sqlite'}")
    taken = [library.database.engine.connect() for _ in range(15)]
    with pytest.raises(LibraryError, match="Try again in a moment"):
        library.corpora.all()
    for each in taken:
        each.close()
    assert library.corpora.all() == []
    library.close()
