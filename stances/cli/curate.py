"""The curator's commands: format, build, validate."""

from __future__ import annotations

from pathlib import Path

import click

from stances.call import CallError
from stances.cli.output import plain


def records_of(data: Path) -> Path:
    """The records folder of a data folder; CallError if there is none."""
    if not (data / "records").is_dir():
        raise CallError(f"{data / 'records'} is not a folder; run it where data/records is, or name the folder above records")
    return data / "records"


def stop(problems: list[str], consequence: str = "") -> None:
    """Print problems, one a line, and exit with 1; nothing happens when there is none."""
    if problems:
        for problem in problems:
            click.echo(plain(problem))
        click.echo(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}{consequence}", err=True)
        raise SystemExit(1)


@click.command(epilog="Example: stances build data")
@click.argument("data", type=click.Path(path_type=Path), default=Path("data"))
def build(data: Path) -> None:
    """Write the Parquet tables and everything generated from DATA/records."""
    records_of(data)
    from stances.build import BuildError
    from stances.build import build as build_tables

    try:
        counts = build_tables(data)
    except BuildError as error:
        return stop(error.problems, "; nothing was written")
    for name, count in counts.items():
        click.echo(f"{name}: {count}", err=True)


@click.command(name="format", epilog="Example: stances format data --check")
@click.argument("data", type=click.Path(path_type=Path), default=Path("data"))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file is not in canonical form.")
def format_records(data: Path, check: bool) -> None:
    """Write the records of DATA/records in canonical form."""
    folder = records_of(data)
    from stances.records.canonical import format_folder

    changed, problems = format_folder(folder, write=not check)
    if check:
        problems += [f"{path}: not in canonical form; run `stances format`" for path in changed]
    else:
        for path in changed:
            click.echo(f"{path}: formatted", err=True)
    stop(problems)


@click.command(epilog="Example: stances validate my_tables/")
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, metavar="[FOLDER|FILE]...")
def validate(paths: tuple[Path, ...]) -> None:
    """Check folders of tables, or single tables beside the bundled ones.

    Exit code 0 when right, 1 with problems, 2 when it could not run.
    """
    from stances.validation import validate as check

    stop([str(p) for path in paths or (None,) for p in check(path, lambda name: click.echo(f"checking {name}", err=True))])
    click.echo("no problems", err=True)


@click.command(name="check-quotes", epilog="Example: stances check-quotes data --text-dir pages/")
@click.argument("data", type=click.Path(path_type=Path), default=Path("data"))
@click.option("--text-dir", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True,
              help="Folder of saved page texts, one SOURCE_ID.txt each.")  # fmt: skip
@click.option("--check", is_flag=True, help="Change nothing; only report.")
def check_quotes(data: Path, text_dir: Path, check: bool) -> None:
    """Compare each quote with the saved text of its page and record whether it stands there.

    A quote that differs is printed with the difference ([-ours-] {+theirs+}); its record is left as it is.
    """
    folder = records_of(data)
    from stances.records.quotes import check_folder

    results = list(check_folder(folder, text_dir, write=not check))
    for result in ("exact", "normalised", "differs"):
        click.echo(f"{result}: {sum(r.result == result for r in results)}", err=True)
    stop([f"{r.place}: {r.difference}" for r in results if r.result in ("differs", "unreadable")])
