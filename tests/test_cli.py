"""The command line on the bundled tables."""

from __future__ import annotations

import json
import subprocess
import sys

from click.testing import CliRunner

from stances.cli import main


def run(*args: str):
    return CliRunner().invoke(main, args)


def test_misses_are_one_line_with_a_hint_and_exit_2():
    for args, hint in (
        (("disagreements", "zte-denial"), "did you mean zte-denial-order?"),
        (("disagreement",), "did you mean disagreements?"),
        (("positions", "--as-of", "13 May"), "YYYY-MM-DD"),
        (("--data", "nowhere", "shifts"), "nowhere is not a folder of tables"),
        (("sql", "position"), "did you mean positions?"),
    ):
        result = run(*args)
        assert result.exit_code == 2, args
        assert hint in result.output
        assert "Traceback" not in result.output


def test_names_are_accepted_as_well_as_ids():
    by_id = run("shifts", "--issue", "zte-denial-order", "--format", "json")
    by_name = run("shifts", "--issue", "The ZTE denial order and the President's reprieve", "--format", "json")
    assert by_id.exit_code == 0 and by_id.stdout == by_name.stdout
    json.loads(by_id.stdout)


def test_every_command_has_help_with_an_example():
    for name, command in main.commands.items():
        assert command.epilog and f"stances {name}" in command.epilog, name
        assert run(name, "--help").exit_code == 0


def test_a_question_loads_neither_pandas_nor_pyarrow():
    code = (
        "import sys; from stances.cli import main; main(['shifts', '--format', 'csv'], standalone_mode=False);"
        "print([m for m in ('pandas', 'pyarrow', 'great_expectations') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
