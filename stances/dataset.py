"""A folder of stance tables, opened on DuckDB, and the questions that can be asked of it.

This is the only module that knows where files are.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from stances import sql
from stances.kinds import pandas_of
from stances.schema import SCHEMA_VERSION, TABLES, VOCABULARIES

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from stances.notebook import Shown

Day = date | str | None
T = TypeVar("T")
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
# Questions about all that happened up to a day; for the others `as_of` asks what held on that one day.
HISTORIES = ("rows", "shifts", "timeline", "profile", "movers", "agencies", "governments")
DEFAULTS: dict[str, Any] = {"with_withdrawn": False, "min_gap": 2, "linked": False}


class CallError(ValueError):
    """The call cannot be answered as asked; the message says what to change."""


def bundled() -> Path:
    """Folder of the tables that ship with the package (or, in a checkout, `data/tables`)."""
    here = Path(__file__).parent
    installed = here / "_data" / "tables"
    return installed if installed.exists() else here.parent / "data" / "tables"


def build_of(folder: Path) -> tuple[int, int, int] | None:
    """What tells a folder from the one that a build puts in its place; None if there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_ctime_ns  # numbers are given again to new folders, moments are not


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

    _build: tuple[int, int, int] | None = None  # of the folder when the connection was made

    def __init__(self, folder: Path | str | None = None) -> None:
        self.folder = Path(folder) if folder is not None else bundled()
        if not self.folder.is_dir():
            raise CallError(f"{self.folder} is not a folder of tables; build one with `stances build`")

    @property
    def title(self) -> str:
        """What to call these tables: the name of their folder (`stances` for the bundled ones) and their release, if any."""
        name = "stances" if self.folder == bundled() else self.folder.resolve().name
        return f"{name} {self.release}" if self.release else name

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
                try:
                    con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted}')")
                except duckdb.Error as error:
                    raise CallError(
                        f"{path} cannot be read as Parquet ({str(error).split(chr(10))[0]}); write it again"
                    ) from None
        self._refuse_newer(con)
        return con

    @cached_property
    def release(self) -> str | None:
        """Version of the data, from the files' footers; None for tables that were never released."""
        return footer(self.connection, self.folder).get("stances_release")

    def _refuse_newer(self, con: duckdb.DuckDBPyConnection) -> None:
        """Tables whose schema has a higher first number mean something that this code does not know."""
        schema = footer(con, self.folder).get("stances_schema", SCHEMA_VERSION)
        ours = SCHEMA_VERSION.split(".")[0]
        if int(schema.split(".")[0]) > int(ours):
            raise CallError(f"the tables in {self.folder} have schema {schema}, this package reads {ours}.x; upgrade it")

    def relation(self, name: str, **values: Any) -> duckdb.DuckDBPyRelation:
        """A query with these parameters as a lazy DuckDB relation; those not given are null or their default."""
        used = {key: values.get(key, DEFAULTS.get(key)) for key in sql.parameters(name)}
        return self.run(sql.text(name), used)

    def run(self, query: str, values: dict[str, Any] | None = None) -> duckdb.DuckDBPyRelation:
        """A SQL text on the tables as a lazy relation.

        Raises:
            CallError: the folder lacks a table or column that the text reads.
        """
        import duckdb

        try:
            return self.connection.sql(query, params=values)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            reason = str(error).split("\n")[0]
            raise CallError(
                f"{self.folder} cannot answer this ({reason}); check it with `stances validate {self.folder}`"
            ) from None

    def ask(
        self, question: str, as_of: Day = None, between: tuple[Day, Day] | None = None, **call: Any
    ) -> duckdb.DuckDBPyRelation:
        """The answer to a question as a lazy relation, from days as texts and actors or issues by id or name.

        Raises:
            CallError: a day, id, relation or gap is not one; the message names the nearest.
        """
        if as_of is not None and between:
            raise CallError("give as_of or between, not both")
        since, until = (day(d, "between") for d in between) if between else (day(as_of, "as_of"),) * 2
        if question in HISTORIES:
            since = None
        if since is not None and until is not None and since > until:
            raise CallError(f"between is {since} and {until}; give the earlier day first")
        values = dict(call, since=since, until=until, known_as_of=day(call.get("known_as_of"), "known_as_of"))
        for parameter, table in LOOKUPS.items():
            values[parameter] = self.known(table, call.get(parameter))
        relation, gap = call.get("relation"), call.get("min_gap", DEFAULTS["min_gap"])
        if relation is not None and relation not in VOCABULARIES["actor_relation"]:
            raise CallError(f"no relation {relation!r}{did_you_mean(relation, VOCABULARIES['actor_relation'])}")
        if gap not in range(1, 5):
            raise CallError(f"min_gap is {gap!r}; opposite positions lie 2 to 4 apart")
        return self.relation(question, **values)

    def steady(self, read: Callable[[], T]) -> T:
        """What `read` gives, all of one build: read again where the folder was replaced by a new build meanwhile.

        Raises:
            CallError: a file cannot be read.
        """
        import duckdb

        while True:
            build, problem = build_of(self.folder), None
            if build != self._build:  # views of an earlier build may have other columns
                self.__dict__.pop("connection", None)
                self._build = build
            try:
                result = read()
            except CallError as error:
                problem = error
            except (duckdb.Error, UnicodeError, RuntimeError) as error:  # the last where a broken file's bytes are to be text
                reason = str(error).split("\n")[0]
                problem = CallError(f"{self.folder} cannot be read ({reason}); check it with `stances validate {self.folder}`")
            if build_of(self.folder) == build:
                if problem is not None:
                    raise problem from None
                return result

    def answer(self, question: str, **call: Any) -> pd.DataFrame:
        """The same as a pandas frame; days are datetimes, whole numbers with gaps are nullable integers."""
        return pandas_of(self.steady(lambda: self.ask(question, **call).to_arrow_table()))

    def computed(self, question: str, **call: Any) -> duckdb.DuckDBPyRelation:
        """The same as a relation whose rows are in memory, until the next one."""

        def read() -> duckdb.DuckDBPyRelation:
            self.connection.execute("DROP TABLE IF EXISTS answer")
            self.ask(question, **call).create("answer")
            return self.connection.table("answer")

        return self.steady(read)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(f"no table {name!r}{did_you_mean(name, TABLES)}")
        path = self.folder / f"{name}.parquet"
        if not path.exists():
            raise CallError(f"{path} is missing; build the tables with `stances build`")
        return pandas_of(self.steady(lambda: self.connection.read_parquet(str(path)).to_arrow_table()))

    def known(self, table: str, value: str | None) -> str | None:
        """The id that `value`, an id or a plain name, stands for; CallError with the nearest ones if there is none."""
        if value is None:
            return None
        key, label = TABLES[table].key[0], LABELS[table]
        rows = self.run(f"SELECT {key}, {label} FROM {table} ORDER BY {key}").fetchall()
        for identifier, name in rows:
            if value == identifier or value.casefold() == name.casefold():
                return str(identifier)
        raise CallError(f"no {key} {value!r}{did_you_mean(value, [text for row in rows for text in row])}")

    def positions(self, as_of: Day = None, known_as_of: Day = None, max_age: int | None = None) -> pd.DataFrame:
        """Where each actor stands: on one day (`as_of`), or over all intervals. `max_age` is in days.

        Columns: those of the table positions. `known_as_of` hides what was recorded after that day.
        """
        return self.answer("positions", as_of=as_of, known_as_of=known_as_of, max_age=max_age)

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

        Columns: those of the table disagreements. With `linked=True` also rows in which one side spoke only to a proposition
        that bears on this one: `basis` is then `linked` and `via_proposition_id` names the one spoken to.
        """
        return self.answer(
            "disagreements", as_of=as_of, between=between, issue=issue, proposition=proposition, actor=actor,
            relation=relation, min_gap=min_gap, linked=linked, known_as_of=known_as_of)  # fmt: skip

    def shifts(
        self, actor: str | None = None, issue: str | None = None, proposition: str | None = None, as_of: Day = None
    ) -> pd.DataFrame:
        """Who moved, from what to what, and how many days after a principal had spoken on the other side.

        Columns: those of the table shifts. `as_of` hides what was said after that day.
        """
        return self.answer("shifts", actor=actor, issue=issue, proposition=proposition, as_of=as_of)

    def compare(self, a: str, b: str, as_of: Day = None) -> pd.DataFrame:
        """Two actors side by side as of a day (today by default): positions, `gap` (0 to 4), `opposed`, statements.

        A row for each proposition that either has spoken to; gap and opposed are null unless both have.
        """
        return self.answer("compare", actor_a=a, actor_b=b, as_of=as_of or date.today())

    def timeline(self, issue: str, as_of: Day = None) -> pd.DataFrame:
        """Statements and events of an issue in order of days: day, entry (statement or event), actor, summary, ids."""
        return self.answer("timeline", issue=issue, as_of=as_of)

    def divergence(self, principal: str, as_of: Day = None) -> pd.DataFrame:
        """How far each agent stands from a principal: mean distance over n shared propositions, from 0 (same) to 1 (ends).

        mean |x_principal - x_agent| / 4; null where n is 0. Columns: agent_id, n, n_opposed, divergence.
        """
        return self.answer("divergence", principal=principal, as_of=as_of or date.today())

    def coverage(self, issue: str, as_of: Day = None) -> pd.DataFrame:
        """Each participant on each open proposition; `status` is position, lapsed, a refusal or not-spoken.

        `position` is null except where the status is position: silence is never a stance.
        """
        return self.answer("coverage", issue=issue, as_of=as_of or date.today())

    def conflicts(self) -> pd.DataFrame:
        """Where one actor took two positions on one proposition within one day, in the order spoken."""
        return self.answer("conflicts")

    def profile(self, actor: str, as_of: Day = None) -> pd.DataFrame:
        """All that one actor has stood for over every issue: a row per interval of a position.

        Columns: issue_id, proposition_id, valid_from, valid_to, position, ended_by, office_id, n_statements, statement_id.
        """
        return self.answer("profile", actor=actor, as_of=as_of)

    def movers(self, as_of: Day = None) -> pd.DataFrame:
        """Who moved most, among those who spoke more than once on a proposition.

        Columns: actor_id, n_flips, n_shifts, n_propositions (on which they moved), n (occasions on which they could have).
        """
        return self.answer("movers", as_of=as_of)

    def agencies(self, principal: str | None = None, as_of: Day = None) -> pd.DataFrame:
        """How far the people of each organization stood from a principal above them, from 0 (same) to 1 (opposite ends).

        Columns: organization_id, principal_actor_id, n_actors, n_propositions, n (pairs of positions on one proposition that
        held at the same time), n_opposed (of opposite sign), divergence (mean distance of the pairs / 4).
        """
        return self.answer("agencies", principal=principal, as_of=as_of)

    def governments(self, as_of: Day = None) -> pd.DataFrame:
        """How far the executives of two governments stood apart, from 0 (same) to 1 (opposite ends).

        Columns: government_a, government_b, n_propositions, n and n_opposed (pairs of positions held at the same time), distance
        (the mean over propositions of the mean distance of the pairs / 4, so that much-discussed ones do not outweigh others).
        """
        return self.answer("governments", as_of=as_of)

    def balance(self) -> pd.DataFrame:
        """How many actors ever stood for and against each proposition: issue_id, proposition_id, n_for, n_against, n_actors."""
        return self.answer("balance")

    def reach(self) -> pd.DataFrame:
        """From where people spoke: issue_id, spoke_from (government, or country of private speakers), branch, n_actors, n_statements."""
        return self.answer("reach")

    def rows(self, issue: str | None = None, as_of: Day = None) -> pd.DataFrame:
        """The rows that measures read (`stances.network(ds.rows(issue))`): one for each stance, in no summary.

        Columns: actor_id, proposition_id, said_date, sequence, position, statement_id, issue_id, and where the actor spoke from:
        office_id, organization_id, government_id, branch, party_id.
        """
        return self.answer("rows", issue=issue, as_of=as_of)

    def show(self, answer: pd.DataFrame) -> Shown:
        """An answer for the eye, in a notebook: each row with the words behind it. The first 50 rows; the frame stays as it is."""
        from stances.notebook import Shown

        return Shown(self, answer)

    def _repr_html_(self) -> str:
        from stances.notebook import overview

        return overview(self)

    def evidence(self, answer: pd.DataFrame) -> pd.DataFrame:
        """The rows of any answer with the words behind them.

        For each column that holds statement ids, adds speaker, office, day, quote, summary and url, named after that column.
        """
        words = pandas_of(self.steady(lambda: self.run(sql.body("words")).to_arrow_table())).set_index("statement_id")
        columns = [c for c in answer.columns if c.startswith("statement_") or c.endswith("statement_id")]
        if not columns:
            raise CallError("the frame has no column of statement ids")
        shown = answer
        for column in columns:
            suffix = column.replace("statement_id", "").replace("statement", "").strip("_")
            names = {c: f"{c}_{suffix}" if suffix else c for c in words.columns}
            shown = shown.merge(words.rename(columns=names), left_on=column, right_index=True, how="left", suffixes=("", "_said"))
        return shown


def footer(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, str]:
    """What the footer of the first table in a folder says: release, schema version, hash of its rows."""
    for name in TABLES:
        path = folder / f"{name}.parquet"
        if path.exists():
            return dict(con.execute("SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]).fetchall())
    return {}


def did_you_mean(name: str, options: Any) -> str:
    """A hint with the nearest options, or nothing."""
    near = difflib.get_close_matches(name, [option for option in options if option], n=3, cutoff=0.6)
    return f"; did you mean {', '.join(near)}?" if near else ""
