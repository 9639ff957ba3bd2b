"""Each rule of each suite has a broken row that trips it alone, on the bundled tables or the literal world."""

from __future__ import annotations

import pyarrow as pa
import pytest
from conftest import D, engine_of, literal_world, row
from test_validation import tables

from stances.derive.suites import Expectation, suite
from stances.expectations import Checker
from stances.schema import TABLES
from stances.violations import counts, problems, suite_rules

WORLD = literal_world()
WORLD["actor_names"] = [row("actor_names", actor_id="ada", name="Ada", language="en", name_kind="alias")]
WORLD["events"] = [
    row(
        "events",
        event_id="start",
        issue_id="tariff",
        event_date=D("2018-01-01"),
        event_precision="day",
        title="x",
        summary="x",
        source_id="page",
    )
]
WORLD["coders"] = [row("coders", coder_id="one", coder_kind="human", coder_role="coder", description="x")]
WORLD["rechecks"] = [
    row("rechecks", statement_id="ada1", recheck_round="draw", recheck_date=D("2020-01-02"), coder_id="one", verdict="confirmed")
]
WORLD["redirects"] = [
    row(
        "redirects",
        redirected_table="actors",
        old_id="ada-b",
        new_id="ada",
        redirect_date=D("2020-01-02"),
        redirect_reason="One person.",
    )
]
WORLD["codings"] = [
    row(
        "codings",
        statement_id="ada1",
        proposition_id="lift",
        coder_id="one",
        code="supports",
        confidence="high",
        codebook_version="1.0",
    )
]
WORLD["non_positions"] = [row("non_positions", statement_id="cy1", proposition_id="lift", non_position="declined")]
WORLD["positions"] = [
    row("positions", actor_id="ada", proposition_id="lift", valid_from=D("2018-05-13"), position=2, statement_id="ada1",
        last_statement_id="ada1", n_statements=1, ended_by="open")
]  # fmt: skip
WORLD["disagreements"] = [
    row("disagreements", proposition_id="lift", actor_a="ada", actor_b="bo", valid_from=D("2018-05-13"), position_a=2, position_b=-2, gap=4,
        statement_a="ada1", statement_b="bo1", actor_relation="principal-agent", basis="direct", via_proposition_id="lift")
]  # fmt: skip
WORLD["shifts"] = [
    row("shifts", actor_id="bo", proposition_id="lift", shift_date=D("2018-05-14"), from_position=-2, to_position=1,
        from_statement_id="bo1", to_statement_id="bo2", shift_kind="flip", days_since_principal=1)
]  # fmt: skip
RIGHT = tables(WORLD)
CASES = [(name, e["meta"]["rule"], e) for name in TABLES for e in suite(name)["expectations"]]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(RIGHT)


def test_the_world_itself_is_right(checker):
    assert [p for name, table in checker.tables.items() for p in checker.check(name, table)] == []


def broken(name: str, e: Expectation) -> tuple[pa.Table, set[str]]:
    """The table with its first row broken, and the rules that must report it."""
    rows = [dict(r) for r in WORLD[name]]
    rule, kind, column = e["meta"]["rule"], e["type"], e["kwargs"].get("column")
    if kind.endswith("unique"):
        rows.append(dict(rows[0]))
    elif kind.endswith("to_not_be_null"):
        rows[0][column] = None
    elif kind.endswith("match_regex"):
        rows[0][column] = "Not Right!"
    elif kind.endswith("be_between"):
        rows[0][column] = e["kwargs"]["min_value"] - 1
    else:
        rows[0][column] = "nowhere"
    schema = pa.schema([f.with_nullable(True) for f in RIGHT[name].schema])
    expected = {rule}
    if kind.endswith("match_regex") and TABLES[name].column(column).ref and (column,) != TABLES[name].key:
        expected.add(f"{name}.{column}.reference")  # an id of the wrong form cannot be a key either
    return pa.Table.from_pylist(rows, schema=schema), expected


# Every third leaves out no table and no kind of rule.
@pytest.mark.parametrize(
    ("name", "rule", "e"), [pytest.param(*c, id=c[1], marks=pytest.mark.slow if nth % 3 else ()) for nth, c in enumerate(CASES)]
)
def test_each_rule_is_tripped_by_its_row_alone_and_counted_in_sql_as_well(checker, name, rule, e):
    table, expected = broken(name, e)
    found = checker.check(name, table)
    assert {p.rule for p in found} == expected
    assert all(p.sentence and p.row for p in found)
    world = RIGHT | {name: table}
    if (e["kwargs"].get("column"),) == TABLES[name].key and any(c.ref == name for c in TABLES[name].columns):
        # Other rows refer to the id that was broken.
        found = Checker(world).check(name, table)
    engine, rules = engine_of(world), {rule.id: rule for rule in suite_rules(name)}
    listed = [p for rule, n in counts(engine, [*rules.values()]).items() if n for p in problems(engine, rules[rule], n)]
    assert sorted(set(listed)) == sorted(set(found))
