/** Actors by propositions as of the day: who stands where. */

import { cellKey, type Standing } from "../case";
import { inWords, iso } from "../days";
import { h, replace, rove, s } from "../dom";
import { groups } from "../groups";
import { legend } from "../legend";
import type { Page, View } from "../page";
import type { State } from "../state";
import { count, positionWords, signed, statusShort, statusWords, tone } from "../terms";

interface Cell {
  actor: string;
  proposition: string;
  /** The number of the proposition, as the column is headed. */
  number: number;
  mark: HTMLAnchorElement;
  shown: Standing | null;
}

export function matrix(page: Page): View {
  const { world } = page;
  const of = page.case();
  const columns = of.propositions;
  const group = page.choice("group", "Group by", () => [
    ["branch", "Branch"],
    ["government", "Government"],
    ["organization", "Organization"],
  ]);
  const kept = page.choice("rows", "Show", () => [
    ["all", "Everyone on record"],
    ["standing", "Who stands on this day"],
  ]);
  const summary = h("p", { class: "note", role: "status" });
  const table = h("table", { class: "matrix", role: "grid", "aria-label": "Positions of actors on propositions" });
  table.style.setProperty("--columns", String(columns.length));
  const key = h(
    "ol",
    { class: "propositions", "aria-label": "Propositions" },
    columns.map((p) => h("li", {}, p.text)),
  );
  let cells: Cell[] = [];
  let lines: { actor: string; row: HTMLTableRowElement }[] = [];
  let order = "";
  const visible = (): Cell[] => cells.filter((_, i) => !lines[Math.floor(i / columns.length)]!.row.hidden);
  const settle = rove(
    table,
    () => visible().map((c) => c.mark),
    (index, pressed) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns.length, ArrowUp: -columns.length }[pressed];
      return step === undefined || index + step < 0 ? null : index + step;
    },
  );

  /** Rows in their groups, in each the most outspoken first. */
  function arrange(state: State): void {
    const day = page.day(state);
    const spoken = (actor: string): number =>
      columns.filter((p) => of.standing(actor, p.proposition_id, of.end).status !== "not-spoken").length;
    const wanted = groups(of, state.group, day);
    if (JSON.stringify(wanted) === order) return;
    order = JSON.stringify(wanted);
    cells = [];
    lines = [];
    const bodies = wanted.map(([label, actors]) =>
      h(
        "tbody",
        {},
        h(
          "tr",
          { class: "group" },
          h("th", { scope: "rowgroup", colspan: columns.length + 1 }, label, h("small", {}, ` ${actors.length}`)),
        ),
        actors
          .sort((a, b) => spoken(b) - spoken(a) || world.name(a).localeCompare(world.name(b), "en"))
          .map((actor) => {
            const row = h(
              "tr",
              {},
              h("th", { scope: "row" }, page.link({ view: "actor", actor }, { tabindex: "-1" }, world.name(actor))),
              columns.map((p, i) => {
                const mark = page.link({ evidence: `cell ${actor} ${p.proposition_id}` }, { tabindex: "-1" });
                cells.push({ actor, proposition: p.proposition_id, number: i + 1, mark, shown: null });
                return h("td", {}, mark);
              }),
            );
            lines.push({ actor, row });
            return row;
          }),
      ),
    );
    replace(
      table,
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, "Actor"),
          columns.map((p, i) => h("th", { scope: "col", title: p.text }, h("b", {}, i + 1), h("span", {}, p.text))),
        ),
      ),
      ...bodies,
    );
    table.classList.toggle("fades", cells.length < 1000); // thousands of marks fading at once would stop the slider
    settle();
  }

  function update(state: State): void {
    group.sync();
    kept.sync();
    arrange(state);
    const day = page.day(state);
    let held = 0;
    const standing = new Set<string>();
    for (const cell of cells) {
      const now = of.standing(cell.actor, cell.proposition, day);
      if (now.row) {
        held++;
        standing.add(cell.actor);
      }
      if (cell.shown && cell.shown.row === now.row && cell.shown.status === now.status) continue;
      cell.shown = now;
      const { mark } = cell;
      mark.textContent = now.row ? signed(now.row.position) : statusShort(now.status);
      const stance = now.row && world.stances.get(now.row.statement_id)?.find((x) => x.proposition_id === cell.proposition);
      mark.className = now.row
        ? `mark ${tone(now.row.position)}${stance?.disputed ? " disputed" : ""}${stance?.conditional ? " conditional" : ""}`
        : `mark none ${now.status}`;
      const words = now.row
        ? `${positionWords(now.row.position)} since ${inWords(now.row.valid_from)}${stance?.disputed ? ", coders differed" : ""}${stance?.conditional ? ", on a condition" : ""}`
        : statusWords(now.status);
      mark.setAttribute("aria-label", `${mark.textContent} ${world.name(cell.actor)}, proposition ${cell.number}: ${words}`);
    }
    for (const { actor, row } of lines) row.hidden = state.rows === "standing" && !standing.has(actor);
    for (const body of table.tBodies) body.hidden = [...body.rows].slice(1).every((row) => row.hidden);
    summary.textContent = `As of ${inWords(day)}: ${count(held, "position")} of ${count(standing.size, "actor")}.`;
    settle();
  }
  update(page.state);

  return {
    node: h(
      "div",
      {},
      h("div", { class: "controls" }, group.node, kept.node),
      summary,
      key,
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix" }, table),
      legend(),
    ),
    update,
    sheet: () => ({
      name: `matrix-${of.issue.issue_id}-${iso(page.day())}`,
      columns: [
        "actor_id",
        "actor",
        "proposition_id",
        "proposition",
        "as_of",
        "status",
        "position",
        "valid_from",
        "statement_id",
      ],
      rows: visible().map((c) => [
        c.actor,
        world.name(c.actor),
        c.proposition,
        world.proposition(c.proposition),
        iso(page.day()),
        c.shown!.status,
        c.shown!.row?.position ?? null,
        c.shown!.row ? iso(c.shown!.row.valid_from) : null,
        c.shown!.row?.statement_id ?? null,
      ]),
    }),
    picture: () => drawing(page, visible()),
  };
}

