"""What a page says while a corpus is read: how far it is, how to stop it, and how to go on."""

from __future__ import annotations

import streamlit as st

from dashboard import corpora, firstread, jobs, review
from dashboard.access import may, session_person
from dashboard.corpora import Freshness
from dashboard.language import say
from dashboard.settings import PROJECT
from geodata.errors import GeodataError

PAGES = PROJECT / "pages"
LOOK_S = 1.0
OF_ONE = {
    "reading": "Reading the article …",
    "drawing": "The article is read; places and front lines are being drawn …",
    "cancelled": "Cancelled; what was read is kept.",
}

# The former state is on screen meanwhile: the notice floats, so that a map does not jump.
_STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-build_notice) { position: absolute; width: auto; }
.st-key-build_notice {
  position: fixed; inset-block-end: 10.9rem; inset-inline: 0; margin-inline: auto; z-index: 999980;
  width: min(26rem, calc(100vw - 2rem)); padding: .6rem .9rem; gap: .4rem; border-radius: .5rem;
  border: 1px solid color-mix(in srgb, currentColor 25%, transparent);
  background: var(--st-background-color, Canvas);
  box-shadow: 0 2px 12px rgb(0 0 0 / .25);
}
@media (max-width: 640px) { .st-key-build_notice { inset-block-end: 15.5rem; } }
.st-key-build_wait, .st-key-corpus_words { max-width: 40rem; margin: 3rem auto; padding-inline: 1rem; }
</style>"""

_live = st.components.v2.component(
    "live_words",
    html='<span role="status" style="position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"></span>',
    js="""export default function ({ data, parentElement }) {
  const line = parentElement.querySelector("span")
  if (line.textContent !== data.words) line.textContent = data.words
}""",
)


def link(page: str, corpus: str, label: str, icon: str, **query: str) -> None:
    """Show a link to a page on a corpus, in the language of this page."""
    language = {"lang": st.query_params["lang"]} if "lang" in st.query_params else {}
    st.page_link(st.Page(PAGES / page), label=label, icon=icon, query_params={"corpus": corpus} | language | query)


def ready(key: str, *, notice: bool = True) -> bool:
    """Whether a page can show the corpus; else the page says why not, and what to do.

    Parameters
    ----------
    notice
        Whether to say what is not drawn yet while the former state is shown.
    """
    if not key:
        return _folder_ready()
    st.html(_STYLE)
    try:
        if not corpora.may_open(session_person(), key):
            _say_missing(key)
            return False
        if corpora.is_empty(key):
            _say_empty()
            return False
        fresh = corpora.refresh(key)
        if fresh.stored is not None and corpora.shown(fresh.stored, session_person()) is None:
            _say_nothing_open()
            return False
    except GeodataError as error:
        with st.container(key="corpus_words"):
            st.text(str(error))
        return False
    if fresh.stored is None:
        with st.container(key="build_wait"):
            st.header(say("This corpus is being read") if fresh.status.active else say("This corpus was not read yet"))
            _show(key, fresh)
    elif notice and not fresh.is_current and fresh.status.state != "none":
        with st.container(key="build_notice"):
            _show(key, fresh)
    return fresh.stored is not None


def _folder_ready() -> bool:
    """Whether the folder of articles was read, or cannot be: then the page itself says why."""
    if firstread.status() is None:
        return True
    st.html(_STYLE)
    with st.container(key="build_wait"):
        st.header(say("This corpus is being read"))
        st.fragment(_first_progress, run_every=LOOK_S)()
    return False


def _first_progress() -> None:
    status = firstread.status()
    if status is None:
        st.rerun()
    else:
        _tell(status, "")


def show(key: str) -> Freshness:
    """Show how far the reading of a corpus is, in the place where this is called; return how fresh it is."""
    st.html(_STYLE)
    fresh = corpora.refresh(key)
    if not fresh.is_current:
        _show(key, fresh)
    return fresh


def words_of(status: jobs.Status) -> str:
    """Say how far a build is, in the session's language."""
    if status.total == 1 and status.state in OF_ONE:
        return say(OF_ONE[status.state])
    done, total = f"{status.done:,}", f"{status.total:,}"
    if status.state == "reading" and status.total:
        return say("Reading {done} of {total} articles …", done=done, total=total)
    if status.state == "drawing" and not status.total:
        return say("The map is being drawn …")
    if status.state == "drawing":
        return say("All {total} articles are read; places and front lines are being drawn …", total=total)
    if status.state == "waiting":
        return say("Waiting until other corpora are read …")
    if status.state == "cancelled":
        return say("Cancelled after {done} of {total} articles; what was read is kept.", done=done, total=total)
    if status.state == "stopped":
        return say("Reading stopped before its end; what was read is kept.")
    if status.state == "failed":
        return status.reason
    return say("Starting to read the articles …")


def _show(key: str, fresh: Freshness) -> None:
    if fresh.status.active:
        st.fragment(_progress, run_every=LOOK_S)(key, fresh.version)
        return
    if fresh.status.state not in ("cancelled", "stopped", "failed"):
        _show_not_drawn(key)
        return
    st.text(words_of(fresh.status))
    if _may_build(key):
        st.button(say("Go on reading"), icon=":material/play_arrow:", on_click=_go_on, args=(key,), key="build_go_on")


def _show_not_drawn(key: str) -> None:
    """Say how many corrections of a moment ago wait until the reviewer pauses."""
    st.text(say("Corrections not yet drawn: {n}", n=review.not_drawn(key)))
    if _may_build(key):
        st.button(say("Draw now"), icon=":material/brush:", on_click=_go_on, args=(key,), key="build_draw")


def _progress(key: str, version: str) -> None:
    status = jobs.status(key)
    if not status.active:
        st.rerun()
    _tell(status, version)
    if _may_build(key) and status.state != "drawing":
        st.button(say("Cancel"), icon=":material/close:", on_click=jobs.cancel, args=(key,), key="build_cancel")


def _tell(status: jobs.Status, version: str) -> None:
    words = words_of(status)
    st.progress(min(status.done / status.total, 1.0) if status.total else 0.0, text=words)
    # Read out when it begins, at each tenth and when it is drawn: not at each article.
    tenth = status.done * 10 // status.total if status.total else 0
    heard = st.session_state.get("build_heard", ((), ""))
    if heard[0] != (version, status.state, tenth):
        heard = st.session_state["build_heard"] = ((version, status.state, tenth), words)
    _live(data={"words": heard[1]}, key="build_live", height=0)


def _may_build(key: str) -> bool:
    return may(session_person(), "create") or corpora.editable(session_person(), key, "add") is not None


def _go_on(key: str) -> None:
    corpora.refresh(key, now=True)


def _say_missing(key: str) -> None:
    with st.container(key="corpus_words"):
        st.header(say("No such corpus"))
        st.text(say("There is no corpus of this name here, or it is not shared with you:"))
        st.code(key, language=None)
        st.button(say("Show the articles of this app"), on_click=corpora.choose_corpus, args=("",), key="corpus_leave")


def _say_nothing_open() -> None:
    with st.container(key="corpus_words"):
        st.header(say("Nothing to show here"))
        st.text(say(corpora.NOTHING_OPEN))


def _say_empty() -> None:
    with st.container(key="corpus_words"):
        st.header(say("No articles yet"))
        st.text(say("This corpus holds no articles yet."))
        st.page_link(st.Page(PAGES / "add.py"), label=say("Add articles"), icon=":material/add:")
