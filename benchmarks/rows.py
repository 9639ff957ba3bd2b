"""Synthetic statements in the six columns and an issue, in order of days, as a Parquet file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from stances.parquet import GROUP


def write(n: int, path: Path) -> Path:
    """`n` statements of 5 sqrt(n) actors on sqrt(n) / 12.5 propositions or ten, about two to a cell, over 25 years; in row groups as the package writes."""
    rng = np.random.default_rng(1)
    actors = round(n**0.5)
    propositions = max(round(n / 2.5 / actors), 10)
    actor, proposition = rng.integers(0, actors, n), rng.integers(0, propositions, n)
    day = np.sort(rng.integers(10_957, 20_089, n)).astype(np.int32)
    moment = (actor * propositions + proposition) * 2**15 + day
    order = np.argsort(moment, kind="stable")
    fresh = np.append(True, np.diff(moment[order]) != 0)
    sequence = np.empty(n, np.int16)
    sequence[order] = np.arange(n) - np.maximum.accumulate(np.where(fresh, np.arange(n), 0)) + 1

    def ids(prefix: str, number: np.ndarray) -> pa.Array:
        names = pa.array([f"{prefix}-{i:07d}" for i in range(int(number.max()) + 1)])
        return names.take(pa.array(number))

    table = pa.table({
        "actor_id": ids("actor", actor), "proposition_id": ids("proposition", proposition), "said_date": pa.array(day).cast(pa.date32()),
        "sequence": sequence, "position": rng.integers(-2, 3, n).astype(np.int8), "statement_id": ids("statement", np.arange(n)),
        "issue_id": ids("issue", proposition // 10),
    })  # fmt: skip
    pq.write_table(table, path, compression="zstd", row_group_size=GROUP)
    return path


def cells(actors: int, propositions: int, share: float, path: Path) -> Path:
    """One statement in each of a share of all cells of actors x propositions."""
    rng = np.random.default_rng(2)
    cell = np.flatnonzero(rng.random(actors * propositions) < share)
    a, p = np.divmod(cell, propositions)
    table = pa.table({
        "actor_id": pa.array([f"actor-{i:05d}" for i in range(actors)]).take(pa.array(a)),
        "proposition_id": pa.array([f"proposition-{i:05d}" for i in range(propositions)]).take(pa.array(p)),
        "said_date": pa.array(np.full(len(cell), 15_000, np.int32)).cast(pa.date32()), "sequence": np.ones(len(cell), np.int16),
        "position": rng.integers(-2, 3, len(cell)).astype(np.int8), "statement_id": pa.array(cell).cast(pa.string()),
    })  # fmt: skip
    pq.write_table(table, path, compression="zstd")
    return path
