"""The releaser's commands: diff and release."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from stances.call import CallError
from stances.cli.curate import stop
from stances.cli.output import inert, plain
from stances.dataset import tables_of


@click.command(name="diff", epilog="Example: stances diff releases/stances-1.0.0 data")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json", "parquet"]), default="text", show_default=True)
def compare(old: Path, new: Path, style: str) -> None:
    """What changed between two releases, table by table, and why each stance changed (Parquet: the stances).

    Exit code 1 when ids are lost or a stance changed without a cause.
    """
    from stances.release.diff import diff

    changes = diff(tables_of(old), tables_of(new))
    if style == "text":
        click.echo("".join(f"{plain(line)}\n" for line in changes.text().splitlines()), nl=False)
    elif style == "json":
        click.echo(inert(json.dumps(changes.as_json(), indent=1, ensure_ascii=False)))
    else:
        if sys.stdout.isatty():
            raise CallError("parquet is not for a terminal; redirect it: ... --format parquet > changes.parquet")
        import pyarrow as pa
        import pyarrow.parquet as pq

        names = ("statement_id", "proposition_id", "old_code", "new_code", "cause")
        pq.write_table(
            pa.Table.from_pylist(changes.stances, schema=pa.schema([(n, pa.string()) for n in names])), sys.stdout.buffer
        )
    if changes.problems:
        click.echo(f"{len(changes.problems)} problems", err=True)
        raise SystemExit(1)


@click.command(epilog="Example: stances release data releases/")
@click.argument("data", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--previous", type=click.Path(path_type=Path), help="The release before.  [default: the latest in OUT]")
def release(data: Path, out: Path, previous: Path | None) -> None:
    """Build, validate, compare and pack the release that DATA/release.toml names; nothing in OUT changes if any step fails."""
    from stances.build import BuildError
    from stances.release.make import ReleaseRefused, make

    try:
        target = make(data, out, previous, lambda step: click.echo(step, err=True))
    except (ReleaseRefused, BuildError) as error:
        return stop(error.problems, "; no release was made")
    click.echo(str(target))
