"""Events of others brought in, and everything of a dataset given out (docs/exchange.md)."""

from __future__ import annotations
