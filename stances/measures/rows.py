"""The columns that a measure reads, out of a caller's table of any kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances.call import CallError, did_you_mean
from stances.kinds import arrow_of, columns_of, kind_of

if TYPE_CHECKING:
    import pyarrow as pa

NEEDED = ("actor_id", "proposition_id", "position")
# Taken where there are any.
ORDER = ("said_date", "sequence")


def rows_of(frame: Any, columns: dict[str, str] | None = None, wanted: tuple[str, ...] = ()) -> pa.Table:
    """The rows of a caller's table as Arrow, with the columns of `names_in`; of a file no others are read."""
    if kind_of(frame) == "path" and Path(frame).is_file():
        import pyarrow.parquet as pq

        names = names_in(pq.read_schema(frame).names, columns, wanted)
        # Parquet keeps texts as numbers into a dictionary: taking them as they are spares making and comparing a text for each row.
        ids = [names["actor_id"], names["proposition_id"]]
        table = pq.read_table(frame, columns=[*dict.fromkeys(names.values())], read_dictionary=ids, partitioning=None)
    else:
        names = names_in(columns_of(frame), columns, wanted)
        table = arrow_of(frame, [*dict.fromkeys(names.values())])
    return table.select(list(names.values())).rename_columns(list(names))


def names_in(present: list[str], columns: dict[str, str] | None = None, wanted: tuple[str, ...] = ()) -> dict[str, str]:
    """The columns that a measure reads and the caller's names for them, from the names that are there.

    `actor_id`, `proposition_id`, `position` are needed, `said_date` and `sequence` are taken where there are any.

    Raises:
        CallError: a needed column is missing; the message names the nearest.

    >>> names_in(["actor_id", "proposition_id", "vote"], {"position": "vote"})
    {'actor_id': 'actor_id', 'proposition_id': 'proposition_id', 'position': 'vote'}
    """
    names = {ours: (columns or {}).get(ours, ours) for ours in (*NEEDED, *wanted)}
    missing = [theirs for theirs in names.values() if theirs not in present]
    if missing:
        hints = ", ".join(f"{name}{did_you_mean(name, present)}" for name in missing)
        raise CallError(f"the table lacks {hints}; pass columns={{ours: yours}} where names differ")
    order = {ours: (columns or {}).get(ours, ours) for ours in ORDER}
    return names | {ours: theirs for ours, theirs in order.items() if theirs in present}
