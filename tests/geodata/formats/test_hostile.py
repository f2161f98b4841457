"""Files made to harm who reads them: refused in words, at once, at little cost, and alone."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.formats import Draft, Limits, Refusal, process, read_drafts
from geodata.formats import worker as worker_module
from geodata.formats.bundle import MOST_NAMED
from geodata.formats.encoding import codec_named
from geodata.formats.fields import address
from tests.conftest import PROJECT, SHARED
from tests.geodata.formats import samples
from tests.geodata.formats.conftest import Reading
from tests.geodata.formats.hostile import HOSTILE, write_hostile, write_slow

MOST_CPU_S = 20


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of all hostile files."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder)
    return folder


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A process that has read a file of each slow kind, as one of a running app has."""
    folder = tmp_path_factory.mktemp("warm")
    write_slow(folder)
    assert [type(one) for one in read_drafts(folder, languages=False)] == [Draft] * 3


def _computed() -> float:
    """Return what the processes that have ended computed so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


MEASURE = """
import sys, time
from pathlib import Path
from geodata.formats import read_drafts

def status(key):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(key))

Path(sys.argv[2]).write_text("warm")
list(read_drafts(Path(sys.argv[2]), languages=False))
Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
before = status("VmRSS")
found = [(type(one).__name__, one.reason) for one in read_drafts(Path(sys.argv[1]), languages=False)]
print(status("VmHWM") - before)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_refused_in_words(hostile: Path, warm: None, name: str) -> None:
    """One sentence, no article, and no work without end; how fast it is refused is measured by ``make bench``."""
    computed = time.process_time() + _computed()
    found = list(read_drafts(hostile / name, languages=False))
    assert [type(one) for one in found] == [Refusal]
    assert re.search(HOSTILE[name][1], found[0].reason), found[0].reason
    assert found[0].reason.startswith(name)
    assert time.process_time() + _computed() - computed < MOST_CPU_S


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="peaks of memory are read from /proc")
@pytest.mark.parametrize("name", ["zeros.zip", "deep.json", "laughs.xml", "flate.pdf", "zeros.docx", "zeros.csv"])
def test_who_asks_keeps_its_memory(hostile: Path, tmp_path: Path, name: str) -> None:
    """The asking process grows by at most 64 MB, at its peak."""
    command = [sys.executable, "-c", MEASURE, str(hostile / name), str(tmp_path / "warm.txt")]
    grown = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True, text=True).stdout
    assert int(grown) <= 64_000


def test_what_ends_the_reader_costs_only_itself(read: Reading) -> None:
    """In one archive, the files before and after it are read."""
    members = {"a.txt": "before", "b.pdf": samples.endless_pdf(), "c.txt": "between", "d.pdf": samples.endless_pdf()}
    found = read("a.zip", samples.packed(members | {"e.txt": "after"}))
    assert [one.text for one in found if isinstance(one, Draft)] == ["before", "between", "after"]
    assert [one.name for one in found if isinstance(one, Refusal)] == ["a.zip/b.pdf", "a.zip/d.pdf"]


def test_a_list_without_articles_is_given_up(read: Reading) -> None:
    """A thousand records that are none tell enough: nobody reads a million refusals, and no server should keep them."""
    found = read("a.json", json.dumps([{"text": ""}] * 5_000))
    assert {type(one) for one in found} == {Refusal}
    assert len(found) == 1_001
    assert isinstance(found[-1], Refusal)
    assert "hold no article; the rest was not looked at" in found[-1].reason


def test_what_json_alone_can_hold_is_mended_and_said(read: Reading) -> None:
    """Half a letter is no text, and of two values of one name one has to be chosen."""
    text = samples.TEXT
    found = read("a.json", json.dumps([{"title": "\ud800x", "text": text + "\udfff"}]))
    assert isinstance(found[0], Draft)
    assert (found[0].title, found[0].text) == ("\ufffdx", text + "\ufffd")
    assert "lone surrogates" in found[0].notes[-1]
    found = read("a.json", '[{"title": "one", "title": "two", "text": "Sirte fell."}]')
    assert isinstance(found[0], Draft)
    assert found[0].title == "two"
    assert found[0].notes == ("Names that stand twice, of which the last was taken: title.",)


def test_an_archive_full_of_them_is_given_up(read: Reading) -> None:
    """A thousand files that each cost their time would keep a server for ever."""
    members = {f"{i}.pdf": samples.endless_pdf() for i in range(9)}
    found = read("a.zip", samples.packed(members), limits=Limits(restarts=2))
    assert len(found) == 4
    assert "the rest was left out" in found[-1].reason


def test_thousands_of_files_alike_are_named_in_one_sentence(read: Reading) -> None:
    """Empty files and pictures are told of by their number, unopened; what is among them is read."""
    many = range(MOST_NAMED + 1)
    members = {f"e{i}.txt": "" for i in many} | {"good.txt": "An article."} | {f"p{i}.jpg": "x" for i in many}
    found = read("a.zip", samples.packed(members))
    assert [one.name for one in found if isinstance(one, Draft)] == ["a.zip/good.txt"]
    empty, strange = (one.reason for one in found if isinstance(one, Refusal))
    assert f"a.zip holds {len(many)} empty files, such as e0.txt" in empty
    assert f"a.zip holds {len(many)} files that are no articles, such as p0.jpg" in strange


