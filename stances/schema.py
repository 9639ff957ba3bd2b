"""Every table, column and vocabulary, declared once.

Arrow schemas, expectation suites, the JSON Schema of the records and the codebook are derived from this module
(see `stances.derive`); nothing else in the project says what a column is. The module imports only the standard library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SCHEMA_VERSION = "1.0.0"

Type = Literal["id", "text", "date", "int8", "int16", "int32", "bool"]
ID_PATTERN = r"^[a-z0-9][a-z0-9.-]*$"


@dataclass(frozen=True)
class Column:
    """One column: its type, whether it may be empty, what it points to, and the sentence that explains it."""

    name: str
    type: Type
    about: str
    null: bool = False
    ref: str | None = None  # name of the table whose key this column holds
    vocabulary: str | None = None  # name of an entry of VOCABULARIES
    low: int | None = None
    high: int | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """Least and greatest value of a whole number: as declared, else what its type holds."""
        most = 2 ** (int(self.type.removeprefix("int")) - 1)
        return (-most if self.low is None else self.low), (most - 1 if self.high is None else self.high)


@dataclass(frozen=True)
class Table:
    """One table: its columns, its key, and how people edit it."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    stage: Literal["curated", "derived"] = "curated"
    nested: tuple[str, str] | None = None  # (parent table, field) under which the records are written in YAML
    unique: tuple[tuple[str, ...], ...] = field(default=())

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    @property
    def names(self) -> list[str]:
        """Column names in file order."""
        return [c.name for c in self.columns]


