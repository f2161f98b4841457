"""The packs on disk: one file a level, its tiles end to end, and an index."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

from dashboard.basemap.derive.level import Level


def write_level(folder: Path, level: Level, tiles: Iterable[tuple[int, int, bytes]]) -> dict:
    """Write the tiles of one level, each compressed by itself so that it can be served as it lies.

    Parameters
    ----------
    tiles
        (x, y, bytes), row by row from the north-west.

    Returns
    -------
    dict
        The level's entry of the index. `rows` has a hexadecimal number for each row of tiles, whose bit x is set
        where there is a tile x; `lengths` the size of each tile in bytes, in the order of the file.
    """
    rows, lengths = [0] * 2**level.tile_zoom, []
    with (folder / f"level{level.number}.packs").open("wb") as file:
        for x, y, content in tiles:
            packed = gzip.compress(content, 9, mtime=0)
            file.write(packed)
            rows[y] |= 1 << x
            lengths.append(len(packed))
    return {
        "tile_zoom": level.tile_zoom,
        "first_zoom": level.first_zoom,
        "extent": level.extent,
        "rows": [f"{row:x}" for row in rows],
        "lengths": lengths,
    }


def write_index(folder: Path, levels: list[dict]) -> None:
    """Write `index.json`, one line a level."""
    lines = ",\n".join(json.dumps(level, separators=(",", ":")) for level in levels)
    (folder / "index.json").write_text(f'{{"levels":[\n{lines}\n]}}\n', encoding="utf-8")
