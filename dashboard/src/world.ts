/** The tables with their look-ups: who is who, what belongs to which issue, who holds which office. */

import { lastDay } from "./days";
import type { About } from "./load";
import type { Day, Row, Tables } from "./schema";

/** Read before the first picture. */
export const FIRST = [
  "actors",
  "actor_names",
  "offices",
  "tenures",
  "issues",
  "propositions",
  "events",
  "statements",
  "stances",
  "non_positions",
  "positions",
  "shifts",
] as const;
/** Read behind it: needed for evidence and disputes only. */
export const LATER = ["sources", "coders", "codings", "rechecks", "proposition_links", "disagreements"] as const;

export type First = Pick<Tables, (typeof FIRST)[number]>;
export type Later = Pick<Tables, (typeof LATER)[number]>;

export function byKey<R>(rows: readonly R[], key: (row: R) => string): Map<string, R> {
  return new Map(rows.map((row) => [key(row), row]));
}

export function grouped<R, K>(rows: Iterable<R>, key: (row: R) => K): Map<K, R[]> {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

/** The last day on which a statement can have been said; it counts from then on. */
export const saidBy = (s: Row<"statements">): Day => lastDay(s.said_date, s.said_precision);

/** Whether an interval [valid_from, valid_to) holds a day. */
export const holds = (row: { valid_from: Day; valid_to: Day | null }, day: Day): boolean =>
  row.valid_from <= day && (row.valid_to === null || day < row.valid_to);

/** A stretch of time with what happened in it. */
export interface Span {
  start: Day;
  end: Day;
  /** Days on which something was said or happened, in order. */
  days: Day[];
  events: Row<"events">[];
}

/** The span of statements and events; `opened` and `closed` can only widen it. */
export function span(statements: Row<"statements">[], events: Row<"events">[], opened: Day[], closed: Day[]): Span {
  const days = [...new Set([...statements.map(saidBy), ...events.map((e) => e.event_date)])].sort((a, b) => a - b);
  const start = opened.reduce((x, y) => Math.min(x, y), days[0] ?? Infinity);
  const end = closed.reduce((x, y) => Math.max(x, y), days.at(-1) ?? start);
  return { start, end, days, events: [...events].sort((a, b) => a.event_date - b.event_date) };
}

export class World {
  readonly actors = byKey(this.tables.actors, (a) => a.actor_id);
  readonly offices = byKey(this.tables.offices, (o) => o.office_id);
  readonly issues = byKey(this.tables.issues, (i) => i.issue_id);
  readonly propositions = byKey(this.tables.propositions, (p) => p.proposition_id);
  readonly events = byKey(this.tables.events, (e) => e.event_id);
  readonly statements = byKey(this.tables.statements, (s) => s.statement_id);
  readonly stances = grouped(this.tables.stances, (s) => s.statement_id);
  readonly refusals = grouped(this.tables.non_positions, (n) => n.statement_id);
  /** What each actor said and has not been withdrawn, earliest first. */
  readonly spoken = grouped(
    this.tables.statements
      .filter((s) => s.withdrawn_date === null)
      .sort((a, b) => saidBy(a) - saidBy(b) || a.sequence - b.sequence),
    (s) => s.speaker_id,
  );
  readonly tenures = grouped(this.tables.tenures, (t) => t.actor_id);
  readonly positions = grouped(this.tables.positions, (p) => p.actor_id);
  /** All issues together. */
  readonly span = span(
    this.tables.statements,
    this.tables.events,
    this.tables.issues.map((i) => i.opened_date),
    this.tables.issues.flatMap((i) => i.closed_date ?? []),
  );
  /** The rest of the tables once they have been read. */
  later: LaterIndex | null = null;

  constructor(
    readonly tables: First,
    readonly about: About,
  ) {}

  name(actor: string): string {
    return this.actors.get(actor)?.name ?? actor;
  }

  proposition(id: string): string {
    return this.propositions.get(id)?.text ?? id;
  }

  /** The statements by which an actor spoke to a proposition up to a day, latest first. */
  words(actor: string, proposition: string, day: Day): Row<"statements">[] {
    const to = (s: Row<"statements">): boolean =>
      [...(this.stances.get(s.statement_id) ?? []), ...(this.refusals.get(s.statement_id) ?? [])].some(
        (row) => row.proposition_id === proposition,
      );
    return (this.spoken.get(actor) ?? []).filter((s) => saidBy(s) <= day && to(s)).reverse();
  }

  /** The capacity in which someone spoke, in words. */
  capacity(actor: string, office: string | null): string {
    if (office !== null) return this.offices.get(office)?.title ?? office;
    return this.actors.get(actor)?.actor_kind === "organization" ? "as an organization" : "in a personal capacity";
  }

  /** The organization an actor speaks for in an office: an organization for itself, a private person for none. */
  organization(actor: string, office: string | null): Row<"actors"> | null {
    const row = this.actors.get(actor);
    if (row?.actor_kind === "organization") return row;
    const seat = office === null ? undefined : this.offices.get(office);
    return (seat && this.actors.get(seat.organization_id)) ?? null;
  }

  /** The organization at the top of the tree above this one. */
  root(organization: Row<"actors">): Row<"actors"> {
    let top = organization;
    const seen = new Set<Row<"actors">>();
    while (top.parent_id !== null && !seen.has(top)) {
      seen.add(top);
      const above = this.actors.get(top.parent_id);
      if (!above) break;
      top = above;
    }
    return top;
  }
}

/** Look-ups in the tables that are read behind the first picture. */
export class LaterIndex {
  readonly sources = byKey(this.tables.sources, (s) => s.source_id);
  readonly coders = byKey(this.tables.coders, (c) => c.coder_id);
  readonly codings = grouped(this.tables.codings, (c) => c.statement_id);
  readonly rechecks = grouped(this.tables.rechecks, (r) => r.statement_id);
  readonly links = byKey(this.tables.proposition_links, (l) => `${l.from_proposition_id} ${l.to_proposition_id}`);
  readonly disagreements = grouped(this.tables.disagreements, (d) => d.proposition_id);

  constructor(readonly tables: Later) {}
}
