"""The page where articles are added: what was given stands in a table first, and nothing is added before that was seen."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import account, buildview, chooser, corpora, eventview, shelf, uploads
from dashboard.access import may, session_person
from dashboard.drafts import Given, Pending, known_texts, near_texts, pasted, take_files
from dashboard.eventfile import SUFFIXES as EVENT_SUFFIXES
from dashboard.eventfile import prepare
from dashboard.language import direction, say, session_language
from dashboard.settings import settings_from_environment
from geodata.errors import GeodataError
from geodata.formats import SUFFIXES, Draft
from geodata.library import ArticleRecord, Batch, CorpusRecord

BEGINNING = 120
MOST_BATCHES = 20
MOST_NAMED = 1000
"""Refusals in the table; a zip of a hundred thousand empty files would keep the browser busy."""
MOST_COMPARED = 3000
"""Articles of a corpus that drafts are compared with for near-copies here; the build compares them all."""
LINKED = 40
"""A link to the map names the new articles only up to so many; beyond, it would be too long for some servers."""

_STYLE = """<style>
.stMainBlockContainer { max-width: 62rem; margin-inline: auto; padding-block: 3.25rem 5rem; }
</style>"""


def show() -> None:
    """Show the page for the corpus of the address, or say what is missing to add something."""
    st.html(_STYLE)
    st.title(say("Add articles"), anchor=False)
    person = session_person()
    if not may(person, "create"):
        account.why_not(person, "add")
        return
    key = corpora.asked_key()
    try:
        record = corpora.editable(person, key, "add")
        if record is None:
            _show_creation(key)
            return
        _show_corpus(record)
    except GeodataError as error:
        st.text(str(error))


def _show_creation(key: str) -> None:
    st.text(
        say("These corpora can only be read together. Choose one of yours above, or make a new one for your articles.")
        if key
        else say("The articles of this app can only be read. Choose a corpus of yours above, or make a new one.")
    )
    st.subheader(say("New corpus"), anchor=False)
    chooser.creation_form("page")


def _show_corpus(record: CorpusRecord) -> None:
    st.text(f"{say('Corpus shown')}: {chooser.as_written(record.title)}")
    pending = _pending(record.id)
    done: Batch | None = st.session_state.get(_name("done", record.id))
    if done is not None:
        _show_done(record, done)
    brought_in = st.session_state.get(eventview.done_name(record.id))
    if brought_in is not None:
        eventview.show_done(record, brought_in)
    _show_inputs(pending, record)
    if pending.events:
        eventview.show(pending, record)
    if pending.drafts:
        _show_preview(pending, record)
    if pending.refused:
        _show_refused(pending)
    if not pending.drafts and not pending.events:
        _show_batches(record)
        eventview.show_brought_in(record)


def _name(what: str, corpus: str) -> str:
    return f"add_{what}_{corpus}"


def _pending(corpus: str) -> Pending:
    return st.session_state.setdefault(_name("pending", corpus), Pending())


def _round(corpus: str) -> int:
    """Return a number that changes when the inputs have been taken, so that they are empty again."""
    return st.session_state.setdefault(_name("round", corpus), 0)


def _next_round(corpus: str) -> None:
    st.session_state[_name("round", corpus)] = _round(corpus) + 1


# What is given


def _show_inputs(pending: Pending, record: CorpusRecord) -> None:
    files, folder, paste, events = st.tabs(
        [say("Files"), say("A folder"), say("Paste a text"), say("Events of others")]
    )
    limits = settings_from_environment().upload_limits
    prepare()
    with files:
        st.text(
            say(
                "{suffixes}; up to {mb} MB a file. Nothing is added before you have seen it.",
                suffixes=", ".join(suffix.lstrip(".") for suffix in SUFFIXES),
                mb=f"{limits.file:g}",
            )
        )
        _take_dropped(pending, record, "files", many=True)
    with folder:
        st.text(say("All files of a folder and of the folders in it."))
        _take_dropped(pending, record, "folder", many="directory")
    with paste:
        _take_pasted(pending, record)
    with events:
        st.text(
            say(
                "ACLED, UCDP GED, TimeMap, or any table or map file with places: {suffixes}; up to {mb} MB a file.",
                suffixes=", ".join(suffix.lstrip(".") for suffix in EVENT_SUFFIXES),
                mb=f"{limits.events:g}",
            )
        )
        _take_dropped(pending, record, "events", many=True, events=True)


def _take_dropped(
    pending: Pending, record: CorpusRecord, place: str, *, many: bool | str, events: bool = False
) -> None:
    limits = settings_from_environment().upload_limits
    dropped = st.file_uploader(
        say("Articles"),
        accept_multiple_files=many,
        max_upload_size=max(1, int(limits.events if events else limits.file)),
        label_visibility="collapsed",
        key=f"{_name(place, record.id)}_{_round(record.id)}",
    )
    if not dropped:
        return
    bar = st.progress(0.0)
    given = [Given(one.name, one.size, one) for one in dropped]
    take_files(
        pending,
        given,
        lambda done, total: bar.progress(
            (done - 1) / total, text=say("Looking at file {n} of {total} …", n=done, total=total)
        ),
        events=events,
    )
    uploads.let_go(one.file_id for one in dropped)
    _taken(record)


def _take_pasted(pending: Pending, record: CorpusRecord) -> None:
    with st.form(f"{_name('paste', record.id)}_{_round(record.id)}", border=False):
        text = st.text_area(say("Text of the article"), height=240)
        title = st.text_input(say("Title, if it has one"))
        left, right = st.columns(2)
        source = left.text_input(say("Source, such as the newspaper"))
        day = right.date_input(
            say("Date of publication"), value=None, min_value=date(1800, 1, 1), max_value=date(2100, 12, 31)
        )
        looked = st.form_submit_button(say("Look at it"), type="primary")
    if looked and not text.strip():
        st.text(say("There is no text yet; paste the article's text."))
    elif looked:
        pasted(pending, text, title=title, source=source, published=day)
        _taken(record)


def _taken(record: CorpusRecord) -> None:
    st.session_state.pop(_name("done", record.id), None)
    st.session_state.pop(eventview.done_name(record.id), None)
    _next_round(record.id)
    st.rerun()


# What is looked at before it is added


def _show_preview(pending: Pending, record: CorpusRecord) -> None:
    st.subheader(say("To be added"), anchor=False)
    st.text(say("Title, source and date can be changed here; what is not ticked is left out."))
    held = shelf.library().articles.all(record.id)
    table = preview(pending.drafts, known_texts(pending.drafts, held), _near(pending, record, len(held)))
    columns = _columns()
    chosen = st.data_editor(
        table,
        hide_index=True,
        column_config=columns,
        column_order=_reading_order(list(columns)),
        disabled=[name for name in table.columns if name not in ("add", "title", "source", "published")],
        key=f"{_name('table', record.id)}_{_round(record.id)}",
        alt=say("To be added"),
        placeholder="",
    )
    number = int(chosen["add"].sum())
    left, right = st.columns([3, 1])
    words = say("Add 1 article") if number == 1 else say("Add {n} articles", n=f"{number:,}")
    if left.button(words, type="primary", disabled=not number, icon=":material/add:", key="add_now"):
        _add(pending, chosen, record)
    right.button(say("Throw away"), icon=":material/delete:", on_click=_throw_away, args=(record.id,), key="add_clear")


def _near(pending: Pending, record: CorpusRecord, held: int) -> list[str | None]:
    """Return what the drafts are near-copies of, compared once for the same drafts and articles."""
    state = (tuple(draft.sha256 for draft in pending.drafts), shelf.library().articles.version(record.id))
    if pending.compared[0] != state:
        articles = shelf.library().articles.read(record.id) if held <= MOST_COMPARED else []
        pending.compared = (state, near_texts(pending.drafts, articles))
    return pending.compared[1]


def preview(drafts: Sequence[Draft], same: Sequence[str | None], near: Sequence[str | None]) -> pd.DataFrame:
    """Return one row a draft: what it is, and what holds the `same` text, or nearly the same, already.

    A copy with changes stays ticked: printed in another paper, it is one report with two outlets.
    """
    return pd.DataFrame(
        {
            "add": [known is None for known in same],
            "title": [draft.title for draft in drafts],
            "source": [draft.source for draft in drafts],
            "published": pd.Series([draft.published for draft in drafts], dtype="object"),
            "language": [draft.language for draft in drafts],
            "size": [len(draft.text) for draft in drafts],
            "same": [_likeness(*names) for names in zip(same, near, strict=True)],
            "begins": [" ".join(draft.text[: 4 * BEGINNING].split())[:BEGINNING] for draft in drafts],
            "notes": [" ".join(draft.notes) for draft in drafts],
            "name": [draft.name for draft in drafts],
        }
    ).astype({"title": "object", "source": "object", "language": "object", "same": "object"})


def _likeness(same: str | None, near: str | None) -> str | None:
    if same:
        return say("The same text as: {name}", name=same)
    return say("Almost the same as: {name}", name=near) if near else None


def _columns() -> dict[str, object]:
    config = st.column_config
    return {
        "add": config.CheckboxColumn(say("Add")),
        "title": config.TextColumn(say("Title"), width="medium"),
        "source": config.TextColumn(say("Source"), width="small"),
        "published": config.DateColumn(say("Published"), format="YYYY-MM-DD"),
        "language": config.TextColumn(say("Language")),
        "size": config.NumberColumn(say("Characters"), format="localized"),
        "same": config.TextColumn(say("Already there")),
        "begins": config.TextColumn(say("Begins with"), width="medium"),
        "notes": config.TextColumn(say("Notes")),
        "name": config.TextColumn(say("File")),
    }


def _reading_order(names: list[str]) -> list[str]:
    return names[::-1] if direction(session_language()) == "rtl" else names


def chosen_drafts(drafts: Sequence[Draft], table: pd.DataFrame) -> list[Draft]:
    """Return the drafts that are ticked in a table, with what was changed there."""
    return [
        dataclasses.replace(draft, title=_text(row.title), source=_text(row.source), published=_day(row.published))
        for draft, row in zip(drafts, table.itertuples(), strict=True)
        if row.add
    ]


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def _day(value: object) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _throw_away(corpus: str) -> None:
    _pending(corpus).clear()
    _next_round(corpus)


def _add(pending: Pending, table: pd.DataFrame, record: CorpusRecord) -> None:
    try:
        batch = shelf.library().articles.add(record.id, chosen_drafts(pending.drafts, table), by=session_person().id)
    except GeodataError as error:
        st.text(str(error))
        return
    pending.clear()
    for refusal in batch.refused:
        pending.refuse(refusal.name, refusal.reason)
    st.session_state[_name("done", record.id)] = batch
    _next_round(record.id)
    corpora.refresh(record.id, now=True)
    st.rerun()


def _show_refused(pending: Pending) -> None:
    st.subheader(say("Not taken"), anchor=False)
    named = pending.refused[:MOST_NAMED]
    rows = pd.DataFrame({say("File"): [r.name for r in named], say("Why"): [r.reason for r in named]})
    st.dataframe(rows, hide_index=True)
    if len(pending.refused) > len(named):
        st.text(say("Not taken besides: {n}.", n=f"{len(pending.refused) - len(named):,}"))
    if not pending.drafts:
        st.button(say("Close"), icon=":material/close:", on_click=pending.clear, key="add_refused_close")


# What was added


def _show_done(record: CorpusRecord, batch: Batch) -> None:
    number = len(batch.added)
    with st.container(border=True):
        st.text(say("1 article added.") if number == 1 else say("{n} articles added.", n=f"{number:,}"))
        if batch.known:
            st.text(say("In the corpus already: {n}.", n=len(batch.known)))
        fresh = buildview.show(record.id)
        if fresh.stored is not None:
            _show_links(record, batch, current=fresh.is_current)
        st.button(
            say("Take these back"),
            icon=":material/undo:",
            type="tertiary",
            on_click=_take_back,
            args=(record.id, batch.id),
            key="add_take_back",
        )


def _show_links(record: CorpusRecord, batch: Batch, *, current: bool) -> None:
    buildview.link("map.py", record.id, say("Open the map"), ":material/map:")
    if current and 0 < len(batch.added) <= LINKED:
        articles = ",".join(batch.added)
        buildview.link(
            "map.py", record.id, say("The new articles on the map"), ":material/pin_drop:", articles=articles
        )
    buildview.link("articles.py", record.id, say("Read the articles"), ":material/article:")


def _take_back(corpus: str, batch: str) -> None:
    shelf.library().articles.remove_batch(corpus, batch, by=session_person().id)
    st.session_state.pop(_name("done", corpus), None)
    if not corpora.is_empty(corpus):
        corpora.refresh(corpus, now=True)


def _show_batches(record: CorpusRecord) -> None:
    """Show what was added at which time; each batch can be taken back."""
    articles = shelf.library().articles.all(record.id)
    if not articles:
        return
    table = batches_of(articles)
    with st.expander(say("Articles added so far: {n}", n=f"{len(articles):,}"), icon=":material/history:"):
        for batch, row in table.head(MOST_BATCHES).iterrows():
            left, right = st.columns([3, 1], vertical_alignment="center")
            left.text(say("{moment} UTC, articles: {n}", moment=row["moment"], n=f"{row['number']:,}"))
            left.text(say("The first of them:"))
            left.text(chooser.as_written(row["first"]))
            right.button(
                say("Take back"),
                icon=":material/undo:",
                on_click=_take_back,
                args=(record.id, batch),
                key=f"add_take_back_{batch}",
            )


def batches_of(articles: Sequence[ArticleRecord]) -> pd.DataFrame:
    """Return one row a batch, the latest first: ``moment``, ``number`` of articles, name of the ``first`` one."""
    rows = pd.DataFrame(
        {
            "batch": [one.batch for one in articles],
            "moment": [one.added_at[:16].replace("T", " ") for one in articles],
            "first": [one.title or one.id for one in articles],
        }
    )
    grouped = rows.groupby("batch", sort=False).agg(
        moment=("moment", "max"), number=("first", "size"), first=("first", "first")
    )
    return grouped.sort_values("moment", ascending=False, kind="stable")
