"""Tables written into pages of the docs, between their marks."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def write(page: str, part: str, text: str) -> None:
    """Put a table where the page marks its place."""
    path = DOCS / page
    before, rest = path.read_text(encoding="utf-8").split(f"<!-- {part} -->\n")
    path.write_text(f"{before}<!-- {part} -->\n{text}{rest[rest.index(f'<!-- end of {part} -->') :]}", encoding="utf-8")
