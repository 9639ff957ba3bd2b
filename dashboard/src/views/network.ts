/** Who is opposed to whom, or of one mind with whom, on how many propositions as of the day. */

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { Case } from "../case";
import { inWords, iso } from "../days";
import { h, inLine, replace, rove, s } from "../dom";
import type { Page, View } from "../page";
import { Pairs, type Pair } from "../pairs";
import type { State } from "../state";
import { count, positionWords, tone } from "../terms";
import { grouped } from "../world";
import { legend } from "./matrix";

const [WIDTH, HEIGHT, RADIUS] = [900, 620, 8];
/** Rows of the table at a time. */
const ROWS = 200;

export function network(page: Page): View {
  const { world } = page;
  const of = page.case();
  const places = layout(of);
  const kind = page.choice("kind", "Lines show", () => [["conflict", "Opposite sides"], ["agreement", "Same side"]]);
  const least = page.choice("least", "On at least", () => Array.from({ length: Math.max(3, of.propositions.length) }, (_, i): [string, string] => [String(i + 1), count(i + 1, "proposition")]));
  const about = page.choice("about", "Color by", () => of.propositions.map((p): [string, string] => [p.proposition_id === of.lead ? "" : p.proposition_id, p.text]));
  const form = page.choice("form", "As", () => [["picture", "Picture"], ["table", "Table"]]);
  const summary = h("p", { class: "note", role: "status" });
  const box = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Network" });
  const settle = rove(box, () => [...box.querySelectorAll<SVGElement>("a.node")], inLine);
  let found: Pair[] = [];

  function update(state: State): void {
    for (const control of [kind, least, about, form]) control.sync();
    const day = page.day(state);
    const held = of.positions(day);
    const pairs = new Pairs(held);
    const side = state.kind === "conflict" ? "opposed" : "agreed";
    found = pairs.list(side, Math.max(1, Number(state.least) || 1));
    const linked = new Set(found.flatMap((p) => [p.a, p.b]));
    summary.textContent = `As of ${inWords(day)}: ${count(found.length, "pair")} of ${count(pairs.actors.length, "actor")} with a position ${state.kind === "conflict" ? "stand on opposite sides" : "stand on the same side"} of at least ${count(Number(state.least) || 1, "proposition")}; ${count(pairs.actors.length - linked.size, "actor")} in no such pair ${pairs.actors.length - linked.size === 1 ? "is" : "are"} drawn small.`;
    replace(box, state.form === "table" ? table() : picture(held.filter((p) => p.proposition_id === (state.about || of.lead)), pairs.actors, linked, side));
    settle();
  }

  function picture(colored: ReturnType<Case["positions"]>, actors: string[], linked: Set<string>, side: "opposed" | "agreed"): SVGSVGElement {
    const stance = new Map(colored.map((p) => [p.actor_id, p.position]));
    const most = Math.max(1, ...found.map((p) => p[side]));
    const degree = grouped(found.flatMap((p) => [p.a, p.b]), (a) => a);
    // Names where there is room: of the most connected; the rest on focus, hover and in the table.
    const named = new Set([...degree].sort((a, b) => b[1].length - a[1].length).slice(0, 24).map(([actor]) => actor));
    return s("svg", { class: `figure network ${side}`, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": `Network of ${of.issue.title}` },
      found.map((p) => {
        const [a, b] = [places.get(p.a)!, places.get(p.b)!];
        return s("line", { class: "tie", x1: a.x, y1: a.y, x2: b.x, y2: b.y, "stroke-width": (0.7 + (2.3 * p[side]) / most).toFixed(2), "stroke-opacity": (0.12 + (0.5 * p[side]) / most).toFixed(2) });
      }),
      actors.map((actor) => {
        const { x, y } = places.get(actor)!;
        const position = stance.get(actor);
        const n = degree.get(actor)?.length ?? 0;
        const words = `${world.name(actor)}: ${count(n, side === "opposed" ? "opponent" : "ally", side === "opposed" ? "opponents" : "allies")}${position === undefined ? "" : `, ${positionWords(position)}`}`;
        return page.mark({ view: "actor", actor }, { class: `node ${position === undefined ? "other" : tone(position)}${linked.has(actor) ? "" : " alone"}${named.has(actor) ? " named" : ""}`, tabindex: "-1", "aria-label": words },
          s("circle", { cx: x, cy: y, r: linked.has(actor) ? RADIUS : RADIUS / 2 }), s("text", { x, y: y - RADIUS - 4, "text-anchor": "middle" }, world.name(actor)), s("title", {}, words));
      }));
  }

  function table(): HTMLElement {
    return h("div", {},
      h("table", { class: "plain" },
        h("thead", {}, h("tr", {}, ["Actor", "Actor", "Opposite sides", "Same side", "Both hold a position (n)", "Words"].map((text) => h("th", { scope: "col" }, text)))),
        h("tbody", {}, found.slice(0, ROWS).map((p) => h("tr", {}, h("td", {}, page.link({ view: "actor", actor: p.a }, {}, world.name(p.a))), h("td", {}, page.link({ view: "actor", actor: p.b }, {}, world.name(p.b))),
          h("td", {}, p.opposed), h("td", {}, p.agreed), h("td", {}, p.n), h("td", {}, words(p)))))),
      found.length > ROWS && h("p", { class: "note" }, `The first ${ROWS} of ${found.length.toLocaleString("en")} pairs; the CSV has all.`));
  }

  /** One link per proposition on which the pair counts. */
  function words(p: Pair): HTMLElement[] {
    const day = page.day();
    return of.propositions.flatMap(({ proposition_id }, i) => {
      const [a, b] = [of.standing(p.a, proposition_id, day).row, of.standing(p.b, proposition_id, day).row];
      if (!a || !b || (page.state.kind === "conflict") !== a.position * b.position < 0 || a.position * b.position === 0) return [];
      const [first, second] = a.position >= b.position ? [a, b] : [b, a];
      const label = `${world.name(p.a)} and ${world.name(p.b)} on proposition ${i + 1}`;
      return [page.link({ evidence: `pair ${proposition_id} ${first.statement_id} ${second.statement_id} ${proposition_id}` }, { "aria-label": label, class: "number" }, i + 1)];
    });
  }
  update(page.state);

  return {
    node: h("div", {}, h("div", { class: "controls" }, kind.node, least.node, about.node, form.node), summary, box, legend()),
    update,
    sheet: () => ({
      name: `network-${page.state.kind}-${of.issue.issue_id}-${iso(page.day())}`,
      columns: ["actor_a", "actor_b", "n_opposed", "n_agreed", "n"],
      rows: found.map((p) => [p.a, p.b, p.opposed, p.agreed, p.n]),
    }),
    picture: () => box.querySelector("svg"),
  };
}

/**
 * One place per actor for the whole issue, from who ended up on the same side: the day changes lines, never places, so that two
 * days can be compared and a link shows the same picture again. (d3-force is deterministic: it draws on no clock and no chance.)
 */
function layout(of: Case): Map<string, { x: number; y: number }> {
  const last = [...grouped(of.actors.flatMap((a) => of.world.positions.get(a) ?? []).filter((p) => of.world.propositions.get(p.proposition_id)?.issue_id === of.issue.issue_id), (p) => `${p.actor_id} ${p.proposition_id}`).values()].map((rows) => rows.reduce((x, y) => (y.valid_from > x.valid_from ? y : x)));
  const pairs = new Pairs(last);
  const nodes = pairs.actors.map((id) => ({ id, x: NaN, y: NaN }));
  const ties = pairs.list("agreed", 1).map((p) => ({ source: p.a, target: p.b, weight: (p.agreed - p.opposed) / p.n }));
  forceSimulation(nodes)
    .force("ties", forceLink(ties).id((node) => (node as { id: string }).id).distance(60).strength((tie) => Math.max(0, 1.2 * (tie as unknown as { weight: number }).weight) / nodes.length))
    .force("charge", forceManyBody().strength(-4000 / Math.max(20, nodes.length)))
    .force("apart", forceCollide(RADIUS + 6))
    .force("x", forceX(0).strength(0.04))
    .force("y", forceY(0).strength(0.06))
    .stop()
    .tick(300);
  const fit = (values: number[], room: number): ((value: number) => number) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return (value) => 40 + ((room - 80) * (value - low)) / Math.max(1, high - low);
  };
  const [x, y] = [fit(nodes.map((n) => n.x), WIDTH), fit(nodes.map((n) => n.y), HEIGHT)];
  return new Map(nodes.map((n) => [n.id, { x: Math.round(x(n.x) * 10) / 10, y: Math.round(y(n.y) * 10) / 10 }]));
}
