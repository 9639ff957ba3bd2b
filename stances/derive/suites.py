"""Schema -> Great Expectations suites, as plain JSON with one expectation per line."""

from __future__ import annotations

import json
from typing import Any

from stances.schema import ID_PATTERN, TABLES, VOCABULARIES, Column, Table

PATTERNS = {
    "country": (r"^[A-Z]{3}$", "a country is an ISO 3166-1 alpha-3 code"),
    "url": (r"^https?://\S+$", "a url begins with http:// or https://"),
    "language": (r"^[a-z]{2}$", "a language is an ISO 639-1 code"),
    "quote_language": (r"^[a-z]{2}$", "a language is an ISO 639-1 code"),
}
Expectation = dict[str, Any]


def expectation(table: str, rule: str, kind: str, sentence: str, **kwargs: Any) -> Expectation:
    """One expectation with the id of its rule and the sentence people read."""
    return {"type": kind, "kwargs": kwargs, "meta": {"rule": f"{table}.{rule}"}, "description": sentence}


def column_rules(table: Table, c: Column) -> list[Expectation]:
    """The rules that one column's declaration implies."""
    rules = []

    def add(rule: str, kind: str, sentence: str, **kwargs: Any) -> None:
        rules.append(expectation(table.name, f"{c.name}.{rule}", kind, sentence, column=c.name, **kwargs))

    if not c.null:
        add("required", "expect_column_values_to_not_be_null", f"{c.name} is never empty")
    if c.type == "id":
        add("form", "expect_column_values_to_match_regex", "an id has only a-z, 0-9, dots and hyphens", regex=ID_PATTERN)
    if c.name in PATTERNS:
        add("form", "expect_column_values_to_match_regex", PATTERNS[c.name][1], regex=PATTERNS[c.name][0])
    if c.vocabulary:
        terms = list(VOCABULARIES[c.vocabulary])
        add("vocabulary", "expect_column_values_to_be_in_set", f"{c.name} is one of {', '.join(terms)}", value_set=terms)
    if c.ref and (c.name,) != table.key:
        parameter = {"$PARAMETER": f"{c.ref}__{TABLES[c.ref].key[0]}"}
        add("reference", "expect_column_values_to_be_in_set", f"{c.name} is a key of {c.ref}", value_set=parameter)
    if c.low is not None:
        limits = {"min_value": c.low} | ({"max_value": c.high} if c.high is not None else {})
        shown = f"lies between {c.low} and {c.high}" if c.high is not None else f"is at least {c.low}"
        add("range", "expect_column_values_to_be_between", f"a {c.name} {shown}", **limits)
    return rules


def suite(name: str) -> dict[str, Any]:
    """The suite of one table.

    >>> suite("stances")["name"]
    'stances'
    """
    table = TABLES[name]
    rules = [rule for column in table.columns for rule in column_rules(table, column)]
    if len(table.key) == 1:
        unique: tuple[str, dict[str, Any]] = ("expect_column_values_to_be_unique", {"column": table.key[0]})
    else:
        unique = ("expect_compound_columns_to_be_unique", {"column_list": list(table.key)})
    rules.append(expectation(name, "key.unique", unique[0], f"{', '.join(table.key)} is there once", **unique[1]))
    return {"name": name, "expectations": rules}


def as_text(name: str) -> str:
    """The suite as JSON, one expectation per line, so that a line of a diff is a rule."""
    content = suite(name)
    lines = ",\n".join(json.dumps(rule, ensure_ascii=False) for rule in content["expectations"])
    return f'{{"name": "{name}", "expectations": [\n{lines}\n]}}\n'
