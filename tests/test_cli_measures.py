"""Measures on the command line, of the tables and of a file."""

from __future__ import annotations

import csv
import io

from click.testing import CliRunner

from stances.cli import main


def run(*args: str):
    return CliRunner().invoke(main, list(args))


def rows(result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_every_measure_answers_on_the_bundled_tables():
    for args in (("network",), ("agreement", "--min-n", "2"), ("polarization", "--by", "branch"), ("cohesion", "party_id")):
        assert rows(run(*args, "zte-denial-order", "--format", "csv")), args


def test_a_file_of_ones_own_is_measured(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("actor_id,proposition_id,position\na,p,2\nb,p,-2\n")
    edge = rows(run("network", "--input", str(path), "--graphml", str(tmp_path / "g.graphml"), "--format", "csv"))[0]
    assert (edge["actor_a"], edge["actor_b"], edge["weight"]) == ("a", "b", "1.0")
    assert "<edge" in (tmp_path / "g.graphml").read_text()


def test_a_file_that_is_none_is_one_line(tmp_path):
    path = tmp_path / "no.parquet"
    path.write_text("no")
    for args, hint in (
        (("network", "--input", str(path)), "cannot be read"),
        (("network", "--input", str(tmp_path / "none.csv")), "cannot be read"),
        (("cohesion", "partyid"), "lacks partyid; did you mean party_id?"),
        (("network", "zte"), "no issue_id 'zte'"),
    ):
        result = run(*args)
        assert result.exit_code == 2 and hint in result.output and "Traceback" not in result.output, result.output
