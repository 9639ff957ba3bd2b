"""Every rule has a broken row that trips exactly it; right tables give no problem."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from typing import Any

import faults
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from conftest import D, Rows, engine_of, literal_world, row, stance, statement, tenure

from stances.cli import main
from stances.dataset import COMPUTED, bundled
from stances.derive.suites import suite
from stances.domain import RULES
from stances.parquet import write
from stances.schema import TABLES
from stances.validation import domain, validate


def tables(rows: Rows) -> dict[str, Any]:
    import pyarrow as pa

    from stances.derive.arrow import arrow_schema

    return {name: pa.Table.from_pylist(records, schema=arrow_schema(name)) for name, records in rows.items()}


QUOTED = {"quote_language": "en", "quote_check": "exact"}


def broken(rule: str, w: Rows) -> None:
    """Break the world so that one rule is violated."""
    first, ada, bo2, *_ = w["statements"]
    match rule:
        case "statements.tenure":
            w["tenures"][2] |= {"end_date": D("2018-05-15"), "end_precision": "day", "verified_date": None}
            w["tenures"].append(tenure("cy", "senator", "2018-06-02") | {"tenure_id": "cy.again"})
            w["statements"] = [s for s in w["statements"] if s["statement_id"] != "cy1"]
            w["stances"] = [s for s in w["stances"] if s["statement_id"] != "cy1"]
        case "tenures.overlap":
            w["tenures"].append(tenure("ada", "president", "2018-01-01") | {"tenure_id": "ada.again"})
        case "tenures.order":
            w["tenures"].append(tenure("ada", "senator", "2018-01-01", "2018-01-01"))
        case "tenures.verified":
            w["tenures"][0]["verified_date"] = None
        case "stances.exclusive":
            w["non_positions"].append(row("non_positions", statement_id="ada1", proposition_id="lift", non_position="unclear"))
        case "stances.open":
            w["propositions"][1]["opens_date"] = D("2018-05-02")
        case "stances.condition":
            w["stances"][0]["conditional"] = True
        case "statements.withdrawn":
            first["withdrawn_date"] = D("2020-02-01")
        case "statements.recorded":
            first["recorded_date"] = D("2018-04-15")
        case "statements.quote-length":
            first |= QUOTED | {"quote": " ".join(["word"] * 41)}
        case "statements.quote-summary":
            first |= QUOTED | {"quote": first["summary"]}
        case "statements.order":
            w["statements"].append(statement("ada2", "ada", "2018-05-13", "president"))
        case "statements.precision":
            ada["said_precision"] = "month"
        case "statements.second-source":
            bo2["second_source_id"] = bo2["source_id"]
        case "statements.delegated":
            first["mode"] = "delegated"
        case "statements.reported":
            first |= QUOTED | {"mode": "reported", "quote": "Keep it."}
        case "propositions.twin":
            w["propositions"][1]["text"] = w["propositions"][0]["text"]
        case "proposition_links.polarity":
            w["proposition_links"][0]["polarity"] = 0
        case "positions.interval":
            w["positions"] = [position("ada", "2018-05-13", "2018-05-13")]
        case "positions.overlap":
            w["positions"] = [position("ada", "2018-05-13", None), position("ada", "2018-05-14", None)]
        case _:
            raise AssertionError(f"no broken row for {rule}")


def position(actor: str, start: str, end: str | None) -> dict[str, Any]:
    return row("positions", actor_id=actor, proposition_id="lift", valid_from=D(start), valid_to=D(end) if end else None, position=2,
               statement_id="ada1", last_statement_id="ada1", n_statements=1, ended_by="open")  # fmt: skip


def right_world() -> Rows:
    return {name: rows for name, rows in literal_world().items() if name not in COMPUTED}


# Rules that are tried here on the literal world; the others, and these again, on the bundled tables in test_faults.
HERE = re.findall(r'case "([a-z_.-]+)":', inspect.getsource(broken))


def test_every_domain_rule_is_tried():
    tried = {fault.rule for fault in faults.MEANING} | set(HERE)
    assert [rule for rule in (f"{r.table}.{r.rule}" for r in RULES) if rule not in tried] == []


@pytest.mark.parametrize("rule", HERE)
def test_each_domain_rule_is_tripped_by_its_row_alone(rule):
    rows = right_world()
    assert domain(engine_of(tables(rows)), set(rows)) == []
    broken(rule, rows)
    assert {p.rule for p in domain(engine_of(tables(rows)), set(rows))} == {rule}


def save(rows: Rows, folder: Any) -> Any:
    folder.mkdir()
    for name, records in rows.items():
        write(folder, name, records)
    return folder


def test_value_rules_report_table_row_column_value_and_rule(tmp_path):
    rows = right_world()
    assert validate(save(rows, tmp_path / "right")) == []
    rows["stances"][0]["position"] = 3
    rows["statements"][1]["channel"] = "telepathy"
    rows["sources"][0]["url"] = "example.org"
    rows["stances"].append(stance("nobody", 1))
    lines = [str(p) for p in validate(save(rows, tmp_path / "wrong"))]
    assert lines == [
        "sources page: url is example.org; a url begins with http:// or https://. [sources.url.form]",
        "stances bo1 lift: position is 3; a position lies between -2 and 2. [stances.position.range]",
        "stances nobody lift: statement_id is nobody; statement_id is a key of statements. [stances.statement_id.reference]",
        "statements ada1: channel is telepathy; channel is one of "
        + ", ".join(suite_terms("statements", "channel"))
        + ". [statements.channel.vocabulary]",
    ]


def suite_terms(table: str, column: str) -> list[str]:
    return next(
        e["kwargs"]["value_set"] for e in suite(table)["expectations"] if e["meta"]["rule"] == f"{table}.{column}.vocabulary"
    )


def test_shape_problems_are_all_told(tmp_path):
    folder = save(right_world(), tmp_path / "tables")
    path = folder / "issues.parquet"
    table = pq.read_table(path)
    pq.write_table(table.drop_columns(["topic"]).append_column("theme", table["topic"]), path)
    (folder / "events.parquet").unlink()
    (folder / "actors.parquet").write_bytes(b"PAR1 nothing")
    assert {p.rule for p in validate(folder)} == {
        "issues.topic.shape",
        "issues.theme.shape",
        "issues.file",
        "events.file",
        "actors.file",
    }


def test_one_file_alone_is_checked_beside_the_bundled_tables(tmp_path):
    path = tmp_path / "stances.parquet"
    write(tmp_path, "stances", [stance("nobody", 1)])
    assert [p.rule for p in validate(path) if p.table == "stances"] == [
        "stances.proposition_id.reference",
        "stances.statement_id.reference",
    ]


def test_exit_codes(tmp_path):
    right, wrong = save(right_world(), tmp_path / "right"), save(right_world(), tmp_path / "wrong")
    (wrong / "events.parquet").unlink()
    run = CliRunner().invoke
    assert [run(main, ["validate", str(f)]).exit_code for f in (right, wrong, tmp_path / "nowhere")] == [0, 1, 2]


def test_every_rule_has_its_own_id_and_sentence():
    rules = [e["meta"]["rule"] for t in TABLES for e in suite(t)["expectations"]] + [f"{r.table}.{r.rule}" for r in RULES]
    assert len(rules) == len(set(rules))
    json.dumps([suite(t) for t in TABLES])


@pytest.mark.slow
def test_pyspark_beside_great_expectations_ends_no_process_in_silence(tmp_path):
    # Without grpcio, importing pyspark's test helpers - as Great Expectations does - exits with 0 before anything is checked.
    code = "import sys; sys.modules['grpc'] = None\nfrom stances.cli import main\nmain(['validate', sys.argv[1]])"
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 2 and "holds none of the tables" in done.stderr
    for before in ("", "import pyspark.sql.functions\n"):  # also where the caller has loaded it
        done = subprocess.run([sys.executable, "-c", before + code, str(bundled())], capture_output=True, text=True)
        assert done.returncode == 0 and "no problems" in done.stderr
