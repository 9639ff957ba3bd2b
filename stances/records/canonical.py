"""The canonical form of record files: columns in schema order, short nested records on one line, comments kept."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError

from stances.records.read import EDITED, NESTED
from stances.schema import TABLES

WIDTH = 4000  # long texts stay on one line: a diff line is a value


def writer() -> YAML:
    """The YAML dialect of the records."""
    yaml = YAML()
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    yaml.representer.ignore_aliases = lambda *_: True
    return yaml


def canonical(text: str) -> str:
    """The canonical form of one record file's text; canonical(canonical(x)) == canonical(x).

    Raises:
        ruamel.yaml.error.YAMLError: the text is not YAML.
    """
    content = writer().load(text)
    return dumped(content) if isinstance(content, dict) else text


def dumped(content: Any) -> str:
    """A loaded record file as canonical text."""
    for name in EDITED:
        for row in content.get(name) or []:
            _order(name, row)
    out = io.StringIO()
    writer().dump(content, out)
    return out.getvalue()


def replace(path: Path, text: str) -> None:
    """Put text in the place of a file, whole or not at all."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def _order(name: str, row: Any) -> None:
    if not isinstance(row, CommentedMap):
        return
    children = {where[1]: child for where, child in NESTED.items() if where and where[0] == name}
    for field, child in children.items():
        for nested in row.get(field) or []:
            _order(child.name, nested)
            if isinstance(nested, CommentedMap):
                nested.fa.set_flow_style()
    for key in [*TABLES[name].names, *children]:
        if key in row:
            row.move_to_end(key)


def format_folder(folder: Path, write: bool = True) -> tuple[list[Path], list[str]]:
    """Files that are (or, with `write=False`, would be) changed, and problems of files that cannot be read."""
    changed, problems = [], []
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        try:
            wanted = canonical(text)
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problems.append(
                f"{path}{f':{mark.line + 1}' if mark else ''}: not readable as YAML: {getattr(error, 'problem', error)}"
            )
            continue
        if wanted != text:
            changed.append(path)
            if write:
                replace(path, wanted)
    return changed, problems
