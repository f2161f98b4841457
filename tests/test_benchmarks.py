"""What the benchmarks measure is the same for all, and what they print is a table."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from benchmarks import packages, report
from benchmarks.__main__ import PARTS
from benchmarks.crowd import features_of, make_crowd, payload_of
from benchmarks.reading import CHARACTERS, STEPS, holder_of, made_up_article
from benchmarks.site import compressed, serving
from benchmarks.table import Table, number
from dashboard.payload import unpack


def test_crowd_is_the_same_for_the_map_and_for_its_peers() -> None:
    """Payload and GeoJSON hold the same points."""
    crowd = make_crowd(events=40, mentions=70, places=5)
    header, columns = unpack(payload_of(crowd))
    features = features_of(crowd)["features"]
    assert (len(header["places"]), len(columns["mention.place"])) == (5, 70)
    longitudes = [feature["geometry"]["coordinates"][0] for feature in features]
    assert longitudes == pytest.approx(columns["event.lon"].tolist(), abs=1e-5)


def test_made_up_articles_are_as_long_as_said() -> None:
    """An article has about 3 kB, and the same number gives the same one."""
    assert CHARACTERS * 0.95 < len(made_up_article(3)) < CHARACTERS * 1.3
    assert made_up_article(3) == made_up_article(3) != made_up_article(4)


@pytest.mark.parametrize(("module", "path", "name"), STEPS)
def test_steps_of_reading_are_there_to_be_timed(module: str, path: str, name: str) -> None:
    """A function that was renamed would leave its row of the table empty."""
    assert callable(getattr(*holder_of(module, path))), name


def test_table_is_markdown() -> None:
    """Short rows are filled, so that a row without a figure is still a row."""
    lines = Table("Speed", ("", "ms"), [("a", "1.00"), ("b",)], ("Note.",)).markdown().splitlines()
    assert lines == ["### Speed", "", "|   | ms   |", "|---|------|", "| a | 1.00 |", "| b |      |", "", "Note."]


@pytest.mark.parametrize(("value", "text"), [(0.432, "0.43"), (12.54, "12.5"), (5432.1, "5,432")])
def test_numbers_have_the_digits_they_can_stand_for(value: float, text: str) -> None:
    """Three digits are kept."""
    assert number(value) == text


def test_figures_take_the_place_of_the_old_ones() -> None:
    """Only what stands between the marks of a part changes; the report has a place for every part."""
    document = "Before.\n\n<!-- figures: app -->\n\nold\n\n<!-- end of figures: app -->\n\nAfter.\n"
    assert report.replaced(document, "app", "new\n") == document.replace("old", "new")
    with pytest.raises(ValueError, match="No place for the figures of 'reading'"):
        report.replaced(document, "reading", "new")
    for part in PARTS:
        assert report.replaced(report.REPORT.read_text("utf-8"), part, "| new |").count("| new |") == 1


def test_site_serves_compressed_content() -> None:
    """The browser gets what a route would send: gzip, with its media type."""
    files = {"/": compressed("<p>Hello</p>", "text/html")}
    with serving(files.get) as url, urllib.request.urlopen(f"{url}/?query=1") as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.read() == files["/"].body


def test_without_node_the_peers_are_left_out_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing node gives a sentence in place of a figure."""
    monkeypatch.setattr(packages.shutil, "which", lambda _: None)
    scripts = packages.install_peers(tmp_path)
    assert scripts.find("https://cdn.example/moment.min.js") is None
    assert scripts.missing
    assert "node" in scripts.missing
