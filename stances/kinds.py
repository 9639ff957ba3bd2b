"""The kinds of table that callers hand in and get back: pandas, polars (eager or lazy), Arrow, DuckDB relations, Spark frames, paths."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# Kinds of table by the library that they come from.
KINDS = {"pandas": "pandas", "polars": "polars", "pyarrow": "arrow", "duckdb": "duckdb", "pyspark": "spark"}


def kind_of(frame: Any) -> str:
    """The kind of a table: pandas, polars, arrow, duckdb, spark, or `path` for a Parquet file or pattern.

    Raises:
        TypeError: it is a table of no known library.

    >>> kind_of("votes/*.parquet")
    'path'
    """
    if isinstance(frame, str | Path):
        return "path"
    for base in type(frame).__mro__:
        library = base.__module__.split(".")[0].lstrip("_")
        if library in KINDS:
            return KINDS[library]
    raise TypeError(f"{type(frame).__name__} is no table; pass a frame of {', '.join(KINDS)} or a Parquet path")


def arrow_of(frame: Any, columns: list[str] | None = None) -> pa.Table:
    """A table of any kind as an Arrow table, or some of its columns; lazy ones are computed.

    >>> import pandas as pd
    >>> arrow_of(pd.DataFrame({"actor_id": ["a"], "position": [2]}), ["position"]).column_names
    ['position']
    """
    import pyarrow as pa

    kind = kind_of(frame)
    if kind in ("path", "duckdb"):
        import duckdb

        relation = duckdb.read_parquet(str(frame)) if kind == "path" else frame
        return (relation.select(*map(duckdb.ColumnExpression, columns)) if columns else relation).to_arrow_table()
    if kind == "arrow":
        table = pa.table(frame)
        return table.select(columns) if columns else table
    if columns:
        frame = frame.select(columns) if hasattr(frame, "select") else frame[columns]
    if kind == "pandas":
        return pa.Table.from_pandas(frame, preserve_index=False)
    if kind == "polars":
        return (frame.collect() if hasattr(frame, "collect") else frame).to_arrow()
    return frame.toArrow()


def columns_of(frame: Any) -> list[str]:
    """Names of the columns of a table of any kind; of a lazy one without computing it.

    >>> import pandas as pd
    >>> columns_of(pd.DataFrame({"actor_id": ["a"]}))
    ['actor_id']
    """
    kind = kind_of(frame)
    if kind == "path":
        import duckdb

        return duckdb.read_parquet(str(frame)).columns
    if kind == "arrow":
        return list(frame.column_names)
    return list(frame.collect_schema().names() if hasattr(frame, "collect_schema") else frame.columns)


def as_kind(table: Any, kind: str) -> Any:
    """A table of any kind in another; a lazy one that is of that kind already stays lazy.

    >>> import pyarrow as pa
    >>> as_kind(pa.table({"n": [1]}), "polars").rows()
    [(1,)]
    """
    if kind_of(table) == kind:
        return table
    table = arrow_of(table)
    if kind == "polars":
        import polars as pl

        return pl.DataFrame(table)
    if kind == "duckdb":
        import duckdb

        return duckdb.from_arrow(table)
    if kind == "spark":
        from stances.engines.spark import running

        return running().createDataFrame(table)
    return table if kind == "arrow" else pandas_of(table)


def like(frame: Any, table: Any) -> Any:
    """A table of any kind in the kind of `frame`; pandas for a path.

    >>> import pyarrow as pa
    >>> type(like(pa.table({"n": [1]}), pa.table({"n": [2]}))).__name__
    'Table'
    """
    kind = kind_of(frame)
    result = as_kind(table, "pandas" if kind == "path" else kind)
    return result.lazy() if kind == "polars" and hasattr(frame, "collect") else result


def pandas_of(table: pa.Table) -> pd.DataFrame:
    """A pandas frame in which days compare with texts and integers keep their type beside nulls."""
    import pandas as pd

    nullable = {"int8": pd.Int8Dtype(), "int16": pd.Int16Dtype(), "int32": pd.Int32Dtype(), "bool": pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    for field in table.schema:
        if table[field.name].null_count and str(field.type) in nullable:
            frame[field.name] = table[field.name].to_pandas(types_mapper={field.type: nullable[str(field.type)]}.get)
    return frame
