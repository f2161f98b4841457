"""What axe-core finds on a page, in the looks in which it is asked."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESK, PHONE = (1280, 800), (390, 844)
LOOKS = {"en": (("light", DESK), ("dark", PHONE)), "ar": (("dark", DESK), ("light", PHONE))}
"""Theme and screen: over both languages each theme is seen on each screen, in each language both of both."""

_SCRIPT = Axe().axe_script
_STILL = """async () => {
  const now = () => performance.now(), started = now();
  let looks = 0;
  const watch = new MutationObserver(() => (looks = 0));
  watch.observe(document, { attributes: true, characterData: true, childList: true, subtree: true });
  const moves = (one) => one.playState === "running" && one.effect && Number.isFinite(one.effect.getComputedTiming().endTime);
  while (looks < 8 && now() - started < 10_000) {
    await new Promise((done) => setTimeout(done, 50));
    looks = document.getAnimations().some(moves) ? 0 : looks + 1;
  }
  watch.disconnect();
}"""


def wait_until_still(page: Page) -> None:
    """Wait until nothing on the page has changed or moved for a while, ten seconds at most where something always does."""
    page.evaluate(_STILL)


def serious(page: Page) -> list[tuple[str, str]]:
    """Return what keeps somebody out: the rule, and the first element that breaks it."""
    wait_until_still(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found if one["impact"] in {"serious", "critical"}]
