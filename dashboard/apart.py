"""Builds the folder of articles in a process of its own, so that the server never holds what reading needs.

The gazetteer, the learned parts and the tables half-made take some 250 MB, which Python would keep until the server ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from dashboard.settings import PROJECT
from geodata.errors import DatasetError, GeodataError
from geodata.store import Dataset, read_dataset

TELL_S = 0.25
REFUSED = 3
"""Exit code for what the user can put right; the sentence is on standard output."""


def build_apart(corpus: Path, output: Path, title: str | None) -> Dataset:
    """Build a folder of articles into `output` and return the dataset.

    Raises
    ------
    DatasetError
        When there is nothing to read, no room to write, or the process was ended.
    """
    paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    done = subprocess.run(  # noqa: S603 -- this very program, on the folders of the settings
        [sys.executable, "-m", "dashboard.apart", str(corpus), str(output), title or ""],
        env={
            "OPENBLAS_NUM_THREADS": "1",  # readers and drawers share the cores; threads of each would fight over them
            **os.environ,
            "PYTHONPATH": os.pathsep.join(paths),
            "PYTHONIOENCODING": "utf-8",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode == REFUSED:
        raise DatasetError(done.stdout.decode("utf-8", "replace").strip())
    if done.returncode:
        msg = f"Reading {corpus} ended early (code {done.returncode}); the server's log says why. Reload to try again."
        raise DatasetError(msg)
    return read_dataset(output)


def progress(output: Path) -> tuple[int, int]:
    """Return how many articles of how many are read, by whichever process builds into `output`."""
    try:
        found = json.loads(_progress_file(output).read_text("utf-8"))
        return int(found["done"]), int(found["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0


def _progress_file(output: Path) -> Path:
    return output.with_name(f".{output.name}.progress.json")


class _Reporter:
    """Writes down how far a build is, now and then."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._told = 0.0

    def __call__(self, done: int, total: int, name: str) -> None:
        del name
        if done < total and time.monotonic() - self._told < TELL_S:
            return
        self._told = time.monotonic()
        with contextlib.suppress(OSError):  # the build itself says it when there is no room
            part = self._path.with_suffix(".part")
            part.write_text(json.dumps({"done": done, "total": total}), "utf-8")
            part.replace(self._path)


def main(corpus: str, output: str, title: str) -> int:
    """Build one folder; the process's own way in."""
    from geodata.pipeline import build_dataset

    told = _progress_file(Path(output))
    try:
        build_dataset(Path(corpus), Path(output), title=title or None, progress=_Reporter(told))
    except GeodataError as error:
        print(error)
        return REFUSED
    finally:
        for left in (told, told.with_suffix(".part")):
            left.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
