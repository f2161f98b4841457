"""The API on the seeds, asked without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.routes import app_routes
from tests.seeded import copied


@pytest.fixture(scope="session")
def client(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the app's routes; who asks is nobody in particular."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMEMAP_DATA", str(copied(seeded, tmp_path_factory.mktemp("data"))))
        for name in ("TIMEMAP_CORPUS", "TIMEMAP_TITLE", "DATABASE_URL"):
            patch.delenv(name, raising=False)
        yield TestClient(Starlette(routes=app_routes()), raise_server_exceptions=False)
