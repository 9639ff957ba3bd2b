"""The work of four questions written by hand for pandas, polars and DuckDB, as well as each can do it; answers equal ours.

Each function takes the path of a Parquet file and gives its library's own kind of table: the same rows in the same order, ids as texts.
pandas reads ids as categories. numpy works on codes: cell, day and sequence packed into one integer, sorted once.
"""

from __future__ import annotations

from datetime import date
from typing import Any

DAY = date(2015, 1, 1)
DAY_NUMBER = (DAY - date(1970, 1, 1)).days
SIX = ["actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id"]


class Sorted:
    """The rows of a file as numpy arrays, sorted by proposition, actor, day and sequence, up to a day."""

    def __init__(self, path: str, until: int | None = None) -> None:
        import numpy as np
        import pyarrow.compute as pc
        import pyarrow.parquet as pq

        filters = None if until is None else pc.field("said_date") <= DAY
        table = pq.read_table(path, columns=SIX, read_dictionary=SIX[:2], filters=filters)
        self.statements = table["statement_id"].combine_chunks()
        frame = table.select(SIX[:2]).to_pandas()
        self.ids, codes = {}, {}
        for name in SIX[:2]:
            ordered = frame[name].cat.reorder_categories(sorted(frame[name].cat.categories))
            self.ids[name], codes[name] = ordered.cat.categories, ordered.cat.codes.to_numpy().astype(np.int64)
        days = table["said_date"].cast("int32").to_numpy().astype(np.int64)
        cell = codes["proposition_id"] * len(self.ids["actor_id"]) + codes["actor_id"]
        packed = (cell << 28) | (days << 12) | table["sequence"].to_numpy()
        self.row = np.argsort(packed)
        packed = packed[self.row]
        self.cell, self.day = packed >> 28, (packed >> 12) & 0xFFFF
        self.position = table["position"].to_numpy()[self.row]

    def frame(self, at: Any, **columns: Any) -> Any:
        """A pandas frame of the ids at some of the sorted rows and other columns."""
        import pandas as pd

        proposition, actor = divmod(self.cell[at], len(self.ids["actor_id"]))
        ids = {"actor_id": actor, "proposition_id": proposition}
        return pd.DataFrame({k: pd.Series(self.ids[k].array.take(v)) for k, v in ids.items()} | columns)

    def said(self, at: Any) -> Any:
        """Statement ids of some of the sorted rows."""
        import pandas as pd

        return pd.Series(self.statements.take(self.row[at]).to_pandas())

    def lasting(self) -> tuple[Any, Any, Any]:
        """Rows not overtaken within their day, the end of each, and which begin an interval."""
        import numpy as np

        same = np.append(self.cell[1:] == self.cell[:-1], False)
        end = np.where(same, np.append(self.day[1:], 0), 2**31 - 1)
        kept = np.flatnonzero(end > self.day)
        cell, position = self.cell[kept], self.position[kept]
        begins = np.append(True, (cell[1:] != cell[:-1]) | (position[1:] != position[:-1]))
        return kept, end[kept], begins


def days(numbers: Any) -> Any:
    """Day numbers as pandas days; the far future is none."""
    import numpy as np
    import pandas as pd

    return pd.Series(np.where(numbers == 2**31 - 1, np.datetime64("NaT"), numbers.astype("datetime64[D]")))


def numpy_latest(path: str) -> Any:
    """Last word in each cell up to a day."""
    import numpy as np

    s = Sorted(path, DAY_NUMBER)
    last = np.flatnonzero(np.append(s.cell[1:] != s.cell[:-1], True))
    return s.frame(last, position=s.position[last], said_date=days(s.day[last]), statement_id=s.said(last))


def numpy_positions(path: str) -> Any:
    """Intervals of each position."""
    import numpy as np

    s = Sorted(path)
    kept, end, begins = s.lasting()
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(kept)) - 1
    return s.frame(
        kept[first], valid_from=days(s.day[kept[first]]), valid_to=days(end[last]), position=s.position[kept[first]],
        statement_id=s.said(kept[first]), last_statement_id=s.said(kept[last]), n_statements=(last - first + 1).astype("int32"),
    )  # fmt: skip


