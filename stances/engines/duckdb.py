"""Query texts on DuckDB: over Parquet and frames where they lie, or over a caller's relation."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from stances.call import CallError
from stances.partitions import partitions

Values = Mapping[str, Any]
TURNS = re.compile(r"WINDOW w AS \(PARTITION BY actor_id, proposition_id ORDER BY ([\w, ]+)\)")
IN_TURN = re.compile(r"\nORDER BY proposition_id, actor_id(, valid_from)?\n*\)\s*\Z")


class DuckDB:
    """One open connection on which a folder's tables, or a caller's rows, are views; nothing is copied unless asked for.

    Windows and joins over enums take a half to a third of the time of texts, so ids are enums where they can be: of a caller's rows always,
    of a folder's tables once they are loaded (on files it would keep filters from the row groups). Results have texts.

    >>> import pandas as pd
    >>> engine = DuckDB.of_frame(pd.DataFrame({"who": ["b", "a"]}), {"actor_id": "who"})
    >>> engine.rows(engine.run("SELECT actor_id FROM frame WHERE actor_id < $actor", {"actor": "b"}))
    [('a',)]
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection | None = None) -> None:
        self.connection = connection or duckdb.connect()
        # As Spark calls them.
        self.connection.execute("CREATE TEMP MACRO regexp_like(text, form) AS regexp_matches(text, form)")
        self.connection.execute("CREATE TEMP MACRO array_join(list, between) AS array_to_string(list, between)")

    @classmethod
    def of_frame(cls, frame: Any, names: Mapping[str, str | None]) -> DuckDB:
        """The rows of a pandas, polars or Arrow table, or of Parquet files, as the view `frame` under our names."""
        engine = cls(of_frames(os.getpid()).cursor())
        if isinstance(frame, str):
            engine.add("theirs", frame)
        else:
            engine.connection.register("theirs", frame)
        select = []
        for ours, theirs in names.items():
            column = quoted(theirs)
            if ours.endswith("_id"):
                column = f"CAST({column} AS VARCHAR)"
            if ours in ("actor_id", "proposition_id"):
                engine.enum(f"{ours}s", f"SELECT {column} AS id FROM theirs")
                column = f"CAST({column} AS {ours}s)"
            select.append(f"{column} AS {ours}")
        engine.connection.execute(f"CREATE TEMP VIEW frame AS SELECT {', '.join(select)} FROM theirs")
        return engine

    def add(self, name: str, path: str, types: Mapping[str, str] | None = None) -> None:
        """A view on a Parquet file or pattern, or on the files below a folder, where `column=value` in a path is a column.

        With `types`, the SQL types of the columns that the table has, only those among them are, and only below the path.

        Raises:
            CallError: it cannot be read.
        """
        hive, layout = "hive_types_autocast = false", set[str]()
        if types is not None:
            below = partitions(path)
            told = [f"{column}: {kind}" for column, kind in types.items() if column in below]
            hive = f"hive_partitioning = true, hive_types = {{{', '.join(told)}}}" if told else "hive_partitioning = false"
            layout = (below | set(re.findall(r"([^/=]+)=", path))) - types.keys() if told else layout
        source = f"read_parquet({duckdb.ConstantExpression(files_of(path))}, {hive})"
        try:
            columns = self.connection.sql(f"FROM {source}").columns if layout else []
            hidden = [quoted(column) for column in columns if column in layout]
            exclude = f" EXCLUDE ({', '.join(hidden)})" if hidden else ""
            self.connection.execute(f"CREATE TEMP VIEW {name} AS SELECT *{exclude} FROM {source}")
        except duckdb.Error as error:
            raise CallError(f"{path} cannot be read as Parquet ({first_line(error)}); write it again") from None

    def footer(self, path: str | None) -> dict[str, str]:
        """What the footer of a Parquet file, or of the first in a folder, says besides its columns."""
        if path is None:
            return {}
        query = "SELECT DISTINCT ON (key) decode(key), decode(value) FROM parquet_kv_metadata($files) ORDER BY key, file_name"
        return dict(self.connection.execute(query, {"files": files_of(path)}).fetchall())

    def load(self, references: Mapping[tuple[str, str], tuple[str, str]]) -> None:
        """Turn views into tables in memory. `references` maps (table, column) to the (table, key) that lists its ids.

        Raises:
            CallError: an id is not listed there.
        """
        present = {name for (name,) in self.connection.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()}
        casts: dict[str, list[str]] = {name: [] for name in sorted(present)}
        for listed, key in sorted({ref for ref in references.values() if ref[0] in present}):
            self.enum(f"{listed}_ids", f"SELECT {key} AS id FROM {listed}")
        for (table, column), (listed, _) in references.items():
            if {table, listed} <= present:
                casts[table].append(f"CAST({column} AS {listed}_ids) AS {column}")
        try:
            for name, parts in casts.items():
                replace = f" REPLACE ({', '.join(parts)})" if parts else ""
                self.connection.execute(f"CREATE TABLE {name}_loaded AS SELECT *{replace} FROM {name}")
        except duckdb.ConversionException as error:
            raise CallError(f"{name} cannot be loaded ({first_line(error)})") from None
        for name in present:
            self.connection.execute(f"DROP VIEW {name}; ALTER TABLE {name}_loaded RENAME TO {name}")

    def enum(self, name: str, ids: str) -> None:
        """Make an enum of the ids that a text selects, in the order of texts."""
        self.connection.execute(
            f"CREATE TEMP TYPE {name} AS ENUM (SELECT DISTINCT id FROM ({ids}) WHERE id IS NOT NULL ORDER BY id)"
        )

    def run(self, query: str, values: Values) -> duckdb.DuckDBPyRelation:
        """The rows of a text as a lazy relation.

        Raises:
            CallError: a table or column that the text reads is not there.
        """
        query, given = in_passing(query), dict(values) or None
        try:
            result = self.connection.sql(query, params=given)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise CallError(first_line(error)) from None
        enums = [column for column, kind in zip(result.columns, result.types, strict=True) if kind.id == "enum"]
        texts = ", ".join(f"CAST({column} AS VARCHAR) AS {column}" for column in enums)
        # Not result.project(): it writes out the ids of an enum time and again.
        return self.connection.sql(f"SELECT * REPLACE ({texts}) FROM (\n{query}\n)", params=given) if enums else result

    def rows(self, result: duckdb.DuckDBPyRelation) -> list[tuple[Any, ...]]:
        """The computed rows of a result.

        Raises:
            CallError: a file turns out to be damaged.
        """
        try:
            return result.fetchall()
        except duckdb.IOException as error:
            raise CallError(first_line(error)) from None


