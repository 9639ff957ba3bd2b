/** How often two actors stand on the same or on opposite sides as of a day, with n: counts over the propositions of an issue. */

import type { Row } from "./schema";
import { grouped } from "./world";

export interface Pair {
  a: string;
  b: string;
  /** Propositions on which both hold a position, neutral ones included. */
  n: number;
  opposed: number;
  agreed: number;
}

/** Counts for every pair of actors who share a proposition; a dense triangle, so that thousands of positions stay quick. */
export class Pairs {
  readonly actors: string[];
  private readonly n: Uint16Array;
  private readonly opposed: Uint16Array;
  private readonly agreed: Uint16Array;

  constructor(held: readonly Row<"positions">[]) {
    this.actors = [...new Set(held.map((p) => p.actor_id))].sort();
    const size = this.actors.length;
    const index = new Map(this.actors.map((actor, i) => [actor, i]));
    [this.n, this.opposed, this.agreed] = [
      new Uint16Array(size * size),
      new Uint16Array(size * size),
      new Uint16Array(size * size),
    ];
    const groups = new Map<string, { actor: number; sign: number }[]>();
    for (const p of held) {
      const group = groups.get(p.proposition_id) ?? [];
      group.push({ actor: index.get(p.actor_id)!, sign: Math.sign(p.position) });
      groups.set(p.proposition_id, group);
    }
    for (const group of groups.values()) {
      for (let i = 0; i < group.length; i++) {
        for (let j = 0; j < i; j++) {
          const [x, y] = [group[i]!, group[j]!];
          const at = x.actor < y.actor ? x.actor * size + y.actor : y.actor * size + x.actor;
          this.n[at]!++;
          if (x.sign * y.sign < 0) this.opposed[at]!++;
          else if (x.sign * y.sign > 0) this.agreed[at]!++;
        }
      }
    }
  }

  /** The pairs that are opposed (or agreed) on at least `least` propositions, most first. */
  list(kind: "opposed" | "agreed", least: number): Pair[] {
    const size = this.actors.length;
    const found: Pair[] = [];
    for (let i = 0; i < size; i++) {
      for (let j = i + 1; j < size; j++) {
        const at = i * size + j;
        if (this[kind][at]! < least) continue;
        found.push({
          a: this.actors[i]!,
          b: this.actors[j]!,
          n: this.n[at]!,
          opposed: this.opposed[at]!,
          agreed: this.agreed[at]!,
        });
      }
    }
    // Tens of thousands of pairs have only a few different counts: cheaper to put into boxes than to sort.
    const boxes = [...grouped(found, (pair) => 65536 * pair[kind] - pair.n)].sort(([x], [y]) => y - x);
    return boxes.flatMap(([, pairs]) => pairs);
  }
}
