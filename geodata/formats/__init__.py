"""Files that hold articles, each format in a module of its own."""

from geodata.formats.draft import Draft, Refusal
from geodata.formats.kind import SUFFIXES
from geodata.formats.limits import LIMITS, Limits
from geodata.formats.read import read_drafts

__all__ = ["LIMITS", "SUFFIXES", "Draft", "Limits", "Refusal", "read_drafts"]
