// Generated from stances/schema.py by stances.derive.typescript; do not edit.

/** A day as whole days since 1 January 1970, as Parquet's date32 holds it. */
export type Day = number;

export const ACTOR_KIND = {
  "person": "A human being.",
  "organization": "A body that can speak as such."
} as const;

export const BRANCH = {
  "executive": "Executive branch of a government.",
  "legislative": "Legislature and its chambers.",
  "judicial": "Courts.",
  "independent": "Public body outside the chain of command of the executive.",
  "military": "Armed forces where they stand apart from the executive.",
  "party": "Political party.",
  "company": "Business firm.",
  "intergovernmental": "Body of several governments.",
  "civil-society": "Association, think tank, media or other private body."
} as const;

export const NAME_KIND = {
  "official": "Full official name.",
  "alias": "Another name in use.",
  "spelling": "Another spelling.",
  "acronym": "Initials.",
  "native": "Name in the actor's own language."
} as const;

export const PRECISION = {
  "day": "The day is known.",
  "month": "Only the month is known; the date is its first day.",
  "year": "Only the year is known; the date is its first day."
} as const;

export const START_PRECISION = {
  "day": "The day is known.",
  "month": "Only the month is known; the date is its first day.",
  "year": "Only the year is known; the date is its first day.",
  "by": "A source shows the holder in office on this date; the office began on an earlier, unknown day."
} as const;

export const SOURCE_KIND = {
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
  "filing": "Filing of a company with an exchange or regulator."
} as const;

export const CHANNEL = {
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
  "report": "Published report."
} as const;

export const MODE = {
  "own": "The speaker's own words for themselves or their office.",
  "delegated": "A spokesperson speaking for another.",
  "joint": "Several named persons issue the same words.",
  "collective": "A body speaks as such.",
  "reported": "A page paraphrases the speaker; no direct words.",
  "act": "A deed that expresses a position: signing, voting, sponsoring."
} as const;

export const QUOTE_CHECK = {
  "exact": "The quote stands letter for letter in the saved text of the page.",
  "normalised": "It stands there once quotation marks, dashes and spaces are made alike.",
  "not-checked": "The page's text was not at hand."
} as const;

export const RECHECK_ROUND = {
  "whole": "Every row of a batch, read again.",
  "draw": "Rows drawn at random from the whole record, read again."
} as const;

export const VERDICT = {
  "confirmed": "The row says what the page says.",
  "corrected": "A detail was wrong or missing and has been put right.",
  "wrong": "Speaker, office, day, direction or quote was wrong; the row has been put right or withdrawn.",
  "not-found": "The page was not returned again."
} as const;

export const RELATION = {
  "retracts": "Takes the earlier statement back.",
  "clarifies": "Explains the earlier statement.",
  "reaffirms": "Repeats the earlier statement."
} as const;

export const CODER_KIND = {
  "language-model": "A language model.",
  "human": "A human being.",
  "rule": "A fixed rule."
} as const;

export const CODER_ROLE = {
  "coder": "Codes independently.",
  "adjudicator": "Settles what coders see differently.",
  "reader": "Reads rows again against their pages."
} as const;

export const CONFIDENCE = {
  "low": "Guess among readings.",
  "medium": "Likely.",
  "high": "Clear."
} as const;

export const CODE = {
  "strongly-supports": "+2: unconditional or emphatic support, an order, or repeated.",
  "supports": "+1: leaning, qualified or procedural support.",
  "mixed": "0: the words really pull both ways.",
  "opposes": "-1: leaning, qualified or procedural opposition.",
  "strongly-opposes": "-2: unconditional or emphatic opposition.",
  "declined": "The speaker refused to say.",
  "neutral": "The speaker declared neutrality.",
  "unclear": "The words bear on the proposition but cannot be placed.",
  "not-addressed": "The coder holds that the words do not bear on the proposition."
} as const;

export const NON_POSITION = {
  "declined": "The speaker refused to say.",
  "neutral": "The speaker declared neutrality.",
  "unclear": "The words bear on the proposition but cannot be placed."
} as const;

export const METHOD = {
  "agreed": "Both coders gave the same code.",
  "adjudicated": "The coders differed and an adjudicator decided.",
  "single": "Only one coding exists."
} as const;

