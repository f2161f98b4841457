"""What is kept beside a dataset."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.cache import open_cache


def test_frames_stay_until_nobody_asks_for_them(tmp_path: Path) -> None:
    """Kept whatever ends the build; those of claims that have changed since are dropped by the next one that ends well."""
    path = tmp_path / "readings.sqlite"
    with pytest.raises(KeyboardInterrupt), open_cache(path, "reader") as cache:
        cache.frames["old"], cache.frames["new"] = b"1", b"2"
        raise KeyboardInterrupt
    with open_cache(path, "another reader") as cache:
        assert "old" in cache.frames
        assert cache.frames["new"] == b"2"
        cache.places["new"] = b"3"
        cache.frames.forget_unused()
        assert dict(cache.places) == {"new": b"3"}
        assert dict(cache.frames) == {"new": b"2"}
    with open_cache(path, "reader") as cache, pytest.raises(KeyError):
        cache.frames["old"]
