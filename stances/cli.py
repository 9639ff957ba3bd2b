"""The command line: questions as a reader asks them, and the curator's commands. Only this module prints.

Answers come straight from DuckDB rows, so that a question costs no import of pandas or pyarrow.
"""

from __future__ import annotations

import csv
import json
import shutil
import sys
import textwrap
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

FORMATS = click.Choice(["table", "json", "csv", "parquet"])
F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says how to write one."""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD", param, ctx)


DAY = Day()


class Group(click.Group):
    """Commands with did-you-mean, and errors as one line."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a usage error that names the nearest one."""
        if args and self.get_command(ctx, args[0]) is None:
            from stances.dataset import did_you_mean

            ctx.fail(f"no command {args[0]!r}{did_you_mean(args[0], self.commands)}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: stances disagreements zte-denial-order --as-of 2018-05-13",
)
@click.version_option(package_name="stances")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of tables; the bundled ones by default.")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """Who publicly holds which position, since when, and on what evidence."""
    ctx.obj = data


def dataset(ctx: click.Context) -> Any:
    """The dataset the command works on."""
    from stances.dataset import Dataset

    return Dataset(ctx.obj)


def answering(command: F) -> F:
    """Options that every question shares."""
    command = click.option("--format", "style", type=FORMATS, help="table on a terminal, csv in a pipe by default.")(command)
    return click.pass_context(command)  # type: ignore[return-value]


def run(ctx: click.Context, name: str, style: str | None, words: bool = False, **values: Any) -> None:
    """Answer a question and print it."""
    from stances.dataset import CallError

    try:
        ds = dataset(ctx)
        for key, table in (("issue", "issues"), ("proposition", "propositions"), ("actor", "actors"),
                           ("actor_a", "actors"), ("actor_b", "actors")):  # fmt: skip
            if values.get(key) is not None:
                values[key] = resolve(ds, table, values[key])
        relation = ds.relation(name, **values)
        show(ds, relation, style, words)
    except CallError as error:
        click.echo(f"stances: {error}", err=True)
        ctx.exit(2)


def resolve(ds: Any, table: str, text: str) -> str:
    """An id from an id or a plain name."""
    from stances.dataset import CallError, did_you_mean

    key, label = {"issues": ("issue_id", "title"), "propositions": ("proposition_id", "text"), "actors": ("actor_id", "name")}[
        table
    ]
    rows = ds.connection.sql(f"SELECT {key}, {label} FROM {table} ORDER BY {key}").fetchall()
    for identifier, name in rows:
        if text == identifier or text.casefold() == name.casefold():
            return str(identifier)
    options = [x for row in rows for x in row]
    raise CallError(f"no {key} {text!r}{did_you_mean(text, options)}")


def show(ds: Any, relation: Any, style: str | None, words: bool = False) -> None:
    """Print a relation as a table, csv, json or parquet; the row count goes to stderr."""
    style = style or ("table" if sys.stdout.isatty() else "csv")
    columns = list(relation.columns)
    if style == "parquet":
        from stances.dataset import CallError

        if sys.stdout.isatty():
            raise CallError("parquet is not for a terminal; redirect it to a file")
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answer.parquet"
            relation.write_parquet(str(path))
            sys.stdout.buffer.write(path.read_bytes())
        return
    rows = relation.fetchall()
    if style == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(json.dumps(records, default=str, ensure_ascii=False, indent=1))
    elif style == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    else:
        print_table(columns, rows)
        if words:
            print_words(ds, columns, rows)
    click.echo(f"{len(rows)} rows", err=True)


def print_table(columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """A plain table, cut to the width of the terminal."""
    cells = [["" if v is None else str(v) for v in row] for row in rows]
    widths = [max([len(c), *(len(row[i]) for row in cells)]) for i, c in enumerate(columns)]
    limit = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 10_000
    for row in [columns, ["-" * w for w in widths], *cells]:
        line = "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        click.echo(line if len(line) <= limit else line[: limit - 1] + "…")


def print_words(ds: Any, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    """The words behind the rows: who said what, in which office, where to read it."""
    from stances import sql

    wanted = {row[i] for row in rows for i, c in enumerate(columns) if "statement" in c and isinstance(row[i], str)}
    for statement, speaker, office, said, quote, summary, url in sorted(ds.connection.sql(sql.body("words")).fetchall()):
        if statement in wanted:
            click.echo(f"\n{statement}\n  {speaker}{f', {office}' if office else ''}, {said}")
            click.echo(textwrap.indent(textwrap.fill(f'"{quote}"' if quote else summary, 100), "  "))
            click.echo(f"  {url}")


@main.command(epilog="Example: stances disagreements zte-denial-order --as-of 2018-05-13 --linked --words")
@click.argument("issue", required=False)
@click.option("--as-of", type=DAY, help="The day to ask about; all intervals without it.")
@click.option("--actor", help="Only those of this actor (id or name).")
@click.option("--proposition", help="Only on this proposition.")
@click.option("--relation", help="Only this relation, such as principal-agent.")
@click.option("--min-gap", type=click.IntRange(2, 4), default=2, show_default=True)
@click.option("--linked", is_flag=True, help="Also through linked propositions.")
@click.option("--words", is_flag=True, help="Print the quotes and links below the table.")
@answering
def disagreements(
    ctx: click.Context, issue: str | None, as_of: date | None, style: str | None, words: bool, **values: Any
) -> None:
    """Who stands on opposite sides."""
    run(ctx, "disagreements", style, words, issue=issue, since=as_of, until=as_of, **values)


@main.command(epilog="Example: stances positions --as-of 2018-05-15 --format json")
@click.option("--as-of", type=DAY)
@click.option("--known-as-of", type=DAY)
@click.option("--max-age", type=click.IntRange(1), help="Days after which a position lapses.")
@click.option("--words", is_flag=True)
@answering
def positions(ctx: click.Context, as_of: date | None, style: str | None, words: bool, **values: Any) -> None:
    """Where each actor stands."""
    run(ctx, "positions", style, words, since=as_of, until=as_of, **values)


@main.command(epilog="Example: stances shifts --actor wilbur-ross --words")
@click.option("--actor")
@click.option("--issue")
@click.option("--proposition")
@click.option("--words", is_flag=True)
@answering
def shifts(ctx: click.Context, style: str | None, words: bool, **values: Any) -> None:
    """Who moved."""
    run(ctx, "shifts", style, words, **values)


@main.command(epilog="Example: stances timeline zte-denial-order")
@click.argument("issue")
@click.option("--as-of", type=DAY)
@answering
def timeline(ctx: click.Context, issue: str, as_of: date | None, style: str | None) -> None:
    """Statements and events of an issue, in order."""
    run(ctx, "timeline", style, issue=issue, until=as_of)


@main.command(epilog="Example: stances compare donald-trump wilbur-ross --as-of 2018-05-13")
@click.argument("a")
@click.argument("b")
@click.option("--as-of", type=DAY, default=lambda: date.today().isoformat())
@click.option("--words", is_flag=True)
@answering
def compare(ctx: click.Context, a: str, b: str, as_of: date, style: str | None, words: bool) -> None:
    """Two actors side by side."""
    run(ctx, "compare", style, words, actor_a=a, actor_b=b, since=as_of, until=as_of)


@main.command(name="sql", epilog="Example: stances sql positions")
@click.argument("name")
def print_sql(name: str) -> None:
    """Print a question as one SQL text."""
    from stances import sql
    from stances.dataset import did_you_mean

    if name not in sql.QUESTIONS:
        click.echo(f"stances: no question {name!r}{did_you_mean(name, sql.QUESTIONS)}", err=True)
        raise SystemExit(2)
    click.echo(sql.text(name))


@main.command(epilog="Example: stances build data")
@click.argument("data", type=click.Path(path_type=Path), default=Path("data"))
def build(data: Path) -> None:
    """Write the Parquet tables from DATA/records."""
    from stances.build import BuildError
    from stances.build import build as build_tables

    if not (data / "records").is_dir():
        click.echo(
            f"stances: {data / 'records'} is not a folder; run it where data/records is, or name the folder above it", err=True
        )
        raise SystemExit(2)
    try:
        counts = build_tables(data)
    except BuildError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        click.echo(f"{len(error.problems)} problems; nothing was written", err=True)
        raise SystemExit(1) from None
    for name, count in counts.items():
        click.echo(f"{name}: {count}", err=True)


@main.command(epilog="Example: stances validate my_tables/")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def validate(folder: Path | None) -> None:
    """Check a folder of tables, or one table's file beside the bundled ones: exit 0 when right, 1 with problems, 2 when it could not run."""
    from stances.dataset import CallError
    from stances.validation import validate as check

    try:
        problems = check(folder, progress=lambda name: click.echo(f"checking {name}", err=True))
    except CallError as error:
        click.echo(f"stances: {error}", err=True)
        raise SystemExit(2) from None
    for problem in problems:
        click.echo(str(problem))
    click.echo(f"{len(problems)} problems", err=True)
    raise SystemExit(1 if problems else 0)


