"""Who holds which place on which day, from all claims."""

from geodata.control.belief import PlaceHistory, control_on
from geodata.control.claim import ControlClaim, claims_from_record, claims_from_rows
from geodata.control.place import ControlPlace, places_of
from geodata.control.rear import controls_on
from geodata.control.source import without_source
from geodata.control.standing import PlaceControl

__all__ = [
    "ControlClaim",
    "ControlPlace",
    "PlaceControl",
    "PlaceHistory",
    "claims_from_record",
    "claims_from_rows",
    "control_on",
    "controls_on",
    "places_of",
    "without_source",
]
