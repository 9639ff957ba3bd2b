/** All that one actor has stood for, over every issue: positions with their history, shifts, opponents, offices, words. */

import { inWords, iso } from "../days";
import { h, replace, s, table, words, type Child } from "../dom";
import { chip } from "../card";
import type { Page, View } from "../page";
import { Pairs } from "../pairs";
import type { Day, Row } from "../schema";
import { ENDED_BY, SHIFT_KIND, START_PRECISION } from "../vocabularies";
import type { State } from "../state";
import { count, plain, tone } from "../terms";
import { grouped, holds, saidBy } from "../world";

const OPPONENTS = 10;

export function actor(page: Page): View {
  const { world } = page;
  const box = h("div", {});
  const withdrawn = page.tick("withdrawn", "Withdrawn statements");
  const speakers = new Set(world.tables.statements.map((x) => x.speaker_id));
  const choose = page.choice("actor", "Actor", () => [
    ["", "Choose …"],
    ...[...speakers].map((a): [string, string] => [a, world.name(a)]).sort((x, y) => x[1].localeCompare(y[1], "en")),
  ]);
  let held: Row<"positions">[] = [];

  function update(state: State): void {
    withdrawn.sync();
    choose.sync();
    const row = world.actors.get(state.actor);
    held = [];
    if (!row)
      return replace(
        box,
        h(
          "p",
          { class: "empty" },
          state.actor === ""
            ? "Choose an actor above, or type a name into Find."
            : `These tables hold no actor “${state.actor}”.`,
        ),
      );
    const day = page.day(state);
    const history = (world.positions.get(row.actor_id) ?? []).filter((p) => p.valid_from <= day);
    held = history.filter((p) => holds(p, day));
    const names = world.tables.actor_names.filter((n) => n.actor_id === row.actor_id && n.name !== row.name).map((n) => n.name);
    const above = row.parent_id === null ? null : world.name(row.parent_id);
    replace(
      box,
      h(
        "p",
        { class: "portrait" },
        [
          row.about,
          above && `part of ${above}`,
          row.branch && plain(row.branch),
          row.country,
          names.length > 0 && `also ${names.join(", ")}`,
        ]
          .filter(Boolean)
          .join(" · "),
      ),
      h(
        "div",
        { class: "columns" },
        h(
          "div",
          {},
          section(`Positions as of ${inWords(day)}`, standing(history, day)),
          section("Shifts", shifts(row.actor_id, day)),
        ),
        h(
          "div",
          {},
          section("Offices", offices(world.tenures.get(row.actor_id) ?? [], day)),
          section("Most often against", opponents(row.actor_id, day)),
        ),
      ),
      section("On record", said(row.actor_id, day, state)),
    );
  }

  const section = (title: string, ...children: Child[]): HTMLElement =>
    h("section", {}, h("h2", { class: "small" }, title), ...children);
  const none = (text: string): HTMLElement => h("p", { class: "empty" }, text);

  function offices(rows: Row<"tenures">[], day: Day): HTMLElement {
    if (!rows.length) return none("None on record.");
    return h(
      "ul",
      { class: "offices" },
      [...rows]
        .sort((a, b) => a.start_date - b.start_date)
        .map((t) => {
          const start = t.start_precision === "by" ? `by ${inWords(t.start_date)}` : inWords(t.start_date, t.start_precision);
          const end =
            t.end_date === null
              ? `(open; last seen ${t.verified_date === null ? "never" : inWords(t.verified_date)})`
              : `to ${inWords(t.end_date, t.end_precision ?? "day")}`;
          const now = t.start_date <= day && (t.end_date === null || day < t.end_date);
          return h(
            "li",
            { class: now ? "now" : null, title: START_PRECISION[t.start_precision] },
            h("b", {}, world.offices.get(t.office_id)?.title ?? t.office_id),
            `${t.is_acting ? " (acting)" : ""}, ${start} ${end}${t.party_id === null ? "" : `, ${world.name(t.party_id)}`}`,
          );
        }),
    );
  }

  function standing(history: Row<"positions">[], day: Day): HTMLElement {
    if (!history.length) return none("No position by this day.");
    const issues = grouped(
      grouped(history, (p) => p.proposition_id),
      ([proposition]) => world.propositions.get(proposition)?.issue_id ?? "",
    );
    return h(
      "div",
      {},
      [...issues].map(([issue, propositions]) =>
        h(
          "div",
          { class: "of-issue" },
          h("h3", {}, page.link({ view: "matrix", issue }, {}, world.issues.get(issue)?.title ?? issue)),
          h(
            "ul",
            { class: "standing" },
            propositions.map(([proposition, rows]) => {
              const now = rows.find((p) => holds(p, day));
              const last = rows.at(-1)!;
              return h(
                "li",
                { "data-proposition": proposition },
                now ? chip(now.position) : h("span", { class: "chip none" }, "○"),
                h(
                  "div",
                  {},
                  page.link({ evidence: `cell ${state().actor} ${proposition}` }, {}, world.proposition(proposition)),
                  h(
                    "small",
                    {},
                    now
                      ? `since ${inWords(now.valid_from)}, ${world.capacity(now.actor_id, now.office_id)}`
                      : `ended ${inWords(last.valid_to!)}. ${ENDED_BY[last.ended_by]}`,
                  ),
                  strip(rows, day),
                ),
              );
            }),
          ),
        ),
      ),
    );
  }

  const state = (): State => page.state;

  /** The intervals of one position over the whole time, as a strip of color. */
  function strip(rows: Row<"positions">[], day: Day): SVGSVGElement {
    const { start, end } = page.span();
    const x = (at: Day): number => (100 * (at - start)) / Math.max(1, end - start);
    return s(
      "svg",
      { class: "strip", viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
      rows.map((p) =>
        s("rect", {
          class: tone(p.position),
          x: x(p.valid_from),
          y: 0,
          width: Math.max(0.4, x(Math.min(p.valid_to ?? day, day)) - x(p.valid_from)),
          height: 4,
        }),
      ),
    );
  }

  function shifts(id: string, day: Day): HTMLElement {
    const rows = world.tables.shifts.filter((x) => x.actor_id === id && x.shift_date <= day);
    if (!rows.length) return none("None by this day.");
    return h(
      "ul",
      { class: "shifts" },
      rows.map((x) =>
        h(
          "li",
          {},
          h("span", {}, chip(x.from_position), " → ", chip(x.to_position)),
          h(
            "div",
            {},
            page.link({ evidence: `statement ${x.to_statement_id}` }, {}, world.proposition(x.proposition_id)),
            h(
              "small",
              {},
              `${inWords(x.shift_date)}: `,
              h("span", { title: SHIFT_KIND[x.shift_kind] }, x.shift_kind),
              x.days_since_principal !== null &&
                x.principal_statement_id !== null && [
                  `, ${count(x.days_since_principal, "day")} after `,
                  page.link({ evidence: `statement ${x.principal_statement_id}` }, {}, "a principal spoke on the other side"),
                ],
            ),
          ),
        ),
      ),
    );
  }

  function opponents(id: string, day: Day): HTMLElement {
    const mine = new Set(held.map((p) => p.proposition_id));
    const pairs = new Pairs(world.tables.positions.filter((p) => mine.has(p.proposition_id) && holds(p, day)))
      .list("opposed", 1)
      .filter((p) => p.a === id || p.b === id);
    if (!pairs.length) return none("Nobody stands against them on this day.");
    const rows = pairs.slice(0, OPPONENTS).map((p) => {
      const other = p.a === id ? p.b : p.a;
      return [page.link({ view: "actor", actor: other }, {}, world.name(other)), p.opposed, p.n];
    });
    return h("div", { class: "opponents" }, table(["Actor", "Opposite sides", "of n shared"], rows));
  }

  function said(id: string, day: Day, now: State): Child {
    const rows = world.tables.statements
      .filter((x) => x.speaker_id === id && saidBy(x) <= day && (now.withdrawn === "1" || x.withdrawn_date === null))
      .sort((a, b) => saidBy(b) - saidBy(a) || b.sequence - a.sequence);
    return [
      h("p", { class: "note" }, `${count(rows.length, "statement")} by this day, latest first.`),
      h("ol", { class: "said" }, rows.slice(0, 50).map(entry)),
    ];
  }

  const entry = (x: Row<"statements">): HTMLElement =>
    h(
      "li",
      { class: x.withdrawn_date === null ? null : "withdrawn" },
      h("p", { class: "when" }, inWords(x.said_date, x.said_precision), x.withdrawn_date === null ? null : " (withdrawn)"),
      x.quote !== null ? words(x.quote, x.quote_language) : h("p", { class: "summary" }, x.summary),
      h(
        "p",
        { class: "behind" },
        page.link(
          { evidence: `statement ${x.statement_id}` },
          { "aria-label": `Source and codes, ${inWords(x.said_date, x.said_precision)}` },
          "Source and codes",
        ),
      ),
    );
  update(page.state);

  return {
    node: h("div", {}, h("div", { class: "controls" }, choose.node, withdrawn.node), box),
    update,
    sheet: () => ({
      name: `positions-${page.state.actor}-${iso(page.day())}`,
      columns: ["issue_id", "proposition_id", "proposition", "position", "valid_from", "statement_id"],
      rows: held.map((p) => [
        world.propositions.get(p.proposition_id)?.issue_id ?? null,
        p.proposition_id,
        world.proposition(p.proposition_id),
        p.position,
        iso(p.valid_from),
        p.statement_id,
      ]),
    }),
  };
}
