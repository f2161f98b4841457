"""The load script: bounded, and for servers of this computer alone."""

from __future__ import annotations

import pytest

from benchmarks import load
from benchmarks.visitor import Visitor


@pytest.mark.parametrize("url", ["http://192.0.2.7:8501", "https://map.example.org", "http://localhost.example.org"])
def test_other_computers_are_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By the visitor itself and by the command, before anything is sent."""
    with pytest.raises(ValueError, match="is not this computer"):
        Visitor(url)
    assert load.main(["viewers", "--url", url]) == 2
    assert "not this computer" in capsys.readouterr().err


@pytest.mark.parametrize("bad", [["--visitors", "5000"], ["--seconds", "86400"], ["--think", "0"]])
def test_load_is_bounded(bad: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """No more visitors, no longer, and never without time to think."""
    assert load.main(["viewers", "--url", "http://localhost:1", *bad]) == 2
    assert "up to 1000 visitors" in capsys.readouterr().err


def test_p95() -> None:
    """At most one in twenty is above it."""
    assert load.p95(list(range(1, 101))) == 95
    assert load.p95([3.0]) == 3.0
    assert load.p95([*[1.0] * 18, 5.0, 9.0]) == 5.0
