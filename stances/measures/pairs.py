"""The one kernel for all pairs of actors: sums over propositions of a weight for each pair of levels, as matrix products.

For levels k, l and weights W, the sum over propositions of W[k, l] * C_k * C_l' is, for all actors at once, one product of the
counts with the weighted counts. It goes in blocks of actors, so memory is bounded by `block` x actors, and is additive over
propositions. Sums of whole numbers stay exact in float32 below 2**24.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stances.measures.matrix import LEVELS, Matrix

if TYPE_CHECKING:
    import numpy as np

BLOCK = 1024


class Products:
    """Pair sums of one matrix for a block of actors against all.

    >>> import numpy as np
    >>> counts = np.zeros((5, 2, 1), np.float32); counts[4, 0, 0] = counts[1, 1, 0] = 1   # +2 and -1
    >>> float(Products(Matrix(["a", "b"], ["p"], counts, np.zeros(1))).sums(distance(), slice(0, 2))[0, 1])
    3.0
    """

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.presence = matrix.presence
        self._weighted: dict[bytes, list[tuple[int, np.ndarray]]] = {}

    def shared(self, rows: slice) -> np.ndarray:
        """Number of propositions on which both have a position."""
        import numpy as np

        return np.asarray(self.presence[rows] @ self.presence.T)

    def sums(self, weights: np.ndarray, rows: slice) -> np.ndarray:
        """Sum over propositions of weights[k, l] for the levels k and l of the two actors."""
        import numpy as np

        counts = self.matrix.counts
        if weights.tobytes() not in self._weighted:
            # Levels that nobody takes, or that weigh nothing, cost no product.
            used = [k for k in range(len(LEVELS)) if weights[k].any() and counts[k].any()]
            mixed = np.tensordot(weights[used].astype(np.float32), counts, (1, 0))
            self._weighted[weights.tobytes()] = list(zip(used, mixed, strict=True))
        result = np.zeros((counts[0][rows].shape[0], counts.shape[1]), dtype=np.float32)
        for k, other in self._weighted[weights.tobytes()]:
            result += counts[k][rows] @ other.T
        return result

    def margins(self, rows: slice) -> tuple[np.ndarray, np.ndarray]:
        """For each level, on how many shared propositions the row's actor and the column's actor stand at it."""
        import numpy as np

        counts = self.matrix.counts
        return (
            np.stack([level[rows] @ self.presence.T for level in counts]),
            np.stack([self.presence[rows] @ level.T for level in counts]),
        )

    def blocks(self) -> Iterator[slice]:
        """Blocks of actors that bound the memory of a run over all pairs."""
        for start in range(0, len(self.matrix.actors), BLOCK):
            yield slice(start, min(start + BLOCK, len(self.matrix.actors)))


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