# Each term with the sentence that the codebook prints.
VOCABULARIES: dict[str, dict[str, str]] = {
    "actor_kind": {"person": "A human being.", "organization": "A body that can speak as such."},
    "branch": {
        "executive": "Executive branch of a government.",
        "legislative": "Legislature and its chambers.",
        "judicial": "Courts.",
        "independent": "Public body outside the chain of command of the executive.",
        "military": "Armed forces where they stand apart from the executive.",
        "party": "Political party.",
        "company": "Business firm.",
        "intergovernmental": "Body of several governments.",
        "civil-society": "Association, think tank, media or other private body.",
    },
    "name_kind": {
        "official": "Full official name.",
        "alias": "Another name in use.",
        "spelling": "Another spelling.",
        "acronym": "Initials.",
        "native": "Name in the actor's own language.",
    },
    "precision": {
        "day": "The day is known.",
        "month": "Only the month is known; the date is its first day.",
        "year": "Only the year is known; the date is its first day.",
    },
    "start_precision": {
        "day": "The day is known.",
        "month": "Only the month is known; the date is its first day.",
        "year": "Only the year is known; the date is its first day.",
        "by": "A source shows the holder in office on this date; the office began on an earlier, unknown day.",
    },
    "source_kind": {
        "transcript": "Verbatim record of spoken words.",
        "press-release": "Release or statement put out by the speaker.",
        "legal-text": "Order, law, bill, rule or court paper.",
        "letter": "Letter.",
        "post": "Post on a social network.",
        "wire": "News agency report.",
        "newspaper": "Newspaper or its site.",
        "broadcast": "Radio or television report.",
        "trade-press": "Specialised press.",
        "blog": "Blog or commentary.",
        "reference": "Encyclopedia, directory or biography.",
        "filing": "Filing of a company with an exchange or regulator.",
    },
    "channel": {
        "speech": "Speech, including on the floor of a chamber.",
        "testimony": "Testimony at a hearing, questions from the dais included.",
        "post": "Post on a social network.",
        "letter": "Letter.",
        "press-release": "Release or written statement.",
        "press-briefing": "Regular briefing of the press.",
        "press-conference": "Single press conference.",
        "interview": "Interview.",
        "remarks": "Remarks to reporters and other spoken words.",
        "legal-act": "Order, rule or other act with legal force.",
        "vote": "Recorded vote.",
        "bill": "Introduction or sponsorship of a bill or amendment.",
        "filing": "Company filing.",
        "report": "Published report.",
    },
    "mode": {
        "own": "The speaker's own words for themselves or their office.",
        "delegated": "A spokesperson speaking for another.",
        "joint": "Several named persons issue the same words.",
        "collective": "A body speaks as such.",
        "reported": "A page paraphrases the speaker; no direct words.",
        "act": "A deed that expresses a position: signing, voting, sponsoring.",
    },
    "quote_check": {
        "exact": "The quote stands letter for letter in the saved text of the page.",
        "normalised": "It stands there once quotation marks, dashes and spaces are made alike.",
        "not-checked": "The page's text was not at hand.",
    },
    "recheck_round": {
        "whole": "Every row of a batch, read again.",
        "draw": "Rows drawn at random from the whole record, read again.",
    },
    "verdict": {
        "confirmed": "The row says what the page says.",
        "corrected": "A detail was wrong or missing and has been put right.",
        "wrong": "Speaker, office, day, direction or quote was wrong; the row has been put right or withdrawn.",
        "not-found": "The page was not returned again.",
    },
    "relation": {
        "retracts": "Takes the earlier statement back.",
        "clarifies": "Explains the earlier statement.",
        "reaffirms": "Repeats the earlier statement.",
    },
    "coder_kind": {"language-model": "A language model.", "human": "A human being.", "rule": "A fixed rule."},
    "coder_role": {
        "coder": "Codes independently.",
        "adjudicator": "Settles what coders see differently.",
        "reader": "Reads rows again against their pages.",
    },
    "confidence": {"low": "Guess among readings.", "medium": "Likely.", "high": "Clear."},
    "code": {
        "strongly-supports": "+2: unconditional or emphatic support, an order, or repeated.",
        "supports": "+1: leaning, qualified or procedural support.",
        "mixed": "0: the words really pull both ways.",
        "opposes": "-1: leaning, qualified or procedural opposition.",
        "strongly-opposes": "-2: unconditional or emphatic opposition.",
        "declined": "The speaker refused to say.",
        "neutral": "The speaker declared neutrality.",
        "unclear": "The words bear on the proposition but cannot be placed.",
        "not-addressed": "The coder holds that the words do not bear on the proposition.",
    },
    "non_position": {
        "declined": "The speaker refused to say.",
        "neutral": "The speaker declared neutrality.",
        "unclear": "The words bear on the proposition but cannot be placed.",
    },
    # Statements are not among them: theirs stay, withdrawn.
    "redirected_table": {
        "actors": "Two ids of one actor.",
        "offices": "Two ids of one post.",
        "tenures": "Two ids of one tenure.",
        "issues": "Two ids of one dispute.",
        "propositions": "Two ids of one claim.",
        "events": "Two ids of one event.",
        "sources": "Two ids of one page.",
        "coders": "Two ids of one coder.",
    },
    "method": {
        "agreed": "Both coders gave the same code.",
        "adjudicated": "The coders differed and an adjudicator decided.",
        "single": "Only one coding exists.",
    },
    "ended_by": {
        "shift": "The actor took another position.",
        "tenure-end": "The office in which it was spoken ended.",
        "proposition-closed": "The proposition closed.",
        "retraction": "The actor took it back.",
        "max-age": "It grew older than the caller allows.",
        "open": "Nothing has ended it.",
    },
    "actor_relation": {
        "principal-agent": "One office stands above the other in the chain of principals.",
        "same-organization": "Both speak from one organization.",
        "same-branch": "One government and one branch.",
        "inter-branch": "One government, two branches.",
        "inter-state": "Two governments, or bodies of governments.",
        "other": "None of these.",
    },
    "basis": {
        "direct": "Both spoke on this proposition.",
        "linked": "One spoke on another proposition that bears on this one.",
    },
    "shift_kind": {
        "flip": "The sign changed.",
        "softening": "Nearer to zero, or to it.",
        "hardening": "Away from zero.",
    },
}

# The code vocabulary as numbers; codes without a number are not positions.
POSITIONS = {"strongly-supports": 2, "supports": 1, "mixed": 0, "opposes": -1, "strongly-opposes": -2}
SCALE_WIDTH = 4


def _id(name: str, about: str, ref: str | None = None, null: bool = False) -> Column:
    return Column(name, "id", about, null=null, ref=ref)


def _text(name: str, about: str, null: bool = False, vocabulary: str | None = None) -> Column:
    return Column(name, "text", about, null=null, vocabulary=vocabulary)


def _date(name: str, about: str, null: bool = False) -> Column:
    return Column(name, "date", about, null=null)


