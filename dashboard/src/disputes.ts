/** Who opposes whom as of a day: the rows of the table of disagreements, whose relation and links only it knows. */

import type { Case } from "./case";
import type { Day, Row } from "./schema";
import { ACTOR_RELATION } from "./vocabularies";
import { holds } from "./world";

export type Dispute = Omit<Row<"disagreements">, "actor_relation"> & {
  actor_relation: Row<"disagreements">["actor_relation"] | null;
};

const RELATIONS = Object.keys(ACTOR_RELATION);
const order = (d: Dispute): number => (d.actor_relation === null ? RELATIONS.length : RELATIONS.indexOf(d.actor_relation));
const byWeight = (a: Dispute, b: Dispute): number =>
  order(a) - order(b) ||
  b.gap - a.gap ||
  b.valid_from - a.valid_from ||
  compare(a.actor_a, b.actor_a) ||
  compare(a.actor_b, b.actor_b);

/** The rows of each issue in their order, sorted once: the order does not depend on the day. */
const sorted = new WeakMap<Case, Dispute[]>();

/**
 * The disputes of an issue on a day: nearest relation first, then widest gap, then latest.
 *
 * A page whose table of disagreements was too large to carry pairs the positions itself: the direct rows are then the same, but
 * their relation is unknown and linked rows are missing.
 */
export function disputes(of: Case, day: Day, linked: boolean): Dispute[] {
  const { later, about } = of.world;
  if ("disagreements" in about.left_out) return paired(of, day).sort(byWeight);
  if (!later) return [];
  const all =
    sorted.get(of) ?? of.propositions.flatMap((p): Dispute[] => later.disagreements.get(p.proposition_id) ?? []).sort(byWeight);
  sorted.set(of, all);
  return all.filter((d) => holds(d, day) && (linked || d.basis === "direct"));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function paired(of: Case, day: Day): Dispute[] {
  const held = of.positions(day);
  return of.propositions.flatMap(({ proposition_id }) => {
    const here = held.filter((p) => p.proposition_id === proposition_id);
    const against = here.filter((p) => p.position < 0);
    return here
      .filter((p) => p.position > 0)
      .flatMap((a) =>
        against.map((b): Dispute => ({
          proposition_id,
          actor_a: a.actor_id,
          actor_b: b.actor_id,
          valid_from: Math.max(a.valid_from, b.valid_from),
          valid_to: null,
          position_a: a.position,
          position_b: b.position,
          gap: a.position - b.position,
          statement_a: a.statement_id,
          statement_b: b.statement_id,
          actor_relation: null,
          basis: "direct",
          via_proposition_id: proposition_id,
        })),
      );
  });
}
