"""YAML records -> rows per table, with every problem as `file:line: message`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import category

from stances.call import did_you_mean
from stances.records.load import Unreadable, item_line, line_of, load, told
from stances.schema import ID_PATTERN, TABLES, VOCABULARIES, Column, Table

NESTED = {t.nested: t for t in TABLES.values() if t.nested}
EDITED = [name for name, t in TABLES.items() if t.stage == "curated" and not t.nested]
PYTHON: dict[str, Any] = {"id": str, "text": str, "date": date, "int8": int, "int16": int, "int32": int, "bool": bool}
EXPECTED = {"id": "text", "text": "text", "date": "a day, YYYY-MM-DD", "bool": "true or false"}


@dataclass
class Records:
    """Rows per table, where each came from, and what is wrong with them."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {t: [] for t in TABLES if TABLES[t].stage == "curated"})
    places: dict[tuple[str, tuple[Any, ...]], str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read(folder: Path) -> Records:
    """All records below `folder`; problems are collected, never raised."""
    records = Records()
    for path in sorted(folder.rglob("*.yaml")):
        _file(path, path.relative_to(folder.parent).as_posix(), records)
    _references(records)
    return records


def _file(path: Path, shown: str, records: Records) -> None:
    try:
        content = load(path, shown)
    except Unreadable as error:
        records.problems.append(str(error))
        return
    for name, rows in (content or {}).items():
        line = line_of(content, name)
        if name not in EDITED:
            records.problems.append(f"{shown}:{line}: no table {told(name)}{did_you_mean(str(name), EDITED)}")
        elif not isinstance(rows, list):
            records.problems.append(f"{shown}:{line}: {name} is a list of records; begin each with `- `")
        else:
            for n, row in enumerate(rows):
                _row(TABLES[name], row, shown, item_line(rows, n), records, {})


def _row(table: Table, row: Any, shown: str, line: int, records: Records, parent: dict[str, Any]) -> None:
    if not hasattr(row, "lc") or not hasattr(row, "items"):
        records.problems.append(f"{shown}:{line}: a record of {table.name} is a mapping of columns, not {told(row)}")
        return
    line = row.lc.line + 1
    clean: dict[str, Any] = dict.fromkeys(table.names) | parent
    children = {where[1]: child for where, child in NESTED.items() if where and where[0] == table.name}
    for key, value in row.items():
        at = f"{shown}:{line_of(row, key)}"
        if key in children:
            continue
        if key not in table.names or key in parent:
            records.problems.append(f"{at}: {table.name} has no column {told(key)}{did_you_mean(str(key), table.names)}")
            continue
        column = table.column(key)
        problem = wrong(column, value)
        if problem:
            records.problems.append(f"{at}: {key} {problem}")
        else:
            clean[key] = str(value) if isinstance(value, str) else value
    for column in table.columns:
        if not column.null and clean[column.name] is None and column.name not in row:
            records.problems.append(f"{shown}:{line}: {table.name} record needs {column.name}: {column.about}")
    key = tuple(clean[k] for k in table.key)
    if (table.name, key) in records.places:
        records.problems.append(
            f"{shown}:{line}: {table.name} {'/'.join(map(str, key))} is already at {records.places[table.name, key]}"
        )
    records.places[table.name, key] = f"{shown}:{line}"
    records.rows[table.name].append(clean)
    for name, child in children.items():
        rows = row.get(name) or []
        if not isinstance(rows, list):
            records.problems.append(f"{shown}:{line_of(row, name)}: {name} is a list of records; begin each with `- `")
            continue
        for n, nested in enumerate(rows):
            _row(child, nested, shown, item_line(rows, n), records, {table.key[0]: clean[table.key[0]]})


def wrong(column: Column, value: Any) -> str | None:
    """What is wrong with one value of a column, or None."""
    if value is None:
        return None if column.null else "is empty; give a value or remove the record"
    kind = PYTHON[column.type]
    if isinstance(value, datetime) or not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        hint = "; put it in quotes" if column.type in ("id", "text") else ""
        return f"is {told(value)}; it must be {EXPECTED.get(column.type, 'a whole number')}{hint}"
    if column.vocabulary and value not in VOCABULARIES[column.vocabulary]:
        terms = VOCABULARIES[column.vocabulary]
        return f"is {told(value)}; it must be one of {', '.join(terms)}{did_you_mean(value, terms)}"
    if kind is str and not value.strip():
        return "is empty text; leave the column out instead"
    if column.type == "id" and re.fullmatch(ID_PATTERN, value) is None:
        return f"is {told(value)}; an id has only a-z, 0-9, dots and hyphens"
    if kind is str and any(category(c) == "Cs" for c in value):
        return "holds half a character (a lone surrogate); write the character itself"
    if kind is int:
        low, high = column.bounds
        if not low <= value <= high:
            return f"is {told(value)}; it must lie between {low} and {high}"
    return None


def _references(records: Records) -> None:
    keys = {name: {row[TABLES[name].key[0]] for row in rows} for name, rows in records.rows.items()}
    for name, rows in records.rows.items():
        for column in TABLES[name].columns:
            if column.ref is None or (column.name,) == TABLES[name].key:
                continue
            for row in rows:
                value = row[column.name]
                if value is not None and value not in keys[column.ref]:
                    place = records.places.get((name, tuple(row[k] for k in TABLES[name].key)), name)
                    records.problems.append(
                        f"{place}: {column.name} {value!r} is not in {column.ref}{did_you_mean(value, keys[column.ref])}"
                    )
