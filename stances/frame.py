"""Your own rows as a dataset: any frame with the six columns can be asked the same questions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from stances import call, sql
from stances.call import CallError, did_you_mean
from stances.kinds import arrow_of, columns_of, kind_of, like
from stances.questions import Questions

if TYPE_CHECKING:
    from stances.engines import Runner

SIX = ("actor_id", "proposition_id", "said_date", "sequence", "position", "statement_id")


class FrameDataset(Questions):
    """The questions asked of one frame; answers are of its kind, and lazy where it is a DuckDB relation or a Spark frame.

    Args:
        frame: pandas, polars, Arrow, a DuckDB relation, a Spark frame or a path of Parquet files (answers in pandas), with the six
            columns `actor_id, proposition_id, said_date, sequence, position, statement_id`, and `issue_id` where there are
            issues; rows with a null position are left out. It is read where it lies, anew for each question.
        columns: names of the frame for ours, where they differ: `{"position": "vote"}`.

    Raises:
        CallError: a column is missing.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"actor_id": ["a", "b"], "proposition_id": "p", "said_date": "2020-01-01", "sequence": 1,
    ...                      "position": [2, -1], "statement_id": ["s1", "s2"]})
    >>> FrameDataset(rows).disagreements(as_of="2020-01-02")[["actor_a", "actor_b", "gap"]].values.tolist()
    [['a', 'b', 3]]
    """

    def __init__(self, frame: Any, columns: dict[str, str] | None = None) -> None:
        self._frame = frame
        present = columns_of(frame)
        self._names: dict[str, str | None] = {name: (columns or {}).get(name, name) for name in (*SIX, "issue_id")}
        if "issue_id" not in (columns or {}) and "issue_id" not in present:
            self._names["issue_id"] = None
        missing = [theirs for theirs in self._names.values() if theirs is not None and theirs not in present]
        if missing:
            hints = ", ".join(f"{m}{did_you_mean(m, present)}" for m in missing)
            raise CallError(f"the frame lacks {hints}; pass columns={{ours: yours}} where names differ")

    @cached_property
    def engine(self) -> Runner:
        """The engine that the frame belongs to, DuckDB for those that have none."""
        kind = kind_of(self._frame)
        if kind == "spark":
            from stances.engines.spark import Spark

            return Spark.of_frame(self._frame, self._names)
        from stances.engines.duckdb import DuckDB, Relation

        if kind == "duckdb":
            return Relation(self._frame, self._names)
        return DuckDB.of_frame(str(self._frame) if kind == "path" else self._frame, self._names)

    def ask(self, question: str, **values: Any) -> Any:
        """The answer to a question as a lazy result; ids are the caller's own, taken as given.

        Raises:
            CallError: a frame holds nothing to answer it from.
        """
        text = sql.text(question, own=True)
        lacking = sorted(sql.tables(text))
        lacking += ["issue_id"] * (values.get("issue") is not None and self._names["issue_id"] is None)
        lacking += ["recorded_date"] * (values.get("known_as_of") is not None)
        if lacking:
            raise CallError(f"a frame has no {' and no '.join(lacking)} to answer this from; open a folder of tables")
        given = call.values(question, **values)
        return self.engine.run(text, {name: given.get(name) for name in sql.parameters(text)})

    def _repr_html_(self) -> str:
        from stances.notebook import of_rows

        return of_rows(arrow_of(self.engine.run("SELECT COUNT(*) AS n FROM frame", {}))["n"][0].as_py())

    def answer(self, question: str, **values: Any) -> Any:
        """The answer to a question in the frame's kind."""
        return like(self._frame, self.ask(question, **values))
