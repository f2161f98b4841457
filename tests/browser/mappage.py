"""The time map as a person meets it: what is seen, clicked, dragged and typed."""

from __future__ import annotations

import dataclasses
import re
import time
from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.conftest import WAIT_MS as READY_MS


@dataclasses.dataclass(frozen=True)
class TimeMap:
    """A map page that has started."""

    page: Page

    @property
    def frame(self) -> FrameLocator:
        """The frame that the map stands in."""
        return self.page.frame_locator("iframe")

    @property
    def drawer(self) -> Locator:
        """The evidence drawer."""
        return self.frame.get_by_role("region", name="Evidence", exact=True)

    @property
    def date_box(self) -> Locator:
        """The date that is shown, and where one is typed."""
        return self.frame.get_by_role("textbox", name="Date shown")

    def button(self, name: str) -> Locator:
        """Return a button by its exact name."""
        return self.frame.get_by_role("button", name=name, exact=True)

    def run(self, script: str) -> Any:
        """Evaluate a function of the running map; for reading where marks are, never for acting."""
        return self.frame.locator(".tm").evaluate(f"() => {{ const app = TimeMap.running; {script} }}")

    def marks(self) -> list[dict[str, Any]]:
        """Return the visible marks: sel, label, lat, lon."""
        return self.run("return app.layers.listVisible()")

    def mark(self, label: str) -> dict[str, Any]:
        """Return the first visible mark whose label matches."""
        found = [mark for mark in self.marks() if re.search(label, mark["label"])]
        assert found, f"no mark {label!r} among {[mark['label'] for mark in self.marks()]}"
        return found[0]

    def click_at(self, lat: float, lon: float) -> None:
        """Click the map at a position, WGS84 degrees."""
        x, y = self.run(
            f"const p = app.map.latLngToContainerPoint([{lat}, {lon}]);"
            "const r = app.map.getContainer().getBoundingClientRect(); return [p.x + r.left, p.y + r.top];"
        )
        box = self.page.locator("iframe").bounding_box()
        assert box
        self.page.mouse.click(box["x"] + x, box["y"] + y)

    def click_mark(self, label: str) -> None:
        """Click the first visible mark whose label matches, and wait for its evidence."""
        mark = self.mark(label)
        self.click_at(mark["lat"], mark["lon"])
        expect(self.drawer).to_be_visible()

    def quote(self) -> str:
        """Return the words of the excerpt shown."""
        quote = self.drawer.locator("blockquote")
        expect(quote).to_be_visible()
        return quote.inner_text()

    def next_quote(self) -> str:
        """Turn to the next excerpt and return its words, once they have taken the place of these."""
        shown = self.drawer.locator("blockquote").element_handle()
        self.button("Next excerpt").click()
        shown.wait_for_element_state("hidden")
        return self.quote()

    def until(self, script: str, value: Any) -> None:
        """Wait until a function of the running map returns this."""
        deadline = time.monotonic() + READY_MS / 1000
        while (found := self.run(script)) != value:
            assert time.monotonic() < deadline, f"{found} is not {value}"
            self.page.wait_for_timeout(100)


def open_map(page: Page, url: str) -> TimeMap:
    """Open the map page and wait until its marks are there."""
    page.goto(url)
    timemap = TimeMap(page)
    timemap.frame.locator(".tm[data-ready=true]").wait_for(timeout=READY_MS)
    return timemap
