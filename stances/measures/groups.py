"""The same measure within parts of the rows: by columns of the caller, by months or years, in windows of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from stances.call import CallError, did_you_mean

if TYPE_CHECKING:
    import pyarrow as pa

Period = Literal["month", "year"]
Values = dict[str, Any]
# The first and last day of a group, where a table holds only some of its rows and says them in columns.
EXTENT = ("_first_day", "_last_day")


class Cut(NamedTuple):
    """How rows are cut into parts: by columns, by month or year of said_date, and within these into windows (days, step).

    >>> Cut("region", "year").keys, Cut("region", "year").needed
    (['region', 'year'], ('region', 'said_date'))
    """

    by: str | list[str] | None = None
    period: Period | None = None
    window: tuple[int, int] | None = None

    @property
    def columns(self) -> list[str]:
        """Those of the caller."""
        return [self.by] if isinstance(self.by, str) else list(self.by or ())

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that cutting reads."""
        return (*self.columns, *(["said_date"] if self.period or self.window else []))

    @property
    def keys(self) -> list[str]:
        """The columns that tell groups apart: the caller's, and one named as the period, with its first day."""
        return self.columns + ([self.period] if self.period else [])

    def check(self) -> None:
        """CallError for a period that is not known, or a window of no length."""
        if self.period not in (None, "month", "year"):
            raise CallError(f"no period {self.period!r}{did_you_mean(self.period, ('month', 'year'))}; one of month, year")
        if self.window and min(self.window) < 1:
            raise CallError(f"window is {self.window}; give lengths of 1 day or more")

    def parts(self, rows: pa.Table) -> Iterator[tuple[Values, pa.Table]]:
        """Each part of the rows, in the order of its values, with what they are; all rows as one when nothing is asked for."""
        import pyarrow.compute as pc

        self.check()
        if self.period:
            rows = rows.append_column(self.period, pc.floor_temporal(rows["said_date"].cast("date32"), unit=self.period))
        for values, group in _groups(rows, self.keys):
            if self.window is None:
                yield values, group
            else:
                for start, end, inside in _windows(group, *self.window):
                    yield values | {"window_start": start, "window_end": end}, inside


def stacked(tables: Iterable[tuple[Values, pa.Table]]) -> pa.Table:
    """The results of the parts below one another, the parts' values as leading columns."""
    import pyarrow as pa

    parts = []
    for values, table in tables:
        for n, (key, value) in enumerate(values.items()):
            table = table.add_column(
                n, key, pa.array([value] * len(table)) if len(table) else pa.array([], pa.scalar(value).type)
            )
        parts.append(table)
    return pa.concat_tables(parts, promote_options="permissive") if parts else pa.table({})


def _groups(rows: pa.Table, keys: list[str]) -> Iterator[tuple[Values, pa.Table]]:
    import pyarrow.compute as pc

    if not keys:
        yield {}, rows
        return
    for values in rows.group_by(keys).aggregate([]).sort_by([(key, "ascending") for key in keys]).to_pylist():
        chosen = rows
        for key, value in values.items():
            chosen = chosen.filter(pc.is_null(chosen[key]) if value is None else pc.equal(chosen[key], value))
        yield values, chosen


def _windows(rows: pa.Table, days: int, step: int) -> Iterator[tuple[date, date, pa.Table]]:
    """Stretches of `days` days that begin `step` days apart, from a group's first statement until one holds its last."""
    import pyarrow.compute as pc

    said = pc.cast(rows["said_date"], "date32")
    known = EXTENT if set(EXTENT) <= set(rows.column_names) else None
    start, last = (pc.max(rows[name]).as_py() for name in known) if known else pc.min_max(said).as_py().values()
    while start is not None and start <= last:
        end = start + timedelta(days=days)
        yield start, end, rows.filter(pc.and_(pc.greater_equal(said, start), pc.less(said, end)))
        if end > last:
            break
        start += timedelta(days=step)
