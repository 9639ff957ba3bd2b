"""Is a folder of tables right? Shape on Arrow, values by Great Expectations, then links and domain rules in SQL.

Every problem is collected; none hides another.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from stances.call import CallError, did_you_mean
from stances.dataset import bundled
from stances.schema import TABLES

# Left out of large folders: every reader computes them anew from the others.
RECOMPUTED = ("positions", "disagreements", "shifts")
FAMILIES = {"string": "text", "large_string": "text", "string_view": "text", "date32[day]": "date", "date64[ms]": "date"}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, at its table, row, column and rule."""

    table: str
    row: str
    column: str
    value: str
    sentence: str
    rule: str

    def __str__(self) -> str:
        where = f"{self.table} {self.row}".strip()
        return f"{where}: {self.column} is {self.value}; {self.sentence}. [{self.rule}]"


def validate(folder: Path | str | None = None, progress: Callable[[str], None] = lambda name: None) -> list[Problem]:
    """All problems of a folder of tables (the bundled one by default), sorted; an empty list when it is right.

    One Parquet file named after its table is checked against the bundled siblings. `progress` is called with each table's name
    before its values are checked.

    Raises:
        CallError: there is no such folder, or it holds no table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    root = Path(folder) if folder is not None else bundled()
    alone = root if root.is_file() else None
    if alone is not None:
        if alone.stem not in TABLES:
            raise CallError(f"{alone} is not named after a table{did_you_mean(alone.stem, TABLES)}")
        root = bundled()
    if not root.is_dir():
        raise CallError(f"{root} is not a folder of tables")
    problems: list[Problem] = []
    tables: dict[str, pa.Table] = {}
    for name in TABLES:
        path = alone if alone is not None and alone.stem == name else root / f"{name}.parquet"
        if not path.exists() and name in RECOMPUTED:
            continue
        if not path.exists():
            problems.append(Problem(name, "", "file", "missing", f"put {name}.parquet into the folder", f"{name}.file"))
            continue
        try:
            tables[name] = pq.read_table(path)
        except (pa.ArrowInvalid, OSError) as error:
            reason = str(error).splitlines()[0]
            problems.append(Problem(name, "", "file", "unreadable", f"write it again ({reason})", f"{name}.file"))
    if not tables:
        raise CallError(f"{root} holds none of the tables; expected {', '.join(list(TABLES)[:3])}, ...")
    for name, table in tables.items():
        problems += shape(name, table)
    if problems:  # values cannot be judged where the shape is off
        return sorted(problems)
    checker = Checker(tables)
    found: list[Problem] = []
    for name, table in tables.items():
        progress(name)
        found += checker.check(name, table)
    return sorted(set(found + domain(tables)))


def family(kind: Any) -> str:
    """The family of an Arrow type, in which string and large_string are one."""
    return FAMILIES.get(str(kind), str(kind))


def shape(name: str, table: Any) -> list[Problem]:
    """Columns that are missing, extra or of another type than declared."""
    from stances.derive.arrow import arrow_schema

    wanted = arrow_schema(name)
    found = []
    for field in wanted:
        if field.name not in table.column_names:
            found.append(
                Problem(
                    name,
                    "",
                    field.name,
                    "missing",
                    f"{name} has the columns {', '.join(wanted.names)}",
                    f"{name}.{field.name}.shape",
                )
            )
        elif family(table.schema.field(field.name).type) != family(field.type):
            kind = table.schema.field(field.name).type
            found.append(Problem(name, "", field.name, str(kind), f"its type is {field.type}", f"{name}.{field.name}.shape"))
    for column in table.column_names:
        if column not in wanted.names:
            found.append(
                Problem(name, "", column, "extra", f"{name} has the columns {', '.join(wanted.names)}", f"{name}.{column}.shape")
            )
    return found


def great_expectations() -> Any:
    """The library, imported without pyspark: with it, the import takes twice as long and, where grpcio is missing, ends the
    whole process with exit code 0 - a check that says nothing and looks passed.
    """
    hidden = "pyspark" not in sys.modules
    if hidden:
        sys.modules["pyspark"] = None  # type: ignore[assignment]
    try:
        return importlib.import_module("great_expectations")
    except SystemExit:
        raise CallError("great_expectations cannot be loaded beside pyspark without grpcio; pip install grpcio") from None
    finally:
        if hidden:
            del sys.modules["pyspark"]


class Checker:
    """Great Expectations, set up once: judges tables by their suites, references against the tables given here."""

    def __init__(self, tables: dict[str, Any]) -> None:
        import logging

        gx = great_expectations()
        logging.getLogger("great_expectations").setLevel(logging.ERROR)
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        self.tables = tables
        self._source = context.data_sources.add_pandas("tables")
        self._parameters = {
            f"{name}__{TABLES[name].key[0]}": table[TABLES[name].key[0]].to_pylist()
            for name, table in tables.items()
            if len(TABLES[name].key) == 1
        }

    @cached_property
    def _batches(self) -> dict[str, Any]:
        return {name: self._source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all") for name in TABLES}

    def check(self, name: str, table: Any) -> list[Problem]:
        """What the suite of `name` finds in an Arrow table, one problem per offending row."""
        from stances.derive.suites import suite

        gx, content = great_expectations(), suite(name)
        expectations = gx.ExpectationSuite(**content)
        if len(expectations.expectations) != len(content["expectations"]):  # unknown ones are dropped in silence
            raise RuntimeError(f"the suite of {name} lost rules while loading")
        key = list(TABLES[name].key)
        # Dates as objects: Great Expectations compares those; nullable integers keep ints from turning into floats beside nulls.
        result = (
            self._batches[name]
            .get_batch({"dataframe": table.to_pandas(integer_object_nulls=True)})
            .validate(
                expectations,
                expectation_parameters=self._parameters,
                result_format={"result_format": "COMPLETE", "unexpected_index_column_names": key},
            )
        )
        return [problem for outcome in result.results if not outcome.success for problem in _failures(name, key, outcome)]


def _failures(name: str, key: list[str], outcome: Any) -> list[Problem]:
    config = outcome.expectation_config
    rule, sentence = config.meta["rule"], config.description
    column = config.kwargs.get("column") or ", ".join(config.kwargs.get("column_list", []))
    rows = outcome.result.get("unexpected_index_list")
    if not rows:  # an error inside an expectation is not a failure with values: show its text
        return [Problem(name, "", column, "not checked", f"{sentence} ({outcome.exception_info})", rule)]
    return [
        Problem(
            name,
            " ".join(str(row.get(k)) for k in key),
            column,
            str(row.get(config.kwargs.get("column"), "there again")),
            sentence,
            rule,
        )
        for row in rows
    ]


def domain(tables: dict[str, Any]) -> list[Problem]:
    """What the rules across columns and tables find."""
    import duckdb

    from stances.domain import RULES

    con = duckdb.connect()
    for name, table in tables.items():
        con.register(name, table)
    return [
        Problem(
            rule.table,
            str(row),
            rule.column,
            "empty" if value is None else str(value),
            rule.sentence,
            f"{rule.table}.{rule.rule}",
        )
        for rule in RULES
        if rule.table in tables
        for row, value in con.sql(rule.sql).fetchall()
    ]
