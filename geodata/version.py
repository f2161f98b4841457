"""Which version of the code made something: a digest of its files."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent


@functools.cache
def digest_of_code(*paths: Path) -> str:
    """Return 16 hex digits that change with the files at `paths` of this package, and those in their folders."""
    digest = hashlib.sha256()
    for file in sorted({file for path in paths for file in _files(path)}):
        digest.update(file.relative_to(ROOT).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files(path: Path) -> Iterator[Path]:
    found = path.rglob("*") if path.is_dir() else iter((path,))
    return (file for file in found if file.is_file() and "__pycache__" not in file.parts)
