"""How cost grows with the answer: processor time at growing sizes, and the exponent of a power law through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks import rows

DAY = "2020-01-01"
ACTORS = (500, 1000, 2000, 4000)
STATEMENTS = (125_000, 250_000, 500_000, 1_000_000)
# What is asked, and the file it is asked of at each of four sizes.
ASKED: dict[str, Callable[[int, Path], Path]] = {
    "every edge, dense": lambda i, path: rows.cells(ACTORS[i], 1000, 0.1, path),
    "every edge, thin": lambda i, path: rows.cells(2 * ACTORS[i], 2 * ACTORS[i], 5 / ACTORS[i], path),
    **{
        name: lambda i, path: rows.write(STATEMENTS[i], path)
        for name in ("latest", "positions", "shifts", "disagreements of an issue")
    },
}


def prepare(name: str, *arguments: str) -> None:
    """Import what is needed and ask it once of a handful of rows, so that imports are not timed."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        few = Path(folder) / "few.parquet"
        answer(name, str(rows.cells(5, 5, 1.0, few) if name.startswith("every edge") else rows.write(1000, few)))


def answer(name: str, path: str) -> Any:
    """What is asked, of a file."""
    import stances

    if name.startswith("every edge"):
        return stances.network(path, top=None)
    ds = stances.of(path)
    if name == "disagreements of an issue":
        return ds.disagreements(as_of=DAY, issue="issue-0000000")
    return ds.answer(name, **({"as_of": DAY} if name == "latest" else {}))


def columns(path: str) -> list[str]:
    """A column that all answers have, for their rows to be counted by."""
    return ["actor_a" if Path(path).stem.startswith("every edge") else "proposition_id"]


def exponent(rows_out: list[int], cost: list[float]) -> float:
    """The exponent of the power of the answer's rows by which cost grows, by least squares of logarithms.

    >>> round(exponent([10, 100, 1000], [2.0, 20.0, 200.0]), 6)
    1.0
    """
    return float(np.polyfit(np.log(rows_out), np.log(cost), 1)[0])


def run(folder: Path, count: int, measured: Any) -> str:
    """The table of growth: rows of the answer and milliseconds of processor, the least of the turns."""
    lines = ["| | rows of the answer: milliseconds of processor | exponent |", "|---|---|---|"]
    for name, made in ASKED.items():
        out, cost = [], []
        for i in range(len(ACTORS)):
            path = made(i, folder / f"{name}.parquet")
            runs = [measured("curve", name, str(path)) for _ in range(count)]
            if failed := [run["failed"] for run in runs if "failed" in run]:
                raise SystemExit(f"{name}: {failed[0]}")
            out.append(int(runs[0]["digest"].split()[0]))
            cost.append(min(run["cpu"] for run in runs))
        cells = ", ".join(f"{n:,}: {1000 * s:,.0f}" for n, s in zip(out, cost, strict=True))
        lines.append(f"| {name} | {cells} | {exponent(out, cost):.2f} |")
        click.echo(lines[-1])
    return "\n".join(lines) + "\n"
