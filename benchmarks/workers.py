"""Workers as they are hosted: several ``streamlit run`` on one data folder, each of which can be killed by its id."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.browser.conftest import PROJECT, free_port

START_S = 120


class Worker:
    """One server process on loopback.

    Parameters
    ----------
    data
        Folder that all workers share.
    """

    def __init__(self, data: Path, **environment: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._log = data / f"worker-{self.port}.log"
        self._environment = {**os.environ, "TIMEMAP_DATA": str(data), **environment}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it unless it runs; return the seconds until it was ready."""
        if self._process is not None and self._process.poll() is None:
            return 0.0
        began = time.perf_counter()
        options = ["--server.port", str(self.port), "--server.address", "localhost", "--server.headless", "true"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", *options],
                cwd=PROJECT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        while time.perf_counter() - began < START_S and self._process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.url}/readyz", timeout=5):
                return time.perf_counter() - began
            time.sleep(0.1)
        msg = f"The worker did not start:\n{self._log.read_text()[-2000:]}"
        raise RuntimeError(msg)

    def kill(self) -> None:
        """End it as a crash would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """End it as an administrator would."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    @property
    def memory_mb(self) -> float:
        """Memory that it holds now, MB."""
        return self._seen().memory_info().rss / 1e6

    @property
    def cpu_s(self) -> float:
        """Processor time that it has used."""
        times = self._seen().cpu_times()
        return times.user + times.system

    def _seen(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)


@contextlib.contextmanager
def running_worker(data: Path, **environment: str) -> Iterator[Worker]:
    """Start a worker and wait until it is ready; end it with the block."""
    worker = Worker(data, **environment)
    try:
        worker.start()
        yield worker
    finally:
        worker.stop()
