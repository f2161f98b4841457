"""The page that tells whoever runs the app how it is: version, corpora, builds, sessions, memory, errors by number."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pandas as pd
import sqlalchemy as sa
import streamlit as st

from dashboard import crowd, jobs, journal, shelf
from dashboard.access import session_person
from dashboard.health import problems
from dashboard.language import say
from dashboard.settings import PROJECT, Settings, settings_from_environment
from geodata.errors import GeodataError
from geodata.library import CorpusRecord
from geodata.scheduler import reader_version

MB, GB = 1e6, 1e9
BUILD_WORDS = {
    "none": "not read yet",
    "starting": "starting",
    "waiting": "waiting for others",
    "reading": "being read",
    "drawing": "being drawn",
    "done": "read",
    "cancelled": "cancelled",
    "stopped": "stopped before its end",
    "failed": "failed",
}
STYLE = "<style>.stMainBlockContainer { max-width: 62rem; margin-inline: auto; padding-block: 3.25rem 5rem; }</style>"


def show() -> None:
    """Show the page to an admin, or to the person at this computer; to everybody else nothing but a sentence."""
    st.html(STYLE)
    st.title(say("Status"), anchor=False)
    if session_person().role != "admin":
        st.text(say("This page is for admins of this app, and for the person at its computer."))
        return
    settings = settings_from_environment()
    st.button(say("Look again"), icon=":material/refresh:", key="status_again")
    _show_problems()
    _show_figures(settings)
    _show_corpora()
    _show_errors()


def version() -> str:
    """Return the version of the app and of its reader."""
    for line in (PROJECT / "pyproject.toml").read_text("utf-8").splitlines():
        if line.startswith("version"):
            return line.partition("=")[2].strip().strip('"')
    return "?"


def resident_mb() -> float:
    """Return the memory that this process holds now, 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MB


def database_in_words(settings: Settings) -> str:
    """Return the kind of the database; neither its password nor its host is for a page."""
    try:
        return sa.make_url(settings.database).get_backend_name()
    except sa.exc.ArgumentError:
        return "?"


def _show_problems() -> None:
    wrong = problems()
    if not wrong:
        st.success(say("All is well: the articles are loaded, the database answers, the data folder can be written."))
    for said in wrong.values():
        with st.container(border=True):
            st.text(said)


def _show_figures(settings: Settings) -> None:
    present = crowd.present()
    figures = {
        say("Version"): version(),
        say("Reader"): reader_version()[:12],
        say("Sessions"): say("{n} of {limit}", n=present.connected, limit=crowd.limit()),
        say("Memory"): f"{resident_mb():,.0f} MB",
        say("Room on disk"): _room(settings),
        say("Database"): database_in_words(settings),
    }
    columns = st.columns(3)
    for number, (label, value) in enumerate(figures.items()):
        columns[number % 3].metric(label, value)
    st.text(
        say(
            "Memory and sessions are those of the worker that answers you (process {n}); errors, of all workers.",
            n=os.getpid(),
        )
    )


def _show_corpora() -> None:
    st.subheader(say("Corpora"), anchor=False)
    try:
        records = shelf.library().corpora.all()
    except GeodataError as error:
        st.text(str(error))
        return
    if not records:
        st.text(say("There are none beside the folder of articles."))
        return
    st.dataframe(pd.DataFrame([_row(record) for record in records]), hide_index=True, width="stretch")


def _row(record: CorpusRecord) -> dict[str, object]:
    stored = shelf.current(record.id)
    manifest = shelf.read_json(stored.folder / "manifest.json") if stored else {}
    build = jobs.status(record.id)
    fresh = stored is not None and stored.version == shelf.version_of(record.id)
    return {
        say("Corpus"): record.title,
        "id": record.id,
        say("Who may read it"): say("Everybody") if record.visibility == "public" else say("Its maker, and by links"),
        say("Articles read"): int((manifest.get("counts") or {}).get("articles", 0)),
        say("State"): stored.digest if stored else "",
        say("Up to date"): say("Yes") if fresh else say("No"),
        say("Last build"): say(BUILD_WORDS.get(build.state, build.state)),
        say("Done"): f"{build.done} / {build.total}" if build.total else "",
    }


def _show_errors() -> None:
    st.subheader(say("Last errors"), anchor=False)
    noted = journal.last_errors()
    if not noted:
        st.text(say("None in the last seven days."))
        return
    rows = [
        {
            say("Number"): one.number,
            say("When"): one.moment,
            say("Kind"): one.kind,
            say("Where in the code"): one.place,
            say("Process"): one.process,
        }
        for one in noted
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


def _room(settings: Settings) -> str:
    folder = next((each for each in (settings.data, *settings.data.parents) if each.is_dir()), Path("/"))
    try:
        return f"{shutil.disk_usage(folder).free / GB:,.1f} GB"
    except OSError:
        return "?"
