"""Articles of any file, read by a process of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geodata.formats import frame
from geodata.formats.bundle import Listed, Sought
from geodata.formats.draft import Draft, Refusal
from geodata.formats.limits import LIMITS, Limits
from geodata.formats.process import Busy, Ended, lent_process


def read_drafts(
    path: Path, *, name: str | None = None, limits: Limits = LIMITS, languages: bool = True
) -> Iterator[Draft | Refusal]:
    """Yield the articles of a file, an archive or a folder, and what was refused with its reason.

    A file is read by another process, which has no network, writes nothing and is bounded in time and memory; a file
    that ends it costs only itself.

    Parameters
    ----------
    name
        What to call the file, when the user knows it by another name. By default a file's own name, and nothing before
        the names of a folder's files.
    languages
        Recognise the language of a text whose file does not say it.

    Examples
    --------
    >>> [draft.name for draft in read_drafts(Path("seeds"), languages=False)][0]
    '003_a5deb6ba971d89e7.txt'
    """
    path = Path(path)
    is_folder = path.is_dir()
    prefix = f"{name.rstrip('/')}/" if name and is_folder else ""
    shown = prefix if is_folder else name or path.name
    yield from _Reading(path, shown, limits, languages).all()


class _Reading:
    """One file on its way, over as many processes as it takes."""

    def __init__(self, path: Path, name: str, limits: Limits, languages: bool) -> None:
        self._request = {"path": str(path.absolute()), "name": name, "languages": languages}
        self._limits = limits
        self._name = name or path.name
        self._next = 0  # number of the member to go on with
        self._begun: str | None = None  # name of the member that is read
        self._sought = Sought()

    def all(self) -> Iterator[Draft | Refusal]:
        for _ in range(self._limits.restarts + 1):
            self._begun = None
            try:
                with lent_process() as process:
                    frames = process.ask(self._request | {"start": self._next}, self._limits)
                    yield from filter(None, (self._taken(*one) for one in frames))
                break
            except Busy:
                yield Refusal(self._name, f"{self._name} was not read: too many files are read at once. Try it again.")
                return
            except Ended as ended:
                culprit = self._begun or self._name
                yield Refusal(culprit, f"{culprit} {ended}; save its text alone and give that.")
                if self._begun is None:
                    return
        else:
            reason = f"{self._name or 'The folder'}: more than {self._limits.restarts} files in it cannot be read; the rest was left out."
            yield Refusal(self._name, reason)
        yield from self._sought.missing()

    def _taken(self, kind: bytes, head: object, text: str) -> Draft | Refusal | None:
        if kind == frame.DRAFT:
            draft = frame.draft_from_frame(head, text)
            self._sought.see(draft)
            return draft
        if kind == frame.REFUSAL:
            return Refusal(*head)
        if kind == frame.BEGUN:
            number, self._begun = head
            self._next = number + 1
        elif kind == frame.LISTED:
            listing, urls = head
            self._sought.add(Listed(listing, tuple(urls)))
        return None
