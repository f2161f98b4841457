"""The app's dependencies: ``python -m tests.dependencies audit`` (known holes) and ``... licences`` (docs/licences.md)."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
LOCK = PROJECT / "requirements.lock"
GIVEN = PROJECT / "requirements.txt"
LISTED = PROJECT / "docs" / "licences.md"
PIN = re.compile(r"(?m)^([A-Za-z0-9._-]+)==([^\s\\]+)")
AUDIT_S = 300
ALLOWED = (
    *("0BSD", "Apache", "Beerware", "BSD", "CC0", "CNRI-Python", "HPND", "ISC", "MIT", "Mozilla Public", "MPL"),
    *("PSF", "Python Software Foundation", "Unlicense", "Zlib", "zlib"),
    *("LGPL", "GNU Lesser"),  # used as libraries, unchanged, each in a file of its own that can be replaced
)
KNOWN = {
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",  # its metadata add "dependency licenses": those of PDFium, listed in it
    "streamlit-folium": "MIT",  # its repository's LICENSE; the package carries none
    "xstatic-leaflet": "BSD-2-Clause",  # "same as Leaflet"
}
"""Packages whose metadata do not name their licence clearly, and where it stands."""
_CLASSIFIER = "License :: OSI Approved :: "
_HEAD = """# Licences of what the app is made of

Each package of `requirements.lock` with the licence that it declares; written by `make licences`, held by `tests/test_dependencies.py`.
Data that the project ships have licences of their own: NOTICE.

| package | version | licence |
|---|---|---|
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Package:
    """A pinned package."""

    name: str
    version: str

    @property
    def licence(self) -> str:
        """What it declares, in one line; empty when it declares nothing or is not installed."""
        if self.name in KNOWN:
            return KNOWN[self.name]
        try:
            told = importlib.metadata.metadata(self.name)
        except importlib.metadata.PackageNotFoundError:
            return ""
        if "License-Expression" in told:
            return told["License-Expression"]
        classified = [
            one.removeprefix(_CLASSIFIER) for one in told.get_all("Classifier", []) if one.startswith(_CLASSIFIER)
        ]
        plain = told.get("License", "").strip().splitlines()
        return " AND ".join(one for one in classified if one) or (plain[0][:80] if plain else "")

    @property
    def is_allowed(self) -> bool:
        """Whether one of the alternatives that it offers is made of licences that suit the app."""
        return any(
            all(any(word in part for word in ALLOWED) for part in re.split(r"\bAND\b|,", one))
            for one in re.split(r"\bOR\b", self.licence.replace("(", " ").replace(")", " "))
            if one.strip()
        )


def pinned(lock: str | None = None) -> list[Package]:
    """Return the packages of the lock, by name."""
    text = LOCK.read_text("utf-8") if lock is None else lock
    return sorted(
        (Package(canonicalize_name(name), version) for name, version in PIN.findall(text)), key=lambda one: one.name
    )


def direct() -> list[Requirement]:
    """Return what requirements.txt asks for."""
    lines = (line.partition("#")[0].strip() for line in GIVEN.read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line]


def licences() -> str:
    """Return docs/licences.md as it should be."""
    return _HEAD + "".join(f"| {one.name} | {one.version} | {one.licence} |\n" for one in pinned())


def audit() -> int:
    """Ask for known holes of the pinned packages; say so when nobody could be asked. Return the exit code."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(LOCK), "--require-hashes", "--disable-pip"]
    try:
        done = subprocess.run(
            [*command, "--format", "json", "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            check=False,
            timeout=AUDIT_S,
        )
        code, words = report(done.stdout)
    except subprocess.TimeoutExpired:
        code, words = report("")
    print(words)
    return code


def report(answer: str) -> tuple[int, str]:
    """Return exit code and words for pip-audit's JSON: a hole fails, a source that cannot be reached does not."""
    try:
        found = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        found = []
    asked = [one for one in found if "skip_reason" not in one]
    if not asked:
        return 0, "audit: no source of advisories could be reached from here; nothing was audited."
    holes = [
        f"audit: {one['name']} {one['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for one in asked
        for hole in one["vulns"]
    ]
    said = f"audit: {len(asked)} packages asked about, {len(found) - len(asked)} not known there, {len(holes)} holes."
    return int(bool(holes)), "\n".join([*holes, said])


def main(given: Sequence[str]) -> int:
    """Run one of the two commands."""
    if list(given) == ["audit"]:
        return audit()
    if list(given) == ["licences"]:
        LISTED.write_text(licences(), "utf-8")
        print(f"{LISTED.relative_to(PROJECT)}: {len(pinned())} packages.")
        return 0
    print("Say what: python -m tests.dependencies audit | licences", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
