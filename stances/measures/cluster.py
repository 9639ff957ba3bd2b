"""Pairs on Spark: each task makes the sums of the propositions that it holds; they are added up tile by tile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from stances.call import CallError, day
from stances.measures.cells import Count, Duplicates
from stances.measures.groups import EXTENT, Cut
from stances.measures.pairs import Measure
from stances.measures.partial import PORTION, added, portions
from stances.measures.pick import Pick
from stances.measures.rows import names_in

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def rows_on_spark(
    frame: DataFrame, columns: dict[str, str] | None, cut: Cut, wanted: tuple[str, ...] = (), as_of: date | str | None = None
) -> DataFrame:
    """What `rows_of` gives, as a Spark frame of the rows with a position up to a day, with the columns that `cut` makes."""
    from pyspark.sql import functions as f

    cut.check()
    names, until = names_in(frame.columns, columns, (*cut.needed, *wanted)), day(as_of, "as_of")
    if until is not None and "said_date" not in names:
        raise CallError("as_of needs a column said_date")
    ids = ("actor_id", "proposition_id")
    chosen = [(frame[theirs].cast("string") if ours in ids else frame[theirs]).alias(ours) for ours, theirs in names.items()]
    rows, said = frame.select(chosen), f.col("said_date").cast("date")
    if cut.period:
        rows = rows.withColumn(cut.period, f.trunc(said, cut.period))  # what `Cut.parts` calls by that name
    if cut.window:
        rows = _with_extent(rows, cut.keys)
    rows = rows.where("position IS NOT NULL")
    return rows if until is None else rows.where(said <= f.lit(until))


def pairs_on_spark(
    rows: DataFrame,
    cut: Cut,
    measure: Measure,
    pick: Pick,
    name: str,
    count: Count = "positions",
    duplicates: Duplicates = "keep",
) -> DataFrame:
    """The tables of `Pick.table` for each part, as a lazy Spark frame, from the rows of `rows_on_spark`.

    Only the names of the actors are read at once. A task has all that a group said on its propositions, cuts it into parts, makes
    their sums as one process would, and sends portions of tiles; tasks add these and pick the pairs wanted of each tile; only
    those come together. All sums are of whole numbers, so that the answer is that of one process to the last digit. Rows without
    an order are told of when the result is computed.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    pick.check()
    actors = sorted(actor for (actor,) in rows.select("actor_id").distinct().collect())
    # Periods are a column by now.
    inside, ends = Cut(cut.keys, None, cut.window), ["window_start", "window_end"] if cut.window else []
    keys = [*cut.keys, *ends]
    sent = {"_tile": "int"} | dict.fromkeys(PORTION, "binary")
    kinds = {key: rows.schema[key].dataType.simpleString() for key in cut.keys} | dict.fromkeys(ends, "date")

    def partial(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found = [batch for batch in batches if batch.num_rows]
        if found:
            yield from portions(pa.Table.from_batches(found), inside, actors, measure.weights, count, duplicates)

    def total(key: tuple[pa.Scalar, ...], parts: pa.Table) -> pa.Table:
        sums = added(key[-1].as_py(), parts, len(actors), len(measure.weights))
        pairs = pick.table([sums], measure, actors, name)
        same = parts.select(keys).take(np.zeros(len(pairs), dtype=np.int64))
        return pa.table([*map(_in_utc, same.columns), *pairs.columns], [*keys, *pairs.column_names])

    tiles = rows.repartition("proposition_id", *cut.keys).mapInArrow(partial, _schema(kinds | sent)).groupBy(*keys, "_tile")
    pairs = {"actor_a": "string", "actor_b": "string", "n": "int", "n_a": "int", "n_b": "int", name: "double"}
    found = tiles.applyInArrow(total, _schema(kinds | pairs))
    order, by_part = [f.desc(name), f.desc("n")], [f.asc_nulls_last(key) for key in keys]
    if pick.top is None:
        return found.orderBy(*by_part, "actor_a", "actor_b")
    ranked = found.withColumn("_place", f.rank().over(Window.partitionBy(*keys).orderBy(*order)))
    return ranked.where(f.col("_place") <= pick.top).drop("_place").orderBy(*by_part, *order, "actor_a", "actor_b")


def _with_extent(rows: DataFrame, keys: list[str]) -> DataFrame:
    """The rows with the first and last day of their group, which a task that has only some of the group must know."""
    from pyspark.sql import functions as f

    said, group = f.col("said_date").cast("date"), [f.col(key).alias(f"_group_{i}") for i, key in enumerate(keys)]
    extent = rows.groupBy(*group).agg(f.min(said).alias(EXTENT[0]), f.max(said).alias(EXTENT[1]))
    same = [f.col(key).eqNullSafe(f.col(f"_group_{i}")) for i, key in enumerate(keys)]
    return rows.join(f.broadcast(extent), same or f.lit(True), "left").select(*rows.columns, *EXTENT)


def _in_utc(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Moments as Spark takes them back from a group; it hands them out in the session's time zone."""
    zoned = pa.types.is_timestamp(column.type) and column.type.tz
    return column.cast(pa.timestamp("us", "UTC")) if zoned else column


def _schema(columns: dict[str, str]) -> str:
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())
