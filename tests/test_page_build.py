"""The page that is checked in is the page that its sources give; the libraries inside it are named with their licences."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from stances.derive.typescript import vocabularies

SOURCES, SHIPPED = ROOT / "dashboard", ROOT / "stances" / "dashboard"
pytestmark = pytest.mark.skipif(not SOURCES.exists(), reason="only in a checkout")


def test_the_checked_in_page_is_what_the_sources_give(node: Path, tmp_path: Path):
    subprocess.run([node, "build.mjs", tmp_path], cwd=SOURCES, check=True)
    for name in ("page.html", "THIRD_PARTY_LICENSES"):
        assert (SHIPPED / name).read_text() == (tmp_path / name).read_text(), (
            f"run `npm run build` in dashboard/: {name} is stale"
        )


def test_the_sources_pass_the_type_check_and_are_formatted(node: Path):
    done = subprocess.run(["npm", "run", "-s", "check"], cwd=SOURCES, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_explains_terms_as_the_schema_does():
    stale = "run python -m stances.derive.typescript > dashboard/src/vocabularies.ts"
    assert (SOURCES / "src" / "vocabularies.ts").read_text() == vocabularies(), stale


def test_the_lock_names_no_host_and_pins_by_checksum():
    lock = json.loads((SOURCES / "package-lock.json").read_text())
    assert "://" not in re.sub(
        r'"(url|funding)": "[^"]*"', "", json.dumps({k: {**v, "funding": ""} for k, v in lock["packages"].items()})
    )
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_every_library_inside_has_its_notice():
    wanted = json.loads((SOURCES / "package.json").read_text())["dependencies"]
    notices = (SHIPPED / "THIRD_PARTY_LICENSES").read_text()
    for name, version in wanted.items():
        assert f"{name} {version} (" in notices
    assert notices.count("Copyright") + notices.count("copyright") >= len(wanted)
