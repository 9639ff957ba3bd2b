"""What a release is called -> CITATION.cff and SHA256SUMS."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from stances.release.about import About


def citation(about: About) -> str:
    """CITATION.cff (Citation File Format 1.2) of the data, as text."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, please cite them.",
        f"title: {json.dumps(about.title, ensure_ascii=False)}",
        "type: dataset",
        f"version: {about.version}",
        f"date-released: {about.published.isoformat()}",
        f"license: {about.licence}",
        "authors:",
        *(f"- name: {json.dumps(name, ensure_ascii=False)}" for name in about.creators),
        "keywords:",
        *(f"- {json.dumps(word, ensure_ascii=False)}" for word in about.keywords),
    ]
    return "\n".join(lines) + "\n"


def checksums(root: Path) -> str:
    """`sha256sum --check` lines of every file below a folder, by name."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files)
