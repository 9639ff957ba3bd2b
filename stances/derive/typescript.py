"""Schema -> TypeScript: the row types and vocabularies that the page is compiled against."""

from __future__ import annotations

import json

from stances.schema import TABLES, VOCABULARIES, Column

TYPES = {
    "id": "string",
    "text": "string",
    "date": "Day",
    "int8": "number",
    "int16": "number",
    "int32": "number",
    "bool": "boolean",
}
HEAD = """// Generated from stances/schema.py by stances.derive.typescript; do not edit.

/** A day as whole days since 1 January 1970, as Parquet's date32 holds it. */
export type Day = number;
"""


def column_type(column: Column) -> str:
    """The TypeScript type of one column."""
    kind = f"keyof typeof {column.vocabulary.upper()}" if column.vocabulary else TYPES[column.type]
    return f"{kind} | null" if column.null else kind


def typescript() -> str:
    """One constant per vocabulary (term -> sentence), one interface per table, and `Tables` with the rows of each.

    >>> "export interface stances" in typescript()
    True
    """
    parts = [HEAD]
    for name, terms in VOCABULARIES.items():
        parts.append(f"export const {name.upper()} = {json.dumps(terms, ensure_ascii=False, indent=2)} as const;\n")
    for table in TABLES.values():
        columns = "".join(f"  /** {c.about} */\n  {c.name}: {column_type(c)};\n" for c in table.columns)
        parts.append(f"/** {table.about} */\nexport interface {table.name} {{\n{columns}}}\n")
    rows = "".join(f"  {name}: {name}[];\n" for name in TABLES)
    parts.append(f"/** The rows of each table. */\nexport interface Tables {{\n{rows}}}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    print(typescript(), end="")
