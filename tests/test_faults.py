"""Each fault put into the bundled tables is reported, at its table and rule; right tables, odd ones included, raise no alarm.

`UPDATE_DOCS=1 pytest tests/test_faults.py` writes the table in docs/guards.md anew.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import faults
import guards
import pyarrow.parquet as pq
import pytest
from conftest import D, Rows, engine_of, literal_world, organization, row, stance, statement

from stances.dataset import bundled
from stances.engines.duckdb import DuckDB
from stances.expectations import Checker
from stances.parquet import write
from stances.schema import TABLES
from stances.shape import shape
from stances.validation import domain, validate
from stances.violations import counts, suite_rules


@pytest.fixture(scope="module")
def base() -> dict[str, list[dict[str, Any]]]:
    rows = {name: pq.read_table(bundled() / f"{name}.parquet").to_pylist() for name in TABLES}
    rows["redirects"] = rows["redirects"] or [
        row("redirects", redirected_table="actors", old_id="zte-inc", new_id="zte", redirect_date=D("2020-01-01"),
            redirect_reason="One company.")
    ]  # fmt: skip
    return rows


@pytest.fixture(scope="module")
def right(base) -> dict[str, Any]:
    return {name: faults.arrow(base, name) for name in TABLES}


@pytest.fixture(scope="module")
def checker(right) -> Checker:
    return Checker(right)


class Copies(dict[str, list[dict[str, Any]]]):
    """Tables as rows that may be changed: each is copied when it is first asked for."""

    def __init__(self, base: Rows) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, name: str) -> list[dict[str, Any]]:
        self[name] = [dict(row) for row in self.base[name]]
        return self[name]


def broken(base, fault: faults.Fault) -> tuple[Rows, set[str]]:
    """The rows with the fault, and the tables that it touched."""
    rows = Copies(base)
    fault.make(rows)
    touched = {name for name, table in rows.items() if table != base[name]}
    assert touched, f"{fault.name} changed nothing"
    return rows, touched


@pytest.mark.parametrize("fault", list(faults.generic())[::23], ids=lambda f: f.name)
def test_faults_of_any_column_a_sample_row_by_row(base, right, checker, fault):
    """By the suites as they are; the other tests take their rules from the SQL that test_violations holds to the same verdicts."""
    rows, touched = broken(base, fault)
    found = {(p.table, p.rule) for name in touched for p in checker.check(name, faults.arrow(rows, name))}
    tables = right | {name: faults.arrow(rows, name) for name in touched}
    found |= {(p.table, p.rule) for p in domain(engine_of(tables), set(tables), touched)}
    assert (fault.table, fault.rule) in found


def killed(base, right, engine: DuckDB, fault: faults.Fault) -> bool:
    """Whether the fault is reported at its table and rule. `engine` holds the right tables, and again afterwards."""
    rows, touched = broken(base, fault)
    for name in touched:
        engine.connection.register(name, faults.arrow(rows, name))
    table = fault.reported or fault.table
    rule = next((rule for rule in suite_rules(table) if rule.id == fault.rule), None)
    if rule is not None:
        found = counts(engine, [rule])[rule.id] > 0
    else:
        found = (table, fault.rule) in {(p.table, p.rule) for p in domain(engine, set(TABLES), touched)}
    for name in touched:
        engine.connection.register(name, right[name])
    return found


@pytest.mark.slow
def test_every_fault_is_reported_where_it_is(base, right):
    engine = engine_of(right)
    tried = (*faults.generic(), *faults.MEANING)
    alive = [f"{fault.name} ({fault.rule})" for fault in tried if not killed(base, right, engine, fault)]
    for kind, name, rule, change in faults.shapes():
        if (name, rule) not in {(p.table, p.rule) for p in shape(name, change(right[name]).schema)}:
            alive.append(f"{name}: {kind} ({rule})")
    assert alive == []


def test_the_docs_say_what_was_tried():
    tried = Counter(fault.table for fault in (*faults.generic(), *faults.MEANING))
    tried.update(name for _, name, *_ in faults.shapes())
    total = f"| **all** | **{sum(tried.values())}** | **{sum(tried.values())}** |"
    rows = [f"| {name} | {n} | {n} |" for name, n in sorted(tried.items())]
    lost = [f"- {what}: {why}." for what, why in faults.UNDETECTABLE.items()]
    head = ["| table | faults tried | reported |", "|---|---|---|"]
    guards.told("faults", [*head, *rows, total, "", "What no rule can see, and why:", "", *lost])


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_flipped_bit_in_a_file_is_found(tmp_path, place):
    for name in TABLES:
        content = bytearray((bundled() / f"{name}.parquet").read_bytes())
        (tmp_path / f"{name}.parquet").write_bytes(content)
    broken = tmp_path / "statements.parquet"
    content = bytearray(broken.read_bytes())
    content[4 + int(place * (len(content) - 12))] ^= 1
    broken.write_bytes(content)
    problems = validate(tmp_path)
    assert problems and all(p.table == "statements" for p in problems)


def test_a_file_cut_off_is_found(tmp_path):
    for name in TABLES:
        (tmp_path / f"{name}.parquet").write_bytes((bundled() / f"{name}.parquet").read_bytes())
    broken = tmp_path / "stances.parquet"
    broken.write_bytes(broken.read_bytes()[:-200])
    assert [(p.table, p.value) for p in validate(tmp_path)] == [("stances", "unreadable")]


def test_rows_changed_under_an_old_footer_are_found(tmp_path):
    for name in TABLES:
        (tmp_path / f"{name}.parquet").write_bytes((bundled() / f"{name}.parquet").read_bytes())
    file = pq.ParquetFile(bundled() / "events.parquet")
    with pq.ParquetWriter(tmp_path / "events.parquet", file.schema_arrow) as writer:
        writer.write_table(file.read().slice(1))
        writer.add_key_value_metadata({k: v for k, v in file.metadata.metadata.items() if k.startswith(b"stances")})
    assert [(p.table, p.value) for p in validate(tmp_path)] == [("events", "changed by hand")]


def test_an_older_or_newer_schema_is_told(tmp_path):
    for name in TABLES:
        (tmp_path / f"{name}.parquet").write_bytes((bundled() / f"{name}.parquet").read_bytes())
    table = pq.read_table(tmp_path / "issues.parquet")
    with pq.ParquetWriter(tmp_path / "issues.parquet", table.schema) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"stances_schema": "0.9.0"})
    assert [(p.table, p.value) for p in validate(tmp_path)] == [("issues", "of schema 0.9.0")]


def test_odd_but_right_tables_raise_no_alarm(tmp_path):
    """Open tenures, acting holders, several statements a day, Namibia, other alphabets, quotes from right to left."""
    rows = literal_world()
    rows["actors"] += [
        row("actors", actor_id="na", actor_kind="organization", name="Namibia", country="NAM"),
        row("actors", actor_id="lavrov", actor_kind="person", name="Сергей Лавров", country="RUS"),
        row("actors", actor_id="zarif", actor_kind="person", name="محمدجواد ظریف", country="IRN"),
        row("actors", actor_id="bjork", actor_kind="person", name="Björk Guðmundsdóttir O’Hara-Łoś", country="ISL"),
        organization("congo", None),
    ]
    rows["actors"][-1]["country"] = "ZAR"  # Zaire, a state that is no more
    rows["offices"].append(
        row("offices", office_id="deputy", title="Deputy", organization_id="trade", principal_id="secretary", is_head=False)
    )
    rows["tenures"] = [
        t | {"end_precision": "day" if t["end_date"] else None, "verified_date": None if t["end_date"] else D("2019-01-01")}
        for t in rows["tenures"]
    ]
    rows["tenures"].append(
        row("tenures", tenure_id="acting", actor_id="bjork", office_id="deputy", start_date=D("2018-01-01"), start_precision="year",
            verified_date=D("2018-06-01"), is_acting=True, source_id="page")
    )  # fmt: skip
    said = [
        statement("z1", "zarif", "2018-05-01", quote="تحریم‌ها شکست می‌خورند", quote_language="fa", quote_check="exact"),
        statement("z2", "zarif", "2018-05-01", sequence=2, summary="Says it again."),
        statement("l1", "lavrov", "2018-05-01", quote="«Это не так»", quote_language="ru", quote_check="normalised"),
        statement("n1", "na", "2018-05-01", said_precision="month"),
        statement("b1", "bjork", "2018-02-01", "deputy", summary="Costs 5 < 6 & more, she says: “no” – 50 %."),
    ]
    rows["statements"] += said
    rows["stances"] += [stance("z1", 1), stance("z2", -1), stance("l1", 0), stance("n1", 2), stance("b1", 1)]
    for name, records in rows.items():
        if name not in ("positions", "disagreements", "shifts"):  # readers compute them
            write(tmp_path, name, records)
    assert validate(tmp_path) == []
