"""`stances dashboard`: write, open or serve the page."""

from __future__ import annotations

import tempfile
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click

from stances.call import CallError
from stances.cli.curate import stop
from stances.dataset import Dataset


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line for each on the terminal."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class Patient(ThreadingHTTPServer):
    """Lets as many wait as a page with all its tables asks for at once; by default five may, and the next are turned away."""

    request_queue_size = 64


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of `folder` for this machine only; port 0 takes any free one."""
    try:
        return Patient(("127.0.0.1", port), partial(Quiet, directory=str(folder)))
    except OSError as error:
        raise CallError(f"port {port} cannot be used ({error.strerror}); name another with --port") from None


@click.command(epilog="Example: stances dashboard my_tables/ --out site/ --split")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write index.html there and open nothing.")
@click.option("--split", is_flag=True, help="Leave the Parquet files beside the page, which then needs http.")
@click.option("--serve", is_flag=True, help="Serve it to this machine until interrupted.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port of --serve; 0 for any free one."
)
@click.pass_context
def dashboard(ctx: click.Context, folder: Path | None, out: Path | None, split: bool, serve: bool, port: int) -> None:
    """Open the page of a folder of tables (the bundled ones by default): matrix, disputes, timeline, network.

    One file that works offline and from disk, or with --split a folder for any web server. Exit code 0 when written, 1 when
    the tables cannot be shown, 2 when it could not run.
    """
    if split and not serve and out is None:
        raise CallError("--split makes a page that needs http; name a folder with --out or add --serve")
    from stances.dashboard.write import problems, write

    tables = Path(Dataset(folder or ctx.obj).folder)
    stop([str(problem) for problem in problems(tables)], "; nothing was written")
    path = write(tables, out or Path(tempfile.mkdtemp(prefix="stances-")), split)
    click.echo(path)
    if not serve:
        if out is None:
            webbrowser.open(path.resolve().as_uri())
        return
    with server(path.parent, port) as httpd:
        address = f"http://127.0.0.1:{httpd.server_address[1]}/"
        click.echo(f"serving {address} until interrupted", err=True)
        if out is None:
            webbrowser.open(address)
        try:
            httpd.serve_forever()
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
