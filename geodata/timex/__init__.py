"""Time expressions of a text, tagged and normalised (TIMEX3)."""

from geodata.timex.inherit import date_for_trigger
from geodata.timex.record import Timex
from geodata.timex.tagger import tag_timexes

__all__ = ["Timex", "date_for_trigger", "tag_timexes"]
