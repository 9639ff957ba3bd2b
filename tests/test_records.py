"""Bad records: every problem in one go, each with file, line and fix; the tables stay as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from stances.build import build, recover
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
FAULTS = {
    "misspelt column": ("title: Tariff", "titel: Tariff", "issues has no column 'titel'; did you mean title?"),
    "misspelt table": ("propositions:", "proposition:", "no table 'proposition'; did you mean proposition"),
    "number as text": ("region: x", "region: 12", "put it in quotes"),
    "bad day": ("opened_date: 2018-01-01", "opened_date: January", "a day, YYYY-MM-DD"),
    "missing column": ("  topic: y\n", "", "issues record needs topic"),
    "orphan": ("issue_id: tariff\n  text", "issue_id: tarif\n  text", "issue_id 'tarif' is not in issues; did you mean tariff?"),
    "empty": ("title: Tariff", "title:", "title is empty"),
    "duplicate key": ("  region: x\n", "  region: x\n  region: z\n", "not readable as YAML"),
    "not a list": ("issues:\n-", "issues:\n ", "issues is a list of records"),
    "not YAML": ("title: Tariff", "title: [", "not readable as YAML"),
    "yes is text": ("support_means: yes it should", "support_means: true", "put it in quotes"),
    "twice": ("propositions:", "- {issue_id: tariff, title: a, summary: a, region: a, topic: a, opened_date: 2018-01-01}\npropositions:",
              "issues tariff is already at records/case.yaml:2"),
}  # fmt: skip


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "case.yaml").write_text(text)
    return tmp_path


def test_good_records_build(tmp_path):
    assert build(folder(tmp_path, GOOD))["propositions"] == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_one_line_with_its_place_and_leaves_the_tables(tmp_path, fault):
    old, new, message = FAULTS[fault]
    data = folder(tmp_path, GOOD)
    build(data)
    before = {p.name: p.read_bytes() for p in (data / "tables").iterdir()}
    assert old in GOOD
    (data / "records" / "case.yaml").write_text(GOOD.replace(old, new, 1))
    result = CliRunner().invoke(main, ["build", str(data)])
    assert result.exit_code == 1
    assert message in result.output
    assert any(line.startswith("records/case.yaml:") and message in line for line in result.output.splitlines())
    assert {p.name: p.read_bytes() for p in (data / "tables").iterdir()} == before
    assert sorted(p.name for p in data.iterdir()) == ["CARD.md", "CODEBOOK.md", "records", "stances.d.ts", "tables"]


def test_all_problems_come_at_once(tmp_path):
    text = GOOD.replace("title: Tariff", "titel: Tariff").replace("region: x", "region: 12")
    result = CliRunner().invoke(main, ["build", str(folder(tmp_path, text))])
    assert len([line for line in result.output.splitlines() if line.startswith("records/")]) == 3


def test_a_missing_id_does_not_hide_the_other_problems(tmp_path):
    text = GOOD.replace("- issue_id: tariff\n  title", "- issue_id:\n  title")
    result = CliRunner().invoke(main, ["build", str(folder(tmp_path, text))])
    assert result.exit_code == 1 and "issue_id is empty" in result.output
    assert "issue_id 'tariff' is not in issues" in result.output


@pytest.mark.parametrize("moment", ["writing", "before the swap", "in the swap"])
def test_an_interrupted_build_leaves_the_old_tables_whole(tmp_path, monkeypatch, moment):
    data = folder(tmp_path, GOOD)
    build(data)
    before = {p.name: p.read_bytes() for p in (data / "tables").iterdir()}
    (data / "records" / "case.yaml").write_text(GOOD.replace("title: Tariff", "title: Another"))
    rename = Path.rename

    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    if moment == "writing":
        monkeypatch.setattr("stances.build.pq.write_table", interrupt)
    elif moment == "before the swap":
        monkeypatch.setattr("stances.build.swap", interrupt)
    else:
        monkeypatch.setattr(
            Path, "rename", lambda self, target: interrupt() if self.name.startswith(".build-") else rename(self, target)
        )
    with pytest.raises(KeyboardInterrupt):
        build(data)
    monkeypatch.undo()
    recover(data)
    assert {p.name: p.read_bytes() for p in (data / "tables").iterdir()} == before
    assert not [p for p in data.iterdir() if p.name.startswith(".")]


def test_the_same_records_give_the_same_bytes(tmp_path):
    data = folder(tmp_path, GOOD)
    build(data)
    first = {p.name: p.read_bytes() for p in (data / "tables").iterdir()}
    build(data)
    assert {p.name: p.read_bytes() for p in (data / "tables").iterdir()} == first
