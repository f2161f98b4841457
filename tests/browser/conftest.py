"""A running app and a real browser, both watched: no request off this host, no error on the console."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.install import browser_path
from tests.seeded import copied

PROJECT = Path(__file__).resolve().parent.parent.parent
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --force-prefers-reduced-motion=0"
).split()
START_SECONDS = 180
WAIT_MS = 60_000
"""How long to wait for anything: long enough for a machine that does much else; whoever is quick does not wait."""
RERUNS = 1

expect.set_options(timeout=WAIT_MS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give each test with a browser a second try: a browser may fail once on a machine under load.

    What needed it stands as ``RERUN`` in the summary, and counts as ``rerun`` in its last line.
    """
    if not config.pluginmanager.hasplugin("rerunfailures"):
        return
    for item in items:
        if item.path.is_relative_to(PROJECT / "tests" / "browser"):
            item.add_marker(pytest.mark.flaky(reruns=RERUNS))


@pytest.fixture(scope="session")
def app_url(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app on the seeds, built from nothing."""
    yield from running_app(copied(seeded, tmp_path_factory.mktemp("data")))


def running_app(data: Path, *, port: int = 0, **environment: str) -> Iterator[str]:
    """Start ``streamlit run`` as the README says, on a free port or the given one, yield its address, end it."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "--server.port", str(port), "--server.headless", "true"]
    with (data / "app.log").open("w") as log:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, "TIMEMAP_DATA": str(data), **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_up(f"http://localhost:{port}", process, data / "app.log")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=START_SECONDS)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_up(url: str, process: subprocess.Popen, log: Path) -> None:
    """Return when the app has read its articles; fail with its log when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=10):
                return
        except urllib.error.HTTPError as answer:
            if json.load(answer)["status"] != "starting":
                return
            time.sleep(0.2)
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The app did not start:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the tests fail, they do not skip."""
    path = browser_path()
    if path is None:
        pytest.fail("No Chromium for the browser tests; install one or set TIMEMAP_BROWSER.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile on a desktop screen."""
    fresh = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A watched page: the test fails if it leaves this host or writes an error to the console."""
    yield from watched(context)


def watched(context: BrowserContext) -> Iterator[Page]:
    """Open a page; when done, fail on what it should not have done."""
    opened = context.new_page()
    opened.set_default_timeout(WAIT_MS)
    strangers: list[str] = []
    errors: list[str] = []
    opened.on("request", lambda request: strangers.append(request.url) if leaves_host(request.url) else None)
    opened.on("console", lambda message: errors.append(message.text) if is_ours(message) else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    assert not strangers, f"requests left this host: {strangers[:5]}"
    assert not errors, f"errors on the console: {errors[:5]}"


def is_ours(message: ConsoleMessage) -> bool:
    """Whether a message is an error that the app is to blame for.

    On a deep link Streamlit looks for its server below the page's own address first (/articles/_stcore/...).
    """
    return message.type == "error" and "/_stcore/" not in message.location.get("url", "")


def leaves_host(url: str) -> bool:
    """Whether a request goes anywhere but this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in {"localhost", "127.0.0.1"}
