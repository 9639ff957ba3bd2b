/** Where actors stand in the picture of a network, and whose names fit. */

import { forceCollide, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { Case } from "./case";
import { Pairs } from "./pairs";
import type { Row } from "./schema";
import { grouped } from "./world";

/** Of a node, in the units of the picture. */
export const RADIUS = 7;

/**
 * One place per actor for the whole issue: the day changes lines, never places, so that two days can be compared and a link shows
 * the same picture again. From left to right actors stand on the main axis of who sides with whom, taken over their last positions;
 * d3-force only keeps them from covering each other. (It is deterministic: it draws on no clock and no chance.)
 */
export function layout(of: Case, width: number, height: number): Map<string, { x: number; y: number }> {
  const mine = new Set(of.propositions.map((p) => p.proposition_id));
  const histories = of.actors.flatMap((a) => [
    ...grouped(
      (of.world.positions.get(a) ?? []).filter((p) => mine.has(p.proposition_id)),
      (p) => p.proposition_id,
    ).values(),
  ]);
  const last = histories.map((rows) => rows.reduce((x, y) => (y.valid_from > x.valid_from ? y : x)));
  const pairs = new Pairs(last);
  const score = axis(pairs, of.lead, last);
  const nodes = pairs.actors.map((id) => ({ id, side: score.get(id)! })) as {
    id: string;
    side: number;
    x?: number;
    y?: number;
  }[];
  forceSimulation(nodes)
    .force("x", forceX<(typeof nodes)[number]>((node) => (node.side * width) / 2).strength(0.25))
    .force("y", forceY(0).strength(0.02))
    .force("charge", forceManyBody().strength(-2600 / Math.max(20, nodes.length)))
    .force("apart", forceCollide(Math.min(20, 160 / Math.sqrt(Math.max(1, nodes.length)))))
    .stop()
    .tick(300);
  const fit = (values: number[], room: number, margin: number): ((value: number) => number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value) => Math.round(10 * (margin + ((room - 2 * margin) * (value - low)) / Math.max(1, high - low))) / 10;
  };
  const [x, y] = [
    fit(
      nodes.map((n) => n.x!),
      width,
      width > 500 ? 70 : 40,
    ),
    fit(
      nodes.map((n) => n.y!),
      height,
      30,
    ),
  ];
  return new Map(nodes.map((n) => [n.id, { x: x(n.x!), y: y(n.y!) }]));
}

/** Scores in [-1, 1] on the leading eigenvector of (same side - opposite sides), by power iteration; supporters of `lead` to the right. */
function axis(pairs: Pairs, lead: string, positions: readonly Row<"positions">[]): Map<string, number> {
  const index = new Map(pairs.actors.map((actor, i) => [actor, i]));
  const ties = [...pairs.list("agreed", 1), ...pairs.list("opposed", 1).filter((p) => p.agreed === 0)].map((p) => ({
    a: index.get(p.a)!,
    b: index.get(p.b)!,
    weight: p.agreed - p.opposed,
  }));
  const start = new Map(positions.filter((p) => p.proposition_id === lead).map((p) => [p.actor_id, p.position]));
  let vector = pairs.actors.map((actor) => start.get(actor) ?? 0);
  for (let round = 0; round < 50; round++) {
    const next = vector.map((value) => value * 0.5); // the shift keeps an axis of conflict from flipping its sign each round
    for (const { a, b, weight } of ties) {
      next[a]! += weight * vector[b]!;
      next[b]! += weight * vector[a]!;
    }
    const most = Math.max(...next.map(Math.abs), Number.MIN_VALUE);
    vector = next.map((value) => value / most);
  }
  // Square roots spread the crowd near the middle without changing anybody's order.
  return new Map(pairs.actors.map((actor, i) => [actor, Math.sign(vector[i]!) * Math.sqrt(Math.abs(vector[i]!))]));
}

/** The actors whose names fit: the most connected first, none over another. */
export function namable(
  degree: Map<string, number>,
  places: Map<string, { x: number; y: number }>,
  name: (actor: string) => string,
): Set<string> {
  const taken: { x: number; y: number; half: number }[] = [];
  const chosen = new Set<string>();
  for (const [actor] of [...degree].sort((a, b) => b[1] - a[1])) {
    const { x, y } = places.get(actor)!;
    const half = name(actor).length * 3.1;
    const over = taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 13);
    const covers = [...places].some(
      ([other, at]) => other !== actor && Math.abs(at.x - x) < half + RADIUS && at.y < y && at.y > y - 3 * RADIUS,
    );
    if (over || covers) continue;
    taken.push({ x, y, half });
    chosen.add(actor);
  }
  return chosen;
}
