"""The list of articles, the reader, and what was left out with its reason."""

from __future__ import annotations

import textwrap

import pandas as pd
import streamlit as st

from dashboard import reader, words
from dashboard.dataset import Corpus, current_corpus
from dashboard.language import direction, named, say, session_language
from dashboard.lookup import Row, whole_number
from geodata.errors import GeodataError

BEGINNING = 90
"""Characters of an article's text in the list."""


def show() -> None:
    """Show the article that the address names, else the list."""
    try:
        corpus = current_corpus()
    except GeodataError as error:
        st.header(say("No articles yet"))
        st.text(str(error))
        return
    article = corpus.lookup.by_id("articles", st.query_params.get("article", ""))
    if article:
        st.button(say("All articles"), icon=":material/arrow_back:", on_click=_leave_article)
        reader.show(corpus, article, _target(article))
    else:
        _show_list(corpus)


def _leave_article() -> None:
    for key in ("article", "start", "end"):
        st.query_params.pop(key, None)


def _target(article: Row) -> tuple[int, int] | None:
    """Return the sentence that the address names; anything that is none is ignored."""
    start, end = (whole_number(st.query_params.get(key, "")) for key in ("start", "end"))
    if start is None or end is None:
        return None
    return (start, end) if start < end <= len(article["text"]) else None


def _show_list(corpus: Corpus) -> None:
    st.title(say("Articles"), anchor=False)
    refused = corpus.dataset.manifest["refused"]
    read = len(corpus.dataset.tables["articles"])
    left_out = say(
        "{read} read, {left} left out. Choose one to read it with its findings marked.", read=read, left=len(refused)
    )
    st.text(left_out)
    table = article_table(corpus)
    chosen = st.dataframe(
        table.drop(columns="id").rename(columns=say),
        hide_index=True,
        column_order=_reading_order(table),
        column_config={say("Begins"): st.column_config.TextColumn(width="medium")},
        on_select="rerun",
        selection_mode="single-row",
        key="article_list",
    )
    if chosen.selection.rows:
        st.query_params["article"] = table["id"].iloc[chosen.selection.rows[0]]
        st.rerun()
    if refused:
        st.subheader(say("Left out"))
        table = pd.DataFrame(refused).rename(columns={"name": say("File"), "reason": say("Why")})
        st.dataframe(table, hide_index=True)


def _reading_order(table: pd.DataFrame) -> list[str]:
    """Return the columns as they stand from left to right, the first where the language begins to read."""
    names = [say(name) for name in table.columns if name != "id"]
    return names[::-1] if direction(session_language()) == "rtl" else names


def _beginning(text: str) -> str:
    """Return the first words of a text: what tells one article from another where files have names of digits."""
    return textwrap.shorten(text[: 4 * BEGINNING], BEGINNING, placeholder="\u2026")


def article_table(corpus: Corpus) -> pd.DataFrame:
    """Return one row an article: what it is, when it was published and how much was found in it."""
    tables = corpus.dataset.tables
    articles = tables["articles"]
    counts = {name: tables[name]["article"].value_counts() for name in ("toponyms", "timexes", "events", "claims")}
    return pd.DataFrame(
        {
            "id": articles["id"],
            "Article": articles["title"].fillna(articles["id"]),
            "Begins": articles["text"].map(_beginning),
            "Source": articles["source"].fillna(say("not named")),
            "Published": [named(words.day_in_words(None if pd.isna(day) else day)) for day in articles["published"]],
            "Date known": articles["published_source"].map(words.PUBLISHED_LABELS).map(named),
            "Places": articles["id"].map(counts["toponyms"]).fillna(0).astype(int),
            "Dates": articles["id"].map(counts["timexes"]).fillna(0).astype(int),
            "Events": articles["id"].map(counts["events"]).fillna(0).astype(int),
            "Control claims": articles["id"].map(counts["claims"]).fillna(0).astype(int),
        }
    )
