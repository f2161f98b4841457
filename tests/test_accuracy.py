"""The accuracy that the Method page shows is that of this build."""

from __future__ import annotations

import json

from benchmarks.accuracy import REPORT, measure


def test_the_shown_accuracy_is_measured() -> None:
    """`make accuracy` was run after the last change of the reader."""
    assert json.loads(REPORT.read_text("utf-8")) == measure(), "run `make accuracy` and commit docs/accuracy.json"
