"""Actors by propositions on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stances.call import Day
from stances.dataset import Dataset
from stances.plots.figure import PALETTE, QUIET, dressed, held_on, names_of, new_axes, propositions_of, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def matrix(ds: Dataset, issue: str, as_of: Day = None, axes: Axes | None = None) -> Axes:
    """Who stands where as of a day (today by default): actors down, propositions across, the sign printed in each cell.

    An actor without a position on the day has no row; a cell without one is a dot, which is not a zero.

    Raises:
        CallError: the issue is not known, or nobody holds a position on that day.
    """
    from matplotlib.patches import Rectangle

    moment, held = held_on(ds, issue, as_of)
    propositions = propositions_of(ds, issue)
    actors = list(held.actor_id.value_counts().index)
    axes = axes or new_axes(1.2 * len(propositions) + 3, 0.28 * len(actors) + 0.3 * len(propositions) + 1)
    position = {
        (actor, proposition): int(value)
        for actor, proposition, value in held[["actor_id", "proposition_id", "position"]].values.tolist()
    }
    for y, actor in enumerate(actors):
        for x, proposition in enumerate(propositions):
            value = position.get((actor, proposition))
            if value is None:
                axes.text(x, y, "·", ha="center", va="center", color=QUIET)
            else:
                fill, ink = PALETTE[value]
                axes.add_patch(Rectangle((x - 0.47, y - 0.45), 0.94, 0.9, facecolor=fill, edgecolor="none"))
                axes.text(x, y, signed(value), ha="center", va="center", color=ink, weight="bold", size="small")
    axes.set_xlim(-0.5, len(propositions) - 0.5)
    axes.set_ylim(len(actors) - 0.5, -0.5)
    axes.set_xticks(range(len(propositions)), [str(i + 1) for i in range(len(propositions))])
    axes.set_yticks(range(len(actors)), names_of(ds, actors))
    axes.set_xlabel("\n".join(f"{i + 1}  {text}" for i, text in enumerate(propositions.values())), loc="left", size="small")
    return dressed(axes, ds, issue, moment)
