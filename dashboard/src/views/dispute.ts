/** Who opposes whom as of the day, both sides' words beside each other, nearest relation first. */

import { inWords, iso } from "../days";
import { disputes, type Dispute } from "../disputes";
import { h, replace, table, words } from "../dom";
import { chip } from "../card";
import type { Page, Sheet, View } from "../page";
import { ACTOR_RELATION } from "../vocabularies";
import type { State } from "../state";
import { count, relationWords } from "../terms";

/** So many disputes at a time: hundreds of cards are read by nobody and slow the slider. */
const AT_A_TIME = 20;

export function dispute(page: Page): View {
  const { world } = page;
  const of = page.case();
  const relation = page.choice("relation", "Relation", () => [
    ["", "Any relation"],
    ...Object.keys(ACTOR_RELATION).map((r): [string, string] => [r, relationWords(r as keyof typeof ACTOR_RELATION)]),
  ]);
  const about = page.choice("about", "Proposition", () => [
    ["", "All propositions"],
    ...of.propositions.map((p): [string, string] => [p.proposition_id, p.text]),
  ]);
  const actor = page.choice("actor", "Actor", () => [
    ["", "Everyone"],
    ...of.actors.map((a): [string, string] => [a, world.name(a)]).sort((x, y) => x[1].localeCompare(y[1], "en")),
  ]);
  const form = page.choice("form", "As", () => [
    ["picture", "Words side by side"],
    ["table", "Table"],
  ]);
  const linked = page.tick("linked", "Also linked (inferred through another proposition)");
  const summary = h("p", { class: "note", role: "status" });
  const tally = h("ul", { class: "tally", "aria-label": "Disputes by relation" });
  const list = h("div", { class: "disputes" });
  let found: Dispute[] = [];
  let room = AT_A_TIME;
  let asked = "";

  function update(state: State): void {
    for (const control of [relation, about, actor, form, linked]) control.sync();
    const left = world.about.left_out.disagreements;
    if (!world.later && left === undefined) {
      summary.textContent = "Reading the table of disagreements …";
      return replace(list);
    }
    const day = page.day(state);
    const all = disputes(of, day, state.linked === "1").filter(
      (d) =>
        (state.about === "" || d.proposition_id === state.about) &&
        (state.actor === "" || d.actor_a === state.actor || d.actor_b === state.actor),
    );
    found = all.filter((d) => state.relation === "" || d.actor_relation === state.relation);
    const filters = [state.about, state.actor, state.relation, state.linked, state.form].join();
    if (filters !== asked) room = AT_A_TIME;
    asked = filters;
    summary.textContent =
      `As of ${inWords(day)}: ${count(found.length, "dispute")} ${state.actor === "" ? "" : `of ${world.name(state.actor)} `}among ${count(new Set(found.flatMap((d) => [d.actor_a, d.actor_b])).size, "actor")}.` +
      (left === undefined
        ? ""
        : ` The table of disagreements (${count(left, "row")}) is too large for this page: relations and links are not shown.`);
    replace(
      tally,
      Object.keys(ACTOR_RELATION).map((r) => {
        const n = all.filter((d) => d.actor_relation === r).length;
        return (
          n > 0 &&
          h(
            "li",
            {},
            page.link(
              { relation: state.relation === r ? "" : r },
              { "aria-current": state.relation === r ? "true" : null, title: ACTOR_RELATION[r as keyof typeof ACTOR_RELATION] },
              relationWords(r as keyof typeof ACTOR_RELATION),
              h("b", {}, n),
            ),
          )
        );
      }),
    );
    draw(state);
  }

  function draw(state: State): void {
    const shown = found.slice(0, room);
    const more =
      found.length > room &&
      h(
        "button",
        {
          type: "button",
          class: "more",
          click: () => {
            room += AT_A_TIME;
            draw(page.state);
          },
        },
        `Show ${Math.min(AT_A_TIME, found.length - room)} more of ${found.length - room}`,
      );
    if (!found.length)
      return replace(list, h("p", { class: "empty" }, "Nobody stands against anybody on this day under these choices."));
    replace(list, state.form === "table" ? listed(shown) : shown.map(card), more);
  }

  const evidence = (d: Dispute): string => `pair ${d.proposition_id} ${d.statement_a} ${d.statement_b} ${d.via_proposition_id}`;
  const office = (id: string): string | null => world.statements.get(id)?.office_id ?? null;

  function card(d: Dispute): HTMLElement {
    return h(
      "article",
      { class: "dispute", "data-relation": d.actor_relation, "data-basis": d.basis },
      h(
        "header",
        {},
        h(
          "p",
          { class: "relation", title: d.actor_relation === null ? null : ACTOR_RELATION[d.actor_relation] },
          relationWords(d.actor_relation),
        ),
        h("h2", { class: "claim" }, world.proposition(d.proposition_id)),
        h(
          "p",
          { class: "since" },
          `since ${inWords(d.valid_from)} · gap ${d.gap} of 4 · ${d.basis}`,
          d.basis === "linked" && h("span", {}, ` through “${world.proposition(d.via_proposition_id)}”`),
        ),
      ),
      h("div", { class: "sides" }, half(d.actor_a, d.statement_a, d.position_a), half(d.actor_b, d.statement_b, d.position_b)),
      h(
        "p",
        { class: "behind" },
        page.link(
          { evidence: evidence(d) },
          { "aria-label": `Sources, codes and citation: ${world.name(d.actor_a)} against ${world.name(d.actor_b)}` },
          "Sources, codes and citation",
        ),
      ),
    );
  }

  function half(who: string, statement: string, position: number): HTMLElement {
    const said = world.statements.get(statement);
    return h(
      "section",
      { class: position > 0 ? "for" : "against" },
      h("h3", {}, chip(position), page.link({ evidence: `statement ${statement}` }, {}, world.name(who))),
      h(
        "p",
        { class: "office" },
        `${world.capacity(who, office(statement))}${said ? `, ${inWords(said.said_date, said.said_precision)}` : ""}`,
      ),
      said && (said.quote !== null ? words(said.quote, said.quote_language) : h("p", { class: "summary" }, said.summary)),
    );
  }

  function listed(rows: Dispute[]): HTMLElement {
    const position = h("span", { class: "hidden" }, "Position");
    const heads = ["Proposition", "Supports", position, "Opposes", position.cloneNode(true), "Relation", "Basis", "Since"];
    const cells = rows.map((d) => [
      page.link({ evidence: evidence(d) }, {}, world.proposition(d.proposition_id)),
      world.name(d.actor_a),
      chip(d.position_a),
      world.name(d.actor_b),
      chip(d.position_b),
      relationWords(d.actor_relation),
      d.basis,
      inWords(d.valid_from),
    ]);
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Disputes" }, table(heads, cells));
  }

  function sheet(): Sheet {
    const said = (id: string): (string | null)[] => {
      const row = world.statements.get(id);
      return [row?.quote ?? null, world.later?.sources.get(row?.source_id ?? "")?.url ?? null];
    };
    return {
      name: `disputes-${of.issue.issue_id}-${iso(page.day())}`,
      columns: [
        "proposition_id",
        "actor_a",
        "actor_b",
        "valid_from",
        "position_a",
        "position_b",
        "gap",
        "statement_a",
        "statement_b",
        "actor_relation",
        "basis",
        "via_proposition_id",
        "quote_a",
        "url_a",
        "quote_b",
        "url_b",
      ],
      rows: found.map((d) => [
        d.proposition_id,
        d.actor_a,
        d.actor_b,
        iso(d.valid_from),
        d.position_a,
        d.position_b,
        d.gap,
        d.statement_a,
        d.statement_b,
        d.actor_relation,
        d.basis,
        d.via_proposition_id,
        ...said(d.statement_a),
        ...said(d.statement_b),
      ]),
    };
  }
  update(page.state);
  return {
    node: h(
      "div",
      {},
      h("div", { class: "controls" }, relation.node, about.node, actor.node, form.node, linked.node),
      summary,
      tally,
      list,
    ),
    update,
    sheet,
  };
}
