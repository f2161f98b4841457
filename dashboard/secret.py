"""The app's own secret, by which cookies and links are signed: `TIMEMAP_SECRET`, or a file in the data folder."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
import logging
import os
import secrets
import tempfile
from pathlib import Path

from dashboard.settings import settings_from_environment

log = logging.getLogger(__name__)

NAME = "secret"
LEAST = 32
"""Characters: a shorter one could be guessed from a signed link."""


def secret_for(purpose: str) -> str:
    """Return the secret for one purpose: who learns one learns none of the others."""
    given = os.environ.get("TIMEMAP_SECRET", "").strip()
    secret = given if len(given) >= LEAST else _kept(settings_from_environment().data, len(given))
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


@functools.lru_cache(maxsize=4)
def _kept(data: Path, given: int) -> str:
    """Return the secret of a data folder, the same for all workers on it; made when it is first asked for."""
    if given:
        log.warning("TIMEMAP_SECRET has %d characters and needs %d: the one of the data folder is used.", given, LEAST)
    path = data / NAME
    with contextlib.suppress(OSError):
        if not path.exists():
            _make(path)
        if len(found := path.read_text("ascii")) >= LEAST:
            return found
    log.warning("%s cannot be written: links to private corpora and sign-ins end with this process.", path)
    return secrets.token_hex(32)


def _make(path: Path) -> None:
    """Write a new secret, whole and for its owner alone; another worker may have been faster, and then its one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as part:  # only its owner may read it
        part.write(secrets.token_hex(32))
        part.flush()
        with contextlib.suppress(FileExistsError):
            os.link(part.name, path)
