"""The choice of the corpus in the head of every page, and what can be done with corpora."""

from __future__ import annotations

import streamlit as st

from dashboard import account, corpora, linkview, shelf, signin
from dashboard.access import Person, may, session_person
from dashboard.language import direction, isolated, say, session_language
from dashboard.settings import PROJECT, settings_from_environment
from geodata.errors import GeodataError
from geodata.library import CorpusRecord

PAGES = PROJECT / "pages"
STYLE = """<style>
.st-key-corpus_choice {
  position: fixed; inset-block-start: .6rem; inset-inline-end: 9.5rem; z-index: 999990; width: auto; gap: .4rem;
  flex-wrap: nowrap;
}
.st-key-corpus_choice [data-testid="stSelectbox"] { width: min(15rem, 26vw); }
.st-key-corpus_choice [data-testid="stPopover"] button { min-height: 2.5rem; }
@media (max-width: 640px) {
  .st-key-corpus_choice { inset-inline-end: 8.4rem; }
  .st-key-corpus_choice [data-testid="stSelectbox"] { width: calc(100vw - 17rem); }
  .st-key-corpus_choice [data-testid="stPopover"] [data-testid="stMarkdownContainer"] {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
}
</style>"""


def show(key: str) -> None:
    """Offer the corpora that the session may read, and signing in; nothing where there is nothing to choose or make."""
    person = session_person()
    records = corpora.listed(person)
    if not records and not key and not may(person, "create") and not signin.configured():
        return
    st.html(STYLE)
    with st.container(key="corpus_choice", horizontal=True):
        if records or key:
            _choose(key, records)
        with st.popover(say("Corpora"), icon=":material/library_books:"):
            _actions(key, records, person)
    _offer_undo()


def title_of(key: str, records: list[CorpusRecord]) -> str:
    """Return the name of a corpus or combination as shown; never read as markup."""
    folder = as_written(shelf.folder_title(settings_from_environment()))
    names = {record.id: as_written(record.title) for record in records}
    return " + ".join(folder if one == shelf.FOLDER else names.get(one, one) for one in shelf.ids_of(key)) or folder


def as_written(title: str) -> str:
    """Return a title for a line of the session's language, which must not turn its marks round."""
    return isolated(title) if direction(session_language()) == "rtl" else title


def _choose(key: str, records: list[CorpusRecord]) -> None:
    options = list(dict.fromkeys(["", *(record.id for record in records), key]))
    widget = f"corpus_chosen_{key}"
    st.selectbox(
        say("Corpus shown"),
        options,
        index=options.index(key),
        format_func=lambda one: title_of(one, records),
        label_visibility="collapsed",
        key=widget,
        on_change=lambda: corpora.choose_corpus(st.session_state[widget]),
    )


def _actions(key: str, records: list[CorpusRecord], person: Person) -> None:
    own = next((record for record in records if record.id == key), None)
    st.text(title_of(key, records))
    if own and may(person, "add", own):
        st.page_link(st.Page(PAGES / "add.py"), label=say("Add articles"), icon=":material/add:")
    if own and may(person, "manage", own):
        if st.button(say("Rename or share"), icon=":material/edit:", key="corpus_edit"):
            st.dialog(say("Rename or share"))(_edit)(own)
        if st.button(say("Share by a link"), icon=":material/link:", key="corpus_link"):
            st.dialog(say("Share by a link"))(linkview.show)(own)
        if st.button(say("Remove"), icon=":material/delete:", key="corpus_remove"):
            _remove(own)
    if may(person, "create") and st.button(say("New corpus"), icon=":material/create_new_folder:", key="corpus_new"):
        st.dialog(say("New corpus"))(_create)()
    if records:
        _combine(key, records)
    account.show(person)


def _combine(key: str, records: list[CorpusRecord]) -> None:
    options = [shelf.FOLDER, *(record.id for record in records)]
    shown = [one for one in shelf.ids_of(key) or (shelf.FOLDER,) if one in options]
    chosen = st.multiselect(
        say("Show together"),
        options,
        default=shown,
        format_func=lambda one: title_of(one, records),
        max_selections=shelf.MOST_TOGETHER,
        key=f"corpus_together_{key}",
    )
    if chosen and set(chosen) != set(shown):
        together = "" if chosen == [shelf.FOLDER] else shelf.key_of(shelf.ids_of("+".join(chosen)))
        st.button(
            say("Show these"),
            icon=":material/join:",
            on_click=corpora.choose_corpus,
            args=(together,),
            key="corpus_combine",
        )


def creation_form(place: str) -> None:
    """Ask for the title and the visibility of a new corpus; make it and go to the page where articles are added."""
    with st.form(f"corpus_form_{place}", border=False):
        title = st.text_input(say("Title"), max_chars=200, key=f"corpus_title_{place}")
        visibility = _visibility("private", place)
        made = st.form_submit_button(say("Make the corpus"), type="primary")
    if made:
        try:
            record = shelf.library().corpora.create(title, by=session_person().id, visibility=visibility)
        except GeodataError as error:
            st.text(_refusal(title, error))
            return
        corpora.choose_corpus(record.id)
        st.switch_page(st.Page(PAGES / "add.py"), query_params=dict(st.query_params))


def _create() -> None:
    creation_form("dialog")


def _edit(record: CorpusRecord) -> None:
    with st.form("corpus_edit_form", border=False):
        title = st.text_input(say("Title"), value=record.title, max_chars=200)
        visibility = _visibility(record.visibility, "edit")
        done = st.form_submit_button(say("Save"), type="primary")
    if done:
        try:
            shelf.library().corpora.change(record.id, title=title, visibility=visibility)
        except GeodataError as error:
            st.text(_refusal(title, error))
            return
        st.rerun()


def _visibility(present: str, place: str) -> str:
    choices = {"private": say("Only I"), "public": say("Everybody who can open this app")}
    return st.radio(
        say("Who may read it"),
        list(choices),
        index=list(choices).index(present),
        format_func=choices.get,
        key=f"corpus_visibility_{place}",
    )


def _refusal(title: str, error: GeodataError) -> str:
    return str(error) if title.strip() else say("A corpus needs a title of 1 to 200 characters.")


def _remove(record: CorpusRecord) -> None:
    try:
        shelf.library().corpora.remove(record.id)
    except GeodataError as error:
        st.text(str(error))
        return
    st.session_state["corpus_removed"] = record
    corpora.choose_corpus("")
    st.rerun()


def _offer_undo() -> None:
    """Say what was removed, and offer to bring it back, until the next corpus is chosen or the session ends."""
    record = st.session_state.get("corpus_removed")
    if record is None:
        return
    with st.container(key="corpus_undo", horizontal=True, vertical_alignment="center"):
        st.text(say("Removed: {title}", title=record.title))
        st.button(say("Undo"), icon=":material/undo:", on_click=_bring_back, args=(record,), key="corpus_undo_button")
        st.button(say("Close"), icon=":material/close:", on_click=_forget, type="tertiary", key="corpus_undo_close")


def _bring_back(record: CorpusRecord) -> None:
    _forget()
    shelf.library().corpora.bring_back(record.id)
    corpora.choose_corpus(record.id)


def _forget() -> None:
    st.session_state.pop("corpus_removed", None)
