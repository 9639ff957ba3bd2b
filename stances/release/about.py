"""What a release is called: `data/release.toml`, beside the tables."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from stances.call import CallError, did_you_mean

SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


@dataclass(frozen=True)
class About:
    """Name, version and licence of a release. `version` is the data's own: patch text, minor rows, major columns or ids."""

    name: str
    title: str
    description: str
    version: str
    published: date
    licence: str
    licence_title: str
    licence_url: str
    creators: tuple[str, ...]
    keywords: tuple[str, ...]


def read_about(path: Path) -> About:
    """A `release.toml`.

    Raises:
        CallError: it is missing, not TOML, lacks a field or has one more, or its version is not MAJOR.MINOR.PATCH.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CallError(f"{path} cannot be read ({error})") from None
    names = [field.name for field in fields(About)]
    for name in content:
        if name not in names:
            raise CallError(f"{path}: no field {name!r}{did_you_mean(name, names)}")
    kinds: dict[str, tuple[type, str]] = {
        "creators": (list, "a list of texts"),
        "keywords": (list, "a list of texts"),
        "published": (date, "a day, YYYY-MM-DD"),
    }
    for name in names:
        kind, wanted = kinds.get(name, (str, "text"))
        if not isinstance(content.get(name), kind):
            raise CallError(f"{path}: {name} is {content.get(name)!r}; it must be {wanted}")
    version_of(content["version"], str(path))
    values: dict[str, Any] = {name: tuple(content[name]) if isinstance(content[name], list) else content[name] for name in names}
    return About(**values)


def version_of(text: str, where: str) -> tuple[int, int, int]:
    """MAJOR.MINOR.PATCH as numbers; CallError when it is not.

    >>> version_of("1.10.2", "here")
    (1, 10, 2)
    """
    match = SEMVER.fullmatch(text)
    if match is None:
        raise CallError(f"{where}: version is {text!r}; write MAJOR.MINOR.PATCH")
    major, minor, patch = (int(part) for part in match.groups())
    return major, minor, patch
