"""Records -> Parquet tables and every generated file."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from stances import sql
from stances.dataset import Dataset
from stances.derive.arrow import arrow_schema
from stances.derive.card import card
from stances.derive.codebook import codebook
from stances.derive.examples import examples
from stances.derive.record_schema import record_schema
from stances.derive.suites import as_text as suite_text
from stances.records.read import read
from stances.schema import CURATED, POSITIONS, SCHEMA_VERSION, TABLES


class BuildError(Exception):
    """The records have problems; `problems` holds one line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"{len(problems)} problems in the records")
        self.problems = problems


def build(data: Path) -> dict[str, int]:
    """Write `data/tables` and `data/CODEBOOK.md` from `data/records`; rows per table. The old tables stay if anything fails.

    Raises:
        BuildError: the records are not right; nothing was written.
    """
    recover(data)
    records = read(data / "records")
    if records.problems:
        raise BuildError(records.problems)
    work = Path(tempfile.mkdtemp(prefix=".build-", dir=data))
    try:
        counts = {name: write(work, name, records.rows[name]) for name in CURATED}
        ds = Dataset(work)
        rulings = ds.relation("rulings").fetchall()
        undecided = undecided_pairs(ds)
        if undecided:
            raise BuildError(undecided)
        stances = [(s, p, POSITIONS[code], c is not None, c, m, d) for s, p, code, c, m, d in rulings if code in POSITIONS]
        refusals = [(s, p, code) for s, p, code, *_ in rulings if code in ("declined", "neutral", "unclear")]
        for name, rows in (("stances", stances), ("non_positions", refusals)):
            counts[name] = write(work, name, [dict(zip(TABLES[name].names, row, strict=True)) for row in rows])
        ds = Dataset(work)
        for name, values in (("positions", {}), ("disagreements", {"linked": True}), ("shifts", {})):
            table = ds.relation(name, **values).to_arrow_table().select(TABLES[name].names)
            counts[name] = write(work, name, table.to_pylist())
        gaps = data / "records" / "GAPS.md"
        texts = generated(ds, counts, gaps.read_text(encoding="utf-8") if gaps.exists() else "")
        swap(work, data / "tables")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    for name, text in texts.items():
        path = data.parent / name if name.startswith("validation/") else data / name
        if path.parent.is_dir():
            path.write_text(text, encoding="utf-8")
    return counts


def generated(ds: Dataset, counts: dict[str, int], gaps: str) -> dict[str, str]:
    """Every generated text by its file name: the codebook, the data card, the suites and the schema of the records."""
    suites = {f"validation/{name}.json": suite_text(name) for name in TABLES}
    records = {"validation/records.schema.json": record_schema()}
    return {"CODEBOOK.md": codebook() + "\n" + examples(ds), "CARD.md": card(ds, counts, gaps)} | suites | records


def undecided_pairs(ds: Dataset) -> list[str]:
    """One line for each pair on which coders differ and nobody has decided."""
    rows = ds.connection.sql(
        f"SELECT statement_id, proposition_id FROM codings EXCEPT SELECT statement_id, proposition_id FROM ({sql.text('rulings')})"
    ).fetchall()
    return [f"codings {s}/{p}: the coders differ; add a coding by the adjudicator" for s, p in sorted(rows)]


def write(folder: Path, name: str, rows: list[dict[str, Any]]) -> int:
    """One table of rows; see `write_table`."""
    return write_table(folder, name, pa.Table.from_pylist(rows, schema=arrow_schema(name)))


def write_table(folder: Path, name: str, table: pa.Table) -> int:
    """One table, sorted by its key, in the portable Parquet profile; columns it lacks are empty. Gives the number of rows."""
    schema = arrow_schema(name)
    columns = [table[f.name].cast(f.type) if f.name in table.column_names else pa.nulls(len(table), f.type) for f in schema]
    table = pa.Table.from_arrays(columns, schema=schema)
    table = table.sort_by([(key, "ascending") for key in TABLES[name].key])
    table = table.replace_schema_metadata({"stances_schema": SCHEMA_VERSION})
    pq.write_table(
        table, folder / f"{name}.parquet", version="2.6", data_page_version="1.0", compression="zstd", compression_level=9,
        write_page_checksum=True, store_schema=False)  # fmt: skip
    return len(table)


def recover(data: Path) -> None:
    """Undo what a build left that was killed: put back tables that it had moved away, sweep up its work."""
    old, tables = data / ".tables-old", data / "tables"
    if old.exists() and not tables.exists():
        old.rename(tables)
    for leftover in [old, *data.glob(".build-*")]:
        shutil.rmtree(leftover, ignore_errors=True)


def swap(new: Path, target: Path) -> None:
    """Put a finished folder in the place of the old one; the old one comes back if that fails.

    No call swaps two folders at once everywhere; a build killed between the two renames is mended by the next (`recover`).
    """
    old = target.with_name(f".{target.name}-old")
    if target.exists():
        target.rename(old)
    try:
        new.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
