"""The README shows what the commands really print; `UPDATE_README=1 pytest tests/test_readme.py` writes it anew."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from stances.cli import main

README = Path(__file__).parent.parent / "README.md"
OUTPUT = re.compile(r"(<!-- output of: stances (.+?) -->\n```text\n)(.*?)(```)", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def rendered(match: re.Match[str]) -> str:
    result = CliRunner().invoke(main, shlex.split(match.group(2)))
    assert result.exit_code == 0, result.output
    return match.group(1) + result.stdout + match.group(4)


@pytest.mark.skipif(not README.exists(), reason="only in a checkout")
def test_outputs_in_the_readme_are_what_the_commands_print():
    text = README.read_text(encoding="utf-8")
    assert OUTPUT.search(text)
    wanted = OUTPUT.sub(rendered, text)
    if os.environ.get("UPDATE_README"):
        README.write_text(wanted, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == wanted, "run UPDATE_README=1 pytest tests/test_readme.py"


@pytest.mark.parametrize("block", PYTHON.findall(README.read_text(encoding="utf-8")) if README.exists() else [])
def test_python_blocks_of_the_readme_run(block):
    exec(compile(block, "README.md", "exec"), {})
