"""Is a folder of tables right? Shape on Arrow, values by Great Expectations, then links and domain rules in SQL.

Every problem is collected; none hides another.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from stances.dataset import CallError, bundled, did_you_mean
from stances.schema import SCHEMA_VERSION, TABLES

# Left out of large folders: every reader computes them anew from the others.
RECOMPUTED = ("positions", "disagreements", "shifts")
NEEDED = set(TABLES) - set(RECOMPUTED)
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
            tables[name] = pq.read_table(path, page_checksum_verification=True)
        except (pa.ArrowException, OSError, ValueError) as error:
            reason = str(error).splitlines()[0]
            problems.append(Problem(name, "", "file", "unreadable", f"write it again ({reason})", f"{name}.file"))
            continue
        problems += written(name, path, tables[name])
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
    return sorted(set(found + domain(tables, fresh=alone is None)))


def written(name: str, path: Path, table: Any) -> list[Problem]:
    """Whether the file still holds what its footer says was written, under a schema that this package knows."""
    import pyarrow.parquet as pq

    from stances.build import content_hash

    footer = {k.decode(errors="replace"): v.decode(errors="replace") for k, v in (pq.read_metadata(path).metadata or {}).items()}
    schema, content = footer.get("stances_schema", SCHEMA_VERSION), footer.get("stances_content")
    if schema.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        return [Problem(name, "", "file", f"of schema {schema}", f"this package reads {SCHEMA_VERSION}", f"{name}.file")]
    if content is not None and content != content_hash(table):
        return [
            Problem(
                name,
                "",
                "file",
                "changed by hand",
                "its rows are not those its footer was made for; build it again",
                f"{name}.file",
            )
        ]
    return []


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
    if sorted(table.column_names) == sorted(wanted.names) and table.column_names != wanted.names:
        sentence = f"{name} has the columns {', '.join(wanted.names)}, in this order"
        found.append(Problem(name, "", "columns", "in another order", sentence, f"{name}.order"))
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


def domain(tables: dict[str, Any], touched: set[str] | None = None, fresh: bool = True) -> list[Problem]:
    """What the rules across columns and tables find, and where derived tables are not what follows from the others.

    With `touched`, only rules that read one of these tables are asked: enough after a change to tables that were right.
    `fresh=False` leaves the derived tables unasked: one table beside strange siblings.
    """
    import duckdb

    from stances.derive.hygiene import hygiene
    from stances.domain import RULES
    from stances.freshness import stale

    con = duckdb.connect()
    for name, table in tables.items():
        con.register(name, table)
    found = [
        Problem(
            rule.table,
            str(row),
            rule.column,
            "empty" if value is None else str(value),
            rule.sentence,
            f"{rule.table}.{rule.rule}",
        )
        for rule in (*RULES, *hygiene())
        if rule.table in tables and (touched is None or touched & set(re.findall(r"\w+", rule.sql)))
        for row, value in con.sql(rule.sql).fetchall()
    ]
    if not fresh or found or not tables.keys() >= NEEDED:  # what follows from rows that are wrong is no news
        return found
    sentence = "a derived table holds what follows from the others; build it again"
    return [
        Problem(s.table, s.row, "row", "there, but does not follow" if s.given else "missing", sentence, f"{s.table}.fresh")
        for s in stale(con, set(tables))
    ]
