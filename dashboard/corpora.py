"""Which corpus a page shows, which ones there are, and whether what is on screen is up to date."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import jobs, shelf
from dashboard.access import Person, may
from geodata.errors import DatasetError, LibraryError
from geodata.library import CorpusRecord

QUIET_S = 20.0
"""Corrections are drawn when nobody made one for so long: a reviewer makes one every few seconds."""
NOTHING_OPEN = "All that this corpus holds are rows of files that must not be passed on; whoever keeps it sees them."
_KEY = "corpus"


class NotReadyError(DatasetError):
    """A corpus was never built to the end; the message says how far it is."""

    def __init__(self, key: str, status: jobs.Status) -> None:
        super().__init__(in_words(status))
        self.key, self.status = key, status


@dataclasses.dataclass(frozen=True, slots=True)
class Freshness:
    """How what is on screen compares with what the library holds.

    Parameters
    ----------
    stored
        The state on screen, ``None`` before the first build.
    version
        What the library holds now (`shelf.version_of`).
    status
        The build under way, or the last one.
    """

    stored: shelf.Stored | None
    version: str
    status: jobs.Status

    @property
    def is_current(self) -> bool:
        """Whether everything added and corrected is on screen."""
        return self.stored is not None and self.stored.version == self.version


def asked_key() -> str:
    """Return the corpus or combination that the session's page shows, empty for the folder of articles."""
    if get_script_run_ctx() is None:
        return ""
    asked = st.query_params.get("corpus")
    return _key(st.session_state.get(_KEY, "") if asked is None else asked)


def keep_corpus() -> str:
    """Remember the session's corpus and keep it in the address of every page; return it."""
    key = asked_key()
    st.session_state[_KEY] = key
    if st.query_params.get("corpus", "") != key:
        _write(key)
    return key


def choose_corpus(key: str) -> None:
    """Show another corpus from now on; the rest of the address was about the former one."""
    st.session_state[_KEY] = _key(key)
    for name in list(st.query_params):
        if name != "lang":
            del st.query_params[name]
    _write(st.session_state[_KEY])


def listed(person: Person) -> list[CorpusRecord]:
    """Return the corpora of the library that a person may read, by title; none while its database does not answer."""
    try:
        return [record for record in shelf.library().corpora.all() if may(person, "read", record)]
    except LibraryError:
        return []


def may_open(person: Person, key: str) -> bool:
    """Whether all corpora of a key are there and may be read by a person."""
    try:
        records = shelf.records_of(key)
    except LibraryError:
        return False
    return records is not None and all(may(person, "read", record) for record in records)


def is_public(key: str) -> bool:
    """Whether everybody may read a corpus, or all of a combination."""
    records = shelf.records_of(key) if key else []
    return records is not None and all(record is None or record.visibility == "public" for record in records)


def keeps(person: Person, corpora: Iterable[str]) -> bool:
    """Whether all of some corpora are a person's own, so that rows which must not be passed on may be shown to them."""
    records = [shelf.library().corpora.get(one) for one in corpora]
    return all(record is not None and may(person, "manage", record) for record in records)


def shown(stored: shelf.Stored | None, person: Person) -> shelf.Stored | None:
    """Return the state that a person sees: without what must not be passed on, unless the corpus is their own."""
    if stored is None or keeps(person, stored.kept_for):
        return stored
    rest = stored.for_all()
    return rest if rest and keeps(person, rest.kept_for) else None


def editable(person: Person, key: str, deed: str) -> CorpusRecord | None:
    """Return the one corpus of a key if a person may do `deed` with it; a combination and the folder are only read."""
    ids = shelf.ids_of(key)
    if len(ids) != 1 or ids[0] == shelf.FOLDER:
        return None
    record = shelf.library().corpora.get(ids[0])
    return record if record and may(person, deed, record) else None


def readable_state(key: str, person: Person) -> shelf.Stored:
    """Return the state of a corpus to show; where articles or corrections changed, the next one is begun.

    Raises
    ------
    DatasetError
        When it is not there, may not be read by this person, holds nothing, or is not built yet.
    """
    if not may_open(person, key):
        msg = f"There is no corpus {key!r} here, or it is not shared with you; choose one of the list."
        raise DatasetError(msg)
    if is_empty(key):
        msg = "This corpus holds no articles yet; add some on the page Add."
        raise DatasetError(msg)
    fresh = refresh(key)
    if fresh.stored is None:
        raise NotReadyError(key, fresh.status)
    stored = shown(fresh.stored, person)
    if stored is None:
        raise DatasetError(NOTHING_OPEN)
    return stored


def is_empty(key: str) -> bool:
    """Whether there is nothing to read in a corpus or combination."""
    ids = shelf.ids_of(key)
    if shelf.FOLDER in ids:
        return False
    library = shelf.library()
    try:
        return not any(library.articles.version(one)[0] or library.imports.version(one) for one in ids)
    except LibraryError:
        if shelf.current(key) is None:
            raise
        return False  # what is built can be shown while the database does not answer


def refresh(key: str, *, now: bool = False) -> Freshness:
    """Return how fresh a corpus is; begin a build where there is something new.

    Parameters
    ----------
    now
        Also when corrections were made a moment ago, or the last build of this state was cancelled or failed.
    """
    with _looking:
        stored, status = shelf.current(key), jobs.status(key)
        try:
            version = shelf.version_of(key)
        except LibraryError:
            if stored is None:
                raise
            return Freshness(stored, stored.version, status)  # shown as it is while the database does not answer
        if stored and status.state == "done" and _begun.get(key) == version:
            # Built for this version; a worker with other code than ours calls it by another name.
            version = stored.version
        fresh = Freshness(stored, version, status)
        if fresh.is_current or status.active or not (now or _is_due(key, fresh)):
            return fresh
        _begun[key] = version
        jobs.start(key)
    return dataclasses.replace(fresh, status=jobs.status(key))


def in_words(status: jobs.Status) -> str:
    """Say how far a build is."""
    if status.state == "reading" and status.total:
        return f"Reading {status.done} of {status.total} articles."
    return {
        "starting": "Starting to read the articles.",
        "waiting": "Waiting until other corpora are read.",
        "drawing": f"All {status.total} articles are read; places and front lines are being drawn.",
        "reading": "Starting to read the articles.",
        "cancelled": f"Reading was cancelled after {status.done} of {status.total} articles.",
        "stopped": "Reading stopped before its end; it goes on from there when it is started again.",
        "failed": status.reason,
    }.get(status.state, "These articles were not read yet.")


_looking = threading.Lock()
_begun: dict[str, str] = {}
"""The version that this process last had built, by key."""


def _is_due(key: str, fresh: Freshness) -> bool:
    """Whether to build without being asked."""
    status = fresh.status
    if status.version == fresh.version and status.state in ("cancelled", "failed"):
        return False
    if status.state == "stopped" and _begun.get(key) == fresh.version:
        return False  # it died after we began it: again and again it would keep page and machine busy without end
    if fresh.stored is None:
        return True
    return time.time() - _last_correction(key) > QUIET_S


def _last_correction(key: str) -> float:
    library = shelf.library()
    moments = [library.corrections.version(one)[1] for one in shelf.ids_of(key) if one != shelf.FOLDER]
    last = max(moments, default="")
    return datetime.fromisoformat(last).astimezone(UTC).timestamp() if last else 0.0


def _key(asked: str) -> str:
    return shelf.key_of(shelf.ids_of(asked))


def _write(key: str) -> None:
    if key:
        st.query_params["corpus"] = key
    else:
        st.query_params.pop("corpus", None)
