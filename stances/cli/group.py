"""The command group: did-you-mean on commands, errors as one line, days as a type."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path
from typing import Any

import click

from stances.call import CallError, did_you_mean
from stances.cli.output import plain

# Packages that only some commands need, and the extra that brings them.
EXTRAS = {
    "great_expectations": "validate",
    "ruamel": "curate",
    "krippendorff": "curate",
    "rapidfuzz": "curate",
    "scipy": "curate",
    "networkx": "measures",
    "pycountry": "validate",
    "openpyxl": "import",
    "filelock": "curate",
}
# Libraries whose errors mean a file or the machine: broken, forbidden, full.
READERS = ("duckdb", "_duckdb", "pyarrow")


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says how to write one."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD", param, ctx)


DAY = Day()


class Group(click.Group):
    """Commands with did-you-mean; a call that cannot be answered is one line and exit code 2."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a usage error that names the nearest one."""
        if args and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"no command {args[0]!r}{did_you_mean(args[0], self.commands)}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the caller or the machine is the cause of is one line, what we are is a traceback."""
        try:
            return super().invoke(ctx)
        except CallError as error:
            reason = str(error)
        except ModuleNotFoundError as error:
            extra = EXTRAS.get((error.name or "").split(".")[0])
            if extra is None:
                raise
            reason = f"this command needs {error.name}; install it with: pip install 'stances[{extra}]'"
        except UnicodeError:
            reason = "a name or text in the call is not UTF-8"
        except MemoryError:
            reason = "this needs more memory than there is"
        except Exception as error:
            if getattr(error, "errno", None) == errno.EPIPE:  # the reader of a pipe has gone: click ends quietly
                raise
            if not isinstance(error, OSError) and type(error).__module__.split(".")[0] not in READERS:
                raise
            where = getattr(error, "filename", None)
            reason = f"{where}: {getattr(error, 'strerror', error)}" if where else str(error).strip().split("\n")[0]
        click.echo(f"stances: {plain(reason)}", err=True)
        ctx.exit(2)


EPILOG = """\b
Examples:
  stances disagreements zte-denial-order --as-of 2018-05-13 --words
  stances show zte.2018-05-13.donald-trump
Completion in bash: eval "$(_STANCES_COMPLETE=bash_source stances)"
"""


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(package_name="stances")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of tables; the bundled ones by default.")
@click.pass_context
def main(ctx: click.Context, data: Path | None) -> None:
    """Who publicly holds which position, since when, and on what evidence."""
    ctx.obj = data
