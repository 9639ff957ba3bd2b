"""The queries as text: one file per question under `queries/`, composed by their `-- needs:` lines."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

QUESTIONS = (
    "positions", "disagreements", "shifts", "compare", "timeline", "divergence", "coverage", "conflicts",
    "profile", "movers", "agencies", "governments", "balance", "reach", "rows",
)  # fmt: skip


@cache
def body(name: str) -> str:
    """The text of one query file, as written."""
    return (files("stances") / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def needs(name: str, spoken: str = "spoken") -> list[str]:
    """Names of the queries that `name` reads as if they were tables, and those that they need, in the order to define them in."""
    match = re.search(r"^-- needs: (.+)$", body(name), re.MULTILINE)
    named = [] if match is None else [part.strip() for part in match.group(1).split(",")]
    order: list[str] = []
    for need in named:
        order += needs(spoken if need == "spoken" else need, spoken)
        order.append(need)
    return list(dict.fromkeys(order))


@cache
def text(name: str, spoken: str = "spoken") -> str:
    """One runnable SQL text for a question, its needs written in front as common table expressions.

    `spoken` names the query that gives the rows with the six columns: the bundled tables, or `frame` for a caller's own.

    >>> needs("positions")
    ['said', 'spoken']
    """
    parts = [f"{need} AS (\n{body(spoken if need == 'spoken' else need)})" for need in needs(name, spoken)]
    if not parts:
        return body(name)
    return "WITH " + ",\n".join(parts) + f"\nSELECT * FROM (\n{body(name)})\n"


def parameters(name: str, spoken: str = "spoken") -> set[str]:
    """Names of the `$parameters` that the composed text uses."""
    return set(re.findall(r"\$(\w+)", text(name, spoken)))