class Relation:
    """A caller's relation, which lives on the caller's connection: the text is put to the relation itself.

    >>> engine = Relation(duckdb.sql("SELECT 'it''s' AS who"), {"actor_id": "who"})
    >>> engine.run("SELECT actor_id FROM frame WHERE actor_id = $actor", {"actor": "it's"}).fetchall()
    [("it's",)]
    """

    def __init__(self, frame: duckdb.DuckDBPyRelation, names: Mapping[str, str | None]) -> None:
        self.frame = frame.project(", ".join(
            f"CAST({quoted(theirs)} AS VARCHAR) AS {ours}" if ours.endswith("_id") else f"{quoted(theirs)} AS {ours}"
            for ours, theirs in names.items()
        ))  # fmt: skip

    def run(self, query: str, values: Values) -> duckdb.DuckDBPyRelation:
        """The rows of a text as a lazy relation. A relation takes no parameters, so DuckDB writes the values as constants."""
        plain = re.sub(r"--.*", "", in_passing(query))  # a line break in a value would end the comment that the value stands in
        result = self.frame.query("frame", re.sub(r"\$(\w+)", lambda m: str(duckdb.ConstantExpression(values[m[1]])), plain))
        assert result is not None, "only what does not read gives nothing"
        return result


@cache
def of_frames(process: int) -> duckdb.DuckDBPyConnection:
    """The database of all frames of a process: each has a cursor of its own and, on it, temporary views that no other sees.

    Opening a database costs more than a question about a few thousand rows. A fork must open its own, for it has none of the
    threads, and must not close its parent's.
    """
    return duckdb.connect()


def in_passing(query: str) -> str:
    """A text that defines `turns` with them sorted once, so that its windows read neighbours in passing; any other as it is.

    DuckDB cuts and sorts anew for each window, but keeps rows in the order in which a subquery gives them, and a window OVER ()
    reads them so (https://duckdb.org/docs/stable/sql/dialect/order_preservation). Our texts look at neighbours of the same actor
    and proposition alone, and an answer in this order needs no sorting at the end. A text with windows in two orders stays too.

    >>> window = "WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date)"
    >>> in_passing(f"WITH turns AS (FROM frame) SELECT LAG(said_date) OVER w FROM turns {window}").split("FROM ", 2)[2]
    '(SELECT * FROM turns ORDER BY proposition_id, actor_id, said_date) turns WINDOW w AS ()'
    """
    orders = set(TURNS.findall(query))
    if len(orders) != 1 or "turns AS (" not in query:
        return query
    run = f"FROM (SELECT * FROM turns ORDER BY proposition_id, actor_id, {orders.pop()}) turns"
    return re.sub(r"FROM turns\b", run, IN_TURN.sub("\n)", TURNS.sub("WINDOW w AS ()", query)))


def files_of(path: str) -> str:
    """The pattern of the files below a folder; a file or pattern as it is."""
    return f"{path}/**/*.parquet" if Path(path).is_dir() else path


def quoted(name: str | None) -> str:
    """A caller's column as SQL writes it; NULL where there is none."""
    return "NULL" if name is None else '"' + name.replace('"', '""') + '"'


def first_line(error: Exception) -> str:
    """What DuckDB says first."""
    return str(error).split("\n")[0]