def numpy_shifts(path: str) -> Any:
    """Moves from one position to another."""
    import numpy as np

    s = Sorted(path)
    kept, _, begins = s.lasting()
    to = np.flatnonzero(begins)[1:]
    to = to[s.cell[kept[to]] == s.cell[kept[to - 1]]]
    cell, day = s.cell[kept[to]], s.day[kept[to]]
    proposition, actor = divmod(cell, len(s.ids["actor_id"]))
    to = to[np.argsort((day << 40) | (actor << 20) | proposition)]
    before, after = s.position[kept[to - 1]], s.position[kept[to]]
    return s.frame(
        kept[to], shift_date=days(s.day[kept[to]]), from_position=before, to_position=after,
        from_statement_id=s.said(kept[to - 1]), to_statement_id=s.said(kept[to]),
    )  # fmt: skip


def numpy_proposition_counts(path: str) -> Any:
    """How many stand where on each proposition on a day."""
    import numpy as np
    import pandas as pd

    s = Sorted(path, DAY_NUMBER)
    last = np.flatnonzero(np.append(s.cell[1:] != s.cell[:-1], True))
    proposition, position = s.cell[last] // len(s.ids["actor_id"]), s.position[last]
    n, n_for, n_against = (
        np.bincount(proposition[chosen], minlength=len(s.ids["proposition_id"]))
        for chosen in (slice(None), position > 0, position < 0)
    )
    counts = {"n_for": n_for, "n_against": n_against, "n_between": n - n_for - n_against, "n": n, "n_opposed": n_for * n_against}
    return pd.DataFrame({"proposition_id": s.ids["proposition_id"]} | counts)[n > 0]


def _pandas_rows(path: str) -> Any:
    import pyarrow.parquet as pq

    frame = pq.read_table(path, columns=SIX, read_dictionary=SIX[:2]).to_pandas(date_as_object=False)
    for name in SIX[:2]:
        frame[name] = frame[name].cat.reorder_categories(sorted(frame[name].cat.categories), ordered=True)
    return frame


def _texts(frame: Any) -> Any:
    """The frame with its ids as texts, taken from the categories."""
    import pandas as pd

    return frame.assign(
        **{n: pd.Series(frame[n].cat.categories.array.take(frame[n].cat.codes), frame.index) for n in SIX[:2] if n in frame}
    )


CELL = ["proposition_id", "actor_id"]


def _pandas_latest(path: str) -> Any:
    rows = _pandas_rows(path)
    rows = rows[rows.said_date <= str(DAY)].sort_values([*CELL, "said_date", "sequence"])
    return rows.drop_duplicates(CELL, keep="last").drop(columns="sequence")


def pandas_latest(path: str) -> Any:
    """Last word in each cell up to a day."""
    return _texts(_pandas_latest(path))


def _pandas_lasting(path: str) -> Any:
    rows = _pandas_rows(path).sort_values([*CELL, "said_date", "sequence"], ignore_index=True)
    following = rows.shift(-1)
    same = (rows.actor_id.cat.codes == following.actor_id.cat.codes) & (
        rows.proposition_id.cat.codes == following.proposition_id.cat.codes
    )
    rows["valid_to"] = following.said_date.where(same)
    rows = rows[~(rows.valid_to <= rows.said_date)].reset_index(drop=True)
    before = rows.shift(1)
    rows["new_cell"] = (rows.actor_id.cat.codes != before.actor_id.cat.codes) | (
        rows.proposition_id.cat.codes != before.proposition_id.cat.codes
    )
    rows["begins"] = rows.new_cell | (rows.position != before.position)
    return rows


def pandas_positions(path: str) -> Any:
    """Intervals of each position."""
    rows = _pandas_lasting(path)
    first = rows[rows.begins].reset_index(drop=True)
    last = rows[rows.begins.shift(-1, fill_value=True)]
    size = rows.begins.cumsum().value_counts(sort=False).sort_index()
    return _texts(first.rename(columns={"said_date": "valid_from"})).assign(
        valid_to=last.valid_to.values, last_statement_id=last.statement_id.values, n_statements=size.values
    )[["actor_id", "proposition_id", "valid_from", "valid_to", "position", "statement_id", "last_statement_id", "n_statements"]]


def pandas_shifts(path: str) -> Any:
    """Moves from one position to another."""
    rows = _pandas_lasting(path)
    rows["from_position"], rows["from_statement_id"] = rows.position.shift(1), rows.statement_id.shift(1)
    moved = rows[rows.begins & ~rows.new_cell].astype({"from_position": "int8"})
    names = {"said_date": "shift_date", "position": "to_position", "statement_id": "to_statement_id"}
    moved = moved.rename(columns=names).drop(columns=["sequence", "valid_to", "new_cell", "begins"])
    return _texts(moved.sort_values(["shift_date", "actor_id", "proposition_id"]))


