"""The gazetteer's file."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import numpy as np

from geodata.errors import GazetteerError

FORMAT = 1
"""Raised with every change of the file's layout, so that an old file is refused in words."""


@dataclasses.dataclass(frozen=True, slots=True)
class Strings:
    """Many strings in one buffer, decoded one at a time.

    Parameters
    ----------
    buffer
        UTF-8 of all strings, joined.
    starts
        Where each begins in `buffer`, in bytes; one item more than strings.
    """

    buffer: bytes
    starts: np.ndarray

    @classmethod
    def pack(cls, strings: list[str]) -> Strings:
        """Join strings."""
        encoded = [string.encode() for string in strings]
        starts = np.zeros(len(encoded) + 1, dtype=np.uint32)
        np.cumsum([len(item) for item in encoded], out=starts[1:])
        return cls(b"".join(encoded), starts)

    def __getitem__(self, i: int) -> str:
        return self.buffer[self.starts[i] : self.starts[i + 1]].decode()

    def __len__(self) -> int:
        return len(self.starts) - 1


def write_arrays(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write named arrays to one compressed file: the same arrays give the same bytes."""
    arrays = arrays | {"format": np.array([FORMAT])}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """Read what `write_arrays` wrote.

    Raises
    ------
    GazetteerError
        When the file is absent, is no gazetteer, or has another version's layout: a map without places
        would look like a map of nothing happening.
    """
    if not path.is_file():
        msg = f"There is no gazetteer at {path}; build one with `python -m geodata.gazetteer.build`."
        raise GazetteerError(msg)
    try:
        with np.load(path, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (ValueError, OSError, zipfile.BadZipFile) as error:
        msg = f"{path} is not a gazetteer file ({error}); build one with `python -m geodata.gazetteer.build`."
        raise GazetteerError(msg) from error
    layout = arrays.pop("format", np.zeros(1)).item()
    if layout != FORMAT:
        msg = f"{path} has layout {layout}, this version reads {FORMAT}; build it again."
        raise GazetteerError(msg)
    return arrays
