"""A file as rows of text under a header, in pieces, so that a large one never stands in memory as a whole."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from geodata.errors import ExchangeError

PIECE = 20_000
"""Rows of one piece: some 30 MB of ACLED's columns."""
CELLS = 4_000_000
"""Of one piece: a wide file comes in pieces of fewer rows."""
MAX_CELL = 8_000_000
MAX_LINE = 10_000_000
"""Characters up to a line's end; a cell may go over many lines."""
MAX_COLUMNS = 2_000
MAX_EMPTY = 1_000_000
"""Empty lines that are passed over."""
MAX_JSON_BYTES = 300_000_000
DELIMITERS = ",;\t|"


class Refused(NamedTuple):
    """A row that was left out: its number as a spreadsheet shows it (the header is row 1), and why."""

    row: int
    reason: str


@dataclasses.dataclass(slots=True)
class Piece:
    """Some rows of a sheet.

    Parameters
    ----------
    cells
        Text, a column each; empty where a row says nothing.
    rows
        Number of each row in the file.
    shapes
        GeoJSON text of each row's own geometry, ``None`` for a sheet of text alone; an empty text has none.
    refused
        Rows of this piece that could not be read.
    share
        How much of the file is read by now, 0 to 1.
    """

    cells: pd.DataFrame
    rows: list[int]
    shapes: list[str] | None = None
    refused: list[Refused] = dataclasses.field(default_factory=list)
    share: float = 0.0


@dataclasses.dataclass(slots=True)
class Sheet:
    """A file's header, its pieces and what the user should know of how it was read."""

    header: list[str]
    pieces: Callable[[], Iterator[Piece]]
    notes: list[str]
    shaped: bool = False
    packed: bool = False

    def samples(self, count: int = 500) -> dict[str, list[str]]:
        """Return the first cells of each column."""
        first = next(self.pieces(), None)
        return {} if first is None else {name: first.cells[name].head(count).tolist() for name in self.header}


def read_delimited(path: Path) -> Sheet:
    """Read a CSV or TSV file in UTF-8 or UTF-16 with a byte order mark.

    Raises
    ------
    ExchangeError
        When the file is in another encoding, binary or without a header.
    """
    encoding = _encoding(path)
    size = max(path.stat().st_size, 1)
    with _opened(path, encoding) as lines:
        delimiter = _delimiter(lines)
    notes: list[str] = []
    with _opened(path, encoding) as lines:
        header = _header(next(_records(lines, delimiter), None), path.name, notes)

    def pieces() -> Iterator[Piece]:
        with path.open("rb") as raw:
            lines = io.TextIOWrapper(raw, encoding=encoding, newline="")
            records = _numbered(_records(lines, delimiter))
            next(records)
            yield from _in_pieces(records, header, lambda: min(raw.tell() / size, 1.0), path.name)

    return Sheet(header, pieces, notes)


def sheet_of_rows(
    header: list[str],
    rows: Sequence[dict[str, Any]],
    shapes: list[str] | None,
    notes: list[str],
    refused: Iterable[Refused] = (),
    numbers: list[int] | None = None,
) -> Sheet:
    """Return rows that are in memory already as a sheet; values that are no text are written as JSON."""
    most = _rows_of_a_piece(len(header))

    def pieces() -> Iterator[Piece]:
        left = list(refused)
        for start in range(0, max(len(rows), 1), most):
            part = rows[start : start + most]
            cells = pd.DataFrame({name: [as_text(row.get(name)) for row in part] for name in header}, dtype="str")
            own = numbers[start : start + most] if numbers else list(range(start + 1, start + 1 + len(part)))
            cells.index = pd.RangeIndex(len(part))
            drawn = None if shapes is None else shapes[start : start + most]
            yield Piece(cells, own, drawn, left, min((start + most) / max(len(rows), 1), 1.0))
            left = []

    return Sheet(header, pieces, notes, shaped=shapes is not None)


def read_records_json(path: Path) -> Sheet:
    """Read a JSON file that is a list of objects, such as the events of TimeMap."""
    given = load_json(path)
    if isinstance(given, dict):
        given = next((given[name] for name in ("events", "data", "rows") if isinstance(given.get(name), list)), given)
    if not isinstance(given, list):
        msg = f"{path.name} is JSON but neither GeoJSON nor a list of events; give one of these."
        raise ExchangeError(msg)
    return sheet_of_objects(given)


def sheet_of_objects(given: list[Any]) -> Sheet:
    """Return a list of JSON objects as a sheet; what is no object is refused by its number."""
    rows = [(number, one) for number, one in enumerate(given, 1) if isinstance(one, dict)]
    refused = [Refused(n, "it is not a JSON object") for n, one in enumerate(given, 1) if not isinstance(one, dict)]
    header = list(dict.fromkeys(str(name) for _, row in rows for name in row))
    check_width(len(header), "The file")
    return sheet_of_rows(header, [row for _, row in rows], None, [], refused, [number for number, _ in rows])


