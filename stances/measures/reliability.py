"""How far two coders agree: percent agreement and Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from stances.schema import POSITIONS

if TYPE_CHECKING:
    import numpy as np


RESAMPLES = 500


class Reliability(NamedTuple):
    """Agreement of the coders on a set of (statement, proposition) pairs.

    `n_pairs` pairs that at least one coder found addressed, `agreement` the share with equal codes (null when n_pairs is 0),
    `n_positions` pairs on which both gave a position, `alpha` ordinal on those (null when it is not defined), `low` and `high`
    its 95% bootstrap interval.
    """

    n_pairs: int
    agreement: float | None
    n_positions: int
    alpha: float | None
    low: float | None = None
    high: float | None = None


def reliability(pairs: Iterable[tuple[str, str]], resamples: int = 0) -> Reliability:
    """Reliability of pairs of codes (first coder, second coder).

    Alpha is 1 - D_o/D_e over the coincidence matrix with ordinal distances (Krippendorff 2019, ch. 12), by the library
    `krippendorff`; where only one value occurs it is not defined and given as None. The interval is the 2.5th to 97.5th
    percentile of alpha over `resamples` draws of the pairs with replacement, from a fixed seed; draws without variation,
    on which alpha is not defined, are left out.

    >>> reliability([("supports", "supports"), ("opposes", "opposes")])
    Reliability(n_pairs=2, agreement=1.0, n_positions=2, alpha=1.0, low=None, high=None)
    >>> reliability([])
    Reliability(n_pairs=0, agreement=None, n_positions=0, alpha=None, low=None, high=None)
    """
    import numpy as np

    codes = list(pairs)
    both = np.array([(POSITIONS[a], POSITIONS[b]) for a, b in codes if a in POSITIONS and b in POSITIONS]).reshape(-1, 2)
    agreement = sum(a == b for a, b in codes) / len(codes) if codes else None
    rng, size = np.random.default_rng(0), len(both)
    drawn = (ordinal_alpha(both[rng.integers(0, size, size)]) for _ in range(resamples if size else 0))
    spread = [value for value in drawn if value is not None]
    low, high = (float(q) for q in np.percentile(spread, [2.5, 97.5])) if spread else (None, None)
    return Reliability(len(codes), agreement, len(both), ordinal_alpha(both), low, high)


def ordinal_alpha(values: np.ndarray) -> float | None:
    """Krippendorff's ordinal alpha of pairs of positions (n x 2); None where it is not defined."""
    import krippendorff
    import numpy as np

    scale = np.array(sorted(POSITIONS.values()))
    counts = (values[:, :, None] == scale).sum(axis=1)
    if (counts.sum(axis=0) > 0).sum() < 2:
        return None
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal", value_domain=scale))
