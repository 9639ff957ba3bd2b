"""The canonical form of record files: columns in schema order, short nested records on one line, comments kept."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from stances.atomic import place, stage, workshop
from stances.records.load import Unreadable, dialect, parsed, text_of
from stances.records.read import EDITED, NESTED
from stances.schema import TABLES

WIDTH = 4000  # long texts stay on one line: a diff line is a value


def writer() -> YAML:
    """The YAML dialect of the records, set up to write it."""
    yaml = dialect()
    yaml.width = WIDTH
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def canonical(text: str, shown: str = "records") -> str:
    """The canonical form of one record file's text; canonical(canonical(x)) == canonical(x).

    Raises:
        Unreadable: the text is no record file; `shown` is its name in the message.
    """
    content = parsed(text, shown)
    return text if content is None else dumped(content)


def dumped(content: Any) -> str:
    """A loaded record file as canonical text."""
    for name in EDITED:
        _order_all(name, content.get(name))
    out = io.StringIO()
    writer().dump(content, out)
    return out.getvalue()


def _order_all(name: str, rows: Any, nested: bool = False) -> None:
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, CommentedMap):
            _order(name, row)
            if nested:
                row.fa.set_flow_style()


def _order(name: str, row: CommentedMap) -> None:
    children = {where[1]: child for where, child in NESTED.items() if where and where[0] == name}
    for field, child in children.items():
        _order_all(child.name, row.get(field), nested=True)
    for key in [*TABLES[name].names, *children]:
        if key in row:
            row.move_to_end(key)


def format_folder(folder: Path, write: bool = True) -> tuple[list[Path], list[str]]:
    """Files that are (or, with `write=False`, would be) changed, and problems of files that cannot be read."""
    wanted, problems = {}, []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            text = text_of(path, str(path))
            formed = canonical(text, str(path))
        except Unreadable as error:
            problems.append(str(error))
            continue
        if formed != text:
            wanted[path] = formed
    if write:
        rewrite(folder, wanted)
    return list(wanted), problems


def rewrite(folder: Path, texts: dict[Path, str]) -> None:
    """Put texts in the place of record files, once all of them are written."""
    if texts:
        with workshop(folder.parent, "rewrite") as work:
            place(stage(texts, work))
