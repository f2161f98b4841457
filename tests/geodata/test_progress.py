"""The line that says how far a build is."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geodata.progress import ProgressLine, duration
from tests.geodata.test_scheduler import write_articles


def test_rate_counts_only_what_is_read_now() -> None:
    """Readings of an earlier build cost nothing, so they make no rate."""
    out = io.StringIO()
    progress = ProgressLine(out)
    progress(50, 100, "")
    time.sleep(0.01)
    progress(60, 100, "a\x1b[2J.txt")
    progress(100, 100, "z.txt")
    first, later, last = out.getvalue().splitlines()
    assert first.startswith("50/100")
    assert "articles/s" not in first
    assert re.match(r"60/100, [\d.]+ articles/s, \d+ s left a\?\[2J\.txt", later)
    assert "putting the dataset together" in last


@pytest.mark.parametrize(("seconds", "words"), [(40, "40 s"), (720, "12 min"), (4800, "80 min"), (7300, "2 h 2 min")])
def test_durations(seconds: float, words: str) -> None:
    """Spans of time in the unit that fits."""
    assert duration(seconds) == words


def heed_ctrl_c() -> None:
    """Let Ctrl-C stop what is started: who runs in the background of a shell ignores it, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_build_stopped_by_ctrl_c_says_how_to_go_on(tmp_path: Path) -> None:
    """What was read is kept, the cache is whole, and the same command finishes the build."""
    write_articles(tmp_path / "corpus", 400)
    command = [sys.executable, "-m", "geodata", "build", str(tmp_path / "corpus"), "-o", str(tmp_path / "set")]
    command += ["--theatre", "none", "--processes", "2"]
    lines = []
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heed_ctrl_c
    ) as build:
        assert build.stderr is not None
        for line in build.stderr:
            lines.append(line)
            if re.search(r"\b[1-9]\d*/400, ", line):
                os.killpg(build.pid, signal.SIGINT)  # as a terminal does: to the readers too
                break
        lines += build.stderr.readlines()
    assert build.returncode == 130
    assert re.fullmatch(
        r"Stopped; \d+ of 400 articles are read and kept\. The same command goes on from there\.\n", lines[-1]
    )
    assert not any("Traceback" in line for line in lines)
    kept = int(re.findall(r"(\d+) of 400", lines[-1])[0])
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(re.findall(r"(\d+)/400", again.stderr)[0]) >= kept > 0
    assert "400 articles" in again.stdout
