"""The mapping file (TOML) that says what the columns and answers of somebody's table mean."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stances.call import did_you_mean
from stances.importers.report import ImportRefused
from stances.schema import POSITIONS, VOCABULARIES

COLUMNS = {  # ours: whether a mapping must name it
    "actor": True, "proposition": True, "said_date": True, "position": True,
    "statement": False, "summary": False, "quote": False, "country": False, "kind": False,
}  # fmt: skip
SECTIONS = ("columns", "scale", "dates", "issue", "source", "propositions")
ISSUE = ("id", "title", "summary", "region", "topic")
SOURCE = ("url", "title", "publisher", "kind", "language")
CODES = {number: code for code, number in POSITIONS.items()}
SKIP = "skip"  # an answer that is no statement at all


@dataclass(frozen=True)
class Mapping:
    """What the columns and answers mean; `scale` turns each answer into a code of ours, or `skip`."""

    columns: dict[str, str]
    scale: dict[str, str]
    date_format: str
    issue: dict[str, str]
    source: dict[str, str]
    propositions: dict[str, dict[str, str]] = field(default_factory=dict)


def read_mapping(path: Path) -> Mapping:
    """A mapping file.

    Raises:
        ImportRefused: it is not TOML or something in it is wrong or missing; every problem has its line.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # ValueError: not UTF-8, not TOML, or a number of a million digits
        raise ImportRefused([f"{path}: not readable as TOML: {error}"]) from None
    problems = [f"{path}: no section [{name}]{did_you_mean(name, SECTIONS)}" for name in content if name not in SECTIONS]

    def section(name: str, wanted: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, str]:
        given = content.get(name, {})
        if not isinstance(given, dict):
            problems.append(f"{path}: [{name}] is a section, not a value")
            return {}
        known = (*wanted, *optional)
        problems.extend(f"{path}: [{name}] needs {key}" for key in wanted if key not in given)
        problems.extend(f"{path}: [{name}] has no {key!r}{did_you_mean(key, known)}" for key in given if key not in known)
        problems.extend(
            f"{path}: [{name}] {key} is {value!r}; it must be text" for key, value in given.items() if not isinstance(value, str)
        )
        return {key: value for key, value in given.items() if isinstance(value, str)}

    needed = tuple(name for name, must in COLUMNS.items() if must)
    columns = section("columns", needed, tuple(name for name, must in COLUMNS.items() if not must))
    scale = {str(answer): code for answer, given in _table(content.get("scale")).items() if (code := _code(given))}
    problems += [
        f"{path}: [scale] {answer!r} is {given!r}; it must be -2 to 2, {SKIP}, or one of {', '.join(_codes())}"
        for answer, given in _table(content.get("scale")).items() if _code(given) is None
    ]  # fmt: skip
    if not content.get("scale"):
        problems.append(f"{path}: [scale] is missing; say what each answer means")
    dates = section("dates", (), ("format",))
    issue, source = section("issue", ISSUE), section("source", SOURCE)
    if source.get("url") and not source["url"].startswith(("http://", "https://")):
        problems.append(f"{path}: [source] url is {source['url']!r}; it begins with http:// or https://")
    if source.get("kind") and source["kind"] not in VOCABULARIES["source_kind"]:
        problems.append(f"{path}: [source] kind is {source['kind']!r}{did_you_mean(source['kind'], VOCABULARIES['source_kind'])}")
    propositions = {
        name: {k: str(v) for k, v in _table(given).items()} for name, given in _table(content.get("propositions")).items()
    }
    for name, given in propositions.items():
        problems += [
            f"{path}: [propositions.{name}] needs {key}" for key in ("text", "support_means", "oppose_means") if key not in given
        ]
    if problems:
        raise ImportRefused(problems)
    return Mapping(columns, scale, dates.get("format", "%Y-%m-%d"), issue, source, propositions)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _codes() -> list[str]:
    return [*POSITIONS, *VOCABULARIES["non_position"]]


def _code(given: Any) -> str | None:
    """The code that an entry of the scale stands for."""
    if isinstance(given, int) and not isinstance(given, bool):
        return CODES.get(given)
    return given if given == SKIP or given in _codes() else None