def pandas_proposition_counts(path: str) -> Any:
    """How many stand where on each proposition on a day."""
    latest = _pandas_latest(path)
    counts = latest.assign(n_for=latest.position > 0, n_against=latest.position < 0, n_between=latest.position == 0, n=1)
    counts = counts.groupby("proposition_id", observed=True)[["n_for", "n_against", "n_between", "n"]].sum().reset_index()
    return _texts(counts).assign(n_opposed=counts.n_for * counts.n_against)


def _polars_sorted(path: str, until: date | None = None) -> Any:
    import polars as pl

    rows = pl.scan_parquet(path).select(SIX)
    if until is not None:
        rows = rows.filter(pl.col("said_date") <= until)
    ids = [pl.col(name).cast(pl.Categorical) for name in SIX[:2]]
    return rows.with_columns(ids)


def _as_texts(answer: Any) -> Any:
    import polars as pl
    import polars.selectors as cs

    return answer.with_columns(cs.categorical().cast(pl.String)).collect()


def polars_latest(path: str) -> Any:
    """Last word in each cell up to a day."""
    import polars as pl

    moment = pl.col("said_date").cast(pl.Int64) * 2**16 + pl.col("sequence")
    last = [pl.col(c).get(moment.arg_max()) for c in ("position", "said_date", "statement_id")]
    return _as_texts(
        _polars_sorted(path, DAY).group_by("actor_id", "proposition_id").agg(last).sort("proposition_id", "actor_id")
    )


def _polars_lasting(path: str) -> Any:
    import polars as pl

    cell = ["proposition_id", "actor_id"]
    same = pl.all_horizontal(pl.col(c) == pl.col(c).shift(-1) for c in cell)
    rows = _polars_sorted(path).sort(*cell, "said_date", "sequence")
    rows = rows.with_columns(valid_to=pl.when(same).then(pl.col("said_date").shift(-1)))
    rows = rows.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") > pl.col("said_date")))
    carries_on = pl.all_horizontal(pl.col(c) == pl.col(c).shift(1) for c in [*cell, "position"])
    return rows.with_columns(run=(~carries_on.fill_null(False)).cum_sum())


def polars_positions(path: str) -> Any:
    """Intervals of each position."""
    import polars as pl

    return _as_texts(
        _polars_lasting(path).group_by("run", maintain_order=True)
        .agg(
            pl.col("actor_id").first(), pl.col("proposition_id").first(), pl.col("said_date").first().alias("valid_from"),
            pl.col("valid_to").last(), pl.col("position").first(), pl.col("statement_id").first(),
            pl.col("statement_id").last().alias("last_statement_id"), pl.len().cast(pl.Int32).alias("n_statements"),
        )
        .drop("run")
    )  # fmt: skip


def polars_shifts(path: str) -> Any:
    """Moves from one position to another."""
    import polars as pl

    cell = ["proposition_id", "actor_id"]
    same = pl.all_horizontal(pl.col(c) == pl.col(c).shift(1) for c in cell)
    moved = same & (pl.col("position") != pl.col("position").shift(1))
    return _as_texts(_polars_lasting(path).select(
        "actor_id", "proposition_id", pl.col("said_date").alias("shift_date"), pl.col("position").shift(1).alias("from_position"),
        pl.col("position").alias("to_position"), pl.col("statement_id").shift(1).alias("from_statement_id"),
        pl.col("statement_id").alias("to_statement_id"), moved=moved,
    ).filter("moved").drop("moved").sort("shift_date", "actor_id", "proposition_id"))  # fmt: skip


def polars_proposition_counts(path: str) -> Any:
    """How many stand where on each proposition on a day."""
    import polars as pl

    moment = pl.col("said_date").cast(pl.Int64) * 2**16 + pl.col("sequence")
    latest = _polars_sorted(path, DAY).group_by("actor_id", "proposition_id").agg(pl.col("position").get(moment.arg_max()))
    counts = latest.group_by("proposition_id").agg(
        n_for=(pl.col("position") > 0).sum().cast(pl.Int64), n_against=(pl.col("position") < 0).sum().cast(pl.Int64),
        n_between=(pl.col("position") == 0).sum(), n=pl.len(),
    )  # fmt: skip
    return _as_texts(counts.with_columns(n_opposed=pl.col("n_for") * pl.col("n_against")).sort("proposition_id"))


