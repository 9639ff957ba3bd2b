"""A folder of stance tables, opened on an engine.

This is the only module that knows where files are.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from stances import call, sql
from stances.call import CallError, chosen, did_you_mean
from stances.kinds import KINDS, arrow_of, as_kind, like
from stances.questions import Questions
from stances.schema import SCHEMA_VERSION, TABLES
from stances.steady import Steady

if TYPE_CHECKING:
    import duckdb

    from stances.engines import Engine
    from stances.notebook import Shown

# Parameters that take an id or a plain name, the table they are looked up in, and the column with the name.
LOOKUPS = {
    "issue": "issues",
    "proposition": "propositions",
    "actor": "actors",
    "actor_a": "actors",
    "actor_b": "actors",
    "principal": "actors",
}
LABELS = {"issues": "title", "propositions": "text", "actors": "name"}
# Derived tables that are recomputed by their query, never read in its place.
COMPUTED = ("positions", "disagreements", "shifts")


def bundled() -> Path:
    """Folder of the tables that ship with the package (or, in a checkout, `data/tables`)."""
    here = Path(__file__).parent
    installed = here / "_data" / "tables"
    return installed if installed.exists() else here.parent / "data" / "tables"


def tables_of(folder: Path) -> Path:
    """The tables of a release, or the folder itself."""
    return folder / "tables" if (folder / "tables").is_dir() else folder


def is_remote(folder: Any) -> TypeGuard[str]:
    """Whether a folder is an address, which only Spark reads, and no path of this machine.

    >>> is_remote("s3a://bucket/tables"), is_remote("tables")
    (True, False)
    """
    return isinstance(folder, str) and "://" in folder


class Dataset(Questions):
    """Tables and answers of one folder, of the bundled tables by default.

    A table is `name.parquet`, or a folder `name` of Parquet files, partitioned or not. Each is an attribute (`ds.statements`),
    read when first asked for. Files are read where they lie, only the columns, and for an issue only the row groups, that an
    answer needs.

    Args:
        folder: where the tables are, or a release with them in it; for Spark any path that the session reads, such as `s3a://bucket/tables`.
        engine: `duckdb`, `spark` (the running session, or a new one), or a SparkSession.
        as_: kind of the answers: pandas, polars, arrow, duckdb (lazy) or spark (lazy).
        load: copy the tables into memory, ids as enums: many questions at once go faster than on files. DuckDB only.

    Raises:
        CallError: there is no such folder.

    >>> import stances
    >>> ds = stances.open()
    >>> bool(len(ds.disagreements(as_of="2018-05-13", issue="zte-denial-order")))
    True
    """

    def __init__(self, folder: Path | str | None = None, engine: Any = "duckdb", as_: str = "pandas", load: bool = False) -> None:
        self.folder = folder if is_remote(folder) else tables_of(Path(folder or bundled()))
        if isinstance(self.folder, Path) and not self.folder.is_dir():
            raise CallError(f"{self.folder} is not a folder of tables; build one with `stances build`")
        self.as_ = chosen(as_, KINDS.values(), "kind of table")
        self._engine: Any = chosen(engine, ("duckdb", "spark"), "engine") if isinstance(engine, str) else engine
        self._load = load
        if load and self._engine != "duckdb":
            raise CallError("load=True goes with engine='duckdb'; a Spark frame has cache()")
        self.steady = Steady(self.folder, self._forget)

    @property
    def title(self) -> str:
        """What to call these tables: the name of their folder (`stances` for the bundled ones) and their release, if any."""
        name = "stances" if self.folder == bundled() else Path(self.folder).resolve().name
        return f"{name} {self.release}" if self.release else name

    @cached_property
    def engine(self) -> Engine:
        """The engine, with each table found."""
        if self._engine == "duckdb":
            from stances.engines.duckdb import DuckDB

            duck = DuckDB()
            self._add_tables(duck)
            self._refuse_newer(duck.footer(self._first()))
            if self._load:
                duck.load({
                    (table.name, c.name): (c.ref, TABLES[c.ref].key[0])
                    for table in TABLES.values() for c in table.columns if c.ref in LABELS
                })  # fmt: skip
            return duck
        from stances.engines.spark import Spark

        spark = Spark(None if self._engine == "spark" else self._engine)
        self._add_tables(spark)
        self._refuse_newer(spark.footer(self._first()))
        return spark

    def _forget(self) -> None:
        """Let go of what was opened of a build that is no more."""
        self.__dict__.pop("engine", None)
        self.__dict__.pop("release", None)

    def _add_tables(self, engine: Engine) -> None:
        for name in TABLES:
            path = self.path(name)
            if path is not None and name not in COMPUTED:
                engine.add(name, path, sql.types(name))

    def path(self, name: str) -> str | None:
        """Where a table is: its file, or the folder of its files; None if there is neither. Beyond this machine, the file."""
        if isinstance(self.folder, str):
            return f"{self.folder.rstrip('/')}/{name}.parquet"
        folder, file = self.folder / name, self.folder / f"{name}.parquet"
        return str(folder) if folder.is_dir() else str(file) if file.exists() else None

    def _first(self) -> str | None:
        """A table whose footer speaks for the folder."""
        return next((path for name in TABLES if (path := self.path(name)) is not None), None)

    def _refuse_newer(self, footer: dict[str, str]) -> None:
        """Tables whose schema has a higher first number mean something that this code does not know."""
        schema, ours = footer.get("stances_schema", SCHEMA_VERSION), SCHEMA_VERSION.split(".")[0]
        if int(schema.split(".")[0]) > int(ours):
            raise CallError(f"the tables in {self.folder} have schema {schema}, this package reads {ours}.x; upgrade it")

    @cached_property
    def release(self) -> str | None:
        """Version of the data, from the files' footers; None for tables that were never released."""
        return self.engine.footer(self._first()).get("stances_release")

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The one open DuckDB connection, on which each table is a view."""
        from stances.engines.duckdb import DuckDB

        assert isinstance(self.engine, DuckDB), "only on DuckDB"
        return self.engine.connection

    def relation(self, name: str, **values: Any) -> Any:
        """A query with these parameters as a lazy result of the engine; those not given are null or their default."""
        text = sql.text(name)
        return self.run(text, {key: values.get(key, call.DEFAULTS.get(key)) for key in sql.parameters(text)})

    def run(self, query: str, values: dict[str, Any] | None = None) -> Any:
        """A SQL text on the tables as a lazy result of the engine.

        Raises:
            CallError: the folder lacks a table or column that the text reads.
        """
        try:
            return self.engine.run(query, values or {})
        except CallError as error:
            raise CallError(
                f"{self.folder} cannot answer this ({error}); check it with `stances validate {self.folder}`"
            ) from None

    def ask(self, question: str, **values: Any) -> Any:
        """The answer to a question as a lazy result, from days as texts and actors or issues by id or name.

        Raises:
            CallError: a day, id, relation or gap is not one; the message names the nearest.
        """
        known = {parameter: self.known(table, values.get(parameter)) for parameter, table in LOOKUPS.items()}
        return self.relation(question, **call.values(question, **(values | known)))

    def answer(self, question: str, **values: Any) -> Any:
        """The same as a table of the kind that was chosen; in pandas days are datetimes, integers with gaps nullable.

        It is of one build, even if the folder is built anew meanwhile; a lazy kind is read when it is computed.
        """
        return self.steady.read(lambda: as_kind(self.ask(question, **values), self.as_))

    def computed(self, question: str, **values: Any) -> duckdb.DuckDBPyRelation:
        """The same as a relation whose rows are in memory, until the next one. DuckDB only."""

        def read() -> duckdb.DuckDBPyRelation:
            self.connection.execute("DROP TABLE IF EXISTS answer")
            self.ask(question, **values).create("answer")
            return self.connection.table("answer")

        return self.steady.read(read)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(f"no table or question {name!r}{did_you_mean(name, dir(self))}")
        if self.path(name) is None:
            raise CallError(f"{self.folder}/{name}.parquet is missing; build the tables with `stances build`")
        return self.steady.read(lambda: as_kind(self.run(f"SELECT * FROM {name}"), self.as_))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *TABLES})

    def given_up(self, identifier: str, table: str | None = None) -> str | None:
        """The id that stands in the place of one that was given up, in a table or in any; None if it was not."""
        if self.path("redirects") is None:
            return None
        query = "SELECT new_id FROM redirects WHERE old_id = $value AND COALESCE($table, redirected_table) = redirected_table"
        return next((str(new) for (new,) in self.engine.rows(self.run(query, {"value": identifier, "table": table}))), None)

    def known(self, table: str, value: str | None) -> str | None:
        """The id that `value`, an id (also one given up) or a plain name, stands for; CallError with the nearest if there is none."""
        if value is None:
            return None
        key, label = TABLES[table].key[0], LABELS[table]
        query = f"""SELECT {key} FROM {table} WHERE {key} = CAST($value AS STRING) OR lower({label}) = lower(CAST($value AS STRING))
            ORDER BY CASE WHEN {key} = CAST($value AS STRING) THEN 0 ELSE 1 END, {key}"""
        for (identifier,) in self.engine.rows(self.run(query, {"value": value})):
            return str(identifier)
        stands = self.given_up(value, table)
        if stands is not None:
            return stands
        rows = self.engine.rows(self.run(f"SELECT {key}, {label} FROM {table} ORDER BY {key}"))
        raise CallError(f"no {key} {value!r}{did_you_mean(value, [text for row in rows for text in row])}")

    def show(self, answer: Any) -> Shown:
        """An answer for the eye, in a notebook: each row with the words behind it. The first 50 rows; the frame stays as it is."""
        from stances.notebook import Shown

        return Shown(self, answer)

    def _repr_html_(self) -> str:
        from stances.notebook import overview

        return overview(self)

    def evidence(self, answer: Any) -> Any:
        """The rows of any answer, in its own kind, with the words behind them.

        For each column that holds statement ids, adds speaker, office, day, quote, summary and url, named after that column.
        """
        import pyarrow.compute as pc

        shown, words = arrow_of(answer), self.steady.read(lambda: arrow_of(self.run(sql.body("words"))))
        columns = [c for c in shown.column_names if c.startswith("statement_") or c.endswith("statement_id")]
        if not columns:
            raise CallError("the frame has no column of statement ids")
        for column in columns:
            suffix = column.replace("statement_id", "").replace("statement", "").strip("_")
            found = words.take(pc.index_in(shown[column].cast("string"), words["statement_id"]))
            for name in words.column_names[1:]:
                name_shown = f"{name}_{suffix}" if suffix else name
                shown = shown.append_column(
                    name_shown if name_shown not in shown.column_names else f"{name_shown}_said", found[name]
                )
        return like(answer, shown)
