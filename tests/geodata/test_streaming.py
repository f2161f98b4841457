"""The commands that stream keep their memory however much they read."""

from __future__ import annotations

import json
import random
import subprocess
import sys

import pytest

_PROGRAM = """
import os, sys
from geodata.__main__ import main
def resident(): return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
main([*sys.argv[1:], "--processes", "1"])
print(resident(), file=sys.stderr)
"""
_MOST_GROWTH_MB = 40.0
"""Tables of words and names fill up to a bound; ten times the articles may not take more than this besides."""


def _memory_mb(command: str, articles: int) -> float:
    rng = random.Random(0)
    requests = []
    for number in range(articles):
        village = "".join(rng.choice("abdefghiklmnorstu") for _ in range(7)).title()
        text = f"Shells fell near the village of {village} in Libya on Monday, and {village} burned."
        requests.append({"id": number, "text": text, "published": "2019-06-10", "spans": [[32, 39]]})
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, command], input=lines, capture_output=True, text=True, check=True
    )
    assert done.stdout.count("\n") == articles
    return float(done.stderr.split()[-1])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("command", ["extract", "resolve"])
def test_memory_stays_flat(command: str) -> None:
    """Ten times the articles, each with a name never seen before, take hardly more memory."""
    assert _memory_mb(command, 2000) - _memory_mb(command, 200) < _MOST_GROWTH_MB
