"""Finding and reading the files of installed packages."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geodata.errors import GazetteerError

FACTS = Path(__file__).parent.parent / "facts"
"""What the project wrote down itself."""


def python_file(package: str, *parts: str) -> Path:
    """Path of a data file of an installed Python package, which is not imported.

    Raises
    ------
    GazetteerError
        When the package is not installed.
    """
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        msg = f"Building the gazetteer needs the Python package {package}; run `pip install {package}`."
        raise GazetteerError(msg)
    path = Path(spec.submodule_search_locations[0]).joinpath(*parts)
    return _existing(path, package)


def node_file(modules: Path, package: str, *parts: str) -> Path:
    """Path of a data file of a node package below the folder `modules`.

    Raises
    ------
    GazetteerError
        When the package is not there.
    """
    return _existing(modules.joinpath(package, *parts), package)


def read_json(path: Path) -> Any:
    """Read a JSON file."""
    return json.loads(path.read_text("utf-8"))


def read_tsv(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a file of tab-separated values without quoting."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _existing(path: Path, package: str) -> Path:
    if not path.is_file():
        msg = (
            f"Building the gazetteer needs {path}, which the package {package} carries; install the packages named in "
            f"docs/gazetteer.md."
        )
        raise GazetteerError(msg)
    return path
