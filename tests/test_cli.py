"""The command line on the bundled tables."""

from __future__ import annotations

import json
import subprocess
import sys

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
        ("profile", "Wilbur Ross"), ("movers",), ("agencies", "donald-trump"), ("governments",), ("balance",), ("reach",),
        ("sql", "shifts"), ("show", "zte.2018-05-13.donald-trump"), ("show", "us-fbi-director"),
    ):  # fmt: skip
        result = run(*args)
        assert (result.exit_code == 0 and len(result.stdout.splitlines()) > 1) or args == ("conflicts",), (args, result.output)


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
