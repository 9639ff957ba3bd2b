"""One contender, once: `python -m benchmarks.once SUITE NAME ARGUMENTS`; prints seconds, seconds of processor, peak MiB and a digest of the rows.

An argument `held:PATH` is the Arrow table of that Parquet file, `coded:PATH` the pandas frame with ids as categories in text order, read
before the time starts.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

HELD, CODED = "held:", "coded:"


def given(argument: str) -> Any:
    """The argument, or the table that it names."""
    if not argument.startswith((HELD, CODED)):
        return argument
    import pyarrow.parquet as pq

    table = pq.read_table(argument.partition(":")[2])
    if argument.startswith(HELD):
        return table
    frame = table.to_pandas(date_as_object=False)
    return frame.astype({"actor_id": "category", "proposition_id": "category"})


def digest(table: Any, columns: list[str]) -> str:
    """Number of rows and sum of their hashes, each with its place; nothing where there is nothing to compare."""
    if not columns or table is None:
        return ""
    import duckdb

    from stances.kinds import arrow_of

    answer = arrow_of(table)  # noqa: F841 - DuckDB finds it by its name
    dates = {c for c in columns if c.endswith("_date") or c.startswith("valid_")}
    texts = (f"CAST({c} AS {'DATE' if c in dates else 'VARCHAR'})" for c in columns)
    ((n, total),) = duckdb.sql(
        f"SELECT count(*), sum(hash({', '.join(texts)}, nth)) FROM (SELECT *, row_number() OVER () AS nth FROM answer)"
    ).fetchall()
    return f"{n} {total}"


def peak() -> float:
    """The most memory this process has had, in MiB; getrusage would count the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status[status.index("VmHWM:") :].split()[1]) / 1024


def main() -> None:
    """Time the contender's work, imports aside."""
    suite, name, *arguments = sys.argv[1:]
    module = importlib.import_module(f"benchmarks.{suite}")
    module.prepare(name, *arguments)
    values = [given(argument) for argument in arguments]
    start, used = time.perf_counter(), time.process_time()
    answer = module.answer(name, *values)
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mib": peak(), "digest": digest(answer, module.columns(*values))}))


if __name__ == "__main__":
    main()
