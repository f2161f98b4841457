"""A Streamlit server of the benchmark's own."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.conftest import PROJECT, free_port

START_SECONDS = 90


@dataclasses.dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its process, the seconds until it answered."""

    url: str
    process: int
    start_seconds: float

    @property
    def resident_mb(self) -> float:
        """Memory that the server holds now, MB."""
        answer = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.process)], capture_output=True, text=True, check=True
        )
        return int(answer.stdout) / 1024


@contextmanager
def streamlit_server(*script: str, **environment: str) -> Iterator[Server]:
    """Run ``streamlit run`` with a data folder of its own; end it with the block.

    Raises
    ------
    RuntimeError
        When it does not answer in time, with the end of its log.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, (Path(folder) / "log").open("w") as log:
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", *script, "--server.port", str(port)]
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--server.headless", "true"],
            cwd=PROJECT,
            env={**os.environ, "TIMEMAP_DATA": folder, "PYTHONPATH": str(PROJECT), **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://localhost:{port}"
            if not _answers(url, process):
                msg = f"The app did not start:\n{Path(log.name).read_text()[-2000:]}"
                raise RuntimeError(msg)
            yield Server(url, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _answers(url: str, process: subprocess.Popen) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2):
                return True
        except OSError:
            time.sleep(0.05)
    return False
