"""The whole app below a path of a site, through the shipped proxy: pages, data, evidence and links."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import free_port
from tests.browser.mappage import READY_MS, open_map
from tests.nginx import running_nginx

pytestmark = pytest.mark.browser


def test_the_map_below_a_path(page: Page, app_url: str) -> None:
    """A mark's quote, the other pages, the reader by its link; nothing is asked for outside of the path."""
    outside: list[str] = []
    port = urlsplit(app_url).port or 0
    with running_nginx((port, free_port()), TIMEMAP_BASE_PATH="/libya/map") as (url, _):
        page.on(
            "request", lambda one: None if urlsplit(one.url).path.startswith("/libya/map/") else outside.append(one.url)
        )
        timemap = open_map(page, f"{url}/")
        timemap.click_mark("Sirte")
        assert timemap.quote()
        page.get_by_role("link", name="Statistics").click()
        expect(page.get_by_role("heading", name="Statistics")).to_be_visible(timeout=READY_MS)
        assert urlsplit(page.url).path == "/libya/map/statistics"
        page.goto(f"{url}/articles?article=000_460ad2c657bc8492.txt")
        expect(page.locator(".reader .text")).to_be_visible(timeout=READY_MS)
    ours = [one for one in outside if one.startswith("http") and "/_stcore/" not in one]
    assert ours == []