/** The shown rows as a picture for papers. */
function drawing(page: Page, cells: Cell[]): SVGSVGElement {
  const columns = page.case().propositions;
  const [left, top, w, row] = [230, 30 + 16 * columns.length, 44, 22];
  const actors = [...new Set(cells.map((c) => c.actor))];
  const index = new Map(cells.map((c) => [cellKey(c.actor, c.proposition), c]));
  const width = Math.max(left + w * columns.length, 760);
  return s(
    "svg",
    { class: "figure wide", viewBox: `0 0 ${width} ${top + row * actors.length + 10}` },
    columns.map((p, i) => [
      s("text", { x: 8, y: 18 + 16 * i }, `${i + 1}  ${p.text}`),
      s("text", { x: left + w * (i + 0.5), y: top - 6, "text-anchor": "middle" }, i + 1),
    ]),
    actors.map((actor, r) => [
      s("text", { x: left - 8, y: top + row * r + 15, "text-anchor": "end" }, page.world.name(actor)),
      columns.map((p, i) => {
        const { shown } = index.get(cellKey(actor, p.proposition_id))!;
        const at = { x: left + w * i, y: top + row * r };
        return [
          shown!.row && s("rect", { class: tone(shown!.row.position), ...at, width: w - 2, height: row - 2 }),
          s(
            "text",
            {
              class: shown!.row ? `on-${tone(shown!.row.position)}` : "none",
              x: at.x + w / 2 - 1,
              y: at.y + 15,
              "text-anchor": "middle",
            },
            shown!.row ? signed(shown!.row.position) : statusShort(shown!.status),
          ),
        ];
      }),
    ]),
  );
}
