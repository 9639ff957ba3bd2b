"""A folder's page: one HTML file that carries the Parquet bytes, or one that reads them beside it."""

from __future__ import annotations

import base64
import json
import shutil
from importlib.resources import files
from pathlib import Path

from stances.atomic import place, scratch, stage, swap
from stances.call import CallError
from stances.dataset import Dataset
from stances.problems import Problem
from stances.schema import TABLES
from stances.shape import shape

# What the page reads: all but the ids given up, which none of its links names.
READ = [name for name in TABLES if name != "redirects"]
# What the page's reader unpacks.
CODECS = ("ZSTD", "SNAPPY", "UNCOMPRESSED")
# A table of pairs grows with the square of the actors; past this the page pairs the positions of the day itself.
MOST_DISAGREEMENTS = 250_000


def problems(folder: Path) -> list[Problem]:
    """What keeps the page from reading this folder: tables that are missing, unreadable, of another shape or packed otherwise.

    Values are not judged here; `stances validate` does that.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: list[Problem] = []
    for name in READ:
        path = folder / f"{name}.parquet"
        if not path.exists():
            found.append(Problem(name, "", "file", "missing", f"put {name}.parquet into {folder}", f"{name}.file"))
            continue
        try:
            meta = pq.read_metadata(path)
        except (pa.ArrowInvalid, OSError) as error:
            reason = str(error).splitlines()[0]
            found.append(Problem(name, "", "file", "unreadable", f"write it again ({reason})", f"{name}.file"))
            continue
        found += shape(name, meta.schema.to_arrow_schema())
        groups = (meta.row_group(i) for i in range(meta.num_row_groups))
        codecs = {group.column(i).compression for group in groups for i in range(group.num_columns)}
        for codec in sorted(codecs.difference(CODECS)):
            found.append(Problem(name, "", "file", codec, "compress it with zstd or snappy for the page", f"{name}.codec"))
    return found


def left_out(folder: Path) -> dict[str, int]:
    """Tables too large for the page to carry, with their number of rows."""
    import pyarrow.parquet as pq

    rows = pq.read_metadata(folder / "disagreements.parquet").num_rows
    return {"disagreements": rows} if rows > MOST_DISAGREEMENTS else {}


def page(folder: Path, split: bool = False) -> str:
    """The HTML of a folder's page; with `split` it fetches `tables/NAME.parquet` beside it instead of carrying the bytes."""
    out = left_out(folder)
    about = json.dumps({"release": Dataset(folder).title, "left_out": out}, ensure_ascii=False).replace("<", "\\u003c")
    data = [f'<script type="application/json" id="about">{about}</script>']
    if not split:
        for name in READ:
            if name not in out:
                text = base64.b64encode((folder / f"{name}.parquet").read_bytes()).decode("ascii")
                data.append(f'<script type="application/vnd.apache.parquet" id="table-{name}">{text}</script>')
    template = (files("stances") / "dashboard" / "page.html").read_text(encoding="utf-8")
    if split:
        template = template.replace("connect-src 'none'", "connect-src 'self'", 1)
    return template.replace("<!-- data -->", "\n".join(data), 1)


def write(folder: Path, out: Path, split: bool = False) -> Path:
    """Write `index.html` (and with `split` the tables) into `out`, each put in place when it is whole; the path of the page.

    Raises:
        CallError: `out` cannot be written.
    """
    path, tables = out / "index.html", out / "tables"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with scratch(out) as work:
            staged = stage({path: page(folder, split)}, work)
            if split and tables.resolve() != folder.resolve():
                copy_tables(folder, work / "tables", tables)
                swap(work / "tables", tables)
            place(staged)
    except OSError as error:
        raise CallError(f"{out} cannot be written ({error.strerror}); name another folder with --out") from None
    return path


def copy_tables(folder: Path, new: Path, old: Path) -> None:
    """The tables of a folder, with whatever else is in the folder whose place they are to take."""
    files = [f"{name}.parquet" for name in READ]
    if old.exists():
        shutil.copytree(old, new, ignore=shutil.ignore_patterns(*files))
    new.mkdir(exist_ok=True)
    for file in files:
        shutil.copyfile(folder / file, new / file)
