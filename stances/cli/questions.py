"""The reader's commands: each puts one question and prints the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import click

from stances import sql
from stances.call import CallError, did_you_mean
from stances.cli.group import DAY
from stances.cli.output import FORMATS, Row, plain, show
from stances.dataset import Dataset
from stances.schema import TABLES, VOCABULARIES

ACTOR = click.option("--actor", help="Only those of this actor (id or name).")
ISSUE = click.argument("issue", required=False)  # id or title
PROPOSITION = click.option("--proposition", help="Only on this proposition.")
AS_OF = click.option("--as-of", type=DAY, help="The day to ask about.")
WORDS = click.option("--words", is_flag=True, help="Print the quotes and links below the table.")
STYLE = click.option("--format", "style", type=click.Choice(FORMATS), help="[default: table on a terminal, else csv]")


def question(name: str, example: str, *options: Callable[[Any], Any]) -> Callable[[Callable[..., None]], click.Command]:
    """A command that takes these options and `--format`, and whose help ends with an example."""

    def decorate(function: Callable[..., None]) -> click.Command:
        for option in reversed((*options, STYLE)):
            function = option(function)
        return click.command(name=name, epilog=f"Example: stances {example}")(function)

    return decorate


def ask(name: str, style: str | None, words: bool = False, **call: Any) -> None:
    """Put a question to the chosen dataset and print the answer."""
    ds = Dataset(click.get_current_context().obj)
    show(ds, ds.computed(name, **call), style, words)


@question(
    "disagreements", "disagreements zte-denial-order --as-of 2018-05-13 --linked --words",
    ISSUE, AS_OF,
    click.option("--between", type=DAY, nargs=2, help="Two days: what held on any day from the first to the second."),
    ACTOR, PROPOSITION,
    click.option("--relation", type=click.Choice(list(VOCABULARIES["actor_relation"])), help="Only this relation."),
    click.option("--min-gap", type=click.IntRange(2, 4), default=2, show_default=True, help="Least distance of the positions."),
    click.option("--linked", is_flag=True, help="Also through linked propositions."),
    click.option("--known-as-of", type=DAY, help="Only what was recorded by this day."), WORDS,
)  # fmt: skip
def disagreements(style: str | None, words: bool, **call: Any) -> None:
    """Who stands on opposite sides: actor_a supports, actor_b opposes."""
    ask("disagreements", style, words, **call)


@question(
    "positions", "positions zte-denial-order --as-of 2018-05-15 --format json", ISSUE, AS_OF,
    click.option("--known-as-of", type=DAY, help="Only what was recorded by this day."),
    click.option("--max-age", type=click.IntRange(1), help="Days after which a position lapses."), PROPOSITION, WORDS,
)  # fmt: skip
def positions(style: str | None, words: bool, **call: Any) -> None:
    """Where each actor stands."""
    ask("positions", style, words, **call)


@question("shifts", "shifts zte-denial-order --actor wilbur-ross --words", ISSUE, ACTOR, PROPOSITION, AS_OF, WORDS)
def shifts(style: str | None, words: bool, **call: Any) -> None:
    """Who moved, and how long after a principal had spoken on the other side."""
    ask("shifts", style, words, **call)


@question("timeline", "timeline zte-denial-order --as-of 2018-05-16", click.argument("issue"), AS_OF)
def timeline(style: str | None, **call: Any) -> None:
    """Statements and events of an issue, in order."""
    ask("timeline", style, **call)


@question(
    "compare", "compare donald-trump wilbur-ross --as-of 2018-05-13", click.argument("a"), click.argument("b"), AS_OF, WORDS
)
def compare(a: str, b: str, as_of: date | None, style: str | None, words: bool) -> None:
    """Two actors side by side."""
    ask("compare", style, words, actor_a=a, actor_b=b, as_of=as_of or date.today())


@question("divergence", "divergence donald-trump --as-of 2018-06-10", click.argument("principal"), AS_OF)
def divergence(as_of: date | None, style: str | None, principal: str) -> None:
    """How far agents stand from a principal (0 to 1), with n."""
    ask("divergence", style, principal=principal, as_of=as_of or date.today())


@question("coverage", "coverage zte-denial-order --as-of 2018-06-10", click.argument("issue"), AS_OF)
def coverage(issue: str, as_of: date | None, style: str | None) -> None:
    """Who took part and what they did not speak to."""
    ask("coverage", style, issue=issue, as_of=as_of or date.today())


@question("conflicts", "conflicts")
def conflicts(style: str | None) -> None:
    """Two positions of one actor on one proposition within one day."""
    ask("conflicts", style)


@question("profile", "profile donald-trump", click.argument("actor"), AS_OF, WORDS)
def profile(actor: str, style: str | None, words: bool, **call: Any) -> None:
    """All that one actor has stood for, over every issue."""
    ask("profile", style, words, actor=actor, **call)


@question("movers", "movers --as-of 2019-12-31", AS_OF)
def movers(style: str | None, **call: Any) -> None:
    """Who moved most, with n."""
    ask("movers", style, **call)


@question("agencies", "agencies donald-trump", click.argument("principal", required=False), AS_OF)
def agencies(style: str | None, **call: Any) -> None:
    """How far each organization stood from a principal above it (0 to 1), with n."""
    ask("agencies", style, **call)


@question("governments", "governments", AS_OF)
def governments(style: str | None, **call: Any) -> None:
    """How far the executives of two governments stood apart (0 to 1), with n."""
    ask("governments", style, **call)


@question("balance", "balance")
def balance(style: str | None) -> None:
    """How many actors stood for and against each proposition."""
    ask("balance", style)


@question("reach", "reach --format csv")
def reach(style: str | None) -> None:
    """From which governments and branches people spoke on each issue."""
    ask("reach", style)


@question(
    "latest", "latest zte-denial-order --as-of 2018-05-15 --words", ISSUE, AS_OF,
    click.option("--max-age", type=click.IntRange(1), help="Days after which a position lapses."), PROPOSITION, WORDS,
)  # fmt: skip
def latest(as_of: date | None, style: str | None, words: bool, **call: Any) -> None:
    """The last word of each actor on each proposition, where it still holds."""
    ask("latest", style, words, as_of=as_of or date.today(), **call)


@question("proposition-counts", "proposition-counts zte-denial-order --as-of 2018-05-15", ISSUE, AS_OF)
def proposition_counts(as_of: date | None, style: str | None, issue: str | None) -> None:
    """How many actors stand where on each proposition, and how many pairs are opposed."""
    ask("proposition_counts", style, as_of=as_of or date.today(), issue=issue)


@question("issue-counts", "issue-counts --as-of 2018-05-15", AS_OF)
def issue_counts(as_of: date | None, style: str | None) -> None:
    """How many positions are for and against on each issue, and how many pairs are opposed."""
    ask("issue_counts", style, as_of=as_of or date.today())


@question(
    "pair-counts", "pair-counts zte-denial-order --as-of 2018-05-15 --top 10", ISSUE, AS_OF,
    click.option("--top", type=click.IntRange(1), default=100, show_default=True, help="How many pairs; ties with the last are shown."),
)  # fmt: skip
def pair_counts(as_of: date | None, style: str | None, **call: Any) -> None:
    """On how many propositions two actors stand together and opposed, most opposed first."""
    ask("pair_counts", style, as_of=as_of or date.today(), **call)


@question("issues", "issues")
def issues(style: str | None) -> None:
    """The disputes and their propositions."""
    ask("issues", style)


@question("actors", "actors --format csv")
def actors(style: str | None) -> None:
    """Everyone who spoke, with their last office and number of statements."""
    ask("actors", style)


@click.command(name="sql", epilog="Example: stances sql positions")
@click.argument("name")
@click.option("--own", is_flag=True, help="Over rows of your own: one table called frame, with the six columns and issue_id.")
def print_sql(name: str, own: bool) -> None:
    """Print a question as one SQL text, for use in any other tool."""
    if name not in sql.QUESTIONS:
        raise CallError(f"no question {name!r}{did_you_mean(name, sql.QUESTIONS)}")
    click.echo(sql.text(name, own=own))


@click.command(name="show", epilog="Example: stances show zte.2018-05-13.donald-trump")
@click.argument("identifier", metavar="ID")
@click.pass_context
def show_record(ctx: click.Context, identifier: str) -> None:
    """Print one record: a statement, actor, office, tenure, issue, proposition, event or source."""
    ds = Dataset(ctx.obj)
    seen: list[str] = []

    def rows(query: str) -> list[Row]:
        return ds.engine.rows(ds.run(query))

    for table in TABLES.values():
        if len(table.key) == 1:
            query = f"SELECT * FROM {table.name} ORDER BY {table.key[0]}"
            for row in ds.steady.read(partial(rows, query)):
                if row[0] == identifier:
                    for column, value in zip(table.names, row, strict=True):
                        if value is not None:
                            click.echo(f"{column:18} {plain(value)}")
                    return
                seen.append(row[0])
    stands = ds.given_up(identifier)
    if stands is not None:
        click.echo(f"{identifier} was given up for {stands}", err=True)
        ctx.invoke(show_record, identifier=stands)
        return
    raise CallError(f"no record {identifier!r}{did_you_mean(identifier, seen)}")


QUESTIONS = (
    disagreements, positions, shifts, timeline, compare, divergence, coverage, conflicts,
    profile, movers, agencies, governments, balance, reach, latest, proposition_counts, issue_counts, pair_counts, issues, actors,
    print_sql, show_record,
)  # fmt: skip
