"""What the app is made of: pinned as it is asked for, under licences that suit it, asked about for known holes."""

from __future__ import annotations

import importlib.metadata
import json
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.dependencies import LISTED, PROJECT, Package, direct, licences, pinned, report

LOCK = (PROJECT / "requirements.lock").read_text("utf-8")
AGAIN = "run `make lock`, then `make licences`"
VERSIONS = {one.name: one.version for one in pinned()}


def test_the_lock_is_what_is_asked_for() -> None:
    """Each requirement is pinned within its range, and nothing stands in the lock for one that was taken out."""
    asked = {canonicalize_name(one.name): one for one in direct()}
    assert len(asked) > 30
    assert {name for name in asked if name not in VERSIONS} == set(), AGAIN
    assert [
        name for name, one in asked.items() if not one.specifier.contains(VERSIONS[name], prereleases=True)
    ] == [], AGAIN
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK)
    named = {canonicalize_name(block.partition("==")[0]) for block in blocks if "-r requirements.txt" in block}
    assert named == set(asked), AGAIN


def test_every_pin_has_its_hashes() -> None:
    """Nothing is installed whose bytes are not those that were pinned."""
    blocks = [block for block in re.split(r"(?m)^(?=[A-Za-z0-9])", LOCK) if "==" in block]
    assert len(blocks) == len(VERSIONS)
    assert [block.split("\n")[0] for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []


def test_the_lock_holds_what_its_packages_need() -> None:
    """No package needs one that is not pinned, as far as the installed ones tell."""
    wanting = []
    extras = {canonicalize_name(one.name): one.extras for one in direct()}
    for name, version in VERSIONS.items():
        try:
            found = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        if found.version != version:
            continue
        for needed in map(Requirement, found.requires or []):
            marked = needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in ("", *extras.get(name, ()))
            )
            if marked and canonicalize_name(needed.name) not in VERSIONS:
                wanting.append(f"{name} needs {needed}")
    assert wanting == [], AGAIN


@pytest.mark.parametrize("package", pinned(), ids=lambda one: one.name)
def test_each_licence_is_known_and_suits(package: Package) -> None:
    """None is unknown, none would put the app under its own terms."""
    assert package.licence, f"{package.name} is not installed or names no licence; look it up and add it to KNOWN"
    assert package.is_allowed, f"{package.name}: {package.licence}"


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("Apache-2.0 AND BSD-2-Clause", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_what_suits(licence: str, allowed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One of several is enough; all of several have to."""
    monkeypatch.setattr("tests.dependencies.KNOWN", {"x": licence})
    assert Package("x", "1").is_allowed is allowed


def test_the_list_is_the_lock() -> None:
    """docs/licences.md is as `make licences` writes it."""
    assert LISTED.read_text("utf-8") == licences(), AGAIN


def test_a_hole_fails_and_a_network_that_is_not_there_does_not() -> None:
    """pip-audit's answers: none, all skipped, clean, a hole."""
    skipped = {"name": "a", "skip_reason": "not found"}
    clean = {"name": "b", "version": "1", "vulns": []}
    hole = {"name": "c", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
    for nothing in ("", "{}", "[]", json.dumps({"dependencies": [skipped]})):
        code, words = report(nothing)
        assert code == 0
        assert "nothing was audited" in words
    assert report(json.dumps({"dependencies": [skipped, clean]})) == (
        0,
        "audit: 1 packages asked about, 1 not known there, 0 holes.",
    )
    code, words = report(json.dumps({"dependencies": [clean, hole]}))
    assert code == 1
    assert "c 2: PYSEC-1, mended in 3" in words


def test_ci_audits() -> None:
    """Before the tests, and by the command that anybody can run."""
    assert "make audit\n" in (PROJECT / ".ci" / "run").read_text("utf-8")
    assert "tests.dependencies audit" in Path(PROJECT / "Makefile").read_text("utf-8")
