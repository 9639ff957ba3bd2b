"""Rows of positions or statements -> cells: what each actor said on each proposition, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from stances.call import CallError, day

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LEVELS = (-2, -1, 0, 1, 2)
Count = Literal["positions", "statements"]
Duplicates = Literal["keep", "document", "day", "week", "month", "year", "all"]
PERIODS = {"day": "D", "month": "M", "year": "Y"}  # as numpy names them


@dataclass(frozen=True)
class Cells:
    """What each actor said on each proposition, one entry for each level: numbers of actor, proposition and level, and how often.

    `latest`: one position in each cell, once. `left_out` counts, for each proposition, the rows without a position (refusals, codes):
    excluded from every measure, but not from sight.
    """

    actors: list[str]
    propositions: list[str]
    actor: np.ndarray
    proposition: np.ndarray
    level: np.ndarray
    times: np.ndarray
    left_out: np.ndarray
    latest: bool

    @cached_property
    def of_actors(self) -> np.ndarray:
        """For each actor the propositions with a position, the positions or statements, and the squares of their counts, summed."""
        import numpy as np

        n = len(self.actors)
        if self.latest:
            return np.broadcast_to(np.bincount(self.actor, minlength=n).astype(np.float64), (3, n))
        places = np.zeros((n, len(self.propositions)), dtype=bool)
        places[self.actor, self.proposition] = True
        spoken = places.sum(axis=1)
        total = np.bincount(self.actor, self.times, n)
        squares = total if self.times.max(initial=0) <= 1 else np.bincount(self.actor, np.square(self.times, dtype=np.float64), n)
        return np.stack([spoken, total, squares])


def cells(rows: pa.Table, count: Count = "positions", duplicates: Duplicates = "keep", as_of: date | str | None = None) -> Cells:
    """The cells of `rows_of(...)`: latest positions (by said_date and sequence), or counts of statements.

    `duplicates` says which repeated statements count once: those of one document (column `document`), day, week, month or year
    (week and month with their year), or all; the level is part of the key, so that contradictions stay.

    Raises:
        CallError: two rows of one actor and proposition have no order, or positions lie outside the scale.

    >>> import pyarrow as pa
    >>> found = cells(pa.table({"actor_id": ["b", "a"], "proposition_id": ["p", "p"], "position": [2, -1]}))
    >>> found.actors, found.actor.tolist(), found.level.tolist()
    (['a', 'b'], [1, 0], [4, 1])
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    until = day(as_of, "as_of")
    if until is not None:
        if "said_date" not in rows.column_names:
            raise CallError("as_of needs a column said_date")
        rows = rows.filter(pc.less_equal(pc.cast(rows["said_date"], "date32"), until))
    actors, a = _codes(rows["actor_id"])
    propositions, p = _codes(rows["proposition_id"])
    left_out = np.zeros(len(propositions), dtype=np.int64)
    if rows["position"].null_count:
        said = np.asarray(rows["position"].is_valid())
        left_out = np.bincount(p[~said], minlength=len(propositions))
        rows, a, p = rows.filter(pa.array(said)), a[said], p[said]
    k = _levels(rows["position"].to_numpy())
    if count == "positions":
        last = _latest(rows, a, p, actors, propositions)
        a, p, k = a[last], p[last], k[last]
        return Cells(actors, propositions, a, p, k, np.ones(len(a), dtype=np.uint8), left_out, latest=True)
    key = (k.astype(np.int64) * len(actors) + a) * len(propositions) + p
    if duplicates != "keep":
        key = np.unique(np.stack([key, _period(rows, duplicates)]), axis=1)[0]
    key, times = np.unique(key, return_counts=True)
    cell, p = np.divmod(key, max(len(propositions), 1))
    k, a = np.divmod(cell, max(len(actors), 1))
    return Cells(actors, propositions, a, p, k, times, left_out, latest=False)


