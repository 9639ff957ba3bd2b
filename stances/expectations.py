"""Great Expectations on tables: row by row by a suite, or of the counts that a SQL pass has made."""

from __future__ import annotations

import importlib
import sys
from functools import cached_property
from typing import Any

from stances.problems import Problem, shown
from stances.schema import TABLES


def great_expectations() -> Any:
    """The library, imported as if there were no pyspark: with it, the import takes twice as long and, where grpcio is missing, ends
    the whole process with exit code 0 - a check that says nothing and looks passed.
    """
    loaded = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "pyspark"}
    sys.modules.update(dict.fromkeys(["pyspark", *loaded]))  # type: ignore[arg-type]
    try:
        return importlib.import_module("great_expectations")
    finally:
        del sys.modules["pyspark"]
        sys.modules.update(loaded)


def source() -> Any:
    """A place for frames, without files, progress bars or messages."""
    import logging

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = great_expectations().get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context.data_sources.add_pandas("tables")


class Checker:
    """Great Expectations, set up once: judges tables by their suites, references against the tables given here."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.tables = tables
        self._source = source()
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


def broken(counts: dict[str, int]) -> dict[str, int]:
    """The rules that are broken, with the number of rows: a suite expects 0 violations of each.

    >>> broken({"stances.position.range": 2, "stances.position.required": 0})
    {'stances.position.range': 2}
    """
    import pandas as pd

    frame = pd.DataFrame({"rule": list(counts), "violations": list(counts.values())})
    gx = great_expectations()
    none = gx.expectations.ExpectColumnValuesToBeBetween(column="violations", min_value=0, max_value=0)
    batch = source().add_dataframe_asset("counts").add_batch_definition_whole_dataframe("all").get_batch({"dataframe": frame})
    result = batch.validate(none, result_format={"result_format": "COMPLETE", "unexpected_index_column_names": ["rule"]})
    return {row["rule"]: int(row["violations"]) for row in result.result.get("unexpected_index_list") or ()}


def _failures(name: str, key: list[str], outcome: Any) -> list[Problem]:
    config = outcome.expectation_config
    rule, sentence = config.meta["rule"], config.description
    column = config.kwargs.get("column") or ", ".join(config.kwargs.get("column_list", []))
    rows = outcome.result.get("unexpected_index_list")
    if not rows:  # an error inside an expectation is not a failure with values: show its text
        return [Problem(name, "", column, "not checked", f"{sentence} ({outcome.exception_info})", rule)]
    single = config.kwargs.get("column")
    return [
        Problem(
            name,
            " ".join(shown(row[k]) for k in key),
            column,
            shown(row[single]) if single in row else "there again",
            sentence,
            rule,
        )
        for row in rows
    ]
