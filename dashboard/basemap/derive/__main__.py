"""Command that renews the packs of the basemap."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dashboard.basemap.derive import source
from dashboard.basemap.derive.archive import write_index, write_level
from dashboard.basemap.derive.level import LEVELS, Level, draw
from dashboard.basemap.derive.linework import linework_from_countries
from dashboard.basemap.derive.place import COUNTRY, REGION, SEA, Place, city_names, country_names, feature_names
from dashboard.basemap.derive.tile import cut

# Names that show before this zoom are needed at once, and stand in the world's tile.
FIRST_DETAIL_ZOOM = 4
DATA = Path(__file__).parent.parent / "data"


def main() -> None:
    """Fetch the sources, derive all levels and write them; takes about ten minutes."""
    source.fetch()
    countries = source.countries()
    _tell("countries read")
    linework = linework_from_countries(countries)
    _tell("land and borders merged")
    water = source.lakes(), np.array(source.rivers())
    places = country_names(countries) + feature_names() + city_names()
    index = []
    for level in LEVELS:
        drawing = draw(level, linework, *water, source.provinces())
        index.append(write_level(DATA, level, cut(level, drawing, list(_places_of(level, places)))))
        lengths = index[-1]["lengths"]
        _tell(f"level {level.number}: {len(lengths)} tiles, {sum(lengths):,} bytes, the largest {max(lengths):,}")
    write_index(DATA, index)


def _places_of(level: Level, places: list[Place]) -> Iterator[Place]:
    """Names that a level adds to those of level 0, which the map keeps at all zooms."""
    is_world, is_last = level is LEVELS[0], level is LEVELS[-1]
    for place in places:
        in_world = place.first_zoom <= FIRST_DETAIL_ZOOM or place.kind in (COUNTRY, SEA, REGION)
        if in_world == is_world and (is_world or is_last or place.first_zoom <= level.last_zoom):
            yield place


def _tell(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
