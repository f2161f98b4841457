"""Articles as they are read from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.article import Article, read_text_file
from geodata.errors import ArticleError


def test_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    """Line ends, no-break spaces and characters beyond the basic plane stay as they are."""
    text = "One\r\ntwo\u00a0three \U0001f30d\n"
    (tmp_path / "a.txt").write_bytes(text.encode("utf-8"))
    assert read_text_file(tmp_path / "a.txt").text == text


def test_id_is_the_path_below_the_corpus(tmp_path: Path) -> None:
    """Two files of one name in two folders are two articles."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.txt").write_text("Text", "utf-8")
    assert read_text_file(tmp_path / "b" / "a.txt", root=tmp_path).id == "b/a.txt"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "holds no text"),
        (b" \n\t", "holds no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary file"),
        (bytes(range(256)) * 4, "binary file"),
        ("Café at the front".encode("latin-1"), "not in UTF-8 (byte 3"),
    ],
)
def test_refusals_name_the_file_and_the_remedy(tmp_path: Path, content: bytes, said: str) -> None:
    """Empty, binary and oddly encoded files are refused in one sentence that says what to do."""
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    with pytest.raises(ArticleError, match="strange.txt") as caught:
        read_text_file(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_are_not_text(tmp_path: Path, encoding: str) -> None:
    """A file that names its encoding by a mark is read by it, and the mark is not part of the text."""
    (tmp_path / "a.txt").write_bytes("Sirte سرت".encode(encoding))
    assert read_text_file(tmp_path / "a.txt").text == "Sirte سرت"


def test_digest_is_that_of_the_text() -> None:
    """Anyone can check an article's digest with a standard tool."""
    assert Article(id="a", text="abc").sha256.startswith("ba7816bf8f01cfea")
