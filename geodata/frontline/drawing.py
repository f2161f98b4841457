"""Frames drawn, each once: by what counts on its day, by several processes where there are many."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import logging
import zlib
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from geodata import control, crs
from geodata.control import PlaceHistory
from geodata.fork import can_fork, forked_pool
from geodata.frontline.ground import Ground
from geodata.version import digest_of_code

logger = logging.getLogger(__name__)

FEW_FRAMES = 16
"""Fewer are drawn sooner than processes for them are started."""

CHUNK = 4
"""Frames given to a process at a time."""

Drawn = MutableMapping[str, bytes]
"""Packed frames by what they were drawn from."""

Frame = Callable[[date, Sequence[PlaceHistory], Ground], dict[str, Any]]
Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A frame to draw: of what, on which day, and the key it is kept under."""

    key: str
    day: date
    histories: Sequence[PlaceHistory]


def jobs_of(days: Iterable[date], histories: Sequence[PlaceHistory], ground: Ground, parties: int) -> list[Job]:
    """Return the frames of days; those for which the same is known have the same key."""
    basis = _basis(ground, parties)
    return [Job(_key_of(basis, day, histories), day, histories) for day in days]


def draw_frames(
    jobs: Iterable[Job],
    ground: Ground,
    frame: Frame,
    drawn: Drawn,
    *,
    processes: int = 1,
    progress: Progress | None = None,
) -> None:
    """Draw what is not in `drawn` yet.

    Parameters
    ----------
    frame
        Draws one.
    processes
        How many draw at once.
    progress
        Called with (frames done, frames in all).
    """
    wanted = {job.key: job for job in jobs}
    missing = [job for key, job in wanted.items() if key not in drawn]
    done, total = len(wanted) - len(missing), len(wanted)
    if progress:
        progress(done, total)
    with closing(_draw(missing, functools.partial(_draw_one, frame, ground), processes)) as packed:
        for job, one in zip(missing, packed, strict=True):
            drawn[job.key] = one
            done += 1
            if progress:
                progress(done, total)


def unpacked(frame: bytes) -> str:
    """Return a packed frame as JSON."""
    return zlib.decompress(frame).decode()


def _basis(ground: Ground, parties: int) -> bytes:
    """Return a digest of all that the frames of one ground share."""
    code = digest_of_code(Path(control.__file__).parent, Path(__file__).parent, Path(crs.__file__))
    digest = hashlib.sha256(f"{code} {parties} {ground.plane}".encode())
    for part in (ground.outline.wkb, ground.x_km.tobytes(), ground.y_km.tobytes()):
        digest.update(part)
    return digest.digest()


def _key_of(basis: bytes, day: date, histories: Sequence[PlaceHistory]) -> str:
    digest = hashlib.sha256(basis + day.isoformat().encode())
    for history in histories:
        digest.update(history.digest(day))
    return digest.hexdigest()


_Draw = Callable[[Job], bytes]
_under_way: tuple[Sequence[Job], _Draw] | None = None


def _draw(jobs: Sequence[Job], draw: _Draw, processes: int) -> Iterator[bytes]:
    """Yield packed frames, in order; those of a process that is lost are drawn here."""
    done = 0
    if processes > 1 and len(jobs) >= FEW_FRAMES and can_fork():
        global _under_way  # noqa: PLW0603 -- forked processes inherit the histories, which are too large to send
        _under_way = jobs, draw
        pool = forked_pool(processes)
        try:
            for packed in pool.map(_draw_numbered, range(len(jobs)), chunksize=CHUNK):
                done += 1
                yield packed
        except BrokenProcessPool:
            logger.warning("A drawing process was lost; its frames are drawn again.")
        finally:
            _under_way = None
            pool.shutdown(wait=True, cancel_futures=True)
    yield from map(draw, jobs[done:])


def _draw_numbered(number: int) -> bytes:
    assert _under_way is not None  # set by _draw before its processes are forked
    jobs, draw = _under_way
    return draw(jobs[number])


def _draw_one(frame: Frame, ground: Ground, job: Job) -> bytes:
    drawn = frame(job.day, job.histories, ground)
    return zlib.compress(json.dumps(drawn, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode(), 1)
