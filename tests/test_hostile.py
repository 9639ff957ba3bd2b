"""Input made to break: one clear line, soon, within memory, and every file as it was.

`UPDATE_DOCS=1 pytest tests/test_hostile.py` writes the table in docs/guards.md anew. Deeper runs: set HYPOTHESIS_PROFILE=deep.
"""

from __future__ import annotations

import csv
import os
import re
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import guards
import openpyxl
import pytest
from click.testing import CliRunner, Result
from conftest import stance, statement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kills import state
from test_hostile_ids import HOSTILE
from test_importers import MAPPING, dna, poll
from test_release import RECORDS

from stances.cli import main
from stances.dataset import Dataset
from stances.engines.duckdb import DuckDB
from stances.frame import FrameDataset
from stances.records.read import read
from stances.schema import TABLES
from stances.validation import domain_rules

EXAMPLES = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 60
FUZZ = settings(max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES == 60,
                suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
# Pieces that readers have stumbled over: markup of YAML and TOML, numbers and days at the edge, what terminals and programs obey.
PIECES = ("&a ", "*a", "!!python/object/apply:os.system ", "[", "{", "]", "}", "- ", ": ", "? [a]\n: b", "<<: {a: b}", "'", '"', "\t", "\0",
          '"\\ud800"', "2018-13-45", "0x" + "f" * 9_999, "9" * 5_000, "1e99999", "~", "true", "[" * 99, "\u202e", "\x1b[31m", "%YAML 1.1\n---\n",
          "...", "12:30:45", "[a, b]", "{a: b}", "99999", "-129", "codings: 3", "codings: [3]", "=cmd", "../../etc/passwd", "\n", "\ufeff",
          "'; DROP TABLE actors; --", "9999-12-31", "0001-01-01", "<script>", "a" * 5_000, "--", "$as_of", "%s", "", "\udcff")  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """A good text with pieces put in, values exchanged and stretches cut out."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=5))
        kind = draw(st.sampled_from(("put in", "cut out", "value")))
        if kind == "put in":
            text = text[:at] + piece + text[at:]
        elif kind == "cut out":
            text = text[:at] + text[at + draw(st.integers(1, 20)) :]
        else:
            end = text.find("\n", at)
            start = max(text.rfind(": ", 0, at), text.rfind(" = ", 0, at))
            text = text[: start + 2] + piece + text[end:] if 0 <= start < end else text
    return text


def run(*args: Any) -> Result:
    """A command; it never fails but by an exit code, and says no more than a person reads."""
    result = CliRunner().invoke(main, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert result.exit_code in (0, 1, 2) and len(result.stderr) < 20_000, result.stderr[:2_000]
    return result


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "case.yaml").write_text(RECORDS)
    return folder


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
YAML_ATTACKS: dict[str, tuple[bytes, str]] = {
    "a billion laughs": (BOMB.encode(), "an anchor or alias"),
    "a file that holds itself": (b"actors: &a\n- *a\n", "an anchor or alias"),
    "a tag that runs a program": (b"actors: !!python/object/apply:os.system [id]\n", "a tag"),
    "a tag on a value": (b"actors:\n- {actor_id: !!binary aGk=}\n", "a tag"),
    "100,000 brackets": (b"actors: " + b"[" * 100_000, "depth"),
    "a key twice": (b"actors: []\nactors: []\n", "duplicate key"),
    "a merged mapping": (b"actors:\n- {<<: {actor_id: x}}\n", "actors"),
    "a number of 10,000 digits": (b"actors:\n- {actor_id: " + b"9" * 10_000 + b"}\n", "digits"),
    "a day in month 13": (b"issues:\n- {opened_date: 2018-13-01}\n", "month must be in 1..12"),
    "an escape beyond Unicode": (b'actors: "\\U99999999"\n', "records/bad.yaml:1: not readable as YAML"),
    "half a character": (b'actors:\n- {actor_id: x, actor_kind: person, name: "\\ud800"}\n', "half a character"),
    "bytes that are no text": (b"actors: \xff\xfe", "not readable"),
    "a null byte": (b"actors: \0", "not readable"),
    "ten megabytes": (b"# " + b"x" * 10_000_000, "larger than 4 MB"),
    "a list for a file": (b"- actors\n", "a record file is a mapping"),
    "a key that is a list": (b"? [a]\n: b\n", "no table"),
    "SQL for an id": (b"actors:\n- {actor_id: \"x'; DROP TABLE actors; --\", actor_kind: person, name: x}\n", "an id has only"),
    "a path for an id": (b"sources:\n- {source_id: ../../secret}\n", "an id has only"),
    "a number too large for its column": (RECORDS.replace("sequence: 1", "sequence: 40000").encode(), "must lie between 1 and 32767"),
}  # fmt: skip


@pytest.mark.parametrize("attack", YAML_ATTACKS)
def test_an_attack_by_a_record_file_is_told_and_changes_nothing(data, attack):
    content, told = YAML_ATTACKS[attack]
    (data / "records" / "bad.yaml").write_bytes(content)
    before = state(data)
    result = run("build", data)
    assert result.exit_code == 1 and told in result.stdout and len(result.stdout) < 3_000, result.stdout[:3_000]
    assert run("format", data, "--check").exit_code in (0, 1)
    assert state(data) == before


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe"])
def test_a_record_file_that_is_no_plain_file_is_not_read(data, tmp_path, kind):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("actors:\n- {actor_id: hidden}\n")
    if kind == "pipe":
        os.mkfifo(data / "records" / "bad.yaml")
    elif kind == "link":
        (data / "records" / "bad.yaml").symlink_to(outside / "secret.yaml")
    else:
        (data / "records" / "bad").symlink_to(outside)
    result = run("build", data)
    assert "hidden" not in result.output
    assert result.exit_code == (0 if kind == "folder link" else 1)
    if kind != "folder link":  # folders that are links are not entered at all
        assert "records/bad.yaml: not readable: records are plain files" in result.stdout


def test_a_quote_is_not_compared_with_files_elsewhere(data, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (tmp_path / "secret.txt").write_text("the secret words of another folder")
    (data / "records" / "case.yaml").write_text(
        "statements:\n- {statement_id: a, quote: the secret word, source_id: ../secret}\n"
    )
    assert "another folder" not in run("check-quotes", data, "--text-dir", pages).output


@FUZZ
@given(text=spoilt(RECORDS))
def test_spoilt_records_are_problems_with_a_place(tmp_path, text):
    folder = tmp_path / "records"
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(text, encoding="utf-8", errors="surrogatepass")
    assert all(re.match(r"records/case\.yaml(:\d+)?: ", problem) and len(problem) < 1_000 for problem in read(folder).problems)


@FUZZ
@given(text=spoilt(MAPPING))
def test_spoilt_mappings_are_lines(tmp_path, text):
    table, mapping = poll(tmp_path, "csv")
    mapping.write_text(text, encoding="utf-8", errors="surrogatepass")
    if run("import", "table", table, tmp_path / "out", "--mapping", mapping).exit_code == 0:
        (tmp_path / "out").rename(tmp_path / f"out{len(list(tmp_path.iterdir()))}")


@FUZZ
@given(text=spoilt("Speaker,Question,Day,Answer,Country,Kind,Words\nAnn Lee,Raise tax?,13.05.2018,no,NA,person,\"Yes, at once\"\n"))  # fmt: skip
def test_spoilt_tables_are_lines(tmp_path, text):
    table, mapping = poll(tmp_path, "csv")
    table.write_text(text, encoding="utf-8", errors="surrogatepass")
    if run("import", "table", table, tmp_path / "out", "--mapping", mapping).exit_code == 0:
        (tmp_path / "out").rename(tmp_path / f"out{len(list(tmp_path.iterdir()))}")


def far_cell(path: Path) -> None:
    """A few bytes that stand for a million rows of 16,384 columns."""
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    book.save(path)


def zip_bomb(path: Path) -> None:
    """A part of the workbook that unpacks to 600 MB."""
    far_cell(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book, book.open("xl/media/x.xml", "w") as part:
        for _ in range(600):
            part.write(bytes(1_000_000))


def traversal(path: Path) -> None:
    """A part that would be unpacked outside, if anything were unpacked."""
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("../../evil.txt", "x")


def cut(path: Path) -> None:
    """A workbook of which the end is missing."""
    far_cell(path)
    path.write_bytes(path.read_bytes()[:-100])


WORKBOOKS = {"a cell in the last corner": far_cell, "600 MB packed into one": zip_bomb, "paths that lead out": traversal, "cut off": cut,
             "no workbook": lambda path: path.write_bytes(b"PK\3\4 nothing")}  # fmt: skip


@pytest.mark.parametrize("attack", WORKBOOKS)
def test_a_hostile_workbook_is_one_line(tmp_path, attack):
    table, mapping = poll(tmp_path, "xlsx")
    WORKBOOKS[attack](table)
    before = state(tmp_path)
    result = run("import", "table", table, tmp_path / "out", "--mapping", mapping)
    assert result.exit_code == 2 and len(result.output.splitlines()) == 1 and "cannot be read as a workbook" in result.output
    assert state(tmp_path) == before and not (tmp_path.parent / "evil.txt").exists()


DNA_ATTACKS = {
    "a view that never ends": "ALTER TABLE STATEMENTS RENAME TO s; CREATE VIEW STATEMENTS AS WITH RECURSIVE r(n) AS "
    "(SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS ID FROM r",
    "a value of a billion bytes": "UPDATE DOCUMENTS SET Text = zeroblob(60000000)",
    "words for days": "UPDATE DOCUMENTS SET Date = 'today'",
    "bytes for texts": "UPDATE DOCUMENTS SET Text = x'00ff', Title = x'00ff'",
    "nothing for names": "UPDATE STATEMENTTYPES SET Label = NULL",
    "a table gone": "DROP TABLE DOCUMENTS",
    "SQL for a name": "UPDATE ENTITIES SET Value = '''; DROP TABLE lines; --'",
}


@pytest.mark.parametrize("attack", DNA_ATTACKS)
def test_a_hostile_dna_file_is_lines(tmp_path, attack):
    path = tmp_path / "x.dna"
    dna(path, 3)
    with sqlite3.connect(path) as file:
        file.executescript(DNA_ATTACKS[attack])
    before = path.read_bytes()
    result = run("import", "dna", path, tmp_path / "out", "--url", "https://example.org/", "--language", "en")
    assert (result.exit_code == 0) == (tmp_path / "out").exists() and path.read_bytes() == before


BROKEN = """
import random, shutil, sys
from pathlib import Path
from click.testing import CliRunner
from stances.cli import main
folder, kept = Path(sys.argv[1]), random.Random(20180513)
files = sorted(folder.iterdir())
for turn in range(int(sys.argv[2])):
    path = kept.choice(files)
    right = path.read_bytes()
    broken = bytearray(right)
    for _ in range(kept.randint(1, 8)):
        # half of them in the footer, which says where everything is
        at = kept.randrange(len(broken)) if kept.random() < 0.5 else len(broken) - 1 - kept.randrange(min(len(broken), 1500))
        broken[at] = kept.randrange(256)
    path.write_bytes(broken[: kept.randrange(len(broken))] if kept.random() < 0.1 else broken)
    call = kept.choice([("positions",), ("timeline", "zte-denial-order"), ("actors",), ("disagreements", "--words"), ("network",)])
    result = CliRunner().invoke(main, ["--data", str(folder), *call])
    assert result.exception is None or isinstance(result.exception, SystemExit), (turn, path.name, call, result.exception)
    assert result.exit_code == 0 or len(result.stderr.splitlines()) == 1, result.stderr
    path.write_bytes(right)
"""


def test_broken_parquet_files_are_one_line(tmp_path):
    """In a process of its own: a reader in C++ that went down would take the tests with it."""
    for name in TABLES:
        (tmp_path / f"{name}.parquet").write_bytes((Dataset().folder / f"{name}.parquet").read_bytes())
    done = subprocess.run([sys.executable, "-c", BROKEN, str(tmp_path), str(EXAMPLES)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2_000:]


COMMANDS = [
    name
    for name in main.commands
    if name not in ("build", "format", "release", "import", "check-quotes", "validate", "dashboard")
]


@FUZZ
@given(name=st.sampled_from(COMMANDS), free=st.data())
def test_any_arguments_get_an_answer_or_a_line(name, free):
    known = [
        param.opts[0] for param in main.commands[name].params if param.opts[0] != "--graphml"
    ]  # that one writes where it is told
    argument = st.sampled_from([*known, "--help", "donald-trump", "zte-denial-order", "csv", "2018-05-13", "/", "."])
    hostile = st.sampled_from([piece for piece in PIECES if "\0" not in piece])  # no system passes a null byte on
    args = free.draw(st.lists(argument | hostile | st.text(st.characters(exclude_characters="\0"), max_size=8), max_size=4))
    where = free.draw(st.none() | hostile)
    run(*([] if where is None else ["--data", where]), name, *args)


EVIL = "x'; DROP TABLE actors; --\""


def test_sql_in_ids_and_names_stays_text(opened, world):
    world["actors"].append(dict(world["actors"][-1], actor_id=EVIL, name=EVIL))
    world["statements"].append(statement(EVIL, EVIL, "2018-05-02"))
    world["stances"].append(stance(EVIL, -2))
    ds = opened(world)
    assert ds.profile(EVIL).statement_id.tolist() == [EVIL]
    assert EVIL in ds.disagreements(as_of="2018-05-13", actor=EVIL).actor_b.tolist()
    assert run("--data", ds.folder, "show", EVIL).exit_code == 0
    assert len(ds.actors) == len(world["actors"])
    frame = duckdb.sql(
        "SELECT * FROM VALUES ($e, 'p', DATE '2020-01-01', 1, 2, 's') AS t(e, p, d, n, x, s)", params={"e": EVIL}
    ).df()
    frame.columns = columns = [EVIL, "p", "d", "n", "x", "s"]
    six = ("actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id")
    assert FrameDataset(frame, dict(zip(six, columns, strict=True))).positions().actor_id.tolist() == [EVIL]


RED = "\x1b[31m\x9b31m\u202ered\r\n=1"


@pytest.mark.parametrize(
    "call", [("actors",), ("timeline", "tariff"), ("show", "ada1"), ("shifts", "--words"), ("diff",)], ids=" ".join
)
@pytest.mark.parametrize("style", ["table", "json"])
def test_nothing_printed_is_obeyed_by_a_terminal(opened, world, call, style):
    before = opened(world).folder
    for row in world["actors"]:
        row["name"] = RED
    world["actors"].append(dict(world["actors"][-1], actor_id=RED))
    for row in world["statements"]:
        row.update(summary=RED, quote=RED)
    folder = opened(world).folder
    if call == ("diff",):
        result = run("diff", folder, before, "--format", "json" if style == "json" else "text")
    else:
        result = run("--data", folder, *call, *([] if call[0] == "show" or "--words" in call else ["--format", style]))
    assert "red" in result.stdout and all(c.isprintable() or c == "\n" for c in result.stdout)


def test_problems_and_refusals_are_printed_plain(data, tmp_path):
    (data / "records" / "case.yaml").write_text(RECORDS.replace("name: Ada", 'name: "\\e[31m\\u202eAda", "\\e[31m": x'))
    table, mapping = poll(tmp_path, "csv")
    table.write_text(table.read_text().replace(",no,", ",\x1b[31mno,"))
    for result in (run("build", data), run("import", "table", table, tmp_path / "out", "--mapping", mapping)):
        assert result.exit_code == 1 and "[31m" in result.output
        assert all(c.isprintable() or c == "\n" for c in result.output)


FORMULAS = ("=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1")


def test_no_text_of_a_csv_is_a_formula_and_numbers_stay_numbers(opened, world):
    for row, formula in zip(world["actors"], FORMULAS, strict=False):
        row["name"] = formula
    folder = opened(world).folder
    shown = [row for kind in ("actors", "positions") for row in csv.DictReader(
        run("--data", folder, kind, "--format", "csv").stdout.splitlines(keepends=True))]  # fmt: skip
    names = {row["name"] for row in shown if "name" in row}
    assert not any(name.startswith(("=", "+", "-", "@", "\t", "\r")) for name in names)
    assert {row["position"] for row in shown if "position" in row} == {"-2", "-1", "1", "2"}


MARKED = [rule for table in TABLES for rule in domain_rules(table) if rule.rule.endswith(".clean")]


@pytest.mark.parametrize("rule", MARKED, ids=lambda rule: f"{rule.table}.{rule.rule}")
def test_html_in_any_text_is_reported(rule):
    for markup in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a &lt;b&gt;"):
        keys = ", ".join(f"'k' AS {key}" for key in TABLES[rule.table].key if key != rule.column)
        engine = DuckDB()
        engine.connection.execute(f"CREATE TABLE {rule.table} AS SELECT '{markup}' AS {rule.column}{', ' * bool(keys)}{keys}")
        assert len(engine.rows(engine.run(rule.sql, rule.values))) == 1


def test_the_docs_say_what_was_tried():
    tried = [
        (
            "record files made to harm (" + ", ".join(list(YAML_ATTACKS)[:5]) + ", ...)",
            len(YAML_ATTACKS) + 3,
            "told by line; nothing changed",
        ),
        ("records, mappings and CSV tables spoilt at random", 3 * 60, "told by line; no crash"),
        ("workbooks (" + ", ".join(WORKBOOKS) + ")", len(WORKBOOKS), "one line"),
        ("`.dna` files (" + ", ".join(DNA_ATTACKS) + ")", len(DNA_ATTACKS), "one line, or imported as text"),
        ("Parquet files with broken bytes or cut off", 60, "one line, or the right answer"),
        ("arguments of commands at random", 60, "an answer or one line"),
        ("ids and names made of SQL and of what fills values into it", len(HOSTILE), "each engine answers as for plain ones"),
        ("HTML in a text column", 3 * len(MARKED), "reported by `stances validate`"),
        ("formulas in CSV", len(FORMULAS), "made texts; numbers untouched"),
    ]
    guards.told(
        "hostile", ["| input | tried | outcome |", "|---|---|---|", *(f"| {what} | {n} | {then} |" for what, n, then in tried)]
    )
