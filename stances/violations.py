"""The rules of the suites as SQL: one pass over a table counts every rule's violations, on DuckDB or Spark; another lists the rows.

For tables too large for a row-wise check. The rules are those of `stances.derive.suites`, read from the expectations themselves.
"""

from __future__ import annotations

from stances.derive.suites import Expectation, suite
from stances.engines import Engine
from stances.problems import Problem, shown
from stances.schema import TABLES

SHOWN = 1000  # offending rows fetched for a rule


class Pass:
    """The rules of one table, each a condition on a row `t` that holds where the row breaks it; conditions skip nulls.

    >>> found = Pass("stances")
    >>> found.conditions["stances.position.range"]
    't.position < -2 OR t.position > 2'
    """

    def __init__(self, table: str) -> None:
        self.table = table
        self.key = TABLES[table].key
        self.rules = {rule["meta"]["rule"]: rule for rule in suite(table)["expectations"]}
        self.values: dict[str, str] = {}
        self.conditions = {name: self._condition(rule) for name, rule in self.rules.items()}

    def _condition(self, rule: Expectation) -> str:
        kwargs = rule["kwargs"]
        column = kwargs.get("column")
        match rule["type"]:
            case "expect_column_values_to_not_be_null":
                return f"t.{column} IS NULL"
            case "expect_column_values_to_match_regex":
                self.values[f"{column}_form"] = kwargs["regex"]
                return f"NOT regexp_like(t.{column}, ${column}_form)"
            case "expect_column_values_to_be_in_set" if isinstance(kwargs["value_set"], dict):
                table, key = kwargs["value_set"]["$PARAMETER"].split("__")
                return f"t.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.{key} = t.{column})"
            case "expect_column_values_to_be_in_set":
                return f"t.{column} NOT IN ({', '.join(repr(term) for term in kwargs['value_set'])})"
            case "expect_column_values_to_be_between":
                limits = (("<", kwargs.get("min_value")), (">", kwargs.get("max_value")))
                return " OR ".join(f"t.{column} {sign} {limit}" for sign, limit in limits if limit is not None)
            case "expect_column_values_to_be_unique" | "expect_compound_columns_to_be_unique":
                columns, same = ", ".join(self.key), " AND ".join(f"r.{k} = t.{k}" for k in self.key)
                twice = f"SELECT {columns} FROM {self.table} GROUP BY {columns} HAVING COUNT(*) > 1"
                return f"EXISTS (SELECT 1 FROM ({twice}) r WHERE {same})"
        raise NotImplementedError(f"no SQL for {rule['type']}")

    def counts(self, engine: Engine) -> dict[str, int]:
        """How many rows break each rule."""
        columns = ",\n".join(
            f"(SELECT COUNT(*) FROM {self.table} t WHERE {condition})" if "EXISTS" in condition
            else f"COUNT(CASE WHEN {condition} THEN 1 END)"
            for condition in self.conditions.values()
        )  # fmt: skip
        ((*found,),) = engine.rows(engine.run(f"SELECT {columns}\nFROM {self.table} t", self.values))
        return dict(zip(self.conditions, found, strict=True))

    def problems(self, engine: Engine, rule: str, n: int) -> list[Problem]:
        """The first rows that break a rule, by their key, as a row-wise check reports them; and how many when not all are shown."""
        expectation = self.rules[rule]
        column = expectation["kwargs"].get("column")
        columns = list(dict.fromkeys([*self.key, *([column] if column else [])]))
        query = f"""SELECT {", ".join(f"t.{c}" for c in columns)}\nFROM {self.table} t\nWHERE {self.conditions[rule]}
            ORDER BY {", ".join(f"t.{k}" for k in self.key)} LIMIT {SHOWN}"""
        used = {name: value for name, value in self.values.items() if f"${name}" in query}
        found = [dict(zip(columns, row, strict=True)) for row in engine.rows(engine.run(query, used))]
        label, sentence = column or ", ".join(self.key), expectation["description"]
        problems = [
            Problem(
                self.table,
                " ".join(shown(row[k]) for k in self.key),
                label,
                shown(row[column]) if column else "there again",
                sentence,
                rule,
            )
            for row in found
        ]
        if n > len(found):
            problems.append(Problem(self.table, "", label, f"broken in {n} rows", f"the first {len(found)} are listed", rule))
        return problems
