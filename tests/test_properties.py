"""What must hold for any data: no look-ahead, no dependence on row order, symmetry of the poles."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from conftest import Rows, literal_world, stance, statement
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


def answers(rows: Rows, as_of: date, reverse: bool = False, **options: Any) -> dict[str, list[tuple[Any, ...]]]:
    with tempfile.TemporaryDirectory() as folder:
        for name, records in rows.items():
            # Written as they come, without the build's sorting, so that row order reaches the queries.
            table = pa.Table.from_pylist(records[::-1] if reverse else records, schema=arrow_schema(name))
            pq.write_table(table, Path(folder) / f"{name}.parquet")
        ds = Dataset(folder)
        values = {"since": as_of, "until": as_of, "linked": True, "issue": "tariff", "principal": "ada"} | options
        return {
            q: ds.relation(q, **values).fetchall() for q in ("positions", "disagreements", "shifts", "coverage", "divergence")
        }


@settings(max_examples=25, deadline=None)
@given(spoken, st.integers(0, 60))
def test_later_rows_change_no_earlier_answer(said, day):
    as_of = START + timedelta(days=day)
    earlier = [s for s in said if s[1] <= day]
    ordered = earlier + [s for s in said if s[1] > day]
    assert answers(world_of(ordered), as_of) == answers(world_of(earlier), as_of)


@settings(max_examples=25, deadline=None)
@given(spoken, st.integers(0, 60))
def test_row_order_changes_nothing(said, day):
    as_of = START + timedelta(days=day)
    rows = world_of(said)
    assert answers(rows, as_of) == answers(rows, as_of, reverse=True)


@settings(max_examples=25, deadline=None)
@given(spoken, st.integers(0, 60))
def test_swapping_the_poles_swaps_the_sides_and_nothing_else(said, day):
    as_of = START + timedelta(days=day)
    plain = answers(world_of(said), as_of)
    swapped = answers(world_of([(a, o, p, -x) for a, o, p, x in said]), as_of)

    def sides(rows: list[tuple[Any, ...]], a: int, b: int) -> set[tuple[Any, ...]]:
        return {(r[0], r[a], r[b], r[3], r[4], r[7], r[10], r[11], r[12]) for r in rows}

    assert sides(plain["disagreements"], 1, 2) == sides(swapped["disagreements"], 2, 1)
    assert plain["divergence"] == swapped["divergence"]
