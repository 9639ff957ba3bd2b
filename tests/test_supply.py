"""The pinned test environment is whole, hashed and within what pyproject.toml allows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements" / "test.lock"
pytestmark = pytest.mark.skipif(not LOCK.exists(), reason="only in a checkout")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)[^\\\n]*((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE)


def wanted() -> list[Requirement]:
    """What pyproject.toml asks of others, extras included."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [*project["dependencies"], *(text for extra in project["optional-dependencies"].values() for text in extra)]
    return [r for r in map(Requirement, texts) if r.name != project["name"]]


def test_every_line_of_the_lock_is_a_version_with_its_hashes():
    text = LOCK.read_text(encoding="utf-8")
    assert PINNED.sub("", text).strip() == ""  # so no place that it came from either


def test_the_lock_has_all_that_is_asked_for_in_versions_that_are_allowed():
    pinned: dict[str, set[Version]] = {}
    for name, version, _ in PINNED.findall(LOCK.read_text(encoding="utf-8")):
        pinned.setdefault(canonicalize_name(name), set()).add(Version(version))
    for requirement in wanted():
        versions = pinned.get(canonicalize_name(requirement.name), set())
        assert versions and all(v in requirement.specifier for v in versions), f"{requirement}: run .ci/supply lock"


def test_what_is_asked_for_has_a_floor():
    assert [str(r) for r in wanted() if not any(s.operator == ">=" for s in r.specifier)] == []
