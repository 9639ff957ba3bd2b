"""How many rows break each rule, by one SQL text over a table, and which: on DuckDB or Spark.

The rules of a suite are read from its expectations, so that a row-wise check and this one cannot differ in what they ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stances.derive.suites import Expectation, suite
from stances.domain import Rule
from stances.engines import Engine
from stances.problems import Problem, shown
from stances.schema import TABLES

SHOWN = 1000  # offending rows fetched for a rule


def suite_rules(table: str) -> list[Rule]:
    """The rules of a table's suite; their conditions skip nulls, as expectations do.

    >>> next(rule.condition for rule in suite_rules("stances") if rule.rule == "position.range")
    't.position < -2 OR t.position > 2'
    """
    return [_rule(table, expectation) for expectation in suite(table)["expectations"]]


def _rule(table: str, expectation: Expectation) -> Rule:
    kwargs, key = expectation["kwargs"], TABLES[table].key
    column = kwargs.get("column", ", ".join(key))

    def rule(**how: str) -> Rule:
        return Rule(table, expectation["meta"]["rule"].removeprefix(f"{table}."), column, expectation["description"], **how)

    match expectation["type"]:
        case "expect_column_values_to_not_be_null":
            return rule(where=f"t.{column} IS NULL")
        case "expect_column_values_to_match_regex":
            as_python = re.sub(r"\$$", r"\\n?$", kwargs["regex"])  # whose $ also stands before a last line break
            return rule(where=f"NOT regexp_like(t.{column}, $pattern)", pattern=as_python)
        case "expect_column_values_to_be_in_set" if isinstance(kwargs["value_set"], dict):
            return rule(refers=kwargs["value_set"]["$PARAMETER"].replace("__", "."))
        case "expect_column_values_to_be_in_set":
            return rule(where=f"t.{column} NOT IN ({', '.join(repr(term) for term in kwargs['value_set'])})")
        case "expect_column_values_to_be_between":
            limits = (("<", kwargs.get("min_value")), (">", kwargs.get("max_value")))
            return rule(where=" OR ".join(f"t.{column} {sign} {limit}" for sign, limit in limits if limit is not None))
        case "expect_column_values_to_be_unique" | "expect_compound_columns_to_be_unique":
            label = " || ' ' || ".join(f"CAST({k} AS STRING)" for k in key)
            again = key[0] if len(key) == 1 else "'there again'"  # as a row-wise check shows it
            there = " AND ".join(f"{k} IS NOT NULL" for k in key)
            return rule(lists=f"SELECT {label}, {again} FROM {table} WHERE {there} GROUP BY {', '.join(key)} HAVING COUNT(*) > 1")
    raise NotImplementedError(f"no SQL for {expectation['type']}")


def grounds(rule: Rule) -> list[str]:
    """Ids of the rules from which this one follows: a value that is a key of a table whose keys are well formed is well formed.

    >>> [grounds(rule) for rule in suite_rules("stances") if rule.rule == "statement_id.form"]
    [['stances.statement_id.reference', 'statements.statement_id.form']]
    """
    if not rule.rule.endswith(".form") or (rule.column,) == TABLES[rule.table].key:
        return []
    listed = TABLES[rule.table].column(rule.column).ref
    return [f"{rule.table}.{rule.column}.reference", f"{listed}.{TABLES[listed].key[0]}.form"] if listed else []


def counts(engine: Engine, rules: Sequence[Rule]) -> dict[str, int]:
    """How many rows break each of these rules of one table.

    Conditions are counted in one scan; costly ones on a column alone only once for each of its values. Patterns that a column must
    not hold are first searched for together: the time is in the reading of texts, and few hold any.
    """
    if not rules:
        return {}
    table, columns = rules[0].table, ["COUNT(*)"]
    values: dict[str, str] = {}
    texts: dict[str, list[str]] = {}
    for rule in rules:
        values |= rule.values
        if rule.lists:
            columns.append(f"(SELECT COUNT(*) FROM ({rule.lists}) listed)")
        elif rule.refers and not TABLES[table].column(rule.column).null:  # to filter out the empty takes DuckDB twice the time
            columns.append(f"(SELECT COUNT(t.{rule.column}) FROM {table} t WHERE {rule.lost})")
        elif rule.refers or (rule.where and rule.pattern and (rule.column,) != TABLES[table].key):
            each = f"SELECT {rule.column}, COUNT(*) AS n FROM {table} GROUP BY {rule.column}"
            columns.append(f"(SELECT COALESCE(SUM(t.n), 0) FROM ({each}) t WHERE {rule.condition})")
        elif rule.where:
            columns.append(f"COUNT(CASE WHEN {rule.condition} THEN 1 END)")
        else:
            texts.setdefault(rule.column, []).append(rule.pattern)
            columns.append(f"COUNT(CASE WHEN t.{rule.column}_found THEN CASE WHEN {rule.condition} THEN 1 END END)")
    found = ""
    for column, patterns in texts.items():
        values[f"{table}_{column}_any"] = "|".join(patterns)
        found += f", regexp_like(t.{column}, ${table}_{column}_any) AS {column}_found"
    ((_, *numbers),) = engine.rows(engine.run(f"SELECT {', '.join(columns)} FROM (SELECT t.*{found} FROM {table} t) t", values))
    return {rule.id: int(n) for rule, n in zip(rules, numbers, strict=True)}


def problems(engine: Engine, rule: Rule, n: int) -> list[Problem]:
    """The first rows that break a rule, by their key, as a row-wise check reports them; and how many when not all are shown."""
    query = f"SELECT * FROM ({rule.sql}) listed(row_key, found) ORDER BY row_key LIMIT {SHOWN}"
    rows = engine.rows(engine.run(query, rule.values))
    listed = [Problem(rule.table, shown(key), rule.column, shown(value), rule.sentence, rule.id) for key, value in rows]
    if n > len(rows):
        listed.append(Problem(rule.table, "", rule.column, f"broken in {n} rows", f"the first {len(rows)} are listed", rule.id))
    return listed


def asked(engine: Engine, rules: Sequence[Rule]) -> list[Problem]:
    """What breaks these rules of one table: counted first, listed only where there is something to list."""
    by_id = {rule.id: rule for rule in rules}
    return [problem for rule, n in counts(engine, rules).items() if n for problem in problems(engine, by_id[rule], n)]
