"""Processes forked from this one: they share its memory, leave Ctrl-C to it and end with it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait


def can_fork() -> bool:
    """Whether processes can be forked here: on some systems threads or the window system forbid it."""
    return multiprocessing.get_start_method() == "fork"


def forked_pool(processes: int) -> ProcessPoolExecutor:
    """Return a pool whose processes know all that is loaded here when the first of them is needed."""
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_settle)


def _settle() -> None:
    gc.freeze()  # a collection that walks over what is shared would copy its pages
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