LATEST = f"""SELECT actor_id, proposition_id, max_by(position, moment) AS position, max(said_date) AS said_date,
        max_by(statement_id, moment) AS statement_id
    FROM (SELECT *, (said_date - DATE '1970-01-01') * 65536 + sequence AS moment FROM 'PATH' WHERE said_date <= DATE '{DAY}')
    GROUP BY ALL"""
LASTING = """SELECT *, lag(position) OVER w AS before, lag(statement_id) OVER w AS statement_before, lag(said_date) OVER w AS day_before
    FROM (SELECT *, lead(said_date) OVER (PARTITION BY actor_id, proposition_id ORDER BY said_date, sequence) AS end_date FROM 'PATH')
    WHERE end_date IS NULL OR end_date > said_date
    WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date)"""
DUCKDB = {
    "latest": f"{LATEST} ORDER BY proposition_id, actor_id",
    "positions": f"""SELECT actor_id, proposition_id, min(said_date) AS valid_from,
            CASE WHEN count(end_date) = count(*) THEN max(end_date) END AS valid_to, any_value(position) AS position,
            min_by(statement_id, said_date) AS statement_id, max_by(statement_id, said_date) AS last_statement_id,
            count(*)::INTEGER AS n_statements
        FROM (SELECT *, count(CASE WHEN before = position THEN NULL ELSE 1 END) OVER w AS run FROM ({LASTING})
              WINDOW w AS (PARTITION BY actor_id, proposition_id ORDER BY said_date))
        GROUP BY actor_id, proposition_id, run ORDER BY proposition_id, actor_id, valid_from""",
    "shifts": f"""SELECT actor_id, proposition_id, said_date AS shift_date, before AS from_position, position AS to_position,
            statement_before AS from_statement_id, statement_id AS to_statement_id
        FROM ({LASTING}) WHERE before <> position ORDER BY shift_date, actor_id, proposition_id""",
    "proposition_counts": f"""SELECT proposition_id, count(*) FILTER (position > 0) AS n_for, count(*) FILTER (position < 0) AS n_against,
            count(*) FILTER (position = 0) AS n_between, count(*) AS n, n_for * n_against AS n_opposed
        FROM ({LATEST}) GROUP BY ALL ORDER BY ALL""",
}


def duckdb_answer(question: str, path: str) -> Any:
    """The hand-written SQL on the texts as they are, as an Arrow table."""
    import duckdb

    return duckdb.connect().sql(DUCKDB[question].replace("PATH", path)).to_arrow_table()


def ours(question: str, path: str) -> Any:
    """The same by this package."""
    import stances

    asked = stances.of(path)
    return asked.answer(question, **({"as_of": DAY} if question in ("latest", "proposition_counts") else {}))


QUESTIONS = ("latest", "positions", "shifts", "proposition_counts")
NAMES = ("stances", "pandas", "polars", "duckdb", "numpy")


def answer(name: str, question: str, path: str) -> Any:
    """A contender's answer to a question."""
    if name == "stances":
        return ours(question, path)
    if name == "duckdb":
        return duckdb_answer(question, path)
    return globals()[f"{name}_{question}"](path)


def prepare(name: str, *arguments: str) -> None:
    """Import what a contender needs and run it once on a handful of rows, so that imports are not timed."""
    import tempfile
    from pathlib import Path

    from benchmarks import rows

    with tempfile.TemporaryDirectory() as folder:
        answer(name, "latest", str(rows.write(1000, Path(folder) / "few.parquet")))


def columns(question: str, path: str) -> list[str]:
    """The columns in which the answers must be equal."""
    ids = ["actor_id", "proposition_id"]
    return {
        "latest": [*ids, "position", "said_date", "statement_id"],
        "positions": [*ids, "valid_from", "valid_to", "position", "statement_id", "last_statement_id", "n_statements"],
        "shifts": [*ids, "shift_date", "from_position", "to_position", "from_statement_id", "to_statement_id"],
        "proposition_counts": ["proposition_id", "n_for", "n_against", "n_between", "n", "n_opposed"],
    }[question]
