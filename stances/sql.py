"""The queries as text: one file per question under `queries/`, composed by their `-- needs:` lines."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from stances.schema import TABLES

QUESTIONS = (
    "positions", "latest", "disagreements", "shifts", "compare", "timeline", "divergence", "coverage", "conflicts",
    "profile", "movers", "agencies", "governments", "balance", "reach", "rows",
    "proposition_counts", "issue_counts", "pair_counts",
)  # fmt: skip
# Over a caller's rows these texts stand for ours, and of these tables nothing is known.
OWN = {"spoken": "frame", "propositions": "frame_propositions", "spurs": "frame_spurs"}
UNKNOWN = ("actors", "offices", "tenures", "proposition_links")
LAST_ORDER = re.compile(r"\nORDER BY [^\n]*\n*\Z")
TYPES = {
    "id": "STRING", "text": "STRING", "date": "DATE", "int8": "TINYINT", "int16": "SMALLINT", "int32": "INTEGER", "bool": "BOOLEAN",
}  # fmt: skip


@cache
def body(name: str) -> str:
    """The text of one query file, as written."""
    return (files("stances") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def needs(name: str, own: bool = False) -> list[str]:
    """Names of the queries that `name` reads as if they were tables, and those that they need, in the order to define them in.

    >>> needs("latest")
    ['asked', 'said', 'spoken', 'turns']
    """
    match = re.search(r"^-- needs: (.+)$", body(name), re.MULTILINE)
    order: list[str] = []
    for need in [] if match is None else [part.strip() for part in match.group(1).split(",")]:
        order += [*needs(OWN.get(need, need) if own else need, own), need]
    return list(dict.fromkeys(order))


@cache
def text(name: str, own: bool = False) -> str:
    """One runnable SQL text for a question, its needs written in front as common table expressions.

    The text runs on DuckDB and, with `:name` for `$name`, on Spark. It reads our tables or, with `own`, nothing but a caller's
    rows called `frame`.

    >>> "WITH asked AS" in text("positions")
    True
    """
    # Only the answer has an order; sorting what it is made from would be work for nothing.
    parts = {need: LAST_ORDER.sub("", body(OWN.get(need, need) if own else need)) for need in needs(name, own)}
    if own:
        parts = {unknown: empty(unknown) for unknown in UNKNOWN} | {"propositions": body(OWN["propositions"])} | parts
    if not parts:
        return body(name)
    return "WITH " + ",\n".join(f"{need} AS (\n{part}\n)" for need, part in parts.items()) + f"\nSELECT * FROM (\n{body(name)})\n"


def types(table: str) -> dict[str, str]:
    """The SQL type of each column of a table.

    >>> types("non_positions")["statement_id"]
    'STRING'
    """
    return {column.name: TYPES[column.type] for column in TABLES[table].columns}


def empty(table: str) -> str:
    """A text that gives a table's columns and no row."""
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in types(table).items())
    return f"SELECT {columns} WHERE FALSE"


def parameters(query: str) -> set[str]:
    """Names of the `$parameters` that a text uses.

    >>> sorted(parameters(text("compare")) - {"known_as_of", "with_withdrawn", "max_age", "linked"})
    ['actor_a', 'actor_b', 'issue', 'proposition', 'since', 'until']
    """
    return set(re.findall(r"\$(\w+)", query))


def tables(query: str) -> set[str]:
    """Names of our tables that a text reads and does not define itself.

    >>> sorted(tables(text("conflicts", own=True)))
    []
    """
    defined = set(re.findall(r"\b(\w+) AS \(", query))
    return {name for name in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", query) if name in TABLES and name not in defined}
