"""Derived tables against what their queries give now: nothing stale, nothing edited by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from stances import sql
from stances.call import DEFAULTS
from stances.schema import POSITIONS, TABLES

if TYPE_CHECKING:
    from stances.engines import Engine

OPTIONS: dict[str, dict[str, Any]] = {"positions": {}, "disagreements": {"linked": True}, "shifts": {}}


class Stale(NamedTuple):
    """A row that the file has and the query does not give, or the other way round."""

    table: str
    row: str
    given: bool


def stale(engine: Engine, names: set[str]) -> list[Stale]:
    """Rows of the derived tables among `names`, all on the engine, that differ from what follows from the others.

    stances and non_positions follow from codings, and are taken as given where there are none (imported data).
    """
    numbers = " ".join(f"WHEN '{code}' THEN {number}" for code, number in POSITIONS.items())
    wanted: dict[str, str] = {}
    if engine.rows(engine.run("SELECT 1 FROM codings LIMIT 1", {})):
        wanted["stances"] = f"""
            SELECT statement_id, proposition_id, CAST(CASE code {numbers} END AS TINYINT), condition IS NOT NULL, condition, method, disputed
            FROM ({sql.text("rulings")}) ruled WHERE CASE code {numbers} END IS NOT NULL"""
        wanted["non_positions"] = f"""
            SELECT statement_id, proposition_id, code FROM ({sql.text("rulings")}) ruled WHERE code IN ('declined', 'neutral', 'unclear')"""
    for name in OPTIONS.keys() & names:
        wanted[name] = f"SELECT {', '.join(TABLES[name].names)} FROM ({sql.text(name)}) asked"
    return [row for name, text in wanted.items() for row in _compare(engine, name, text)]


def _compare(engine: Engine, name: str, wanted: str) -> list[Stale]:
    columns, key = ", ".join(TABLES[name].names), " || ' ' || ".join(f"CAST({k} AS STRING)" for k in TABLES[name].key)
    values = {key: OPTIONS.get(name, {}).get(key, DEFAULTS.get(key)) for key in sql.parameters(wanted)}
    sides = f"SELECT {columns}, 1 AS held FROM {name} UNION ALL SELECT {columns}, 0 FROM ({wanted}) wanted({columns})"
    query = f"SELECT {key}, MAX(held) FROM ({sides}) sides GROUP BY {columns} HAVING MAX(held) = MIN(held)"
    return [Stale(name, str(row), bool(held)) for row, held in engine.rows(engine.run(query, values))]
