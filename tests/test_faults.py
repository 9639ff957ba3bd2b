"""Each fault put into the bundled tables is reported, at its table and rule; right tables, odd ones included, raise no alarm.

`UPDATE_DOCS=1 pytest tests/test_faults.py` writes the table in docs/guards.md anew.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import faults
import pyarrow.parquet as pq
import pytest
from conftest import D, engine_of, literal_world, organization, row, stance, statement

from stances.build import write
from stances.dataset import bundled
from stances.expectations import Checker
from stances.schema import TABLES
from stances.shape import shape
from stances.validation import domain, validate

GUARDS = Path(__file__).parent.parent / "docs" / "guards.md"
POINTING = {name: {t.name for t in TABLES.values() if any(c.ref == name for c in t.columns)} for name in TABLES}


@pytest.fixture(scope="module")
def base() -> dict[str, list[dict[str, Any]]]:
    return {name: pq.read_table(bundled() / f"{name}.parquet").to_pylist() for name in TABLES}


@pytest.fixture(scope="module")
def right(base) -> dict[str, Any]:
    return {name: faults.arrow(base, name) for name in TABLES}


def reported(base, right, fault: faults.Fault) -> set[tuple[str, str]]:
    """(table, rule) of each problem that the fault causes. Only what reads a touched table is asked: the rest was right."""
    rows = {name: [dict(r) for r in table] for name, table in base.items()}
    fault.make(rows)
    touched = {name for name in rows if rows[name] != base[name]}
    assert touched, f"{fault.name} changed nothing"
    tables = right | {name: faults.arrow(rows, name) for name in touched}
    # A table whose keys changed is pointed to by others; a changed cell is not.
    keys = {name for name in touched if len(rows[name]) != len(base[name])}
    checker = Checker(tables)
    asked = touched | {pointing for name in keys for pointing in POINTING[name]}
    found = {(p.table, p.rule) for name in asked for p in checker.check(name, tables[name])}
    return found | {(p.table, p.rule) for p in domain(engine_of(tables), set(tables), touched)}


def killed(base, right, fault: faults.Fault) -> bool:
    return (fault.reported or fault.table, fault.rule) in reported(base, right, fault)


SAMPLE = list(faults.generic())[::23]


@pytest.mark.parametrize("fault", SAMPLE, ids=lambda f: f.name)
def test_faults_of_any_column_a_sample(base, right, fault):
    assert killed(base, right, fault)


@pytest.mark.slow
def test_every_fault_is_reported_where_it_is(base, right):
    """Every fault of meaning and of shape, and every fifth of those that any column can have; all with ALL_FAULTS or UPDATE_DOCS."""
    tried: Counter[str] = Counter()
    alive: list[str] = []
    every = 1 if os.environ.get("ALL_FAULTS") or os.environ.get("UPDATE_DOCS") else 5
    for nth, fault in enumerate((*faults.generic(), *faults.MEANING)):
        tried[fault.table] += 1
        if (nth % every == 0 or fault in faults.MEANING) and not killed(base, right, fault):
            alive.append(f"{fault.name} ({fault.rule})")
    for kind, name, rule, change in faults.shapes():
        tried[name] += 1
        if (name, rule) not in {(p.table, p.rule) for p in shape(name, change(right[name]).schema)}:
            alive.append(f"{name}: {kind} ({rule})")
    assert alive == []
    assert sum(tried.values()) >= 150
    page(tried)


def page(tried: Counter[str]) -> None:
    """The table of docs/guards.md, between its marks."""
    if not GUARDS.exists():
        return
    lines = ["| table | faults tried | reported |", "|---|---|---|", *(f"| {name} | {n} | {n} |" for name, n in sorted(tried.items())),
             f"| **all** | **{sum(tried.values())}** | **{sum(tried.values())}** |", "", "What no rule can see, and why:", "",
             *(f"- {what}: {why}." for what, why in faults.UNDETECTABLE.items())]  # fmt: skip
    before, after = "<!-- faults -->\n", "<!-- end of faults -->"
    text = GUARDS.read_text(encoding="utf-8")
    wanted = text[: text.index(before) + len(before)] + "\n".join(lines) + "\n" + text[text.index(after) :]
    if os.environ.get("UPDATE_DOCS"):
        GUARDS.write_text(wanted, encoding="utf-8")
    assert GUARDS.read_text(encoding="utf-8") == wanted, "run UPDATE_DOCS=1 pytest tests/test_faults.py"


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
