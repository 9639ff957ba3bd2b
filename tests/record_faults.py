"""Realistic faults, one at a time, in right record files: each says what it breaks and what the build must say of it.

Faults that can happen to any column are made from the schema and from where the records below hold the column; the others are written
out as a text and what it is turned into.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import faults

from stances.records.load import line_of, parsed
from stances.schema import CURATED, TABLES, Column

# Two files that fill every column of every table of records.
RECORDS = {
    "base.yaml": """\
actors:
- actor_id: nation
  actor_kind: organization
  name: Nation
  country: NOR
  about: A state.
  names:
  - name: Norge
    language: no
    name_kind: native
- actor_id: palace
  actor_kind: organization
  name: Palace
  country: NAM
  parent_id: nation
  branch: executive
  wikidata_id: Q1
- actor_id: union
  actor_kind: organization
  name: Union
  branch: party
- actor_id: ada
  actor_kind: person
  name: Ada
- actor_id: bo
  actor_kind: person
  name: Bo
offices:
- office_id: president
  title: President
  organization_id: palace
  is_head: true
- office_id: secretary
  title: Secretary
  organization_id: palace
  principal_id: president
  is_head: false
tenures:
- tenure_id: ada.president
  actor_id: ada
  office_id: president
  start_date: 2017-01-20
  start_precision: day
  end_date: 2021-01-20
  end_precision: day
  is_acting: false
  party_id: union
  source_id: page
- tenure_id: bo.secretary
  actor_id: bo
  office_id: secretary
  start_date: 2017-02-01
  start_precision: month
  verified_date: 2020-01-05
  is_acting: true
  source_id: page
coders:
- coder_id: first
  coder_kind: human
  coder_role: coder
  description: A person.
- coder_id: second
  coder_kind: human
  coder_role: coder
  description: Another.
- coder_id: judge
  coder_kind: human
  coder_role: adjudicator
  description: Decides.
- coder_id: reader
  coder_kind: human
  coder_role: reader
  description: Reads again.
sources:
- source_id: page
  url: https://example.org/page
  publisher: Herald
  title: What they said
  published_date: 2020-01-02
  published_precision: day
  source_kind: wire
  language: en
  is_primary: false
  read_date: 2020-01-05
- source_id: letter
  url: https://example.org/letter
  publisher: Palace
  title: A letter
  source_kind: letter
  language: en
  is_primary: true
  read_date: 2020-01-05
""",
    "issues/tax.yaml": """\
issues:
- issue_id: tax
  title: The tax
  summary: Whether to raise the tax.
  region: Norway
  topic: taxes
  opened_date: 2019-01-01
  closed_date: 2020-06-01
propositions:
- proposition_id: raise
  issue_id: tax
  text: The tax should be raised.
  support_means: It should rise.
  oppose_means: It should stay.
  opens_date: 2019-02-01
  closes_date: 2020-05-01
- proposition_id: harm
  issue_id: tax
  text: The tax does harm.
  support_means: Harm is done.
  oppose_means: None is.
proposition_links:
- from_proposition_id: harm
  to_proposition_id: raise
  polarity: -1
  link_basis: Harm speaks against more of it.
events:
- event_id: tax.bill
  issue_id: tax
  event_date: 2019-03-01
  event_precision: month
  title: A bill
  summary: The bill is read.
  source_id: page
statements:
- statement_id: tax.ada.1
  issue_id: tax
  speaker_id: ada
  office_id: president
  said_date: 2019-12-30
  said_precision: day
  sequence: 1
  channel: speech
  mode: own
  summary: Wants it raised.
  quote: Raise it now.
  quote_language: en
  quote_check: exact
  source_id: page
  second_source_id: letter
  locator: page 3
  recorded_date: 2020-01-05
  codings:
  - proposition_id: raise
    coder_id: first
    code: strongly-supports
    confidence: high
    codebook_version: '1.3'
  - proposition_id: raise
    coder_id: second
    code: supports
    confidence: low
    codebook_version: '1.3'
  - proposition_id: raise
    coder_id: judge
    code: supports
    confidence: medium
    codebook_version: '1.3'
    condition: if others do
    note: Leans that way.
  - proposition_id: harm
    coder_id: first
    code: declined
    confidence: high
    codebook_version: '1.3'
  - proposition_id: harm
    coder_id: second
    code: declined
    confidence: high
    codebook_version: '1.3'
  rechecks:
  - recheck_round: whole
    recheck_date: 2020-01-06
    coder_id: reader
    verdict: corrected
    note: The page number.
