"""An nginx of the tests' own with the shipped configuration: on loopback, in a folder of its own, gone when they end."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.browser.conftest import free_port
from tests.debian import install

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATE = PROJECT / "deploy" / "nginx" / "timemap.conf.template"
START_S = 15
AROUND = """daemon off;
worker_processes 1;
pid {root}/nginx.pid;
error_log {root}/error.log warn;
{user}
events {{ worker_connections 2048; }}
http {{
  include /etc/nginx/mime.types;
  client_body_temp_path {root}/body;
  proxy_temp_path {root}/proxy;
  fastcgi_temp_path {root}/fastcgi;
  uwsgi_temp_path {root}/uwsgi;
  scgi_temp_path {root}/scgi;
  include {root}/timemap.conf;
}}
"""


def filled(template: str, values: dict[str, str]) -> str:
    """Fill in a template as ``envsubst`` does; a name without a value is a mistake."""
    return re.sub(r"\$\{([A-Z_]+)\}", lambda match: values[match.group(1)], template)


@contextlib.contextmanager
def running_nginx(ports: tuple[int, int], **values: str) -> Iterator[tuple[str, Path]]:
    """Start the proxy before two workers on loopback; yield its address and its folder."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="timemap-nginx-") as name:
        root = Path(name)
        given = {
            "TIMEMAP_LISTEN": f"127.0.0.1:{port}",
            "TIMEMAP_SERVER_NAME": "_",
            "TIMEMAP_BASE_PATH": "",
            "TIMEMAP_HOST_A": "127.0.0.1",
            "TIMEMAP_HOST_B": "127.0.0.1",
            "TIMEMAP_PORT_A": str(ports[0]),
            "TIMEMAP_PORT_B": str(ports[1]),
            "TIMEMAP_CACHE": str(root / "cache"),
            "TIMEMAP_ACCESS_LOG": str(root / "access.log"),
            "TIMEMAP_UPLOAD_EVENTS_MB": "50",
            "TIMEMAP_CONNECTIONS_PER_ADDRESS": "1000",
            **values,
        }
        (root / "timemap.conf").write_text(filled(TEMPLATE.read_text("utf-8"), given), "utf-8")
        user = "user root;" if os.geteuid() == 0 else ""  # the folder of the test is nobody else's
        (root / "nginx.conf").write_text(AROUND.format(root=root, user=user), "utf-8")
        command = [binary(), "-p", name, "-c", str(root / "nginx.conf"), "-e", str(root / "error.log")]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            _wait(process, port, root)
            yield f"http://127.0.0.1:{port}{given['TIMEMAP_BASE_PATH']}", root
        finally:
            process.terminate()
            process.communicate(timeout=START_S)


def binary() -> str:
    """Return the path of nginx.

    Raises
    ------
    FileNotFoundError
        When it is not installed: the tests of the proxy fail then, they are never left out.
    """
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not found:
        msg = "nginx was not found; install it."
        raise FileNotFoundError(msg)
    return found


def _wait(process: subprocess.Popen[bytes], port: int, root: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    log = root / "error.log"
    raise RuntimeError(f"nginx did not start: {log.read_text() if log.exists() else ''}")


def _is_there() -> bool:
    try:
        return bool(binary())
    except FileNotFoundError:
        return False


def main() -> int:
    """Install nginx if none is found; return the exit code."""
    if not _is_there():
        install("nginx-light")
    if _is_there():
        return 0
    print("No nginx for the tests of the proxy: install it (Debian: nginx).", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
