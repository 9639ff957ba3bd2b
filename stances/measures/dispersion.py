"""How a set of ordered answers spreads over its levels: numbers in, one number out; None where a measure is not defined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb, log2


def van_der_eijk(counts: Sequence[float]) -> float | None:
    """Agreement A of van der Eijk (2001): 1 when all stand at one level, 0 when spread evenly, -1 when half stand at each end.

    The distribution is cut into layers that are flat where they are not empty; each layer's A = U (1 - (S - 1) / (K - 1)), with S
    levels taken of K and U its unimodality, weighs as much as the answers in it. None below three levels or without answers.

    >>> round(van_der_eijk([30, 40, 210, 130, 530, 50, 10]), 7)     # van der Eijk 2001, the published example
    0.6113333
    >>> van_der_eijk([5, 0, 0, 0, 5])
    -1.0
    """
    total, left, agreement = sum(counts), list(counts), 0.0
    if len(counts) < 3 or not total:
        return None
    while any(left):
        layer = min(value for value in left if value > 0)
        taken = [value > 0 for value in left]
        agreement += _layer(taken) * layer * sum(taken) / total
        left = [value - layer if value > 0 else 0 for value in left]
    return agreement


def _layer(taken: Sequence[bool]) -> float:
    """A of one flat layer. U counts triples of levels: 1-1-0 and 0-1-1 speak for one mode, 1-0-1 against."""
    k, one, two = len(taken), 0, 0
    for triple in combinations(taken, 3):
        one += triple in ((True, True, False), (False, True, True))
        two += triple == (True, False, True)
    u = ((k - 2) * one - (k - 1) * two) / ((k - 2) * (one + two)) if one + two else 1.0
    return u * (1 - (sum(taken) - 1) / (k - 1))


def polarization(counts: Sequence[float]) -> float | None:
    """(1 - A) / 2 with van der Eijk's A: 0 when all stand at one level, 1 when half stand at each end.

    >>> round(polarization([30, 40, 210, 130, 530, 50, 10]), 7)
    0.1943333
    """
    a = van_der_eijk(counts)
    return None if a is None else (1 - a) / 2


def leik(counts: Sequence[float]) -> float | None:
    """Ordinal dispersion D (Leik 1966): 0 at one level, 1 half at each end; 2 sum d / (K - 1), d the cumulative share or 1 minus it.

    >>> leik([1, 0, 0, 0, 1]), leik([0, 2, 0, 0, 0])
    (1.0, 0.0)
    """
    shares = _cumulative(counts)
    return None if shares is None else 2 * sum(min(share, 1 - share) for share in shares) / len(shares)


def consensus(counts: Sequence[float]) -> float | None:
    """Consensus (Tastle and Wierman 2007): 1 + sum p log2(1 - abs(x - mean) / width); 1 at one level, 0 half at each end.

    >>> consensus([1, 0, 0, 0, 1]), consensus([0, 2, 0, 0, 0])
    (0.0, 1.0)
    """
    total, width = sum(counts), len(counts) - 1
    if not total or not width:
        return None
    mean = sum(x * count for x, count in enumerate(counts)) / total
    return 1 + sum(count / total * log2(1 - abs(x - mean) / width) for x, count in enumerate(counts) if count)


def blair_lacy(counts: Sequence[float]) -> float | None:
    """Ordinal concentration l-squared (Blair and Lacy 2000): sum (F - 1/2)^2 / ((K - 1) / 4); 1 at one level, 0 half at each end.

    >>> blair_lacy([1, 0, 0, 0, 1]), blair_lacy([0, 2, 0, 0, 0])
    (0.0, 1.0)
    """
    shares = _cumulative(counts)
    return None if shares is None else sum((share - 0.5) ** 2 for share in shares) / (len(shares) / 4)


def esteban_ray(counts: Sequence[float], alpha: float = 1.0) -> float | None:
    """Polarization of Esteban and Ray (1994): sum p_i^(1 + alpha) p_j abs(x_i - x_j), times 2^(1 + alpha) / width.

    The constant makes it 1 when half stand at each end; `alpha`, the weight of identification, lies above 0 and up to 1.6.

    >>> esteban_ray([1, 0, 0, 0, 1]), esteban_ray([0, 2, 0, 0, 0])
    (1.0, 0.0)
    """
    if not 0 < alpha <= 1.6:
        raise ValueError(f"alpha is {alpha}; it lies above 0 and up to 1.6")
    total, width = sum(counts), len(counts) - 1
    if not total or not width:
        return None
    p = [count / total for count in counts]
    spread = sum(p[i] ** (1 + alpha) * p[j] * abs(i - j) for i in range(len(p)) for j in range(len(p)))
    return float(2 ** (1 + alpha) * spread / width)


def opposed_share(counts: Sequence[float]) -> float | None:
    """Share of the pairs of answers that stand on opposite sides of the middle level; None below two answers.

    >>> opposed_share([1, 0, 0, 0, 1]), opposed_share([1, 0, 1, 0, 1])
    (1.0, 0.3333333333333333)
    """
    middle, total = len(counts) // 2, sum(counts)
    against, support = sum(counts[:middle]), sum(counts[-middle:] if middle else ())
    return against * support / (total * (total - 1) / 2) if total > 1 else None


def rice(yes: float, no: float) -> float | None:
    """Cohesion of Rice (1928): abs(yes - no) / (yes + no); abstentions do not count.

    >>> rice(3, 1), rice(0, 0)
    (0.5, None)
    """
    return abs(yes - no) / (yes + no) if yes + no else None


def rice_by_chance(n: int) -> float | None:
    """Mean Rice index of n people who toss coins: what a small group shows without any cohesion. C(n - 1, n // 2) / 2^(n - 1).

    >>> rice_by_chance(1), rice_by_chance(2), rice_by_chance(0)
    (1.0, 0.5, None)
    """
    return comb(n - 1, n // 2) / 2 ** (n - 1) if n else None


def agreement_index(yes: float, no: float, abstain: float) -> float | None:
    """Agreement index (Hix, Noury and Roland 2005): (m - (T - m) / 2) / T, m the largest of the three; 0 for even thirds.

    >>> agreement_index(2, 2, 0), agreement_index(1, 1, 1)
    (0.25, 0.0)
    """
    total, most = yes + no + abstain, max(yes, no, abstain)
    return (most - (total - most) / 2) / total if total else None


def _cumulative(counts: Sequence[float]) -> list[float] | None:
    """Cumulative shares of all levels but the last; None without answers or below two levels."""
    total = sum(counts)
    if not total or len(counts) < 2:
        return None
    return [sum(counts[:k]) / total for k in range(1, len(counts))]
