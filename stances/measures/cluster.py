"""The kernel of pairs on Spark: sums of the propositions that each task holds, added up tile by tile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from stances.call import CallError, day
from stances.measures.cells import Count, Duplicates, cells
from stances.measures.matrix import Matrix
from stances.measures.pairs import Measure, Sums, tile
from stances.measures.pick import Pick
from stances.measures.rows import names_in

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SIDE = 256  # actors of a tile: few, for the sums of all tasks on a tile meet in one
PARTIAL = "tile int, weighted binary, shared binary, of_a binary, of_b binary"


def rows_on_spark(
    frame: DataFrame, columns: dict[str, str] | None, wanted: tuple[str, ...], as_of: date | str | None
) -> DataFrame:
    """What `rows_of` gives, as a Spark frame of the rows with a position up to a day."""
    from pyspark.sql import functions as f

    names, until = names_in(frame.columns, columns, wanted), day(as_of, "as_of")
    ids = ("actor_id", "proposition_id")
    chosen = [(frame[theirs].cast("string") if ours in ids else frame[theirs]).alias(ours) for ours, theirs in names.items()]
    rows = frame.select(chosen).where("position IS NOT NULL")
    if until is None:
        return rows
    if "said_date" not in names:
        raise CallError("as_of needs a column said_date")
    return rows.where(f.col("said_date").cast("date") <= f.lit(until))


def pairs_on_spark(rows: DataFrame, measure: Measure, pick: Pick, name: str, count: Count, duplicates: Duplicates) -> DataFrame:
    """The table of `Pick.table` as a lazy Spark frame, from the rows of `rows_on_spark`.

    Only the names of the actors are read at once. A task has all that was said on its propositions, and sends the sums of each tile;
    tasks add these and pick the pairs wanted of each tile; only those come together. All sums are of whole numbers, so that the
    answer is that of one process to the last digit. Rows without an order are told of when the result is computed.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    pick.check()
    actors = sorted(actor for (actor,) in rows.select("actor_id").distinct().collect())

    def partial(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found = [batch for batch in batches if batch.num_rows]
        if found:
            yield from _tiles(pa.Table.from_batches(found), actors, measure.weights, count, duplicates)

    def total(key: tuple[pa.Scalar, ...], parts: pa.Table) -> pa.Table:
        return pick.table([_added(key[0].as_py(), parts, len(actors), len(measure.weights))], measure, actors, name)

    tiles = rows.repartition("proposition_id").mapInArrow(partial, PARTIAL).groupBy("tile")
    found = tiles.applyInArrow(total, f"actor_a string, actor_b string, n int, n_a int, n_b int, {name} double")
    if pick.top is None:
        return found.orderBy("actor_a", "actor_b")
    order = [f.desc(name), f.desc("n")]
    ranked = found.withColumn("place", f.rank().over(Window.orderBy(*order)))
    return ranked.where(f.col("place") <= pick.top).drop("place").orderBy(*order, "actor_a", "actor_b")


def _sides(n: int) -> list[tuple[slice, slice]]:
    """The actors down and across each tile of the upper half of the square."""
    blocks = [slice(start, min(start + SIDE, n)) for start in range(0, n, SIDE)]
    return [(a, b) for i, a in enumerate(blocks) for b in blocks[i:]]


def _tiles(
    rows: pa.Table, actors: list[str], weights: Sequence[np.ndarray], count: Count, duplicates: Duplicates
) -> Iterator[pa.RecordBatch]:
    """The sums of each tile in which these rows have an actor; where no two share a proposition, of the actors only."""
    spoken = cells(rows, count, duplicates)
    number = {actor: i for i, actor in enumerate(actors)}
    ours = np.array([number[actor] for actor in spoken.actors], dtype=np.int64)
    matrix = Matrix.of(replace(spoken, actors=actors, actor=ours[spoken.actor]))
    for i, (a, b) in enumerate(_sides(len(actors))):
        if matrix.of_actors[0, a].any() or matrix.of_actors[0, b].any():
            sums = tile(matrix, weights, a, b)
            pairs = (sums.weighted, sums.shared) if sums.shared.any() else (np.empty(0), np.empty(0))
            parts = [[part.tobytes()] for part in (*pairs, sums.of_a, sums.of_b)]
            yield pa.RecordBatch.from_arrays([pa.array([i], pa.int32()), *(pa.array(p, pa.binary()) for p in parts)], _names())


def _names() -> list[str]:
    return [column.split()[0] for column in PARTIAL.split(", ")]


def _added(i: int, parts: pa.Table, n: int, n_weights: int) -> Sums:
    """The sums of a tile over all tasks."""
    a, b = (np.arange(side.start, side.stop) for side in _sides(n)[i])

    def added(name: str, shape: tuple[int, ...], kind: type) -> np.ndarray:
        total = np.zeros(shape)
        for part in parts[name]:
            if len(part.as_buffer()):
                total += np.frombuffer(part.as_buffer(), kind).reshape(shape)
        return total

    square = (len(a), len(b))
    return Sums(
        a[:, None], b,
        added("weighted", (n_weights, *square), np.float32), added("shared", square, np.float32),
        added("of_a", (3, len(a), 1), np.float64), added("of_b", (3, 1, len(b)), np.float64),
    )  # fmt: skip
