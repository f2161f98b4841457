"""Articles of each format: their text, and what the file says of them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.formats import SUFFIXES, Draft, Refusal, read_drafts
from geodata.formats.fields import NAMES, field_of, one_line, plain_name
from geodata.formats.kind import READERS
from geodata.formats.pdf import joined_lines
from tests.geodata.formats import samples
from tests.geodata.formats.conftest import Reading
from tests.geodata.formats.samples import PARAGRAPHS, TEXT

DAY = date(2020, 1, 7)
TOLD = ("Army retakes Marsa", "Example Wire", "Jane Doe", DAY)


def _told(draft: Draft | Refusal) -> tuple[object, ...]:
    assert isinstance(draft, Draft), draft
    return draft.title, draft.source, draft.author, draft.published


def test_plain_text_is_read_as_it_stands(read: Reading) -> None:
    """Not a letter of a text file changes, and nothing is made up about it."""
    text = " First line\r\n\n\tAnd more.  "
    assert read("a.txt", text) == [Draft("a.txt", text)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_known_by_its_mark(read: Reading, encoding: str) -> None:
    """Every Unicode encoding with a byte order mark is read."""
    assert read("a.txt", "Сирт, سرت".encode(encoding)) == [Draft("a.txt", "Сирт, سرت")]


def test_front_matter_of_markdown_is_no_text(read: Reading) -> None:
    """What stands before the article says what it is."""
    (draft,) = read("a.md", f"---\ntitle: Marsa\ndate: 2020-01-07\nsource: Wire\n---\n# Head\n\n{TEXT}")
    assert _told(draft) == ("Marsa", "Wire", None, DAY)
    assert draft.text == f"# Head\n\n{TEXT}"


def test_a_page_gives_its_main_text_and_its_markup(read: Reading) -> None:
    """Menus and scripts are left out; title, outlet, author, date and address are the page's own."""
    (draft,) = read("a.html", samples.page())
    assert _told(draft) == TOLD
    assert draft.text == f"Army retakes Marsa\n{TEXT}"
    assert (draft.url, draft.language) == ("https://example.org/marsa", "en")
    assert draft.notes == ("From the page's own markup: title, source, author, date.",)


def test_linked_data_is_trusted_most(read: Reading) -> None:
    """What schema.org's record of the article says wins over the other markup."""
    record = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "No article", "headline": "Nor this"},
            {
                "@type": ["NewsArticle"],
                "headline": "Town retaken",
                "datePublished": "2020-01-08T01:00:00+02:00",
                "author": [{"@type": "Person", "name": "A. Writer"}, {"name": "B. Writer"}],
                "publisher": {"@type": "Organization", "name": "Example Post"},
            },
        ],
    }
    head = f'{samples.HEAD}<script type="application/ld+json">{json.dumps(record)}</script>'
    (draft,) = read("a.html", samples.page(head))
    assert _told(draft) == ("Town retaken", "Example Post", "A. Writer, B. Writer", date(2020, 1, 8))


def test_a_page_that_says_nothing_is_not_guessed_at(read: Reading) -> None:
    """A day in the text, or a name in a menu, is not the page's word on its date or author."""
    (draft,) = read("a.html", samples.page("", title="", lang=""))
    assert _told(draft) == ("Army retakes Marsa", None, None, None)
    assert (draft.url, draft.language) == (None, None)


def test_the_declared_encoding_of_a_page_is_used(read: Reading) -> None:
    """A page in an older encoding that says so is read right."""
    text = "Армия заняла город Сирт в понедельник, сообщил представитель министерства обороны."
    (draft,) = read("a.htm", f'<meta charset="windows-1251"><title>x</title><p>{text}</p>'.encode("cp1251"))
    assert draft.text == text


def test_the_address_a_browser_saved_a_page_from(read: Reading) -> None:
    """Browsers write it into the page; only http addresses count."""
    for url, expected in (("https://example.org/a", "https://example.org/a"), ("javascript:alert(1)", None)):
        (draft,) = read("a.html", f"<!-- saved from url=(0021){url} -->\n{samples.page('')}")
        assert draft.url == expected


def test_lines_of_a_pdf_become_paragraphs(read: Reading) -> None:
    """Sentences broken over lines are whole again, the number of the page is gone."""
    (draft,) = read("a.pdf", samples.pdf([*samples.wrapped(), "3"]))
    assert draft.text == TEXT
    assert _told(draft) == ("Marsa retaken", None, "Jane Doe", None)


def test_hyphens_at_line_ends_are_taken_out() -> None:
    """PDFium marks them."""
    assert joined_lines("The govern\x02\r\nment fell.") == "The government fell."


def test_a_scan_is_refused_with_the_way_out(read: Reading) -> None:
    """A PDF without text says what to do about it."""
    (refusal,) = read("scan.pdf", samples.pdf([]))
    assert "pictures of 1 page and no text" in refusal.reason
    assert "OCR" in refusal.reason


