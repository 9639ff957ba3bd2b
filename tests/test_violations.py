"""Counting violations in SQL gives the verdicts, keys and sentences of the row-wise suites, on DuckDB and on Spark."""

from __future__ import annotations

import contextlib
from typing import Any

import faults
import pyarrow.parquet as pq
import pytest
from conftest import D, engine_of
from hypothesis import given, settings
from hypothesis import strategies as st
from test_suites import RIGHT
from test_validation import right_world, save, tables

from stances import validation, violations
from stances.call import CallError
from stances.dataset import bundled
from stances.domain import RULES
from stances.engines.spark import Spark
from stances.freshness import stale
from stances.schema import TABLES
from stances.validation import counted, domain_rules, row_by_row, validate
from stances.violations import counts, suite_rules


def test_the_world_itself_is_right():
    engine = engine_of(RIGHT)
    assert {rule: n for name in RIGHT for rule, n in counts(engine, suite_rules(name)).items() if n} == {}


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


def test_a_line_break_at_an_end_is_reported_alike_both_ways():
    rows = right_world()
    rows["issues"].append(rows["issues"][0] | {"issue_id": "other\n"})
    rows["actors"][0]["country"], rows["sources"][0]["language"] = "USA\n", "en\n"
    arrow = tables(rows)
    found = sorted(row_by_row(arrow))
    assert [p.rule for p in found] == ["actors.country.known", "issues.issue_id.line", "sources.language.clean"]
    assert sorted(counted(engine_of(arrow), list(arrow))) == found


# What texts are made of that break some rule, or nearly do: unseen, garbled, joined, of two alphabets, marked up, badly spaced.
PIECES = ["a", "é", "Ð\x90", "Ã©", "â€™", "\u200b", "\u202e", "\x1b", "\n", " ", "\u00a0", "<b>", "&amp;", "&", "<", "ж", "\u03b1", "\u200d", "\ufb01",
          "w " * 39]  # fmt: skip
PLACES = [("statements", "quote"), ("actors", "name"), ("sources", "url"), ("propositions", "text"), ("stances", "condition")]
CHANGE = st.tuples(st.sampled_from(PLACES), st.lists(st.sampled_from(PIECES), max_size=5).map("".join) | st.none())


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.lists(CHANGE, min_size=1, max_size=12), st.integers(0, 2))
def test_counting_together_counts_what_each_rule_lists(changes, again):
    rows = right_world()
    for n, ((table, column), text) in enumerate(changes):
        rows[table][n % len(rows[table])][column] = text
    rows["stances"] += [dict(rows["stances"][n]) | {"statement_id": None if n else "nobody"} for n in range(again)]
    engine = engine_of({name: faults.arrow(rows, name) for name in rows})
    for name in ("statements", "actors", "sources", "propositions", "stances"):
        rules = [*suite_rules(name), *domain_rules(name)]
        listed = {rule.id: len(engine.rows(engine.run(rule.sql, rule.values))) for rule in rules}
        assert counts(engine, rules) == listed


@pytest.fixture(scope="module")
def ruins() -> dict[str, Any]:
    """The bundled tables with every fault of meaning put into them, one upon the other."""
    rows = {name: pq.read_table(bundled() / f"{name}.parquet").to_pylist() for name in TABLES}
    for fault in faults.MEANING:
        if not fault.kind.endswith(("rows gone", "its own parent", "to itself")):  # those leave nothing for others to break
            with contextlib.suppress(LookupError, StopIteration):  # an earlier fault may have taken away what this one breaks
                fault.make(rows)
    return {name: faults.arrow(rows, name) for name in rows}


@pytest.mark.slow
def test_spark_counts_the_same(spark, ruins):
    """Every rule of the suites and of the domain on tables in which most are broken."""
    duck, sparkling = engine_of(ruins), Spark(spark)
    sparkling.tables = {name: spark.createDataFrame(table) for name, table in ruins.items()}
    wrong = set()
    for name in TABLES:
        rules = [*suite_rules(name), *domain_rules(name)]
        found = counts(duck, rules)
        assert counts(sparkling, rules) == found
        wrong |= {rule for rule, n in found.items() if n}
    assert len(wrong & {rule.id for rule in RULES}) > len(RULES) * 0.7


@pytest.mark.slow
def test_spark_finds_the_same_rows_outdated(spark):
    duck, sparkling = engine_of(RIGHT), Spark(spark)
    sparkling.tables = {name: spark.createDataFrame(table) for name, table in RIGHT.items()}
    outdated = sorted(stale(duck, {"positions", "shifts"}))
    assert {row.table for row in outdated} == {"stances", "non_positions", "positions", "shifts"}
    assert sorted(stale(sparkling, {"positions", "shifts"})) == outdated


@pytest.mark.slow
def test_spark_lists_the_same(spark, tmp_path):
    folder = save(wrong_world(), tmp_path / "wrong")
    assert validate(folder, engine=spark) == validate(folder)
    assert not spark.catalog.listTables()  # nothing is left behind in the caller's session


@pytest.mark.slow
def test_spark_validates_tables_at_an_address(spark, tmp_path):
    folder = save(wrong_world(), tmp_path / "wrong")
    assert validate(folder.as_uri(), engine=spark) == validate(folder)
    with pytest.raises(CallError, match=r"^file:\S+ is read by Spark alone; pass engine='spark'"):
        validate(folder.as_uri())
    with pytest.raises(CallError, match=r"^file:\S+/nowhere holds none of the tables"):
        validate((tmp_path / "nowhere").as_uri(), engine=spark)
    (folder / "offices.parquet").unlink()
    pq.write_table(pq.read_table(folder / "issues.parquet").drop_columns(["title"]), folder / "issues.parquet")
    gone, lacking = validate(folder.as_uri(), engine=spark)
    assert (lacking.table, lacking.value) == ("offices", "missing or unreadable")
    assert (gone.table, gone.column, gone.value) == ("issues", "title", "missing")


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
