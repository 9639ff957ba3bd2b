"""The kernel of pairs on Spark: sums of the propositions that each task holds, added up tile by tile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from stances.call import CallError, day
from stances.measures.cells import Count, Duplicates, cells
from stances.measures.groups import EXTENT, Cut
from stances.measures.matrix import Matrix
from stances.measures.pairs import Measure, Sums, tile
from stances.measures.pick import Pick
from stances.measures.rows import names_in

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SIDE = 256  # actors of a tile: few, for the sums of all tasks on a tile meet in one
# What a task sends of a tile: the numbers of the actors down and across who spoke, and their sums, as bytes of these types.
PARTIAL = {
    "_a": np.int32, "_b": np.int32, "_weighted": np.float32, "_shared": np.float32, "_of_a": np.float64, "_of_b": np.float64,
}  # fmt: skip


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

    Only the names of the actors are read at once. A task has all that a group said on its propositions, cuts it into parts, and sends
    the sums of each tile of each part; tasks add these and pick the pairs wanted of each tile; only those come together. All sums are
    of whole numbers, so that the answer is that of one process to the last digit. Rows without an order are told of when the result
    is computed.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    pick.check()
    actors = sorted(actor for (actor,) in rows.select("actor_id").distinct().collect())
    # Periods are a column by now.
    inside, ends = Cut(cut.keys, None, cut.window), ["window_start", "window_end"] if cut.window else []
    keys = [*cut.keys, *ends]
    sent = {"_tile": "int"} | dict.fromkeys(PARTIAL, "binary")
    kinds = {key: rows.schema[key].dataType.simpleString() for key in cut.keys} | dict.fromkeys(ends, "date")

    def partial(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found = [batch for batch in batches if batch.num_rows]
        if found:
            yield from _partial(pa.Table.from_batches(found), inside, actors, measure.weights, count, duplicates)

    def total(key: tuple[pa.Scalar, ...], parts: pa.Table) -> pa.Table:
        sums = _added(key[-1].as_py(), parts, len(actors), len(measure.weights))
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


def _sides(n: int) -> list[tuple[slice, slice]]:
    """The actors down and across each tile of the upper half of the square."""
    blocks = [slice(start, min(start + SIDE, n)) for start in range(0, n, SIDE)]
    return [(a, b) for i, a in enumerate(blocks) for b in blocks[i:]]


def _partial(
    rows: pa.Table, cut: Cut, actors: list[str], weights: Sequence[np.ndarray], count: Count, duplicates: Duplicates
) -> Iterator[pa.RecordBatch]:
    """The tiles of each part, with the part's values."""
    number = {actor: i for i, actor in enumerate(actors)}
    for values, part in cut.parts(rows):
        kinds = [rows.schema.field(key).type if key in rows.column_names else pa.date32() for key in values]
        first = [pa.array([value], kind) for value, kind in zip(values.values(), kinds, strict=True)]
        spoken = cells(part, count, duplicates)
        ours = np.array([number[actor] for actor in spoken.actors], dtype=np.int32)
        for i, sums in _tiles(Matrix.of(spoken), ours, len(actors), weights):
            sent = [pa.array([i], pa.int32()), *(pa.array([each.tobytes()], pa.binary()) for each in sums)]
            yield pa.RecordBatch.from_arrays([*first, *sent], [*values, "_tile", *PARTIAL])


def _tiles(
    matrix: Matrix, ours: np.ndarray, n: int, weights: Sequence[np.ndarray]
) -> Iterator[tuple[int, tuple[np.ndarray, ...]]]:
    """For each tile in which the matrix has an actor the columns of PARTIAL; where no two share a proposition, without sums of pairs.

    `ours` are the numbers, among all n, of the actors of the matrix: only theirs are made and sent.
    """
    for i, sides in enumerate(_sides(n)):
        a, b = (slice(*np.searchsorted(ours, (side.start, side.stop)).tolist()) for side in sides)
        pairs = (np.empty(0), np.empty(0))
        if len(ours[a]) and len(ours[b]):
            sums = tile(matrix, weights, a, b)
            if sums.shared.any():
                pairs = (sums.weighted, sums.shared)
        if len(ours[a]) or len(ours[b]):
            yield i, (ours[a], ours[b], *pairs, matrix.of_actors[:, a], matrix.of_actors[:, b])


def _added(i: int, parts: pa.Table, n: int, n_weights: int) -> Sums:
    """The sums of a tile over all tasks."""
    a, b = (np.arange(side.start, side.stop) for side in _sides(n)[i])
    weighted, shared = np.zeros((n_weights, len(a), len(b))), np.zeros((len(a), len(b)))
    of_a, of_b = np.zeros((3, len(a))), np.zeros((3, len(b)))
    for sent in zip(*(parts[name] for name in PARTIAL), strict=True):
        down, across, *sums = (np.frombuffer(each.as_buffer(), kind) for each, kind in zip(sent, PARTIAL.values(), strict=True))
        down, across = down - a[0], across - b[0]
        if len(sums[0]):
            weighted[:, down[:, None], across] += sums[0].reshape(n_weights, len(down), len(across))
            shared[down[:, None], across] += sums[1].reshape(len(down), len(across))
        of_a[:, down] += sums[2].reshape(3, len(down))
        of_b[:, across] += sums[3].reshape(3, len(across))
    return Sums(a[:, None], b, weighted, shared, of_a[:, :, None], of_b[:, None])
