"""Run the contenders in turn, each in a process of its own, and write the tables of docs/benchmarks.md.

`python -m benchmarks 10000 1000000 10000000`: sizes of the tables. Within a size the contenders take turns, so that whatever else
the machine does meets them all; a figure is the median of the turns. All must give equal rows.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from benchmarks import cold, curve, networks, peers, rows, validation
from benchmarks.page import write

PAGE = "benchmarks.md"


def measured(suite: str, *arguments: str) -> dict[str, Any]:
    """One run in a process of its own: seconds, peak MiB and a digest of the rows."""
    # One thread of matrix products, by numpy's own choice of kernel: with two, beside other work, each waits for the other.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENBLAS_")}
    environment["OPENBLAS_NUM_THREADS"] = "1"
    command = [sys.executable, "-m", "benchmarks.once", suite, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"ended by signal {-done.returncode}"}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def turns(
    suite: str, names: tuple[str, ...], count: int, *arguments: str, of: Callable[[list[float]], float] = statistics.median
) -> dict[str, dict[str, Any]]:
    """Seconds and MiB of each contender, the median or another figure of as many turns; their digests must be equal."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(count):
        for name in names:
            runs[name].append(measured(suite, name, *arguments))
    found = {}
    for name, results in runs.items():
        failed = [r["failed"] for r in results if "failed" in r]
        found[name] = {"failed": failed[0]} if failed else {
            "ms": round(1000 * of([r["seconds"] for r in results])), "cpu": round(1000 * of([r["cpu"] for r in results])),
            "mib": round(of([r["mib"] for r in results])),
        }  # fmt: skip
    digests = {r["digest"] for results in runs.values() for r in results if r.get("digest")}
    if len(digests) > 1:
        raise SystemExit(f"{suite} {arguments}: the answers differ: {digests}")
    return found


def line(label: str, names: tuple[str, ...], found: dict[str, dict[str, Any]], peers_of: tuple[str, ...]) -> str:
    """A row of a table: milliseconds (of processor; peak MiB), and ours as multiples of the best peer's, the same way."""
    cells = [
        found[n]["failed"] if "failed" in found[n] else f"{found[n]['ms']:,} ({found[n]['cpu']:,}; {found[n]['mib']:,})"
        for n in names
    ]
    alive = [found[n] for n in peers_of if "failed" not in found[n]]
    ours = found["stances"]
    ratios = (f"{ours[k] / max(min(p[k] for p in alive), 1):.2f}" for k in ("ms", "cpu", "mib")) if alive and "ms" in ours else ()
    ratio = "{} ({}; {})".format(*ratios) if alive and "ms" in ours else ""
    return f"| {label} | {' | '.join(cells)} | {ratio} |"


def table(names: tuple[str, ...], lines: list[str]) -> str:
    """The head of a table and its rows."""
    return "\n".join([f"| | {' | '.join(names)} | stances / best peer |", "|---" * (len(names) + 2) + "|", *lines]) + "\n"


def main() -> None:
    """Measure what was asked for and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 1_000_000, 10_000_000])
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--only", choices=["questions", "networks", "curve", "validation", "cold"])
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.only in (None, "questions"):
            lines = []
            for n in chosen.sizes:
                path = str(rows.write(n, Path(folder) / f"{n}.parquet"))
                for question in peers.QUESTIONS:
                    found = turns("peers", peers.NAMES, chosen.turns, question, path)
                    lines.append(line(f"{n:,} {question}", peers.NAMES, found, peers.NAMES[1:]))
                    click.echo(lines[-1])
                Path(path).unlink()
            write(PAGE, "questions", table(peers.NAMES, lines))
        if chosen.only in (None, "curve"):
            write(PAGE, "curve", curve.run(Path(folder), min(chosen.turns, 3), measured))
        for name, module in (("networks", networks), ("validation", validation), ("cold", cold)):
            if chosen.only in (None, name):
                text = module.run(Path(folder), chosen.turns, turns, line, table)
                click.echo(text)
                write(PAGE, name, text)


if __name__ == "__main__":
    main()