@main.command(name="format", epilog="Example: stances format data --check")
@click.argument("data", type=click.Path(path_type=Path), default=Path("data"))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file is not in canonical form.")
def format_records(data: Path, check: bool) -> None:
    """Write the records of DATA/records in canonical form."""
    from stances.records.canonical import format_folder

    if not (data / "records").is_dir():
        click.echo(f"stances: {data / 'records'} is not a folder", err=True)
        raise SystemExit(2)
    changed, problems = format_folder(data / "records", write=not check)
    for path in changed:
        click.echo(f"{path}: {'not in canonical form; run `stances format`' if check else 'formatted'}", err=True)
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(1 if problems or (check and changed) else 0)


@main.command(epilog="Example: stances issues")
@answering
def issues(ctx: click.Context, style: str | None) -> None:
    """The disputes and their propositions."""
    show_query(ctx, "issues", style)


@main.command(epilog="Example: stances actors --format csv")
@answering
def actors(ctx: click.Context, style: str | None) -> None:
    """Everyone who spoke, with office, organization and number of statements."""
    show_query(ctx, "actors", style)


def show_query(ctx: click.Context, name: str, style: str | None) -> None:
    """Print a listing."""
    from stances.dataset import CallError

    try:
        ds = dataset(ctx)
        show(ds, ds.relation(name), style)
    except CallError as error:
        click.echo(f"stances: {error}", err=True)
        ctx.exit(2)


@main.command(name="show", epilog="Example: stances show zte.2018-05-13.donald-trump")
@click.argument("identifier", metavar="ID")
@click.pass_context
def show_record(ctx: click.Context, identifier: str) -> None:
    """Print one record: a statement, actor, proposition, event, office, tenure or source."""
    from stances.dataset import CallError, did_you_mean
    from stances.schema import TABLES

    try:
        ds = dataset(ctx)
        seen: list[str] = []
        for table in TABLES.values():
            if len(table.key) != 1:
                continue
            relation = ds.connection.sql(f"SELECT * FROM {table.name} ORDER BY {table.key[0]}")
            for row in relation.fetchall():
                seen.append(row[0])
                if row[0] == identifier:
                    for column, value in zip(relation.columns, row, strict=True):
                        if value is not None:
                            click.echo(f"{column:18} {value}")
                    return
        raise CallError(f"no record {identifier!r}{did_you_mean(identifier, seen)}")
    except CallError as error:
        click.echo(f"stances: {error}", err=True)
        ctx.exit(2)
