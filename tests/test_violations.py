"""Counting violations in SQL gives the verdicts, keys and sentences of the row-wise suites, on DuckDB and on Spark."""

from __future__ import annotations

import pytest
from conftest import D, engine_of
from test_suites import CASES, WORLD, broken
from test_validation import right_world, save, tables

from stances import validation, violations
from stances.expectations import Checker
from stances.schema import TABLES
from stances.validation import counted, validate
from stances.violations import counts, problems, suite_rules


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(tables(WORLD))


def test_the_world_itself_is_right():
    engine = engine_of(tables(WORLD))
    assert {rule: n for name in WORLD for rule, n in counts(engine, suite_rules(name)).items() if n} == {}


@pytest.mark.parametrize(("name", "rule", "e"), CASES, ids=[c[1] for c in CASES])
def test_each_broken_row_is_counted_and_listed_as_by_its_suite(checker, name, rule, e):
    table, _ = broken(name, e)
    if any(c.ref == name for c in TABLES[name].columns if (c.name,) != TABLES[name].key):  # it refers to itself
        checker = Checker(tables(WORLD) | {name: table})
    engine, rules = engine_of(tables(WORLD) | {name: table}), {rule.id: rule for rule in suite_rules(name)}
    listed = [p for rule, n in counts(engine, suite_rules(name)).items() if n for p in problems(engine, rules[rule], n)]
    assert sorted(set(listed)) == sorted(set(checker.check(name, table)))


def wrong_world():
    """Many rules broken at once, some by several rows."""
    rows = right_world()
    for position, statement in zip((3, -7, 2), rows["stances"], strict=False):
        statement["position"] = position
    rows["statements"][0] |= {"channel": "telepathy", "said_precision": "month", "quote": "word\n" * 41}
    rows["statements"][1]["statement_id"] = "Ada 1"
    rows["statements"].append(dict(rows["statements"][2]))
    rows["tenures"][0]["verified_date"] = None
    rows["tenures"][1]["end_date"] = D("2016-01-01")
    rows["propositions"][1]["text"] = rows["propositions"][0]["text"]
    rows["sources"][0]["url"] = "example.org"
    return rows


def test_a_folder_is_judged_alike_both_ways(tmp_path, monkeypatch):
    folder = save(wrong_world(), tmp_path / "wrong")
    by_row = validate(folder)
    assert len({p.rule for p in by_row}) > 10
    monkeypatch.setattr(validation, "ROW_BY_ROW", 0)
    monkeypatch.setattr(validation, "row_by_row", None)  # would fail if it were called
    assert validate(folder) == by_row
    assert validate(save(right_world(), tmp_path / "right")) == []


@pytest.mark.slow
def test_spark_finds_the_same(spark, tmp_path):
    """Every rule of the suites and of the domain, on a folder in which many are broken and on one that is right."""
    folder = save(wrong_world(), tmp_path / "wrong")
    assert validate(folder, engine=spark) == validate(folder)
    assert validate(save(right_world(), tmp_path / "right"), engine=spark) == []
    assert not spark.catalog.listTables()  # nothing is left behind in the caller's session


def test_of_many_broken_rows_the_first_are_listed_and_all_are_counted(monkeypatch):
    monkeypatch.setattr(violations, "SHOWN", 2)
    rows = right_world()
    for stance in rows["stances"]:
        stance["position"] = 3
    lines = [str(p) for p in counted(engine_of(tables(rows)), list(rows)) if p.rule == "stances.position.range"]
    assert lines == [
        "stances ada1 lift: position is 3; a position lies between -2 and 2. [stances.position.range]",
        "stances bo1 lift: position is 3; a position lies between -2 and 2. [stances.position.range]",
        "stances: position is broken in 6 rows; the first 2 are listed. [stances.position.range]",
    ]