export const ENDED_BY = {
  "shift": "The actor took another position.",
  "tenure-end": "The office in which it was spoken ended.",
  "proposition-closed": "The proposition closed.",
  "retraction": "The actor took it back.",
  "max-age": "It grew older than the caller allows.",
  "open": "Nothing has ended it."
} as const;

export const ACTOR_RELATION = {
  "principal-agent": "One office stands above the other in the chain of principals.",
  "same-organization": "Both speak from one organization.",
  "same-branch": "One government and one branch.",
  "inter-branch": "One government, two branches.",
  "inter-state": "Two governments, or bodies of governments.",
  "other": "None of these."
} as const;

export const BASIS = {
  "direct": "Both spoke on this proposition.",
  "linked": "One spoke on another proposition that bears on this one."
} as const;

export const SHIFT_KIND = {
  "flip": "The sign changed.",
  "softening": "Nearer to zero, or to it.",
  "hardening": "Away from zero."
} as const;

/** Persons and organizations that can hold a position. */
export interface actors {
  /** A person or organization that can hold a position. */
  actor_id: string;
  /** Person or organization. */
  actor_kind: keyof typeof ACTOR_KIND;
  /** Name as printed. */
  name: string;
  /** ISO 3166-1 alpha-3 code, as text (NAM is Namibia). */
  country: string | null;
  /** The organization above this one. */
  parent_id: string | null;
  /** Branch of government or kind of body; organizations only. */
  branch: keyof typeof BRANCH | null;
  /** Wikidata item. */
  wikidata_id: string | null;
  /** One sentence for readers. */
  about: string | null;
}

/** Spellings and aliases of actors. */
export interface actor_names {
  /** A person or organization that can hold a position. */
  actor_id: string;
  /** Name as printed. */
  name: string;
  /** ISO 639-1 code of the language. */
  language: string;
  /** Kind of name. */
  name_kind: keyof typeof NAME_KIND;
}

/** Posts in organizations and the post each answers to. */
export interface offices {
  /** The post. */
  office_id: string;
  /** Short title. */
  title: string;
  /** Where the post is. */
  organization_id: string;
  /** The office it answers to; empty at the top. */
  principal_id: string | null;
  /** Whether its holder heads the organization. */
  is_head: boolean;
}

/** Who held which office from when to when, half-open [start, end). */
export interface tenures {
  /** The tenure. */
  tenure_id: string;
  /** A person or organization that can hold a position. */
  actor_id: string;
  /** The post. */
  office_id: string;
  /** First day in office, or first day witnessed when the precision is `by`. */
  start_date: Day;
  /** How exact the start is. */
  start_precision: keyof typeof START_PRECISION;
  /** First day no longer in office; empty while open or unknown. */
  end_date: Day | null;
  /** How exact the end is. */
  end_precision: keyof typeof PRECISION | null;
  /** Last day on which a source shows the holder in office; needed when the end is empty. */
  verified_date: Day | null;
  /** Whether the holder was acting. */
  is_acting: boolean;
  /** The party a legislator sat for. */
  party_id: string | null;
  /** The page that shows it. */
  source_id: string;
}

/** Disputes. */
export interface issues {
  /** The dispute. */
  issue_id: string;
  /** Short title. */
  title: string;
  /** What was said or happened, in the project's own words. */
  summary: string;
  /** Where in the world. */
  region: string;
  /** Policy field. */
  topic: string;
  /** First day of the case. */
  opened_date: Day;
  /** Last day of the case. */
  closed_date: Day | null;
}

/** Affirmative, decidable claims under an issue, both poles written out. */
export interface propositions {
  /** The claim that positions are about. */
  proposition_id: string;
  /** The dispute. */
  issue_id: string;
  /** The claim. */
  text: string;
  /** What supporting it means. */
  support_means: string;
  /** What opposing it means. */
  oppose_means: string;
  /** First day on which one can hold a position on it. */
  opens_date: Day | null;
  /** First day on which it is settled. */
  closes_date: Day | null;
}

