"""Records: every problem in one go; the same records give the same bytes. Each fault alone is in test_record_faults."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from stances.build import build
from stances.cli import main

GOOD = """\
issues:
- issue_id: tariff
  title: Tariff
  summary: A tariff.
  region: x
  topic: y
  opened_date: 2018-01-01
propositions:
- proposition_id: lift
  issue_id: tariff
  text: Lift it.
  support_means: yes it should
  oppose_means: no it should not
"""


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "case.yaml").write_text(text)
    return tmp_path


def test_good_records_build(tmp_path):
    assert build(folder(tmp_path, GOOD))["propositions"] == 1


def test_all_problems_come_at_once(tmp_path):
    text = GOOD.replace("title: Tariff", "titel: Tariff").replace("region: x", "region: 12")
    result = CliRunner().invoke(main, ["build", str(folder(tmp_path, text))])
    assert len([line for line in result.output.splitlines() if line.startswith("records/")]) == 3


def test_a_missing_id_does_not_hide_the_other_problems(tmp_path):
    text = GOOD.replace("- issue_id: tariff\n  title", "- issue_id:\n  title")
    result = CliRunner().invoke(main, ["build", str(folder(tmp_path, text))])
    assert result.exit_code == 1 and "issue_id is empty" in result.output
    assert "issue_id 'tariff' is not in issues" in result.output


def test_the_same_records_give_the_same_bytes(tmp_path):
    data = folder(tmp_path, GOOD)
    build(data)
    first = {p.name: p.read_bytes() for p in (data / "tables").iterdir()}
    build(data)
    assert {p.name: p.read_bytes() for p in (data / "tables").iterdir()} == first
