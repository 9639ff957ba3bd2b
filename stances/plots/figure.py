"""What the figures share: the palette, the positions of a day, names, and the look of the axes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from stances.call import CallError, Day, day
from stances.dataset import Dataset

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

# The page's colors: purple supports, orange opposes, far apart for all common color blindness. (Fill, ink) by position.
PALETTE = {
    2: ("#4c2280", "#ffffff"),
    1: ("#c3b8e0", "#221639"),
    0: ("#e4e1da", "#26242b"),
    -1: ("#f7bd73", "#321a00"),
    -2: ("#8f4300", "#ffffff"),
}
QUIET, RULE = "#5a5763", "#c9c5bd"


def held_on(ds: Dataset, issue: str, as_of: Day) -> tuple[date, pd.DataFrame]:
    """The day, and the positions on the issue that hold on it."""
    moment = day(as_of, "as_of") or date.today()
    held = ds.positions(as_of=moment)
    held = held[held.proposition_id.isin(propositions_of(ds, issue).keys())]
    if held.empty:
        raise CallError(f"nobody holds a position on {issue} on {moment}; give another as_of")
    return moment, held


def propositions_of(ds: Dataset, issue: str) -> dict[str, str]:
    """The propositions of an issue, id to text, in the order of the page."""
    table = ds.propositions[ds.propositions.issue_id == ds.known("issues", issue)]
    return dict(zip(table.proposition_id, table.text, strict=True))


def names_of(ds: Dataset, actors: list[str]) -> list[str]:
    """The names of these actors."""
    names = ds.actors.set_index("actor_id").name
    return [str(names[actor]) for actor in actors]


def new_axes(width: float, height: float) -> Axes:
    """Axes of a figure of its own, in inches; no window and no global state, so that it also works on a server."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained").add_subplot()


def signed(position: int) -> str:
    """A position with its sign written out."""
    return f"+{position}" if position > 0 else f"\N{MINUS SIGN}{-position}" if position < 0 else "0"


def dressed(axes: Axes, ds: Dataset, issue: str, moment: date, pad: float = 8) -> Axes:
    """The axes with issue and day as title and without a frame."""
    title = ds.issues.set_index("issue_id").title[str(ds.known("issues", issue))]
    axes.set_title(f"{title}, {moment}", loc="left", pad=pad)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return axes
