"""The network of all pairs: products, the join, and the bare matrix products below which nobody gets."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import rows
from benchmarks.once import CODED, HELD

JOINS = ("duckdb join", "duckdb join on enums", "polars join")
BARE = ("products", "products alone")
NAMES = ("stances", *JOINS, *BARE)
CASES = ((200, 5000, 1.0), (10_000, 1000, 0.1), (10_000, 10_000, 0.001))
# Half a thousand million pairs in memory; matrices of some gigabytes.
NOT_RUN = {(10_000, 1000): ("polars join", "products alone"), (10_000, 10_000): BARE}
JOIN = """SELECT a.actor_id AS actor_a, b.actor_id AS actor_b, count(*) AS n, sum(abs(a.position - b.position)) AS distance
    FROM SOURCE a JOIN SOURCE b ON b.proposition_id = a.proposition_id AND a.actor_id < b.actor_id
    GROUP BY a.actor_id, b.actor_id HAVING distance > 0 ORDER BY distance DESC LIMIT 100"""


def prepare(name: str, source: str, actors: str, propositions: str) -> None:
    """Import what a contender needs and run it once on a handful of rows, so that imports are not timed; make matrices that are given."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        answer(name, str(rows.cells(5, 5, 1.0, Path(folder) / "few.parquet")), "5", "5")
    if name == "products alone":
        ready.cache_clear()
        ready(int(actors), int(propositions))


def answer(name: str, source: Any, actors: str, propositions: str) -> Any:
    """The distances of the heaviest hundred edges, from a file or an Arrow table; of the products only that they were made."""
    match name:
        case "stances":
            return ours(source)
        case "duckdb join" | "duckdb join on enums":
            return joined(source, enums=name != "duckdb join")
        case "polars join":
            return polars(source)
        case "products":
            return multiplied(*matrices(source, int(actors), int(propositions)))
    return multiplied(*ready(int(actors), int(propositions)))


def ours(source: Any) -> Any:
    """The package's edges, in weights of the whole scale, as steps; ties with the last beyond the hundredth left off."""
    import numpy as np
    import pyarrow as pa

    import stances

    return pa.table({"distance": np.round(4 * np.asarray(stances.network(source, top=100)["weight"][:100])).astype(int)})


def joined(source: Any, enums: bool) -> Any:
    """The join in DuckDB, on texts or on enums that are made first; pandas categories are enums."""
    import duckdb

    con = duckdb.connect()
    con.execute("SET memory_limit = '6GB'")
    name = f"'{source}'" if isinstance(source, str) else "source"
    if enums and not is_coded(source):
        for kind in ("actor_id", "proposition_id"):
            con.execute(f"CREATE TYPE {kind}s AS ENUM (SELECT DISTINCT {kind} FROM {name} ORDER BY 1)")
        con.execute(
            f"CREATE TABLE coded AS SELECT actor_id::actor_ids AS actor_id, proposition_id::proposition_ids AS proposition_id, position FROM {name}"
        )
        name = "coded"
    return con.sql(JOIN.replace("SOURCE", name)).to_arrow_table()


def is_coded(source: Any) -> bool:
    """Whether it is the pandas frame with categories."""
    return hasattr(source, "iloc")


def polars(source: Any) -> Any:
    """The join in polars, actors as categories."""
    import polars as pl

    cells = pl.scan_parquet(source) if isinstance(source, str) else pl.DataFrame(source).lazy()
    cells = cells.select(pl.col("actor_id").cast(pl.Categorical), "proposition_id", "position")
    pairs = cells.join(cells, on="proposition_id", suffix="_b").filter(
        pl.col("actor_id").to_physical() < pl.col("actor_id_b").to_physical()
    )
    distance = (pl.col("position").cast(pl.Int32) - pl.col("position_b")).abs().sum().alias("distance")
    found = pairs.group_by("actor_id", "actor_id_b").agg(distance, pl.len().alias("n")).top_k(100, by="distance")
    return found.collect(engine="streaming").to_arrow()


def matrices(source: Any, actors: int, propositions: int) -> tuple[Any, Any, Any]:
    """The places of each level, the same weighted, and the places with any."""
    import numpy as np
    import pyarrow.parquet as pq

    if isinstance(source, str):
        source = pq.read_table(
            source, columns=["actor_id", "proposition_id", "position"], read_dictionary=["actor_id", "proposition_id"]
        )
    if is_coded(source):
        a, p = (source[c].cat.codes.to_numpy() for c in ("actor_id", "proposition_id"))
    else:
        a, p = (source[c].combine_chunks() for c in ("actor_id", "proposition_id"))
        a, p = ((c if hasattr(c, "indices") else c.dictionary_encode()).indices.to_numpy() for c in (a, p))
    counts = np.zeros((5, actors, propositions), np.float32)
    counts[source["position"].to_numpy() + 2, a, p] = 1
    distance = np.abs(np.subtract.outer(np.arange(5), np.arange(5))).astype(np.float32)
    return counts, np.tensordot(distance, counts, (1, 0)), counts.any(axis=0).astype(np.float32)


@cache
def ready(actors: int, propositions: int) -> tuple[Any, Any, Any]:
    """Matrices that are there before the time starts, every place taken; the time of products does not depend on what is in them."""
    import numpy as np

    return (*np.ones((2, 5, actors, propositions), np.float32), np.ones((actors, propositions), np.float32))


def multiplied(counts: Any, weighted: Any, presence: Any) -> None:
    """One product for each of five levels and one for presence, in blocks of actors."""
    for start in range(0, len(presence), 1024):
        block = slice(start, start + 1024)
        total = counts[0, block] @ weighted[0].T
        for k in range(1, 5):
            total += counts[k, block] @ weighted[k].T
        presence[block] @ presence.T


def columns(source: Any, actors: str, propositions: str) -> list[str]:
    """The column in which the answers must be equal."""
    return ["distance"]


def run(folder: Path, count: int, turns: Any, line: Any, table: Any) -> str:
    """The table of networks."""
    lines = []
    for actors, propositions, share in CASES:
        path = str(rows.cells(actors, propositions, share, folder / "cells.parquet"))
        names = tuple(name for name in NAMES if name not in NOT_RUN.get((actors, propositions), ()))
        turns_of = min(count, 1 if (actors, propositions) == (10_000, 1000) else count)
        for where, source in (("from a file", path), ("texts in memory", HELD + path), ("categories in memory", CODED + path)):
            if where != "from a file" and (actors, propositions) == (10_000, 1000):
                continue  # reading is nothing there
            found = turns("networks", names, turns_of, source, str(actors), str(propositions), of=min)
            found |= {n: {"failed": "not run"} for n in NAMES if n not in found}
            label = f"{actors:,} actors, {propositions:,} propositions, {share:.1%} of places, {where}"
            lines.append(line(label, NAMES, found, JOINS))
    return str(table(NAMES, lines))
