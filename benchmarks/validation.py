"""Validation of folders of half statements and half stances, in SQL and row by row; imports are not counted."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

NAMES = ("stances", "Great Expectations on pandas")
SIZES = (20_000, 500_000, 1_000_000)
MOST_BY_ROW = 200_000  # row by row a million statements take more than ten minutes


def prepare(name: str, *arguments: str) -> None:
    """Import Great Expectations, which is not timed here (`cold` times it)."""
    from stances.expectations import great_expectations

    great_expectations()


def answer(name: str, path: str) -> Any:
    """The problems found: none."""
    from stances import validation

    validation.ROW_BY_ROW = 0 if name == "stances" else 10**9
    problems = validation.validate(path)
    assert not problems, problems[0]
    return problems


def columns(path: str) -> list[str]:
    """Both must find nothing, which `run` has seen to."""
    return []


def folder_of(path: Path, n: int) -> Path:
    """The bundled tables with `n` more statements on their propositions."""
    import duckdb

    from stances.dataset import bundled

    shutil.copytree(bundled(), path)
    for name in ("positions", "disagreements", "shifts"):
        (path / f"{name}.parquet").unlink()
    con = duckdb.connect()
    for name in ("codings", "non_positions"):  # where there are none, stances are taken as given
        con.execute(f"COPY (FROM '{path / name}.parquet' LIMIT 0) TO '{path / name}.new' (FORMAT parquet)")
        (path / f"{name}.new").rename(path / f"{name}.parquet")
    own = """, NULL AS relates_to_id, NULL AS relation, NULL AS replaced_by_id, CAST(sequence + 5 * (i + 1) AS SMALLINT) AS sequence,
        NULL AS second_source_id, summary || ' ' || i || '.' AS summary, quote || '.' || i AS quote"""  # no two have the same words
    for name in ("statements", "stances"):
        more = f"FROM '{path / name}.parquet' s, range({n} // (SELECT count(*) FROM '{path / name}.parquet') + 1) t(i)"
        changes = f"statement_id || '.copy' || i AS statement_id{own if name == 'statements' else ''}"
        query = f"SELECT s.* REPLACE ({changes}) {more} UNION ALL FROM '{path / name}.parquet' ORDER BY statement_id"
        con.execute(f"COPY ({query}) TO '{path / name}.new' (FORMAT parquet)")
        (path / f"{name}.new").rename(path / f"{name}.parquet")
    return path


def run(folder: Path, count: int, turns: Any, line: Any, table: Any) -> str:
    """The table of validations."""
    lines = []
    for n in SIZES:
        path = folder_of(folder / f"validated{n}", n)
        names = NAMES if n <= MOST_BY_ROW else NAMES[:1]
        found = turns("validation", names, min(count, 3), str(path))
        found |= {name: {"failed": "not run"} for name in NAMES if name not in found}
        lines.append(line(f"{2 * n:,} rows", NAMES, found, NAMES[1:]))
    return str(table(NAMES, lines))
