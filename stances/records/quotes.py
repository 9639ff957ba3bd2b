"""Quotes against saved page texts: does the page really say this, letter for letter?"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from stances.records.canonical import dumped, rewrite
from stances.records.load import Unreadable, load
from stances.schema import ID_PATTERN

ALIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "‑": "-", "…": "..."}
)
NEAR = 75.0  # per cent of similarity from which a stretch of the page is shown as a near miss


class QuoteCheck(NamedTuple):
    """What one quote was found to be: exact, normalised, or differs, and then how."""

    place: str
    result: str
    difference: str = ""


def normalised(text: str) -> str:
    """Text with quotation marks, dashes and spaces made alike.

    >>> normalised("It’s  “so” – now")
    'It\\'s "so" - now'
    """
    return " ".join(unicodedata.normalize("NFKC", text).translate(ALIKE).split())


def compare(quote: str, pages: list[str]) -> tuple[str, str]:
    """`exact`, `normalised` or `differs`, and in the last case the words to take out [-x-] and put in {+y+}.

    >>> compare("war is over", ["He said war was over."])
    ('differs', 'war [-is-] {+was+} over')
    """
    if any(quote in page for page in pages):
        return "exact", ""
    wanted, texts = normalised(quote), [normalised(page) for page in pages]
    if any(wanted in text for text in texts):
        return "normalised", ""
    return "differs", nearest(wanted, texts)


def nearest(wanted: str, texts: list[str]) -> str:
    """The word difference to the most similar stretch of any text, or that there is none."""
    from rapidfuzz import fuzz

    found = [(fuzz.partial_ratio_alignment(wanted, text, score_cutoff=NEAR), text) for text in texts]
    best = max(((a, text) for a, text in found if a is not None), key=lambda pair: pair[0].score, default=None)
    if best is None:
        return "no similar words on the page"
    alignment, text = best
    # Out to whole words, so that the difference is one of words.
    start = text.rfind(" ", 0, alignment.dest_start) + 1
    end = text.find(" ", alignment.dest_end)
    seen = text[start : end if end >= 0 else len(text)].strip(".,;:!?\"' -")
    old, new = wanted.split(), seen.split()
    parts: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += old[a:b]
            continue
        parts += [f"[-{' '.join(old[a:b])}-]"] * (b > a) + [f"{{+{' '.join(new[c:d])}+}}"] * (d > c)
    return " ".join(parts)


def check_folder(records: Path, texts: Path, write: bool = True) -> Iterator[QuoteCheck]:
    """Check every quote of which `texts` holds the page (`<source_id>.txt`, the second source too) and record exact or normalised.

    A quote that differs is reported and its record left alone; a quote without a saved page is not touched and not reported.
    """
    wanted: dict[Path, str] = {}
    for path in sorted(records.rglob("*.yaml")):
        shown = path.relative_to(records.parent).as_posix()
        try:
            content = load(path, shown)
        except Unreadable as error:
            yield QuoteCheck(shown, "unreadable", str(error).removeprefix(f"{shown}: "))
            continue
        rows, changed = (content or {}).get("statements"), False
        for row in rows if isinstance(rows, list) else ():
            quote = row.get("quote") if isinstance(row, dict) else None  # what is no record `stances build` tells
            if not quote or not isinstance(quote, str) or not (pages := pages_of(row, texts)):
                continue
            result, difference = compare(quote, pages)
            said = f"{row.get('statement_id')}: quote differs: {difference}" if difference else ""
            yield QuoteCheck(f"{shown}:{row.lc.line + 1}", result, said)
            if result != "differs" and row.get("quote_check") != result:
                row["quote_check"] = result
                changed = True
        if changed:
            wanted[path] = dumped(content)
    if write:
        rewrite(records, wanted)


def pages_of(row: Any, texts: Path) -> list[str]:
    """The saved texts of a statement's sources that are there; what is no id names no file, so that none elsewhere is read."""
    ids = [row.get(key) for key in ("source_id", "second_source_id")]
    files = [texts / f"{i}.txt" for i in ids if isinstance(i, str) and re.fullmatch(ID_PATTERN, i)]
    return [file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file()]
