"""Schema -> rules on the characters of every text and the plausibility of every day, as SQL that lists the offending rows."""

from __future__ import annotations

from functools import cache

from stances.domain import Rule
from stances.schema import TABLES, Column, Table

# What a reader cannot see or a program would obey: control characters, zero-width and soft-hyphen characters, marks that turn the
# direction of text around, the replacement character, private use. Joiners stay: Persian and Hindi need them, though not beside Latin.
UNSEEN = r"[\x00-\x1F\x7F-\x9F\x{AD}\x{200B}\x{2028}-\x{202E}\x{2060}-\x{206F}\x{FEFF}\x{FFFD}\x{E000}-\x{F8FF}]"
JOINED = r"\p{Latin}[\x{200C}-\x{200F}]|[\x{200C}-\x{200F}]\p{Latin}"
# UTF-8 once read as Latin-1 or Windows-1252, and what pages leave behind.
GARBLED = r"Ã[\x{80}-\x{BF}\x{152}-\x{17F}\x{2018}-\x{2122}]|â€|Â[\x{A0}-\x{BF}]|Ð[\x{80}-\x{BF}]|ï»¿"
MARKUP = r"</?[A-Za-z][^<>]*>|&(amp|lt|gt|quot|nbsp|#\d+);"
# A word of two alphabets: a letter that only looks like the right one.
MIXED = r"\p{Latin}[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{Latin}"
OPEN_ENDED = ("end_date", "valid_to", "closes_date", "closed_date")


def hygiene() -> list[Rule]:
    """A rule for each text column (clean, one alphabet a word) and each date column (between 1900 and today)."""
    return [rule for table in TABLES.values() for column in table.columns for rule in column_rules(table, column)]


@cache
def countries() -> str:
    """Every alpha-3 code of ISO 3166-1, and of 3166-3 for states that are no more, as an SQL list."""
    import pycountry

    codes = {c.alpha_3 for c in (*pycountry.countries, *pycountry.historic_countries)}
    return ", ".join(f"'{code}'" for code in sorted(codes))


def column_rules(table: Table, column: Column) -> list[Rule]:
    """The rules of one column; ids and vocabularies are held by their suites."""
    name, key = column.name, " || ' ' || ".join(f"CAST({k} AS VARCHAR)" for k in table.key)

    def listing(condition: str) -> str:
        return f"SELECT {key}, {name} FROM {table.name} WHERE {condition}"

    if name == "country":
        return [
            Rule(
                table.name,
                f"{name}.known",
                name,
                "a country is, or was, one of ISO 3166",
                listing(f"{name} NOT IN ({countries()})"),
            )
        ]
    if column.type == "date" and name not in OPEN_ENDED:
        outside = f"{name} < DATE '1900-01-01' OR {name} > CURRENT_DATE"
        return [Rule(table.name, f"{name}.plausible", name, "a day lies between 1900 and today", listing(outside))]
    if column.type != "text" or column.vocabulary:
        return []
    bad = " OR ".join(f"regexp_matches({name}, '{pattern}')" for pattern in (UNSEEN, JOINED, GARBLED, MARKUP))
    clean = f"{bad} OR {name} <> trim({name}) OR {name} = '' OR contains({name}, '  ')"
    sentence = "a text has no unseen or garbled characters, no markup and no stray spaces"
    return [
        Rule(table.name, f"{name}.clean", name, sentence, listing(clean)),
        Rule(table.name, f"{name}.script", name, "no word mixes alphabets", listing(f"regexp_matches({name}, '{MIXED}')")),
    ]
