"""Windows that read one sorted run in passing answer, row for row and in order, as windows that are cut and sorted each by itself."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from conftest import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from test_properties import START, folder_of, spoken, world_of

import stances
from stances import call, sql
from stances.engines.duckdb import in_passing

IN_TURN = ("latest", "positions", "shifts", "proposition_counts")


def both(engine: Any, text: str, **values: Any) -> tuple[list[Any], list[Any]]:
    """What the engine answers, and what the text as written does."""
    given = call.DEFAULTS | values
    chosen = {name: given.get(name) for name in sql.parameters(text)}
    assert in_passing(text) != text
    return engine.run(text, chosen).fetchall(), engine.connection.sql(text, params=chosen).fetchall()


def frame_of(said: list[tuple[Any, ...]]) -> pa.Table:
    """Words in the six columns; several of one actor on one day differ in sequence."""
    actor, proposition, day, position = zip(*said, strict=True)
    return pa.table({
        "actor_id": actor, "proposition_id": proposition, "said_date": [START + timedelta(days=d) for d in day],
        "sequence": range(len(said)), "position": position, "statement_id": [f"s{n}" for n in range(len(said))],
    })  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_of_few_actors_on_few_days(seed):
    """Neighbours of other actors and propositions often have the same day and position here, and must not count."""
    rng = random.Random(seed)
    for _ in range(20):
        words = [
            (rng.choice("ab"), rng.choice("pq"), rng.randrange(5), rng.randrange(-1, 2)) for _ in range(rng.randrange(5, 20))
        ]
        engine, day = stances.of(frame_of(words)).engine, rng.choice([3, 5])
        for question in IN_TURN:
            found, expected = both(
                engine, sql.text(question, own=True), until=START + timedelta(day), max_age=rng.choice([None, 1, 2])
            )
            assert found == expected, question


@settings(max_examples=EXAMPLES, deadline=None)
@given(spoken, st.integers(0, 60), st.none() | st.integers(1, 20))
def test_where_tenures_and_propositions_end(said, day, max_age):
    with tempfile.TemporaryDirectory() as folder:
        engine = folder_of(world_of(said), folder).engine
        for question in IN_TURN:
            found, expected = both(engine, sql.text(question), until=START + timedelta(days=day), max_age=max_age)
            assert found == expected, question


@pytest.mark.parametrize("question", ["latest", "positions", "shifts"])
def test_of_more_rows_than_one_thread_takes(question):
    rng = np.random.default_rng(0)
    said = list(zip(*(rng.integers(0, n, 250_000).tolist() for n in (300, 200, 500, 3)), strict=True))
    engine = stances.of(frame_of([(f"a{a}", f"p{p}", d, x - 1) for a, p, d, x in said])).engine
    found, expected = both(engine, sql.text(question, own=True), until=date(2019, 1, 1))
    assert len(found) > 30_000 and found == expected


def test_other_texts_are_left_as_they_are():
    two_orders = sql.text("latest") + sql.text("positions")
    without_turns = sql.body("positions")
    assert in_passing(two_orders) == two_orders and in_passing(without_turns) == without_turns
