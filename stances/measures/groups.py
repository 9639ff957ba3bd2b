"""The same measure within groups of rows: by columns of the caller, and by months or years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

from stances.call import CallError, did_you_mean

if TYPE_CHECKING:
    import pyarrow as pa

Period = Literal["month", "year"]
Values = dict[str, Any]


def needed(by: str | list[str] | None, period: Period | None = None) -> tuple[str, ...]:
    """The columns that grouping reads."""
    return (*([by] if isinstance(by, str) else by or ()), *(["said_date"] if period else ()))


def each(rows: pa.Table, by: str | list[str] | None, period: Period | None = None) -> Iterator[tuple[Values, pa.Table]]:
    """Each group of rows, in the order of its values, with what they are; all rows as one group when nothing is asked for.

    `period` adds a column of that name: the first day of the month or year of said_date.
    """
    import pyarrow.compute as pc

    keys = [by] if isinstance(by, str) else list(by or ())
    if period is not None:
        if period not in ("month", "year"):
            raise CallError(f"no period {period!r}{did_you_mean(period, ('month', 'year'))}; one of month, year")
        rows = rows.append_column(period, pc.floor_temporal(rows["said_date"].cast("date32"), unit=period))
        keys.append(period)
    if not keys:
        yield {}, rows
        return
    for values in rows.group_by(keys).aggregate([]).sort_by([(key, "ascending") for key in keys]).to_pylist():
        chosen = rows
        for key, value in values.items():
            chosen = chosen.filter(pc.is_null(chosen[key]) if value is None else pc.equal(chosen[key], value))
        yield values, chosen


def stacked(tables: Iterable[tuple[Values, pa.Table]]) -> pa.Table:
    """The results of the groups below one another, the groups' values as leading columns."""
    import pyarrow as pa

    parts = []
    for values, table in tables:
        for n, (key, value) in enumerate(values.items()):
            table = table.add_column(
                n, key, pa.array([value] * len(table)) if len(table) else pa.array([], pa.scalar(value).type)
            )
        parts.append(table)
    return pa.concat_tables(parts, promote_options="permissive") if parts else pa.table({})
