"""JSON lines in and out."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import textwrap

import pytest

from geodata.errors import RequestError
from geodata.jsonlines import serve


def echo(request: dict) -> dict:
    """Answer with the request; refuse the number 13."""
    if request.get("n") == 13:
        msg = "13 is not allowed; give another number."
        raise RequestError(msg)
    return request


def served(lines: str, processes: int = 1) -> list[dict]:
    """Return the answers to `lines`."""
    out = io.StringIO()
    serve(echo, io.StringIO(lines), out, processes=processes)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_the_order_asked(processes: int) -> None:
    """Several processes answer in the order of the questions."""
    lines = "".join(json.dumps({"id": i, "n": i}) + "\n" for i in range(14, 300))
    assert [a["n"] for a in served(lines, processes)] == list(range(14, 300))


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("line", ["{", "[1]", '"text"', "[" * 100_000, '{"id": 5, "n": 13}'])
def test_a_bad_line_is_answered_and_the_next_one_too(line: str, processes: int) -> None:
    """A line that cannot be answered gets one sentence; nothing after it is lost."""
    first, second = served(f'{line}\n{{"id": "b", "n": 1}}\n', processes)
    assert first["error"].endswith(".")
    assert second == {"id": "b", "n": 1}


def test_each_answer_comes_before_the_next_question() -> None:
    """A caller that waits for each answer is not kept waiting, with two processes as well."""
    program = textwrap.dedent("""
        import sys
        from geodata.jsonlines import serve
        serve(lambda request: request, sys.stdin, sys.stdout, processes=2)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin
        assert process.stdout
        for i in range(3):
            process.stdin.write(json.dumps({"id": i}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"id": i}
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_an_id_comes_back_as_it_was_given() -> None:
    """Numbers beyond 64 bits and halves of a character are not written by orjson, and come back all the same."""
    for request_id in (10**30, "\ud83d", {"a": [1, None]}, 0.1):
        assert served(json.dumps({"id": request_id, "n": 1}) + "\n") == [{"id": request_id, "n": 1}]
