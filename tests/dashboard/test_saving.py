"""A corpus as one file: what goes in, what is refused, and the command that makes it."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.dataset import Corpus
from dashboard.marks import marks_of
from dashboard.saving import TooLargeError, evidence_keys, saved_map
from tests.seeded import dataset_in


def _part(page: str, name: str) -> dict | None:
    saved = json.loads(re.search(r'id="tm-saved">(.*?)</script>', page, re.DOTALL)[1])
    return saved[name] and json.loads(gzip.decompress(base64.b64decode(saved[name])))


def test_every_quote_stands_in_its_text(corpus: Corpus) -> None:
    """Each card of the seeds is in the file, and its words stand in the article at the place it names."""
    page = saved_map(corpus, texts=True)
    evidence, texts = _part(page, "evidence"), _part(page, "texts")
    assert set(evidence["cards"]) == set(evidence_keys(marks_of(corpus)))
    quotes = [card for card in evidence["cards"].values() if card["kind"] == "article"]
    assert len(quotes) > 100
    for card in quotes:
        article = evidence["articles"][card["article"]]
        start, end = (int(re.search(rf"{key}=(\d+)", card["href"])[1]) for key in ("start", "end"))
        assert texts[article["id"]][start:end] == "".join(segment["text"] for segment in card["segments"])
        assert re.fullmatch("[0-9a-f]{64}", article["sha256"])


def test_every_quote_is_a_sentence_of_the_search(corpus: Corpus) -> None:
    """With the texts go the places of their sentences, by which the file's search finds what the app's finds."""
    page = saved_map(corpus, texts=True)
    evidence, sentences = _part(page, "evidence"), _part(page, "sentences")
    bounds = {article: set(zip(each[::2], each[1::2], strict=True)) for article, each in sentences.items()}
    for card in evidence["cards"].values():
        if card["kind"] == "article":
            place = tuple(int(re.search(rf"{key}=(\d+)", card["href"])[1]) for key in ("start", "end"))
            assert place in bounds[evidence["articles"][card["article"]]["id"]]


def test_whole_texts_stay_out_unless_asked_for(corpus: Corpus) -> None:
    """Without the switch no article is in the file, and the file of two articles stays small."""
    page = saved_map(corpus, texts=False)
    assert _part(page, "texts") is _part(page, "sentences") is None
    assert len(page) < 3_500_000


def test_too_many_quotes_are_refused_in_a_sentence(corpus: Corpus) -> None:
    """The refusal says how many there are, how many may be, and what to do."""
    with pytest.raises(TooLargeError, match=r"has \d+ quotes; one file made here may hold 10\. Make it with"):
        saved_map(corpus, texts=False, most=10)


def test_the_command_writes_the_file(seeded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is written whole, opens at the view asked for, and the size is told."""
    assert main(["save", str(dataset_in(seeded)), "-o", str(tmp_path / "map.html"), "--view", "?types=talk&z=7"]) == 0
    page = (tmp_path / "map.html").read_text("utf-8")
    assert '<meta name="tm-view" content="types=talk&amp;z=7">' in page
    assert "excerpts only" in capsys.readouterr().out
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no dataset gives one sentence and the exit code 1."""
    assert main(["save", str(tmp_path / "none"), "-o", str(tmp_path / "map.html")]) == 1
    assert "no complete dataset" in capsys.readouterr().err
    assert not (tmp_path / "map.html").exists()
