"""Realistic faults, one at a time, in valid tables: each says what it breaks and which rule must report it, at which table.

A fault is a function that changes rows (or an Arrow table) in place; `table` and `rule` are where the report must come from. Generic
faults are made from the schema, for every column they can happen to; the others are written out.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from stances.derive.arrow import arrow_schema
from stances.schema import TABLES, Column, Table

Row = dict[str, Any]
Rows = dict[str, list[Row]]


@dataclass(frozen=True)
class Fault:
    """One kind of fault: what is done to which table, and the rule (or its beginning) that must report it."""

    kind: str
    table: str
    rule: str
    make: Callable[[Rows], None]
    reported: str = ""  # the table that reports it, where it is another one

    @property
    def name(self) -> str:
        return f"{self.table}: {self.kind}"


def first(rows: Rows, table: str, **wanted: Any) -> Row:
    """The first row with these values; `...` asks for any value that is there."""
    for row in rows[table]:
        if all(row[k] is not None if v is ... else row[k] == v for k, v in wanted.items()):
            return row
    raise LookupError(f"no row of {table} with {wanted}")


def put(table: str, column: str, value: Any, **wanted: Any) -> Callable[[Rows], None]:
    """Set one cell of the first row that fits; a function gets the old value.

    Without a wish, the first row where the cell is not empty, or the first row at all if it is empty everywhere.
    """

    def make(rows: Rows) -> None:
        there = any(row[column] is not None for row in rows[table])
        row = first(rows, table, **(wanted or ({column: ...} if there else {})))
        row[column] = value(row[column] or "abc") if callable(value) else value

    return make


# --- faults that can happen to any column, made from the schema


def generic() -> Iterator[Fault]:
    for table in TABLES.values():
        yield Fault("a row there twice", table.name, f"{table.name}.key.unique", _twice(table.name))
        for column in table.columns:
            yield from _column(table, column)


def _twice(name: str) -> Callable[[Rows], None]:
    return lambda rows: rows[name].append(dict(rows[name][0]))


def _column(table: Table, c: Column) -> Iterator[Fault]:
    name = table.name
    if not c.null:
        yield Fault(f"{c.name} left empty", name, f"{name}.{c.name}.required", put(name, c.name, None))
    if c.vocabulary:
        yield Fault(f"{c.name} is a term nobody knows", name, f"{name}.{c.name}.vocabulary", put(name, c.name, "no-such-term"))
    if c.type == "id":
        yield Fault(
            f"{c.name} with a Cyrillic letter that looks Latin",
            name,
            f"{name}.{c.name}.form",
            put(name, c.name, lambda v: "\u0430" + v[1:]),
        )
        yield Fault(
            f"{c.name} with an unseen character", name, f"{name}.{c.name}.form", put(name, c.name, lambda v: v + "\u200b")
        )
    if c.ref and (c.name,) != table.key:
        yield Fault(f"{c.name} points nowhere", name, f"{name}.{c.name}.reference", put(name, c.name, "nobody.knows"))
    if c.high is not None:
        yield Fault(f"{c.name} above its scale", name, f"{name}.{c.name}.range", put(name, c.name, c.high + 1))
    if c.low is not None:
        yield Fault(f"{c.name} below its scale", name, f"{name}.{c.name}.range", put(name, c.name, c.low - 1))
    if c.type == "date" and c.name not in ("end_date", "valid_to", "closes_date", "closed_date"):
        yield Fault(f"{c.name} in the future", name, f"{name}.{c.name}.plausible", put(name, c.name, datetime.date(2999, 1, 1)))
        yield Fault(
            f"{c.name} in the wrong century", name, f"{name}.{c.name}.plausible", put(name, c.name, datetime.date(218, 5, 13))
        )
    if c.type == "text" and not c.vocabulary and c.name not in FORMED:
        for kind, change in TEXTS.items():
            yield Fault(f"{c.name} {kind}", name, f"{name}.{c.name}.clean", put(name, c.name, change))
        yield Fault(
            f"{c.name} with a Cyrillic letter in a Latin word",
            name,
            f"{name}.{c.name}.script",
            put(name, c.name, lambda v: "\u0422est " + v),
        )


FORMED = ("country", "language", "quote_language", "url", "wikidata_id")  # texts whose form a rule of their own demands
TEXTS: dict[str, Callable[[str], str]] = {
    "with a zero-width space": lambda v: v[:2] + "\u200b" + v[2:],
    "with a mark that turns text around": lambda v: "\u202e" + v,
    "with a terminal escape": lambda v: v + "\x1b[31m",
    "with a soft hyphen": lambda v: v + "a\u00adb",
    "garbled": lambda v: v + " Â£5 donâ€™t",
    "with HTML": lambda v: f"<b>{v}</b>",
    "with an HTML entity": lambda v: v + " &amp; more",
    "with a space at its end": lambda v: v + " ",
    "with two spaces": lambda v: v + " a  b",
    "empty but there": lambda v: "",
}


# --- faults of shape, on the Arrow table itself


def shapes() -> Iterator[tuple[str, str, str, Callable[[pa.Table], pa.Table]]]:
    """(kind, table, rule, change of the Arrow table)."""
    for name, table in TABLES.items():
        last, one = table.columns[-1].name, table.columns[0].name
        yield "a column missing", name, f"{name}.{last}.shape", lambda t, c=last: t.drop_columns([c])
        yield (
            "a column renamed",
            name,
            f"{name}.{one}.shape",
            lambda t, c=one: t.rename_columns([n if n != c else "renamed" for n in t.column_names]),
        )
        yield "an extra column", name, f"{name}.extra.shape", lambda t: t.append_column("extra", pa.nulls(len(t), pa.string()))
        yield "columns in another order", name, f"{name}.order", lambda t: t.select(t.column_names[::-1])
        for column in table.columns:
            wrong = pa.int64() if column.type in ("id", "text", "bool") else pa.string()
            yield (
                f"{column.name} of another type",
                name,
                f"{name}.{column.name}.shape",
                lambda t, c=column.name, w=wrong: retyped(t, c, w),
            )


def retyped(table: pa.Table, column: str, kind: pa.DataType) -> pa.Table:
    place = table.column_names.index(column)
    return table.set_column(place, column, pa.nulls(len(table), kind))


def arrow(rows: Rows, name: str) -> pa.Table:
    """Rows as an Arrow table that may hold what the schema forbids (an empty cell where one is needed)."""
    schema = pa.schema([f.with_nullable(True) for f in arrow_schema(name)])
    return pa.Table.from_pylist(rows[name], schema=schema)


# --- faults of meaning, written out

DAY = datetime.timedelta(days=1)


def copied(table: str, **changes: Any) -> Callable[[Rows], None]:
    """Add a copy of the first row with some values changed."""
    return lambda rows: rows[table].append(dict(rows[table][0]) | changes)


def swap(table: str, a: str, b: str) -> Callable[[Rows], None]:
    """Swap two cells of the first row in which both are there and differ."""

    def make(rows: Rows) -> None:
        row = next(r for r in rows[table] if r[a] is not None and r[b] is not None and r[a] != r[b])
        row[a], row[b] = row[b], row[a]

    return make


def tenure_overlap(rows: Rows) -> None:
    rows["tenures"].append(dict(first(rows, "tenures", end_date=None)) | {"tenure_id": "again"})


def outside_tenure(rows: Rows) -> None:
    first(rows, "statements", office_id=..., said_precision="day")["said_date"] = datetime.date(1990, 1, 2)


def office_not_held(rows: Rows) -> None:
    held = {(t["actor_id"], t["office_id"]) for t in rows["tenures"]}
    row = first(rows, "statements", office_id=...)
    row["office_id"] = next(o["office_id"] for o in rows["offices"] if (row["speaker_id"], o["office_id"]) not in held)


def after_publication(rows: Rows) -> None:
    source = {s["source_id"]: s for s in rows["sources"]}
    row = next(s for s in rows["statements"] if s["said_precision"] == "day" and s["office_id"] is None
               and source[s["source_id"]]["published_precision"] == "day")  # fmt: skip
    row["said_date"] = source[row["source_id"]]["published_date"] + 3 * DAY


def withdrawn(**values: Any) -> Callable[[Rows], None]:
    return lambda rows: rows["statements"][0].update(values)


def circle(table: str, key: str, up: str) -> Callable[[Rows], None]:
    """The top of some chain answers to its bottom."""

    def make(rows: Rows) -> None:
        above = {r[key]: r[up] for r in rows[table]}
        low = first(rows, table, **{up: ...})[key]
        top = low
        while above[top] is not None:
            top = above[top]
        first(rows, table, **{key: top})[up] = low

    return make


def link_back(rows: Rows) -> None:
    link = rows["proposition_links"][0]
    rows["proposition_links"].append(
        {"from_proposition_id": link["to_proposition_id"], "to_proposition_id": link["from_proposition_id"],
         "polarity": -link["polarity"], "link_basis": "The other way round."}
    )  # fmt: skip


def twin(text: Callable[[str], str]) -> Callable[[Rows], None]:
    def make(rows: Rows) -> None:
        p = rows["propositions"][0]
        rows["propositions"].append(dict(p) | {"proposition_id": "twin", "text": text(p["text"])})

    return make


def other_issue(rows: Rows) -> None:
    rows["issues"].append(dict(rows["issues"][0]) | {"issue_id": "other", "title": "Other"})
    proposition = rows["codings"][0]["proposition_id"]
    first(rows, "propositions", proposition_id=proposition)["issue_id"] = "other"


def both(rows: Rows) -> None:
    s = rows["stances"][0]
    rows["non_positions"].append(
        {"statement_id": s["statement_id"], "proposition_id": s["proposition_id"], "non_position": "unclear"}
    )


def agreed_but_flipped(rows: Rows) -> None:
    s = next(s for s in rows["stances"] if s["method"] == "agreed" and s["position"])
    s["position"] = -s["position"]


def adjudicated_alike(rows: Rows) -> None:
    roles = {c["coder_id"]: c["coder_role"] for c in rows["coders"]}
    judge = next(c for c in rows["codings"] if roles[c["coder_id"]] == "adjudicator")
    codes = [
        c for c in rows["codings"] if (c["statement_id"], c["proposition_id"]) == (judge["statement_id"], judge["proposition_id"])
    ]
    for c in codes:
        c["code"] = judge["code"]


def one_coder_lost(rows: Rows) -> None:
    """One of the two codings of a pair, in a statement that is coded on another proposition as well."""
    pairs = {(c["statement_id"], c["proposition_id"]) for c in rows["codings"]}
    coding = next(c for c in rows["codings"] if sum(s == c["statement_id"] for s, _ in pairs) > 1)
    rows["codings"].remove(coding)


def coder(role: str) -> Callable[[Rows], None]:
    def make(rows: Rows) -> None:
        who = first(rows, "coders", coder_role=role)["coder_id"]
        other = first(rows, "coders", coder_role="reader" if role != "reader" else "coder")["coder_id"]
        next(c for t in ("codings", "rechecks") for c in rows[t] if c["coder_id"] == who)["coder_id"] = other

    return make


def empties(table: str) -> Callable[[Rows], None]:
    return lambda rows: rows[table].clear()


def shortened(table: str) -> Callable[[Rows], None]:
    return lambda rows: rows[table].__delitem__(slice(len(rows[table]) // 2, None))


def drop_one(table: str) -> Callable[[Rows], None]:
    return lambda rows: rows[table].pop()


MEANING = [
    Fault("its own parent", "actors", "actors.circle", lambda r: first(r, "actors", actor_kind="organization").update(parent_id=first(r, "actors", actor_kind="organization")["actor_id"])),
    Fault("parents in a circle", "actors", "actors.circle", circle("actors", "actor_id", "parent_id")),
    Fault("a person with a branch", "actors", "actors.person", put("actors", "branch", "executive", actor_kind="person")),
    Fault("an organization below a person", "actors", "actors.parent",
          lambda r: first(r, "actors", actor_kind="organization", parent_id=...).update(parent_id=first(r, "actors", actor_kind="person")["actor_id"])),
    Fault("the code NA for Namibia", "actors", "actors.country.form", put("actors", "country", "NA")),
    Fault("a number for a country", "actors", "actors.country.form", put("actors", "country", "516")),
    Fault("a country that is none", "actors", "actors.country.known", put("actors", "country", "NAN")),
    Fault("a Wikidata link for an item", "actors", "actors.wikidata", lambda r: r["actors"][0].update(wikidata_id="https://www.wikidata.org/wiki/Q1")),
    Fault("a kind in the wrong language code", "actor_names", "actor_names.language.form", put("actor_names", "language", "english")),
    Fault("answers to itself", "offices", "offices.circle", lambda r: r["offices"][0].update(principal_id=r["offices"][0]["office_id"])),
    Fault("principals in a circle", "offices", "offices.circle", circle("offices", "office_id", "principal_id")),
    Fault("two heads", "offices", "offices.head", lambda r: r["offices"].append(dict(first(r, "offices", is_head=True)) | {"office_id": "second-head"})),
    Fault("an office in a person", "offices", "offices.organization", lambda r: r["offices"][0].update(organization_id=first(r, "actors", actor_kind="person")["actor_id"])),
    Fault("two at once in one office by one person", "tenures", "tenures.overlap", tenure_overlap),
    Fault("start and end swapped", "tenures", "tenures.order", swap("tenures", "start_date", "end_date")),
    Fault("open and never verified", "tenures", "tenures.verified", put("tenures", "verified_date", None, end_date=None)),
    Fault("verified before it began", "tenures", "tenures.witness", put("tenures", "verified_date", datetime.date(1950, 1, 1), end_date=None)),
    Fault("an end without its precision", "tenures", "tenures.end-precision", put("tenures", "end_precision", None, end_date=...)),
    Fault("held by an organization", "tenures", "tenures.person", lambda r: r["tenures"][-1].update(actor_id=first(r, "actors", actor_kind="organization")["actor_id"])),
    Fault("a party that is none", "tenures", "tenures.party", put("tenures", "party_id", "us-senate", party_id=...)),
    Fault("a month with a day in it", "tenures", "tenures.first-day", lambda r: r["tenures"][0].update(start_precision="month", start_date=datetime.date(2017, 1, 20))),
    Fault("closes before it opens", "issues", "issues.order", lambda r: r["issues"][0].update(closed_date=datetime.date(1950, 1, 1))),
    Fault("closes before it opens", "propositions", "propositions.order",
          lambda r: first(r, "propositions", opens_date=...).update(closes_date=first(r, "propositions", opens_date=...)["opens_date"])),
    Fault("poles alike", "propositions", "propositions.poles", lambda r: r["propositions"][0].update(oppose_means=r["propositions"][0]["support_means"])),
    Fault("a twin", "propositions", "propositions.twin", twin(lambda t: t)),
    Fault("a twin but for its case", "propositions", "propositions.alike", twin(str.upper)),
    Fault("a twin turned round", "propositions", "propositions.alike", twin(lambda t: t.replace(" should ", " should not ", 1))),
    Fault("closed before a stance on it", "propositions", "stances.open", lambda r: first(r, "propositions", proposition_id=r["stances"][-1]["proposition_id"]).update(closes_date=datetime.date(2000, 1, 1), opens_date=None), "stances"),
    Fault("polarity of zero", "proposition_links", "proposition_links.polarity", put("proposition_links", "polarity", 0)),
    Fault("a link to itself", "proposition_links", "proposition_links.polarity", lambda r: r["proposition_links"][0].update(to_proposition_id=r["proposition_links"][0]["from_proposition_id"])),
    Fault("a link back with the other sign", "proposition_links", "proposition_links.contradiction", link_back),
    Fault("a month with a day in it", "events", "events.first-day", lambda r: r["events"][0].update(event_precision="month", event_date=datetime.date(2018, 5, 13))),
    Fault("an address without a scheme", "sources", "sources.url.form", put("sources", "url", lambda v: v.split("://")[1])),
    Fault("a script for an address", "sources", "sources.url.form", put("sources", "url", "javascript:alert(1)")),
    Fault("an address with a space", "sources", "sources.url.form", put("sources", "url", lambda v: v + " x")),
    Fault("a day of publication without precision", "sources", "sources.precision", put("sources", "published_precision", None)),
    Fault("read before it was published", "sources", "sources.read", lambda r: first(r, "sources", published_date=...).update(read_date=datetime.date(1990, 1, 1))),
    Fault("outside the speaker's tenure", "statements", "statements.tenure", outside_tenure),
    Fault("an office the speaker never held", "statements", "statements.tenure", office_not_held),
    Fault("said after its page was published", "statements", "statements.published", after_publication),
    Fault("recorded before it was said", "statements", "statements.recorded", put("statements", "recorded_date", datetime.date(1990, 1, 1))),
    Fault("a month with a day in it", "statements", "statements.precision", lambda r: first(r, "statements", said_precision="day", office_id=None).update(said_precision="month", said_date=datetime.date(2018, 5, 13))),
    Fault("a quote of fifty words", "statements", "statements.quote-length", put("statements", "quote", " ".join(["word"] * 50))),
    Fault("a quote for a summary", "statements", "statements.quote-summary", lambda r: first(r, "statements", quote=...).update(summary=first(r, "statements", quote=...)["quote"])),
    Fault("a quote without a language", "statements", "statements.quote", put("statements", "quote_language", None, quote=...)),
    Fault("a quote of a paraphrase", "statements", "statements.reported", lambda r: first(r, "statements", quote=..., mode="own").update(mode="reported")),
    Fault("a language in words", "statements", "statements.quote_language.form", put("statements", "quote_language", "english")),
    Fault("two at once by one speaker", "statements", "statements.order", copied("statements", statement_id="again")),
    Fault("a second source that is the first", "statements", "statements.second-source", lambda r: r["statements"][0].update(second_source_id=r["statements"][0]["source_id"])),
    Fault("a spokesperson for nobody", "statements", "statements.delegated", put("statements", "on_behalf_of_id", None, mode="delegated")),
    Fault("a spokesperson for themselves", "statements", "statements.self", lambda r: r["statements"][0].update(on_behalf_of_id=r["statements"][0]["speaker_id"])),
    Fault("an organization in office", "statements", "statements.organization",
          lambda r: next(s for s in r["statements"] if s["office_id"] is None and first(r, "actors", actor_id=s["speaker_id"])["actor_kind"] == "organization").update(office_id=r["offices"][0]["office_id"])),
    Fault("refers to itself", "statements", "statements.related", lambda r: r["statements"][0].update(relates_to_id=r["statements"][0]["statement_id"], relation="clarifies")),
    Fault("refers to what came later", "statements", "statements.related", lambda r: min(r["statements"], key=lambda s: s["said_date"]).update(relates_to_id=max(r["statements"], key=lambda s: s["said_date"])["statement_id"], relation="clarifies")),
    Fault("a relation to nothing", "statements", "statements.related", put("statements", "relation", "retracts", relates_to_id=None)),
    Fault("withdrawn without a reason", "statements", "statements.withdrawn", withdrawn(withdrawn_date=datetime.date(2026, 11, 25))),
    Fault("withdrawn before it was made", "statements", "statements.withdrawn-date", withdrawn(withdrawn_date=datetime.date(2020, 1, 1), withdrawn_reason="x")),
    Fault("replaced but not withdrawn", "statements", "statements.replaced", lambda r: r["statements"][0].update(replaced_by_id=r["statements"][1]["statement_id"])),
    Fault("withdrawn, and still in a derived table", "statements", "positions.fresh",
          lambda r: first(r, "statements", statement_id=r["positions"][0]["statement_id"]).update(withdrawn_date=datetime.date(2026, 11, 25), withdrawn_reason="x"), "positions"),
    Fault("another day than the derived tables have", "statements", "positions.fresh",
          lambda r: first(r, "statements", statement_id=r["positions"][0]["statement_id"]).update(said_date=first(r, "statements", statement_id=r["positions"][0]["statement_id"])["said_date"] - DAY, office_id=None), "positions"),
    Fault("on a proposition of another issue", "codings", "codings.issue", other_issue),
    Fault("coded on a day before it opens", "propositions", "codings.open",
          lambda r: first(r, "propositions", proposition_id=r["codings"][0]["proposition_id"]).update(opens_date=datetime.date(2026, 1, 1), closes_date=None), "codings"),
    Fault("by a reader", "codings", "codings.reader", coder("coder")),
    Fault("a condition of a refusal", "codings", "codings.condition", lambda r: next(c for c in r["codings"] if c["code"] == "not-addressed").update(condition="if asked")),
    Fault("adjudicated though they agree", "codings", "codings.two", adjudicated_alike),
    Fault("one coder's codes lost", "codings", "codings.coders", one_coder_lost),
    Fault("a code changed, the stance not", "codings", "stances.fresh", lambda r: [c.update(code="declined") for c in r["codings"] if (c["statement_id"], c["proposition_id"]) == (r["stances"][0]["statement_id"], r["stances"][0]["proposition_id"])], "stances"),
    Fault("an id given up that is used again", "redirects", "redirects.given-up", lambda r: r["redirects"][0].update(old_id="donald-trump")),
    Fault("a redirect that leads nowhere", "redirects", "redirects.stands", lambda r: r["redirects"][0].update(new_id="nobody.knows")),
    Fault("a second reading by a coder", "rechecks", "rechecks.reader", coder("reader")),
    Fault("read again before it was made", "rechecks", "rechecks.date", put("rechecks", "recheck_date", datetime.date(2020, 1, 1))),
    Fault("corrected without saying what", "rechecks", "rechecks.note", put("rechecks", "note", None, verdict="corrected")),
    Fault("a position and a refusal together", "stances", "stances.exclusive", both),
    Fault("a condition that is not said", "stances", "stances.condition", put("stances", "conditional", True, conditional=False)),
    Fault("a sign flipped though both coders agree", "stances", "stances.fresh", agreed_but_flipped),
    Fault("a stance nobody coded", "stances", "stances.fresh", drop_one("codings")),
    Fault("a stance lost", "stances", "stances.fresh", drop_one("stances")),
    Fault("a refusal lost", "non_positions", "non_positions.fresh", drop_one("non_positions")),
    Fault("an interval turned round", "positions", "positions.interval", swap("positions", "valid_from", "valid_to")),
    Fault("two intervals at once", "positions", "positions.overlap", lambda r: r["positions"].append(dict(first(r, "positions", valid_to=None)) | {"valid_from": first(r, "positions", valid_to=None)["valid_from"] + DAY})),
    Fault("a position edited by hand", "positions", "positions.fresh", lambda r: r["positions"][0].update(position=2 if r["positions"][0]["position"] != 2 else 1)),
    Fault("words that open it before they were said", "positions", "positions.fresh", put("positions", "valid_from", lambda v: v - DAY)),
    Fault("known before it was recorded", "positions", "positions.fresh", put("positions", "known_from", lambda v: v - DAY)),
    Fault("an end of another kind", "positions", "positions.fresh", put("positions", "ended_by", "retraction")),
    Fault("a gap that is none", "disagreements", "disagreements.gap", lambda r: next(d for d in r["disagreements"] if d["gap"] > 2).update(gap=2)),
    Fault("sides swapped", "disagreements", "disagreements.fresh", swap("disagreements", "actor_a", "actor_b")),
    Fault("another relation", "disagreements", "disagreements.fresh", lambda r: r["disagreements"][0].update(actor_relation="same-branch" if r["disagreements"][0]["actor_relation"] != "same-branch" else "other")),
    Fault("linked passed off as direct", "disagreements", "disagreements.fresh", put("disagreements", "basis", "direct", basis="linked")),
    Fault("a row made up", "disagreements", "disagreements.fresh", copied("disagreements", valid_from=datetime.date(2018, 5, 1))),
    Fault("a row lost", "disagreements", "disagreements.fresh", drop_one("disagreements")),
    Fault("a shift of another kind", "shifts", "shifts.fresh", lambda r: r["shifts"][0].update(shift_kind="softening" if r["shifts"][0]["shift_kind"] != "softening" else "flip")),
    Fault("days counted wrong", "shifts", "shifts.fresh", put("shifts", "days_since_principal", lambda v: v + 1)),
    Fault("a row lost", "shifts", "shifts.fresh", drop_one("shifts")),
    *(Fault("all rows gone", t, rule, empties(t), table) for t, table, rule in (
        ("actors", "statements", "statements.speaker_id.reference"), ("offices", "tenures", "tenures.office_id.reference"),
        ("tenures", "statements", "statements.tenure"), ("issues", "statements", "statements.issue_id.reference"),
        ("propositions", "stances", "stances.proposition_id.reference"), ("sources", "statements", "statements.source_id.reference"),
        ("statements", "stances", "stances.statement_id.reference"), ("coders", "codings", "codings.coder_id.reference"),
        ("proposition_links", "disagreements", "disagreements.fresh"), ("stances", "stances", "stances.fresh"),
        ("non_positions", "non_positions", "non_positions.fresh"), ("positions", "positions", "positions.fresh"),
        ("disagreements", "disagreements", "disagreements.fresh"), ("shifts", "shifts", "shifts.fresh"))),
    *(Fault("half of the rows gone", t, rule, shortened(t), table) for t, table, rule in (
        ("actors", "statements", "statements.speaker_id.reference"), ("statements", "codings", "codings.statement_id.reference"),
        ("codings", "stances", "stances.fresh"), ("stances", "stances", "stances.fresh"), ("positions", "positions", "positions.fresh"))),
]  # fmt: skip

UNDETECTABLE = {
    "a quote that the speaker never said, with words that read well": "only the page can tell; `stances check-quotes` compares with saved pages, second readings with the web",
    "the wrong one of two people who both held the office and spoke that day": "both rows would be valid",
    "a day off by one within tenure and publication": "both days are possible",
    "a direction that both coders misread alike": "agreement is not validity; the data card says what the coders are",
    "a name wholly in another alphabet that looks Latin": "names in other alphabets are right and welcome",
    "a statement left out": "nothing is known of what was never recorded",
    "rows of events, names or links lost in a new version": "a folder alone does not know what was there before; `stances diff` does, and refuses lost ids",
    "a summary that is fair in words and slanted in sense": "a reader can tell, a rule cannot",
    "a wrong country, branch or parent that exists": "any existing one could be right",
    "a source that is a spun copy of the original": "its address and words are all there is; CODING and curation rules ask for the primary text",
}
