"""One table as one Parquet file of the portable profile, whose footer says what was written."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from stances.derive.arrow import arrow_schema
from stances.schema import SCHEMA_VERSION, TABLES

# As DuckDB writes them (https://duckdb.org/docs/stable/guides/performance/file_formats): a group is read by one thread, and left out
# where it holds nothing of what is asked. Tables of fewer rows are one group.
GROUP = 122_880


def write(folder: Path, name: str, rows: list[dict[str, Any]], release: str | None = None) -> int:
    """One table of rows; see `write_table`."""
    return write_table(folder, name, pa.Table.from_pylist(rows, schema=arrow_schema(name)), release)


def write_table(folder: Path, name: str, table: pa.Table, release: str | None = None) -> int:
    """One table, sorted by its key, in the portable Parquet profile; columns it lacks are empty. Gives the number of rows.

    The footer says the version of the schema, a hash of the rows that does not depend on how they are stored, and the release.
    """
    schema = arrow_schema(name)
    columns = [table[f.name].cast(f.type) if f.name in table.column_names else pa.nulls(len(table), f.type) for f in schema]
    table = pa.Table.from_arrays(columns, schema=schema)
    table = table.sort_by([(key, "ascending") for key in TABLES[name].key])
    about = {"stances_schema": SCHEMA_VERSION, "stances_content": content_hash(table)}
    with pq.ParquetWriter(
        folder / f"{name}.parquet", schema, version="2.6", data_page_version="1.0", compression="zstd", compression_level=9,
        write_page_checksum=True, store_schema=False,
    ) as writer:  # fmt: skip
        writer.write_table(table, row_group_size=GROUP)
        # Added here: without a stored Arrow schema the writer leaves out the metadata of the table's own schema.
        writer.add_key_value_metadata(about | ({"stances_release": release} if release else {}))
    return len(table)


def content_hash(table: pa.Table) -> str:
    """SHA-256 of the rows written as CSV, in their order."""
    digest = pa.BufferOutputStream()
    pa.csv.write_csv(table, digest)
    return hashlib.sha256(digest.getvalue()).hexdigest()
