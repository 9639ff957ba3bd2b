"""Every table, read by every library that people use, holds the same values, nulls and days.

The reader of reference is pyarrow; nulls, days and whole numbers are compared as plain Python values. What a library cannot tell
apart (pandas shows a whole number beside a gap as a float) is put right first, in sight.
"""

from __future__ import annotations

import json
import math
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from conftest import ROOT

from stances.dataset import bundled
from stances.schema import TABLES

Rows = list[tuple[Any, ...]]


def plain(value: Any) -> Any:
    """Nothing, days and numbers as plain Python has them."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if hasattr(value, "to_pydatetime"):
        value = value.to_pydatetime()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, datetime):
        return value.date()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def by_arrow(path: Path) -> Rows:
    return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]


def by_pandas(path: Path) -> Rows:
    import pandas as pd

    return list(pd.read_parquet(path).itertuples(index=False, name=None))


def by_polars(path: Path) -> Rows:
    import polars as pl

    return pl.read_parquet(path).rows()


def by_duckdb(path: Path) -> Rows:
    import duckdb

    return duckdb.connect().read_parquet(str(path)).fetchall()


def by_fastparquet(path: Path) -> Rows:
    fastparquet = pytest.importorskip("fastparquet")
    return list(fastparquet.ParquetFile(str(path)).to_pandas().itertuples(index=False, name=None))


def by_datafusion(path: Path) -> Rows:
    datafusion = pytest.importorskip("datafusion")
    return [tuple(row.values()) for row in datafusion.SessionContext().read_parquet(str(path)).to_arrow_table().to_pylist()]


READERS: list[Callable[[Path], Rows]] = [by_pandas, by_polars, by_duckdb, by_fastparquet, by_datafusion]


@pytest.mark.parametrize("reader", READERS, ids=lambda f: f.__name__[3:])
@pytest.mark.parametrize("name", TABLES)
def test_every_reader_finds_the_same(name, reader):
    path = bundled() / f"{name}.parquet"
    wanted = by_arrow(path)
    found = [tuple(plain(value) for value in row) for row in reader(path)]
    assert found == wanted


@pytest.mark.skipif(not (ROOT / "dashboard").exists(), reason="only in a checkout")
@pytest.mark.parametrize("reader", ["hyparquet", "parquet-wasm", "duckdb-wasm"])
def test_javascript_finds_the_same(reader, node):
    done = subprocess.run([node, "readers.mjs", reader, bundled()], cwd=ROOT / "dashboard", capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == set(TABLES)
    for name, table in found.items():
        assert table["columns"] == TABLES[name].names
        rows = [
            tuple(v.isoformat() if isinstance(v, date) else v for v in row) for row in by_arrow(bundled() / f"{name}.parquet")
        ]
        assert [repr(tuple(row)) for row in table["rows"]] == [repr(row) for row in rows], name  # a true is no 1


@pytest.mark.slow
def test_spark_finds_the_same(spark):
    for name in TABLES:
        path = bundled() / f"{name}.parquet"
        rows = spark.read.parquet(str(path)).orderBy(*TABLES[name].key).collect()
        assert [tuple(row) for row in rows] == by_arrow(path), name


def test_the_files_keep_to_the_profile():
    """Format 2.6, plain or dictionary encoding, zstd, one row group, days as days, no 64-bit integers (CONTRIBUTING says why)."""
    for name, table in TABLES.items():
        file = pq.ParquetFile(bundled() / f"{name}.parquet")
        meta = file.metadata
        assert meta.format_version == "2.6" and meta.num_row_groups <= 1
        assert file.schema_arrow.names == table.names
        kinds = {str(field.type) for field in file.schema_arrow}
        assert kinds <= {"string", "date32[day]", "int8", "int16", "int32", "bool"}, name
        for group in range(meta.num_row_groups):
            for column in range(meta.num_columns):
                chunk = meta.row_group(group).column(column)
                assert chunk.compression == "ZSTD"
                assert set(chunk.encodings) <= {"PLAIN", "RLE", "RLE_DICTIONARY", "PLAIN_DICTIONARY"}


def test_plain_knows_what_is_nothing():
    import numpy as np
    import pandas as pd

    assert [plain(v) for v in (None, float("nan"), pd.NA, pd.NaT, np.int8(2), 3.0)] == [None, None, None, None, 2, 3]
    assert plain(pd.Timestamp("2018-05-13")) == date(2018, 5, 13)
