"""The two seed articles built once for all tests, in however many processes these run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

PROJECT = Path(__file__).resolve().parent.parent
SEEDS, TITLE = PROJECT / "seeds", "Libya 2019-2020"
"""The folder of articles that the app shows unless told otherwise, and how it calls it (`dashboard.settings`)."""
OURS = ("TIMEMAP_CORPUS", "TIMEMAP_TITLE", "DATABASE_URL")


def build_once(shared: Path) -> Path:
    """Return a data folder in which the app has built the seeds; the first who asks builds it, the others wait."""
    data, whole = shared / "seeded", shared / "seeded.whole"
    with FileLock(shared / "seeded.lock"):
        if not whole.exists():
            data.mkdir(exist_ok=True)
            environment = {name: value for name, value in os.environ.items() if name not in OURS}
            command = [sys.executable, "-m", "dashboard.apart", str(SEEDS), str(data / SEEDS.name), TITLE]
            subprocess.run(command, cwd=PROJECT, env=environment | {"TIMEMAP_DATA": str(data)}, check=True)
            whole.touch()
    return data


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all testing processes of this run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def copied(data: Path, to: Path) -> Path:
    """Copy a data folder for somebody who writes into it; return the copy."""
    shutil.copytree(data, to, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock", ".lock"))
    return to


def dataset_in(data: Path) -> Path:
    """Return the folder of the dataset of the seeds within a data folder."""
    return data / SEEDS.name
