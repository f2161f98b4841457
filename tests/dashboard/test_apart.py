"""Reading in a process of its own: the same dataset, and the same sentence when there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.apart import build_apart
from dashboard.dataset import Corpus
from geodata.errors import DatasetError


def test_same_dataset(tmp_path: Path, seeds: Path, corpus: Corpus) -> None:
    """What another process builds has the digest of what this one builds."""
    assert build_apart(seeds, tmp_path / "seeds", "Libya 2019-2020").digest == corpus.dataset.digest


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    """The sentence comes through, not a traceback."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(DatasetError, match=r"empty is empty; put articles there"):
        build_apart(tmp_path / "empty", tmp_path / "out", None)


def test_a_build_leaves_the_server_small(tmp_path: Path, seeds: Path) -> None:
    """After building, the process that asked holds little more than it needs to read the tables."""
    script = (
        "import sys, resource; from pathlib import Path; from dashboard import dataset\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "dataset.folder_corpus()\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PATH": "/usr/bin:/bin", "TIMEMAP_DATA": str(tmp_path), "TIMEMAP_CORPUS": str(seeds)},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        check=True,
    )
    assert int(done.stdout.split()[-1]) < 120_000  # kB; reading in the server itself takes over 200,000
