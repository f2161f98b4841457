"""Corpora side by side: built apart, served apart, each state as long as somebody may be looking at it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import corpora, dataset, jobs, shelf
from dashboard.access import COOKIE, Person
from dashboard.routes import app_routes
from geodata.correction import Correction, Target
from geodata.errors import DatasetError, GeodataError
from geodata.pipeline import build_from_articles
from tests.dashboard.library import AMAL, BASIL, SIRTE, TARHUNA, VISITOR, built, finished, made


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A library of this test's own; what it began in the background ends with it."""
    monkeypatch.setenv("TIMEMAP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield
    for child in jobs._children:  # noqa: SLF001 -- what was started is not told anywhere else
        child.terminate()
        child.wait(timeout=30)


def test_a_corpus_is_built_in_the_background_and_shown() -> None:
    """First it says that it is being read, then its articles are there, the same as if read here and now."""
    key = made("Sirte", [SIRTE, TARHUNA])
    with pytest.raises(corpora.NotReadyError):
        dataset.named_corpus(key, AMAL)
    assert finished(key).state == "done"
    corpus = dataset.named_corpus(key, AMAL)
    assert corpus.key == key
    assert dataset.corpus_of_digest(corpus.dataset.digest, AMAL) is corpus
    here = build_from_articles(shelf.library().articles.read(key), title="Sirte")
    assert corpus.dataset.manifest["counts"] == here.manifest["counts"]
    assert corpus.dataset.control == here.control


def test_the_former_state_stays_until_the_next_is_complete() -> None:
    """While a new article is read, the page shows what was there; its digest answers afterwards, too."""
    key = made("Sirte")
    before = built(key)
    shelf.library().articles.add(key, [draft("new.txt", TARHUNA)], by="amal")
    assert dataset.named_corpus(key, AMAL).dataset.digest == before.digest
    assert finished(key).state == "done"
    after = dataset.named_corpus(key, AMAL)
    assert after.dataset.digest != before.digest
    assert after.dataset.manifest["counts"]["articles"] == 2
    old = dataset.corpus_of_digest(before.digest, AMAL)
    assert old is not None
    assert old.dataset.manifest["counts"]["articles"] == 1


def test_states_are_thrown_away_when_nobody_looks_any_more() -> None:
    """A few former states are kept, and none of them for longer than a day."""
    key = made("Sirte")
    stored = built(key)
    for number in range(9):
        state = shelf.home(key) / f"{number:016x}"
        shutil.copytree(stored.folder, state)
        moment = time.time() - number * 3600 - (shelf.KEPT_S if number == 1 else 0)
        os.utime(state, (moment, moment))
    shelf._prune(stored)  # noqa: SLF001 -- called by every build; a build takes seconds
    left = {state.name for state in shelf.home(key).iterdir() if state.is_dir()}
    assert left == {stored.digest, *(f"{number:016x}" for number in (0, 2, 3, 4))}


def test_one_of_two_with_the_same_articles_is_not_the_other() -> None:
    """A digest stands for one corpus: whoever may read one of two that are alike may not read the other by it."""
    mine, theirs = made("Same"), made("Same", by=BASIL)
    one, other = built(mine), built(theirs)
    assert one.digest != other.digest
    assert dataset.corpus_of_digest(other.digest, AMAL) is None
    assert dataset.corpus_of_digest(one.digest, AMAL) is not None


def test_private_corpora_are_nobody_elses() -> None:
    """Not listed, not opened, not in a combination, not told apart from one that is not there."""
    key, shown = made("Mine"), made("For all", [TARHUNA], visibility="public")
    assert [record.id for record in corpora.listed(AMAL)] == [shown, key]
    assert [record.id for record in corpora.listed(BASIL)] == [shown]
    said = set()
    for person, asked in [(BASIL, key), (VISITOR, key), (BASIL, "nothing-here"), (BASIL, f"{key}+{shown}")]:
        with pytest.raises(DatasetError) as refused:
            dataset.named_corpus(asked, person)
        said.add(str(refused.value).replace(repr(asked), "X"))
    assert len(said) == 1
    assert not shelf.home(f"{key}+{shown}").exists()


def test_routes_ask_the_same_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each data route answers the maker's browser, and says to all others that there is nothing."""
    monkeypatch.setenv("TIMEMAP_EDITING", "on")
    token, other = "ab" * 16, "cd" * 16
    client = TestClient(Starlette(routes=app_routes()))
    key = made("Mine", by=Person(browser(token), "reviewer"))
    digest = built(key).digest
    paths = [route.path for route in app_routes() if route.path.startswith("/app/data/{digest}")]
    assert len(paths) >= 8
    fill = {
        "digest": digest,
        "kind": "mention",
        "key": "0",
        "key:path": "0",
        "source": "x",
        "mode": "x",
        "form": "geojson",
    }
    for path in paths:
        address = path
        for name, value in fill.items():
            address = address.replace(f"{{{name}}}", value)
        if "{" in address:
            continue  # what others add is served by the same function, and has its own tests
        own = client.get(address, headers={"cookie": f"{COOKIE}={token}"})
        assert "public" not in own.headers.get("cache-control", "")
        for headers in ({}, {"cookie": f"{COOKIE}={other}"}):
            refused = client.get(address, headers=headers)
            assert refused.status_code == 404, address
            assert SIRTE[:20] not in refused.text
    card = client.get(f"/app/data/{digest}/evidence/mention/0", headers={"cookie": f"{COOKIE}={token}"})
    assert card.status_code == 200
    assert card.json()["href"].startswith(f"articles?corpus={key}&")
    assert card.headers["cache-control"].startswith("private")
    shelf.library().corpora.change(key, visibility="public")
    assert client.get(f"/app/data/{digest}/evidence/mention/0").status_code == 200
    shelf.library().corpora.remove(key)
    assert client.get(f"/app/data/{digest}/evidence/mention/0").status_code == 404


def test_several_are_shown_together() -> None:
    """A combination holds the articles of all, each text once, whatever they are called and in whatever order named."""
    one, two = made("One", [SIRTE]), made("Two", [TARHUNA, SIRTE])
    together = shelf.key_of(shelf.ids_of(f"{two} {one}"))
    built(together)
    corpus = dataset.named_corpus(f"{one}+{two}", AMAL)
    assert corpus.title == "One + Two"
    assert sorted(corpus.dataset.tables["articles"]["text"]) == sorted([SIRTE, TARHUNA])
    assert corpus.dataset.tables["articles"]["id"].is_unique


def test_the_folder_can_be_one_of_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of articles joins a combination by its own sign."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").write_text(TARHUNA, "utf-8")
    monkeypatch.setenv("TIMEMAP_CORPUS", str(tmp_path / "folder"))
    key = shelf.key_of(shelf.ids_of(f"{made('Mine')}+{shelf.FOLDER}"))
    built(key)
    assert set(dataset.named_corpus(key, AMAL).dataset.tables["articles"]["text"]) == {SIRTE, TARHUNA}


