"""Query texts on a Spark session: local, or a cluster."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from stances.call import CallError
from stances.partitions import partitions

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")


class Spark:
    """Tables as Spark frames, read by a text under their names; nothing is left in the session's catalog."""

    def __init__(self, session: SparkSession | None = None) -> None:
        self.session = session or running()
        self.tables: dict[str, DataFrame] = {}

    @classmethod
    def of_frame(cls, frame: DataFrame, names: Mapping[str, str | None]) -> Spark:
        """A caller's Spark frame as the table `frame` under our names."""
        from pyspark.sql.functions import lit

        engine = cls(frame.sparkSession)
        columns = {ours: lit(None) if theirs is None else frame[theirs] for ours, theirs in names.items()}
        engine.tables["frame"] = frame.select(
            [(column.cast("string") if ours.endswith("_id") else column).alias(ours) for ours, column in columns.items()]
        )
        return engine

    def add(self, name: str, path: str, types: Mapping[str, str] | None = None) -> None:
        """The table of a Parquet file, folder or pattern at any path that the session reads.

        With `types`, folders named `column=value` below it tell a column only where it is among them, and in that type.

        Raises:
            CallError: it cannot be read.
        """
        from pyspark.errors import PySparkException

        try:
            frame = self.session.read.parquet(path)
        except PySparkException as error:
            raise CallError(f"{path} cannot be read as Parquet ({first_line(error)}); write it again") from None
        for column in partitions(path) if types is not None else ():
            kind = (types or {}).get(column)
            frame = frame.withColumn(column, frame[column].cast(kind)) if kind else frame.drop(column)
        self.tables[name] = frame

    def schema(self, name: str) -> pa.Schema:
        """The columns of a table as Arrow types."""
        from pyspark.sql.pandas.types import to_arrow_schema

        return to_arrow_schema(self.tables[name].schema)

    def footer(self, path: str | None) -> dict[str, str]:
        """Nothing: Spark does not show footers."""
        return {}

    def run(self, query: str, values: Mapping[str, Any]) -> DataFrame:
        """The rows of a text as a lazy Spark frame; `$name` in the text is Spark's `:name`.

        Raises:
            CallError: a table or column that the text reads is not there.
        """
        from pyspark.errors import AnalysisException

        read = {name: self.tables[name] for name in dict.fromkeys(READ.findall(query)) if name in self.tables}
        # Spark fills {name} with a view of its own for the length of the call.
        tables = ",\n".join(f"{name} AS (SELECT * FROM {{{name}}})" for name in read)
        text = re.sub(r"\$(\w+)", r":\1", query)
        if read:
            text = f"WITH {tables}\nSELECT * FROM (\n{text.replace('{', '{{').replace('}', '}}')}\n)"
        try:
            return self.session.sql(text, args=dict(values), **read)
        except AnalysisException as error:
            raise CallError(first_line(error)) from None

    def rows(self, result: DataFrame) -> list[tuple[Any, ...]]:
        """The computed rows of a result."""
        return [tuple(row) for row in result.collect()]


def running() -> SparkSession:
    """The running session, or a new one as the environment configures it (a local one by default)."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers run whichever python3 comes first on the path
    return SparkSession.builder.appName("stances").getOrCreate()


def first_line(error: Exception) -> str:
    """What Spark says first."""
    return str(error).strip().split("\n")[0]
