"""How far two actors agree over the propositions on which both have a position."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from stances.call import CallError, did_you_mean
from stances.kinds import kind_of, like
from stances.measures.cells import LEVELS, cells
from stances.measures.groups import Cut, Period, stacked
from stances.measures.matrix import matrix
from stances.measures.pairs import Measure, Sums, distance, opposed_sign, same_sign, sign_distance, tiles
from stances.measures.pick import Pick
from stances.measures.rows import rows_of
from stances.measures.thin import sums_of
from stances.schema import SCALE_WIDTH

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MEASURES = ("exact", "sign", "proximity", "lijphart", "s", "s-squared", "kappa", "pi", "opposed")


def agreement(
    frame: Any,
    measure: str = "proximity",
    *,
    top: int | None = 100,
    min_n: int = 1,
    as_of: date | str | None = None,
    by: str | list[str] | None = None,
    period: Period | None = None,
    columns: dict[str, str] | None = None,
) -> Any:
    """Agreement of each pair of actors, from their latest positions.

    Measures, with d a distance of two positions, D_o its mean over the n shared propositions:

    - `exact`: share of equal positions. `sign`: same / (same + opposite) among those where neither is 0; null if there are none.
    - `proximity`: 1 - mean abs(x - y) / 4. `lijphart`: (same + 0.5 one-step) / n on for, between, against (Lijphart 1963).
    - `s`, `s-squared`: 1 - 2 sum d / sum d_max, d absolute or squared (Signorino and Ritter 1999).
    - `kappa`, `pi`: 1 - D_o / D_e with absolute distances; D_e expected from each actor's own levels (Cohen) or from both
      together (Scott), as Haege (2011) proposes for S; null where D_e is 0.
    - `opposed`: share of propositions on which they stand on opposite sides.

    Args:
        frame: rows of any kind with actor_id, proposition_id, position, and said_date and sequence where there are several.
        measure: a name from above.
        top: how many pairs, the highest first; pairs that tie with the last are all given. None for all pairs.
        min_n: leave out pairs with fewer shared propositions.
        as_of: use only what was said up to that day.
        by: columns of the frame; the measure is taken within each of their values.
        period: `month` or `year` of said_date, likewise.
        columns: the frame's names for ours, where they differ.

    On a Spark frame the sums are made in Spark, by blocks of propositions, and the pairs are a lazy Spark frame; only the names of the
    actors are read at once.

    Returns:
        The frame's kind, with the columns of `by` and `period`, actor_a, actor_b (actor_a < actor_b), n (shared propositions),
        n_a, n_b (propositions with a position of each), agreement (null where not defined).

    Raises:
        CallError: an unknown measure or a missing column.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "b", "a", "b"], "proposition_id": ["p", "p", "q", "q"], "position": [2, 2, 2, -2]})
    >>> agreement(rows)[["actor_a", "actor_b", "n", "agreement"]].values.tolist()
    [['a', 'b', 2, 0.5]]
    """
    how, pick, cut = _measure(measure), Pick(top, min_n), Cut(by, period)
    if kind_of(frame) == "spark":
        from stances.measures.cluster import pairs_on_spark, rows_on_spark

        return pairs_on_spark(rows_on_spark(frame, columns, cut, as_of=as_of), cut, how, pick, "agreement")
    tables = []
    for values, part in cut.parts(rows_of(frame, columns, cut.needed)):
        spoken = cells(part, as_of=as_of)
        tables.append((values, pick.table(sums_of(spoken, how.weights), how, spoken.actors, "agreement")))
    return like(frame, stacked(tables))


def agreement_matrix(
    frame: Any, measure: str = "proximity", as_of: date | str | None = None, columns: dict[str, str] | None = None
) -> pd.DataFrame:
    """The same for all pairs as a square pandas frame, actors along both sides; NaN where it is not defined and on the diagonal.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "b"], "proposition_id": ["p", "p"], "position": [2, 1]})
    >>> float(agreement_matrix(rows).loc["a", "b"])
    0.75
    """
    import numpy as np
    import pandas as pd

    m, how = matrix(rows_of(frame, columns), as_of=as_of), _measure(measure)
    square = np.full((len(m.actors), len(m.actors)), np.nan)
    for some in tiles(m, how.weights):
        value = how.value(some)
        square[some.a, some.b], square[some.b[:, None], some.a[:, 0]] = value, value.T
    np.fill_diagonal(square, np.nan)
    return pd.DataFrame(square, index=m.actors, columns=m.actors)


def _measure(name: str) -> Measure:
    if name not in MEASURES:
        raise CallError(f"no measure {name!r}{did_you_mean(name, MEASURES)}; one of {', '.join(MEASURES)}")
    return _measures()[name]


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """part / whole, NaN where whole is 0."""
    import numpy as np

    return np.asarray(np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0, dtype=np.float64))


def _mean(weights: np.ndarray, width: float) -> Measure:
    """Mean over shared propositions of weights / width."""
    return Measure([weights], lambda s: _ratio(s.weighted[0] / width, s.shared))


def _one_minus(share: Measure, times: float = 1) -> Measure:
    return Measure(share.weights, lambda s: 1 - times * share.value(s))


def _sign() -> Measure:
    return Measure([same_sign(), opposed_sign()], lambda s: _ratio(s.weighted[0], s.weighted[0] + s.weighted[1]))


def _corrected(pooled: bool) -> Measure:
    """1 - D_o / D_e; both are sums over n x n pairs of levels, so that n cancels out but once."""
    import numpy as np

    n, apart = len(LEVELS), distance()
    # On how many shared propositions the one actor stands at each level, and the other.
    margins = [np.outer(side, np.ones(n)) for side in np.eye(n)]

    def value(s: Sums) -> np.ndarray:
        mine, theirs = s.weighted[1 : 1 + n], s.weighted[1 + n :]
        if pooled:
            mine = theirs = (mine + theirs) / 2
        expected = np.einsum("k...,kl,l...->...", mine, apart.astype(np.float64), theirs, optimize=True)
        return 1 - _ratio(s.weighted[0].astype(np.float64) * s.shared, expected)

    return Measure([apart, *margins, *(margin.T for margin in margins)], value)


@cache
def _measures() -> dict[str, Measure]:
    far = SCALE_WIDTH
    how = (
        _one_minus(_mean((distance() > 0).astype(int), 1)),
        _sign(),
        _one_minus(_mean(distance(), far)),
        _one_minus(_mean(sign_distance(), 2)),
        _one_minus(_mean(distance(), far), 2),
        _one_minus(_mean(distance(2), far**2), 2),
        _corrected(pooled=False),
        _corrected(pooled=True),
        _mean(opposed_sign(), 1),
    )
    return dict(zip(MEASURES, how, strict=True))
