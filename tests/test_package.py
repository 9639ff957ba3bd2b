"""The records meet their JSON Schema; the built wheel answers outside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(not (ROOT / "data" / "records").exists(), reason="only in a checkout")


def plain(value: Any) -> Any:
    """YAML days as the texts that JSON has."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


def test_the_records_meet_their_json_schema():
    schema = json.loads((ROOT / "validation" / "records.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    files = sorted((ROOT / "data" / "records").rglob("*.yaml"))
    assert files
    for path in files:
        problems = [e.message for e in validator.iter_errors(plain(YAML(typ="safe").load(path.read_text())))]
        assert problems == [], path
    assert not validator.is_valid({"actors": [{"actor_id": "Bad Id"}]})


@pytest.mark.slow
def test_the_wheel_carries_the_data_and_works_elsewhere(tmp_path):
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", tmp_path, ROOT], check=True, capture_output=True)
    wheel = next(tmp_path.glob("*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert {
        "stances/py.typed",
        "stances/_data/tables/positions.parquet",
        "stances/queries/positions.sql",
        "stances/dashboard/page.html",
        "stances/dashboard/THIRD_PARTY_LICENSES",
    } <= set(names)
    venv.create(tmp_path / "env", system_site_packages=False, with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", f"{wheel}[validate]"], check=True, capture_output=True)
    command = [python.with_name("stances"), "disagreements", "zte-denial-order", "--as-of", "2018-05-13", "--format", "csv"]
    out = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "zte-relief,donald-trump,wilbur-ross" in out
    assert subprocess.run([python.with_name("stances"), "validate"], cwd=tmp_path, capture_output=True).returncode == 0
