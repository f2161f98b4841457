"""The direction of imports: pages -> dashboard -> geodata, and the layers inside geodata."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LAYERS = (
    {
        "errors",
        "span",
        "interval",
        "modality",
        "article",
        "sentence",
        "credit",
        "crs",
        "fork",
        "version",
        "token",
        "phrase",
        "inflection",
        "lexicon",
    },
    {"theatre", "timex", "publication", "gazetteer", "toponym", "actor"},
    {"recognise", "resolve", "descriptor", "shape", "geoparse", "event", "claim"},
    {"control", "frontline", "conflict", "extent"},
    {
        "reading",
        "answer",
        "rows",
        "place",
        "correction",
        "input",
        "replay",
        "doubt",
        "queue",
        "duplicate",
        "library",
        "exchange",
        "scheduler",
        "cache",
        "columns",
        "progress",
        "assembly",
        "jsonlines",
        "store",
        "pipeline",
        "formats",
        "__main__",
        "__init__",
    },
)


def modules(package: str) -> list[Path]:
    """Return every Python file of a package."""
    return sorted((PROJECT / package).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Return the dotted names that a file imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules("geodata"), ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_geodata_is_pure(path: Path) -> None:
    """Geodata knows neither the screen nor a web framework."""
    roots = {name.split(".")[0] for name in imported(path)}
    assert not roots & {"streamlit", "folium", "streamlit_folium", "branca", "dashboard", "pages", "starlette"}


@pytest.mark.parametrize("path", modules("dashboard"), ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_dashboard_does_not_know_its_pages(path: Path) -> None:
    """Pages may use the dashboard, never the other way round."""
    assert not {name.split(".")[0] for name in imported(path)} & {"pages", "tests"}


@pytest.mark.parametrize("path", modules("pages"), ids=lambda p: p.name)
def test_pages_are_thin(path: Path) -> None:
    """A page asks the dashboard; it computes nothing."""
    assert len(path.read_text("utf-8").splitlines()) <= 60
    assert not {name for name in imported(path) if name.startswith("geodata")}


@pytest.mark.parametrize("path", modules("geodata"), ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_layers_of_geodata(path: Path) -> None:
    """A module imports from its own layer or one below."""
    own = path.relative_to(PROJECT / "geodata").parts[0].removesuffix(".py")
    level = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    assert own in level, f"{own} is in no layer; add it to LAYERS and to docs/architecture.md"
    used = {name.split(".")[1] for name in imported(path) if name.startswith("geodata.")}
    above = {name for name in used if level.get(name, 0) > level[own]}
    assert not above


def dashboard_layers() -> dict[str, int]:
    """Return the level of each module of the dashboard, as docs/architecture.md has it."""
    rows = re.findall(
        r"^\| (\w+) \| `(\w+)` \| \S", (PROJECT / "docs" / "architecture.md").read_text("utf-8"), re.MULTILINE
    )
    order = list(dict.fromkeys(layer for layer, _ in rows))
    assert len({module for _, module in rows}) == len(rows)
    return {module: order.index(layer) for layer, module in rows}


def test_the_table_of_the_dashboard_is_whole() -> None:
    """Each module has its row in docs/architecture.md, and each row its module."""
    there = {path.relative_to(PROJECT / "dashboard").parts[0].removesuffix(".py") for path in modules("dashboard")}
    assert set(dashboard_layers()) == there - {"__init__"}, "see the table of the dashboard in docs/architecture.md"


@pytest.mark.parametrize("path", modules("dashboard"), ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_layers_of_the_dashboard(path: Path) -> None:
    """A module imports from its own layer or one below."""
    level = dashboard_layers()
    own = level.get(path.relative_to(PROJECT / "dashboard").parts[0].removesuffix(".py"), len(level))
    used = {name.split(".")[1] for name in imported(path) if name.startswith("dashboard.")}
    assert not {name for name in used if level.get(name, 0) > own}
