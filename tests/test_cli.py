"""The command line on the bundled tables."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from stances.cli import main


def run(*args: str):
    return CliRunner().invoke(main, args)


def test_misses_are_one_line_with_a_hint_and_exit_2():
    for args, hint in (
        (("disagreements", "zte-denial"), "did you mean zte-denial-order?"),
        (("timelin",), "did you mean timeline?"),
        (("pair-count",), "did you mean pair-counts"),
        (("latest", "--proposition", "zte-relieve"), "did you mean zte-relief?"),
        (("pair-counts", "--top", "0"), "--top"),
        (("positions", "--as-of", "13 May"), "YYYY-MM-DD"),
        (("--data", "nowhere", "shifts"), "nowhere is not a folder of tables"),
        (("sql", "position"), "did you mean positions"),
    ):
        result = run(*args)
        assert result.exit_code == 2, args
        assert hint in result.output
        assert "Traceback" not in result.output


def test_names_are_accepted_as_well_as_ids():
    by_id = run("shifts", "zte-denial-order", "--format", "json")
    by_name = run("shifts", "The ZTE denial order and the President's reprieve", "--format", "json")
    assert by_id.exit_code == 0 and by_id.stdout == by_name.stdout
    json.loads(by_id.stdout)


def test_a_folder_that_lacks_tables_or_holds_broken_ones_is_one_line(tmp_path):
    (tmp_path / "actors.parquet").write_bytes(b"PAR1 nothing")
    broken = run("--data", str(tmp_path), "shifts")
    (tmp_path / "actors.parquet").unlink()
    empty = run("--data", str(tmp_path), "shifts")
    for result, hint in ((broken, "cannot be read as Parquet"), (empty, "stances validate")):
        assert result.exit_code == 2 and hint in result.output
        assert len(result.output.splitlines()) == 1


def test_answers_in_every_form(tmp_path):
    call = ("compare", "Donald Trump", "wilbur-ross", "--as-of", "2018-05-13", "--format")
    rows = json.loads(run(*call, "json").stdout)
    gaps = {r["proposition_id"]: (r["gap"], r["opposed"]) for r in rows if r["gap"] is not None}
    assert gaps["zte-relief"] == (4, True)
    assert len(run(*call, "csv").stdout.splitlines()) == len(rows) + 1
    path = tmp_path / "answer.parquet"
    path.write_bytes(run(*call, "parquet").stdout_bytes)
    assert pq.read_table(path).num_rows == len(rows)
    assert run(*call, "csv", "--words").exit_code == 2


def test_every_question_answers():
    for args in (
        ("disagreements", "--between", "2018-05-13", "2018-06-10", "--linked"), ("positions",), ("conflicts",), ("issues",), ("actors",),
        ("timeline", "zte-denial-order"), ("coverage", "zte-denial-order"), ("divergence", "donald-trump", "--as-of", "2018-06-10"),
        ("latest", "--max-age", "30", "--as-of", "2018-05-15", "--words"), ("proposition-counts",), ("issue-counts",), ("pair-counts",),
        ("profile", "Wilbur Ross"), ("movers",), ("agencies", "donald-trump"), ("governments",), ("balance",), ("reach",),
        ("sql", "shifts"), ("show", "zte.2018-05-13.donald-trump"), ("show", "us-fbi-director"),
    ):  # fmt: skip
        result = run(*args)
        assert (result.exit_code == 0 and len(result.stdout.splitlines()) > 1) or args == ("conflicts",), (args, result.output)


def test_counts_are_those_of_the_latest_words():
    where = ("zte-denial-order", "--as-of", "2018-05-15", "--format", "json")
    latest, counts, pairs = (json.loads(run(name, *where).stdout) for name in ("latest", "proposition-counts", "pair-counts"))
    stand = {(row["actor_id"], row["proposition_id"]): row["position"] for row in latest}
    assert {row["proposition_id"]: row["n"] for row in counts} == Counter(proposition for _, proposition in stand)
    (issue,) = (row for row in json.loads(run("issue-counts", *where[1:]).stdout) if row["issue_id"] == "zte-denial-order")
    assert (issue["n"], issue["n_opposed"]) == (len(latest), sum(row["n_opposed"] for row in counts))
    for pair in pairs:
        shared = [p for a, p in stand if a == pair["actor_a"] and (pair["actor_b"], p) in stand]
        assert pair["n_opposed"] == sum(stand[pair["actor_a"], p] * stand[pair["actor_b"], p] < 0 for p in shared)
    (first, *more) = json.loads(run("pair-counts", *where, "--top", "1").stdout)
    assert all(pair["n_opposed"] == first["n_opposed"] for pair in more) and len(more) + 1 < len(pairs)


def test_every_command_has_help_with_an_example():
    for name, command in main.commands.items():
        assert command.epilog and f"stances {name}" in command.epilog, name
        assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize(
    ("module", "command", "extra"), [("great_expectations", "validate", "validate"), ("ruamel.yaml", "build", "curate")]
)
def test_a_missing_extra_is_one_line_that_says_how_to_get_it(module, command, extra, tmp_path):
    (tmp_path / "data" / "records").mkdir(parents=True)
    code = f"import sys; sys.modules['{module}'] = None; from stances.cli import main; main(['{command}'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f"pip install 'stances[{extra}]'") and "Traceback" not in done.stderr


def test_the_package_runs_as_a_module():
    done = subprocess.run([sys.executable, "-m", "stances", "shows"], capture_output=True, text=True)
    assert done.returncode == 2 and done.stderr.startswith("Usage: stances ") and "did you mean show" in done.stderr


def test_import_loads_no_engine():
    code = "import sys, stances; print([m for m in ('pandas', 'pyarrow', 'duckdb', 'great_expectations', 'click') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_question_loads_neither_pandas_nor_pyarrow():
    code = (
        "import sys; from stances.cli import main; main(['shifts', '--format', 'csv'], standalone_mode=False);"
        "print([m for m in ('pandas', 'pyarrow', 'great_expectations') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
