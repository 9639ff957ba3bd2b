"""Ids hold for good: none is lost without a redirect, none is given to something else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stances.release.diff import TableDiff

# What tells one record from another. Where none of it is left, the id was given to something else.
IDENTITY = {
    "actors": ("name", "about"),
    "offices": ("title", "organization_id"),
    "tenures": ("actor_id", "office_id"),
    "issues": ("title", "summary"),
    "propositions": ("text", "support_means", "oppose_means"),
    "events": ("event_date", "title", "summary"),
    "sources": ("url", "title"),
    "statements": ("speaker_id", "summary"),
    "coders": ("coder_kind", "description"),
}


def broken(name: str, table: TableDiff, redirects: Mapping[tuple[str, str], str]) -> list[str]:
    """One line for each id of a table that is gone and leads nowhere, or that now means something else.

    Args:
        redirects: (table, old id) -> new id, of the new release.
    """
    if name not in IDENTITY:
        return []
    mend = (
        "withdraw the row and name its replacement"
        if name == "statements"
        else "keep the row, or say in redirects what stands for it"
    )
    lost = [f"{name}: {key} is gone; ids are never lost: {mend}" for key in table.removed if (name, key) not in redirects]
    told = IDENTITY[name]
    reused = [key for key, columns in table.changed.items() if set(told) <= set(columns)]
    return lost + [
        f"{name}: {key} has another {' and '.join(told)}; ids are never used again: give the new record one of its own"
        for key in reused
    ]
