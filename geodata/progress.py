"""How far a build is, in one line of a terminal."""

from __future__ import annotations

import resource
import sys
import time
from typing import TextIO

EVERY_S = 0.2
"""A terminal that is written to for each of ten thousand articles slows the build."""

NAME_WIDTH = 40


class ProgressLine:
    """Counts articles and then frames, with the rate and the time left.

    Parameters
    ----------
    out
        Where the line is written over and over; not a terminal: one line a step of 5 %.
    """

    def __init__(self, out: TextIO = sys.stderr) -> None:
        self._articles = _Count(out, "articles", "articles are read; putting the dataset together ...")
        self._frames = _Count(out, "frames", "frames of the front line are drawn.")

    def __call__(self, done: int, total: int, name: str) -> None:
        """Show that `done` of `total` articles are read, `name` the last of them."""
        self._articles.show(done, total, name)

    def frames(self, done: int, total: int) -> None:
        """Show that `done` of `total` frames of the front line are drawn."""
        self._frames.show(done, total, "of the front line")

    @property
    def done(self) -> int:
        """Articles read."""
        return self._articles.done

    @property
    def total(self) -> int:
        """Articles in all."""
        return self._articles.total

    def end(self) -> None:
        """Leave the line."""
        (self._frames if self._frames.total else self._articles).end()


class _Count:
    def __init__(self, out: TextIO, things: str, end: str) -> None:
        self._out = out
        self._things, self._end = things, end
        self._terminal = out.isatty()
        self._began = time.monotonic()
        self._before = 0
        self._shown_at = -EVERY_S
        self._twentieth = 0
        self.done = self.total = 0

    def show(self, done: int, total: int, name: str) -> None:
        now = time.monotonic()
        if self.total == 0:  # what is there at the start was done by an earlier build
            self._before = done
            self._began = now
        self.done, self.total = done, total
        if total and self._due(now):
            self._shown_at = now
            self._out.write(self._line(now - self._began, name))
            self._out.flush()

    def end(self) -> None:
        if self._terminal and self.total:
            self._out.write("\n")

    def _due(self, now: float) -> bool:
        if self.done == self.total:
            return True
        if self._terminal:
            return now - self._shown_at >= EVERY_S
        twentieth, self._twentieth = self._twentieth, 20 * self.done // self.total
        return self._twentieth > twentieth

    def _line(self, seconds: float, name: str) -> str:
        shown = "".join(c if c.isprintable() else "?" for c in name[:NAME_WIDTH])  # a name may hold a cursor's codes
        text = f"{self.done:,}/{self.total:,}{self._speed(seconds)} {shown}"
        if self.done == self.total:
            text = f"{self.done:,}/{self.total:,} {self._end}"
        return f"\r{text:<100}" if self._terminal else text + "\n"

    def _speed(self, seconds: float) -> str:
        done = self.done - self._before
        if done < 1 or seconds <= 0:
            return ""
        rate = done / seconds
        return f", {rate:.1f} {self._things}/s, {duration((self.total - self.done) / rate)} left"


def memory() -> str:
    """Return how much memory this process and the largest of its own took at most, in words."""
    here, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    besides = f", {child // unit:,} MB in its largest reader (with what it shares)" if child else ""
    return f"at most {here // unit:,} MB of memory{besides}"


def duration(seconds: float) -> str:
    """Return a span of time as people say it: ``40 s``, ``12 min``, ``1 h 20 min``."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
