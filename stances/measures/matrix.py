"""Cells -> counts of actor x proposition at each level of the scale, the form that measures of all actors read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from stances.measures.cells import LEVELS, Cells, Count, Duplicates, cells

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


@dataclass(frozen=True)
class Matrix:
    """How often each actor stood at each level on each proposition: `counts[level, actor, proposition]`, in the smallest type.

    With latest positions every count is 0 or 1 and a cell has at most one level; with statements it may have several. An actor
    without a position on a proposition has zeros at every level: nothing is filled in. `left_out` and `of_actors` are those of the cells.
    """

    actors: list[str]
    propositions: list[str]
    counts: np.ndarray
    left_out: np.ndarray
    of_actors: np.ndarray

    @classmethod
    def of(cls, cells: Cells) -> Matrix:
        """A place for every actor on every proposition."""
        import numpy as np

        kind = np.min_scalar_type(cells.times.max(initial=1))
        counts = np.zeros((len(LEVELS), len(cells.actors), len(cells.propositions)), dtype=kind)
        # One number for each place takes half the time of three.
        place = (cells.level.astype(np.int64) * len(cells.actors) + cells.actor) * len(cells.propositions) + cells.proposition
        counts.reshape(-1)[place] = cells.times
        return cls(cells.actors, cells.propositions, counts, cells.left_out, cells.of_actors)

    @cached_property
    def taken(self) -> np.ndarray:
        """Which levels anybody took."""
        import numpy as np

        return np.asarray(self.counts.any(axis=(1, 2)))


def matrix(
    rows: pa.Table, count: Count = "positions", duplicates: Duplicates = "keep", as_of: date | str | None = None
) -> Matrix:
    """The matrix of `rows_of(...)`; see `stances.measures.cells.cells`.

    >>> import pyarrow as pa
    >>> m = matrix(pa.table({"actor_id": ["a", "b"], "proposition_id": ["p", "p"], "position": [2, -1]}))
    >>> m.actors, m.propositions, m.counts[:, 0, 0].tolist()
    (['a', 'b'], ['p'], [0, 0, 0, 0, 1])
    """
    return Matrix.of(cells(rows, count, duplicates, as_of))