/** How one proposition bears on another: supporting *from* bears on *to* with the sign. */
export interface proposition_links {
  /** The proposition spoken to. */
  from_proposition_id: string;
  /** The proposition it bears on. */
  to_proposition_id: string;
  /** +1 same direction, -1 opposite. */
  polarity: number;
  /** Why supporting the one bears on the other. */
  link_basis: string;
}

/** Dated events of an issue. */
export interface events {
  /** The event. */
  event_id: string;
  /** The dispute. */
  issue_id: string;
  /** The day. */
  event_date: Day;
  /** How exact the day is. */
  event_precision: keyof typeof PRECISION;
  /** Short title. */
  title: string;
  /** What was said or happened, in the project's own words. */
  summary: string;
  /** The page that shows it. */
  source_id: string;
}

/** Pages that can be cited. */
export interface sources {
  /** The page that shows it. */
  source_id: string;
  /** Address of the page that was read. */
  url: string;
  /** Who published it. */
  publisher: string;
  /** Short title. */
  title: string;
  /** Day of publication as shown. */
  published_date: Day | null;
  /** How exact that day is. */
  published_precision: keyof typeof PRECISION | null;
  /** Kind of page. */
  source_kind: keyof typeof SOURCE_KIND;
  /** ISO 639-1 code of the language. */
  language: string;
  /** Whether it is the speaker's own text. */
  is_primary: boolean;
  /** Day on which it was read for this record. */
  read_date: Day;
}

/** One utterance or act by one speaker on one day, with its evidence. */
export interface statements {
  /** The statement that the row rests on. */
  statement_id: string;
  /** The dispute. */
  issue_id: string;
  /** Who spoke. */
  speaker_id: string;
  /** The office held that day; empty for organizations and personal capacity. */
  office_id: string | null;
  /** For whom, when a spokesperson. */
  on_behalf_of_id: string | null;
  /** The speaker's local day; first day of the interval when not exact. */
  said_date: Day;
  /** How exact the day is. */
  said_precision: keyof typeof PRECISION;
  /** Order within the speaker's day, from 1. */
  sequence: number;
  /** How it was said. */
  channel: keyof typeof CHANNEL;
  /** In whose voice. */
  mode: keyof typeof MODE;
  /** What was said or happened, in the project's own words. */
  summary: string;
  /** The speaker's own words, at most 40. */
  quote: string | null;
  /** ISO 639-1 code of the quote. */
  quote_language: string | null;
  /** Whether the quote was found on its page. */
  quote_check: keyof typeof QUOTE_CHECK | null;
  /** The page that shows it. */
  source_id: string;
  /** An independent second page. */
  second_source_id: string | null;
  /** Where on the page. */
  locator: string | null;
  /** The earlier statement it refers to. */
  relates_to_id: string | null;
  /** How it refers to it. */
  relation: keyof typeof RELATION | null;
  /** Day on which the record was made. */
  recorded_date: Day;
  /** Day on which the record was withdrawn. */
  withdrawn_date: Day | null;
  /** Why it was withdrawn. */
  withdrawn_reason: string | null;
  /** The record that takes its place. */
  replaced_by_id: string | null;
}

/** A second reading of a statement against its page by someone who had not written the row. */
export interface rechecks {
  /** The statement that the row rests on. */
  statement_id: string;
  /** Why it was read again. */
  recheck_round: keyof typeof RECHECK_ROUND;
  /** Day of the second reading. */
  recheck_date: Day;
  /** Who coded. */
  coder_id: string;
  /** What it found. */
  verdict: keyof typeof VERDICT;
  /** Reason or remark. */
  note: string | null;
}

/** Who coded, said plainly. */
export interface coders {
  /** Who coded. */
  coder_id: string;
  /** What the coder is. */
  coder_kind: keyof typeof CODER_KIND;
  /** Coder or adjudicator. */
  coder_role: keyof typeof CODER_ROLE;
  /** How the coding was made. */
  description: string;
}

/** One coder's independent judgement of one statement on one proposition. */
export interface codings {
  /** The statement that the row rests on. */
  statement_id: string;
  /** The claim that positions are about. */
  proposition_id: string;
  /** Who coded. */
  coder_id: string;
  /** The judgement, as a term of the vocabulary. */
  code: keyof typeof CODE;
  /** The coder's confidence. */
  confidence: keyof typeof CONFIDENCE;
  /** Version of the coding rules. */
  codebook_version: string;
  /** The condition in words, where the stance depends on one. */
  condition: string | null;
  /** Reason or remark. */
  note: string | null;
}

