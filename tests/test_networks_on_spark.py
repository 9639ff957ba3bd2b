"""Networks and agreement of a Spark frame are made in Spark, and are those that one process makes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from conftest import with_slow
from pyspark.errors import PySparkException
from pyspark.sql.functions import spark_partition_id

import stances
from stances.kinds import kind_of
from stances.measures import thin
from stances.measures.agreement import MEASURES
from stances.measures.cells import cells
from stances.measures.cluster import rows_on_spark
from stances.measures.groups import Cut
from stances.measures.matrix import Matrix
from stances.measures.pairs import distance, tile
from stances.measures.partial import added, portions
from stances.measures.rows import rows_of

ASKED = {
    "positions": lambda rows: stances.network(rows, top=20),
    "every edge": lambda rows: stances.network(rows, "subtract", scale="sign", top=None, min_n=3),
    "up to a day": lambda rows: stances.network(rows, "congruence", as_of="2020-01-20", top=5),
    "statements": lambda rows: stances.network(rows, count="statements", duplicates="week", normalisation="average", top=20),
    "jaccard": lambda rows: stances.network(rows, normalisation="jaccard", top=20),
    "cosine": lambda rows: stances.network(rows, count="statements", normalisation="cosine", top=20),
    "by": lambda rows: stances.network(rows, by="region", top=5),
    "by two, one with nulls": lambda rows: stances.network(rows, by=["region", "rank"], top=None, min_n=2),
    "months": lambda rows: stances.network(rows, "congruence", period="month", top=5, normalisation="jaccard"),
    "years": lambda rows: stances.agreement(rows, "kappa", period="year", top=5, min_n=2),
    "by and months": lambda rows: stances.agreement(rows, by="region", period="month", top=None),
    "windows that overlap": lambda rows: stances.network(rows, "subtract", window=(30, 10), top=5),
    "windows up to a day": lambda rows: stances.network(rows, window=(20, 20), by="region", as_of="2020-01-20", top=None),
    "statements in windows": lambda rows: stances.network(
        rows, count="statements", duplicates="week", normalisation="cosine", window=(25, 15), period="year", by="rank", top=10
    ),
} | {measure: lambda rows, measure=measure: stances.agreement(rows, measure, top=20, min_n=2) for measure in MEASURES}


@pytest.fixture(scope="module")
def said() -> pa.Table:
    """Statements of 300 actors, more than a tile holds, some of them with nothing to share, on 40 propositions; some are refusals."""
    rng, n = np.random.default_rng(5), 3_000
    table = pd.DataFrame({
        "actor_id": [f"actor {i}" for i in rng.integers(0, 300, n)], "proposition_id": [f"p{i}" for i in rng.integers(0, 40, n)],
        "said_date": pd.to_datetime("2019-12-15") + pd.to_timedelta(rng.integers(0, 60, n), "D"), "sequence": np.arange(n),
        "position": pd.array(rng.integers(-2, 3, n), "Int8"), "region": rng.choice(["x", "y"], n),
        "rank": pd.array(rng.integers(1, 3, n), "Int8"),
    })  # fmt: skip
    table.loc[::50, "position"], table.loc[::20, "rank"] = pd.NA, pd.NA
    # A refusal may be a group's first word or last: windows run from it.
    table.loc[[0, 50], "said_date"] = pd.to_datetime(["2019-12-08", "2020-02-29"])
    alone = table.head(1).assign(actor_id="alone", proposition_id="its own", position=2)
    return pa.Table.from_pandas(pd.concat([table, alone]), preserve_index=False)


@pytest.fixture(scope="module")
def on_spark(spark: Any, said: pa.Table) -> Iterator[Any]:
    """The same in Spark, where sums come from several tasks: three, that Spark must not make one because they are small."""
    settings = {"spark.sql.shuffle.partitions": "3", "spark.sql.adaptive.coalescePartitions.enabled": "false"}
    before = {name: spark.conf.get(name) for name in settings}
    for name, value in settings.items():
        spark.conf.set(name, value)
    yield spark.createDataFrame(said).cache()
    for name, value in before.items():
        spark.conf.set(name, value)


@pytest.mark.parametrize("asked", with_slow(ASKED, "positions", "by", "windows that overlap", "statements in windows", "kappa"))
def test_spark_gives_the_pairs_of_one_process(said, on_spark, asked):
    answer = ASKED[asked](on_spark)
    assert kind_of(answer) == "spark"
    expected = ASKED[asked](said)
    assert len(expected) and answer.columns == expected.column_names
    pd.testing.assert_frame_equal(answer.toPandas(), expected.to_pandas(), check_dtype=False, check_exact=True)


def test_several_tasks_have_their_part_in_a_tile(on_spark):
    rows = rows_on_spark(on_spark, None, Cut())
    held = rows.repartition("proposition_id").select(spark_partition_id().alias("task"), "proposition_id").distinct().collect()
    assert len({row.task for row in held}) == 3 and len(held) == len({row.proposition_id for row in held})


@pytest.mark.parametrize("cost", [0, 1e12], ids=["listed", "by products"])
@pytest.mark.parametrize("asked", ["positions", "statements"])
def test_portions_of_several_tasks_add_up_to_the_sums_of_all(said, monkeypatch, cost, asked):
    monkeypatch.setattr(thin, "PAIR_COST", cost)
    rows = rows_of(said)
    task = pc.cast(pc.utf8_slice_codeunits(rows["proposition_id"], -1), "string")
    every = cells(rows, asked)
    weights = [distance(), distance(2)]
    sent = [
        portion
        for key in task.unique().to_pylist()
        for portion in portions(rows.filter(pc.equal(task, key)), Cut(), every.actors, weights, asked, "keep")
    ]
    expected = tile(Matrix.of(every), weights, slice(0, 256), slice(256, len(every.actors)))
    across = pa.Table.from_batches([portion for portion in sent if portion["_tile"][0].as_py() == 1])
    assert len(across) > 10
    sums = added(1, across, len(every.actors), len(weights))
    for name in ("weighted", "shared", "of_a", "of_b"):
        np.testing.assert_array_equal(getattr(sums, name), getattr(expected, name), strict=False)


def test_groups_keep_their_type(on_spark):
    rows = on_spark.selectExpr("*", "CAST(said_date AS timestamp) AS moment", "CAST(rank AS decimal(4, 1)) AS grade")
    edges = stances.network(rows, by=["region", "rank", "moment", "grade"], period="year", window=(9, 9), top=1)
    assert edges.dtypes[:7] == [
        ("region", "string"), ("rank", "tinyint"), ("moment", "timestamp"), ("grade", "decimal(4,1)"), ("year", "date"),
        ("window_start", "date"), ("window_end", "date"),
    ]  # fmt: skip
    row = edges.first()
    assert (row.rank, row.grade, row.year) == (1, 1, row.moment.date().replace(month=1, day=1))


def test_only_the_names_of_the_actors_are_read_at_once(on_spark, monkeypatch):
    kind, read = type(on_spark), []
    collect = kind.collect
    monkeypatch.setattr(kind, "collect", lambda frame: read.append(frame.columns) or collect(frame))
    monkeypatch.setattr(kind, "toArrow", lambda frame: read.append(frame.columns))
    edges = stances.network(on_spark, by="region", period="month", window=(9, 9))
    assert kind_of(edges) == "spark" and read == [["actor_id"]]


def test_what_cannot_be_answered_is_told_before_anything_runs(on_spark):
    for ask, told in (
        (lambda: stances.network(on_spark, top=0), "top is 0"),
        (lambda: stances.network(on_spark, period="months"), "did you mean month"),
        (lambda: stances.network(on_spark, window=(0, 1)), "give lengths of 1 day or more"),
        (lambda: stances.network(on_spark, by="regions"), "the table lacks regions; did you mean region"),
        (lambda: stances.network(on_spark.drop("said_date"), window=(2, 1)), "the table lacks said_date"),
        (lambda: stances.network(on_spark.drop("position")), "the table lacks position"),
        (lambda: stances.network(on_spark.drop("said_date"), as_of="2020-01-01"), "as_of needs a column said_date"),
    ):
        with pytest.raises(stances.CallError, match=told):
            ask()


def test_rows_without_an_order_are_told_when_the_edges_are_computed(on_spark):
    edges = stances.network(on_spark.drop("sequence", "said_date"))
    with pytest.raises(PySparkException, match="rows have no order"):
        edges.collect()


def test_an_empty_frame_has_no_pairs(on_spark):
    assert stances.network(on_spark.limit(0)).count() == 0


def test_a_dataset_on_spark_has_its_networks_made_there(spark):
    asked = {"as_of": "2018-06-20", "issue": "zte-denial-order"}
    edges = stances.network(stances.open(engine=spark, as_="spark").latest(**asked), top=10)
    assert kind_of(edges) == "spark" and "MapInArrow" in edges._jdf.queryExecution().toString()
    expected = stances.network(stances.open(as_="arrow").latest(**asked), top=10)
    assert [tuple(row) for row in edges.collect()] == [tuple(row.values()) for row in expected.to_pylist()]
