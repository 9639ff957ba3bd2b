"""Spark on this machine at growing sizes, and the line through them: what a billion statements would cost.

`python -m benchmarks.scale` writes the table of docs/scale.md.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import click
import numpy as np

import stances
from benchmarks import rows
from benchmarks.page import write
from benchmarks.peers import DAY

SIZES = (250_000, 500_000, 1_000_000, 2_000_000, 4_000_000)
QUESTIONS = ("latest", "proposition_counts", "positions")
CORES, EFFICIENCY, BILLION = 2, 0.7, 1_000_000_000


def main() -> None:
    """Measure, fit and write."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(f"local[{CORES}]").config("spark.ui.enabled", "false").config("spark.driver.memory", "4g")
        .config("spark.sql.shuffle.partitions", 16).config("spark.log.level", "ERROR").getOrCreate()
    )  # fmt: skip
    seconds: dict[str, list[float]] = {question: [] for question in QUESTIONS}
    with tempfile.TemporaryDirectory() as folder:
        for n in (100_000, *SIZES):  # the first to warm up
            frame = session.read.parquet(str(rows.write(n, Path(folder) / f"{n}.parquet")))
            for question in QUESTIONS:
                start = time.perf_counter()
                answer = stances.of(frame).answer(question, **({} if question == "positions" else {"as_of": DAY}))
                answer.write.format("noop").mode("overwrite").save()
                if n in SIZES:
                    seconds[question].append(time.perf_counter() - start)
    session.stop()
    lines = ["| | " + " | ".join(f"{n:,}" for n in SIZES) + " | fixed s | s per million | a billion on 64 cores, minutes |"]
    lines.append("|---" * (len(SIZES) + 4) + "|")
    for question, found in seconds.items():
        rate, fixed = np.polyfit(SIZES, found, 1)
        minutes = rate * BILLION * CORES / (64 * EFFICIENCY) / 60
        cells = " | ".join(f"{s:.1f}" for s in found)
        lines.append(f"| {question} | {cells} | {fixed:.1f} | {rate * 1e6:.2f} | {minutes:.0f} |")
    text = "\n".join(lines) + "\n"
    click.echo(text)
    write("scale.md", "scale", text)


if __name__ == "__main__":
    main()
