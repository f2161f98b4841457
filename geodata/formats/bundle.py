"""Files that come together, as a folder or an archive, with the lists that describe them."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import io
import posixpath
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from geodata.formats.draft import Draft, Refusal
from geodata.formats.encoding import decode
from geodata.formats.fields import address, day_of, fields_of, language_code, one_line
from geodata.formats.kind import READERS, SUFFIXES, read_part, suffix_of
from geodata.formats.limits import MB
from geodata.formats.part import Meter, Part
from geodata.formats.text import addresses_in

LIST_BYTES = 16 * MB
HEAD_BYTES = 4_096

MOST_NAMED = 100
"""Files that are empty, or no articles by their names, are named one by one up to so many; of more, one sentence tells."""


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle; `refused` says why it is not read.

    `path` is its name within the bundle, by which lists name it.
    """

    path: str
    size: int
    open: Callable[[], BinaryIO]
    refused: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Begun:
    """The member of this number is read next: what ends the process now is its doing."""

    number: int
    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Listed:
    """A list of web addresses in a bundle, whose pages should be there too."""

    name: str
    urls: tuple[str, ...]


Found = Draft | Refusal | Begun | Listed


class Sought:
    """The addresses of lists whose pages have not come yet."""

    def __init__(self) -> None:
        self._lists: dict[str, Sequence[str]] = {}
        self._seen: set[str] = set()

    def add(self, listed: Listed) -> None:
        """Look for the pages of a list."""
        self._lists[listed.name] = listed.urls

    def see(self, draft: Draft) -> None:
        """Take note of an article's address."""
        if self._lists and draft.url:
            self._seen.add(_plain(draft.url))

    def missing(self) -> Iterator[Refusal]:
        """Yield a refusal for each address whose page did not come."""
        for listing, urls in self._lists.items():
            for url in urls:
                if _plain(url) not in self._seen:
                    shown = url[:200]
                    reason = (
                        f"{listing} names {shown}, but no page saved from there came with it; save it beside the list."
                    )
                    yield Refusal(f"{listing}: {shown}", reason)


def _plain(url: str) -> str:
    """Return an address without what differs between two ways to write it."""
    host, slash, rest = url.partition("#")[0].partition("://")[2].rstrip("/").partition("/")
    return host.lower().removeprefix("www.") + slash + rest


def read_bundle(
    members: Sequence[Member], prefix: str, meter: Meter, *, depth: int = 0, start: int = 0
) -> Iterator[Found]:
    """Yield the articles of files that came together.

    Parameters
    ----------
    prefix
        Stands before the name of each member.
    start
        Number of the first member to read: where a process went on that another began.
    """
    lists = _Lists(members, prefix, meter)
    yield from lists.listed
    alike = _Alike(members, prefix)
    if start == 0:
        yield from lists.missing()
        yield from alike.refusals
    for number, member in enumerate(members[start:], start=start):
        if number in alike.numbers:
            continue
        name = prefix + member.path
        yield Begun(number, name)
        if member.refused:
            yield Refusal(name, member.refused)
        elif member.path not in lists.names:
            part = Part(name, member.size, member.open, meter, depth)
            yield from map(lists.completed(member.path), read_part(part))


class _Alike:
    """Members that their listing refuses already, where there are many: none of them is opened.

    Parameters
    ----------
    numbers
        Of those members.
    refusals
        One for all of a kind.
    """

    def __init__(self, members: Sequence[Member], prefix: str) -> None:
        self.numbers: set[int] = set()
        self.refusals: list[Refusal] = []
        shown = prefix.rstrip("/") or "The folder"
        named = [(number, member) for number, member in enumerate(members) if not member.refused]
        strange = [(number, member) for number, member in named if suffix_of(member.path) not in READERS]
        empty = [(number, member) for number, member in named if not member.size and suffix_of(member.path) in READERS]
        for found, what in (
            (empty, "empty files, such as {}; they were left out. Add the articles' text where there should be some."),
            (
                strange,
                f"files that are no articles, such as {{}}; they were left out. Allowed are {', '.join(SUFFIXES)}.",
            ),
        ):
            if len(found) > MOST_NAMED:
                self.numbers.update(number for number, _ in found)
                first = found[0][1].path[:200]
                self.refusals.append(Refusal(prefix + first, f"{shown} holds {len(found):,} {what.format(first)}"))


