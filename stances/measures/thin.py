"""Sums of pairs by the cheaper way: where few have spoken to the same, a list of the pairs that are there, else products over all places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from stances.measures.cells import LEVELS, Cells
from stances.measures.matrix import Matrix
from stances.measures.pairs import Sums, tiles

if TYPE_CHECKING:
    import numpy as np

# What a pair on a proposition costs in the list, in places of the products: 23 to 49 ns of processor against 0.0083 to 0.012, in one run
# with 500 to 5,000 actors and a position in 1% to 5% of the places.
PAIR_COST = 3000
CHUNK = 2**15  # pairs, on one proposition each, listed at once: few enough to stay near the processor


def sums_of(cells: Cells, weights: Sequence[np.ndarray]) -> Iterator[Sums]:
    """The sums of all pairs that share a proposition, and perhaps of others."""
    return listed(cells, weights) if cells.latest and is_thin(cells) else tiles(Matrix.of(cells), weights)


def is_thin(cells: Cells) -> bool:
    """Whether listing pairs is the cheaper way, from their number and that of the places the products would visit."""
    import numpy as np

    speakers = np.bincount(cells.proposition).astype(np.float64)
    pairs = (speakers * (speakers - 1) / 2).sum()
    places = float(len(cells.actors)) ** 2 * len(cells.propositions) * len(LEVELS)
    return bool(pairs * PAIR_COST < places)


def listed(cells: Cells, weights: Sequence[np.ndarray]) -> Iterator[Sums]:
    """The pairs that share a proposition and their sums, those of some actors with all after them at a time.

    For latest positions: one level in each cell.

    >>> import numpy as np
    >>> nobody = np.zeros(1)
    >>> both = Cells(["a", "b"], ["p"], np.array([0, 1]), np.array([0, 0]), np.array([4, 1]), np.ones(2), nobody, latest=True)
    >>> [(s.a.tolist(), s.b.tolist(), s.weighted.tolist(), s.shared.tolist()) for s in listed(both, [np.eye(5), 1 - np.eye(5)])]
    [([0], [1], [[0.0], [1.0]], [1])]
    """
    import numpy as np

    n, width = len(cells.actors), len(LEVELS)
    # By proposition and within it by actor: whoever is paired with a cell stands between it and the end of its proposition.
    packed = np.sort((cells.proposition.astype(np.int64) * n + cells.actor) * width + cells.level)
    cell, level = np.divmod(packed, width)
    proposition, actor = np.divmod(cell, n)
    after = np.searchsorted(proposition, proposition, side="right") - np.arange(1, len(cell) + 1)
    # A pair and the levels of the two in one number, the sum of what each cell brings to it.
    first, second = (actor * n << 5) + level * width, (actor << 5) + level
    by_actor = np.argsort(actor)
    for chosen in _chunks(by_actor, actor, after):
        times = after[chosen]
        left = np.repeat(chosen, times)
        right = left + 1 + np.arange(len(left)) - np.repeat(np.cumsum(times) - times, times)
        key = np.sort(first[left] + second[right])
        pair, levels = key >> 5, key & 31
        starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1]))
        a, b = np.divmod(pair[starts], n)
        weighted = np.stack([np.add.reduceat(w.reshape(-1).astype(np.float64)[levels], starts) for w in weights])
        yield Sums(a, b, weighted, np.diff(np.append(starts, len(key))), cells.of_actors[:, a], cells.of_actors[:, b])


def _chunks(by_actor: np.ndarray, actor: np.ndarray, after: np.ndarray) -> Iterator[np.ndarray]:
    """Cells by actor, in stretches of whole actors with about as many pairs as fit, and those with a pair only."""
    import numpy as np

    by_actor = by_actor[after[by_actor] > 0]
    pairs = np.cumsum(after[by_actor])
    ends = np.flatnonzero(np.append(actor[by_actor][1:] != actor[by_actor][:-1], True)) + 1  # of each actor's cells
    start = 0
    while start < len(by_actor):
        full = pairs[ends - 1] > (pairs[start - 1] if start else 0) + CHUNK
        end = int(ends[full & (ends > start)][0]) if (full & (ends > start)).any() else len(by_actor)
        yield by_actor[start:end]
        start = end
