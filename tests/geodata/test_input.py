"""What a build is given: folders, archives and files, one or several."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.correction import Correction, Target, write_corrections
from geodata.errors import DatasetError
from geodata.formats import Draft, Refusal
from geodata.input import inputs_digest, read_inputs
from geodata.store import read_dataset
from tests.geodata.formats import samples

RECORD = {"text": "The army retook Sirte, officials said.", "title": "Sirte", "outlet": "Post", "date": "2020-01-07"}


@pytest.fixture
def inputs(tmp_path: Path, seeds: Path) -> list[Path]:
    """A folder, a zip and a file."""
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(seeds / "003_a5deb6ba971d89e7.txt", folder / "seed.txt")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    archive, lines = tmp_path / "pages.zip", tmp_path / "lines.jsonl"
    archive.write_bytes(samples.packed({"2020/marsa.html": samples.page()}))
    lines.write_text(json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"text": " "}))
    return [folder, archive, lines]


def test_articles_are_named_by_where_they_came_from(inputs: list[Path]) -> None:
    """Several inputs each stand before their articles' names; what the files say of them is kept."""
    articles, refused = read_inputs(inputs)
    assert [a.id for a in articles] == ["folder/seed.txt", "pages.zip/2020/marsa.html", "lines.jsonl#1"]
    assert [r["name"] for r in refused] == ["folder/photo.jpg", "lines.jsonl#2"]
    record = articles[-1]
    assert (record.title, record.source, record.given_date) == ("Sirte", "Post", date(2020, 1, 7))


def test_articles_of_one_folder_are_named_from_there(inputs: list[Path]) -> None:
    """As they always were: links to them stay good."""
    assert [a.id for a in read_inputs(inputs[:1])[0]] == ["seed.txt"]


def test_no_two_articles_have_one_name(inputs: list[Path], tmp_path: Path) -> None:
    """Two files of one name, in two folders or in one archive, are told apart by a number."""
    other = tmp_path / "other" / "lines.jsonl"
    other.parent.mkdir()
    shutil.copy(inputs[2], other)
    assert [a.id for a in read_inputs([inputs[2], other])[0]] == ["lines.jsonl#1", "lines (2).jsonl#1"]


def test_each_is_shown_as_it_is_found(inputs: list[Path]) -> None:
    """Articles and refusals, in their order."""
    found: list[Draft | Refusal] = []
    read_inputs(inputs, watch=found.append)
    assert [type(one) for one in found] == [Refusal, Draft, Draft, Draft, Refusal]


def test_the_digest_follows_names_and_bytes(inputs: list[Path]) -> None:
    """It is the same as long as the files are."""
    first = inputs_digest(inputs)
    assert inputs_digest(inputs) == first
    (inputs[0] / "seed.txt").rename(inputs[0] / "renamed.txt")
    renamed = inputs_digest(inputs)
    inputs[2].write_text("{}")
    assert len({first, renamed, inputs_digest(inputs)}) == 3


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    """Before anything is read."""
    with pytest.raises(DatasetError, match="gone is not a folder and no file"):
        read_inputs([tmp_path / "gone"])


def test_the_command_builds_from_all_of_them(
    inputs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With progress, each refusal named, and corrections replayed over what was read."""
    correction = Correction(
        id="0" * 32,
        kind="reject",
        target=Target("toponyms", "0" * 64, 0, 5, "Sirte", ""),
        value={},
        scope="one",
        author="A. Reviewer",
        made_at="2026-01-01T00:00:00+00:00",
    )
    (tmp_path / "fixes.json").write_text(write_corrections([correction]), "utf-8")
    output = tmp_path / "set"
    options = ["--theatre", "none", "--processes", "1", "--corrections", str(tmp_path / "fixes.json")]
    assert main(["build", *map(str, inputs), "-o", str(output), *options]) == 0
    said = capsys.readouterr()
    assert "found 5" in said.err
    assert "left out: folder/photo.jpg is not an article file" in said.err
    assert "left out: lines.jsonl#2 holds no text" in said.err
    assert "3 articles" in said.out
    dataset = read_dataset(output)
    assert dataset.manifest["title"] == "folder and 2 more"
    assert dataset.manifest["corrections"] is not None
    assert main(["build", str(inputs[0]), "-o", str(output), "--corrections", str(inputs[1])]) == 1
    assert "give a file of corrections" in capsys.readouterr().err
