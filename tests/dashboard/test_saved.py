"""Tests of the saved map."""

import base64
import gzip
import json
import re

from dashboard.timemap import SavedContent, saved_page

BBOX = (9.2, 19.4, 25.3, 33.4)
HOSTILE = "</script><script>alert(1)</script>{{ 7 * 7 }}{% for x in y %}\u2028"


def _page(quote: str = "It fell in June.") -> str:
    card = {"key": "event/00", "segments": [{"text": quote, "mark": None}]}
    content = SavedContent(b"TMAP", {"modes": {}}, {"event/00": card}, {"index.json": b"\x1f\x8b"})
    return saved_page(quote, content, bounds=BBOX)


def _saved(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="tm-saved">(.*?)</script>', page, re.DOTALL)[1])


def test_saved_page_holds_everything_it_needs() -> None:
    """No address outside the file is asked for script, style or data."""
    page = _page()
    assert not re.search(r"<script[^>]+\bsrc=|<link\b|@import|url\(\s*['\"]?https?:", page)
    assert 'id="tm-saved"' in page
    assert page.index('id="tm-saved"') < page.index("TimeMap.start(")


def test_saved_page_keeps_payload_and_evidence() -> None:
    """What goes in can be read back."""
    saved = _saved(_page())
    assert gzip.decompress(base64.b64decode(saved["payload"])) == b"TMAP"
    assert saved["evidence"]["event/00"]["segments"][0]["text"] == "It fell in June."
    assert base64.b64decode(saved["basemap"]["index.json"]) == b"\x1f\x8b"


def test_hostile_text_stays_text() -> None:
    """Article text neither ends the element it stands in nor runs as a template."""
    page = _page(HOSTILE)
    assert _saved(page)["evidence"]["event/00"]["segments"][0]["text"] == HOSTILE
    assert "<script>alert(1)" not in page
    assert "{{ 7 * 7 }}" in page