def _flag(name: str, about: str) -> Column:
    return Column(name, "bool", about)


# Columns that several tables share: declared once, so that a name means one thing everywhere.
ACTOR = _id("actor_id", "A person or organization that can hold a position.", "actors")
OFFICE = _id("office_id", "The office held that day; empty for organizations and personal capacity.", "offices", null=True)
ISSUE = _id("issue_id", "The dispute.", "issues")
PROPOSITION = _id("proposition_id", "The claim that positions are about.", "propositions")
STATEMENT = _id("statement_id", "The statement that the row rests on.", "statements")
CODER = _id("coder_id", "Who coded.", "coders")
SOURCE = _id("source_id", "The page that shows it.", "sources")
TITLE = _text("title", "Short title.")
ABOUT = _text("about", "One sentence for readers.", null=True)
SUMMARY = _text("summary", "What was said or happened, in the project's own words.")
NAME = _text("name", "Name as printed.")
LANGUAGE = _text("language", "ISO 639-1 code of the language.")
CODE = _text("code", "The judgement, as a term of the vocabulary.", vocabulary="code")
CONDITION = _text("condition", "The condition in words, where the stance depends on one.", null=True)
NOTE = _text("note", "Reason or remark.", null=True)
POSITION = Column("position", "int8", "From -2 (strongly opposes) to +2 (strongly supports).", low=-2, high=2)
VALID_FROM = _date("valid_from", "First day on which it holds.")
VALID_TO = _date("valid_to", "First day on which it no longer holds; empty while nothing has ended it.", null=True)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "actors",
            "Persons and organizations that can hold a position.",
            (
                ACTOR,
                _text("actor_kind", "Person or organization.", vocabulary="actor_kind"),
                NAME,
                Column("country", "text", "ISO 3166-1 alpha-3 code, as text (NAM is Namibia).", null=True),
                _id("parent_id", "The organization above this one.", "actors", null=True),
                _text("branch", "Branch of government or kind of body; organizations only.", null=True, vocabulary="branch"),
                _text("wikidata_id", "Wikidata item.", null=True),
                ABOUT,
            ),
            ("actor_id",),
        ),
        Table(
            "actor_names",
            "Spellings and aliases of actors.",
            (ACTOR, NAME, LANGUAGE, _text("name_kind", "Kind of name.", vocabulary="name_kind")),
            ("actor_id", "name", "language"),
            nested=("actors", "names"),
        ),
        Table(
            "offices",
            "Posts in organizations and the post each answers to.",
            (
                _id("office_id", "The post.", "offices"),
                TITLE,
                _id("organization_id", "Where the post is.", "actors"),
                _id("principal_id", "The office it answers to; empty at the top.", "offices", null=True),
                _flag("is_head", "Whether its holder heads the organization."),
            ),
            ("office_id",),
        ),
        Table(
            "tenures",
            "Who held which office from when to when, half-open [start, end).",
            (
                _id("tenure_id", "The tenure.", "tenures"),
                ACTOR,
                _id("office_id", "The post.", "offices"),
                _date("start_date", "First day in office, or first day witnessed when the precision is `by`."),
                _text("start_precision", "How exact the start is.", vocabulary="start_precision"),
                _date("end_date", "First day no longer in office; empty while open or unknown.", null=True),
                _text("end_precision", "How exact the end is.", null=True, vocabulary="precision"),
                _date(
                    "verified_date",
                    "Last day on which a source shows the holder in office; needed when the end is empty.",
                    null=True,
                ),
                _flag("is_acting", "Whether the holder was acting."),
                _id("party_id", "The party a legislator sat for.", "actors", null=True),
                SOURCE,
            ),
            ("tenure_id",),
        ),
        Table(
            "issues",
            "Disputes.",
            (
                ISSUE,
                TITLE,
                SUMMARY,
                _text("region", "Where in the world."),
                _text("topic", "Policy field."),
                _date("opened_date", "First day of the case."),
                _date("closed_date", "Last day of the case.", null=True),
            ),
            ("issue_id",),
        ),
        Table(
            "propositions",
            "Affirmative, decidable claims under an issue, both poles written out.",
            (
                PROPOSITION,
                ISSUE,
                _text("text", "The claim."),
                _text("support_means", "What supporting it means."),
                _text("oppose_means", "What opposing it means."),
                _date("opens_date", "First day on which one can hold a position on it.", null=True),
                _date("closes_date", "First day on which it is settled.", null=True),
            ),
            ("proposition_id",),
        ),
        Table(
            "proposition_links",
            "How one proposition bears on another: supporting *from* bears on *to* with the sign.",
            (
                _id("from_proposition_id", "The proposition spoken to.", "propositions"),
                _id("to_proposition_id", "The proposition it bears on.", "propositions"),
                Column("polarity", "int8", "+1 same direction, -1 opposite.", low=-1, high=1),
                _text("link_basis", "Why supporting the one bears on the other."),
            ),
            ("from_proposition_id", "to_proposition_id"),
        ),
        Table(
            "events",
            "Dated events of an issue.",
            (
                _id("event_id", "The event.", "events"),
                ISSUE,
                _date("event_date", "The day."),
                _text("event_precision", "How exact the day is.", vocabulary="precision"),
                TITLE,
                SUMMARY,
                SOURCE,
            ),
            ("event_id",),
        ),
        Table(
            "sources",
            "Pages that can be cited.",
            (
                SOURCE,
                _text("url", "Address of the page that was read."),
                _text("publisher", "Who published it."),
                TITLE,
                _date("published_date", "Day of publication as shown.", null=True),
                _text("published_precision", "How exact that day is.", null=True, vocabulary="precision"),
                _text("source_kind", "Kind of page.", vocabulary="source_kind"),
                LANGUAGE,
                _flag("is_primary", "Whether it is the speaker's own text."),
                _date("read_date", "Day on which it was read for this record."),
            ),
            ("source_id",),
        ),
        Table(
            "statements",
            "One utterance or act by one speaker on one day, with its evidence.",
            (
                STATEMENT,
                ISSUE,
                _id("speaker_id", "Who spoke.", "actors"),
                OFFICE,
                _id("on_behalf_of_id", "For whom, when a spokesperson.", "actors", null=True),
                _date("said_date", "The speaker's local day; first day of the interval when not exact."),
                _text("said_precision", "How exact the day is.", vocabulary="precision"),
                Column("sequence", "int16", "Order within the speaker's day, from 1.", low=1),
                _text("channel", "How it was said.", vocabulary="channel"),
                _text("mode", "In whose voice.", vocabulary="mode"),
                SUMMARY,
                _text("quote", "The speaker's own words, at most 40.", null=True),
                _text("quote_language", "ISO 639-1 code of the quote.", null=True),
                _text("quote_check", "Whether the quote was found on its page.", null=True, vocabulary="quote_check"),
                SOURCE,
                _id("second_source_id", "An independent second page.", "sources", null=True),
                _text("locator", "Where on the page.", null=True),
                _id("relates_to_id", "The earlier statement it refers to.", "statements", null=True),
                _text("relation", "How it refers to it.", null=True, vocabulary="relation"),
                _date("recorded_date", "Day on which the record was made."),
                _date("withdrawn_date", "Day on which the record was withdrawn.", null=True),
                _text("withdrawn_reason", "Why it was withdrawn.", null=True),
                _id("replaced_by_id", "The record that takes its place.", "statements", null=True),
            ),
            ("statement_id",),
        ),
        Table(
            "rechecks",
            "A second reading of a statement against its page by someone who had not written the row.",
            (
                STATEMENT,
                _text("recheck_round", "Why it was read again.", vocabulary="recheck_round"),
                _date("recheck_date", "Day of the second reading."),
                CODER,
                _text("verdict", "What it found.", vocabulary="verdict"),
                NOTE,
            ),
            ("statement_id", "recheck_round"),
            nested=("statements", "rechecks"),
        ),
        Table(
            "coders",
            "Who coded, said plainly.",
            (
                CODER,
                _text("coder_kind", "What the coder is.", vocabulary="coder_kind"),
                _text("coder_role", "Coder or adjudicator.", vocabulary="coder_role"),
                _text("description", "How the coding was made."),
            ),
            ("coder_id",),
        ),
        Table(
            "codings",
            "One coder's independent judgement of one statement on one proposition.",
            (
                STATEMENT,
                PROPOSITION,
                CODER,
                CODE,
                _text("confidence", "The coder's confidence.", vocabulary="confidence"),
                _text("codebook_version", "Version of the coding rules."),
                CONDITION,
                NOTE,
            ),
            ("statement_id", "proposition_id", "coder_id"),
            nested=("statements", "codings"),
        ),
        Table(
            "redirects",
            "Ids given up when two records turned out to be of one thing, and the ids that stand in their place.",
            (
                _text("redirected_table", "The table of both ids.", vocabulary="redirected_table"),
                _id("old_id", "The id that was given up; it is never used again."),
                _id("new_id", "The id that stands in its place."),
                _date("redirect_date", "Day on which the records became one."),
                _text("redirect_reason", "Why they are of one thing."),
            ),
            ("redirected_table", "old_id"),
        ),
        Table(
            "stances",
            "What one statement says about one proposition, as a number.",
            (
                STATEMENT,
                PROPOSITION,
                POSITION,
                _flag("conditional", "Whether it depends on a condition."),
                CONDITION,
                _text("method", "How the code was reached.", vocabulary="method"),
                _flag("disputed", "Whether the coders differed."),
            ),
            ("statement_id", "proposition_id"),
            stage="derived",
        ),
        Table(
            "non_positions",
            "Refusals, declared neutrality and unclear words: codes without a number.",
            (STATEMENT, PROPOSITION, _text("non_position", "Which code.", vocabulary="non_position")),
            ("statement_id", "proposition_id"),
            stage="derived",
        ),
        Table(
            "positions",
            "An actor's standing on a proposition over an interval of time.",
            (
                ACTOR,
                PROPOSITION,
                VALID_FROM,
                VALID_TO,
                POSITION,
                STATEMENT,
                _id("last_statement_id", "The latest statement that says the same.", "statements"),
                Column("n_statements", "int32", "How many statements the interval rests on.", low=1),
                OFFICE,
                _text("ended_by", "What ended it.", vocabulary="ended_by"),
                _date("known_from", "Day on which the opening statement was recorded.", null=True),
            ),
            ("actor_id", "proposition_id", "valid_from"),
            stage="derived",
        ),
        Table(
            "disagreements",
            "An interval in which two actors stand on opposite sides of one proposition.",
            (
                PROPOSITION,
                _id("actor_a", "The one who supports.", "actors"),
                _id("actor_b", "The one who opposes.", "actors"),
                VALID_FROM,
                VALID_TO,
                Column("position_a", "int8", "Position of actor_a.", low=1, high=2),
                Column("position_b", "int8", "Position of actor_b.", low=-2, high=-1),
                Column("gap", "int8", "Distance of the two positions.", low=2, high=4),
                _id("statement_a", "Words of actor_a.", "statements"),
                _id("statement_b", "Words of actor_b.", "statements"),
                _text("actor_relation", "How the two stand to each other.", vocabulary="actor_relation"),
                _text("basis", "Direct or through a link.", vocabulary="basis"),
                _id(
                    "via_proposition_id",
                    "The proposition that the linked side spoke to; the row's own one when the basis is direct.",
                    "propositions",
                ),
            ),
            ("proposition_id", "actor_a", "actor_b", "valid_from", "statement_a", "statement_b", "via_proposition_id"),
            stage="derived",
        ),
        Table(
            "shifts",
            "An actor's move from one position to another.",
            (
                ACTOR,
                PROPOSITION,
                _date("shift_date", "Day of the new position."),
                Column("from_position", "int8", "Before.", low=-2, high=2),
                Column("to_position", "int8", "After.", low=-2, high=2),
                _id("from_statement_id", "Words before.", "statements"),
                _id("to_statement_id", "Words after.", "statements"),
                _text("shift_kind", "Kind of move.", vocabulary="shift_kind"),
                Column(
                    "days_since_principal",
                    "int32",
                    "Days since a principal last spoke, on an earlier day, on the side opposite to the old position; empty if none did.",
                    null=True,
                    low=1,
                ),
                _id("principal_statement_id", "That statement of the principal.", "statements", null=True),
            ),
            ("actor_id", "proposition_id", "shift_date"),
            stage="derived",
        ),
    )
}

CURATED = [t.name for t in TABLES.values() if t.stage == "curated"]
DERIVED = [t.name for t in TABLES.values() if t.stage == "derived"]
