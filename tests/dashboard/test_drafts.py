"""What was given and is not added yet: limits, names, copies, a full disk."""

from __future__ import annotations

import errno
import gc
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from dashboard import adding, drafts
from dashboard.drafts import Given, Pending, known_texts, near_texts, pasted, take_files
from geodata.article import Article
from geodata.formats import Draft
from geodata.library import ArticleRecord

SIRTE = "The army retook Sirte on 6 January 2020, a spokesman said on Monday."
HOSTILE = "../../x{{7*7}}<img src=x onerror=alert(1)>'\"`|rm -rf $HOME.txt"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test's own, and the limits that come with the app."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path))
    for name in ("FILE", "SESSION", "TOTAL"):
        monkeypatch.delenv(f"TIMEMAP_UPLOAD_{name}_MB", raising=False)
    return tmp_path


def given(name: str, content: str | bytes) -> Given:
    """Return a file as a browser gives it."""
    raw = content.encode() if isinstance(content, str) else content
    return Given(name, len(raw), io.BytesIO(raw))


def taken(*files: Given) -> Pending:
    """Return what became of files."""
    pending = Pending()
    take_files(pending, files)
    return pending


def test_files_become_drafts_under_their_own_names(own_data: Path) -> None:
    """A hostile name is kept as it is written and never becomes a path; no copy is left on disk."""
    pending = taken(given(HOSTILE, SIRTE), given("b.txt", "Another text of 2020."))
    assert [draft.name for draft in pending.drafts] == [HOSTILE, "b.txt"]
    assert pending.drafts[0].text == SIRTE
    assert pending.refused == []
    assert list((own_data / ".uploads").iterdir()) == []


def test_each_refusal_has_a_reason() -> None:
    """What is no article, empty or in no known encoding is refused by name; the rest is taken."""
    pending = taken(given("p.png", b"\x89PNG\r\n\x1a\n\0\0"), given("e.txt", "  "), given("good.txt", SIRTE))
    assert [draft.name for draft in pending.drafts] == ["good.txt"]
    assert {refusal.name for refusal in pending.refused} == {"p.png", "e.txt"}
    assert all(refusal.reason for refusal in pending.refused)


def test_an_archive_is_a_folder() -> None:
    """The articles of a zip are named by it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2020/a.txt", SIRTE)
        archive.writestr("2020/b.txt", "Another text of 2020.")
    pending = taken(given("all.zip", packed.getvalue()))
    assert [draft.name for draft in pending.drafts] == ["all.zip/2020/a.txt", "all.zip/2020/b.txt"]


def test_limits_are_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """One file, one session, all sessions: each has its limit and its sentence, which names the limit."""
    monkeypatch.setenv("TIMEMAP_UPLOAD_FILE_MB", "0.01")
    (refusal,) = taken(given("long.txt", SIRTE * 200)).refused
    assert "0.01 MB" in refusal.reason
    monkeypatch.setenv("TIMEMAP_UPLOAD_FILE_MB", "50")
    monkeypatch.setenv("TIMEMAP_UPLOAD_SESSION_MB", "0.01")
    pending = taken(*(given(f"{number}.txt", f"{number} {SIRTE * 50}") for number in range(5)))
    assert len(pending.drafts) == 2
    assert "more than 0.01 MB" in pending.refused[0].reason
    pending.clear()
    assert pending.weight == 0


def test_all_sessions_together_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others gave counts as long as their sessions live."""
    gc.collect()
    before = drafts._weight_of_all() / drafts.MB  # noqa: SLF001 -- other tests' sessions may still be there
    monkeypatch.setenv("TIMEMAP_UPLOAD_TOTAL_MB", str(before + 0.01))
    other = taken(given("other.txt", SIRTE * 100))
    assert other.drafts
    (refusal,) = taken(given("mine.txt", SIRTE * 100 + "!")).refused
    assert "all visitors" in refusal.reason
    other.clear()
    assert taken(given("mine.txt", SIRTE * 100 + "!")).drafts


def test_a_full_disk_refuses_and_leaves_nothing(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for a file: one sentence, no part of it left, and the next file is taken."""

    class Full(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.ENOSPC, "No space left on device")

    pending = taken(Given("big.txt", 100, Full()), given("small.txt", SIRTE))
    assert [draft.name for draft in pending.drafts] == ["small.txt"]
    assert "disk is full" in pending.refused[0].reason
    assert list((own_data / ".uploads").iterdir()) == []
    monkeypatch.setenv("TIMEMAP_DATA", "/proc/nothing-can-be-written-here")
    assert "could not be taken" in taken(given("a.txt", SIRTE)).refused[0].reason


def test_a_pasted_text_is_kept_as_pasted() -> None:
    """With title, source and date as typed; its language is found."""
    pending = Pending()
    pasted(pending, f"{SIRTE}\n\nسرت", title=" On Sirte ", source="", published=date(2020, 1, 7))
    (draft,) = pending.drafts
    assert draft.text == f"{SIRTE}\n\nسرت"
    assert (draft.name, draft.title, draft.source, draft.published) == (
        "pasted text",
        "On Sirte",
        None,
        date(2020, 1, 7),
    )


def record(text: str, title: str | None = None) -> ArticleRecord:
    """Return an article as listed."""
    sha256 = Draft("x", text).sha256
    return ArticleRecord("held.txt", sha256, title, None, None, None, None, None, "b1", "2020-01-01T10:20:30", "amal")


def test_copies_are_named() -> None:
    """The same text, held or given before; nearly the same text; nothing for what is new."""
    long = "The army retook the port town of Sirte on Monday after two years, a spokesman for the force said. " * 4
    given_ = [
        Draft("a", SIRTE),
        Draft("b", "New here."),
        Draft("c", "New here."),
        Draft("d", long + "It said no more."),
    ]
    assert known_texts(given_, [record(SIRTE, "Sirte")]) == ["Sirte", None, "b", None]
    near = near_texts(given_, [Article("wire.txt", long)])
    assert near[3] == "wire.txt"
    assert near[1] is None


def test_what_was_changed_in_the_table_is_added() -> None:
    """Ticks, titles, sources and dates of the table hold; an emptied field is no field."""
    given_ = [Draft("a", "A.", title="Old", published=date(2020, 1, 1)), Draft("b", "B."), Draft("c", "C.")]
    table = adding.preview(given_, [None, None, "a"], [None, None, None])
    assert table["add"].tolist() == [True, True, False]
    table.loc[0, ["title", "source"]] = ["  ", " Reuters "]
    table["published"] = table["published"].astype("datetime64[ns]")
    table.loc[1, "published"] = "2020-07-20"
    chosen = adding.chosen_drafts(given_, table)
    assert [(one.title, one.source, one.published) for one in chosen] == [
        (None, "Reuters", date(2020, 1, 1)),
        (None, None, date(2020, 7, 20)),
    ]


def test_batches_are_listed_latest_first() -> None:
    """Each with its moment, its number of articles and the name of its first."""
    import dataclasses

    first = record("A.", "One")
    later = dataclasses.replace(first, batch="b2", added_at="2021-01-01T00:00:00", title=None)
    table = adding.batches_of([first, dataclasses.replace(first, id="2"), later])
    assert table.index.tolist() == ["b2", "b1"]
    assert table["number"].tolist() == [1, 2]
    assert table["first"].tolist() == ["held.txt", "One"]
