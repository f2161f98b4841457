"""Installs what the tests need from Debian's packages, where that is possible."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(*packages: str) -> None:
    """Install packages where this is a Debian and we may; whoever asks looks afterwards whether they are there."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    quiet = {"check": False, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", *packages], **quiet)
