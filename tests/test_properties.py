"""What must hold for any data: no look-ahead, no dependence on row order, symmetry of the poles."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from conftest import EXAMPLES, Rows, literal_world, stance, statement
from hypothesis import given, settings
from hypothesis import strategies as st

from stances.dataset import Dataset
from stances.derive.arrow import arrow_schema

START = date(2018, 1, 1)
SEATS = {"ada": "president", "bo": "secretary", "cy": "senator", "ministry": None}
spoken = st.lists(
    st.tuples(st.sampled_from(sorted(SEATS)), st.integers(0, 60), st.sampled_from(["lift", "danger"]), st.integers(-2, 2)),
    max_size=14, unique_by=lambda s: (s[0], s[1]),
)  # fmt: skip


def world_of(said: list[tuple[str, int, str, int]]) -> Rows:
    rows = literal_world()
    rows["statements"], rows["stances"] = [], []
    for n, (actor, offset, proposition, position) in enumerate(said):
        rows["statements"].append(statement(f"s{n}", actor, (START + timedelta(days=offset)).isoformat(), SEATS[actor]))
        rows["stances"].append(stance(f"s{n}", position, proposition))
    return rows


def folder_of(rows: Rows, folder: str) -> Dataset:
    """The tables as they come, without the build's sorting, so that row order reaches the queries."""
    for name, records in rows.items():
        pq.write_table(pa.Table.from_pylist(records, schema=arrow_schema(name)), Path(folder) / f"{name}.parquet")
    return Dataset(folder)


def answers(rows: Rows, as_of: date, reverse: bool = False, **options: Any) -> dict[str, list[tuple[Any, ...]]]:
    with tempfile.TemporaryDirectory() as folder:
        ds = folder_of({name: records[::-1] for name, records in rows.items()} if reverse else rows, folder)
        values = {"since": as_of, "until": as_of, "linked": True, "issue": "tariff", "principal": "ada"} | options
        return {
            q: ds.relation(q, **values).fetchall() for q in ("positions", "disagreements", "shifts", "coverage", "divergence")
        }


@settings(max_examples=EXAMPLES, deadline=None)
@given(spoken, st.integers(0, 60))
def test_later_rows_change_no_earlier_answer(said, day):
    as_of = START + timedelta(days=day)
    earlier = [s for s in said if s[1] <= day]
    ordered = earlier + [s for s in said if s[1] > day]
    assert answers(world_of(ordered), as_of) == answers(world_of(earlier), as_of)


@settings(max_examples=EXAMPLES, deadline=None)
@given(spoken, st.integers(0, 60))
def test_row_order_changes_nothing(said, day):
    as_of = START + timedelta(days=day)
    rows = world_of(said)
    assert answers(rows, as_of) == answers(rows, as_of, reverse=True)


@settings(max_examples=EXAMPLES, deadline=None)
@given(spoken, st.integers(0, 60))
def test_swapping_the_poles_swaps_the_sides_and_nothing_else(said, day):
    as_of = START + timedelta(days=day)
    plain = answers(world_of(said), as_of)
    swapped = answers(world_of([(a, o, p, -x) for a, o, p, x in said]), as_of)

    def sides(rows: list[tuple[Any, ...]], a: int, b: int) -> set[tuple[Any, ...]]:
        return {(r[0], r[a], r[b], r[3], r[4], r[7], r[10], r[11], r[12]) for r in rows}

    assert sides(plain["disagreements"], 1, 2) == sides(swapped["disagreements"], 2, 1)
    assert plain["divergence"] == swapped["divergence"]


def two_issues(said: list[tuple[str, int, str, int]]) -> Rows:
    """A world in which `danger`, which bears on `lift`, belongs to another issue, and the second statement takes back the first."""
    rows = world_of(said)
    rows["issues"].append(rows["issues"][0] | {"issue_id": "network"})
    next(p for p in rows["propositions"] if p["proposition_id"] == "danger")["issue_id"] = "network"
    if len(said) > 1 and said[0][0] == said[1][0]:
        rows["statements"][1] |= {"relates_to_id": "s0", "relation": "retracts", "issue_id": "network"}
    return rows


@settings(max_examples=12, deadline=None)
@given(spoken, st.integers(0, 60), st.booleans())
def test_asking_about_one_issue_is_asking_about_all_and_choosing(said, day, linked):
    as_of = START + timedelta(days=day)
    for question in ("positions", "latest", "disagreements", "shifts", "rows", "proposition_counts"):
        with tempfile.TemporaryDirectory() as folder:
            ds = folder_of(two_issues(said), folder)
            values = {"since": as_of, "until": as_of, "linked": linked and question == "disagreements"}
            for issue, proposition in (("tariff", "lift"), ("network", "danger")):
                whole = ds.relation(question, **values)
                chosen = [row for row in whole.fetchall() if row[whole.columns.index("proposition_id")] == proposition]
                assert ds.relation(question, **values, issue=issue).fetchall() == chosen
                if question != "rows":
                    assert ds.relation(question, **values, proposition=proposition).fetchall() == chosen


@settings(max_examples=40, deadline=None)
@given(spoken, st.integers(0, 60), st.sampled_from([None, 10]))
def test_the_latest_words_are_the_positions_of_the_day(said, day, max_age):
    as_of = START + timedelta(days=day)
    with tempfile.TemporaryDirectory() as folder:
        ds = folder_of(two_issues(said), folder)
        values = {"since": as_of, "until": as_of, "max_age": max_age}
        query = "SELECT actor_id, proposition_id, position, {} FROM answer ORDER BY ALL"
        latest, positions = (ds.relation(question, **values) for question in ("latest", "positions"))
        assert (
            latest.query("answer", query.format("statement_id")).fetchall()
            == positions.query("answer", query.format("last_statement_id")).fetchall()
        )
