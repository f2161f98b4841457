"""Files that hold articles, each format in a module of its own."""

from geodata.formats.draft import Draft, Refusal

__all__ = ["Draft", "Refusal"]
