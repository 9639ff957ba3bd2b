"""Answers on a terminal, in a pipe, or as Parquet - straight from DuckDB rows, without pandas or pyarrow."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stances import sql
from stances.call import CallError
from stances.dataset import Dataset

if TYPE_CHECKING:
    import duckdb

FORMATS = ("table", "json", "csv", "parquet")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet take a text for a formula
Row = tuple[Any, ...]


def show(ds: Dataset, relation: duckdb.DuckDBPyRelation, style: str | None, words: bool = False) -> None:
    """Print an answer; the row count goes to stderr.

    Raises:
        CallError: Parquet was asked for on a terminal, or words in a form that has no place for them.
    """
    style = style or ("table" if sys.stdout.isatty() or words else "csv")
    if words and style != "table":
        raise CallError("--words goes with --format table; the other forms carry the statement ids")
    if style == "parquet":
        return write_parquet(relation)
    columns, rows = list(relation.columns), relation.fetchall()
    if style == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(inert(json.dumps(records, default=str, ensure_ascii=False, indent=1)))
    elif style == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(value) for value in row] for row in rows)
    else:
        print_table(columns, rows)
        if words:
            print_words(ds, columns, rows)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", err=True)


def write_parquet(relation: duckdb.DuckDBPyRelation) -> None:
    """The answer as Parquet bytes on stdout."""
    if sys.stdout.isatty():
        raise CallError("parquet is not for a terminal; redirect it: ... --format parquet > answer.parquet")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answer.parquet"
        relation.to_parquet(str(path))
        sys.stdout.buffer.write(path.read_bytes())


def plain(value: Any) -> str:
    """A value as text on one line; control characters, which a terminal would obey, are made visible.

    >>> plain("red: \\x1b[31m")
    'red: �[31m'
    """
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text.replace("\n", " "))


def inert(text: str) -> str:
    """JSON that says the same and holds nothing that a terminal would obey.

    >>> inert('["\\x9b31m"]')
    '["\\\\u009b31m"]'
    """
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def cell(value: Any) -> Any:
    """A value of a CSV: texts that a spreadsheet would take for a formula begin with an apostrophe, numbers stay as they are.

    On a terminal, control characters are made visible too.

    >>> cell("=1+1"), cell("@user"), cell(-2), cell("a = b")
    ("'=1+1", "'@user", -2, 'a = b')
    """
    if not isinstance(value, str):
        return value
    text = plain(value) if sys.stdout.isatty() else value
    return f"'{text}" if text.startswith(FORMULA) else text


def print_table(columns: list[str], rows: list[Row]) -> None:
    """A plain table; on a terminal, lines are cut to its width."""
    kept = [i for i, _ in enumerate(columns) if not rows or any(row[i] is not None for row in rows)]
    cells = [[plain(row[i]) for i in kept] for row in rows]
    heads = [columns[i] for i in kept]
    widths = [max(len(row[i]) for row in [heads, *cells]) for i in range(len(heads))]
    limit = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 10_000
    for row in [heads, ["-" * w for w in widths], *cells]:
        line = "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        click.echo(line if len(line) <= limit else line[: limit - 1] + "\N{HORIZONTAL ELLIPSIS}")


def print_words(ds: Dataset, columns: list[str], rows: list[Row]) -> None:
    """The words behind the rows: who said what, in which office, where to read it."""
    wanted = {row[i] for row in rows for i, c in enumerate(columns) if "statement" in c and isinstance(row[i], str)}
    for statement, speaker, office, said, quote, summary, url in sorted(
        ds.steady.read(lambda: ds.run(sql.body("words")).fetchall())
    ):
        if statement in wanted:
            click.echo(f"\n{plain(statement)}\n  {plain(speaker)}{f', {plain(office)}' if office else ''}, {said}")
            text = f"\N{LEFT DOUBLE QUOTATION MARK}{plain(quote)}\N{RIGHT DOUBLE QUOTATION MARK}" if quote else plain(summary)
            click.echo(textwrap.indent(textwrap.fill(text, 100), "  "))
            click.echo(f"  {plain(url)}")
