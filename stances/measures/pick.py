"""Pairs out of tiles and lists of sums: the highest few, ties named, or all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from stances.call import CallError
from stances.measures.pairs import Measure, Sums

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


class Pairs(NamedTuple):
    """Pairs by the numbers of their actors, with the value, the shared propositions, and those of each."""

    a: np.ndarray
    b: np.ndarray
    value: np.ndarray
    n: np.ndarray
    n_a: np.ndarray
    n_b: np.ndarray


class Pick(NamedTuple):
    """Which pairs are wanted: the `top` by value, more shared propositions first, with all that tie with the last, so that no order
    decides, or all by name (None); with at least `min_n` shared propositions; and whether a value of zero counts.
    """

    top: int | None
    min_n: int = 1
    zeros: bool = True

    def check(self) -> None:
        """CallError if top is less than 1."""
        if self.top is not None and self.top < 1:
            raise CallError(f"top is {self.top}; ask for 1 pair or more, or None for all")

    def table(self, sums: Iterable[Sums], measure: Measure, actors: Sequence[str], name: str) -> pa.Table:
        """The pairs as a table: actor_a, actor_b, n, n_a, n_b and the value under its name; null where it is not defined.

        Sums come in the order of a and then b, as `tiles` and `listed` give them: for all pairs by name nothing is sorted.

        Raises:
            CallError: top is less than 1.
        """
        import numpy as np
        import pyarrow as pa

        self.check()
        found = [Pairs(*(np.empty(0, kind) for kind in (int, int, float, int, int, int)))]
        for some in sums:
            floor = found[0].value.min() if self.top is not None and len(found[0].a) >= self.top else -np.inf
            found.append(self._wanted(some, measure.value(some), floor))
            if self.top is not None:
                found = [_highest(_joined(found), self.top)]
        pairs = _joined(found)
        if self.top is not None:
            order = np.lexsort((pairs.b, pairs.a, -pairs.n, -pairs.value))
            pairs = Pairs(*(column[order] for column in pairs))
        a, b, value, n, n_a, n_b = pairs
        names = pa.array(actors, pa.string())
        return pa.table({
            "actor_a": names.take(pa.array(a)), "actor_b": names.take(pa.array(b)), "n": pa.array(n.astype(np.int32)),
            "n_a": pa.array(n_a.astype(np.int32)), "n_b": pa.array(n_b.astype(np.int32)),
            name: pa.array(value.astype(np.float64), from_pandas=True),
        })  # fmt: skip

    def _wanted(self, some: Sums, value: np.ndarray, floor: float) -> Pairs:
        """Those of some pairs that may be among the wanted; a value that is not defined is never among the highest."""
        import numpy as np

        wanted = (some.a < some.b) & (some.shared >= max(self.min_n, 1))
        if not self.zeros:
            wanted &= value != 0
        if self.top is not None:
            wanted &= value >= floor
            wanted &= value >= _least(value[wanted], self.top)
        at = np.nonzero(wanted)
        columns = (some.a, some.b, value, some.shared, some.of_a[0], some.of_b[0])
        return Pairs(*(np.broadcast_to(column, wanted.shape)[at] for column in columns))


def _joined(found: list[Pairs]) -> Pairs:
    import numpy as np

    return Pairs(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _least(value: np.ndarray, top: int) -> float:
    """The lowest of the `top` highest values; of all where they are fewer."""
    import numpy as np

    return float(np.partition(value, len(value) - top)[len(value) - top]) if len(value) > top else -np.inf


def _highest(pairs: Pairs, top: int) -> Pairs:
    """The first `top` by value and then n, and whatever ties with the last of them."""
    import numpy as np

    if len(pairs.value) <= top:
        return pairs
    pairs = Pairs(*(column[pairs.value >= _least(pairs.value, top)] for column in pairs))
    last = np.lexsort((-pairs.n, -pairs.value))[top - 1]
    keep = (pairs.value > pairs.value[last]) | ((pairs.value == pairs.value[last]) & (pairs.n >= pairs.n[last]))
    return Pairs(*(column[keep] for column in pairs))
