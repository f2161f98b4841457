"""docs/security.md: each promise names a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TABLE = (PROJECT / "docs" / "security.md").read_text("utf-8").partition("## Policies")[0]


def test_each_promise_has_a_test_that_exists() -> None:
    """The last column of each row; a test that was renamed or lost is missed here."""
    rows = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| promise")]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", row.rstrip("| ").rpartition(" | ")[2])
        assert named, row
        for path, name in named:
            tree = ast.parse((PROJECT / path).read_text("utf-8"))
            assert not name or name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, row
