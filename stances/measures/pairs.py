"""The one kernel for all pairs of actors: sums over propositions of a weight for each pair of levels, as matrix products.

For levels k, l and weights W, the sum over propositions of W[k, l] * C_k * C_l' is, for all actors at once, the products of the
counts with the weighted counts: one product for each distinct row of W, for levels that weigh alike are added first. It goes in
tiles of actors and in blocks of propositions, over which it is additive, so that memory is bounded and a block stays near the
processor. Weights are symmetric: of actors with themselves half of the sums are made and mirrored. Sums of whole numbers stay exact
in float32 below 2**24.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stances.measures.cells import LEVELS
from stances.measures.matrix import Matrix

if TYPE_CHECKING:
    import numpy as np

STRIPE = 1024  # actors whose pairs are in memory at once
STRIP = 64  # the fewest actors of a product in which those of a lower number are left out
BLOCK = 2**20  # places of a block of propositions, all levels


@dataclass(frozen=True)
class Sums:
    """What measures know of some pairs of actors, as arrays that broadcast: a tile (a down, b across), or a list of pairs.

    `a` and `b` are the numbers of the actors, `weighted[w]` the sums of a measure's weights, `shared` the propositions on which both
    have a position, `of_a` and `of_b` what `Cells.of_actors` says of each. All but a and b add up over propositions.
    """

    a: np.ndarray
    b: np.ndarray
    weighted: np.ndarray
    shared: np.ndarray
    of_a: np.ndarray
    of_b: np.ndarray


@dataclass(frozen=True)
class Measure:
    """A number for each pair of actors: weights of pairs of levels, and what it makes of their sums."""

    weights: Sequence[np.ndarray]
    value: Callable[[Sums], np.ndarray]


def tile(matrix: Matrix, weights: Sequence[np.ndarray], rows: slice, columns: slice) -> Sums:
    """The sums of some actors with others, or with those from the first of them on.

    >>> import numpy as np
    >>> counts = np.zeros((5, 2, 1), np.uint8); counts[4, 0, 0] = counts[1, 1, 0] = 1   # +2 and -1
    >>> m = Matrix(["a", "b"], ["p"], counts, np.zeros(1), np.ones((3, 2)))
    >>> tile(m, [distance()], slice(0, 1), slice(0, 2)).weighted.tolist()
    [[[0.0, 3.0]]]
    """
    import numpy as np

    a, b = np.arange(rows.start, rows.stop), np.arange(columns.start, columns.stop)
    weighted = np.zeros((len(weights), len(a), len(b)), dtype=np.float32)
    shared = np.zeros((len(a), len(b)), dtype=np.float32)
    distinct = [_distinct(each, matrix.taken) for each in weights]
    step = max(BLOCK // (len(LEVELS) * max(len(a) + len(b), 1)), 128)
    halved = rows.start == columns.start
    strip = max(STRIP, len(a) // 8) if halved else max(len(a), 1)
    for start in range(0, len(matrix.propositions), step):
        block = matrix.counts[:, :, start : start + step]
        theirs, shown = _places(block[:, columns])
        mine, present = (theirs[: len(a)], shown[: len(a)]) if halved else _places(block[:, rows])
        shared += present @ shown.T
        for total, (levels, weight) in zip(weighted, distinct, strict=True):
            down, across = _added(levels, mine).reshape(len(a), -1), (weight @ theirs).reshape(len(b), -1)
            for top in range(0, len(a), strip):
                left = top if halved else 0
                total[top : top + strip, left:] += down[top : top + strip] @ across[left:].T
    if halved:
        below = np.tril_indices(len(a), -1)
        weighted[:, *below] = weighted[:, *below[::-1]]
    return Sums(a[:, None], b, weighted, shared, matrix.of_actors[:, rows, None], matrix.of_actors[:, None, columns])


def tiles(matrix: Matrix, weights: Sequence[np.ndarray]) -> Iterator[Sums]:
    """The sums of each pair, and of each actor with itself: some actors with those from the first of them on."""
    n = len(matrix.actors)
    step = min(max(n // 4, 256), STRIPE)
    for start in range(0, n, step):
        yield tile(matrix, weights, slice(start, min(start + step, n)), slice(start, n))


def _places(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The counts, actors first, and where there are any."""
    import numpy as np

    return np.moveaxis(counts.astype(np.float32), 0, 1), np.asarray(counts.any(axis=0), dtype=np.float32)


def _distinct(weights: np.ndarray, taken: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Levels that weigh alike, as 0 and 1, and their weights, among the levels that are taken; those of no weight are left out."""
    import numpy as np

    rows, which = np.unique(weights * taken, axis=0, return_inverse=True)
    levels = (which.reshape(-1) == np.arange(len(rows))[:, None]) & taken
    some = np.flatnonzero(levels.any(axis=1) & rows.any(axis=1))
    some = some[np.argsort(levels[some].argmax(axis=1))]  # by their first level
    return levels[some].astype(np.float32), rows[some].astype(np.float32)


def _added(levels: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The counts of levels that weigh alike, added; as they are where no two do."""
    import numpy as np

    alone = len(levels) == len(LEVELS) and (levels == np.eye(len(LEVELS))).all()
    return places if alone else np.asarray(levels @ places)


def distance(power: int = 1) -> np.ndarray:
    """abs(x - y) ** power for each pair of levels, in steps of the scale."""
    import numpy as np

    scale = np.array(LEVELS)
    return np.asarray(np.abs(scale[:, None] - scale[None, :]) ** power)


def sign_distance() -> np.ndarray:
    """The same on the three levels for, between and against: 0, 1 or 2."""
    import numpy as np

    sign = np.sign(LEVELS)
    return np.asarray(np.abs(sign[:, None] - sign[None, :]))


def same_sign() -> np.ndarray:
    """1 where both are for or both against."""
    import numpy as np

    sign = np.sign(LEVELS)
    return (np.outer(sign, sign) > 0).astype(int)


def opposed_sign() -> np.ndarray:
    """1 where one is for and the other against."""
    import numpy as np

    sign = np.sign(LEVELS)
    return (np.outer(sign, sign) < 0).astype(int)
