"""Makes sure that a browser is there: the system's, else Playwright's own, else Debian's package.

The headless shell comes first: the same engine and the same pictures with a fifth less work, for it has no windows.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.debian import install

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def browser_path() -> str | None:
    """Return the path of a Chromium, ``None`` where there is none."""
    own = os.environ.get("TIMEMAP_BROWSER")
    if own:
        return own
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    return str(MAC) if MAC.exists() else _playwright_browser()


def main() -> int:
    """Install a browser if none is found; return the exit code."""
    if browser_path():
        return 0
    if _quiet(sys.executable, "-m", "playwright", "install", "chromium") and browser_path():
        return 0
    for package in ("chromium-headless-shell", "chromium"):  # older Debians have no package of the shell alone
        install(package)
        if browser_path():
            return 0
    print(
        "No browser for the browser tests: install Chromium or Chrome, or set TIMEMAP_BROWSER to one.", file=sys.stderr
    )
    return 1


def _playwright_browser() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _quiet(*command: str) -> bool:
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
