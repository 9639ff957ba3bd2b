"""Derived tables against what their queries give now: nothing stale, nothing edited by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from stances import sql
from stances.call import DEFAULTS
from stances.schema import POSITIONS, TABLES

if TYPE_CHECKING:
    import duckdb

OPTIONS: dict[str, dict[str, Any]] = {"positions": {}, "disagreements": {"linked": True}, "shifts": {}}


class Stale(NamedTuple):
    """A row that the file has and the query does not give, or the other way round."""

    table: str
    row: str
    given: bool


def stale(con: duckdb.DuckDBPyConnection, names: set[str]) -> list[Stale]:
    """Rows of the derived tables among `names`, all registered on the connection, that differ from what follows from the others.

    stances and non_positions follow from codings, and are taken as given where there are none (imported data).
    """
    numbers = " ".join(f"WHEN '{code}' THEN {number}" for code, number in POSITIONS.items())
    found: list[Stale] = []
    if con.sql("SELECT 1 FROM codings LIMIT 1").fetchall():
        con.execute(f"CREATE OR REPLACE TEMP TABLE ruled AS {sql.text('rulings')}")
        found += _compare(con, "stances", f"""
            SELECT statement_id, proposition_id, CAST(CASE code {numbers} END AS TINYINT), condition IS NOT NULL, condition, method, disputed
            FROM ruled WHERE CASE code {numbers} END IS NOT NULL""")  # fmt: skip
        found += _compare(con, "non_positions", """
            SELECT statement_id, proposition_id, code FROM ruled WHERE code IN ('declined', 'neutral', 'unclear')""")  # fmt: skip
    for name in OPTIONS.keys() & names:
        text = sql.text(name)
        values = {key: OPTIONS[name].get(key, DEFAULTS.get(key)) for key in sql.parameters(text)}
        relation = con.sql(f"SELECT {', '.join(TABLES[name].names)} FROM ({text})", params=values)
        con.register("asked", relation.to_arrow_table())
        found += _compare(con, name, "SELECT * FROM asked")
        con.unregister("asked")
    return found


def _compare(con: duckdb.DuckDBPyConnection, name: str, wanted: str) -> list[Stale]:
    columns, key = ", ".join(TABLES[name].names), " || ' ' || ".join(f"CAST({k} AS VARCHAR)" for k in TABLES[name].key)
    con.execute(f"CREATE OR REPLACE TEMP TABLE wanted AS {wanted}")
    return [
        Stale(name, str(row), given)
        for given, left, right in ((True, name, "wanted"), (False, "wanted", name))
        for (row,) in con.sql(f"""
            SELECT {key} FROM (SELECT {columns if left == name else "*"} FROM {left}
                               EXCEPT SELECT {columns if right == name else "*"} FROM {right}) AS d({columns})""").fetchall()
    ]  # fmt: skip
