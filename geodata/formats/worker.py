"""The process that reads files for another: bounded in time and memory, without network, writing nothing."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import resource
import signal
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geodata.formats import frame
from geodata.formats.archive import read_members as read_archive
from geodata.formats.bundle import Begun, Found, Listed
from geodata.formats.draft import Draft, Refusal
from geodata.formats.folder import open_plainly
from geodata.formats.folder import read_members as read_folder
from geodata.formats.kind import IMPORT_SECONDS, read_part, suffix_of
from geodata.formats.limits import Limits
from geodata.formats.part import Meter, Part, Refused

MAX_FILES_OPEN = 64

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "os.remove", "os.rename")
"""What no reader of a file has to do; see Python's table of audit events."""


def main() -> None:
    """Answer requests, one JSON object a line, until there are none."""
    channel = os.dup(1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # what a library prints is no frame
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _set_soft(resource.RLIMIT_FSIZE, 0)
    resource.setrlimit(resource.RLIMIT_NOFILE, (MAX_FILES_OPEN, MAX_FILES_OPEN))
    sys.addaudithook(_forbid)
    for line in sys.stdin.buffer:
        _answer(json.loads(line), channel)
        signal.setitimer(signal.ITIMER_PROF, 0)


_own_work = False
"""Whether the process does something of its own, with nothing of a file in it."""


@contextlib.contextmanager
def _own() -> Iterator[None]:
    """Let the block write: the model of languages unpacks itself into a temporary file."""
    global _own_work  # noqa: PLW0603 -- the audit hook cannot be taken off
    _own_work = True
    _set_soft(resource.RLIMIT_FSIZE, resource.RLIM_INFINITY)
    try:
        yield
    finally:
        _set_soft(resource.RLIMIT_FSIZE, 0)
        _own_work = False


def _set_soft(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if _own_work:
        return
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event.startswith(FORBIDDEN):
        msg = f"{event} is not for readers of files."
        raise PermissionError(msg)


def _answer(request: dict[str, Any], channel: int) -> None:
    limits = Limits(**request["limits"])
    _set_soft(resource.RLIMIT_AS, limits.memory_bytes)
    meter = Meter(limits, _arm)
    for found in _found(Path(request["path"]), request["name"], meter, request["start"]):
        _send(channel, _frame_of(found, meter, languages=request["languages"]))
    _send(channel, frame.packed(frame.DONE, None))


def _arm(seconds: float) -> None:
    """Have the process ended by the kernel after some seconds of computing: no loop in C outlives that."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _found(path: Path, name: str, meter: Meter, start: int) -> Iterator[Found]:
    try:
        if path.is_dir():
            yield from read_folder(path, name, meter, start=start)
            return
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Refusal(name, f"{name} is no plain file; only files and folders are read.")
            return
        size = status.st_size
        part = Part(name, size, lambda: open_plainly(path.resolve()), meter)
        if suffix_of(name) != ".zip":
            yield from read_part(part)
            return
        meter.spend(size, name)
        yield from read_archive(part, start=start)
    except Refused as refused:
        yield Refusal(name, str(refused))
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Refusal(name, f"{name} could not be read ({why}); check that it exists and may be read.")
    except (MemoryError, RecursionError):
        yield Refusal(name, f"{name} needs more memory than one file may have; split it.")
    except Exception as error:  # noqa: BLE001 -- zipfile meets damage in many ways
        yield Refusal(name, f"{name} is damaged ({type(error).__name__}); pack or save it again.")


def _frame_of(found: Found, meter: Meter, *, languages: bool) -> bytes:
    if isinstance(found, Draft):
        return frame.draft_frame(_with_language(found, meter) if languages else found)
    if isinstance(found, Begun):
        return frame.packed(frame.BEGUN, [found.number, found.name])
    if isinstance(found, Listed):
        return frame.packed(frame.LISTED, [found.name, list(found.urls)])
    return frame.refusal_frame(found)


def _with_language(draft: Draft, meter: Meter) -> Draft:
    if draft.language:
        return draft
    meter.step(IMPORT_SECONDS)
    with _own():
        from geodata.formats.language import language_of, load

        load()
    meter.step()
    code = language_of(draft.text)
    note = "The language was recognised by the text's words."
    return dataclasses.replace(draft, language=code, notes=(*draft.notes, note)) if code else draft


def _send(channel: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(channel, view) :]


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
