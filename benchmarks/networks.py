"""The network of all pairs: products, the join, and the bare matrix products below which nobody gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks import rows

NAMES = ("stances", "duckdb join", "polars join", "bare products")
CASES = ((200, 5000, 1.0), (10_000, 1000, 0.1), (10_000, 10_000, 0.001))
JOIN = """SELECT a.actor_id AS actor_a, b.actor_id AS actor_b, count(*) AS n, sum(abs(a.position - b.position)) AS distance
    FROM 'PATH' a JOIN 'PATH' b ON b.proposition_id = a.proposition_id AND a.actor_id < b.actor_id
    GROUP BY ALL HAVING distance > 0 ORDER BY distance DESC LIMIT 100"""


def prepare(name: str) -> None:
    """Import what a contender needs."""
    if name == "stances":
        import stances.measures.network
        import stances.measures.thin  # noqa: F401


def answer(name: str, path: str, actors: str, propositions: str) -> Any:
    """The heaviest hundred edges; of the bare products only that they were made."""
    if name == "stances":
        import stances

        return stances.network(path, top=100)
    if name == "duckdb join":
        import duckdb

        con = duckdb.connect()
        con.execute("SET memory_limit = '6GB'")
        return con.sql(JOIN.replace("PATH", path)).to_arrow_table()
    if name == "polars join":
        import polars as pl

        cells = pl.scan_parquet(path).select(pl.col("actor_id").cast(pl.Categorical), "proposition_id", "position")
        pairs = cells.join(cells, on="proposition_id", suffix="_b").filter(
            pl.col("actor_id").to_physical() < pl.col("actor_id_b").to_physical()
        )
        distance = (pl.col("position").cast(pl.Int32) - pl.col("position_b")).abs().sum().alias("distance")
        return pairs.group_by("actor_id", "actor_id_b").agg(distance).top_k(100, by="distance").collect(engine="streaming")
    return bare(path, int(actors), int(propositions))


def bare(path: str, actors: int, propositions: int) -> Any:
    """One product for each of five levels and one for presence, in blocks, from the file."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(
        path, columns=["actor_id", "proposition_id", "position"], read_dictionary=["actor_id", "proposition_id"]
    )
    a, p = (table[c].combine_chunks().indices.to_numpy() for c in ("actor_id", "proposition_id"))
    level = table["position"].to_numpy() + 2
    counts = np.zeros((5, actors, propositions), np.float32)
    counts[level, a, p] = 1
    distance = np.abs(np.subtract.outer(np.arange(5), np.arange(5))).astype(np.float32)
    weighted, presence, most = np.tensordot(distance, counts, (1, 0)), counts.any(axis=0).astype(np.float32), 0.0
    for start in range(0, actors, 1024):
        block = slice(start, start + 1024)
        most = max(most, sum(counts[k, block] @ weighted[k].T for k in range(5)).max())
        presence[block] @ presence.T
    return pa.table({"most": [most]})


def columns(path: str, actors: str, propositions: str) -> list[str]:
    """Nothing is compared here: the edges are held equal by the tests of the measures."""
    return []


def run(folder: Path, count: int, turns: Any, line: Any, table: Any) -> str:
    """The table of networks."""
    lines = []
    for actors, propositions, share in CASES:
        path = str(rows.cells(actors, propositions, share, folder / "cells.parquet"))
        names = tuple(
            n for n in NAMES if not (n == "polars join" and actors == 10_000 and share == 0.1)
        )  # 500 million pairs in memory
        found = turns("networks", names, min(count, 3), path, str(actors), str(propositions))
        found |= {n: {"failed": "not run"} for n in NAMES if n not in found}
        label = f"{actors:,} actors, {propositions:,} propositions, {share:.1%} of places"
        lines.append(line(label, NAMES, found, ("duckdb join", "polars join")))
    return str(table(NAMES, lines))
