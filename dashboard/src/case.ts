/** One issue: its propositions, who took part, and where each actor stood on each proposition as of a day. */

import type { Day, Row } from "./schema";
import type { NON_POSITION } from "./vocabularies";
import { grouped, holds, saidBy, span, type Span, type World } from "./world";

/** What stands in one cell of the matrix on a day. Nothing is ever read out of silence. */
export type Standing =
  { status: "position"; row: Row<"positions"> } | { status: "lapsed" | "not-spoken" | keyof typeof NON_POSITION; row: null };

const NOT_SPOKEN: Standing = { status: "not-spoken", row: null };
const LAPSED: Standing = { status: "lapsed", row: null };

/** What one actor has put on record about one proposition: intervals, and the day from which each kind of word counts. */
interface Record {
  intervals: Row<"positions">[];
  spoke: Day;
  refusals: { from: Day; code: keyof typeof NON_POSITION }[];
}

export const cellKey = (actor: string, proposition: string): string => `${actor} ${proposition}`;

export class Case implements Span {
  readonly propositions: Row<"propositions">[];
  readonly statements: Row<"statements">[];
  readonly events: Row<"events">[];
  /** Everyone whose words bear on one of the propositions. */
  readonly actors: string[];
  /** The proposition that most actors stand on: the one to look at first. */
  readonly lead: string;
  readonly start: Day;
  readonly end: Day;
  readonly days: Day[];
  private readonly records = new Map<string, Record>();
  private readonly speakers: Map<string, Row<"statements">[]>;

  constructor(
    readonly world: World,
    readonly issue: Row<"issues">,
  ) {
    const mine = (row: { issue_id: string }): boolean => row.issue_id === issue.issue_id;
    this.propositions = world.tables.propositions.filter(mine);
    this.statements = world.tables.statements.filter(mine).sort((a, b) => saidBy(a) - saidBy(b) || a.sequence - b.sequence);
    this.speakers = grouped(
      this.statements.filter((s) => s.withdrawn_date === null),
      (s) => s.speaker_id,
    );
    this.gather();
    this.actors = [...new Set([...this.records.keys()].map((key) => key.split(" ", 1)[0] ?? ""))];
    const counts = this.propositions.map((p) => this.actors.filter((a) => this.records.has(cellKey(a, p.proposition_id))).length);
    this.lead = this.propositions[counts.indexOf(Math.max(...counts))]?.proposition_id ?? "";
    const time = span(
      this.statements,
      world.tables.events.filter(mine),
      [issue.opened_date],
      issue.closed_date === null ? [] : [issue.closed_date],
    );
    [this.start, this.end, this.days, this.events] = [time.start, time.end, time.days, time.events];
  }

  private gather(): void {
    const { world, records } = this;
    const mine = new Set(this.propositions.map((p) => p.proposition_id));
    const record = (actor: string, proposition: string): Record => {
      const key = cellKey(actor, proposition);
      const found = records.get(key) ?? { intervals: [], spoke: Infinity, refusals: [] };
      records.set(key, found);
      return found;
    };
    for (const row of world.tables.positions)
      if (mine.has(row.proposition_id)) record(row.actor_id, row.proposition_id).intervals.push(row);
    for (const stance of world.tables.stances) {
      const said = world.statements.get(stance.statement_id);
      if (!said || said.withdrawn_date !== null || !mine.has(stance.proposition_id)) continue;
      const { opens_date, closes_date } = world.propositions.get(stance.proposition_id)!;
      if ((opens_date !== null && saidBy(said) < opens_date) || (closes_date !== null && saidBy(said) >= closes_date)) continue;
      const cell = record(said.speaker_id, stance.proposition_id);
      cell.spoke = Math.min(cell.spoke, saidBy(said));
    }
    for (const refusal of world.tables.non_positions) {
      const said = world.statements.get(refusal.statement_id);
      if (!said || said.withdrawn_date !== null || !mine.has(refusal.proposition_id)) continue;
      record(said.speaker_id, refusal.proposition_id).refusals.push({ from: saidBy(said), code: refusal.non_position });
    }
  }

  /** Where an actor stands on a proposition on a day, or why no position is shown. */
  standing(actor: string, proposition: string, day: Day): Standing {
    const record = this.records.get(cellKey(actor, proposition));
    if (!record) return NOT_SPOKEN;
    const row = record.intervals.find((r) => holds(r, day));
    if (row) return { status: "position", row };
    if (record.spoke <= day) return LAPSED;
    const codes = record.refusals.filter((r) => r.from <= day).map((r) => r.code);
    return codes.length ? { status: codes.sort().at(-1)!, row: null } : NOT_SPOKEN;
  }

  /** The office in which an actor last spoke on the issue by a day; before that, the one in which they first will. */
  office(actor: string, day: Day): string | null {
    const said = this.speakers.get(actor) ?? [];
    return (said.findLast((s) => saidBy(s) <= day) ?? said[0])?.office_id ?? null;
  }

  /** All positions that hold on a day. */
  positions(day: Day): Row<"positions">[] {
    const held: Row<"positions">[] = [];
    for (const record of this.records.values()) {
      const row = record.intervals.find((r) => holds(r, day));
      if (row) held.push(row);
    }
    return held;
  }
}
