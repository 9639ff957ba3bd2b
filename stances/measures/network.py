"""Networks of actors from what they say: who shares, and who opposes, positions on the same propositions (Leifeld 2017)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from stances.call import CallError, did_you_mean
from stances.kinds import kind_of, like
from stances.measures.cells import Count, Duplicates, cells
from stances.measures.groups import Cut, Period, stacked
from stances.measures.matrix import matrix
from stances.measures.pairs import Measure, Sums, distance, opposed_sign, same_sign
from stances.measures.pick import Pick
from stances.measures.rows import rows_of
from stances.measures.thin import sums_of
from stances.schema import SCALE_WIDTH

if TYPE_CHECKING:
    import numpy as np

Kind = Literal["congruence", "conflict", "subtract", "ignore"]
Scale = Literal["ordinal", "sign"]
KINDS = ("congruence", "conflict", "subtract", "ignore")
NORMALISATIONS = ("average", "jaccard", "cosine")


def network(
    frame: Any,
    kind: Kind = "conflict",
    *,
    scale: Scale = "ordinal",
    count: Count = "positions",
    duplicates: Duplicates = "keep",
    normalisation: Literal["average", "jaccard", "cosine"] | None = None,
    top: int | None = 100,
    min_n: int = 1,
    as_of: date | str | None = None,
    window: tuple[int, int] | None = None,
    by: str | list[str] | None = None,
    period: Period | None = None,
    columns: dict[str, str] | None = None,
) -> Any:
    """The edges of a network of actors, weighted over the propositions they share.

    With x and y the positions of two actors on a proposition, `conflict` adds abs(x - y) / 4 and `congruence` 1 - abs(x - y) / 4
    (`scale="sign"`: 1 for opposite and 1 for equal signs, 0 left out); `ignore` is their sum, `subtract` congruence minus
    conflict. The range is that of the scale, not of the values seen.

    `count="positions"` takes each actor's latest position; `count="statements"` all statements, each pair of statements on one
    proposition adding its weight, after `duplicates` (see `stances.measures.cells.cells`) has removed repetitions. These are
    two different networks.

    Normalisations, with N the number of positions or statements of an actor and n the shared propositions: `average` divides by
    (N_a + N_b) / 2, `jaccard` by the propositions that either has spoken to, `cosine` by the product of the lengths of the two
    actors' rows of counts.

    Args:
        frame: rows of any kind with actor_id, proposition_id, position, and said_date and sequence where there are several.
        window: (days, step): the network of each stretch of that many days, a step apart, from the first statement to the last;
            adds columns window_start, window_end (exclusive). Within a window only its own statements count.
        top: how many edges, the heaviest first, with all that tie with the last; None for every edge with a weight.
        min_n, as_of, by, period, columns: as in `stances.measures.agreement.agreement`.

    On a Spark frame the sums are made in Spark, by blocks of propositions, and the edges are a lazy Spark frame; only the names of the
    actors are read at once.

    Returns:
        The frame's kind: the columns of by, period and window, actor_a, actor_b, n, n_a, n_b (propositions), weight.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "b", "c"], "proposition_id": "p", "position": [2, -2, 1]})
    >>> network(rows)[["actor_a", "actor_b", "weight"]].values.tolist()
    [['a', 'b', 1.0], ['b', 'c', 0.75], ['a', 'c', 0.25]]
    """
    for value, known, what in (
        (kind, KINDS, "kind"),
        (scale, ("ordinal", "sign"), "scale"),
        (normalisation, NORMALISATIONS, "normalisation"),
    ):
        if value is not None and value not in known:
            raise CallError(f"no {what} {value!r}{did_you_mean(value, known)}; one of {', '.join(known)}")
    measure, pick, cut = _measure(kind, scale, normalisation), Pick(top, min_n, zeros=False), Cut(by, period, window)
    documents = ("document",) if duplicates == "document" else ()
    if kind_of(frame) == "spark":
        from stances.measures.cluster import pairs_on_spark, rows_on_spark

        return pairs_on_spark(
            rows_on_spark(frame, columns, cut, documents, as_of), cut, measure, pick, "weight", count, duplicates
        )
    tables = []
    for values, part in cut.parts(rows_of(frame, columns, (*cut.needed, *documents))):
        spoken = cells(part, count, duplicates, as_of)
        tables.append((values, pick.table(sums_of(spoken, measure.weights), measure, spoken.actors, "weight")))
    return like(frame, stacked(tables))


def two_mode(
    frame: Any,
    *,
    count: Count = "positions",
    duplicates: Duplicates = "keep",
    normalisation: Literal["activity", "prominence"] | None = None,
    as_of: date | str | None = None,
    columns: dict[str, str] | None = None,
) -> Any:
    """The network of actors and propositions: how often each actor stood for, against and between.

    `weight` is the number of positions or statements; `activity` divides it by the actor's, `prominence` by the proposition's.
    Returns the frame's kind: actor_id, proposition_id, n_for, n_against, n_between, weight.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "a"], "proposition_id": ["p", "q"], "position": [2, -1]})
    >>> two_mode(rows, normalisation="activity")[["proposition_id", "n_for", "n_against", "weight"]].values.tolist()
    [['p', 1, 0, 0.5], ['q', 0, 1, 0.5]]
    """
    import numpy as np
    import pyarrow as pa

    m = matrix(rows_of(frame, columns, ("document",) if duplicates == "document" else ()), count, duplicates, as_of)
    if normalisation not in (None, "activity", "prominence"):
        raise CallError(f"no normalisation {normalisation!r}; one of activity, prominence")
    against, between, support = m.counts[:2].sum(axis=0), m.counts[2], m.counts[3:].sum(axis=0)
    total = against + between + support
    a, p = np.nonzero(total)
    weight = total[a, p].astype(np.float64)
    if normalisation:
        weight /= total.sum(axis=1)[a] if normalisation == "activity" else total.sum(axis=0)[p]
    return like(frame, pa.table({
        "actor_id": pa.array(m.actors, pa.string()).take(pa.array(a)),
        "proposition_id": pa.array(m.propositions, pa.string()).take(pa.array(p)),
        "n_for": support[a, p].astype(np.int32), "n_against": against[a, p].astype(np.int32),
        "n_between": between[a, p].astype(np.int32), "weight": weight,
    }))  # fmt: skip


def graph(edges: Any) -> Any:
    """A network as a networkx graph, its columns as attributes of the edges; `networkx.write_graphml` saves it.

    >>> import pandas as pd
    >>> g = graph(pd.DataFrame({"actor_a": ["a"], "actor_b": ["b"], "n": [1], "weight": [0.5]}))
    >>> g["a"]["b"]["weight"]
    0.5
    """
    import networkx

    from stances.kinds import arrow_of

    g = networkx.Graph()
    for edge in arrow_of(edges).to_pylist():
        a, b = edge.pop("actor_a"), edge.pop("actor_b")
        g.add_edge(a, b, **{name: value for name, value in edge.items() if value is not None})
    return g


def _weights(kind: Kind, scale: Scale) -> np.ndarray:
    """Weights of two levels times the width of the scale, so that they are whole numbers."""
    import numpy as np

    conflict = distance() if scale == "ordinal" else opposed_sign()
    congruence = SCALE_WIDTH - distance() if scale == "ordinal" else same_sign()
    match kind:
        case "conflict":
            return conflict
        case "congruence":
            return congruence
        case "ignore":
            return np.asarray(congruence + conflict)
        case "subtract":
            return np.asarray(congruence - conflict)


def _measure(kind: Kind, scale: Scale, normalisation: str | None) -> Measure:
    """The weights of a network over the width of the scale, and normalised."""
    import numpy as np

    width = SCALE_WIDTH if scale == "ordinal" else 1

    def value(s: Sums) -> np.ndarray:
        weight = np.asarray(s.weighted[0] / width)
        match normalisation:
            case "average":
                return np.asarray(weight / ((s.of_a[1] + s.of_b[1]) / 2))
            case "jaccard":
                return np.asarray(weight / (s.of_a[0] + s.of_b[0] - s.shared))
            case "cosine":
                return np.asarray(weight / np.sqrt(s.of_a[2] * s.of_b[2]))
        return weight

    return Measure([_weights(kind, scale)], value)
