/** Finding actors, issues, propositions and quotes by what they are called or say. */

import type { Patch } from "./state";
import { inWords } from "./days";
import type { World } from "./world";

export interface Hit {
  kind: "Actors" | "Issues" | "Propositions" | "Words";
  text: string;
  detail: string;
  to: Patch;
}

/** Lower case without accents, so that “Müller” is found by “muller”. */
const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

export class Search {
  private entries: { hay: string; hit: () => Hit }[] | null = null;

  constructor(private readonly world: World) {}

  /** Everything that holds all the words asked for, at most `most` of each kind; actors first. */
  find(asked: string, most: number): Hit[] {
    const parts = fold(asked).split(/\s+/).filter(Boolean);
    if (!parts.length) return [];
    this.entries ??= this.index();
    const counts: Partial<Record<Hit["kind"], number>> = {};
    const hits: Hit[] = [];
    for (const { hay, hit } of this.entries) {
      if (!parts.every((part) => hay.includes(part))) continue;
      const found = hit();
      const n = (counts[found.kind] = (counts[found.kind] ?? 0) + 1);
      if (n <= most) hits.push(found);
    }
    return hits;
  }

  private index(): { hay: string; hit: () => Hit }[] {
    const { tables, spoken } = this.world;
    const aliases = new Map<string, string>();
    for (const n of tables.actor_names) aliases.set(n.actor_id, `${aliases.get(n.actor_id) ?? ""} ${n.name}`);
    const one = (kind: Hit["kind"], hay: string, text: string, detail: () => string, to: Patch) => ({
      hay: fold(hay),
      hit: () => ({ kind, text, detail: detail(), to }),
    });
    return [
      ...tables.actors
        .filter((a) => spoken.has(a.actor_id))
        .map((a) =>
          one(
            "Actors",
            `${a.name} ${aliases.get(a.actor_id) ?? ""}`,
            a.name,
            () => this.world.capacity(a.actor_id, spoken.get(a.actor_id)?.at(-1)?.office_id ?? null),
            { view: "actor", actor: a.actor_id },
          ),
        ),
      ...tables.issues.map((i) =>
        one("Issues", `${i.title} ${i.summary}`, i.title, () => i.topic, { view: "matrix", issue: i.issue_id }),
      ),
      ...tables.propositions.map((p) =>
        one("Propositions", p.text, p.text, () => this.world.issues.get(p.issue_id)?.title ?? "", {
          view: "dispute",
          issue: p.issue_id,
          about: p.proposition_id,
          actor: "",
          relation: "",
        }),
      ),
      ...tables.statements
        .filter((s) => s.withdrawn_date === null)
        .map((s) =>
          one(
            "Words",
            `${s.quote ?? ""} ${s.summary} ${this.world.name(s.speaker_id)}`,
            s.quote === null ? s.summary : `“${s.quote}”`,
            () => `${this.world.name(s.speaker_id)}, ${inWords(s.said_date, s.said_precision)}`,
            { view: "timeline", issue: s.issue_id, evidence: `statement ${s.statement_id}`, day: null },
          ),
        ),
    ];
  }
}