@pytest.mark.parametrize("asked", ["../../etc", "a/b", "A B", "{{7*7}}", "_other", "+", " ", "a" * 65, "\u0661"])
def test_what_is_no_id_is_none(asked: str) -> None:
    """Nothing but ids gets from an address into a path."""
    for one in shelf.ids_of(asked):
        assert shelf.ID.fullmatch(one)
    assert shelf.home(asked).resolve().is_relative_to(shelf.shelf().resolve())
    assert shelf.find(asked) is None


def test_corrections_are_drawn_when_the_reviewer_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction of a moment ago waits; after a pause, or when asked for, it is on the map."""
    key = made("Sirte")
    before = built(key)
    shelf.library().corrections.add(key, [rejected("Sirte")])
    assert corpora.refresh(key).status.state == "done"
    assert corpora.refresh(key).stored == before
    monkeypatch.setattr(corpora, "QUIET_S", 0.0)
    assert corpora.refresh(key).status.active
    assert finished(key).state == "done"
    assert dataset.named_corpus(key, AMAL).dataset.manifest["corrections"]["applied"]


def test_two_workers_never_build_one_corpus_at_once() -> None:
    """While somebody else holds the lock, a job ends without a word and touches nothing."""
    key = made("Sirte")
    shelf.home(key).mkdir(parents=True)
    with FileLock(shelf.home(key) / ".lock"):
        jobs.run(key)
        assert shelf.current(key) is None
    jobs.run(key)
    assert shelf.current(key) is not None


def test_two_starts_make_one_build() -> None:
    """Pages of two sessions ask at the same time; one process reads."""
    key = made("Sirte")
    jobs.start(key)
    children = list(jobs._children)  # noqa: SLF001 -- what was started is not told anywhere else
    jobs.start(key)
    assert jobs._children == children  # noqa: SLF001
    assert finished(key).state == "done"


def test_cancelled_and_gone_on_with() -> None:
    """A cancelled build keeps what it read, does not start by itself again, and goes on when asked."""
    key = made("Many", [f"{SIRTE} Report number {number}." for number in range(300)])
    corpora.refresh(key)
    jobs.cancel(key)
    assert finished(key).state == "cancelled"
    assert corpora.refresh(key).status.state == "cancelled"
    assert shelf.current(key) is None
    assert built(key).key == key


def test_a_killed_build_is_said_to_have_stopped() -> None:
    """A build that is killed leaves no lock and no half state; the next look starts it again."""
    key = made("Many", [f"{SIRTE} Report number {number}." for number in range(300)])
    jobs.start(key)
    child: subprocess.Popen = jobs._children[-1]  # noqa: SLF001 -- killed by its own id
    while jobs.status(key).state == "starting":
        time.sleep(0.05)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait(timeout=20)
    assert jobs.status(key).state == "stopped"
    assert shelf.current(key) is None
    assert built(key).key == key


def test_a_build_that_dies_at_once_is_not_begun_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that looks every second begins it once; then it waits until somebody asks."""
    key = made("Sirte")
    begun = []

    def dying(one: str) -> None:
        begun.append(one)
        stopped = {"state": "reading", "version": shelf.version_of(one), "at": 0}
        shelf.write_json(shelf.home(one) / "progress.json", stopped)

    monkeypatch.setattr(jobs, "start", dying)
    states = [corpora.refresh(key).status.state for _ in range(4)]
    assert states == ["stopped"] * 4
    assert begun == [key]
    corpora.refresh(key, now=True)
    assert begun == [key, key]


