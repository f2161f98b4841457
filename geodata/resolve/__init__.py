"""Resolution: the referent of each toponym."""

from geodata.resolve.mention import Mention
from geodata.resolve.referent import resolve_mentions
from geodata.resolve.spans import resolve_spans

__all__ = ["Mention", "resolve_mentions", "resolve_spans"]
