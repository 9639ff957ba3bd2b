"""One record file as YAML, strictly: what records never need, and what attacks are made of, is told and not read."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.constructor import ConstructorError, RoundTripConstructor
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.reader import ReaderError

LARGEST = (
    4_000_000  # bytes of a file that people edit; loading takes up to 51 times as much memory (measured on the founding case)
)
MERGE = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)  # what git leaves around lines that it could not merge
DEEPEST = 8  # levels of nesting; records have five


class Unreadable(Exception):
    """The file is no record file; the message says on which line and why."""


class PlainComposer(Composer):
    """Nodes without anchors, aliases and tags: a few of them can stand for more than memory holds, or for what they are not."""

    def compose_node(self, parent: Any, index: int) -> Any:
        """One node; raises ComposerError where it is not plain."""
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent) or event.anchor is not None:
            raise ComposerError(None, None, "an anchor or alias; write the value out", event.start_mark)
        if getattr(event, "tag", None) is not None:
            raise ComposerError(None, None, "a tag; write the plain value", event.start_mark)
        return super().compose_node(parent, index)


class PlacedConstructor(RoundTripConstructor):
    """Values that cannot be made - a day in month 13, a number of a million digits, a key that is a list - are told with their line."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """The value of a node; raises ConstructorError where it cannot be made."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, TypeError, KeyError) as error:
            raise ConstructorError(None, None, str(error), node.start_mark) from None


def dialect() -> YAML:
    """The YAML of the records, with comments and lines kept."""
    yaml = YAML()
    yaml.Composer = PlainComposer
    yaml.Constructor = PlacedConstructor
    yaml.max_depth = DEEPEST
    return yaml


def load(path: Path, shown: str) -> Any:
    """The content of a record file: None, or a mapping that knows its lines; `shown` is the file's name in messages.

    Raises:
        Unreadable: it is no plain file, too large, not text, not YAML, or not a mapping.
    """
    return parsed(text_of(path, shown), shown)


def text_of(path: Path, shown: str) -> str:
    """The text of a record file, of a plain one only: nothing outside the folder is read and no pipe waited for."""
    if path.is_symlink() or not path.is_file():
        raise Unreadable(f"{shown}: not readable: records are plain files, not links, folders or pipes")
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{shown}: not readable: larger than {LARGEST // 1_000_000} MB; split it")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"{shown}:{line}: not readable: the file is not UTF-8 ({error.reason}); save it as such") from None
    except OSError as error:
        raise Unreadable(f"{shown}: not readable: {error}") from None


def parsed(text: str, shown: str) -> Any:
    """The content of a record file's text; see `load`.

    >>> parsed("actors:\\n- &a {actor_id: x}\\n- *a", "case.yaml")
    Traceback (most recent call last):
    stances.records.load.Unreadable: case.yaml:2: not readable as YAML: an anchor or alias; write the value out
    """
    merge = MERGE.search(text)
    if merge:
        raise Unreadable(
            f"{shown}:{text.count(chr(10), 0, merge.start()) + 1}: a mark of a merge that was not finished; resolve it"
        )
    yaml = dialect()
    try:
        content = yaml.load(text)
    except YAMLError as error:
        reason = str(getattr(error, "problem", None) or error).split("\n")[0]
        raise Unreadable(f"{shown}{place_of(error, text)}: not readable as YAML: {reason}") from None
    except (ArithmeticError, ValueError, TypeError, KeyError) as error:  # an escape beyond Unicode, a key that is a list of lists
        raise Unreadable(f"{shown}:{yaml.reader.line + 1}: not readable as YAML: {error}") from None
    if content is not None and not (hasattr(content, "lc") and hasattr(content, "items")):
        raise Unreadable(f"{shown}:1: a record file is a mapping from table name to a list of records")
    return content


def place_of(error: YAMLError, text: str) -> str:
    """`:line` of an error: where a quotation or a key began rather than where its end was missed; nothing where it has none."""
    if isinstance(error, ReaderError):
        return f":{text.count(chr(10), 0, error.position) + 1}"
    context = str(getattr(error, "context", None) or "").startswith("while scanning")
    mark = (context and getattr(error, "context_mark", None)) or getattr(error, "problem_mark", None)
    return f":{mark.line + 1}" if mark else ""


def line_of(mapping: Any, key: Any) -> int:
    """The line of a key, counted from 1; that of the mapping for a key merged into it."""
    try:
        return int(mapping.lc.key(key)[0]) + 1
    except (KeyError, TypeError):
        return int(mapping.lc.line) + 1


def item_line(items: Any, n: int) -> int:
    """The line of the n-th item of a list, counted from 1."""
    return int(items.lc.item(n)[0]) + 1


def told(value: Any) -> str:
    """A value as a message shows it: at most a line's worth, whatever it holds.

    >>> told("x" * 999)[-4:], told(date(2018, 5, 13))
    ('xxx…', '2018-05-13')
    """
    if isinstance(value, date):
        return str(value)
    if isinstance(value, int) and abs(value) > 10**18:
        return "a number of more than 18 digits"
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