def load_json(path: Path) -> Any:
    """Return the content of a JSON file; a name that stands twice in one object is refused, as nobody knows which holds."""
    if path.stat().st_size > MAX_JSON_BYTES:
        msg = f"{path.name} has {path.stat().st_size / 1e6:.0f} MB; JSON may have up to {MAX_JSON_BYTES / 1e6:.0f}. Give it as CSV or GeoPackage."
        raise ExchangeError(msg)
    try:
        return json.loads(path.read_bytes(), object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as error:
        msg = f"{path.name} is not JSON that can be read (it nests lists or objects too deep); save it again with the program that made it."
        raise ExchangeError(msg) from error
    except ValueError as error:
        msg = f"{path.name} is not JSON ({str(error)[:200]}); save it again with the program that made it."
        raise ExchangeError(msg) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"the name {twice[:40]!r} stands twice in one object"
        raise ValueError(msg)
    return found


def _no_constant(name: str) -> Any:
    msg = f"{name} is no number of JSON"
    raise ValueError(msg)


def as_text(value: Any) -> str:
    """Return a value as a cell: text as it is, nothing for null, all else as JSON."""
    if value is None:
        return ""
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:  # half a letter, which JSON can write and no table can hold
        return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return words


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(65_536)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in start and "\ufffd" in start[:-4].decode("utf-8", "replace"):
        msg = f"{path.name} is a binary file, not a table of text; give CSV, TSV, GeoJSON or GeoPackage."
        raise ExchangeError(msg)
    return "utf-8-sig"


def _opened(path: Path, encoding: str) -> Any:
    return path.open(encoding=encoding, newline="")


def _delimiter(lines: Any) -> str:
    try:
        first = lines.readline(1_000_000)
    except UnicodeDecodeError as error:
        raise _not_utf8(error) from error
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=lambda mark: (outside.count(mark), -DELIMITERS.index(mark)))


def _records(lines: Any, delimiter: str) -> Iterator[list[str] | str]:
    """Yield each record, or why it cannot be read."""
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(_lines(lines), delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"its quotes or line ends are broken ({error})"
        except UnicodeDecodeError as error:
            raise _not_utf8(error) from error


def _lines(lines: Any) -> Iterator[str]:
    """Yield each line; one that is too long is not read to its end."""
    while line := lines.readline(MAX_LINE):
        if len(line) == MAX_LINE:
            msg = f"A line of the file has more than {MAX_LINE:,} characters; end each row with a line break."
            raise ExchangeError(msg)
        yield line


def _not_utf8(error: UnicodeDecodeError) -> ExchangeError:
    msg = f"The file is not in UTF-8 (byte {error.start} of a block cannot be read); save it again with the encoding UTF-8."
    return ExchangeError(msg)


def _numbered(records: Iterable[list[str] | str]) -> Iterator[tuple[int, list[str] | str]]:
    return ((number, record) for number, record in enumerate(records, 1))


def _header(record: list[str] | str | None, name: str, notes: list[str]) -> list[str]:
    if not isinstance(record, list) or not any(cell.strip() for cell in record):
        msg = f"{name} has no header; its first row must name the columns."
        raise ExchangeError(msg)
    check_width(len(record), name)
    header: list[str] = []
    for number, cell in enumerate(record, 1):
        plain = cell.strip() or f"column {number}"
        unique = plain if plain not in header else f"{plain} ({number})"
        if unique != cell.strip():
            notes.append(f"Column {number} is called {unique!r} here: its header is empty or stands twice.")
        header.append(unique)
    return header


def check_width(columns: int, name: str) -> None:
    """Raise `ExchangeError` when a file has more columns than can be read."""
    if columns > MAX_COLUMNS:
        msg = f"{name} has {columns:,} columns; up to {MAX_COLUMNS:,} can be read. Leave out those that are not needed."
        raise ExchangeError(msg)


def _rows_of_a_piece(columns: int) -> int:
    return min(PIECE, CELLS // max(columns, 1))


def _in_pieces(
    records: Iterator[tuple[int, list[str] | str]], header: list[str], share: Callable[[], float], name: str
) -> Iterator[Piece]:
    width = len(header)
    most = _rows_of_a_piece(width)
    empty = 0
    kept: list[list[str]] = []
    numbers: list[int] = []
    refused: list[Refused] = []
    for number, record in records:
        if isinstance(record, str):
            refused.append(Refused(number, record))
        elif len(record) == width:
            kept.append(record)
            numbers.append(number)
        elif record and any(cell.strip() for cell in record):
            refused.append(Refused(number, f"it has {len(record)} cells, the header has {width}"))
        elif (empty := empty + 1) > MAX_EMPTY:
            msg = f"{name} holds more than {MAX_EMPTY:,} empty lines; take them out."
            raise ExchangeError(msg)
        if len(kept) == most or len(refused) == PIECE:
            yield Piece(_frame(kept, header), numbers, None, refused, share())
            kept, numbers, refused = [], [], []
    yield Piece(_frame(kept, header), numbers, None, refused, 1.0)


def _frame(records: list[list[str]], header: list[str]) -> pd.DataFrame:
    columns = zip(*records, strict=True) if records else [()] * len(header)
    return pd.DataFrame(dict(zip(header, map(list, columns), strict=True)), dtype="str")