def test_word_documents(read: Reading) -> None:
    """Paragraphs and tables in order; title and author of the properties."""
    (draft,) = read("a.docx", samples.word())
    assert draft.text == f"{TEXT}\nMarsa | retaken"
    assert _told(draft) == ("Marsa retaken", None, "Jane Doe", None)


def test_a_message_with_attached_articles(read: Reading) -> None:
    """The page in a message is its article; what is attached are articles too, pictures are not."""
    mail = samples.message(report_pdf=samples.pdf(samples.wrapped()), note_txt=b"A note.", tool_exe=b"MZ")
    body, report, note, tool = read("a.eml", mail)
    assert _told(body) == ("Fwd: Marsa", "Example Wire", "Jane Doe", DAY)
    assert (report.name, report.text) == ("a.eml/report.pdf", TEXT)
    assert note == Draft("a.eml/note.txt", "A note.")
    assert tool.name == "a.eml/tool.exe"
    assert "not an article file" in tool.reason


@pytest.mark.parametrize(
    ("name", "data"), [("n.xml", samples.NITF), ("g2.xml", samples.NEWSML), ("f.rss", samples.RSS)]
)
def test_news_in_xml(read: Reading, name: str, data: str) -> None:
    """NITF, NewsML-G2 and feeds give the same article."""
    (draft,) = read(name, data)
    assert _told(draft) == TOLD
    assert draft.text == TEXT


@pytest.mark.parametrize(
    "header",
    [
        "Title,Content,Outlet,Author,Publish_Date,URL,Language",
        "titre;texte;Éditeur;Auteur;Date de publication;lien;langue",
        "العنوان,النص,المصدر,الكاتب,تاريخ النشر,الرابط,اللغة",
        "HEADLINE\tBODY\tPublisher\tByline\tpublished at\tLink\tLang",
    ],
)
def test_columns_by_their_names(read: Reading, header: str) -> None:
    """English, French and Arabic names of columns, whatever their case and the table's separator."""
    separator = next(mark for mark in ";\t," if mark in header)
    written = io.StringIO()
    rows = csv.writer(written, delimiter=separator)
    rows.writerow([*header.split(separator), "mood"])
    rows.writerow(["T", TEXT, "Wire", "J. Doe", "2020-01-07", "https://example.org/a", "en-GB", "grim"])
    (draft,) = read("a.csv", written.getvalue())
    assert (*_told(draft), draft.url, draft.language) == ("T", "Wire", "J. Doe", DAY, "https://example.org/a", "en")
    assert draft.text == TEXT
    assert draft.notes == ("Columns that are not read: mood.",)


def test_names_of_columns_are_plain() -> None:
    """Each name is in the form it is looked up in, and stands for one field."""
    names = [name for group in NAMES.values() for name in group]
    assert [plain_name(name) for name in names] == names
    assert len(set(names)) == len(names)


def test_a_table_without_text_is_refused(read: Reading) -> None:
    """The sentence says which columns there are, or why addresses alone do not do."""
    (refusal,) = read("a.csv", "Name,Wert\n1,2\n")
    assert "'Name', 'Wert'" in refusal.reason
    (refusal,) = read("urls.csv", "url,seendate\nhttps://example.org/a,20200107T101500Z\n")
    assert "nothing is fetched" in refusal.reason
    (refusal,) = read("gdelt.csv", "\t".join(map(str, range(61))))
    assert "GDELT" in refusal.reason


def test_a_date_that_can_be_read_in_two_ways_is_left_out(read: Reading) -> None:
    """Nobody knows whether 07/01/2020 is in January; the note says so."""
    (draft,) = read("a.csv", "text,date\nSome text,07/01/2020\n")
    assert draft.published is None
    assert "two ways" in draft.notes[0]


RECORDS = [
    {"title": "T", "content": TEXT, "source": {"id": None, "name": "Post"}, "seendate": "20200107T101500Z", "mood": 1},
    {"title": "No text", "url": "https://example.org/3"},
    5,
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "wrapped.json", "lines.json"])
def test_records(read: Reading, name: str) -> None:
    """Lists, lists within an answer of a service, and lines give the same; what is no article is named."""
    lines = "\n".join(map(json.dumps, RECORDS))
    data = {"a.json": json.dumps(RECORDS), "wrapped.json": json.dumps({"status": "ok", "articles": RECORDS})}
    draft, no_text, number = read(name, data.get(name, lines))
    assert _told(draft) == ("T", "Post", None, DAY)
    assert (draft.name, draft.text) == (f"{name}#1", TEXT)
    assert draft.notes == ("Fields that are not read: mood.",)
    assert "nothing is fetched" in no_text.reason
    assert number == Refusal(f"{name}#3", f"{name}#3 is a JSON int; give an object with the article's text.")


