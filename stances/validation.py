"""Is a folder of tables right? Shape on Arrow, values by the suites, then links and domain rules in SQL.

Every problem is collected; none hides another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stances import sql
from stances.call import CallError, did_you_mean
from stances.dataset import COMPUTED, Dataset, bundled, is_remote, tables_of
from stances.partitions import partitions
from stances.problems import Problem
from stances.remote import validate_remote
from stances.schema import TABLES
from stances.shape import footer, in_place, known, read, shape, unreadable, written

if TYPE_CHECKING:
    from stances.domain import Rule
    from stances.engines import Engine

# Above so many rows in a folder the rules are counted in SQL instead of checked row by row.
ROW_BY_ROW = 200_000


def validate(
    folder: Path | str | None = None, progress: Callable[[str], None] = lambda name: None, engine: Any = "duckdb"
) -> list[Problem]:
    """All problems of a folder of tables (the bundled one by default), sorted; an empty list when it is right.

    One Parquet file named after its table is checked against the bundled siblings. With `engine="spark"` or a session the folder
    may be any address that Spark reads, such as `s3a://bucket/tables`. `progress` is called with each table's name before its values
    are checked. Large folders, and all on Spark, are checked by one SQL pass over each table, with the same
    verdicts; of a rule that many rows break, the first thousand are listed.

    Raises:
        CallError: there is no such folder, or it holds no table.
    """
    import pyarrow as pa

    if is_remote(folder):
        return sorted(set(validate_remote(folder, progress, engine)))
    root = tables_of(Path(folder)) if folder is not None else bundled()
    alone = root if root.is_file() else None
    if alone is not None:
        if alone.stem not in TABLES:
            raise CallError(f"{alone} is not named after a table{did_you_mean(alone.stem, TABLES)}")
        root = bundled()
    if not root.is_dir():
        raise CallError(f"{root} is not a folder of tables")
    problems: list[Problem] = []
    files: dict[str, str] = {}
    for name in TABLES:
        path = str(alone) if alone is not None and alone.stem == name else Dataset(root).path(name)
        if path is not None:
            files[name] = path
        elif name not in COMPUTED:  # large folders leave those out: every reader computes them anew from the others
            problems.append(Problem(name, "", "file", "missing", f"put {name}.parquet into the folder", f"{name}.file"))
    found: dict[str, Any] = {}
    for name, path in files.items():
        try:
            found[name] = read(name, path)
        except (pa.ArrowException, OSError, ValueError) as error:
            problems.append(unreadable(name, error))
    if not files:
        raise CallError(f"{root} holds none of the tables; expected {', '.join(list(TABLES)[:3])}, ...")
    large = engine != "duckdb" or sum(table.count_rows() for table in found.values()) > ROW_BY_ROW
    tables: dict[str, pa.Table] = {}
    for name, table in found.items():
        columns = in_place(name, table.schema, partitions(files[name]))
        problems += shape(name, columns)
        try:
            problems += known(name, footer(table.files[0]))
            if not large:
                tables[name] = table.to_table().select(columns.names)
                problems += written(name, footer(table.files[0]), tables[name]) if Path(files[name]).is_file() else []
        except (pa.ArrowException, OSError, ValueError) as error:
            problems.append(unreadable(name, error))
    if problems:  # values cannot be judged where the shape is off
        return sorted(set(problems))
    fresh = alone is None
    if large:
        return sorted(set(counted(opened(files, engine), list(files), progress, fresh)))
    return sorted(set(row_by_row(tables, progress, fresh)))


def row_by_row(tables: dict[str, Any], progress: Callable[[str], None] = lambda name: None, fresh: bool = True) -> list[Problem]:
    """What the suites and the domain rules find in Arrow tables."""
    from stances.engines.duckdb import DuckDB
    from stances.expectations import Checker

    checker, engine = Checker(tables), DuckDB()
    problems: list[Problem] = []
    for name, table in tables.items():
        progress(name)
        problems += checker.check(name, table)
        engine.connection.register(name, table)
    return problems + domain(engine, set(tables), fresh=fresh)


def counted(
    engine: Engine, names: list[str], progress: Callable[[str], None] = lambda name: None, fresh: bool = True
) -> list[Problem]:
    """The same from one SQL text over each table, and one more for each rule that is broken."""
    from stances.expectations import broken
    from stances.violations import counts, grounds, problems, suite_rules

    rules = {name: [*suite_rules(name), *domain_rules(name)] for name in names}
    numbers = {rule.id: 0 for listed in rules.values() for rule in listed}
    for name in names:
        progress(name)
        numbers |= counts(engine, [rule for rule in rules[name] if not grounds(rule)])
    for name in names:
        numbers |= counts(engine, [rule for rule in rules[name] if any(numbers.get(ground, 1) for ground in grounds(rule))])
    wrong, by_id = broken(numbers), {rule.id: rule for listed in rules.values() for rule in listed}
    found = [problem for rule, n in wrong.items() for problem in problems(engine, by_id[rule], n)]
    if fresh and not any(rule.id in wrong for name in names for rule in domain_rules(name)):
        found += outdated(engine, set(names))
    return found


def opened(files: dict[str, str], engine: Any) -> Engine:
    """An engine with these files as tables."""
    runner: Engine
    if engine == "duckdb":
        from stances.engines.duckdb import DuckDB

        runner = DuckDB()
    else:
        from stances.engines.spark import Spark

        runner = Spark(None if engine == "spark" else engine)
    for name, path in files.items():
        runner.add(name, path, sql.types(name))
    return runner


def domain_rules(table: str) -> list[Rule]:
    """The rules across columns, rows and tables that are told of one table."""
    from stances.derive.hygiene import column_rules
    from stances.domain import RULES

    declared = TABLES[table]
    return [r for r in RULES if r.table == table] + [r for column in declared.columns for r in column_rules(declared, column)]


def domain(engine: Engine, names: set[str], touched: set[str] | None = None, fresh: bool = True) -> list[Problem]:
    """What the rules across columns and tables find, and where derived tables are not what follows from the others.

    With `touched`, only rules that read one of these tables are asked: enough after a change to tables that were right.
    `fresh=False` leaves the derived tables unasked: one table beside strange siblings.
    """
    from stances.violations import asked

    found = []
    for name in names:
        rules = [rule for rule in domain_rules(name) if touched is None or touched & set(re.findall(r"\w+", rule.sql))]
        found += asked(engine, rules)
    return found if found or not fresh else outdated(engine, names)


def outdated(engine: Engine, names: set[str]) -> list[Problem]:
    """Where derived tables are not what follows from the others; not asked where tables are wrong, as what follows is no news."""
    from stances.freshness import stale

    if not names >= set(TABLES) - set(COMPUTED):
        return []
    sentence = "a derived table holds what follows from the others; build it again"
    return [
        Problem(s.table, s.row, "row", "there, but does not follow" if s.given else "missing", sentence, f"{s.table}.fresh")
        for s in stale(engine, names)
    ]