def _codes(column: pa.ChunkedArray) -> tuple[list[str], np.ndarray]:
    """Distinct values in text order and, for each row, the number of its value."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        column = column.cast("string").dictionary_encode()
    encoded = column.unify_dictionaries().combine_chunks()
    indices, values = encoded.indices.to_numpy(), encoded.dictionary.cast("string")
    used = np.zeros(len(values), dtype=bool)
    used[indices] = True
    # A dictionary may hold values that no row has, and one value twice.
    names = pc.unique(values.filter(pa.array(used)))
    names = names.take(pc.sort_indices(names))
    rank = np.asarray(pc.index_in(values, value_set=names).fill_null(-1), dtype=np.int32)
    in_order = (rank == np.arange(len(rank))).all()
    return names.to_pylist(), indices.astype(np.int32) if in_order else rank.take(indices)


def _levels(position: np.ndarray) -> np.ndarray:
    """Numbers of levels, from positions on the scale."""
    import numpy as np

    if len(position):
        least, most = position.min(), position.max()
        if least < LEVELS[0] or most > LEVELS[-1] or (position.dtype.kind == "f" and (position != np.round(position)).any()):
            raise CallError(f"positions run from {least} to {most}; the scale is {LEVELS[0]} to {LEVELS[-1]}")
    return position.astype(np.int8) - np.int8(LEVELS[0])


def _latest(rows: pa.Table, a: np.ndarray, p: np.ndarray, actors: list[str], propositions: list[str]) -> np.ndarray | slice:
    """Row numbers of the last word in each cell."""
    import numpy as np

    places = len(actors) * len(propositions)
    cell = a.astype(np.int32 if places < 2**31 else np.int64) * len(propositions) + p
    if _once(cell, places):
        return slice(None)
    when = _days(rows) if "said_date" in rows.column_names else np.zeros(len(rows), dtype=np.int64)
    turn = rows["sequence"].to_numpy().astype(np.int64) if "sequence" in rows.column_names else 0
    moment = when * 2**20 + turn
    order = np.lexsort((moment, cell))
    cell, moment = cell[order], moment[order]
    same = cell[1:] == cell[:-1]
    tied = np.flatnonzero(same & (moment[1:] == moment[:-1]))
    if len(tied):
        actor, proposition = divmod(int(cell[tied[0]]), len(propositions))
        raise CallError(
            f"{len(tied)} rows have no order, the first of {actors[actor]} on {propositions[proposition]}; "
            "give said_date and sequence, or count='statements'"
        )
    return np.asarray(order[np.flatnonzero(np.append(~same, True))])


def _once(cell: np.ndarray, places: int) -> bool:
    """Whether no cell has two rows: by marking places where they are few, else by a sort."""
    import numpy as np

    if places > 64 * len(cell):
        ordered = np.sort(cell)
        return not bool((ordered[1:] == ordered[:-1]).any())
    seen = np.zeros(places, dtype=bool)
    seen[cell] = True
    return bool(np.count_nonzero(seen) == len(cell))


def _days(rows: pa.Table) -> np.ndarray:
    """Days since 1970 of said_date."""
    import numpy as np

    return np.asarray(rows["said_date"].cast("date32").cast("int32"), dtype=np.int64)


def _period(rows: pa.Table, duplicates: Duplicates) -> np.ndarray:
    """For each row the number of the stretch within which a repetition counts once."""
    import numpy as np

    if duplicates == "all":
        return np.zeros(len(rows), dtype=np.int64)
    needed = "document" if duplicates == "document" else "said_date"
    if needed not in rows.column_names:
        raise CallError(f"duplicates={duplicates!r} needs a column {needed}")
    if duplicates == "document":
        return _codes(rows["document"])[1]
    if duplicates == "week":
        return (_days(rows) + 3) // 7  # 1 January 1970 was a Thursday: weeks from Monday, numbered through the years
    return _days(rows).astype("datetime64[D]").astype(f"datetime64[{PERIODS[duplicates]}]").astype(np.int64)
