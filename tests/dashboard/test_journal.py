"""What the app writes down of itself."""

from __future__ import annotations

import collections
import io
import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import journal
from dashboard.journal import JsonLines, keep_journal, last_errors, note

ARTICLE = "The army retook Sirte on 6 January 2020."


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log as a server with ``TIMEMAP_LOG=json`` writes it."""
    before, stream = logging.root.handlers, io.StringIO()
    own = logging.getLogger("streamlit.something")
    own.addHandler(logging.StreamHandler(stream))
    # The loggers of the other tests stay as they are.
    monkeypatch.setattr(
        logging.root.manager, "loggerDict", {own.name: own, "dashboard": logging.getLogger("dashboard")}
    )
    monkeypatch.setenv("TIMEMAP_LOG", "json")
    monkeypatch.setattr(journal.sys, "stderr", stream)
    keep_journal()
    yield stream
    logging.root.handlers = before
    own.handlers.clear()


def fail() -> None:
    """Fail with an article's words in the error, as parsers do."""
    raise ValueError(ARTICLE)


def test_each_line_is_json_and_none_holds_what_people_read_or_ask(written: io.StringIO) -> None:
    """Neither an error's own words nor a query string; the number that was shown stands in it."""
    try:
        fail()
    except ValueError as error:
        number = note(error)
    logging.getLogger("dashboard").warning("odd\nline at /app/data/0/search?q=%s", ARTICLE)
    logging.getLogger("streamlit.something").warning("of Streamlit")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert ARTICLE not in written.getvalue()
    [error] = [line for line in lines if line.get("error")]
    assert (error["level"], error["error"], error["message"]) == ("error", "ValueError", f"Error {number}")
    assert error["places"][-1].endswith(" fail")
    assert {"dashboard", "streamlit.something"} <= {line["logger"] for line in lines}
    assert [line["message"] for line in lines if line["logger"] == "dashboard"] == ["odd\nline at /app/data/0/search"]


def test_errors_of_all_workers_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each writes its own down beside the library; what is damaged there is passed over."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path))
    monkeypatch.setattr(journal, "_last", collections.deque(maxlen=journal.KEPT))
    try:
        fail()
    except ValueError as error:
        number = note(error)
    [mine] = (tmp_path / ".errors").glob("*.json")
    assert ARTICLE not in mine.read_text("utf-8")
    of_another = json.loads(mine.read_text("utf-8"))[0] | {"number": "0badcafe", "moment": "2999-01-01", "process": 1}
    mine.with_name("another.json").write_text(json.dumps([of_another]), "utf-8")
    mine.with_name("broken.json").write_text("[{", "utf-8")
    assert [(one.number, one.process) for one in last_errors()] == [("0badcafe", 1), (number, os.getpid())]


def test_without_the_setting_the_log_stays_for_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person at a terminal gets what Streamlit writes."""
    monkeypatch.delenv("TIMEMAP_LOG", raising=False)
    before = list(logging.root.handlers)
    keep_journal()
    assert logging.root.handlers == before
    assert not any(isinstance(each.formatter, JsonLines) for each in before)


def test_the_last_errors_are_kept_by_number() -> None:
    """The newest first, a bounded number, by kind and place alone."""
    for _ in range(journal.KEPT + 5):
        try:
            fail()
        except ValueError as error:
            number = note(error)
    kept = last_errors()
    assert len(kept) == journal.KEPT
    assert (kept[0].number, kept[0].kind) == (number, "ValueError")
    assert "fail" in kept[0].place
    assert ARTICLE not in str(kept)
