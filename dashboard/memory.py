"""Memory that the server does not use is given back to the computer."""

from __future__ import annotations

import contextlib
import ctypes
import gc

import pyarrow as pa

ARENA_MAX = -8
"""M_ARENA_MAX of glibc's ``mallopt``."""
ARENAS = 2
"""Pools that threads take memory from. By default each thread has its own, and each keeps what it once needed."""


def keep_little() -> None:
    """Have as little as possible kept for later; to be called before threads begin."""
    pa.set_memory_pool(pa.system_memory_pool())  # Arrow's own keeps 15 MB of what reading a dataset takes
    with contextlib.suppress(OSError, AttributeError):  # not glibc
        ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give back what nothing is held in; after something large was read."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def settle() -> None:
    """Give back what starting took; what is held now stays until the end and is not looked through for waste again."""
    give_back()
    gc.freeze()
