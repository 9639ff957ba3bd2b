"""Spark on this machine at growing sizes, and the lines through them: what a billion statements would cost.

`python -m benchmarks.scale` writes the table of docs/scale.md.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np

import stances
from benchmarks import rows
from benchmarks.curve import exponent
from benchmarks.networks import JOIN
from benchmarks.page import write
from benchmarks.peers import DAY

SIZES = (125_000, 250_000, 500_000, 1_000_000, 2_000_000)
WARM, TURNS = 60_000, 3
STATES = 500  # actors of the network: the propositions grow
CORES, EFFICIENCY, BILLION = 64, 0.7, 1_000_000_000
ASKED: dict[str, Callable[[Any], Any]] = {
    "latest": lambda frame: stances.of(frame).latest(as_of=DAY),
    "proposition_counts": lambda frame: stances.of(frame).proposition_counts(as_of=DAY),
    "positions": lambda frame: stances.of(frame).positions(),
    "network of 500 actors": lambda frame: stances.network(frame),
}


def processor(process: int) -> float:
    """Seconds of processor that a process and its children, and theirs, have used."""
    found, tree = {process}, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        tree[int(status.parent.name)] = (int(fields[1]), sum(map(int, fields[11:15])))  # with children that have ended
    while more := {child for child, (parent, _) in tree.items() if parent in found} - found:
        found |= more
    return sum(tree[one][1] for one in found) / os.sysconf("SC_CLK_TCK")


def networks(session: Any, folder: Path, used: Callable[[], float]) -> str:
    """The table of the network of all pairs: by products, and by the self-join; the heaviest edges of both must be equal."""
    frame = session.read.parquet(str(rows.cells(200, 5000, 1.0, folder / "votes.parquet")))
    frame.createOrReplaceTempView("votes")
    ways: dict[str, Callable[[], list[int]]] = {
        "products": lambda: [round(4 * row.weight) for row in stances.network(frame, top=100).collect()[:100]],
        "self-join": lambda: [row.distance for row in session.sql(JOIN.replace("SOURCE", "votes")).collect()],
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    heaviest = []
    for _ in range(TURNS):
        for name, way in ways.items():
            start = used()
            heaviest.append(way())
            found[name].append(used() - start)
    if any(distances != heaviest[0] for distances in heaviest):
        raise SystemExit("the edges differ")
    middle = {name: statistics.median(seconds) for name, seconds in found.items()}
    return (
        "| products | self-join | products / self-join |\n|---|---|---|\n"
        f"| {middle['products']:.1f} | {middle['self-join']:.1f} | {middle['products'] / middle['self-join']:.2f} |\n"
    )


def main() -> None:
    """Measure, fit and write."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a task has one core
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", 16).config("spark.log.level", "ERROR").getOrCreate()
    )  # fmt: skip
    java = session._jvm.java.lang.ProcessHandle.current().pid()
    seconds: dict[str, list[float]] = {question: [] for question in ASKED}
    with tempfile.TemporaryDirectory() as folder:
        for n in (WARM, WARM, *SIZES):
            said = rows.write(n, Path(folder) / "said.parquet")
            votes = rows.cells(STATES, n // STATES, 1.0, Path(folder) / "votes.parquet")
            for question, ask in ASKED.items():
                start = processor(java)
                frame = session.read.parquet(str(votes if question.startswith("network") else said))
                ask(frame).write.format("noop").mode("overwrite").save()
                if n != WARM:
                    seconds[question].append(processor(java) - start)
                    click.echo(f"{n:,} {question}: {seconds[question][-1]:.1f}")
        beside = networks(session, Path(folder), lambda: processor(java))
    session.stop()
    lines = ["| | " + " | ".join(f"{n:,}" for n in SIZES) + " | fixed s | s per million | exponent | a billion, minutes |"]
    lines.append("|---" * (len(SIZES) + 5) + "|")
    for question, found in seconds.items():
        rate, fixed = np.polyfit(SIZES, found, 1)
        power = exponent(list(SIZES[2:]), found[2:])
        # By the line, or by the power of the last three sizes where that is more.
        cost = max(fixed + rate * BILLION, found[-1] * (BILLION / SIZES[-1]) ** power)
        minutes = f"{cost / (CORES * EFFICIENCY) / 60:.1f}"
        cells = " | ".join(f"{s:.1f}" for s in found)
        lines.append(f"| {question} | {cells} | {fixed:.1f} | {rate * 1e6:.2f} | {power:.2f} | {minutes} |")
    text = "\n".join(lines) + "\n"
    click.echo(beside + text)
    write("scale.md", "spark network", beside)
    write("scale.md", "scale", text)


if __name__ == "__main__":
    main()
