"""What a server takes along from its start: nothing that only builds, exports, charts or drawing need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.seeded import copied

PROJECT = Path(__file__).resolve().parent.parent
HEAVY = {
    "altair": "Streamlit's own charts; ours are written as Vega-Lite",
    "alembic": "migrations, where the schema is not the newest",
    "contourpy": "drawing front lines",
    "dask": "reading on a cluster",
    "docx": "reading Word files",
    "geopandas": "writing datasets and exports",
    "lxml": "reading pages",
    "pypdfium2": "reading PDFs",
    "pyogrio": "reading and writing layers",
    "pyproj": "drawing front lines",
    "scipy": "drawing front lines",
    "trafilatura": "reading pages",
}
START = """
import asyncio, json, sys
import streamlit.web.cli, streamlit_app
async def start():
    async with streamlit_app.lifespan(streamlit_app.app):
        pass
asyncio.run(start())
from dashboard.dataset import folder_corpus
loaded = [name for name in sys.argv[1:] if name in sys.modules]
print(json.dumps({"loaded": loaded, "articles": len(folder_corpus().dataset.tables["articles"])}))
"""


def started(data: Path) -> dict:
    """Start the app in a process of its own, as the server does, with the corpus loaded; return what it says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TIMEMAP_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", START, *HEAVY],
        cwd=PROJECT,
        env={**environment, "TIMEMAP_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_serving_needs_none_of_the_heavy_libraries(seeded: Path, tmp_path: Path) -> None:
    """Each of them costs 10 to 60 MB for as long as the server runs, and half a second of its start."""
    data = copied(seeded, tmp_path)
    started(data)  # the first start makes the database, for which Alembic comes
    told = started(data)
    assert told == {"loaded": [], "articles": 2}, {name: HEAVY[name] for name in told["loaded"]}
