"""The pictures of the README and the docs, taken of the running app: ``python -m benchmarks.screenshots``."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, running_app
from tests.browser.install import browser_path
from tests.browser.mappage import open_map

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SETTLE_MS = 1500
DESKTOP = (1280, 800)
PHONE = (390, 844)


@dataclasses.dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file, the address below the app, the screen and the theme."""

    name: str
    address: str
    screen: tuple[int, int] = DESKTOP
    scheme: str = "light"


SHOTS = (
    Shot("map", "?sel=place/gn:2210554&lat=30.6&lng=17.2&z=6"),
    Shot("map-dark", "?line=record&to=2020-02-01&layers=places,events,areas,front,shapes,names,record", scheme="dark"),
    Shot("map-record", "?line=record&lat=31.6&lng=14.8&z=7"),
    Shot("map-phone", "?sel=place/gn:2210554", PHONE),
    Shot("articles", "articles"),
    Shot("article", "articles?article=000_460ad2c657bc8492.txt&start=3427&end=3567"),
    Shot("method", "method"),
)


def main() -> int:
    """Take every picture; return the exit code."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, _app(Path(data)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for shot in SHOTS:
            _take(browser, url, shot)
            print(f"docs/images/{shot.name}.png")
        browser.close()
    return 0


_app = contextmanager(running_app)


def _take(browser: Browser, url: str, shot: Shot) -> None:
    width, height = shot.screen
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=shot.scheme)
    page = context.new_page()
    address = f"{url}/{shot.address}"
    if shot.name.startswith("map"):
        open_map(page, address)
    else:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLE_MS)
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    context.close()


if __name__ == "__main__":
    sys.exit(main())
