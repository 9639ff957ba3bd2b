"""A folder of stance tables, opened on DuckDB, and the questions that can be asked of it.

This is the only module that knows where files are.
"""

from __future__ import annotations

import difflib
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances import sql
from stances.schema import TABLES

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Day = date | str | None
DEFAULTS: dict[str, Any] = {"with_withdrawn": False, "min_gap": 2, "linked": False}


class CallError(ValueError):
    """The call cannot be answered as asked; the message says what to change."""


def bundled() -> Path:
    """Folder of the tables that ship with the package (or, in a checkout, `data/tables`)."""
    here = Path(__file__).parent
    installed = here / "_data" / "tables"
    return installed if installed.exists() else here.parent / "data" / "tables"


def day(value: Day, name: str) -> date | None:
    """A day from a date or an ISO text; CallError names the argument when it is neither."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        raise CallError(f"{name} is {value!r}; write a day as YYYY-MM-DD") from None


class Dataset:
    """Tables and answers of one folder. Every answer is a plain frame whose rows carry statement ids.

    Each table is an attribute (`ds.statements`), read when first asked for.

    >>> import stances
    >>> ds = stances.open()
    >>> bool(len(ds.disagreements(as_of="2018-05-13", issue="zte-denial-order")))
    True
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else bundled()
        if not self.folder.is_dir():
            raise CallError(f"{self.folder} is not a folder of tables; build one with `stances build`")

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The one open DuckDB connection, with a view for each table file found."""
        import duckdb

        con = duckdb.connect()
        for name in TABLES:
            path = self.folder / f"{name}.parquet"
            # A derived table is recomputed by its query, never read in its place, except stances and non_positions.
            if path.exists() and name not in ("positions", "disagreements", "shifts"):
                quoted = str(path).replace("'", "''")
                con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted}')")
        return con

    def relation(self, name: str, **values: Any) -> duckdb.DuckDBPyRelation:
        """The answer to a question as a lazy DuckDB relation; parameters not given are null or their default."""
        used = {key: values.get(key, DEFAULTS.get(key)) for key in sql.parameters(name)}
        return self.connection.sql(sql.text(name), params=used)

    def frame(self, name: str, **values: Any) -> pd.DataFrame:
        """The same as a pandas frame; days are datetimes, whole numbers with gaps are nullable integers."""
        return to_pandas(self.relation(name, **values))

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(f"no table {name!r}{did_you_mean(name, TABLES)}")
        path = self.folder / f"{name}.parquet"
        if not path.exists():
            raise CallError(f"{path} is missing; build the tables with `stances build`")
        return to_pandas(self.connection.read_parquet(str(path)))

    def _window(self, as_of: Day, between: tuple[Day, Day] | None = None) -> dict[str, Any]:
        if as_of is not None and between is not None:
            raise CallError("give as_of or between, not both")
        if between is not None:
            low, high = day(between[0], "between"), day(between[1], "between")
            if low is None or high is None or low > high:
                raise CallError(f"between is {between!r}; give two days, the earlier first")
            return {"since": low, "until": high}
        return {"since": day(as_of, "as_of"), "until": day(as_of, "as_of")}

    def known(self, table: str, value: str | None) -> str | None:
        """`value` if it is a key of `table`; CallError with the nearest ids if it is not."""
        if value is None:
            return None
        key = TABLES[table].key[0]
        ids = [row[0] for row in self.connection.sql(f"SELECT {key} FROM {table}").fetchall()]
        if value not in ids:
            raise CallError(f"no {key} {value!r}{did_you_mean(value, ids)}")
        return value

    def positions(self, as_of: Day = None, known_as_of: Day = None, max_age: int | None = None) -> pd.DataFrame:
        """Where each actor stands: on one day (`as_of`), or over all intervals. `max_age` is in days."""
        return self.frame("positions", **self._window(as_of), known_as_of=day(known_as_of, "known_as_of"), max_age=max_age)

    def disagreements(
        self,
        as_of: Day = None,
        between: tuple[Day, Day] | None = None,
        issue: str | None = None,
        proposition: str | None = None,
        actor: str | None = None,
        relation: str | None = None,
        min_gap: int = 2,
        linked: bool = False,
        known_as_of: Day = None,
    ) -> pd.DataFrame:
        """Who stands against whom: actor_a supports, actor_b opposes, `gap` is their distance (2 to 4).

        With `linked=True` also rows in which one side spoke only to a proposition that bears on this one
        (`via_proposition_id` names it, `basis` is `linked`).
        """
        return self.frame(
            "disagreements", **self._window(as_of, between), issue=self.known("issues", issue),
            proposition=self.known("propositions", proposition), actor=self.known("actors", actor),
            relation=relation, min_gap=min_gap, linked=linked, known_as_of=day(known_as_of, "known_as_of"))  # fmt: skip

    def shifts(
        self, actor: str | None = None, issue: str | None = None, proposition: str | None = None, as_of: Day = None
    ) -> pd.DataFrame:
        """Who moved, from what to what, and how many days after a principal had spoken on the other side."""
        return self.frame(
            "shifts", until=day(as_of, "as_of"), actor=self.known("actors", actor),
            issue=self.known("issues", issue), proposition=self.known("propositions", proposition))  # fmt: skip

    def compare(self, a: str, b: str, as_of: Day = None) -> pd.DataFrame:
        """Two actors side by side as of a day (today by default); `gap` and `opposed` are null unless both spoke."""
        window = self._window(as_of or date.today())
        return self.frame("compare", **window, actor_a=self.known("actors", a), actor_b=self.known("actors", b))

    def timeline(self, issue: str, as_of: Day = None) -> pd.DataFrame:
        """Statements and events of an issue in order of days."""
        return self.frame("timeline", issue=self.known("issues", issue), until=day(as_of, "as_of"))

    def divergence(self, principal: str, as_of: Day = None) -> pd.DataFrame:
        """How far agents stand from a principal (0 to 1), with n shared propositions; null where n is 0."""
        window = self._window(as_of or date.today())
        return self.frame("divergence", **window, principal=self.known("actors", principal))

    def coverage(self, issue: str, as_of: Day = None) -> pd.DataFrame:
        """Each participant on each open proposition: a position, a refusal, a lapsed one, or `not-spoken` with nulls."""
        return self.frame("coverage", **self._window(as_of or date.today()), issue=self.known("issues", issue))

    def conflicts(self) -> pd.DataFrame:
        """Where one actor took two positions on one proposition within one day."""
        return self.frame("conflicts")

    def evidence(self, answer: pd.DataFrame) -> pd.DataFrame:
        """The rows of any answer with the words behind them.

        For each column that holds statement ids, adds speaker, office, day, quote, summary and url, named after that column.
        """
        words = to_pandas(self.connection.sql(sql.body("words"))).set_index("statement_id")
        columns = [c for c in answer.columns if c.startswith("statement_") or c.endswith("statement_id")]
        if not columns:
            raise CallError("the frame has no column of statement ids")
        shown = answer
        for column in columns:
            suffix = column.replace("statement_id", "").replace("statement", "").strip("_")
            names = {c: f"{c}_{suffix}" if suffix else c for c in words.columns}
            shown = shown.merge(words.rename(columns=names), left_on=column, right_index=True, how="left", suffixes=("", "_said"))
        return shown


def did_you_mean(name: str, options: Any) -> str:
    """A hint with the nearest options, or nothing."""
    near = difflib.get_close_matches(name, list(options), n=3, cutoff=0.5)
    return f"; did you mean {', '.join(near)}?" if near else ""


def to_pandas(relation: duckdb.DuckDBPyRelation) -> pd.DataFrame:
    """A pandas frame in which days compare with texts and integers keep their type beside nulls."""
    import pandas as pd

    table = relation.to_arrow_table()
    nullable = {"int8": pd.Int8Dtype(), "int16": pd.Int16Dtype(), "int32": pd.Int32Dtype(), "bool": pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    for field in table.schema:
        if table[field.name].null_count and str(field.type) in nullable:
            frame[field.name] = table[field.name].to_pandas(types_mapper={field.type: nullable[str(field.type)]}.get)
    return frame
