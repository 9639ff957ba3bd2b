"""How each proposition divides those who speak on it, and how far groups hold together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from stances.call import CallError, did_you_mean
from stances.kinds import like
from stances.measures import dispersion
from stances.measures.groups import Cut, Period, stacked
from stances.measures.matrix import Matrix, matrix
from stances.measures.rows import rows_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

MEASURES: dict[str, Callable[[Sequence[float]], float | None]] = {
    "polarization": dispersion.polarization,
    "van-der-eijk": dispersion.van_der_eijk,
    "leik": dispersion.leik,
    "consensus": dispersion.consensus,
    "blair-lacy": dispersion.blair_lacy,
    "esteban-ray": dispersion.esteban_ray,
    "opposed-share": dispersion.opposed_share,
}


def polarization(
    frame: Any,
    measure: str = "polarization",
    *,
    as_of: date | str | None = None,
    by: str | list[str] | None = None,
    period: Period | None = None,
    columns: dict[str, str] | None = None,
) -> Any:
    """How the latest positions on each proposition spread over the five levels, empty levels included.

    Args:
        measure: `polarization` ((1 - A) / 2), `van-der-eijk` (A), `leik` (D), `consensus`, `blair-lacy` (l squared),
            `esteban-ray` (alpha 1), `opposed-share`; formulas and sources in `stances.measures.dispersion`.
        frame, as_of, by, period, columns: as in `stances.measures.agreement.agreement`.

    Returns:
        The frame's kind: columns of by and period, proposition_id, n (actors with a position), n_left_out (rows without one), the number at
        each level (strongly_opposes, opposes, mixed, supports, strongly_supports), `value`, null where not defined.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "b"], "proposition_id": "p", "position": [2, -2]})
    >>> polarization(rows)[["proposition_id", "n", "value"]].values.tolist()
    [['p', 2, 1.0]]
    """
    if measure not in MEASURES:
        raise CallError(f"no measure {measure!r}{did_you_mean(measure, MEASURES)}; one of {', '.join(MEASURES)}")
    levels = ("strongly_opposes", "opposes", "mixed", "supports", "strongly_supports")

    def table(m: Matrix) -> pa.Table:
        import pyarrow as pa

        counts = m.counts.sum(axis=1).astype(int)  # level x proposition
        values = [MEASURES[measure](column.tolist()) for column in counts.T]
        return pa.table(
            {
                "proposition_id": pa.array(m.propositions, pa.string()),
                "n": pa.array(counts.sum(axis=0), pa.int32()),
                "n_left_out": pa.array(m.left_out, pa.int32()),
            }
            | {name: pa.array(counts[k], pa.int32()) for k, name in enumerate(levels)}
            | {"value": pa.array(values, pa.float64())}
        )

    return _answer(frame, table, as_of, by, period, columns)


def shares(
    frame: Any,
    *,
    as_of: date | str | None = None,
    by: str | list[str] | None = None,
    period: Period | None = None,
    columns: dict[str, str] | None = None,
) -> Any:
    """What share of those with a position on each proposition stand for it, between, and against it.

    Returns the frame's kind: columns of by and period, proposition_id, n, n_left_out (rows without a position), n_for, n_between,
    n_against, share_for, share_against (null where n is 0).

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "b"], "proposition_id": "p", "position": [2, 0]})
    >>> shares(rows)[["n", "n_for", "share_for", "share_against"]].values.tolist()
    [[2.0, 1.0, 0.5, 0.0]]
    """

    def table(m: Matrix) -> pa.Table:
        import pyarrow as pa

        against, between, support = _sides(m)
        n = against + between + support
        return pa.table({
            "proposition_id": pa.array(m.propositions, pa.string()), "n": pa.array(n, pa.int32()),
            "n_left_out": pa.array(m.left_out, pa.int32()), "n_for": pa.array(support, pa.int32()), "n_between": pa.array(between, pa.int32()),
            "n_against": pa.array(against, pa.int32()), "share_for": share(support, n), "share_against": share(against, n),
        })  # fmt: skip

    return _answer(frame, table, as_of, by, period, columns)


def cohesion(
    frame: Any,
    group: str,
    *,
    as_of: date | str | None = None,
    period: Period | None = None,
    columns: dict[str, str] | None = None,
) -> Any:
    """How far the members of each group stand together on each proposition.

    Args:
        group: column of the frame that names the group of the row's actor.
        frame, as_of, period, columns: as in `stances.measures.agreement.agreement`.

    Returns:
        The frame's kind: group and period, proposition_id, n_for, n_against, n_between, rice (abs(yes - no) / (yes + no); null
        without either), rice_by_chance (its mean if as many tossed coins), agreement_index (Hix, Noury and Roland 2005).

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": list("abcd"), "party": "x", "proposition_id": "p", "position": [2, 1, 1, -1]})
    >>> cohesion(rows, "party")[["party", "rice", "rice_by_chance", "agreement_index"]].values.tolist()
    [['x', 0.5, 0.375, 0.625]]
    """

    def table(m: Matrix) -> pa.Table:
        import pyarrow as pa

        sides = [tuple(int(side) for side in column) for column in zip(*_sides(m), strict=True)]
        return pa.table({
            "proposition_id": pa.array(m.propositions, pa.string()), "n_for": pa.array([s for _, _, s in sides], pa.int32()),
            "n_against": pa.array([a for a, _, _ in sides], pa.int32()), "n_between": pa.array([b for _, b, _ in sides], pa.int32()),
            "rice": pa.array([dispersion.rice(s, a) for a, _, s in sides], pa.float64()),
            "rice_by_chance": pa.array([dispersion.rice_by_chance(s + a) for a, _, s in sides], pa.float64()),
            "agreement_index": pa.array([dispersion.agreement_index(s, a, b) for a, b, s in sides], pa.float64()),
        })  # fmt: skip

    return _answer(frame, table, as_of, group, period, columns)


def share(part: np.ndarray, whole: np.ndarray) -> pa.Array:
    """part / whole, null where whole is 0."""
    import numpy as np
    import pyarrow as pa

    return pa.array(np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0, dtype=float), from_pandas=True)


def _sides(m: Matrix) -> tuple[Any, Any, Any]:
    """Actors against, between and for, by proposition."""
    counts = m.counts.sum(axis=1)
    return counts[:2].sum(axis=0), counts[2], counts[3:].sum(axis=0)


def _answer(
    frame: Any,
    table: Callable[[Matrix], pa.Table],
    as_of: date | str | None,
    by: str | list[str] | None,
    period: Period | None,
    columns: dict[str, str] | None,
) -> Any:
    """A table for the matrix of each group, in the frame's kind."""
    cut = Cut(by, period)
    rows = rows_of(frame, columns, cut.needed)
    return like(frame, stacked((values, table(matrix(part, as_of=as_of))) for values, part in cut.parts(rows)))
