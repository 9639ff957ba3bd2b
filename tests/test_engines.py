"""One text, equal answers: every question on every kind of table, on DuckDB and Spark, of the founding case and of UN roll calls."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb
import polars as pl
import pytest
from conftest import with_slow

import stances
from stances import sql
from stances.kinds import arrow_of, kind_of

CASE = dict(as_of="2018-05-14", issue="zte-denial-order", principal="donald-trump", actor_a="donald-trump", actor_b="wilbur-ross")
WANTED = {
    "disagreements": ("as_of", "issue"), "compare": ("as_of", "actor_a", "actor_b"), "divergence": ("as_of", "principal"),
    "coverage": ("as_of", "issue"), "timeline": ("as_of", "issue"), "profile": ("actor",), "shifts": (), "conflicts": (),
    "movers": (), "agencies": (), "governments": (), "balance": (), "reach": (), "rows": ("issue",), "issue_counts": ("as_of",),
}  # fmt: skip
# Kinds of table a caller may hand in, made from an Arrow table.
KINDS = {
    "pandas": lambda table: table.to_pandas(),
    "categoricals": lambda table: table.to_pandas().astype({"actor_id": "category", "proposition_id": "category"}),
    "polars": pl.DataFrame,
    "polars lazy": lambda table: pl.DataFrame(table).lazy(),
    "arrow": lambda table: table,
    "duckdb": duckdb.from_arrow,
}


def call(question: str, **case: Any) -> dict[str, Any]:
    """The arguments of a question, from those of a case; a linked answer where there is one."""
    wanted = WANTED.get(question, ("as_of", "issue"))
    return {name: case[name] for name in wanted if name in case} | ({"linked": True} if question == "disagreements" else {})


def rows(table: Any) -> list[tuple[Any, ...]]:
    """The rows of any kind of table; days as dates, and means to nine digits, for their terms have no order."""

    def plain(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, 9)
        return value.date() if isinstance(value, datetime) else value

    return [tuple(plain(value) for value in row.values()) for row in arrow_of(table).to_pylist()]


@pytest.fixture(scope="module")
def case() -> Any:
    """The stances of the founding case as a table with the six columns and the issue."""
    spoken = stances.open(as_="arrow").rows()
    return spoken.select(["actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id", "issue_id"])


OWN = [question for question in sql.QUESTIONS if not sql.tables(sql.text(question, own=True))]


@pytest.fixture(scope="module")
def on_spark(spark) -> Any:
    """The bundled tables on Spark, opened once: looking into each file takes it most of a second."""
    return stances.open(engine=spark, as_="spark")


# Planning takes Spark seconds for each.
@pytest.mark.parametrize("question", with_slow(sql.QUESTIONS, "disagreements", "shifts", "coverage", "timeline", "conflicts"))
def test_tables_on_spark_answer_as_on_duckdb(on_spark, question):
    arguments = call(question, **CASE, actor="wilbur-ross")
    expected = stances.open(as_="arrow").answer(question, **arguments)
    lazy = on_spark.answer(question, **arguments)
    assert kind_of(lazy) == "spark" and lazy.columns == expected.column_names
    assert rows(lazy) == rows(expected)


@pytest.mark.parametrize("question", OWN)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_frame_is_answered_in_its_kind(case, kind, question):
    arguments = call(question, **CASE, actor="wilbur-ross")
    frame = KINDS[kind](case)
    answer = stances.of(frame).answer(question, **arguments)
    assert type(answer) is type(frame)
    assert rows(answer) == rows(stances.of(case).answer(question, **arguments))


@pytest.mark.parametrize("question", OWN)
def test_a_spark_frame_is_answered_lazily_by_spark(spark, case, question):
    arguments = call(question, **CASE, actor="wilbur-ross")
    answer = stances.of(spark.createDataFrame(case)).answer(question, **arguments)
    assert kind_of(answer) == "spark"
    assert rows(answer) == rows(stances.of(case).answer(question, **arguments))
    assert not spark.catalog.listTables()  # nothing is left behind in the caller's session
