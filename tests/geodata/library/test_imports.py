"""Files of events in the library: recorded once, whole, taken out and put back, in both databases."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.errors import ExchangeError, LibraryError
from geodata.exchange.imported import Imported, keep_imported, read_imported
from geodata.exchange.mapping import CLOSED, OPEN
from geodata.library import Library
from tests.geodata.exchange.conftest import A_UCDP_ROW, ACLED, AN_ACLED_ROW, UCDP, write_rows


@pytest.fixture
def imported(tmp_path: Path) -> Callable[..., Imported]:
    """Return a function that reads a file of one row of ACLED."""

    def make(name: str = "a.csv", **cells: str) -> Imported:
        return read_imported(write_rows(tmp_path / name, ACLED, [{**AN_ACLED_ROW, **cells}]))

    return make


@pytest.fixture
def corpus(library: Library) -> str:
    """A corpus without articles."""
    return library.corpora.create("c", by="amal").id


def test_a_file_is_recorded_once_and_its_rows_come_back(
    library: Library, corpus: str, imported: Callable[..., Imported], tmp_path: Path
) -> None:
    one, folder = imported(), tmp_path / "kept"
    assert library.imports.version(corpus) == []
    first = library.imports.add(corpus, one, folder, by="amal")
    assert library.imports.add(corpus, one, folder, by="basil").id == first.id
    (record,) = library.imports.all(corpus)
    assert (record.name, record.format, record.terms, record.rows) == ("a.csv", "acled", CLOSED, 1)
    (standing,) = library.imports.standing(corpus, folder)
    assert standing.table.equals(one.table)
    other = library.corpora.create("other", by="amal").id
    assert library.imports.all(other) == []


def test_taken_out_put_back_and_opened(
    library: Library, corpus: str, imported: Callable[..., Imported], tmp_path: Path
) -> None:
    """A file that is out stands in the history, and each change is another version of the corpus."""
    one, folder = imported(), tmp_path / "kept"
    library.imports.add(corpus, one, folder, by="amal")
    versions = [library.imports.version(corpus)]
    library.imports.set_terms(corpus, one.id, OPEN)
    versions.append(library.imports.version(corpus))
    (standing,) = library.imports.standing(corpus, folder)
    assert (standing.terms, standing.table["terms"].tolist()) == (OPEN, [OPEN])
    library.imports.remove(corpus, one.id)
    versions.append(library.imports.version(corpus))
    assert library.imports.standing(corpus, folder) == []
    assert [record.id for record in library.imports.all(corpus, removed=True)] == [one.id]
    for deed in (library.imports.remove, lambda *names: library.imports.set_terms(*names, OPEN)):
        with pytest.raises(LibraryError, match="not there any more"):
            deed(corpus, one.id)
    library.imports.bring_back(corpus, one.id)
    assert library.imports.version(corpus) == versions[1]
    assert len({str(version) for version in versions}) == 3
    with pytest.raises(LibraryError, match="not there any more"):
        library.imports.bring_back(corpus, one.id)
    with pytest.raises(LibraryError, match="not one of"):
        library.imports.set_terms(corpus, one.id, "whatever")


def test_what_another_process_read_is_taken_over(library: Library, corpus: str, tmp_path: Path) -> None:
    """The rows are moved, then recorded with the terms that the user chose; what is gone is said to be gone."""
    one = read_imported(write_rows(tmp_path / "ged.csv", UCDP, [A_UCDP_ROW]))
    staged, folder = tmp_path / "staged", tmp_path / "kept"
    keep_imported(one, staged)
    record = library.imports.adopt(corpus, one.id, staged, folder, by="amal", terms=CLOSED)
    assert (record.terms, record.rows) == (CLOSED, 1)
    assert list(staged.iterdir()) == []
    assert library.imports.standing(corpus, folder)[0].table["terms"].tolist() == [CLOSED]
    with pytest.raises(ExchangeError, match="again"):
        library.imports.adopt(corpus, one.id, staged, folder, by="amal")
    assert len(library.imports.all(corpus)) == 1


def test_no_such_corpus_and_lost_rows(
    library: Library, corpus: str, imported: Callable[..., Imported], tmp_path: Path
) -> None:
    with pytest.raises(LibraryError, match="There is no corpus 'nothing'"):
        library.imports.add("nothing", imported(), tmp_path / "kept", by="amal")
    library.imports.add(corpus, imported(), tmp_path / "kept", by="amal")
    (tmp_path / "kept" / f"{imported().id}.json").unlink()
    with pytest.raises(ExchangeError, match="not in"):
        library.imports.standing(corpus, tmp_path / "kept")


KILLED = """
import dataclasses, sys
from pathlib import Path
from geodata.exchange.imported import keep_imported, read_imported
from geodata.library import open_library
library, folder = open_library(sys.argv[1]), Path(sys.argv[2])
one = read_imported(folder / "a.csv")
for number in range(10_000):
    named = dataclasses.replace(one, name=f"{number}.csv")
    keep_imported(named, folder / "staged")
    library.imports.adopt("c", named.id, folder / "staged", folder / "kept", by="amal")
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [2, 5])
def test_killed_in_the_middle_of_an_import(
    library: Library, corpus: str, database_url: str, tmp_path: Path, after: int
) -> None:
    """After kill -9 every acknowledged file is there with all its rows, and none is recorded whose rows are not."""
    rows = [{**AN_ACLED_ROW, "event_id_cnty": f"M{n}"} for n in range(2000)]
    write_rows(tmp_path / "a.csv", ACLED, rows)
    command = [sys.executable, "-c", KILLED, database_url, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        acknowledged = [int(process.stdout.readline()) for _ in range(after)][-1]
        time.sleep(0.004 * after)
    finally:
        process.kill()
        acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
        process.wait()
        process.stdout.close()
    names = {record.name for record in library.imports.all(corpus)}
    assert {f"{number}.csv" for number in range(acknowledged + 1)} <= names
    standing = library.imports.standing(corpus, tmp_path / "kept")
    assert [len(one.table) for one in standing] == [2000] * len(names)
