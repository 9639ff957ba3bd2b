"""Schema -> rules on the characters of every text and id and the plausibility of every day, as SQL."""

from __future__ import annotations

from functools import cache

from stances.domain import Rule
from stances.schema import Column, Table

# What a reader cannot see or a program would obey: control characters, zero-width and soft-hyphen characters, marks that turn the
# direction of text around, the replacement character, private use. Joiners stay: Persian and Hindi need them, though not beside Latin.
UNSEEN = r"[\x00-\x1F\x7F-\x9F\x{AD}\x{200B}\x{2028}-\x{202E}\x{2060}-\x{206F}\x{FEFF}\x{FFFD}\x{E000}-\x{F8FF}]"
# RE2 and Java write scripts differently, so they are ranges here.
LATIN = (
    r"A-Za-z\x{AA}\x{BA}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2B8}\x{1E00}-\x{1EFF}\x{2C60}-\x{2C7F}\x{A722}-\x{A7FF}\x{AB30}-\x{AB64}"
    r"\x{FB00}-\x{FB06}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}"
)
JOINED = rf"[{LATIN}][\x{{200C}}-\x{{200F}}]|[\x{{200C}}-\x{{200F}}][{LATIN}]"
# UTF-8 once read as Latin-1 or Windows-1252, and what pages leave behind.
GARBLED = r"Ã[\x{80}-\x{BF}\x{152}-\x{17F}\x{2018}-\x{2122}]|â€|Â[\x{A0}-\x{BF}]|Ð[\x{80}-\x{BF}]|ï»¿"
MARKUP = r"</?[A-Za-z][^<>]*>|&(amp|lt|gt|quot|nbsp|#\d+);"
# A text that is empty though it is there, two spaces in a row, a space at an end.
STRAY = r"^$|  |^\p{Zs}|\p{Zs}$"
# A word of two alphabets: a letter that only looks like the right one.
CYRILLIC_OR_GREEK = r"\x{370}-\x{52F}\x{1C80}-\x{1C8F}\x{1F00}-\x{1FFF}\x{2DE0}-\x{2DFF}\x{A640}-\x{A69F}"
MIXED = f"[{LATIN}][{CYRILLIC_OR_GREEK}]|[{CYRILLIC_OR_GREEK}][{LATIN}]"
OPEN_ENDED = ("end_date", "valid_to", "closes_date", "closed_date")


@cache
def countries() -> str:
    """Every alpha-3 code of ISO 3166-1, and of 3166-3 for states that are no more, as an SQL list."""
    import pycountry

    codes = {c.alpha_3 for c in (*pycountry.countries, *pycountry.historic_countries)}
    return ", ".join(f"'{code}'" for code in sorted(codes))


def column_rules(table: Table, column: Column) -> list[Rule]:
    """The rules of one column; vocabularies are held by their suites."""
    name = column.name

    def rule(what: str, sentence: str, **how: str) -> Rule:
        return Rule(table.name, f"{name}.{what}", name, sentence, **how)

    if name == "country":
        return [rule("known", "a country is, or was, one of ISO 3166", where=f"country NOT IN ({countries()})")]
    if column.type == "id":  # the end of a form, `$`, lets one pass in Python
        return [rule("line", "an id has no line break", where=f"contains(t.{name}, chr(10))")]
    if column.type == "date" and name not in OPEN_ENDED:
        outside = f"{name} < DATE '1900-01-01' OR {name} > CURRENT_DATE"
        return [rule("plausible", "a day lies between 1900 and today", where=outside)]
    if column.type != "text" or column.vocabulary:
        return []
    sentence = "a text has no unseen or garbled characters, no markup and no stray spaces"
    return [
        rule("clean", sentence, pattern="|".join((UNSEEN, JOINED, GARBLED, MARKUP, STRAY))),
        rule("script", "no word mixes alphabets", pattern=MIXED),
    ]
