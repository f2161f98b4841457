"""What the tests of formats share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.formats import Draft, Refusal, read_drafts

Reading = Callable[..., list[Draft | Refusal]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    """Write a file of this name and read it."""

    def reading(file_name: str, data: bytes | str, **options: Any) -> list[Draft | Refusal]:
        path = tmp_path / file_name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return list(read_drafts(path, **{"languages": False, **options}))

    return reading
