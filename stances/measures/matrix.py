"""Rows of positions or statements -> counts of actor x proposition at each level of the scale, the form every measure reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from stances.call import CallError, day, did_you_mean
from stances.kinds import arrow_of

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

LEVELS = (-2, -1, 0, 1, 2)
Count = Literal["positions", "statements"]
Duplicates = Literal["keep", "document", "day", "week", "month", "year", "all"]
PERIODS = {"day": "D", "month": "M", "year": "Y"}  # as numpy names them


@dataclass(frozen=True)
class Cells:
    """What each actor said on each proposition, one entry for each level: numbers of actor, proposition and level, and how often."""

    actors: list[str]
    propositions: list[str]
    actor: np.ndarray
    proposition: np.ndarray
    level: np.ndarray
    times: np.ndarray
    left_out: np.ndarray

    def matrix(self) -> Matrix:
        """The same with a place for every actor on every proposition."""
        import numpy as np

        counts = np.zeros((len(LEVELS), len(self.actors), len(self.propositions)), dtype=np.float32)
        counts[self.level, self.actor, self.proposition] = self.times
        return Matrix(self.actors, self.propositions, counts, self.left_out)


@dataclass(frozen=True)
class Matrix:
    """How often each actor stood at each level on each proposition: `counts[level, actor, proposition]`.

    With latest positions every count is 0 or 1 and a cell has at most one level; with statements it may have several. An actor
    without a position on a proposition has zeros at every level: nothing is filled in. `left_out` counts, for each proposition, the
    rows without a position (refusals, codes): excluded from every measure, but not from sight.
    """

    actors: list[str]
    propositions: list[str]
    counts: np.ndarray
    left_out: np.ndarray

    @property
    def presence(self) -> np.ndarray:
        """1 where an actor has a position on a proposition (actors x propositions, float32)."""
        import numpy as np

        return np.asarray(self.counts.any(axis=0), dtype=np.float32)


def rows_of(frame: Any, columns: dict[str, str] | None = None, wanted: tuple[str, ...] = ()) -> pa.Table:
    """The columns a measure needs, under our names, from a caller's table of any kind.

    `actor_id`, `proposition_id`, `position` are needed, `said_date` and `sequence` are taken where there are any.

    Raises:
        CallError: a needed column is missing; the message names the nearest.
    """
    table = arrow_of(frame)
    names = {ours: (columns or {}).get(ours, ours) for ours in ("actor_id", "proposition_id", "position", *wanted)}
    missing = [theirs for theirs in names.values() if theirs not in table.column_names]
    if missing:
        hints = ", ".join(f"{name}{did_you_mean(name, table.column_names)}" for name in missing)
        raise CallError(f"the table lacks {hints}; pass columns={{ours: yours}} where names differ")
    for ours in ("said_date", "sequence"):
        theirs = (columns or {}).get(ours, ours)
        if theirs in table.column_names:
            names[ours] = theirs
    return table.select(list(names.values())).rename_columns(list(names))


def matrix(
    rows: pa.Table, count: Count = "positions", duplicates: Duplicates = "keep", as_of: date | str | None = None
) -> Matrix:
    """The matrix of `rows_of(...)`; see `cells`.

    >>> import pyarrow as pa
    >>> m = matrix(pa.table({"actor_id": ["a", "b"], "proposition_id": ["p", "p"], "position": [2, -1]}))
    >>> m.actors, m.propositions, m.counts[:, 0, 0].tolist()
    (['a', 'b'], ['p'], [0.0, 0.0, 0.0, 0.0, 1.0])
    """
    return cells(rows, count, duplicates, as_of).matrix()


def cells(rows: pa.Table, count: Count = "positions", duplicates: Duplicates = "keep", as_of: date | str | None = None) -> Cells:
    """The cells of `rows_of(...)`: latest positions (by said_date and sequence), or counts of statements.

    `duplicates` says which repeated statements count once: those of one document (column `document`), day, week, month or year
    (week and month with their year), or all; the level is part of the key, so that contradictions stay.

    Raises:
        CallError: two rows of one actor and proposition have no order, or positions lie outside the scale.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    until = day(as_of, "as_of")
    if until is not None:
        if "said_date" not in rows.column_names:
            raise CallError("as_of needs a column said_date")
        rows = rows.filter(pc.less_equal(pc.cast(rows["said_date"], "date32"), until))
    actors, all_a = _codes(rows["actor_id"])
    propositions, all_p = _codes(rows["proposition_id"])
    said = np.asarray(rows["position"].is_valid())
    known, a, p = rows.filter(pa.array(said)), all_a[said], all_p[said]
    position = known["position"].to_numpy()
    if len(position) and (position.min() < LEVELS[0] or position.max() > LEVELS[-1] or (position != np.round(position)).any()):
        raise CallError(f"positions run from {position.min()} to {position.max()}; the scale is {LEVELS[0]} to {LEVELS[-1]}")
    k = position.astype(np.int64) - LEVELS[0]
    left_out = np.bincount(all_p[~said], minlength=len(propositions))
    if count == "positions":
        last = _latest(known, a * len(propositions) + p, actors, propositions)
        return Cells(actors, propositions, a[last], p[last], k[last], np.ones(len(last), dtype=np.float32), left_out)
    key = (k * len(actors) + a) * len(propositions) + p
    if duplicates != "keep":
        key = np.unique(np.stack([key, _period(known, duplicates)]), axis=1)[0]
    key, times = np.unique(key, return_counts=True)
    cell, p = np.divmod(key, max(len(propositions), 1))
    k, a = np.divmod(cell, max(len(actors), 1))
    return Cells(actors, propositions, a, p, k, times.astype(np.float32), left_out)


def _codes(column: pa.ChunkedArray) -> tuple[list[str], np.ndarray]:
    """Distinct values in text order and, for each row, the number of its value."""
    import numpy as np

    encoded = column.cast("string").combine_chunks().dictionary_encode()
    values = encoded.dictionary.to_pylist()
    order = sorted(range(len(values)), key=values.__getitem__)
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values))
    return [values[i] for i in order], rank[encoded.indices.to_numpy()] if len(column) else np.empty(0, dtype=np.int64)


def _latest(known: pa.Table, cell: np.ndarray, actors: list[str], propositions: list[str]) -> np.ndarray:
    """Row number of the last word in each cell."""
    import numpy as np

    when = _days(known) if "said_date" in known.column_names else np.zeros(len(known), dtype=np.int64)
    turn = known["sequence"].to_numpy().astype(np.int64) if "sequence" in known.column_names else 0
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
    return order[np.flatnonzero(np.append(~same, True))] if len(cell) else order


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
