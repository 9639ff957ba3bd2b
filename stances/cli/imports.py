"""`stances import`: other people's data into a folder of tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from stances.call import CallError
from stances.cli.curate import stop
from stances.cli.group import DAY
from stances.cli.output import plain

OUT = click.argument("out", type=click.Path(path_type=Path))
RECORDED = click.option(
    "--recorded", type=DAY, default=date.today, show_default="today", help="Day of record of every statement."
)


def run(out: Path, importer: Callable[[Path], Any]) -> None:
    """Import into a workshop beside OUT and put it in place when it is whole; print the report."""
    from stances.atomic import swap, workshop
    from stances.importers.report import ImportRefused

    if out.exists():
        raise CallError(f"{out} is there already; name a new folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        with workshop(out.parent, f"import-{out.name}") as work:
            tables = work / "tables"
            tables.mkdir()
            report = importer(tables)
            swap(tables, out)
    except ImportRefused as error:
        return stop(error.problems, "; nothing was written")
    for line in (*report.refused, *report.notes):
        click.echo(plain(line))
    numbers = ", ".join(f"{name} {count}" for name, count in report.written.items() if count)
    click.echo(f"{numbers}; {len(report.refused)} lines on refused rows; the report is {out / 'IMPORT.md'}", err=True)


@click.group(name="import", epilog="Example: stances import un-votes un_ga/ votes/")
def imports() -> None:
    """Read other people's data into a folder that `stances validate` and `--data` take.

    Rows that cannot be taken are refused one by one and told; an answer that nobody explained stops the import.
    """


@imports.command(name="un-votes", epilog="Example: stances import un-votes un_ga/ votes/")
@click.argument("folder", type=click.Path(path_type=Path))
@OUT
@RECORDED
def un_votes(folder: Path, out: Path, recorded: date) -> None:
    """UN General Assembly: statements.parquet, actors.csv, issues.csv, sources.csv."""
    from stances.importers.un_votes import import_un_votes

    run(out, lambda work: import_un_votes(folder, work, recorded))


@imports.command(epilog="Example: stances import voteview H115/ house/")
@click.argument("folder", type=click.Path(path_type=Path))
@OUT
@RECORDED
def voteview(folder: Path, out: Path, recorded: date) -> None:
    """Voteview: *_members.csv, *_votes.csv, *_rollcalls.csv; absences are kept apart."""
    from stances.importers.voteview import import_voteview

    run(out, lambda work: import_voteview(folder, work, recorded))


@imports.command(epilog="Example: stances import dna debate.dna debate/ --url https://example.org/archive --language en")
@click.argument("path", type=click.Path(path_type=Path))
@OUT
@click.option("--url", required=True, help="Where the documents can be found; a .dna file does not say.")
@click.option("--language", required=True, help="ISO 639-1 code of the documents.")
@click.option("--statement-type", default="DNA Statement", show_default=True)
@RECORDED
def dna(path: Path, out: Path, **given: Any) -> None:
    """A Discourse Network Analyzer file: persons, organizations, concepts, agreement."""
    from stances.importers.dna import import_dna

    run(out, lambda work: import_dna(path, work, **given))


@imports.command(epilog="Example: stances import table poll.xlsx poll/ --mapping poll.toml")
@click.argument("path", type=click.Path(path_type=Path))
@OUT
@click.option(
    "--mapping", type=click.Path(path_type=Path), required=True, help="TOML file: columns, scale, dates, issue, source."
)
@RECORDED
def table(path: Path, out: Path, mapping: Path, recorded: date) -> None:
    """Any CSV, Excel or Parquet table, one statement a row, by a mapping file."""
    from stances.importers.table import import_table

    run(out, lambda work: import_table(path, work, recorded, mapping))
