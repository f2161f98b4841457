"""A PostgreSQL server of the tests' own: on loopback, in a folder of its own, gone when they end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.debian import install

OWNER = "postgres"
"""The server refuses to run as root; Debian's package makes this user."""

START_S = 30


class Server:
    """A running server.

    Parameters
    ----------
    url
        Address of its empty database, in SQLAlchemy's form.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/postgres"
        self._folder = folder
        self._port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["-D", str(self._folder), "-h", "127.0.0.1", "-p", str(self._port), "-k", str(self._folder)]
        self._process = _run_as_owner(subprocess.Popen, [str(binary("postgres")), *options])
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port), 1):
                if (
                    subprocess.run(
                        [binary("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self._port)], check=False
                    ).returncode
                    == 0
                ):
                    return
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL did not start")

    def stop(self, *, at_once: bool = False) -> None:
        """End it; `at_once` as a crash would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if at_once else signal.SIGINT)
            self._process.wait(START_S)
            self._process = None


@contextlib.contextmanager
def running_postgres() -> Iterator[Server]:
    """Start a server with an empty database; end it and remove its folder afterwards."""
    with tempfile.TemporaryDirectory(prefix="timemap-postgres-") as root:
        folder = Path(root) / "data"
        if os.geteuid() == 0:
            shutil.chown(root, OWNER)
        options = ["-D", str(folder), "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        _run_as_owner(subprocess.run, [str(binary("initdb")), *options], check=True)
        server = Server(folder, _free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


def binary(name: str) -> Path:
    """Return the path of one of the server's programs.

    Raises
    ------
    FileNotFoundError
        When PostgreSQL is not installed: the tests of the database fail then, they are never left out.
    """
    found = shutil.which(name)
    if found:
        return Path(found)
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    if not newest:
        msg = f"{name} was not found; install PostgreSQL."
        raise FileNotFoundError(msg)
    return newest[0]


def _run_as_owner(run, command: list[str], **options: object):  # noqa: ANN202 -- what `run` returns
    if os.geteuid() == 0:
        options |= {"user": OWNER, "group": OWNER, "cwd": "/"}
    return run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _is_there() -> bool:
    try:
        return binary("initdb").exists() and binary("postgres").exists()
    except FileNotFoundError:
        return False


def main() -> int:
    """Install the server if none is found; return the exit code."""
    if not _is_there():
        install("postgresql")
    if _is_there():
        return 0
    print("No PostgreSQL for the tests of the database: install it (Debian: postgresql).", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
