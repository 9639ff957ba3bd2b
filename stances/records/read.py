"""YAML records -> rows per table, with every problem as `file:line: message`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from stances.call import did_you_mean
from stances.schema import TABLES, VOCABULARIES, Column, Table

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
        content = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except (MarkedYAMLError, YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        records.problems.append(f"{shown}{line}: not readable as YAML: {getattr(error, 'problem', None) or error}")
        return
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        records.problems.append(f"{shown}: not readable: {error}")
        return
    if content is None:
        return
    if not hasattr(content, "lc") or not hasattr(content, "items"):
        records.problems.append(f"{shown}:1: a record file is a mapping from table name to a list of records")
        return
    for name, rows in content.items():
        line = content.lc.key(name)[0] + 1
        if name not in EDITED:
            records.problems.append(f"{shown}:{line}: no table {name!r}{did_you_mean(str(name), EDITED)}")
        elif not isinstance(rows, list):
            records.problems.append(f"{shown}:{line}: {name} is a list of records; begin each with `- `")
        else:
            for row in rows:
                _row(TABLES[name], row, shown, line, records, {})


def _row(table: Table, row: Any, shown: str, line: int, records: Records, parent: dict[str, Any]) -> None:
    if not hasattr(row, "lc") or not hasattr(row, "items"):
        records.problems.append(f"{shown}:{line}: a record of {table.name} is a mapping of columns, not {row!r}")
        return
    line = row.lc.line + 1
    clean: dict[str, Any] = dict.fromkeys(table.names) | parent
    children = {where[1]: child for where, child in NESTED.items() if where and where[0] == table.name}
    for key, value in row.items():
        at = f"{shown}:{row.lc.key(key)[0] + 1}"
        if key in children:
            continue
        if key not in table.names or key in parent:
            records.problems.append(f"{at}: {table.name} has no column {key!r}{did_you_mean(str(key), table.names)}")
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
        for nested in row.get(name) or []:
            _row(child, nested, shown, line, records, {table.key[0]: clean[table.key[0]]})


def wrong(column: Column, value: Any) -> str | None:
    """What is wrong with one value of a column, or None."""
    if value is None:
        return None if column.null else "is empty; give a value or remove the record"
    kind = PYTHON[column.type]
    if isinstance(value, datetime) or not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        hint = "; put it in quotes" if column.type in ("id", "text") else ""
        return f"is {value!r}; it must be {EXPECTED.get(column.type, 'a whole number')}{hint}"
    if column.vocabulary and value not in VOCABULARIES[column.vocabulary]:
        return f"is {value!r}; it must be one of {', '.join(VOCABULARIES[column.vocabulary])}{did_you_mean(value, VOCABULARIES[column.vocabulary])}"
    if kind is str and not value.strip():
        return "is empty text; leave the column out instead"
    if kind is int and not ((column.low is None or value >= column.low) and (column.high is None or value <= column.high)):
        return f"is {value}; it must lie between {column.low} and {column.high if column.high is not None else 'any number'}"
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
