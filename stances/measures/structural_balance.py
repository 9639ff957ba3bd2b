"""Structural balance of a signed network (Cartwright and Harary 1956): do friends of friends agree, and enemies of enemies?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from stances.kinds import arrow_of

if TYPE_CHECKING:
    import numpy as np

EXACT = 20  # actors up to which every division into two camps is tried
STARTS = 200


class Balance(NamedTuple):
    """Balance of a signed network: `n` actors with a tie, `n_ties`, `n_triads` closed triads, `balanced` their share whose signs
    multiply to plus (null without triads), `frustration` the ties at odds with the best division into two camps, and whether
    that number is `exact` or only an upper bound.
    """

    n: int
    n_ties: int
    n_triads: int
    balanced: float | None
    frustration: int
    exact: bool


def structural_balance(edges: Any) -> Balance:
    """Balance of edges with columns actor_a, actor_b and weight, whose sign is the sign of the tie; zeros are no tie.

    Such edges are what `network(..., kind="subtract", top=None)` gives. The frustration index is exact up to 20 actors, by trying
    every division; above, the best of 200 greedy searches from a fixed seed, an upper bound.

    >>> import pandas as pd
    >>> structural_balance(pd.DataFrame({"actor_a": ["a", "a", "b"], "actor_b": ["b", "c", "c"], "weight": [1, -1, -1]}))
    Balance(n=3, n_ties=3, n_triads=1, balanced=1.0, frustration=0, exact=True)
    """
    import numpy as np

    table = arrow_of(edges).select(["actor_a", "actor_b", "weight"]).drop_null()
    weight = np.sign(np.asarray(table["weight"], dtype=float))
    names = np.stack([np.asarray(table[c].cast("string").to_pylist(), dtype=object) for c in ("actor_a", "actor_b")])[
        :, weight != 0
    ]
    weight = weight[weight != 0]
    actors, codes = np.unique(names, return_inverse=True)
    a, b = codes.reshape(2, -1) if len(weight) else np.empty((2, 0), dtype=int)
    signs = np.zeros((len(actors), len(actors)))
    signs[a, b] = signs[b, a] = weight
    # Each triad is counted six times on the diagonal of the cube; signs make it balanced minus unbalanced.
    ties = np.abs(signs)
    triads, surplus = round(float(np.trace(ties @ ties @ ties)) / 6), round(float(np.trace(signs @ signs @ signs)) / 6)
    share = (triads + surplus) / 2 / triads if triads else None
    exact = len(actors) <= EXACT
    frustration = _every_division(signs) if exact else _greedy(signs)
    return Balance(len(actors), len(weight), triads, share, frustration, exact)


def _at_odds(signs: np.ndarray, camps: np.ndarray) -> np.ndarray:
    """For each row of camps (+1 or -1 by actor) the number of ties that are negative within a camp or positive across."""
    import numpy as np

    agree = np.einsum("ci,ij,cj->c", camps, signs, camps, optimize=True)
    return np.asarray((np.abs(signs).sum() - agree) / 4)


def _every_division(signs: np.ndarray) -> int:
    import numpy as np

    n = len(signs)
    if n < 2:
        return 0
    best = np.inf
    for start in range(0, 2 ** (n - 1), 4096):  # the first actor's camp is called +1
        numbers = np.arange(start, min(start + 4096, 2 ** (n - 1)))
        camps = np.where(numbers[:, None] >> np.arange(n) & 1, -1.0, 1.0)
        best = min(best, _at_odds(signs, camps).min())
    return round(best)


def _greedy(signs: np.ndarray) -> int:
    """Move the actor who gains most until nobody gains, from many random divisions; the best found."""
    import numpy as np

    rng = np.random.default_rng(0)
    best = np.inf
    for _ in range(STARTS):
        camp = rng.choice([-1.0, 1.0], len(signs))
        while (gain := -camp * (signs @ camp)).max() > 0:
            camp[gain.argmax()] *= -1
        best = min(best, _at_odds(signs, camp[None]).min())
    return round(best)
