"""Measures on the command line: of the chosen tables, or of any file with the six columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from stances.call import CallError
from stances.cli.group import DAY
from stances.cli.output import show
from stances.cli.questions import ISSUE, question
from stances.dataset import Dataset

INPUT = click.option(
    "--input", "path", type=click.Path(path_type=Path), help="A Parquet or CSV file with the six columns instead."
)
AS_OF = click.option("--as-of", type=DAY, help="Only what was said up to this day.")
TOP = click.option(
    "--top", type=click.IntRange(1), default=20, show_default=True, help="How many pairs; ties with the last are shown."
)
MIN_N = click.option("--min-n", type=click.IntRange(1), default=1, show_default=True, help="Least number of shared propositions.")
BY = click.option("--by", multiple=True, help="Measure within each value of this column (issue_id, branch, party_id, ...).")
PAIRS = ("exact", "sign", "proximity", "lijphart", "s", "s-squared", "kappa", "pi", "opposed")
SPREADS = ("polarization", "van-der-eijk", "leik", "consensus", "blair-lacy", "esteban-ray", "opposed-share")


def measured(style: str | None, path: Path | None, issue: str | None, measure: Callable[[Any], Any]) -> Any:
    """Measure the rows of a file, or of the chosen tables, and print the result."""
    import duckdb

    ds = Dataset(click.get_current_context().obj)
    if path is None:
        rows = ds.computed("rows", issue=issue).to_arrow_table()
    elif issue is not None:
        raise CallError("an issue goes with the tables; a file of your own has none")
    else:
        try:
            rows = (duckdb.read_csv(str(path)) if path.suffix == ".csv" else duckdb.read_parquet(str(path))).to_arrow_table()
        except duckdb.Error as error:
            raise CallError(f"{path} cannot be read ({str(error).splitlines()[0]})") from None
    table = measure(rows)
    show(ds, duckdb.from_arrow(table), style)
    return table


@question(
    "network", "network zte-denial-order --kind conflict --as-of 2018-06-10", ISSUE,
    click.option("--kind", type=click.Choice(["congruence", "conflict", "subtract", "ignore"]), default="conflict", show_default=True),
    click.option("--scale", type=click.Choice(["ordinal", "sign"]), default="ordinal", show_default=True),
    click.option("--count", type=click.Choice(["positions", "statements"]), default="positions", show_default=True),
    click.option("--duplicates", type=click.Choice(["keep", "day", "week", "month", "year", "all"]), default="keep", show_default=True),
    click.option("--normalisation", type=click.Choice(["average", "jaccard", "cosine"])),
    click.option("--graphml", type=click.Path(path_type=Path, dir_okay=False), help="Also save the edges as a GraphML file."),
    TOP, MIN_N, AS_OF, BY, INPUT,
)  # fmt: skip
def network(
    style: str | None, path: Path | None, issue: str | None, graphml: Path | None, by: tuple[str, ...], **call: Any
) -> None:
    """Who shares, or opposes, whose positions: the heaviest edges, with n."""
    from stances.atomic import scratch
    from stances.measures.network import graph
    from stances.measures.network import network as edges_of

    edges = measured(style, path, issue, lambda rows: edges_of(rows, by=list(by), **call))
    if graphml:
        import networkx

        with scratch(graphml.parent) as work:
            networkx.write_graphml(graph(edges), work / "edges")
            (work / "edges").replace(graphml)


@question(
    "agreement", "agreement --measure kappa --min-n 5", ISSUE,
    click.option("--measure", type=click.Choice(PAIRS), default="proximity", show_default=True), TOP, MIN_N, AS_OF, BY, INPUT,
)  # fmt: skip
def agreement(style: str | None, path: Path | None, issue: str | None, by: tuple[str, ...], **call: Any) -> None:
    """How far pairs of actors agree over the propositions they share, with n."""
    from stances.measures.agreement import agreement as of

    measured(style, path, issue, lambda rows: of(rows, by=list(by), **call))


@question(
    "polarization", "polarization zte-denial-order --as-of 2018-06-10", ISSUE,
    click.option("--measure", type=click.Choice(SPREADS), default="polarization", show_default=True), AS_OF, BY, INPUT,
)  # fmt: skip
def polarization(style: str | None, path: Path | None, issue: str | None, by: tuple[str, ...], **call: Any) -> None:
    """How each proposition divides those who spoke on it, with n."""
    from stances.measures.issues import polarization as of

    measured(style, path, issue, lambda rows: of(rows, by=list(by), **call))


@question("cohesion", "cohesion party_id --format csv", click.argument("group"), ISSUE, AS_OF, INPUT)
def cohesion(style: str | None, path: Path | None, issue: str | None, group: str, **call: Any) -> None:
    """How far the members of each group (party_id, branch, government_id, ...) stand together on each proposition."""
    from stances.measures.issues import cohesion as of

    measured(style, path, issue, lambda rows: of(rows, group, **call))


MEASURES = (network, agreement, polarization, cohesion)
