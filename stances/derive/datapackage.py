"""Schema and built files -> a Frictionless Data Package (version 2) descriptor."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from stances.derive.suites import ID_PATTERN, PATTERNS
from stances.release.about import About
from stances.schema import POSITIONS, SCHEMA_VERSION, TABLES, VOCABULARIES, Column, Table

TYPES = {
    "id": "string",
    "text": "string",
    "date": "date",
    "int8": "integer",
    "int16": "integer",
    "int32": "integer",
    "bool": "boolean",
}
# Vocabularies whose terms have an order, from low to high.
ORDERED = {"confidence": ("low", "medium", "high"), "code": tuple(reversed(POSITIONS)), "precision": ("day", "month", "year")}


def datapackage(folder: Path, about: About, counts: dict[str, int]) -> str:
    """The descriptor of the tables in `folder`, as text; paths are those beside a `tables/` folder.

    It says each table's columns, types, constraints, keys and references, its bytes, SHA-256 and rows. Nothing in it changes
    unless the data change.
    """
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "schemaVersion": SCHEMA_VERSION,
        "licenses": [{"name": about.licence, "title": about.licence_title, "path": about.licence_url}],
        "contributors": [{"title": name, "roles": ["creator"]} for name in about.creators],
        "keywords": list(about.keywords),
        "resources": [resource(table, folder / f"{table.name}.parquet", counts[table.name]) for table in TABLES.values()],
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def resource(table: Table, path: Path, rows: int) -> dict[str, Any]:
    """One table as a resource."""
    content = path.read_bytes()
    keys = [
        {"fields": [c.name], "reference": {"resource": "" if c.ref == table.name else c.ref, "fields": [TABLES[c.ref].key[0]]}}
        for c in table.columns
        if c.ref and (c.name,) != table.key
    ]
    schema: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [field(c, table) for c in table.columns],
        "primaryKey": list(table.key),
    }
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "title": table.name,
        "description": table.about,
        "type": "table",
        "path": f"tables/{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rowCount": rows,
        "schema": schema,
    }


def field(column: Column, table: Table) -> dict[str, Any]:
    """One column as a field."""
    constraints: dict[str, Any] = {"required": not column.null}
    if (column.name,) == table.key:
        constraints["unique"] = True
    if column.type == "id":
        constraints["pattern"] = ID_PATTERN
    elif column.name in PATTERNS:
        constraints["pattern"] = PATTERNS[column.name][0]
    # Readers that go through pandas see 5.0 and NaN where a whole number may be missing: it is a number there, without limits.
    kind = "number" if column.null and TYPES[column.type] == "integer" else TYPES[column.type]
    if column.low is not None and kind == "integer":
        constraints["minimum"] = column.low
    if column.high is not None and kind == "integer":
        constraints["maximum"] = column.high
    content: dict[str, Any] = {"name": column.name, "type": kind, "description": column.about}
    if column.vocabulary:
        terms = list(VOCABULARIES[column.vocabulary])
        constraints["enum"] = terms
        content["categories"] = [{"value": term, "label": VOCABULARIES[column.vocabulary][term]} for term in terms]
        if tuple(terms) == ORDERED.get(column.vocabulary):
            content["categoriesOrdered"] = True
    return content | {"constraints": constraints}
