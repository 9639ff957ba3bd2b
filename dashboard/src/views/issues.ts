/** Where to begin: the issues, each with how much is on record. */

import { inWords } from "../days";
import { h } from "../dom";
import type { Page, View } from "../page";
import { count } from "../terms";
import { grouped } from "../world";

export function issues(page: Page): View {
  const { tables } = page.world;
  const statements = grouped(
    tables.statements.filter((s) => s.withdrawn_date === null),
    (s) => s.issue_id,
  );
  const propositions = grouped(tables.propositions, (p) => p.issue_id);
  const events = grouped(tables.events, (e) => e.issue_id);
  const rows = [...tables.issues]
    .sort((a, b) => a.opened_date - b.opened_date)
    .map((issue) => {
      const said = statements.get(issue.issue_id) ?? [];
      return {
        issue,
        statements: said.length,
        actors: new Set(said.map((s) => s.speaker_id)).size,
        propositions: propositions.get(issue.issue_id)?.length ?? 0,
        events: events.get(issue.issue_id)?.length ?? 0,
      };
    });
  const cards = rows.map(({ issue, ...n }) =>
    h(
      "li",
      { class: "card" },
      h(
        "p",
        { class: "when" },
        `${issue.region} · ${issue.topic} · ${inWords(issue.opened_date)} to ${issue.closed_date === null ? "today" : inWords(issue.closed_date)}`,
      ),
      h("h2", {}, page.link({ view: "matrix", issue: issue.issue_id }, {}, issue.title)),
      h("p", {}, issue.summary),
      h(
        "p",
        { class: "counts" },
        [
          count(n.statements, "statement"),
          count(n.actors, "actor"),
          count(n.propositions, "proposition"),
          count(n.events, "event"),
        ].map((text) => h("span", {}, text)),
      ),
    ),
  );
  return {
    node: h(
      "div",
      {},
      h(
        "p",
        { class: "lede" },
        "Who publicly holds which position on a geopolitical question, since when, and on what evidence. Choose an issue; every mark on the following pages leads to the words behind it.",
      ),
      h("ul", { class: "issues" }, cards),
    ),
    update: () => {},
    sheet: () => ({
      name: "issues",
      columns: ["issue_id", "title", "n_statements", "n_actors", "n_propositions", "n_events"],
      rows: rows.map(({ issue, ...n }) => [issue.issue_id, issue.title, n.statements, n.actors, n.propositions, n.events]),
    }),
  };
}
