"""The gazetteer's file."""

from __future__ import annotations

import dataclasses
import io
import mmap
import struct
import zipfile
from pathlib import Path

import numpy as np

from geodata.errors import GazetteerError

FORMAT = 2
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

    buffer: bytes | memoryview
    starts: np.ndarray

    @classmethod
    def pack(cls, strings: list[str]) -> Strings:
        """Join strings."""
        encoded = [string.encode() for string in strings]
        starts = np.zeros(len(encoded) + 1, dtype=np.uint32)
        np.cumsum([len(item) for item in encoded], out=starts[1:])
        return cls(b"".join(encoded), starts)

    def __getitem__(self, i: int) -> str:
        return str(self.buffer[self.starts[i] : self.starts[i + 1]], "utf-8")

    def __len__(self) -> int:
        return len(self.starts) - 1


_ALIGNMENT = 64
"""Bytes to which numpy pads the header of an array, so that its items too are aligned if the header is."""
_PADDING = 0xD935
"""Code of a zip file's extra field that only pads; tools for Android use it for the same end."""
_LOCAL_HEADER = 30
"""Bytes of a zip entry's header before its name; the last four are the lengths of name and extra field."""


def write_arrays(path: Path, arrays: dict[str, np.ndarray], *, packed: bool = True) -> None:
    """Write named arrays to one file that `numpy.load` opens too: the same arrays give the same bytes.

    Parameters
    ----------
    packed
        Compressed; else each array lies in the file as it does in memory, and `read_arrays` maps it.
    """
    arrays = arrays | {"format": np.array([FORMAT])}
    new = path.with_suffix(".part")  # whoever has the old file mapped keeps it
    with zipfile.ZipFile(new, "w", compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            if not packed:
                header = archive.start_dir + _LOCAL_HEADER + len(entry.filename) + 4
                padding = -header % _ALIGNMENT
                entry.extra = struct.pack("<HH", _PADDING, padding) + bytes(padding)
            archive.writestr(entry, buffer.getvalue())
    new.replace(path)


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """Read what `write_arrays` wrote; what is not packed is mapped, so that processes share what they use of it.

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
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            arrays = {entry.filename.removesuffix(".npy"): _array(archive, entry, mapped) for entry in archive.filelist}
    except (ValueError, TypeError, OSError, struct.error, zipfile.BadZipFile) as error:
        msg = f"{path} is not a gazetteer file ({error}); build one with `python -m geodata.gazetteer.build`."
        raise GazetteerError(msg) from error
    layout = arrays.pop("format", np.zeros(1)).item()
    if layout != FORMAT:
        msg = f"{path} has layout {layout}, this version reads {FORMAT}; build it again."
        raise GazetteerError(msg)
    return arrays


def _array(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, mapped: memoryview) -> np.ndarray:
    """Return the array of an entry: unpacked, or where it lies in the file."""
    if entry.compress_type != zipfile.ZIP_STORED:
        with archive.open(entry) as packed:
            return np.lib.format.read_array(packed, allow_pickle=False)
    name, extra = struct.unpack_from("<HH", mapped, entry.header_offset + _LOCAL_HEADER - 4)
    start = entry.header_offset + _LOCAL_HEADER + name + extra
    member = io.BytesIO(mapped[start : start + entry.file_size][:_MOST_HEADER])
    np.lib.format.read_magic(member)
    shape, _, dtype = np.lib.format.read_array_header_1_0(member)
    return np.ndarray(shape, dtype, mapped, start + member.tell())


_MOST_HEADER = 1 << 12
"""Bytes among which the header of an array ends."""