class _Lists:
    """The lists among the members: what they say of the others.

    A list is a table with a column of files and none of text, or a text of web addresses.
    """

    def __init__(self, members: Sequence[Member], prefix: str, meter: Meter) -> None:
        self.names: set[str] = set()
        self.listed: list[Listed] = []
        self._prefix = prefix
        self._rows: dict[str, tuple[str, dict[str, str]]] = {}
        self._paths = {member.path for member in members}
        for member in members:
            if (
                not member.refused
                and 0 < member.size <= LIST_BYTES
                and suffix_of(member.path) in {".csv", ".tsv", ".txt"}
            ):
                meter.step()
                with contextlib.suppress(Exception):  # a damaged member is refused when it is read
                    self._look_at(member)

    def _look_at(self, member: Member) -> None:
        if len(self._paths) == 1:
            return
        with member.open() as stream:
            head = stream.read(HEAD_BYTES)
        if suffix_of(member.path) == ".txt":
            first = next((line for line in head.splitlines() if line.strip() and not line.startswith(b"#")), b"")
            if address(first.decode("ascii", "replace")) and (urls := addresses_in(_text_of(member))):
                self.names.add(member.path)
                self.listed.append(Listed(self._prefix + member.path, tuple(urls)))
        else:
            self._look_at_table(member, head)

    def _look_at_table(self, member: Member, head: bytes) -> None:
        first = head.split(b"\n", 1)[0].decode("utf-8-sig", "replace").strip()
        delimiter = max(",;\t|", key=first.count)
        columns, _ = fields_of(cell.strip().strip('"') for cell in first.split(delimiter))
        if "file" not in columns or "text" in columns:
            return
        self.names.add(member.path)
        folder = posixpath.dirname(member.path)
        for row in csv.DictReader(io.StringIO(_text_of(member), newline=""), delimiter=delimiter):
            values = {field: row.get(name) or "" for field, name in columns.items()}
            path = posixpath.normpath(posixpath.join(folder, values["file"].strip().replace("\\", "/")))
            self._rows[path] = (member.path, values)

    def missing(self) -> Iterator[Refusal]:
        """Yield a refusal for each file that a list names and that is not there."""
        for path, (listing, values) in self._rows.items():
            if path not in self._paths:
                shown = values["file"][:100] or address(values.get("url")) or "no file"
                name = f"{self._prefix}{listing}: {shown}"
                yield Refusal(
                    name, f"{self._prefix}{listing} names {shown}, which is not there; add it beside the list."
                )

    def completed(self, path: str) -> Callable[[Draft | Refusal], Draft | Refusal]:
        """Return what adds to the draft of a file all that a list says of it."""
        listing, values = self._rows.get(path, ("", {}))
        said = _said(values)

        def complete(found: Draft | Refusal) -> Draft | Refusal:
            if not said or not isinstance(found, Draft):
                return found
            note = f"From {self._prefix}{listing}: {', '.join('date' if f == 'published' else f for f in said)}."
            return dataclasses.replace(found, **said, notes=(*found.notes, note))

        return complete


def _said(values: dict[str, str]) -> dict[str, Any]:
    said = {
        "title": one_line(values.get("title")),
        "source": one_line(values.get("source")),
        "author": one_line(values.get("author")),
        "published": day_of(values.get("published"))[0],
        "url": address(values.get("url")),
        "language": language_code(values.get("language")),
    }
    return {field: value for field, value in said.items() if value}


def _text_of(member: Member) -> str:
    with member.open() as stream:
        return decode(stream.read(LIST_BYTES), member.path)
