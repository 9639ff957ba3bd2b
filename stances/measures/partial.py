"""Sums of pairs in portions: what one task has of each part, sent tile by tile, and the sums of a tile over all tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa

from stances.measures.cells import Cells, Count, Duplicates, cells
from stances.measures.groups import Cut
from stances.measures.pairs import Sums
from stances.measures.thin import sums_of

SIDE = 256  # actors of a tile: few, for the sums of all tasks on a tile meet in one
# Columns of a portion, as bytes of these types: the places in a tile of pairs that share a proposition, with their sums; or the places
# of actors down and across, with what they said in all.
PORTION = {
    "_at": np.int32, "_weighted": np.float32, "_shared": np.float32,
    "_a": np.int32, "_b": np.int32, "_of_a": np.float64, "_of_b": np.float64,
}  # fmt: skip
PAIRS, ACTORS = list(PORTION)[:3], list(PORTION)[3:]


def portions(
    rows: pa.Table, cut: Cut, actors: Sequence[str], weights: Sequence[np.ndarray], count: Count, duplicates: Duplicates
) -> Iterator[pa.RecordBatch]:
    """The part's values, the number of a tile of the square of all actors, and a portion of its sums, one row in each batch.

    `rows` have all that a group said on some propositions. Only pairs that share one of these are sent, and only actors who spoke.
    """
    number = {actor: i for i, actor in enumerate(actors)}
    for values, part in cut.parts(rows):
        kinds = [rows.schema.field(key).type if key in rows.column_names else pa.date32() for key in values]
        first = [pa.array([value], kind) for value, kind in zip(values.values(), kinds, strict=True)]
        spoken = cells(part, count, duplicates)
        ours = np.array([number[actor] for actor in spoken.actors], dtype=np.int32)
        for tile, sums in _tiles(spoken, ours, len(actors), weights):
            sent = [pa.array([sums[name].tobytes() if name in sums else None], pa.binary()) for name in PORTION]
            yield pa.RecordBatch.from_arrays([*first, pa.array([tile], pa.int32()), *sent], [*values, "_tile", *PORTION])


def added(tile: int, sent: pa.Table, n: int, n_weights: int) -> Sums:
    """The sums of a tile of the square of n actors, from all portions of it."""
    weighted, shared = np.zeros((n_weights, SIDE * SIDE)), np.zeros(SIDE * SIDE)
    of_a, of_b = np.zeros((3, SIDE)), np.zeros((3, SIDE))
    for at, of_weights, of_shared in _read(sent, PAIRS):
        weighted[:, at] += of_weights.reshape(n_weights, len(at))
        shared[at] += of_shared
    for at_a, at_b, of_those, of_these in _read(sent, ACTORS):
        of_a[:, at_a] += of_those.reshape(3, len(at_a))
        of_b[:, at_b] += of_these.reshape(3, len(at_b))
    a, b = (np.arange(block * SIDE, min((block + 1) * SIDE, n)) for block in divmod(tile, _blocks(n)))
    down, across = len(a), len(b)
    return Sums(
        a[:, None], b, weighted.reshape(-1, SIDE, SIDE)[:, :down, :across], shared.reshape(SIDE, SIDE)[:down, :across],
        of_a[:, :down, None], of_b[:, None, :across],
    )  # fmt: skip


def _blocks(n: int) -> int:
    """How many tiles lie along a side of the square."""
    return -(-n // SIDE)


def _tiles(spoken: Cells, ours: np.ndarray, n: int, weights: Sequence[np.ndarray]) -> Iterator[tuple[int, dict[str, np.ndarray]]]:
    """Portions of tiles; `ours` are the numbers of the cells' actors among all n."""
    yield from _actors(spoken.of_actors, ours, n)
    for some in sums_of(spoken, weights):
        yield from _pairs(some, ours, n)


def _actors(of_actors: np.ndarray, ours: np.ndarray, n: int) -> Iterator[tuple[int, dict[str, np.ndarray]]]:
    """For each tile of the upper half in which somebody spoke, those who did."""
    blocks = range(_blocks(n))
    bounds = np.searchsorted(ours, np.arange(len(blocks) + 1) * SIDE).tolist()
    inside = [slice(*pair) for pair in pairwise(bounds)]
    for down in blocks:
        for across in blocks[down:]:
            a, b = inside[down], inside[across]
            if len(ours[a]) + len(ours[b]):
                sums = (ours[a] % SIDE, ours[b] % SIDE, of_actors[:, a], of_actors[:, b])
                yield down * len(blocks) + across, dict(zip(ACTORS, sums, strict=True))


def _pairs(some: Sums, ours: np.ndarray, n: int) -> Iterator[tuple[int, dict[str, np.ndarray]]]:
    """For each tile those of some pairs in it that share a proposition."""
    chosen = np.nonzero((some.shared > 0) & (some.a < some.b))
    a, b = (ours[np.broadcast_to(side, some.shared.shape)[chosen]] for side in (some.a, some.b))
    tile, at = a // SIDE * _blocks(n) + b // SIDE, a % SIDE * SIDE + b % SIDE
    order = np.argsort(tile, kind="stable")
    tiles, starts = np.unique(tile[order], return_index=True)
    weighted = np.stack([each[chosen] for each in some.weighted]).astype(np.float32)
    shared = some.shared[chosen].astype(np.float32)
    for one, inside in zip(tiles.tolist(), np.split(order, starts[1:]), strict=False):
        yield one, dict(zip(PAIRS, (at[inside], weighted[:, inside], shared[inside]), strict=True))


def _read(sent: pa.Table, names: list[str]) -> Iterator[list[np.ndarray]]:
    """The arrays of these columns, of the portions that have them."""
    for portion in zip(*(sent[name].drop_null() for name in names), strict=True):
        yield [np.frombuffer(each.as_buffer(), PORTION[name]) for name, each in zip(names, portion, strict=True)]
