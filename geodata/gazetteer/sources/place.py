"""A place while the gazetteer is being built."""

from __future__ import annotations

import dataclasses
import math
import re
import unicodedata

from geodata.gazetteer.names import ALTERNATE, CANONICAL, CODE

_FOREIGN = re.compile(r"[^\u0590-\u05ff\u0600-\u06ff\u0370-\u04ff\u0000-\u024f\u1e00-\u1fff\u02b0-\u036f\u2010-\u2019]")
"""Any letter outside Latin, Greek, Cyrillic, Hebrew and Arabic.

Names in other scripts would add a third to the file for texts that are not read yet.
"""

_INITIALS = re.compile(r"[A-Z]{2,4}|(?:[A-Z]\.){2,}")
"""An abbreviation, whatever list it comes from ("UAE", "U.A.E.")."""

_CODE = re.compile(r"[A-Z0-9]{1,4}\Z")


@dataclasses.dataclass(slots=True)
class Place:
    """A place while the gazetteer is being built; see `geodata.gazetteer.Feature` for the fields' meaning.

    Parameters
    ----------
    admin1, admin2
        Ids of the divisions it lies in, empty when unknown.
    names
        Spelling -> bits, see `geodata.gazetteer.names.CANONICAL`.
    prominence
        See `geodata.gazetteer.Gazetteer`.
    codes
        Codes of a division in GeoNames ("LY.77") and ISO 3166-2 ("LY-TB").
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    geonames_id: int = 0
    radius_km: float = 0.0
    where_prec: int = 0
    capital: bool = False
    prominence: float = 0.0
    codes: tuple[str, ...] = ()
    names: dict[str, int] = dataclasses.field(default_factory=dict)

    def add_names(self, spellings: list[str], bits: int = ALTERNATE) -> None:
        """Add spellings; the bits of a spelling that is there already are joined."""
        for spelling in spellings:
            clean = spelling.strip()
            if clean and not _FOREIGN.search(clean):
                self.names[clean] = self.names.get(clean, 0) | bits | (CODE if _INITIALS.fullmatch(clean) else 0)

    def __post_init__(self) -> None:
        self.add_names([self.name], CANONICAL)


def is_usable_alternate(spelling: str) -> bool:
    """Tell whether a GeoNames alternate name is one a writer would use.

    Left out are romanisations made by machine, which GeoNames writes without a capital ("tarabulasa"), codes
    of airports and administrations ("TIP"), and names of more than six words.
    """
    if _CODE.match(spelling) or spelling.count(" ") > 5:
        return False
    first = next((letter for letter in spelling if letter.isalpha()), "")
    if not first:
        return False
    if unicodedata.name(first, "").startswith("LATIN"):
        return any(letter.isupper() for letter in spelling)
    return True


def circle_radius_km(area_km2: float) -> float:
    """Radius of the circle of an area, in kilometres."""
    return round(math.sqrt(max(area_km2, 0.0) / math.pi), 1)


def settlement_radius_km(population: int) -> float:
    """Radius of a settlement at 4,000 inhabitants a square kilometre, usual for towns; at least 0.5 km."""
    return max(0.5, circle_radius_km(population / 4000.0))
