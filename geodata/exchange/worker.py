"""The process that reads a file of events for the app: bounded in time and memory, without network.

``python -m geodata.exchange.worker`` loads what reading needs, waits for the path of a folder on standard input, and
answers ``request.json`` there with ``outcome.json``; it tells in ``progress.json`` how far it is. Rows that were read stand
in the folder as `geodata.exchange.imported.keep_imported` keeps them.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import sys
from pathlib import Path
from typing import Any

from geodata.errors import ExchangeError

MB = 1_000_000
MEMORY_BYTES = 2_500 * MB
"""Address space of a file, whatever its size, besides what the libraries take."""
MEMORY_LEAST = 400 * MB
MEMORY_TIMES = 16
"""So many times a file's size, and no less than `MEMORY_LEAST`: a small one has no use for more, unless it was made to burst."""
WAITS_S = 600
"""A process that nobody asks anything ends after so long."""
COMPUTING_S = 240
MOST_WRITTEN = 2_000 * MB
SHOWN = 50
"""Rows of a preview, and refusals that are named in an outcome; all of them are counted."""
CELL = 200
PREVIEW = ("row", "earliest", "latest", "precision", "place", "country", "lat", "lon", "where_prec", "type")
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")

Outcome = dict[str, Any]


def main(folder: Path) -> None:
    """Answer the request in a folder."""
    request = json.loads((folder / "request.json").read_text("utf-8"))
    name = request["name"]
    _bound((folder / request["file"]).stat().st_size)
    try:
        outcome = _answered(request, folder)
    except ExchangeError as error:
        outcome = {"refused": str(error).replace(request["file"], name)}  # as the user knows it
    except (MemoryError, RecursionError):
        outcome = {"refused": f"{name} needs more memory than one file may have; split it."}
    except Exception as error:  # noqa: BLE001 -- libraries meet damage in many ways; the server has no use for a traceback
        why = type(error).__name__
        outcome = {"refused": f"{name} is damaged ({why}); save it again with the program that made it."}
    write(folder / "outcome.json", outcome)


def wait() -> Path | None:
    """Load what reading needs, and return the folder that is asked for; ``None`` when nobody asks."""
    import geodata.exchange.imported
    import geodata.exchange.layers  # noqa: F401 -- so that it stands in memory when a file comes

    ready = select.select([sys.stdin], [], [], WAITS_S)[0]
    told = sys.stdin.readline().strip() if ready else ""
    return Path(told) if told else None


def write(path: Path, value: Outcome) -> None:
    """Write a small file in one step: whoever reads it sees the old one or the new one."""
    part = path.with_suffix(".part")
    part.write_text(json.dumps(value), "ascii")
    part.replace(path)


def _bound(size: int) -> None:
    memory = _address_space() + min(MEMORY_BYTES, max(MEMORY_LEAST, MEMORY_TIMES * size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (COMPUTING_S, COMPUTING_S + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    sys.addaudithook(_forbid)
    with contextlib.suppress(OSError):
        os.nice(5)  # pages come first


def _address_space() -> int:
    """Return the bytes of address space that the process has now: its libraries."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except OSError:  # no Linux
        return 1_000 * MB
    return pages * os.sysconf("SC_PAGE_SIZE")


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    del arguments
    if event.startswith(FORBIDDEN):
        msg = f"{event} is not for readers of files."
        raise PermissionError(msg)


def _answered(request: Outcome, folder: Path) -> Outcome:
    """Read a file by the mapping given; without one, by what its columns say, if they say it for sure."""
    from geodata.exchange.imported import look, read_imported
    from geodata.exchange.mapping import mapping_from_json

    path, name = folder / request["file"], request["name"]
    seen = look(path, name)
    described = {
        "header": seen.header,
        "first": [[cell[:CELL] for cell in row] for row in seen.first[:SHOWN]],
        "shaped": seen.shaped,
        "mapping": seen.mapping and seen.mapping.as_json(),
    }
    given = request.get("mapping")
    asks = seen.mapping is not None and bool(seen.first)  # where there is no row, no column can help
    if given is None and asks and seen.mapping.format == "table":
        return described | {"asks": True}

    def tell(share: float, rows: int) -> None:
        write(folder / "progress.json", {"share": share, "rows": rows})

    try:
        mapping = mapping_from_json(given) if given else seen.mapping
        imported = read_imported(path, mapping, name=name, progress=tell)
    except ExchangeError as error:
        return described | {"asks": asks, "refused": str(error).replace(request["file"], name)}
    return described | _kept(imported, folder)


def _kept(imported: Any, folder: Path) -> Outcome:
    from geodata.exchange.imported import keep_imported

    keep_imported(imported, folder)
    first = imported.table.head(SHOWN)
    return {
        "id": imported.id,
        "format": imported.format,
        "terms": imported.terms,
        "read_by": imported.mapping,
        "rows": len(imported.table),
        "events": int((imported.table["record"] == "event").sum()),
        "refused_rows": len(imported.refused),
        "refused_first": [[one.row, one.reason[:CELL]] for one in imported.refused[:SHOWN]],
        "notes": list(imported.notes),
        "preview": [_row(row) for row in first.astype(object).where(first.notna(), None).to_dict("records")],
    }


def _row(row: Outcome) -> Outcome:
    actors = json.loads(row["actors"] or "[]")
    shown = {name: row[name] for name in PREVIEW}
    words = {
        "actors": ", ".join(actor["name"] for actor in actors)[:CELL],
        "notes": (row["notes"] or row["original_type"] or "")[:CELL],
    }
    return shown | words | {name: value[:CELL] for name, value in shown.items() if isinstance(value, str)}


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asked = wait()
        if asked is not None:
            main(asked)