- statement_id: tax.bo.1
  issue_id: tax
  speaker_id: bo
  office_id: secretary
  on_behalf_of_id: ada
  said_date: 2020-01-01
  said_precision: day
  sequence: 1
  channel: press-briefing
  mode: delegated
  summary: Says what she meant.
  source_id: page
  relates_to_id: tax.ada.1
  relation: clarifies
  recorded_date: 2020-01-05
- statement_id: tax.bo.2
  issue_id: tax
  speaker_id: bo
  said_date: 2020-01-02
  said_precision: day
  sequence: 1
  channel: remarks
  mode: reported
  summary: Is against it.
  source_id: page
  recorded_date: 2020-01-05
  withdrawn_date: 2020-01-07
  withdrawn_reason: Wrong day.
  replaced_by_id: tax.bo.1
""",
}
ANY = "any file"


@dataclass(frozen=True)
class RecordFault:
    """A text in one of the files, what it is turned into, and what the build must say at that line or at that of a record around it.

    `at` is a text on the line that is named, where that is another record.
    """

    kind: str
    table: str
    old: str
    new: str
    told: str
    at: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}: {self.kind}"

    def made(self) -> dict[str, str]:
        """The file that is changed, and its new text."""
        file = next(file for file, text in RECORDS.items() if self.old in text)
        return {file: RECORDS[file].replace(self.old, self.new, 1)}

    def places(self) -> set[str]:
        """Where the fault may be told: at the first line changed, at the records around it; or at the line of `at` alone."""
        made = self.made()
        if self.at:
            texts = (RECORDS | made).items()
            return {next(f"{file}:{n}" for file, text in texts for n, row in enumerate(text.split("\n"), 1) if self.at in row)}
        ((file, text),) = made.items()
        rows = text.split("\n")
        first = next(n for n, (new, old) in enumerate(zip(rows, RECORDS[file].split("\n"), strict=False)) if new != old)
        found, margin = {first}, len(rows[first]) - len(rows[first].lstrip())
        for n in range(first, -1, -1):
            indent = len(rows[n]) - len(rows[n].lstrip())
            if rows[n].lstrip().startswith("- ") and indent <= margin:
                found.add(n)
                margin = indent - 1
        return {f"{file}:{n + 1}" for n in found}


# --- faults that can happen to any column, at the first record that has it


def cells() -> Iterator[tuple[str, Column, str]]:
    """(table, column, the lines of its record from the first to its own, `column: value`) for each column."""
    for file, text in RECORDS.items():
        lines, content = text.split("\n"), parsed(text, file)
        for name in CURATED:
            where = TABLES[name].nested or (name, "")
            rows = content.get(where[0]) or []
            if where[1]:
                rows = [row for parent in rows for row in parent.get(where[1]) or []]
            for column in TABLES[name].columns:
                holder: Any = next((row for row in rows if column.name in row), None)
                if holder is not None:
                    at = line_of(holder, column.name) - 1
                    yield name, column, "\n".join(lines[holder.lc.line : at + 1])


def generic() -> Iterator[RecordFault]:
    texts = itertools.cycle(faults.TEXTS.items())
    for table, column, lines in cells():
        name = column.name
        head, _, value = lines.rpartition(f"{name}: ")
        last = lines.split("\n")[-1]
        again = f"{lines}\n{' ' * (len(last) - len(last.lstrip(' -')))}{name}: {value}"
        yield RecordFault(f"{name} misspelt", table, lines, f"{head}{name}e: {value}", f"no column '{name}e'; did you mean")
        yield RecordFault(f"{name} there twice", table, lines, again, "duplicate key")
        for kind, written, told in values(column, value):
            yield RecordFault(f"{name} {kind}", table, lines, f"{head}{name}: {written}", told)
        if column.ref and (name,) != TABLES[table].key:
            told = f"{name} '{value}x' is not in {column.ref}; did you mean"
            yield RecordFault(f"{name} that points nowhere", table, lines, f"{head}{name}: {value}x", told)
        if column.type == "text" and not column.vocabulary and name not in faults.FORMED:
            kind, change = next(texts)
            spoilt = json.dumps(change(value))
            told = f"[{table}.{name}.clean]" if change(value) else "is empty text"
            yield RecordFault(f"{name} {kind}", table, lines, f"{head}{name}: {spoilt}", told)
            told = f"[{table}.{name}.script]"
            yield RecordFault(f"{name} with a Cyrillic letter", table, lines, f"{head}{name}: \u0422est {value}", told)


def values(column: Column, value: str) -> Iterator[tuple[str, str, str]]:
    """(kind of fault, what is written for a value, what must be said) for what a column can never hold."""
    if not column.null:
        yield "left empty", "", f"{column.name} is empty; give a value"
    if column.vocabulary:
        yield "a term with a letter lost", value[:-1], f"{column.name} is '{value[:-1]}'; it must be one of"
    match column.type:
        case "id" | "text":
            yield "a number", "2018", f"{column.name} is 2018; it must be text; put it in quotes"
            yield "a word that is a truth value", "true", "it must be text; put it in quotes"
            yield "a bare day", "2018-05-13", "it must be text; put it in quotes"
        case "date":
            yield "a day in quotes", f"'{value}'", "a day, YYYY-MM-DD"
            yield "a day in another order", "13.05.2018", "a day, YYYY-MM-DD"
            yield "a month only", value[:7], "a day, YYYY-MM-DD"
            yield "a day with its hour", f"{value} 10:00:00", "a day, YYYY-MM-DD"
        case "bool":
            yield "yes", "yes", "it must be true or false"
            yield "0", "0", "it must be true or false"
        case _:
            yield "in words", "one", "it must be a whole number"
            yield "with a fraction", "1.0", "it must be a whole number"
            yield "out of its range", str(column.bounds[0] - 1), "it must lie between"
    if column.type == "id":
        yield "with a Cyrillic letter", "\u0430" + value[1:], "an id has only a-z"
        yield "with a capital letter", value.capitalize(), "an id has only a-z"
        yield "with an unseen character", f'"{value}\\u200b"', "an id has only a-z"
        yield "empty text", '""', "is empty text"


# --- faults of whole files


def added(file: str, text: str) -> tuple[str, str]:
    """Text put at the end of a file."""
    end = RECORDS[file][-40:]
    return end, end + text


TWIN = "- {proposition_id: twin, issue_id: tax, text: %s, support_means: It should rise., oppose_means: It should stay.}\n"
FILES = [
    RecordFault("a tab for an indent", ANY, "  name: Ada", "\tname: Ada", "not readable as YAML"),
    RecordFault("marks of a merge left in", ANY, "  name: Ada\n", "<<<<<<< HEAD\n  name: Ada\n=======\n  name: Adah\n>>>>>>> theirs\n", "a mark of a merge that was not finished"),
    RecordFault("half of the marks of a merge left in", ANY, "  name: Ada\n", "  name: Ada\n>>>>>>> theirs\n", "a mark of a merge that was not finished"),
    RecordFault("a quotation mark that is not closed", ANY, "name: Ada", 'name: "Ada', "not readable as YAML"),
    RecordFault("a quotation mark inside quotation marks", ANY, "name: Ada", 'name: "Ada "the" Fox"', "not readable as YAML"),
    RecordFault("a bracket that is not closed", ANY, "name: Ada", "name: [Ada", "not readable as YAML", at="- actor_id: bo"),
    RecordFault("a colon in bare text", ANY, "summary: Wants it raised.", "summary: Says: raise it.", "not readable as YAML"),
    RecordFault("a text that begins with an @", ANY, "name: Ada", "name: @ada", "not readable as YAML"),
    RecordFault("a text that begins with a star", ANY, "name: Ada", "name: *ada", "an anchor or alias"),
    RecordFault("a text that begins with an exclamation mark", ANY, "summary: Wants it raised.", "summary: !Raise it.", "not readable as YAML"),
    RecordFault("a text that begins with a hash", ANY, "name: Ada", "name: #ada", "name is empty"),
    RecordFault("a person called Null", ANY, "name: Ada", "name: Null", "name is empty"),
    RecordFault("a key too far to the right", ANY, "  name: Ada", "   name: Ada", "not readable as YAML"),
    RecordFault("a key too far to the left", ANY, "  name: Ada", " name: Ada", "not readable as YAML"),
    RecordFault("a key without a space behind its colon", ANY, "  name: Ada", "  name:Ada", "not readable as YAML"),
    RecordFault("nested records one level too high", ANY, "  codings:\n", "codings:\n", "not readable as YAML", at="  rechecks:"),
    RecordFault("a table there twice", ANY, "coders:\n", "offices: []\ncoders:\n", "duplicate key"),
    RecordFault("a table misspelt", ANY, "tenures:", "tenure:", "no table 'tenure'; did you mean tenures?"),
    RecordFault("a nested table as one of its own", ANY, *added("issues/tax.yaml", "codings: []\n"), "no table 'codings'"),
    RecordFault("a table that is no list", ANY, "offices:\n", "offices: none\nold:\n", "offices is a list of records"),
    RecordFault("nested records that are no list", ANY, "  names:\n  - name", "  names:\n    name", "names is a list of records", at="  names:"),
    RecordFault("a record that is a word", ANY, "offices:\n", "offices:\n- president\n", "a record of offices is a mapping"),
    RecordFault("a record without its dash", ANY, "- actor_id: bo", "  actor_id: bo", "duplicate key"),
    RecordFault("a nested record without its dash", ANY, "  - proposition_id: raise\n    coder_id: second", "    proposition_id: raise\n    coder_id: second", "duplicate key"),
    RecordFault("a second document", ANY, "coders:\n", "---\ncoders:\n", "not readable as YAML"),
    RecordFault("a letter in Latin-1", ANY, "name: Ada", "name: Ad\udce9", "the file is not UTF-8"),
    RecordFault("a null byte", ANY, "name: Ada", "name: A\0da", "not readable"),
    RecordFault("a file cut off in a record", ANY, "\n  recorded_date: 2020-01-05\n  withdrawn_date" + RECORDS["issues/tax.yaml"].rpartition("withdrawn_date")[2], "", "statements record needs recorded_date", at="- statement_id: tax.bo.2"),
    RecordFault("a record in two files", ANY, *added("issues/tax.yaml", "actors:\n- {actor_id: ada, actor_kind: person, name: Ada}\n"), "actors ada is already at records/base.yaml:", at="{actor_id: ada"),
]  # fmt: skip

# --- faults of meaning, across columns, records and files

MEANING = [
    RecordFault("two letters for a country", "actors", "country: NOR", "country: NO", "[actors.country.form]"),
    RecordFault("NA for Namibia", "actors", "country: NAM", "country: NA", "[actors.country.form]"),
    RecordFault("Namibia taken for no number", "actors", "country: NAM", "country: .nan", "put it in quotes"),
    RecordFault("a country that is none", "actors", "country: NAM", "country: NAN", "[actors.country.known]"),
    RecordFault("a country in small letters", "actors", "country: NAM", "country: nam", "[actors.country.form]"),
    RecordFault("a Wikidata link for an item", "actors", "wikidata_id: Q1", "wikidata_id: https://www.wikidata.org/wiki/Q1", "[actors.wikidata]"),
    RecordFault("its own parent", "actors", "parent_id: nation", "parent_id: palace", "[actors.circle]"),
    RecordFault("parents in a circle", "actors", "  about: A state.", "  parent_id: palace", "[actors.circle]"),
    RecordFault("an organization below a person", "actors", "parent_id: nation", "parent_id: ada", "[actors.parent]"),
    RecordFault("a person with a branch", "actors", "name: Ada\n", "name: Ada\n  branch: executive\n", "[actors.person]"),
    RecordFault("a record gone that others point to", "actors", "- actor_id: union\n  actor_kind: organization\n  name: Union\n  branch: party\n", "", "party_id 'union' is not in actors", at="- tenure_id: ada.president"),
    RecordFault("an id changed in one place only", "actors", "- actor_id: bo\n", "- actor_id: bob\n", "actor_id 'bo' is not in actors; did you mean bob?", at="tenure_id: bo.secretary"),
    RecordFault("a language that is a country", "actor_names", "language: no\n", "language: NO\n", "[actor_names.language.form]"),
    RecordFault("Norwegian taken for false", "actor_names", "language: no\n", "language: false\n", "put it in quotes"),
    RecordFault("a language in words", "actor_names", "language: no\n", "language: norsk\n", "[actor_names.language.form]"),
    RecordFault("a name there twice", "actor_names", "    name_kind: native\n", "    name_kind: native\n  - {name: Norge, language: no, name_kind: alias}\n", "actor_names nation/Norge/no is already at"),
    RecordFault("two heads", "offices", "is_head: false", "is_head: true", "[offices.head]"),
    RecordFault("answers to itself", "offices", "principal_id: president", "principal_id: secretary", "[offices.circle]"),
    RecordFault("an office in a person", "offices", "organization_id: palace\n  is_head: true", "organization_id: ada\n  is_head: true", "[offices.organization]"),
    RecordFault("start and end swapped", "tenures", "start_date: 2017-01-20\n  start_precision: day\n  end_date: 2021-01-20", "start_date: 2021-01-20\n  start_precision: day\n  end_date: 2017-01-20", "[tenures.order]"),
    RecordFault("a day of another century", "tenures", "start_date: 2017-01-20", "start_date: 0217-01-20", "[tenures.start_date.plausible]"),
    RecordFault("verified in the future", "tenures", "verified_date: 2020-01-05", "verified_date: 2999-01-05", "[tenures.verified_date.plausible]"),
    RecordFault("open and never verified", "tenures", "  verified_date: 2020-01-05\n", "", "[tenures.verified]", at="tenure_id: bo.secretary"),
    RecordFault("verified before it began", "tenures", "verified_date: 2020-01-05", "verified_date: 2016-01-05", "[tenures.witness]"),
    RecordFault("an end without its precision", "tenures", "  end_precision: day\n", "", "[tenures.end-precision]"),
    RecordFault("a month with a day in it", "tenures", "start_date: 2017-02-01", "start_date: 2017-02-03", "[tenures.first-day]"),
    RecordFault("held by an organization", "tenures", "actor_id: bo\n  office_id", "actor_id: palace\n  office_id", "[tenures.person]"),
    RecordFault("a party that is none", "tenures", "party_id: union", "party_id: palace", "[tenures.party]"),
    RecordFault("one tenure in two records", "tenures", "coders:\n", "- {tenure_id: again, actor_id: ada, office_id: president, start_date: 2018-01-01, start_precision: day, verified_date: 2020-01-05, is_acting: false, source_id: page}\ncoders:\n", "[tenures.overlap]"),
    RecordFault("closes before it opens", "issues", "closed_date: 2020-06-01", "closed_date: 2018-06-01", "[issues.order]"),
    RecordFault("a day in February that never was", "issues", "opened_date: 2019-01-01", "opened_date: 2019-02-30", "not readable as YAML"),
    RecordFault("there twice", "issues", "propositions:\n", "- {issue_id: tax, title: a, summary: a, region: a, topic: a, opened_date: 2018-01-01}\npropositions:\n", "issues tax is already at records/issues/tax.yaml:2"),
    RecordFault("closes before it opens", "propositions", "closes_date: 2020-05-01", "closes_date: 2019-01-01", "[propositions.order]"),
    RecordFault("poles alike", "propositions", "oppose_means: It should stay.", "oppose_means: It should rise.", "[propositions.poles]"),
    RecordFault("a twin", "propositions", "proposition_links:\n", TWIN % "The tax should be raised." + "proposition_links:\n", "[propositions.twin]"),
    RecordFault("a twin turned round", "propositions", "proposition_links:\n", TWIN % "The tax should not be raised." + "proposition_links:\n", "[propositions.alike]"),
    RecordFault("opened after words on it", "propositions", "opens_date: 2019-02-01", "opens_date: 2020-02-01", "[codings.open]", at="  - proposition_id: raise"),
    RecordFault("in another issue", "propositions", "proposition_id: raise\n  issue_id: tax", "proposition_id: raise\n  issue_id: taxes", "issue_id 'taxes' is not in issues; did you mean tax?"),
    RecordFault("polarity of zero", "proposition_links", "polarity: -1", "polarity: 0", "[proposition_links.polarity]"),
    RecordFault("a link to itself", "proposition_links", "to_proposition_id: raise", "to_proposition_id: harm", "[proposition_links.polarity]"),
    RecordFault("a link back with the other sign", "proposition_links", "events:\n", "- {from_proposition_id: raise, to_proposition_id: harm, polarity: 1, link_basis: Back.}\nevents:\n", "[proposition_links.contradiction]"),
    RecordFault("a month with a day in it", "events", "event_date: 2019-03-01", "event_date: 2019-03-09", "[events.first-day]"),
    RecordFault("an address without a scheme", "sources", "url: https://example.org/page", "url: example.org/page", "[sources.url.form]"),
    RecordFault("a script for an address", "sources", "url: https://example.org/page", "url: javascript:alert(1)", "[sources.url.form]"),
    RecordFault("an address with a space", "sources", "url: https://example.org/page", "url: https://example.org/page two", "[sources.url.form]"),
    RecordFault("a day of publication without precision", "sources", "  published_precision: day\n", "", "[sources.precision]", at="- source_id: page"),
    RecordFault("read before it was published", "sources", "read_date: 2020-01-05", "read_date: 2019-01-05", "[sources.read]"),
    RecordFault("outside the speaker's tenure", "statements", "said_date: 2019-12-30", "said_date: 2016-12-30", "[statements.tenure]"),
    RecordFault("an office the speaker never held", "statements", "office_id: secretary\n  on_behalf", "office_id: president\n  on_behalf", "[statements.tenure]"),
    RecordFault("said after its page was published", "statements", "said_date: 2020-01-02\n", "said_date: 2020-01-04\n", "[statements.published]"),
    RecordFault("recorded before it was said", "statements", "recorded_date: 2020-01-05\n  codings", "recorded_date: 2019-01-05\n  codings", "[statements.recorded]"),
    RecordFault("day and month swapped", "statements", "said_date: 2020-01-02\n", "said_date: 2020-02-01\n", "[statements.published]"),
    RecordFault("a month with a day in it", "statements", "said_precision: day", "said_precision: month", "[statements.precision]"),
    RecordFault("a quote of fifty words", "statements", "quote: Raise it now.", "quote: " + "word " * 50, "[statements.quote-length]"),
    RecordFault("a quote for a summary", "statements", "summary: Wants it raised.", "summary: Raise it now.", "[statements.quote-summary]"),
    RecordFault("a quote without a language", "statements", "  quote_language: en\n", "", "[statements.quote]", at="statement_id: tax.ada.1"),
    RecordFault("a quote never checked", "statements", "  quote_check: exact\n", "", "[statements.quote]", at="statement_id: tax.ada.1"),
    RecordFault("a quote of a paraphrase", "statements", "mode: own", "mode: reported", "[statements.reported]"),
    RecordFault("two at once by one speaker", "statements", "said_date: 2020-01-02\n", "said_date: 2020-01-01\n", "[statements.order]"),
    RecordFault("a second source that is the first", "statements", "second_source_id: letter", "second_source_id: page", "[statements.second-source]"),
    RecordFault("a spokesperson for nobody", "statements", "  on_behalf_of_id: ada\n", "", "[statements.delegated]", at="statement_id: tax.bo.1"),
    RecordFault("a spokesperson for themselves", "statements", "on_behalf_of_id: ada", "on_behalf_of_id: bo", "[statements.self]"),
    RecordFault("an organization in office", "statements", "speaker_id: ada", "speaker_id: palace", "[statements.organization]"),
    RecordFault("refers to itself", "statements", "relates_to_id: tax.ada.1", "relates_to_id: tax.bo.1", "[statements.related]"),
    RecordFault("refers to what came later", "statements", "relates_to_id: tax.ada.1", "relates_to_id: tax.bo.2", "[statements.related]"),
    RecordFault("a relation to nothing", "statements", "  relates_to_id: tax.ada.1\n", "", "[statements.related]", at="statement_id: tax.bo.1"),
    RecordFault("withdrawn without a reason", "statements", "  withdrawn_reason: Wrong day.\n", "", "[statements.withdrawn]", at="statement_id: tax.bo.2"),
    RecordFault("withdrawn before it was recorded", "statements", "withdrawn_date: 2020-01-07", "withdrawn_date: 2020-01-03", "[statements.withdrawn-date]"),
    RecordFault("replaced by itself", "statements", "replaced_by_id: tax.bo.1", "replaced_by_id: tax.bo.2", "[statements.replaced]"),
    RecordFault("an id used for two statements", "statements", "- statement_id: tax.bo.2", "- statement_id: tax.bo.1", "statements tax.bo.1 is already at records/issues/tax.yaml:"),
    RecordFault("read again before it was recorded", "rechecks", "recheck_date: 2020-01-06", "recheck_date: 2020-01-04", "[rechecks.date]"),
    RecordFault("read again by a coder", "rechecks", "coder_id: reader\n    verdict", "coder_id: first\n    verdict", "[rechecks.reader]"),
    RecordFault("corrected and not said how", "rechecks", "    note: The page number.\n", "", "[rechecks.note]", at="  - recheck_round: whole"),
    RecordFault("the adjudicator turned coder", "coders", "coder_role: adjudicator", "coder_role: coder", "the coders differ", at="  - proposition_id: raise"),
    RecordFault("the adjudicator's code lost", "codings", "  - proposition_id: raise\n    coder_id: judge\n    code: supports\n    confidence: medium\n    codebook_version: '1.3'\n    condition: if others do\n    note: Leans that way.\n", "", "the coders differ; add a coding by the adjudicator", at="  - proposition_id: raise"),
    RecordFault("one coder's code lost", "codings", "  - proposition_id: harm\n    coder_id: second\n    code: declined\n    confidence: high\n    codebook_version: '1.3'\n", "", "[codings.coders]", at="  - proposition_id: harm"),
    RecordFault("one coder's code flipped and nobody decided", "codings", "coder_id: second\n    code: declined", "coder_id: second\n    code: opposes", "the coders differ; add a coding by the adjudicator", at="  - proposition_id: harm"),
    RecordFault("a code as a number", "codings", "code: strongly-supports", "code: 2", "put it in quotes"),
    RecordFault("a code misspelt", "codings", "code: strongly-supports", "code: strongly_supports", "it must be one of strongly-supports"),
    RecordFault("nothing to adjudicate", "codings", "code: strongly-supports", "code: supports", "[codings.two]"),
    RecordFault("a pair coded twice by one coder", "codings", "coder_id: second\n    code: supports", "coder_id: first\n    code: supports", "codings tax.ada.1/raise/first is already at"),
    RecordFault("coded by a reader", "codings", "coder_id: second\n    code: supports", "coder_id: reader\n    code: supports", "[codings.reader]"),
    RecordFault("a condition of a refusal", "codings", "code: declined\n    confidence: high\n    codebook_version: '1.3'\n", "code: declined\n    confidence: high\n    codebook_version: '1.3'\n    condition: if asked\n", "[codings.condition]"),
    RecordFault("a version that is a number", "codings", "codebook_version: '1.3'", "codebook_version: 1.3", "put it in quotes"),
]  # fmt: skip

HARMLESS = {
    "a mark of byte order at the start": lambda text: "\ufeff" + text,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "no line end at the end": lambda text: text.rstrip("\n"),
    "comments and empty lines": lambda text: "# A comment.\n\n" + text.replace("\n- ", "\n\n# Next.\n- "),
    "texts in quotation marks": lambda text: text.replace("name: Ada", "name: 'Ada'").replace(
        "title: President", 'title: "President"'
    ),
    "truth values in capitals": lambda text: text.replace("is_head: true", "is_head: True").replace("false", "FALSE"),
}
UNDETECTABLE = {
    "a country, parent or party left out": "they may be unknown; what is empty may be empty",
    "the only proposition of a statement coded by one coder": "one coder may be all there is; `method` says `single`",
    "a quotation mark or dash of a quote changed": "only the page can tell; `stances check-quotes` compares with saved pages",
    "a line of text run into the one above": "YAML takes it for one text; `stances format --check` reports the file, for it is not in canonical form",
    "the record of a statement deleted with all that points to it": "nothing is known of what was never recorded; `stances diff` reports lost ids",
}  # fmt: skip
