"""One file as a reader of its format gets it: in a folder, in an archive, attached to a message."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from geodata.formats.draft import Draft, Refusal
from geodata.formats.limits import Limits, size_words


class Refused(Exception):  # noqa: N818 -- it is carried out as a Refusal, no fault
    """What is read cannot be an article; the message is the sentence for the user."""


class Meter:
    """What the files of one request may still take.

    Parameters
    ----------
    arm
        Ends the process when that many seconds of computing go by before the next call.
    """

    def __init__(self, limits: Limits, arm: Callable[[float], None] = lambda _: None) -> None:
        self.limits = limits
        self._arm = arm
        self._left = limits.total_bytes

    def step(self, seconds: float | None = None) -> None:
        """Begin an article."""
        self._arm(seconds or self.limits.cpu_seconds)

    def spend(self, count: int, name: str) -> None:
        """Count the bytes of a file, unpacked."""
        if count > self._left:
            most = size_words(self.limits.total_bytes)
            msg = f"{name} was left out: with it, all files together would hold more than {most}. Give fewer at a time."
            raise Refused(msg)
        self._left -= count


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A file with its name, not read yet.

    Parameters
    ----------
    name
        As the user knows it.
    size
        Bytes, unpacked.
    open
        Gives the bytes as a stream.
    meter
        Counts what the files read so far took.
    depth
        Archives and messages it lies in.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    meter: Meter
    depth: int = 0

    @property
    def limits(self) -> Limits:
        """What it may ask for."""
        return self.meter.limits

    def step(self, seconds: float | None = None) -> None:
        """Begin the next article: it gets its seconds of computing, by default those of the limits."""
        self.meter.step(seconds)

    def stream(self) -> BinaryIO:
        """Return the file for reading bit by bit."""
        if self.size > self.limits.file_bytes:
            most = size_words(self.limits.file_bytes)
            msg = f"{self.name} has {size_words(self.size)}; allowed are {most}. Split it."
            raise Refused(msg)
        return self.open()

    def bytes(self) -> bytes:
        """Return the file whole."""
        most = self.limits.document_bytes
        if self.size > most:
            msg = f"{self.name} has {size_words(self.size)}; a file of this kind may have {size_words(most)}. Split it."
            raise Refused(msg)
        with self.open() as stream:
            raw = stream.read(most + 1)
        if len(raw) > most:
            msg = f"{self.name} holds more than the {size_words(most)} that a file of this kind may have. Split it."
            raise Refused(msg)
        return raw

    def inner(self, name: str, raw: bytes) -> Part:
        """Return a part that lies in this one."""
        return dataclasses.replace(
            self, name=f"{self.name}/{name}", size=len(raw), open=lambda: io.BytesIO(raw), depth=self.depth + 1
        )


Read = Callable[[Part], Iterator[Draft | Refusal]]
"""What each format's module offers as ``read``; raises `Refused`, or fails, when the whole file cannot be read."""
