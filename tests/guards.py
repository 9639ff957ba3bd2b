"""The generated parts of docs/guards.md: what was tried and what survived, written by the tests that try it."""

from __future__ import annotations

import os
from pathlib import Path

ALL = bool(os.environ.get("ALL_FAULTS") or os.environ.get("UPDATE_DOCS"))
PAGE = Path(__file__).parent.parent / "docs" / "guards.md"


def told(mark: str, lines: list[str]) -> None:
    """Hold the part of the page between a mark's comments to these lines; with UPDATE_DOCS set, write it."""
    if not PAGE.exists():  # the tests of a source archive have no docs
        return
    before, after = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->"
    text = PAGE.read_text(encoding="utf-8")
    wanted = text[: text.index(before) + len(before)] + "\n".join(lines) + "\n" + text[text.index(after) :]
    if os.environ.get("UPDATE_DOCS"):
        PAGE.write_text(wanted, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == wanted, (
        "run UPDATE_DOCS=1 pytest tests/test_faults.py tests/test_record_faults.py tests/test_kills.py tests/test_hostile.py"
    )
