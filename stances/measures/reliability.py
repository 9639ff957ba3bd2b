"""How far two coders agree: percent agreement and Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from stances.schema import POSITIONS


class Reliability(NamedTuple):
    """Agreement of the coders on a set of (statement, proposition) pairs.

    `n_pairs` pairs that at least one coder found addressed, `agreement` the share with equal codes (null when n_pairs is 0),
    `n_positions` pairs on which both gave a position, `alpha` ordinal on those (null when it is not defined).
    """

    n_pairs: int
    agreement: float | None
    n_positions: int
    alpha: float | None


def reliability(pairs: Iterable[tuple[str, str]]) -> Reliability:
    """Reliability of pairs of codes (first coder, second coder).

    Alpha is 1 - D_o/D_e over the coincidence matrix with ordinal distances (Krippendorff 2019, ch. 12), by the library
    `krippendorff`; where only one value occurs it is not defined and given as None.

    >>> reliability([("supports", "supports"), ("opposes", "opposes")])
    Reliability(n_pairs=2, agreement=1.0, n_positions=2, alpha=1.0)
    >>> reliability([])
    Reliability(n_pairs=0, agreement=None, n_positions=0, alpha=None)
    """
    import krippendorff

    codes = list(pairs)
    both = [(POSITIONS[a], POSITIONS[b]) for a, b in codes if a in POSITIONS and b in POSITIONS]
    agreement = sum(a == b for a, b in codes) / len(codes) if codes else None
    alpha = None
    if len({value for pair in both for value in pair}) > 1:
        alpha = float(krippendorff.alpha(reliability_data=list(zip(*both, strict=True)), level_of_measurement="ordinal"))
    return Reliability(len(codes), agreement, len(both), alpha)
