"""Names of places in a text."""

from __future__ import annotations

import dataclasses

ROLES = ("place", "demonym", "actor", "embedded", "descriptor")
"""What a toponym does in its sentence.

``demonym``: "Turkish"; ``actor``: a place standing for its government ("Ankara passed a
bill"); ``embedded``: part of another name ("the Tripoli government"); ``descriptor``: a
place described, not named ("the Libyan capital", "its western border").
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A gazetteer feature a toponym might mean; `score` is a probability in [0, 1]."""

    feature_id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    score: float


@dataclasses.dataclass(frozen=True, slots=True)
class Toponym:
    """A toponym and the referent chosen for it.

    Parameters
    ----------
    start, end
        Code points into the article's text.
    text
        ``text[start:end]``.
    role
        One of `ROLES`.
    feature_id
        Gazetteer feature chosen, ``None`` when unresolved.
    name, kind
        The feature's canonical name and kind (``city``, ``country``, ``airport`` ...).
    lat, lon
        WGS84 degrees of a representative point, ``None`` when unresolved.
    geonames_id
        GeoNames id, ``None`` when the feature has none.
    score
        Probability that the choice is right, in [0, 1].
    reason
        Words for the reader: why this referent.
    radius_km
        Half-width of the uncertainty around the point; 0 for a point place.
    where_prec
        UCDP location precision, 1 (exact) to 7 (no location).
    shape
        Description of a derived shape, ``None`` for the feature's own: a tuple such as
        ``("sector", lat, lon, bearing_deg, half_angle_deg, inner_km, outer_km)`` ("east of
        Tripoli"), ``("ring", lat, lon, inner_km, outer_km)`` ("the outskirts"), ``("border",
        "EG", "LY")`` or ``("group", id, ...)`` ("the main oil terminals": known members).
    alternatives
        Rejected candidates, best first.
    """

    start: int
    end: int
    text: str
    role: str
    feature_id: str | None
    name: str | None
    kind: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    score: float
    reason: str = ""
    radius_km: float = 0.0
    where_prec: int = 1
    country: str | None = None
    shape: tuple | None = None
    alternatives: tuple[Candidate, ...] = ()