def test_a_build_that_fails_says_why_and_is_not_tried_for_ever() -> None:
    """A full disk or a wrong article gives a sentence; the same state is built again only when asked."""
    key = made("Sirte")
    home = shelf.home(key)
    home.mkdir(parents=True)
    (home / "building").write_text("in the way")
    jobs.run(key)
    status = jobs.status(key)
    assert status.state == "failed"
    assert status.reason
    assert corpora.refresh(key).status == status
    (home / "building").unlink()
    assert built(key).key == key


def test_an_empty_corpus_is_said_to_be_empty() -> None:
    """A corpus without articles, or whose articles were all taken back, shows nothing of before."""
    key = made("Sirte")
    built(key)
    shelf.library().articles.remove(key, ["0.txt"], by="amal")
    with pytest.raises(DatasetError, match="no articles yet"):
        dataset.named_corpus(key, AMAL)


def test_progress_files_of_a_stranger_do_no_harm() -> None:
    """What is no progress is none."""
    key = made("Sirte")
    shelf.home(key).mkdir(parents=True)
    for content in ("", "[]", "{", json.dumps({"state": 5, "at": 0})):
        (shelf.home(key) / "progress.json").write_text(content)
        assert not jobs.status(key).active
    (shelf.home(key) / "current.json").write_text(json.dumps({"digest": "../../etc"}))
    assert shelf.current(key) is None


def test_removed_and_brought_back() -> None:
    """A corpus that was removed is gone for all; brought back it is as it was."""
    key = made("Sirte", visibility="public")
    stored = built(key)
    shelf.library().corpora.remove(key)
    assert corpora.listed(AMAL) == []
    assert dataset.corpus_of_digest(stored.digest, AMAL) is None
    with pytest.raises(GeodataError):
        dataset.named_corpus(key, AMAL)
    shelf.library().corpora.bring_back(key)
    assert dataset.named_corpus(key, VISITOR).dataset.digest == stored.digest


def draft(name: str, text: str) -> object:
    """Return a draft."""
    from geodata.formats import Draft

    return Draft(name, text)


def rejected(words: str) -> Correction:
    """Return the decision that a word is no place."""
    article = shelf.library().articles.all("sirte")[0]
    start = SIRTE.index(words)
    target = Target("toponyms", article.sha256, start, start + len(words), words)
    return Correction("ab" * 16, "reject", target, {}, "one", "amal", "2026-01-01T00:00:00+00:00")


def browser(token: str) -> str:
    """Return the name of a browser in the library."""
    import hashlib

    return f"browser:{hashlib.sha256(token.encode()).hexdigest()[:32]}"
