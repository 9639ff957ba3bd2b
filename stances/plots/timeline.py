"""What was said on one proposition, over time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stances.call import CallError, Day, day
from stances.dataset import Dataset
from stances.plots.figure import PALETTE, QUIET, RULE, dressed, names_of, new_axes, signed

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def timeline(ds: Dataset, issue: str, proposition: str, as_of: Day = None, axes: Axes | None = None) -> Axes:
    """What was said on one proposition up to a day (today by default): a lane for each actor, events as thin lines.

    Raises:
        CallError: issue or proposition are not known, or nothing had been said on it.
    """
    import pandas as pd
    from matplotlib.dates import ConciseDateFormatter

    moment = day(as_of, "as_of") or date.today()
    known = str(ds.known("propositions", proposition))
    rows = ds.rows(issue=issue, as_of=moment)
    rows = rows[rows.proposition_id == known]
    if rows.empty:
        raise CallError(f"nothing is on record on {known} by {moment}")
    actors = list(rows.groupby("actor_id").said_date.min().sort_values().index)
    axes = axes or new_axes(9, 0.24 * len(actors) + 1.4)
    for event in ds.timeline(issue, as_of=moment).query("entry == 'event'").day:
        axes.axvline(event, color=RULE, linewidth=0.6, zorder=0)
    for value, (fill, _) in PALETTE.items():
        said = rows[rows.position == value]
        lanes = [actors.index(actor) for actor in said.actor_id]
        axes.scatter(said.said_date, lanes, color=fill, edgecolor=QUIET, linewidth=0.5, s=34, label=signed(value), zorder=2)
    axes.set_ylim(len(actors) - 0.5, -0.5)
    axes.set_xlim(rows.said_date.min() - pd.Timedelta(days=7), rows.said_date.max() + pd.Timedelta(days=7))
    axes.set_yticks(range(len(actors)), names_of(ds, actors))
    axes.grid(axis="y", color=RULE, linewidth=0.3)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(axes.xaxis.get_major_locator()))
    axes.legend(ncols=5, loc="lower left", bbox_to_anchor=(0, 1), frameon=False, handletextpad=0.1, columnspacing=0.8)
    axes.set_xlabel(ds.propositions.set_index("proposition_id").text[known], loc="left", size="small")
    return dressed(axes, ds, issue, moment, pad=22)