/** What one statement says about one proposition, as a number. */
export interface stances {
  /** The statement that the row rests on. */
  statement_id: string;
  /** The claim that positions are about. */
  proposition_id: string;
  /** From -2 (strongly opposes) to +2 (strongly supports). */
  position: number;
  /** Whether it depends on a condition. */
  conditional: boolean;
  /** The condition in words, where the stance depends on one. */
  condition: string | null;
  /** How the code was reached. */
  method: keyof typeof METHOD;
  /** Whether the coders differed. */
  disputed: boolean;
}

/** Refusals, declared neutrality and unclear words: codes without a number. */
export interface non_positions {
  /** The statement that the row rests on. */
  statement_id: string;
  /** The claim that positions are about. */
  proposition_id: string;
  /** Which code. */
  non_position: keyof typeof NON_POSITION;
}

/** An actor's standing on a proposition over an interval of time. */
export interface positions {
  /** A person or organization that can hold a position. */
  actor_id: string;
  /** The claim that positions are about. */
  proposition_id: string;
  /** First day on which it holds. */
  valid_from: Day;
  /** First day on which it no longer holds; empty while nothing has ended it. */
  valid_to: Day | null;
  /** From -2 (strongly opposes) to +2 (strongly supports). */
  position: number;
  /** The statement that the row rests on. */
  statement_id: string;
  /** The latest statement that says the same. */
  last_statement_id: string;
  /** How many statements the interval rests on. */
  n_statements: number;
  /** The office held that day; empty for organizations and personal capacity. */
  office_id: string | null;
  /** What ended it. */
  ended_by: keyof typeof ENDED_BY;
  /** Day on which the opening statement was recorded. */
  known_from: Day | null;
}

/** An interval in which two actors stand on opposite sides of one proposition. */
export interface disagreements {
  /** The claim that positions are about. */
  proposition_id: string;
  /** The one who supports. */
  actor_a: string;
  /** The one who opposes. */
  actor_b: string;
  /** First day on which it holds. */
  valid_from: Day;
  /** First day on which it no longer holds; empty while nothing has ended it. */
  valid_to: Day | null;
  /** Position of actor_a. */
  position_a: number;
  /** Position of actor_b. */
  position_b: number;
  /** Distance of the two positions. */
  gap: number;
  /** Words of actor_a. */
  statement_a: string;
  /** Words of actor_b. */
  statement_b: string;
  /** How the two stand to each other. */
  actor_relation: keyof typeof ACTOR_RELATION;
  /** Direct or through a link. */
  basis: keyof typeof BASIS;
  /** The proposition that the linked side spoke to; the row's own one when the basis is direct. */
  via_proposition_id: string;
}

/** An actor's move from one position to another. */
export interface shifts {
  /** A person or organization that can hold a position. */
  actor_id: string;
  /** The claim that positions are about. */
  proposition_id: string;
  /** Day of the new position. */
  shift_date: Day;
  /** Before. */
  from_position: number;
  /** After. */
  to_position: number;
  /** Words before. */
  from_statement_id: string;
  /** Words after. */
  to_statement_id: string;
  /** Kind of move. */
  shift_kind: keyof typeof SHIFT_KIND;
  /** Days since a principal last spoke, on an earlier day, on the side opposite to the old position; empty if none did. */
  days_since_principal: number | null;
  /** That statement of the principal. */
  principal_statement_id: string | null;
}

/** The rows of each table. */
export interface Tables {
  actors: actors[];
  actor_names: actor_names[];
  offices: offices[];
  tenures: tenures[];
  issues: issues[];
  propositions: propositions[];
  proposition_links: proposition_links[];
  events: events[];
  sources: sources[];
  statements: statements[];
  rechecks: rechecks[];
  coders: coders[];
  codings: codings[];
  stances: stances[];
  non_positions: non_positions[];
  positions: positions[];
  disagreements: disagreements[];
  shifts: shifts[];
}
