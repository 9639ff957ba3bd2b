"""Schema -> Arrow."""

from __future__ import annotations

import pyarrow as pa

from stances.schema import TABLES, Table

ARROW = {
    "id": pa.string(),
    "text": pa.string(),
    "date": pa.date32(),
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "bool": pa.bool_(),
}


def arrow_schema(table: Table | str) -> pa.Schema:
    """The Arrow schema of a table: column order, types and nullability as declared.

    >>> arrow_schema("stances").field("position").type
    DataType(int8)
    """
    if isinstance(table, str):
        table = TABLES[table]
    return pa.schema([pa.field(c.name, ARROW[c.type], nullable=c.null) for c in table.columns])
