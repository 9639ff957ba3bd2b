"""Records whose columns are right, against the rules across columns, rows and tables: each problem at its record's file and line."""

from __future__ import annotations

from stances import sql
from stances.dataset import Dataset
from stances.records.read import Records
from stances.schema import CURATED
from stances.validation import domain
from stances.violations import asked, suite_rules


def check(ds: Dataset, records: Records) -> list[str]:
    """What `stances validate` would find in the curated tables of `ds`, made from these records, as `file:line: problem`."""
    at = places(records)
    found = set(domain(ds.engine, set(CURATED), fresh=False))
    for name in CURATED:
        found.update(asked(ds.engine, suite_rules(name)))
    lines = [(at.get((problem.table, problem.row), problem.table), str(problem)) for problem in sorted(found)]
    return [f"{place}: {problem}" for place, problem in lines] + undecided(ds, at)


def places(records: Records) -> dict[tuple[str, str], str]:
    """Where each record is, by its table and key as a problem shows it; by the first parts of a key, where the first such one is."""
    found: dict[tuple[str, str], str] = {}
    for (table, key), place in records.places.items():
        for n in range(1, len(key) + 1):
            found.setdefault((table, " ".join(map(str, key[:n]))), place)
    return found


def undecided(ds: Dataset, at: dict[tuple[str, str], str]) -> list[str]:
    """One line for each pair on which coders differ and nobody has decided."""
    pairs = f"SELECT statement_id, proposition_id FROM codings EXCEPT SELECT statement_id, proposition_id FROM ({sql.text('rulings')})"
    return [
        f"{at['codings', f'{statement} {proposition}']}: codings {statement} {proposition}: the coders differ; "
        "add a coding by the adjudicator"
        for statement, proposition in sorted(ds.connection.sql(pairs).fetchall())
    ]
