"""An identity provider of the tests' own on loopback: a real one, that lets in whoever names a subject."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator

from tests.browser.conftest import free_port

START_S = 60
PEOPLE = (
    {"sub": "ada", "name": "Ada Admin", "email": "Ada@news.example", "email_verified": True},
    {"sub": "rami", "name": "Rami Reviewer", "email": "rami@news.example", "email_verified": True},
    {"sub": "rosa", "name": "Rosa Reviewer", "email": "rosa@news.example", "email_verified": True},
    {"sub": "eve", "name": "{{7*7}}<b>Eve</b>", "email": "ada@news.example", "email_verified": False},
)
"""Eve gave the provider the admin's address, which it has not verified."""


@contextlib.contextmanager
def running_provider() -> Iterator[str]:
    """Start the provider; yield the address of its description."""
    port = free_port()
    claims = [part for one in PEOPLE for part in ("--user-claims", json.dumps(one))]
    # A process of its own: what it is made of warns of what it will drop, and the tests take warnings for errors.
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *claims]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=START_S)


def settings(address: str, port: int, **more: str) -> dict[str, str]:
    """Return the app's settings for signing in there."""
    return {
        "TIMEMAP_OIDC_METADATA": address,
        "TIMEMAP_OIDC_CLIENT_ID": "timemap",
        "TIMEMAP_OIDC_CLIENT_SECRET": "not secret here",
        "TIMEMAP_ADDRESS": f"http://localhost:{port}",
        "TIMEMAP_ADMINS": "ada@news.example, somebody@else.example",
        **more,
    }


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    msg = "The identity provider of the tests did not start."
    raise RuntimeError(msg)
