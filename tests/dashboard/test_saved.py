"""Tests of the saved map."""

import base64
import gzip
import json
import re

from dashboard.timemap import SavedContent, saved_page

BBOX = (9.2, 19.4, 25.3, 33.4)
HOSTILE = "</script><script>alert(1)</script>{{ 7 * 7 }}{% for x in y %}\u2028"


def _page(quote: str = "It fell in June.", *, texts: dict[str, str] | None = None, view: str = "") -> str:
    article = {"id": "a", "title": quote}
    card = {"key": "event/00", "segments": [{"text": quote, "mark": None}], "article": article}
    cards = {"event/00": card, "event/00/1": {**card, "key": "event/00/1"}}
    content = SavedContent(b"TMAP", {"modes": {}}, cards, {"index.json": b"\x1f\x8b"}, texts)
    return saved_page(quote, content, bounds=BBOX, view=view)


def _saved(page: str) -> dict:
    saved = json.loads(re.search(r'<script type="application/json" id="tm-saved">(.*?)</script>', page, re.DOTALL)[1])
    packed = {name: saved[name] and json.loads(_unpacked(saved[name])) for name in ("control", "evidence", "texts")}
    return {**saved, **packed}


def _unpacked(text: str) -> bytes:
    return gzip.decompress(base64.b64decode(text))


def test_saved_page_holds_everything_it_needs() -> None:
    """No address outside the file is asked for script, style or data."""
    page = _page()
    assert not re.search(r"<script[^>]+\bsrc=|<link\b|@import|url\(\s*['\"]?https?:", page)
    assert 'id="tm-saved"' in page
    assert page.index('id="tm-saved"') < page.index("TimeMap.start(")


def test_saved_page_keeps_payload_and_evidence() -> None:
    """What goes in can be read back."""
    saved = _saved(_page())
    assert _unpacked(saved["payload"]) == b"TMAP"
    assert saved["control"] == {"modes": {}}
    assert saved["evidence"]["cards"]["event/00"]["segments"][0]["text"] == "It fell in June."
    assert base64.b64decode(saved["basemap"]["index.json"]) == b"\x1f\x8b"


def test_an_article_is_held_once() -> None:
    """Cards of one article name it by number."""
    evidence = _saved(_page())["evidence"]
    assert [card["article"] for card in evidence["cards"].values()] == [0, 0]
    assert evidence["articles"] == [{"id": "a", "title": "It fell in June."}]


def test_texts_are_in_only_when_asked_for() -> None:
    """Excerpts are quotes; whole articles are somebody's work."""
    text = "It fell in June. More of it, \ud800 too."
    assert "More of it" not in _page()
    assert _saved(_page())["texts"] is None
    assert _saved(_page(texts={"a": text}))["texts"] == {"a": text}


def test_the_page_is_forbidden_to_ask_anybody() -> None:
    """The browser is told, before anything else, that no address may be asked for anything."""
    page = _page()
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "http" not in policy[1]
    assert page.index(policy[0]) < page.index("<script")


def test_the_view_stands_in_one_place() -> None:
    """The view to open with is an attribute, whatever is in it."""
    assert (
        _page(view='a=1&b="><script>').count('<meta name="tm-view" content="a=1&amp;b=&quot;&gt;&lt;script&gt;">') == 1
    )
    assert _page().count('<meta name="tm-view" content="">') == 1


def test_the_page_can_be_enlarged_and_says_its_language() -> None:
    """A phone may zoom in; a screen reader knows how to read."""
    page = _page()
    assert "user-scalable" not in page
    assert '<html lang="en">' in page


def test_hostile_text_stays_text() -> None:
    """Article text neither ends the element it stands in nor runs as a template."""
    page = _page(HOSTILE, texts={"a": HOSTILE})
    saved = _saved(page)
    assert saved["evidence"]["cards"]["event/00"]["segments"][0]["text"] == HOSTILE
    assert saved["texts"]["a"] == HOSTILE
    assert "<script>alert(1)" not in page
    assert "{{ 7 * 7 }}" in page
