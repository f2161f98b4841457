"""JSON lines in, JSON lines out: one answer a line, in order, at once."""

from __future__ import annotations

import json
import os
import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO

import orjson

from geodata.errors import GeodataError, RequestError

if TYPE_CHECKING:
    from concurrent.futures import Future

MAX_PENDING_PER_PROCESS = 32
"""Lines read ahead for each process; bounds the memory however long the input is."""

Answer = Callable[[dict[str, Any]], dict[str, Any]]

_answer: Answer | None = None


def serve(answer: Answer, lines: TextIO, out: TextIO, *, processes: int) -> None:
    """Answer each line of `lines` on `out`, flushed, in the order asked.

    A line that cannot be answered gets ``{"id": ..., "error": "one sentence"}`` and the next
    line is answered all the same.

    Parameters
    ----------
    answer
        Gives the answer to one request; whatever it needs is loaded before the call, so
        that forked processes share it.
    processes
        1 answers in this process.
    """
    global _answer  # noqa: PLW0603 -- forked workers inherit it; a closure cannot be sent to them
    _answer = answer
    if processes > 1 and _forks():
        _serve_with_pool(lines, out, processes)
        return
    for line in lines:
        if line.strip():
            _write(out, answer_line(line))


def _forks() -> bool:
    import multiprocessing  # slow to load, and not needed where one process answers

    return multiprocessing.get_start_method() == "fork"


def default_processes() -> int:
    """Return the number of cores this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def answer_line(line: str) -> str:
    """Return the answer to one JSON line as one JSON line, without its newline."""
    request_id = None
    try:
        request = _parse(line)
        request_id = request.get("id")
        assert _answer is not None  # set by serve before any line is read
        answer = _answer(request)
    except GeodataError as error:
        answer = {"id": request_id, "error": str(error)}
    return _as_line(answer)


def _as_line(answer: dict[str, Any]) -> str:
    try:
        return orjson.dumps(answer).decode()
    except TypeError:  # an id beyond 64 bits, or text with half a character: orjson writes neither
        return json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _parse(line: str) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        msg = f"This line is not JSON ({error}); give one JSON object a line."
        raise RequestError(msg) from error
    if not isinstance(request, dict):
        msg = f"This line holds a JSON {type(request).__name__}; give one JSON object a line."
        raise RequestError(msg)
    return request


def _serve_with_pool(lines: TextIO, out: TextIO, processes: int) -> None:
    """Read in this thread, write in another, so that an answer never waits for the next line."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pending: queue.Queue[Future[str] | None] = queue.Queue(MAX_PENDING_PER_PROCESS * processes)
    failure: list[BaseException] = []

    def write_in_order() -> None:
        while (future := pending.get()) is not None:
            if failure:
                continue
            try:
                _write(out, future.result())
            except BaseException as error:  # noqa: BLE001 -- carried to the caller's thread below
                failure.append(error)

    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        pool.submit(int).result()  # fork before the writing thread starts
        writer = threading.Thread(target=write_in_order)
        writer.start()
        try:
            for line in lines:
                if failure:
                    break
                if line.strip():
                    pending.put(pool.submit(answer_line, line))
        finally:
            pending.put(None)
            writer.join()
    if failure:
        raise failure[0]


def _write(out: TextIO, line: str) -> None:
    out.write(line + "\n")
    out.flush()
