"""How one release differs from the one before: schema, rows, each stance with its cause, and what the new version number must be."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from stances import sql
from stances.call import CallError
from stances.derive.arrow import arrow_schema
from stances.release.ids import broken
from stances.schema import TABLES

if TYPE_CHECKING:
    import duckdb

Level = Literal["none", "patch", "minor", "major"]
LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")
# Columns whose change is one of wording, not of what is recorded.
WORDING = {"about", "summary", "title", "note", "description", "text", "support_means", "oppose_means", "link_basis", "locator",
           "quote_check", "publisher", "withdrawn_reason", "redirect_reason", "condition"}  # fmt: skip


@dataclass
class TableDiff:
    """One table: columns that came and went, rows before and after, and the keys of rows added, removed and changed."""

    columns_added: list[str] = field(default_factory=list)
    columns_removed: list[str] = field(default_factory=list)
    columns_retyped: list[str] = field(default_factory=list)
    rows_before: int = 0
    rows_after: int = 0
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)  # key -> columns


@dataclass
class Diff:
    """Two releases compared. `problems` are ids lost without a redirect or used again, and stances that changed without a cause."""

    tables: dict[str, TableDiff]
    stances: list[dict[str, Any]]
    problems: list[str]

    @property
    def level(self) -> Level:
        """What part of the data's version must rise: major for columns or ids, minor for rows, patch for wording."""
        level: Level = "none"
        for name, table in self.tables.items():
            curated = TABLES[name].stage == "curated" if name in TABLES else False
            here: Level = "none"
            if (
                table.columns_added
                or table.columns_removed
                or table.columns_retyped
                or self.problems
                or (table.removed and curated and len(TABLES[name].key) == 1)
            ):
                here = "major"
            elif table.added or table.removed or any(set(columns) - WORDING for columns in table.changed.values()):
                here = "minor"
            elif table.changed:
                here = "patch"
            level = max(level, here, key=LEVELS.index)
        return level

    def as_json(self) -> dict[str, Any]:
        """Everything, in types that JSON has."""
        return asdict(self) | {"level": self.level}

    def text(self) -> str:
        """The diff as Markdown that people read."""
        lines = [
            f"Version part that must rise: **{self.level}**.",
            "",
            "| table | before | after | added | removed | changed |",
            "|---|---|---|---|---|---|",
        ]
        for name, t in self.tables.items():
            lines.append(f"| {name} | {t.rows_before} | {t.rows_after} | {len(t.added)} | {len(t.removed)} | {len(t.changed)} |")
        lines.append("")
        for name, t in self.tables.items():
            for what, columns in (
                ("new column", t.columns_added),
                ("column gone", t.columns_removed),
                ("other type", t.columns_retyped),
            ):
                lines += [f"- {name}: {what} {column}" for column in columns]
        causes: dict[str, int] = {}
        for change in self.stances:
            causes[change["cause"]] = causes.get(change["cause"], 0) + 1
        lines += [f"- stances: {n} for {cause}" for cause, n in sorted(causes.items())]
        for change in self.stances:
            if change["cause"] != "new-evidence":
                lines.append(
                    f"  - {change['statement_id']} on {change['proposition_id']}: {change['old_code'] or 'nothing'} -> "
                    f"{change['new_code'] or 'nothing'} ({change['cause']})"
                )
        return "\n".join([*lines, *(f"- PROBLEM: {problem}" for problem in self.problems)]) + "\n"


def diff(old: Path, new: Path) -> Diff:
    """Compare two folders of tables.

    Raises:
        CallError: one of them is no folder of tables.
    """
    import duckdb

    con = duckdb.connect()
    found: dict[str, set[str]] = {}
    for side, folder in (("old", old), ("new", new)):
        files = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
        if not any(file.stem in TABLES for file in files):
            raise CallError(f"{folder} is not a folder of tables")
        found[side] = {file.stem for file in files if file.stem in TABLES}
        for file in files:
            if file.stem in TABLES:
                quoted = str(file).replace("'", "''")
                con.execute(f"CREATE VIEW {side}_{file.stem} AS SELECT * FROM read_parquet('{quoted}')")
    if "redirects" not in found["new"]:
        con.register("new_redirects", arrow_schema("redirects").empty_table())
    tables = {name: _table(con, name, found) for name in TABLES if name in found["old"] | found["new"]}
    problems = [f"{name} is gone" for name in sorted(found["old"] - found["new"])]
    changes: list[dict[str, Any]] = []
    reads = {"stances", "non_positions", "statements", "propositions", "codings", "coders"}
    if reads <= found["old"] & found["new"]:
        relation = con.sql(sql.body("stance_changes"))
        changes = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
        problems += [f"{c['statement_id']} on {c['proposition_id']} changed from {c['old_code'] or 'nothing'} to {c['new_code'] or 'nothing'} "
                     "without a cause" for c in changes if c["cause"] == "unexplained"]  # fmt: skip
    leads = {
        (table, old): new for table, old, new in con.sql("SELECT redirected_table, old_id, new_id FROM new_redirects").fetchall()
    }
    problems += [problem for name, table in tables.items() for problem in broken(name, table, leads)]
    return Diff(tables, changes, problems)


def _table(con: duckdb.DuckDBPyConnection, name: str, found: dict[str, set[str]]) -> TableDiff:
    sides = {
        side: dict(zip((r := con.sql(f"FROM {side}_{name}")).columns, map(str, r.types), strict=True))
        if name in found[side]
        else {}
        for side in ("old", "new")
    }
    old, new = sides["old"], sides["new"]
    both = [column for column in old if column in new]
    result = TableDiff(
        columns_added=[c for c in new if c not in old] if old else [],
        columns_removed=[c for c in old if c not in new] if new else [],
        columns_retyped=[f"{c} ({old[c]} -> {new[c]})" for c in both if old[c] != new[c]],
        rows_before=len(con.sql(f"FROM old_{name}")) if old else 0,
        rows_after=len(con.sql(f"FROM new_{name}")) if new else 0,
    )
    keys = TABLES[name].key
    if not old or not new or any(key not in both for key in keys):
        return result
    on = " AND ".join(f"o.{key} = n.{key}" for key in keys)
    key = " || '/' || ".join(f"COALESCE(CAST(o.{k} AS VARCHAR), CAST(n.{k} AS VARCHAR))" for k in keys)
    rest = [c for c in both if c not in keys]
    # Compared as texts: a column that changed its type is told above, and would else make every row differ.
    differ = (
        ", ".join(f"CASE WHEN CAST(o.{c} AS VARCHAR) IS DISTINCT FROM CAST(n.{c} AS VARCHAR) THEN '{c}' END" for c in rest)
        or "NULL"
    )
    rows = con.sql(f"""
        SELECT {key} AS row_key, o.{keys[0]} IS NULL, n.{keys[0]} IS NULL, [{differ}]
        FROM old_{name} o FULL JOIN new_{name} n ON {on} ORDER BY row_key""").fetchall()
    for row_key, is_new, is_gone, columns in rows:
        if is_new:
            result.added.append(row_key)
        elif is_gone:
            result.removed.append(row_key)
        elif any(columns):
            result.changed[row_key] = [column for column in columns if column]
    return result
