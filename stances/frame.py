"""Your own rows as a dataset: any frame with the six columns can be asked the same questions."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances import sql
from stances.dataset import DEFAULTS, CallError, Dataset, did_you_mean
from stances.schema import TABLES

if TYPE_CHECKING:
    import duckdb

SIX = ("actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id")
SQL_TYPES = {
    "id": "VARCHAR",
    "text": "VARCHAR",
    "date": "DATE",
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "bool": "BOOLEAN",
}


class FrameDataset(Dataset):
    """The questions asked of one frame (pandas, polars or Arrow).

    Args:
        frame: rows with the six columns `actor_id, proposition_id, said_date, sequence, position, statement_id`; rows with a
            null position are left out.
        columns: names of the frame for the six, where they differ: `{"position": "vote"}`.

    Raises:
        CallError: a column is missing.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "b"], "proposition_id": "p", "said_date": "2020-01-01", "sequence": 1,
    ...                      "position": [2, -1], "statement_id": ["s1", "s2"]})
    >>> FrameDataset(rows).disagreements(as_of="2020-01-02")[["actor_a", "actor_b", "gap"]].values.tolist()
    [['a', 'b', 3]]
    """

    def __init__(self, frame: Any, columns: dict[str, str] | None = None) -> None:
        self._source = frame
        self.folder = Path("the frame")
        self._names = {name: (columns or {}).get(name, name) for name in SIX}
        present = (
            list(frame.columns) if hasattr(frame, "columns") and not hasattr(frame, "column_names") else list(frame.column_names)
        )
        missing = [theirs for theirs in self._names.values() if theirs not in present]
        if missing:
            hints = ", ".join(f"{m}{did_you_mean(m, present)}" for m in missing)
            raise CallError(f"the frame lacks {hints}; pass columns={{ours: yours}} where names differ")

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """A connection in which the frame stands and the other tables are empty."""
        import duckdb

        con = duckdb.connect()
        for table in TABLES.values():
            if table.name not in ("positions", "disagreements", "shifts"):
                columns = ", ".join(f"{c.name} {SQL_TYPES[c.type]}" for c in table.columns)
                con.execute(f"CREATE TABLE {table.name} ({columns})")
        con.register("theirs", self._source)
        quoted = {ours: theirs.replace('"', '""') for ours, theirs in self._names.items()}
        renamed = ", ".join(f'"{theirs}" AS {ours}' for ours, theirs in quoted.items())
        con.execute(f"CREATE TEMP VIEW frame AS SELECT {renamed} FROM theirs")
        return con

    def relation(self, name: str, **values: Any) -> duckdb.DuckDBPyRelation:
        """The answer as a lazy DuckDB relation."""
        used = {key: values.get(key, DEFAULTS.get(key)) for key in sql.parameters(name, "frame")}
        return self.run(sql.text(name, "frame"), used)

    def known(self, table: str, value: str | None) -> str | None:
        """Ids of a frame are the caller's own: taken as given."""
        return value
