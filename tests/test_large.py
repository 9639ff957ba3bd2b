"""Folders that are large: only what an answer needs is read; partitioned and loaded tables answer alike."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from conftest import literal_world
from test_engines import CASE, call, rows
from test_validation import right_world, save

import stances
from stances import parquet, sql, validation
from stances.dataset import bundled
from stances.parquet import write, write_table
from stances.schema import TABLES

ISSUES, EACH, GROUP = 100, 500, 2048


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a hundred issues, four of them in each row group of statements and stances."""
    folder: Path = tmp_path_factory.mktemp("large")
    for name, records in literal_world().items():
        write(folder, name, records)
    con = duckdb.connect()
    con.execute(f"""CREATE TABLE said AS
        SELECT printf('i%03d', i // {EACH}) AS issue_id, issue_id || '.p' AS proposition_id, issue_id AS title, issue_id AS text, printf('%s.%06d', issue_id, i) AS statement_id,
            ['ada', 'bo', 'cy', 'ministry'][1 + i % 4] AS speaker_id, DATE '2018-01-01' + CAST(i % {EACH} AS INTEGER) AS said_date,
            'day' AS said_precision, 1 AS sequence, DATE '2020-01-01' AS recorded_date, (i * 7) % 5 - 2 AS position
        FROM range({ISSUES * EACH}) t(i)""")
    for name, key in (
        ("statements", "statement_id"),
        ("stances", "statement_id"),
        ("propositions", "proposition_id"),
        ("issues", "issue_id"),
    ):
        con.execute(f"CREATE TABLE {name} AS {sql.empty(name)}")
        shared = ", ".join(c for c in con.table(name).columns if c in con.table("said").columns)
        con.execute(f"INSERT INTO {name} BY NAME SELECT DISTINCT {shared} FROM said ORDER BY {key}")
        con.execute(f"COPY {name} TO '{folder / name}.parquet' (ROW_GROUP_SIZE {GROUP})")
    return folder


def test_large_tables_are_written_in_groups_that_can_be_left_out(tmp_path):
    n = 2 * parquet.GROUP + 1
    names = {"name": [f"{i:06d}" for i in range(n)]} | {c: ["x"] * n for c in ("actor_id", "language", "name_kind")}
    write_table(tmp_path, "actor_names", pa.table(names))
    written = pq.ParquetFile(tmp_path / "actor_names.parquet").metadata
    assert [written.row_group(nth).num_rows for nth in range(3)] == [parquet.GROUP, parquet.GROUP, 1]


def scans(plan: dict[str, Any], table: str) -> list[dict[str, Any]]:
    """The reads of a table's file in a profile."""
    found = [plan] if f"/{table}.parquet" in str(plan.get("extra_info", {}).get("Filename(s)")) else []
    return found + [scan for child in plan.get("children", []) for scan in scans(child, table)]


@pytest.mark.parametrize("question", ["positions", "latest", "disagreements", "shifts", "proposition_counts", "pair_counts"])
def test_a_question_on_one_issue_reads_only_its_row_groups(large, question, tmp_path):
    ds = stances.open(large)
    whole = rows(ds.answer(question, **({} if question == "shifts" else {"as_of": "2019-01-01"})))
    ds.connection.execute(f"SET enable_profiling = 'json'; SET profiling_output = '{tmp_path / 'profile.json'}'")
    arguments = {"issue": "i050"} | ({} if question == "shifts" else {"as_of": "2019-01-01"})
    answer = ds.ask(question, **arguments).fetchall()
    profile = json.loads((tmp_path / "profile.json").read_text())["operator"][0]
    ds.connection.execute("RESET enable_profiling")
    assert answer and answer != whole
    groups = pq.ParquetFile(large / "statements.parquet").num_row_groups
    for table in ("statements", "stances"):
        read = scans(profile, table)
        assert read and all(scan["total_row_groups_to_scan"] == groups for scan in read)
        assert all(scan["row_groups_scanned"] <= 3 for scan in read), table


@pytest.mark.parametrize("question", sql.QUESTIONS)
def test_loaded_tables_answer_as_files_do(question):
    arguments = call(question, **CASE, actor="wilbur-ross")
    assert rows(stances.open(load=True).answer(question, **arguments)) == rows(stances.open().answer(question, **arguments))


def partitioned(folder: Path, source: Path | None = None) -> Path:
    """The bundled tables, or others, statements in a folder of a file for each issue."""
    shutil.copytree(source or bundled(), folder)
    table = pq.read_table(folder / "statements.parquet")
    (folder / "statements.parquet").unlink()
    keys = pyarrow.dataset.partitioning(pyarrow.schema([table.schema.field("issue_id")]), flavor="hive")
    pyarrow.dataset.write_dataset(table, folder / "statements", format="parquet", partitioning=keys)
    return folder


