"""Schema -> JSON Schema (2020-12) of the record files, for editors that complete and check YAML."""

from __future__ import annotations

import json
from typing import Any

from stances.schema import ID_PATTERN, SCHEMA_VERSION, TABLES, VOCABULARIES, Column, Table

JSON_TYPES: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": ID_PATTERN},
    "text": {"type": "string", "minLength": 1},
    "date": {"type": "string", "format": "date"},
    "bool": {"type": "boolean"},
}


def column_schema(column: Column) -> dict[str, Any]:
    """The JSON Schema of one column."""
    content = dict(JSON_TYPES.get(column.type, {"type": "integer"})) | {"description": column.about}
    if column.vocabulary:
        content["enum"] = list(VOCABULARIES[column.vocabulary])
    if column.low is not None:
        content["minimum"] = column.low
    if column.high is not None:
        content["maximum"] = column.high
    return content


def record(table: Table, parent_key: str | None = None) -> dict[str, Any]:
    """The JSON Schema of one record; nested records leave out the key of their parent."""
    columns = [c for c in table.columns if c.name != parent_key]
    properties = {c.name: column_schema(c) for c in columns}
    for child in TABLES.values():
        if child.nested and child.nested[0] == table.name:
            properties[child.nested[1]] = {"type": "array", "items": record(child, table.key[0])}
    required = [c.name for c in columns if not c.null]
    return {
        "type": "object",
        "description": table.about,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def record_schema() -> str:
    """The JSON Schema of a record file, as text."""
    edited = [t for t in TABLES.values() if t.stage == "curated" and not t.nested]
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Records of stances, schema {SCHEMA_VERSION}",
        "type": "object",
        "properties": {t.name: {"type": "array", "items": record(t)} for t in edited},
        "additionalProperties": False,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
