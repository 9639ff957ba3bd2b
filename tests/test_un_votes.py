"""The same on 870 thousand votes of the UN General Assembly, which the project does not carry: STANCES_UN_GA names their folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import with_slow
from test_engines import KINDS, OWN, rows

import stances

FOLDER = Path(os.environ.get("STANCES_UN_GA") or Path(__file__).parents[2] / "shared" / "real" / "un_ga")
pytestmark = pytest.mark.skipif(
    not (FOLDER / "statements.parquet").exists(), reason="UN roll calls not at hand (set STANCES_UN_GA to their folder)"
)
ROLL_CALLS = """SELECT actor_id, issue_id AS proposition_id, CAST(date AS DATE) AS said_date, 1 AS sequence, position, statement_id,
    CAST(year(CAST(date AS DATE)) AS VARCHAR) AS issue_id FROM theirs"""
# Votes on the Palestinian conflict in five years as repeated words on one question: with moves, and days with several votes.
REPEATED = """SELECT actor_id, 'palestine' AS proposition_id, said_date, position, statement_id, 'palestine' AS issue_id,
    row_number() OVER (PARTITION BY actor_id, said_date ORDER BY statement_id) AS sequence
    FROM votes SEMI JOIN areas ON areas.issue_id = votes.proposition_id AND areas.area = 'me' WHERE said_date BETWEEN '1990-01-01' AND '1994-12-31'"""
ON_REPEATED = ("shifts", "movers", "conflicts", "positions")
ARGUMENTS: dict[str, dict[str, Any]] = {
    "disagreements": {"as_of": "1990-12-31", "proposition": "rc2700"}, "compare": {"actor_a": "france", "actor_b": "cuba", "as_of": "2000-01-01"},
    "divergence": {"principal": "france", "as_of": "2000-01-01"}, "profile": {"actor": "france"},
    "positions": {}, "latest": {"as_of": "2000-01-01"}, "rows": {"issue": "1990"}, "issue_counts": {"as_of": "2019-12-31"},
    "pair_counts": {"issue": "1990", "as_of": "1990-12-31", "top": 50}, "proposition_counts": {"issue": "1990", "as_of": "1990-12-31"},
}  # fmt: skip


@pytest.fixture(scope="module")
def votes() -> dict[bool, Any]:
    """Arrow tables with the six columns: all roll calls, and repeated votes."""
    con = duckdb.connect()
    con.execute(f"CREATE VIEW theirs AS SELECT * FROM '{FOLDER / 'statements.parquet'}'")
    con.execute(f"CREATE VIEW votes AS {ROLL_CALLS}")
    con.execute(f"CREATE VIEW areas AS SELECT * FROM '{FOLDER / 'issue_areas.csv'}'")
    return {False: con.sql("FROM votes").to_arrow_table(), True: con.sql(REPEATED).to_arrow_table()}


@pytest.fixture(scope="module")
def frames(votes) -> Callable[[str, bool], Any]:
    """The tables in a kind, made once."""
    return cache(lambda kind, repeated: KINDS[kind](votes[repeated]))


@pytest.fixture(scope="module")
def expected(votes) -> dict[str, list[tuple[Any, ...]]]:
    """Every answer on DuckDB from Arrow."""
    return {q: rows(stances.of(votes[q in ON_REPEATED]).answer(q, **ARGUMENTS.get(q, {}))) for q in OWN}


def test_the_votes_are_what_they_are_known_to_be(votes, expected):
    assert len(votes[False]) == 869_937
    moves = {row[7] for row in expected["shifts"]}
    assert moves == {"flip", "softening", "hardening"} and len(expected["conflicts"]) > 1000
    assert sum(row[4] for row in expected["issue_counts"]) > 100_000  # abstentions


@pytest.mark.parametrize("question", OWN)
@pytest.mark.parametrize("kind", with_slow([kind for kind in KINDS if kind != "arrow"], "pandas"))
def test_every_kind_of_frame_answers_alike(frames, expected, kind, question):
    frame = frames(kind, question in ON_REPEATED)
    assert rows(stances.of(frame).answer(question, **ARGUMENTS.get(question, {}))) == expected[question]


@pytest.mark.slow
def test_spark_answers_alike(spark, votes, expected, tmp_path):
    import pyarrow.parquet as pq

    for repeated, table in votes.items():
        pq.write_table(table, tmp_path / f"{repeated}.parquet")
    for question in OWN:
        frame = spark.read.parquet(str(tmp_path / f"{question in ON_REPEATED}.parquet"))
        assert rows(stances.of(frame).answer(question, **ARGUMENTS.get(question, {}))) == expected[question], question