def test_a_broken_line_costs_only_itself(read: Reading) -> None:
    """The lines around it are read."""
    found = read("a.jsonl", f'{{"text": "one"}}\n{{"text": \n\n{"[" * 50_000}\n{{"text": "two"}}')
    assert [type(one) for one in found] == [Draft, Refusal, Refusal, Draft]
    assert [one.name for one in found] == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#4", "a.jsonl#5"]


def test_an_archive_within_an_archive_but_no_deeper(read: Reading) -> None:
    """One level is read, the next is refused by its name."""
    inner = samples.packed({"in.txt": "inner", "deeper.zip": samples.packed({"x.txt": "x"})})
    found = read("a.zip", samples.packed({"2020/a.txt": "outer", "b.zip": inner, "__MACOSX/c.txt": "", "d/.e": ""}))
    assert [one.name for one in found] == ["a.zip/2020/a.txt", "a.zip/b.zip/in.txt", "a.zip/b.zip/deeper.zip"]
    assert [one.text for one in found[:2]] == ["outer", "inner"]
    assert "packed itself" in found[2].reason


def test_lists_describe_the_pages_beside_them(read: Reading) -> None:
    """A table of files adds to each; addresses and files without a page are named."""
    found = read(
        "a.zip",
        samples.packed(
            {
                "2020/a.html": samples.page(),
                "2020/pages.csv": "url,file,outlet\nhttps://example.org/x,b.html,Post\nhttps://example.org/y,gone.html,\n",
                "2020/b.html": samples.page(""),
                "urls.txt": "# saved in May\nhttps://www.example.org/marsa/\nhttps://example.org/missing\n",
            }
        ),
    )
    gone, a, b, missing = found
    assert "names gone.html, which is not there" in gone.reason
    assert (a.source, a.url) == ("Example Wire", "https://example.org/marsa")
    assert (b.source, b.url, b.notes[-1]) == (
        "Post",
        "https://example.org/x",
        "From a.zip/2020/pages.csv: source, url.",
    )
    assert "https://example.org/missing, but no page" in missing.reason


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    """Links are named and not followed, hidden files are not looked at."""
    (tmp_path / "in").mkdir()
    for name in ("b.txt", "a.txt", ".c.txt", "in/d.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    found = list(read_drafts(tmp_path, name="given", languages=False))
    assert [one.name for one in found] == ["given/a.txt", "given/b.txt", "given/in/d.txt", "given/link.txt"]
    assert isinstance(found[-1], Refusal)
    assert "is a link" in found[-1].reason


def test_languages_are_recognised_offline(read: Reading) -> None:
    """A text says its language by its words; two words do not say it."""
    french = (
        "L'armée a repris lundi la ville portuaire de Marsa, a déclaré le ministère de la défense dans la capitale."
    )
    (draft,) = read("a.txt", french, languages=True)
    assert (draft.language, draft.notes) == ("fr", ("The language was recognised by the text's words.",))
    assert read("b.txt", "Hi there", languages=True) == [Draft("b.txt", "Hi there")]


def test_another_name_for_the_file(read: Reading) -> None:
    """What was uploaded under one name may lie under another; the given one says what it is."""
    assert read("tmp123", "An article.", name="report.txt") == [Draft("report.txt", "An article.")]


def test_every_format_is_described() -> None:
    """docs/formats.md names each suffix."""
    text = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
    assert [suffix for suffix in SUFFIXES if f"`{suffix}`" not in text] == []
    assert set(SUFFIXES) == set(READERS)


ARTICLES = st.lists(
    st.tuples(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=600),
        st.dates(),
    ),
    min_size=1,
    max_size=5,
)
FILES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FILES
@given(articles=ARTICLES, delimiter=st.sampled_from(",;\t|"))
def test_tables_there_and_back(read: Reading, articles: list[tuple[str, str, date]], delimiter: str) -> None:
    """Whatever letters a cell holds come back as they were."""
    written = io.StringIO(newline="")
    rows = csv.writer(written, delimiter=delimiter)
    rows.writerows([("text", "title", "date"), *((text, title, day.isoformat()) for text, title, day in articles)])
    found = read("a.csv", written.getvalue())
    assert [(d.text, d.title, d.published) for d in found] == [(t, one_line(h), day) for t, h, day in articles]


@FILES
@given(articles=ARTICLES, ascii_only=st.booleans())
def test_lines_there_and_back(read: Reading, articles: list[tuple[str, str, date]], ascii_only: bool) -> None:
    """Whatever letters a record holds come back as they were."""
    records = ({"body": text, "headline": title, "published": day.isoformat()} for text, title, day in articles)
    found = read("a.jsonl", "\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in records))
    assert [(d.text, d.title, d.published) for d in found] == [(t, one_line(h), day) for t, h, day in articles]


@given(st.text())
def test_any_name_of_a_column_is_some_field_or_none(name: str) -> None:
    """No name of a column makes a fault."""
    assert field_of(name) in {None, *NAMES}


def test_paragraphs_are_kept_apart() -> None:
    """The text of the samples is what the formats have to give back."""
    assert TEXT.count("\n") == len(PARAGRAPHS) - 1