@pytest.mark.parametrize("question", ["positions", "disagreements", "coverage", "timeline"])
def test_partitioned_tables_answer_as_single_files_do(question, tmp_path):
    arguments = call(question, **CASE)
    ours = stances.open(partitioned(tmp_path / "tables"))
    assert rows(ours.answer(question, **arguments)) == rows(stances.open().answer(question, **arguments))
    assert len(ours.statements) == len(stances.open().statements)


def below_year(folder: Path, source: Path | None = None) -> Path:
    """The bundled tables, or others, below a folder of a year, the statements in folders of years too: layout that no table has as a column."""
    folder = folder / "year=2020" / "tables"
    shutil.copytree(source or bundled(), folder)
    table = pq.read_table(folder / "statements.parquet")
    (folder / "statements.parquet").unlink()
    years = pc.year(table["said_date"])
    for year in years.unique().to_pylist():
        (folder / "statements" / f"year={year}").mkdir(parents=True)
        pq.write_table(table.filter(pc.equal(years, year)), folder / "statements" / f"year={year}" / "part.parquet")
    return folder


@pytest.mark.parametrize("rows_by_row", [10**9, 0], ids=["row by row", "counted"])
@pytest.mark.parametrize("laid_out", [partitioned, below_year])
def test_partitioned_tables_are_right_if_single_files_are(laid_out, rows_by_row, tmp_path, monkeypatch):
    monkeypatch.setattr(validation, "ROW_BY_ROW", rows_by_row)
    folder = laid_out(tmp_path / "tables", save(right_world(), tmp_path / "world"))
    assert stances.validate(folder) == []
    part = next((folder / "statements").rglob("*.parquet"))
    first = pq.read_table(part, partitioning=None).slice(0, 1)
    pq.write_table(pa.concat_tables([first, first]), part)
    assert "statements.key.unique" in {problem.rule for problem in stances.validate(folder)}


@pytest.mark.parametrize("kept", [{"load": False}, {"load": True}])
def test_folders_that_name_no_column_of_a_table_are_only_layout(kept, tmp_path):
    ours = stances.open(below_year(tmp_path / "tables"), as_="arrow", **kept)
    for name in ("statements", "issues"):
        assert getattr(ours, name).column_names == TABLES[name].names
    arguments = call("disagreements", **CASE)
    assert rows(ours.answer("disagreements", **arguments)) == rows(stances.open().answer("disagreements", **arguments))


def test_a_folder_tells_a_column_in_the_type_that_the_table_has(tmp_path):
    folder = save(right_world(), tmp_path / "world")
    whole = stances.open(folder, as_="arrow").positions().to_pylist()
    table = pq.read_table(folder / "statements.parquet")
    (folder / "statements.parquet").unlink()
    keys = pa.dataset.partitioning(pa.schema([table.schema.field("said_date")]), flavor="hive")
    pa.dataset.write_dataset(table, folder / "statements", format="parquet", partitioning=keys)
    assert stances.validate(folder) == []
    assert stances.open(folder, as_="arrow").positions().to_pylist() == whole


def test_a_table_without_a_file_is_one_line(tmp_path):
    folder = save(right_world(), tmp_path / "world")
    (folder / "events.parquet").unlink()
    (folder / "events").mkdir()
    assert [(p.table, p.rule) for p in stances.validate(folder)] == [("events", "events.file")]


@pytest.mark.slow
def test_spark_reads_partitioned_tables(spark, tmp_path):
    arguments = call("coverage", **CASE)
    ours = stances.open(partitioned(tmp_path / "tables"), engine=spark)
    assert rows(ours.answer("coverage", **arguments)) == rows(stances.open().answer("coverage", **arguments))
    lazy = stances.open(below_year(tmp_path / "years"), engine=spark, as_="spark")
    assert lazy.statements.columns == TABLES["statements"].names


def test_the_answer_has_the_kind_that_was_chosen():
    kinds = {kind: type(stances.open(as_=kind).latest()).__name__ for kind in ("pandas", "polars", "arrow", "duckdb")}
    assert kinds == {"pandas": "DataFrame", "polars": "DataFrame", "arrow": "Table", "duckdb": "DuckDBPyRelation"}


def test_wrong_choices_are_told():
    with pytest.raises(stances.CallError, match="did you mean polars"):
        stances.open(as_="polar")
    with pytest.raises(stances.CallError, match="did you mean spark"):
        stances.open(engine="sparc")
    with pytest.raises(stances.CallError, match=r"load=True goes with engine='duckdb'"):
        stances.open(engine="spark", load=True)
    frame = stances.open(as_="arrow").rows().drop_columns(["issue_id"])
    with pytest.raises(stances.CallError, match="a frame has no issue_id to answer this from"):
        stances.of(frame).positions(issue="zte-denial-order")
    with pytest.raises(stances.CallError, match="a frame has no events and no statements and no issue_id to answer this from"):
        stances.of(frame).timeline("zte-denial-order")
