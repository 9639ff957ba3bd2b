/** Who is opposed to whom, or of one mind with whom, on how many propositions as of the day. */

import type { Case } from "../case";
import { inWords, iso } from "../days";
import { h, inLine, narrow, replace, rove, s, table } from "../dom";
import { layout, namable, RADIUS } from "../layout";
import { legend } from "../legend";
import type { Page, View } from "../page";
import { Pairs, type Pair } from "../pairs";
import type { State } from "../state";
import { count, positionWords, tone } from "../terms";

/** Rows of the table, and lines of the picture: past these nobody reads them and the slider slows; the CSV has all. */
const [ROWS, LINES] = [200, 1500];

export function network(page: Page): View {
  const { world } = page;
  const of = page.case();
  const phone = narrow();
  const [width, height] = phone ? [420, 640] : [900, 580];
  const places = layout(of, width, height);
  const kind = page.choice("kind", "Lines show", () => [
    ["conflict", "Opposite sides"],
    ["agreement", "Same side"],
  ]);
  const least = page.choice("least", "On at least", () =>
    Array.from({ length: Math.max(3, of.propositions.length) }, (_, i): [string, string] => [
      String(i + 1),
      count(i + 1, "proposition"),
    ]),
  );
  const about = page.choice("about", "Color by", () =>
    of.propositions.map((p): [string, string] => [p.proposition_id === of.lead ? "" : p.proposition_id, p.text]),
  );
  const form = page.choice("form", "As", () => [
    ["picture", "Picture"],
    ["table", "Table"],
  ]);
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
    found = pairs.list(side, Number(state.least));
    const degree = new Map<string, number>();
    for (const { a, b } of found) {
      degree.set(a, (degree.get(a) ?? 0) + 1);
      degree.set(b, (degree.get(b) ?? 0) + 1);
    }
    const alone = pairs.actors.length - degree.size;
    summary.textContent = `As of ${inWords(day)}: ${count(found.length, "pair")} of ${count(pairs.actors.length, "actor")} with a position ${state.kind === "conflict" ? "stand on opposite sides" : "stand on the same side"} of at least ${count(Number(state.least), "proposition")}; ${count(alone, "actor")} in no such pair ${alone === 1 ? "is" : "are"} drawn small.${found.length > LINES && state.form === "picture" ? ` The ${LINES.toLocaleString("en")} strongest pairs are drawn.` : ""}`;
    replace(
      box,
      state.form === "table"
        ? listed()
        : picture(
            held.filter((p) => p.proposition_id === (state.about || of.lead)),
            pairs.actors,
            degree,
            side,
          ),
    );
    settle();
  }

  function picture(
    colored: ReturnType<Case["positions"]>,
    actors: string[],
    degree: Map<string, number>,
    side: "opposed" | "agreed",
  ): SVGSVGElement {
    const stance = new Map(colored.map((p) => [p.actor_id, p.position]));
    const named = namable(degree, places, (actor) => world.name(actor)); // the rest on focus, on hover and in the table
    return s(
      "svg",
      {
        class: `figure network ${side}${phone ? "" : " wide"}`,
        viewBox: `0 0 ${width} ${height}`,
        role: "group",
        "aria-label": `Network of ${of.issue.title}`,
      },
      found.slice(0, LINES).map((p) => {
        const [a, b] = [places.get(p.a)!, places.get(p.b)!];
        return s("line", {
          class: "tie",
          x1: a.x,
          y1: a.y,
          x2: b.x,
          y2: b.y,
          "stroke-width": (0.5 + 0.6 * p[side]).toFixed(1),
          "stroke-opacity": Math.min(0.7, 0.1 + 0.14 * p[side]).toFixed(2),
        });
      }),
      actors.map((actor) => {
        const { x, y } = places.get(actor)!;
        const position = stance.get(actor);
        const n = degree.get(actor) ?? 0;
        const words = `${world.name(actor)}: ${count(n, side === "opposed" ? "opponent" : "ally", side === "opposed" ? "opponents" : "allies")}${position === undefined ? "" : `, ${positionWords(position)}`}`;
        return page.mark(
          { view: "actor", actor },
          {
            class: `node ${position === undefined ? "other" : tone(position)}${n > 0 ? "" : " alone"}${named.has(actor) ? " named" : ""}`,
            tabindex: "-1",
            "aria-label": words,
          },
          s("circle", { cx: x, cy: y, r: n > 0 ? RADIUS : RADIUS / 2 }),
          s("text", { x, y: y - RADIUS - 4, "text-anchor": "middle" }, world.name(actor)),
          s("title", {}, words),
        );
      }),
    );
  }

  function listed(): HTMLElement {
    const heads = ["Actor", "Actor", "Opposite sides", "Same side", "Both hold a position (n)", "Words"];
    const cells = found
      .slice(0, ROWS)
      .map((p) => [
        page.link({ view: "actor", actor: p.a }, {}, world.name(p.a)),
        page.link({ view: "actor", actor: p.b }, {}, world.name(p.b)),
        p.opposed,
        p.agreed,
        p.n,
        words(p),
      ]);
    const rest = `The first ${ROWS} of ${found.length.toLocaleString("en")} pairs; the CSV has all.`;
    return h("div", {}, table(heads, cells), found.length > ROWS && h("p", { class: "note" }, rest));
  }

  /** One link per proposition on which the pair counts. */
  function words(p: Pair): HTMLElement[] {
    const day = page.day();
    return of.propositions.flatMap(({ proposition_id }, i) => {
      const [a, b] = [of.standing(p.a, proposition_id, day).row, of.standing(p.b, proposition_id, day).row];
      if (!a || !b || (page.state.kind === "conflict") !== a.position * b.position < 0 || a.position * b.position === 0)
        return [];
      const [first, second] = a.position >= b.position ? [a, b] : [b, a];
      const label = `${i + 1}: words of ${world.name(p.a)} and ${world.name(p.b)}`;
      return [
        page.link(
          { evidence: `pair ${proposition_id} ${first.statement_id} ${second.statement_id} ${proposition_id}` },
          { "aria-label": label, class: "number" },
          i + 1,
        ),
      ];
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
