"""What axe-core finds on a page, in the looks in which it is asked."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESK, PHONE = (1280, 800), (390, 844)
LOOKS = {"en": (("light", DESK), ("dark", PHONE)), "ar": (("dark", DESK), ("light", PHONE))}
"""Theme and screen: over both languages each theme is seen on each screen, in each language both of both."""


def serious(page: Page) -> list[tuple[str, str]]:
    """Return what keeps somebody out: the rule, and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in {"serious", "critical"}]
