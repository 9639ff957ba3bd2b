"""README and docs: every block runs, every output is what really comes out. `UPDATE_DOCS=1 pytest tests/test_docs.py` writes them anew."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import CI

import stances
from stances import sql
from stances.cli import main
from stances.questions import Questions
from stances.schema import TABLES, VOCABULARIES

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))] if (ROOT / "docs").is_dir() else []
BLOCK = re.compile(
    r"<!-- output of: stances (?P<command>.+?) -->\n```text\n(?P<out>.*?)```"
    r"|```(?P<language>python|r|js)\n(?P<code>.*?)```(?P<between>\n\n<!-- prints -->\n```text\n)?(?(between)(?P<printed>.*?)```)",
    re.DOTALL,
)
ON_JAVA = "# runs where Java is"
MODULES = ROOT / "dashboard" / "node_modules"


def at_hand(language: str, code: str) -> bool:
    """Whether what a block needs is on this machine; in CI all of it is, but for R's arrow, which Debian does not have."""
    if code.startswith("# runs where R's arrow is"):
        wanted = 'quit(status = !requireNamespace("arrow", quietly = TRUE))'
        return shutil.which("Rscript") is not None and subprocess.run(["Rscript", "-e", wanted]).returncode == 0
    tool = "java" if code.startswith(ON_JAVA) else {"r": "Rscript", "js": "node"}.get(language)
    found = tool is None or (shutil.which(tool) is not None and (tool != "node" or MODULES.is_dir()))
    assert found or not CI, f"{tool} is missing; .ci/run installs it"
    return found


def other_language(language: str, code: str) -> str:
    """What a block in R or JavaScript prints, run beside `data/` with the command line and the libraries of the page at hand."""
    command = {"r": ["Rscript", "-"], "js": ["node", "--input-type=module", "-"]}[language]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "data").symlink_to(ROOT / "data")
        (Path(folder) / "node_modules").symlink_to(MODULES)
        stances_command = Path(folder) / "stances"
        stances_command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m stances "$@"\n')
        stances_command.chmod(0o755)
        path = os.pathsep.join((folder, os.environ["PATH"]))
        done = subprocess.run(command, input=code, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rendered(page: Path) -> str:
    """A page with each command's and each Python block's real output; the blocks of one page share their names."""
    names: dict[str, object] = {}

    def block(match: re.Match[str]) -> str:
        if match["command"]:
            result = CliRunner().invoke(main, shlex.split(match["command"]))
            assert result.exit_code == 0, f"{page.name}: {match['command']}: {result.output}"
            return f"<!-- output of: stances {match['command']} -->\n```text\n{result.stdout}```"
        language, code = match["language"], match["code"]
        if not at_hand(language, code):
            return match[0]
        if language == "python":
            stream = io.StringIO()
            with contextlib.redirect_stdout(stream):
                exec(compile(code, page.name, "exec"), names)
            printed = stream.getvalue()
        else:
            printed = other_language(language, code)
        return f"```{language}\n{code}```{match['between']}{printed}```" if match["between"] else match[0]

    return BLOCK.sub(block, page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_runs_and_shows_what_it_gives(page, request):
    if ON_JAVA in page.read_text(encoding="utf-8") and shutil.which("java"):
        request.getfixturevalue("spark")  # a session for few rows; blocks take the one that runs
    wanted = rendered(page)
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(wanted, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == wanted, "run UPDATE_DOCS=1 pytest tests/test_docs.py"


@pytest.mark.slow
def test_the_tour_runs_from_top_to_bottom():
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.read(ROOT / "docs" / "tour.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
    assert "wilbur-ross" in str(outputs) and "egregious" in str(outputs)
    if os.environ.get("UPDATE_DOCS"):
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)  # times of this run
        nbformat.write(notebook, ROOT / "docs" / "tour.ipynb")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The docs as a site, built with every warning an error."""
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", out], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture
def counted(capsys):
    """Say in the open how much was looked for, and fail with what was not found."""

    def check(what: str, wanted: Sequence[object], missing: Sequence[object]) -> None:
        with capsys.disabled():
            print(f"\ndocumented: {len(wanted) - len(missing)} of {len(wanted)} {what}")
        assert list(missing) == []

    return check


@pytest.mark.slow
def test_every_public_name_is_documented(site, counted):
    page = (site / "reference" / "index.html").read_text(encoding="utf-8")
    names = {f"stances.{name}" for name in ("open", "of", "validate")}
    names |= {f"stances.catalog.{name}" for name in ("cite", "codebook", "load", "path", "tables")}
    names |= {f"stances.measures.{module}.{name}" for name, module in stances.MEASURES.items()}
    names |= {f"stances.dataset.Dataset.{name}" for name in vars(stances.Dataset) if not name.startswith("_")}
    names |= {f"stances.questions.Questions.{name}" for name in vars(Questions) if not name.startswith("_")}
    assert set(stances.__all__) == {name.split(".")[-1] for name in names if name.count(".") < 3} - {"measures"} | {
        "Dataset",
        "CallError",
    }
    counted("public names", sorted(names), [name for name in sorted(names) if f'id="{name}"' not in page])


@pytest.mark.slow
def test_every_command_table_column_and_term_is_documented(site, counted):
    commands, tables = ((site / page / "index.html").read_text(encoding="utf-8") for page in ("commands", "tables"))
    anchors = {name: (f">{name}</a>", f'id="stances-{name}"', f'id="{name}"') for name in main.commands}
    counted("commands", list(anchors), [name for name, forms in anchors.items() if not any(form in commands for form in forms)])
    counted("tables", list(TABLES), [name for name in TABLES if f'id="{name}"' not in tables])
    parts = dict(zip(TABLES, re.split("|".join(f'<h2 id="{name}"' for name in TABLES), tables)[1:], strict=True))
    columns = [(table.name, c.name) for table in TABLES.values() for c in table.columns]
    counted("columns", columns, [(table, c) for table, c in columns if f"<td>{c}</td>" not in parts[table]])
    terms = [(name, term) for name, terms in VOCABULARIES.items() for term in terms]
    lists = {name: tables.split(f'id="vocabulary-{name}"')[-1].split("<h2")[0] for name in VOCABULARIES}
    counted("terms", terms, [(name, term) for name, term in terms if f"<code>{term}</code>" not in lists[name]])


@pytest.mark.slow
def test_every_question_has_its_page(site, counted):
    counted("questions", list(sql.QUESTIONS), [q for q in sql.QUESTIONS if not (site / "questions" / q / "index.html").exists()])


@pytest.mark.slow
def test_the_site_asks_nothing_of_other_hosts(site):
    for page in site.rglob("*.html"):
        found = re.findall(
            r'<(?:script|img|iframe)[^>]+src="(https?://[^"]+)"|<link[^>]+rel="stylesheet"[^>]+href="(https?://[^"]+)"',
            page.read_text(encoding="utf-8"),
        )
        assert found == [], page
