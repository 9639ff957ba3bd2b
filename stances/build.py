"""Records -> Parquet tables and every generated file."""

from __future__ import annotations

from pathlib import Path

from stances.atomic import place, recover, stage, swap, workshop
from stances.dataset import Dataset
from stances.derive.card import card
from stances.derive.citation import citation
from stances.derive.codebook import codebook
from stances.derive.croissant import croissant, schema_org
from stances.derive.datapackage import datapackage
from stances.derive.examples import examples
from stances.derive.record_schema import record_schema
from stances.derive.suites import as_text as suite_text
from stances.derive.typescript import typescript
from stances.parquet import write, write_table
from stances.records.check import check
from stances.records.read import Records, read
from stances.release.about import About, read_about
from stances.schema import CURATED, POSITIONS, TABLES

# Generated files that stand beside the data folder, not in it.
BESIDE = ("validation/", "CITATION.cff")


class BuildError(Exception):
    """The records have problems; `problems` holds one line for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"{len(problems)} problems in the records")
        self.problems = problems


def build(data: Path) -> dict[str, int]:
    """Write `data/tables` and every generated file from `data/records`; rows per table.

    Readers find the old tables or the new ones, never a mix or none. The generated texts follow them one by one: a build killed just
    then leaves some as they were before, and the next build renews them.

    Raises:
        BuildError: the records are not right; nothing was written.
        CallError: another build is at work.
    """
    with workshop(data, "build") as work:
        recover(data / "tables")
        about = read_about(data / "release.toml") if (data / "release.toml").exists() else None
        records = read(data / "records")
        if records.problems:
            raise BuildError(records.problems)
        tables = work / "tables"
        tables.mkdir()
        counts = write_all(tables, records, about.version if about else None)
        gaps = data / "records" / "GAPS.md"
        texts = generated(Dataset(tables), counts, gaps.read_text(encoding="utf-8") if gaps.exists() else "", about)
        places = {data.parent / name if name.startswith(BESIDE) else data / name: text for name, text in texts.items()}
        wanted = {p: text for p, text in places.items() if p.parent.is_dir() and (p.name != "CITATION.cff" or p.exists())}
        staged = stage(wanted, work)
        swap(tables, data / "tables")
        place(staged)
    return counts


def write_all(folder: Path, records: Records, release: str | None) -> dict[str, int]:
    """Every table of the records into a folder: the curated ones, what the coders decided, and what follows; rows per table.

    Raises:
        BuildError: a record breaks a rule, or coders differ and nobody has decided.
    """
    counts = {name: write(folder, name, records.rows[name], release) for name in CURATED}
    ds = Dataset(folder)
    problems = check(ds, records)
    if problems:
        raise BuildError(problems)
    rulings = ds.relation("rulings").fetchall()
    stances = [(s, p, POSITIONS[code], c is not None, c, m, d) for s, p, code, c, m, d in rulings if code in POSITIONS]
    refusals = [(s, p, code) for s, p, code, *_ in rulings if code in ("declined", "neutral", "unclear")]
    for name, rows in (("stances", stances), ("non_positions", refusals)):
        counts[name] = write(folder, name, [dict(zip(TABLES[name].names, row, strict=True)) for row in rows], release)
    ds = Dataset(folder)
    for name, values in (("positions", {}), ("disagreements", {"linked": True}), ("shifts", {})):
        table = ds.relation(name, **values).to_arrow_table().select(TABLES[name].names)
        counts[name] = write_table(folder, name, table, release)
    return counts


def generated(ds: Dataset, counts: dict[str, int], gaps: str, about: About | None = None) -> dict[str, str]:
    """Every generated text by its file name: codebook, data card, suites, record schema, types and a release's descriptors."""
    suites = {f"validation/{name}.json": suite_text(name) for name in TABLES}
    records = {"validation/records.schema.json": record_schema()}
    texts = {"CODEBOOK.md": codebook() + "\n" + examples(ds), "CARD.md": card(ds, counts, gaps), "stances.d.ts": typescript()}
    if about is None:
        return texts | suites | records
    return texts | suites | records | {
        "datapackage.json": datapackage(Path(ds.folder), about, counts),
        "croissant.json": croissant(Path(ds.folder), about),
        "dataset.json": schema_org(about),
        "CITATION.cff": citation(about),
    }  # fmt: skip
