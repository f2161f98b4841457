"""Articles on their way into a corpus: read from what was pasted or dropped, within limits, compared with what is there."""

from __future__ import annotations

import contextlib
import dataclasses
import errno
import io
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from dashboard.eventfile import HEAD, EventFile, is_event_file, may_hold_events
from dashboard.settings import Settings, UploadLimits, settings_from_environment
from geodata.article import Article
from geodata.duplicate import group_copies
from geodata.formats import LIMITS, Draft, Limits, Refusal, read_drafts
from geodata.library import ArticleRecord

MB = 1_000_000
UNPACKED = 4
"""A file may hold so many times its largest allowed size, when it is an archive."""
PASTED = "pasted text"

Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Given:
    """A file as the browser gave it."""

    name: str
    size: int
    content: BinaryIO


class Pending:
    """What one session has given and not yet added: drafts, files of events, refusals, how much they weigh, copies of what."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.events: list[EventFile] = []
        self.refused: list[Refusal] = []
        self.weight = 0
        self.compared: tuple[object, list[str | None]] = (None, [])
        with _counting:
            _sessions.add(self)

    def clear(self) -> None:
        """Throw away all articles that were given."""
        self.drafts, self.refused = [], []
        self.weight = sum(one.size for one in self.events)

    def take_events(self, given: Given, limits: UploadLimits) -> None:
        """Keep a file of events and have it read, as long as there is room."""
        reason = _too_large(given, limits.events) or self._no_room(given.name, given.size, limits)
        if reason:
            self.refuse(given.name, reason)
            return
        try:
            one = EventFile(given.name, given.content)
            one.read()
        except OSError as error:
            self.refuse(given.name, _not_stored(given.name, error))
            return
        self.weight += one.size
        self.events.append(one)

    def forget_events(self, one: EventFile) -> None:
        """Throw a file of events away."""
        one.throw_away()
        if one in self.events:
            self.events.remove(one)
            self.weight -= one.size

    def take(self, given: Iterable[Draft | Refusal], limits: UploadLimits) -> None:
        """Keep what a file held, as long as there is room."""
        for one in given:
            if isinstance(one, Refusal):
                self.refused.append(one)
                continue
            weight = len(one.text.encode("utf-8", "surrogatepass"))
            reason = self._no_room(one.name, weight, limits)
            if reason:
                self.refused.append(Refusal(one.name, reason))
                continue
            self.weight += weight
            self.drafts.append(one)

    def refuse(self, name: str, reason: str) -> None:
        """Note what was not taken, and why."""
        self.refused.append(Refusal(name, reason))

    def _no_room(self, name: str, weight: int, limits: UploadLimits) -> str | None:
        if self.weight + weight > limits.session * MB:
            return f"{name} would bring what you have given to more than {limits.session:g} MB; add what is in the list first, then give the rest."
        if _weight_of_all() + weight > limits.total * MB:
            return f"{name} was not taken: all visitors together have given {limits.total:g} MB that are not added yet. Try again later."
        return None


_counting = threading.Lock()
_sessions: weakref.WeakSet[Pending] = weakref.WeakSet()


def _weight_of_all() -> int:
    with _counting:
        return sum(one.weight for one in _sessions)


def take_files(
    pending: Pending, files: Sequence[Given], progress: Progress | None = None, *, events: bool = False
) -> None:
    """Read files into `pending`; what cannot be taken is among its refusals, each with a sentence.

    Parameters
    ----------
    events
        Whether all of them are files of events; else those are that look like it.
    """
    settings = settings_from_environment()
    for done, one in enumerate(files, 1):
        if progress:
            progress(done, len(files))
        if events or _holds_events(one):
            pending.take_events(one, settings.upload_limits)
            continue
        reason = _too_large(one, settings.upload_limits.file)
        if reason:
            pending.refuse(one.name, reason)
            continue
        with contextlib.closing(_drafts_of(one, settings)) as found:
            pending.take(found, settings.upload_limits)


def pasted(pending: Pending, text: str, *, title: str = "", source: str = "", published: date | None = None) -> None:
    """Read a pasted text into `pending`."""
    raw = text.encode("utf-8", "replace")
    before = len(pending.drafts)
    take_files(pending, [Given(f"{PASTED}.txt", len(raw), io.BytesIO(raw))])
    for number in range(before, len(pending.drafts)):
        draft = pending.drafts[number]
        given = {"title": title.strip() or None, "source": source.strip() or None, "published": published}
        said = {name: value for name, value in given.items() if value is not None}
        pending.drafts[number] = dataclasses.replace(draft, name=PASTED, **said)


def known_texts(drafts: Sequence[Draft], articles: Sequence[ArticleRecord]) -> list[str | None]:
    """Return for each draft the name of what holds the very same text: an article of the corpus, or a draft before it."""
    held = {record.sha256: record.title or record.id for record in articles}
    found: list[str | None] = []
    for draft in drafts:
        found.append(held.get(draft.sha256))
        held.setdefault(draft.sha256, draft.title or draft.name)
    return found


def near_texts(drafts: Sequence[Draft], articles: Sequence[Article]) -> list[str | None]:
    """Return for each draft the name of an article, or of a draft before it, that says the same in other words or length."""
    texts = [*(article.text for article in articles), *(draft.text for draft in drafts)]
    names = [*(article.title or article.id for article in articles), *(draft.title or draft.name for draft in drafts)]
    groups = group_copies(texts)
    return [names[groups[n]] if groups[n] != n else None for n in range(len(articles), len(texts))]


def _holds_events(given: Given) -> bool:
    if not may_hold_events(given.name):
        return False
    head = given.content.read(HEAD)
    given.content.seek(0)
    return is_event_file(given.name, head)


def _too_large(given: Given, most: float) -> str | None:
    if given.size <= most * MB:
        return None
    size = given.size / MB
    return f"{given.name} has {size:,.1f} MB; a file may have up to {most:g} MB. Split it into smaller ones."


def _drafts_of(given: Given, settings: Settings) -> Iterator[Draft | Refusal]:
    """Yield what a file holds; it is read from a copy on disk, which is gone afterwards."""
    folder = settings.data / ".uploads"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as room:
            path = Path(room) / f"file{_suffix(given.name)}"
            with path.open("wb") as copy:
                while piece := given.content.read(MB):
                    copy.write(piece)
            yield from read_drafts(path, name=given.name, limits=_limits(settings.upload_limits))
    except OSError as error:
        yield Refusal(given.name, _not_stored(given.name, error))


def _limits(limits: UploadLimits) -> Limits:
    file = int(limits.file * MB)
    return dataclasses.replace(
        LIMITS,
        file_bytes=min(LIMITS.file_bytes, file),
        document_bytes=min(LIMITS.document_bytes, file),
        total_bytes=min(LIMITS.total_bytes, UNPACKED * file),
    )


def _suffix(name: str) -> str:
    """Return the ending of a file's name that says its format: letters and digits alone go into a path."""
    ending = Path(name.replace("\\", "/")).suffix
    return ending if len(ending) <= 12 and ending[1:].isascii() and ending[1:].isalnum() else ""  # noqa: PLR2004 -- no format has a longer one


def _not_stored(name: str, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{name} could not be taken: the server's disk is full. Nothing of it was kept; try again when there is room."
    return f"{name} could not be taken ({error.strerror or error}); nothing of it was kept. Try again."
