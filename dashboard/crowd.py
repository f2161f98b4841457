"""How many people may have the app open at once, and what the next one is told."""

from __future__ import annotations

import dataclasses
import os

from starlette.responses import HTMLResponse, Response
from streamlit import runtime

USUAL = 1000
RETRY_S = 20
PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="{RETRY_S}"><title>The map is full</title>
<style>
:root {{ color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }}
body {{ max-width: 34rem; margin: 15vh auto; padding: 0 1rem; }}
</style></head><body>
<h1>Too many people have this map open</h1>
<p>This server shows it to %(limit)s at a time. The page tries again by itself every {RETRY_S} seconds; leave it open, or come back later.</p>
<section lang="ar" dir="rtl"><h2>عدد من يفتحون هذه الخريطة كبير الآن</h2>
<p>يعرضها هذا الخادم لعدد %(limit)s في الوقت نفسه. تعيد الصفحة المحاولة من تلقاء نفسها كل {RETRY_S} ثانية؛ اتركها مفتوحة أو عد لاحقًا.</p></section>
</body></html>"""


@dataclasses.dataclass(frozen=True, slots=True)
class Crowd:
    """Sessions of this process: connected now, and kept for whoever comes back soon."""

    connected: int
    kept: int


def present() -> Crowd:
    """Return how many sessions there are."""
    if not runtime.exists():
        return Crowd(0, 0)
    manager = runtime.get_instance()._session_mgr  # noqa: SLF001 -- Streamlit counts sessions, but offers no public name
    connected = manager.num_active_sessions()
    return Crowd(connected, manager.num_sessions() - connected)


def limit() -> int:
    """Return how many may be connected to this process (`TIMEMAP_SESSIONS`); what is no positive number is the default."""
    given = os.environ.get("TIMEMAP_SESSIONS", "").strip()
    return int(given) if given.isascii() and given.isdigit() and int(given) > 0 else USUAL


def is_full() -> bool:
    """Whether nobody more may come in."""
    return present().connected >= limit()


def turned_away() -> Response:
    """Answer with a page that says so and tries again."""
    return HTMLResponse(
        PAGE % {"limit": limit()}, 503, headers={"Retry-After": str(RETRY_S), "Cache-Control": "no-store"}
    )