def test_names_that_lead_out_of_an_archive(read: Reading, tmp_path: Path) -> None:
    """Nothing is written, links and slipping names are refused, the rest is read."""
    path = tmp_path / "slip.zip"
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../x.txt", "/abs.txt", "C:\\x.txt", "a/..\\..\\x.txt"):
            archive.writestr(name, "out")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("in.txt", "in")
    found = read("slip.zip", path.read_bytes())
    assert [one.text for one in found if isinstance(one, Draft)] == ["in"]
    assert [("leads out" in r.reason, "is a link" in r.reason) for r in found[:-1]] == [(True, False)] * 4 + [
        (False, True)
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["slip.zip"]


def test_all_files_together_have_a_limit(tmp_path: Path) -> None:
    """Many files in bounds may be too many together; those that were left out are named."""
    for i in range(5):
        (tmp_path / f"{i}.txt").write_text("x" * 1000)
    found = list(read_drafts(tmp_path, limits=Limits(total_bytes=3000), languages=False))
    assert [type(one) for one in found] == [Draft] * 3 + [Refusal] * 2
    assert "all files together" in found[-1].reason


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A device or a pipe would never end."""
    (found,) = read_drafts(Path("/dev/zero"), languages=False)
    assert "no plain file" in found.reason
    (found,) = read_drafts(tmp_path / "gone.txt", languages=False)
    assert (
        found.reason == "gone.txt could not be read (No such file or directory); check that it exists and may be read."
    )


def test_leaving_early_leaves_nothing_behind(tmp_path: Path) -> None:
    """Who stops in the middle of a file reads the next one as if nothing had been."""
    for i in range(50):
        (tmp_path / f"{i:02}.txt").write_text("x" * 100_000)
    reading: Iterator[Draft | Refusal] = read_drafts(tmp_path, languages=False)
    assert next(reading).name == "00.txt"
    reading.close()
    assert [one.name for one in read_drafts(tmp_path, languages=False)] == [f"{i:02}.txt" for i in range(50)]


def test_a_process_that_was_ended_while_it_waited_is_not_asked(read: Reading) -> None:
    """The system may end it when memory is short; the next file is none the worse for it."""
    read("a.txt", "a")
    waiting = process._idle[-1]
    waiting._child.kill()
    waiting._child.wait()
    assert read("b.txt", "b") == [Draft("b.txt", "b")]


WHOLE = {
    "a.html": samples.page().encode(),
    "a.pdf": samples.pdf(samples.wrapped()),
    "a.docx": samples.word(),
    "a.eml": samples.message(note_txt=b"A note."),
    "a.xml": samples.NITF.encode(),
    "a.rss": samples.RSS.encode(),
    "a.zip": samples.packed({"a.txt": samples.TEXT, "b.html": samples.page(), "p.csv": "file,url\nb.html,x\n"}),
    "a.json": json.dumps([{"text": samples.TEXT, "date": "2020-01-07", "author": ["A"]}]).encode(),
    "a.csv": f'text,title,date\n"{samples.TEXT}",T,2020\n'.encode(),
    "a.md": b"---\ntitle: T\n---\n# T\n\nText.",
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(WHOLE)),
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20)), min_size=1, max_size=6),
)
def test_damage_makes_no_fault(read: Reading, name: str, edits: list[tuple[float, int, bytes]]) -> None:
    """Whatever is cut from a file or put into it, its articles come, or a refusal that names the damage."""
    data = WHOLE[name]
    for place, cut, put in edits:
        start = int(place * len(data))
        data = data[:start] + put + data[start + cut :]
    reasons = [one.reason for one in read(name, data) if isinstance(one, Refusal)]
    assert not [reason for reason in reasons if "reader fail" in reason or "more memory" in reason]


@pytest.mark.parametrize("event", ["socket.connect", "subprocess.Popen", "os.exec", "os.remove"])
def test_the_reader_has_no_network_and_starts_nothing(event: str) -> None:
    """Python asks before it does any of these."""
    with pytest.raises(PermissionError, match=event):
        worker_module._forbid(event, ())


def test_the_reader_writes_nothing() -> None:
    """Opening a file for writing is refused, for reading it is not."""
    with pytest.raises(PermissionError):
        worker_module._forbid("open", ("x", "w", 0o1))
    worker_module._forbid("open", ("x", "r", 0))


def test_only_codecs_of_letters_are_taken() -> None:
    """Python's codecs also unpack, and run escapes."""
    taken = [codec_named(n) for n in ("UTF8", "latin1", "windows-1256", "koi8-r", "shift_jis")]
    assert taken == ["utf-8", "cp1252", "cp1256", "koi8-r", "shift_jis"]
    assert {codec_named(n) for n in ("zip", "hex", "rot13", "unicode_escape", "idna", "utf-7", "\x00", "nosuch")} == {
        None
    }


def test_only_web_addresses_are_addresses() -> None:
    """What could run when it is followed is none."""
    assert address("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for words in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://a b",
        'https://a"onload',
        5,
    ):
        assert address(words) is None


@pytest.mark.shared
def test_naughty_strings_come_through_as_written(read: Reading) -> None:
    """In every field, the words are the words."""
    strings = [s for s in json.loads((SHARED / "hostile/blns/blns.json").read_text("utf-8")) if s.strip()]
    found = read("a.jsonl", "\n".join(json.dumps({"text": s, "title": s, "source": s}) for s in strings))
    assert [one.text for one in found] == strings
