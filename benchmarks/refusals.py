"""How fast files made to harm who reads them are refused, and what that costs who asks."""

from __future__ import annotations

import re
import tempfile
import time
from pathlib import Path

from benchmarks.isolation import in_own_process
from benchmarks.table import Table, number
from tests.geodata.formats.hostile import HOSTILE, write_hostile, write_slow

SLOWEST = 8


def measure_refusals() -> Table:
    """Read each file once, in a process that has read harmless ones, as a running app has."""
    with tempfile.TemporaryDirectory(prefix="refused-") as folder:
        hostile, slow = Path(folder, "hostile"), Path(folder, "slow")
        hostile.mkdir()
        slow.mkdir()
        # Not by the process that is measured: what making them leaves free there would hide what reading them takes.
        write_hostile(hostile)
        write_slow(slow)
        rows = sorted(in_own_process(_refused, hostile, slow), key=lambda row: -row[1])[:SLOWEST]
    title = f"Refusing {len(HOSTILE)} hostile files, after the first harmless one: the {SLOWEST} slowest"
    note = "Target: in less than 1 s with at most 64 MB more. A bounded process of its own reads; it is not counted in the memory."
    return Table(
        title,
        ("file", "seconds", "more memory of who asks, MB"),
        [(name, number(seconds), number(grown)) for name, seconds, grown in rows],
        (note,),
    )


def _refused(hostile: Path, slow: Path) -> list[tuple[str, float, float]]:
    from geodata.formats import Refusal, read_drafts

    list(read_drafts(slow, languages=False))
    rows = []
    for name, (_, pattern) in HOSTILE.items():
        Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
        before, began = _memory_mb("VmRSS"), time.perf_counter()
        (refused,) = read_drafts(hostile / name, languages=False)
        took = time.perf_counter() - began
        assert isinstance(refused, Refusal)
        assert re.search(pattern, refused.reason), refused.reason
        rows.append((name, took, max(_memory_mb("VmHWM") - before, 0)))
    return rows


def _memory_mb(key: str) -> float:
    return int(Path("/proc/self/status").read_text().split(f"{key}:")[1].split()[0]) / 1024
