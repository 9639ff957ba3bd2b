"""Who stands against whom, or beside whom, on one day."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal

from stances.call import CallError, Day
from stances.dataset import Dataset
from stances.plots.figure import QUIET, dressed, held_on, names_of, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes


TIES = {"conflict": "#a8174a", "congruence": "#0b6b62"}


def network(
    ds: Dataset,
    issue: str,
    as_of: Day = None,
    kind: Literal["conflict", "congruence"] = "conflict",
    least: int = 2,
    axes: Axes | None = None,
) -> Axes:
    """Who stands on opposite sides (`conflict`), or on the same side (`congruence`), of at least `least` propositions.

    Edges are those of `stances.network(..., scale="sign")` over the positions of the day (today by default), wider where there
    are more; the number of pairs and actors stands below the picture, for a network without its threshold and n says little.
    Conflict is drawn between two columns, the signs of the leading eigenvector of the signed network; congruence around a circle
    in the order of that eigenvector.

    Raises:
        CallError: the issue is not known, nobody holds a position, or no pair reaches the threshold.
    """
    import networkx

    import stances

    moment, held = held_on(ds, issue, as_of)
    edges = stances.network(held, kind=kind, scale="sign", top=None)
    edges = edges[edges.weight >= least]
    if edges.empty:
        raise CallError(f"no pair reaches least={least} on {moment}; give a smaller one")
    graph = stances.graph(edges)
    camps = _camps(stances.graph(stances.network(held, kind="subtract", scale="sign", top=None)), set(graph.nodes))
    order = sorted(graph.nodes, key=lambda actor: camps[actor])
    if kind == "conflict":
        left = [actor for actor in order if camps[actor] < 0]
        places = networkx.bipartite_layout(graph, left, aspect_ratio=1)
        axes = axes or new_axes(8, 0.24 * max(len(left), len(graph) - len(left)) + 1)
    else:
        places = networkx.circular_layout(order)
        axes = axes or new_axes(8, 8.4)
        axes.set_xlim(-1.5, 1.5)
        axes.set_ylim(-1.5, 1.5)
    widths = [0.4 * graph[a][b]["weight"] for a, b in graph.edges]
    networkx.draw_networkx_edges(graph, places, ax=axes, width=widths, edge_color=TIES[kind], alpha=0.4)
    networkx.draw_networkx_nodes(graph, places, ax=axes, node_size=24, node_color=QUIET)
    for actor, name in zip(order, names_of(ds, order), strict=True):
        x, y = places[actor]
        angle = math.atan2(y, x) if kind == "congruence" else math.pi * (x < 0)  # the way out of the picture
        axes.annotate(name, (x, y), (6 * math.cos(angle), 6 * math.sin(angle)), textcoords="offset points",
                      ha="right" if x < 0 else "left", va="center", size="small", annotation_clip=False,
                      rotation=math.degrees(angle) + 180 * (x < 0), rotation_mode="anchor")  # fmt: skip
    side = "opposite sides" if kind == "conflict" else "the same side"
    axes.set_xlabel(
        f"{len(edges)} pairs among {held.actor_id.nunique()} actors stand on {side} of at least {least} propositions",
        size="small",
    )
    axes.set_xticks([])
    axes.set_yticks([])
    return dressed(axes, ds, issue, moment)


def _camps(signed: Any, members: set[str]) -> dict[str, float]:
    """Where each member stands on the leading eigenvector of a signed network: its signs are the camps."""
    import networkx
    import numpy as np

    nodes = sorted(signed.nodes)
    _, vectors = np.linalg.eigh(networkx.to_numpy_array(signed, nodes))
    leading = vectors[:, -1] * np.sign(vectors[np.argmax(np.abs(vectors[:, -1])), -1])  # the sign of an eigenvector is arbitrary
    return {actor: float(value) for actor, value in zip(nodes, leading, strict=True) if actor in members}
