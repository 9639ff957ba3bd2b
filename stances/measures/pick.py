"""Pairs out of blocks of a square: the highest few, ties named, or all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from stances.call import CallError
from stances.measures.matrix import Matrix

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def picked(
    m: Matrix, blocks: Iterable[tuple[slice, np.ndarray, np.ndarray]], top: int | None, min_n: int, name: str, zeros: bool = True
) -> pa.Table:
    """A table of pairs from (rows, value, n) of each block of actors: actor_a, actor_b, n, n_a, n_b and the value.

    With `top`, the pairs of the highest value, more shared propositions first; all that tie with the last one are given, so that
    no order decides. Without, all pairs with at least `min_n` shared propositions, by name; values that are not defined are null.
    """
    import numpy as np

    found: list[tuple[np.ndarray, ...]] = []
    for rows, value, n in blocks:
        columns = np.arange(value.shape[1])
        wanted = (columns[None, :] > np.arange(rows.start, rows.stop)[:, None]) & (n >= max(min_n, 1))
        if not zeros:
            wanted &= value != 0
        if top is not None:
            wanted &= ~np.isnan(value)
        a, b = np.nonzero(wanted)
        found.append((a + rows.start, b, value[a, b], n[a, b]))
        if top is not None:
            found = [_highest(found, top)]
    nothing = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty(0))
    pairs = tuple(np.concatenate(column) for column in zip(nothing, *found, strict=True))
    return named(m.actors, m.presence.sum(axis=1), pairs, top, name)


def named(actors: list[str], spoken: np.ndarray, pairs: tuple[np.ndarray, ...], top: int | None, name: str) -> pa.Table:
    """The table of pairs given as arrays (actor, actor, value, n): by name, or the `top` by value with all that tie with the last.

    `spoken` is the number of propositions with a position of each actor.
    """
    import numpy as np
    import pyarrow as pa

    a, b, value, n = pairs if top is None else _highest([pairs], top)
    order = np.lexsort((b, a)) if top is None else np.lexsort((b, a, -n, -value))
    a, b, value, n = a[order], b[order], value[order], n[order]
    each = spoken.astype(np.int32)
    names = pa.array(actors, pa.string())
    return pa.table({
        "actor_a": names.take(pa.array(a)), "actor_b": names.take(pa.array(b)), "n": pa.array(n.astype(np.int32)),
        "n_a": pa.array(each[a]), "n_b": pa.array(each[b]), name: pa.array(value.astype(np.float64), from_pandas=True),
    })  # fmt: skip


def _highest(found: list[tuple[np.ndarray, ...]], top: int) -> tuple[np.ndarray, ...]:
    """The first `top` by value and then n, and whatever ties with the last of them."""
    import numpy as np

    if top < 1:
        raise CallError(f"top is {top}; ask for 1 pair or more, or None for all")
    a, b, value, n = (np.concatenate(column) for column in zip(*found, strict=True))
    if len(value) > top:
        least = np.partition(value, len(value) - top)[len(value) - top]
        keep = value >= least
        a, b, value, n = a[keep], b[keep], value[keep], n[keep]
        last = np.lexsort((-n, -value))[top - 1]
        keep = (value > value[last]) | ((value == value[last]) & (n >= n[last]))
        a, b, value, n = a[keep], b[keep], value[keep], n[keep]
    return a, b, value, n
