/** Statements and events of an issue up to the day, one lane per organization or actor. */

import { inWords, iso, monthsBetween } from "../days";
import { h, inLine, narrow, replace, rove, s, table } from "../dom";
import { heading } from "../groups";
import { legend } from "../legend";
import type { Page, View } from "../page";
import type { Day, Row } from "../schema";
import type { State } from "../state";
import { count, plain, positionWords, signed, tone } from "../terms";
import { grouped, saidBy } from "../world";

const [RIGHT, STEP, RADIUS] = [14, 11, 4.5];

interface Entry {
  day: Day;
  said?: Row<"statements">;
  event?: Row<"events">;
}

export function timeline(page: Page): View {
  const { world } = page;
  const of = page.case();
  const about = page.choice("about", "Color by", () =>
    of.propositions.map((p): [string, string] => [p.proposition_id === of.lead ? "" : p.proposition_id, p.text]),
  );
  const lanes = page.choice("lanes", "One lane per", () => [
    ["organization", "Organization"],
    ["actor", "Actor"],
  ]);
  const span = page.choice("span", "Time", () => [
    ["all", "Whole case"],
    ["90", "90 days up to the day"],
    ["30", "30 days up to the day"],
  ]);
  const form = page.choice("form", "As", () => [
    ["picture", "Picture"],
    ["table", "Table"],
  ]);
  const withdrawn = page.tick("withdrawn", "Withdrawn statements");
  const summary = h("p", { class: "note", role: "status" });
  const box = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Timeline" });
  const settle = rove(box, () => [...box.querySelectorAll<SVGElement>("a.dot:not([hidden])")], inLine);
  let entries: Entry[] = [];
  let drawn = "";
  let marks: { day: Day; mark: SVGAElement }[] = [];
  let now: SVGLineElement | null = null;

  function update(state: State): void {
    for (const control of [about, lanes, span, form, withdrawn]) control.sync();
    const day = page.day(state);
    const window = state.span === "all" ? { from: of.start, to: of.end } : { from: day - Number(state.span), to: day };
    const within = (at: Day): boolean => at >= window.from && at <= window.to;
    const said = of.statements.filter((x) => within(saidBy(x)) && (state.withdrawn === "1" || x.withdrawn_date === null));
    const happened = of.events.filter((e) => within(e.event_date));
    entries = [...said.map((x) => ({ day: saidBy(x), said: x })), ...happened.map((e) => ({ day: e.event_date, event: e }))]
      .filter((e) => e.day <= day)
      .sort((a, b) => a.day - b.day);
    const statements = entries.filter((e) => e.said).length;
    summary.textContent = `Up to ${inWords(day)}: ${count(statements, "statement")}, ${count(entries.length - statements, "event")}. Filled marks speak to the chosen proposition; rings speak to others.`;
    if (state.form === "table") {
      drawn = "";
      replace(box, listed());
      return;
    }
    // The picture is drawn for the whole window and the day only hides what is still to come: lanes stay where they are.
    const wanted = [state.about, state.lanes, state.withdrawn, window.from, window.to].join();
    if (wanted !== drawn) {
      marks = [];
      replace(box, picture(said, happened, window.from, window.to, state));
      drawn = wanted;
    }
    for (const { day: at, mark } of marks) if (mark.hasAttribute("hidden") !== at > day) mark.toggleAttribute("hidden");
    const x = String(place(window.from, window.to)(day));
    now?.setAttribute("x1", x);
    now?.setAttribute("x2", x);
    settle();
  }

  const phone = narrow();
  const [width, left, head] = phone ? [420, 10, 16] : [960, 214, 0]; // on a phone the names stand above their lanes
  const place =
    (from: Day, to: Day) =>
    (at: Day): number =>
      left + ((width - left - RIGHT) * (Math.min(Math.max(at, from), to) - from)) / Math.max(1, to - from);

  function listed(): HTMLElement {
    const cells = entries.map(({ said, event }) =>
      said
        ? [
            inWords(said.said_date, said.said_precision),
            world.name(said.speaker_id),
            page.link({ evidence: `statement ${said.statement_id}` }, {}, said.summary),
          ]
        : [
            inWords(event!.event_date, event!.event_precision),
            "Event",
            page.link({ evidence: `event ${event!.event_id}` }, {}, event!.title),
          ],
    );
    return table(["Day", "Who", "What"], cells, (i) => ({ "data-entry": entries[i]!.said ? "statement" : "event" }));
  }

  function picture(said: Row<"statements">[], happened: Row<"events">[], from: Day, to: Day, state: State): SVGSVGElement {
    const x = place(from, to);
    const proposition = state.about || of.lead;
    const lane = (row: Row<"statements">): string =>
      state.lanes === "actor" ? world.name(row.speaker_id) : heading(world, "organization", row.speaker_id, row.office_id).label;
    const groups = [...grouped(said, lane)].sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0], "en"));
    const name = (text: string, top: number, full: string): SVGElement =>
      s(
        "text",
        phone ? { class: "lane", x: 2, y: top } : { class: "lane", x: left - 12, y: top, "text-anchor": "end" },
        text,
        s("title", {}, full),
      );
    let y = 34 + head;
    const rows = groups.map(([label, all]) => {
      const { places, depth } = stack(all, x);
      const top = y;
      const height = depth * STEP + 9 + head;
      y += height;
      return [
        s("line", { class: "rule", x1: 0, x2: width, y1: top, y2: top }),
        name(label.length > 30 && !phone ? `${label.slice(0, 29)}…` : label, top + 13, label),
        all.map((row, i) => dot(row, places[i]!.x, top + 9 + head + places[i]!.level * STEP, proposition)),
      ];
    });
    return s(
      "svg",
      {
        class: phone ? "figure" : "figure wide",
        viewBox: `0 0 ${width} ${y + 12}`,
        role: "group",
        "aria-label": `Timeline of ${of.issue.title}`,
      },
      monthsBetween(from, to, phone ? 5 : 12).map((month) => [
        s("line", { class: "rule", x1: x(month), x2: x(month), y1: 14, y2: y }),
        s("text", { class: "axis", x: x(month) + 3, y: 12 }, inWords(month, "month")),
      ]),
      name("Events", phone ? 27 : 28, "Events"),
      happened.map((e) =>
        keep(
          e.event_date,
          page.mark(
            { evidence: `event ${e.event_id}` },
            {
              class: "dot event",
              tabindex: "-1",
              "aria-label": `Event, ${inWords(e.event_date, e.event_precision)}: ${e.title}`,
            },
            s("line", { x1: x(e.event_date), x2: x(e.event_date), y1: 24 + head, y2: y }),
            s("path", { d: `M${x(e.event_date)} ${19 + head} l5 5 l-5 5 l-5 -5 z` }),
            s("title", {}, `${inWords(e.event_date, e.event_precision)}: ${e.title}`),
          ),
        ),
      ),
      (now = s("line", { class: "now", y1: 14, y2: y })),
      rows,
    );
  }

  function dot(row: Row<"statements">, cx: number, cy: number, proposition: string): SVGAElement {
    const stance = world.stances.get(row.statement_id)?.find((x) => x.proposition_id === proposition);
    const words = `${inWords(row.said_date, row.said_precision)}: ${world.name(row.speaker_id)}${stance ? `, ${positionWords(stance.position)} (${signed(stance.position)})` : ""}${row.withdrawn_date === null ? "" : ", withdrawn"}, ${plain(row.channel)}`;
    return keep(
      saidBy(row),
      page.mark(
        { evidence: `statement ${row.statement_id}` },
        {
          class: `dot ${stance ? tone(stance.position) : "other"}${row.withdrawn_date === null ? "" : " withdrawn"}`,
          tabindex: "-1",
          "aria-label": words,
        },
        s("circle", { cx, cy, r: RADIUS }),
        s("title", {}, `${words}\n${row.quote ?? row.summary}`),
      ),
    );
  }

  /** Remember a mark with the day from which it is shown. */
  function keep(day: Day, mark: SVGAElement): SVGAElement {
    marks.push({ day, mark });
    return mark;
  }
  update(page.state);

  return {
    node: h(
      "div",
      {},
      h("div", { class: "controls" }, about.node, lanes.node, span.node, form.node, withdrawn.node),
      summary,
      box,
      legend(),
    ),
    update,
    sheet: () => ({
      name: `timeline-${of.issue.issue_id}-${iso(page.day())}`,
      columns: ["day", "entry", "actor_id", "summary", "quote", "statement_id", "event_id", "source_id", "url"],
      rows: entries.map(({ day, said, event }) => [
        iso(said?.said_date ?? day),
        said ? "statement" : "event",
        said?.speaker_id ?? null,
        said?.summary ?? event!.title,
        said?.quote ?? null,
        said?.statement_id ?? null,
        event?.event_id ?? null,
        (said ?? event)!.source_id,
        world.later?.sources.get((said ?? event)!.source_id)?.url ?? null,
      ]),
    }),
    picture: () => box.querySelector("svg"),
  };
}

/** Marks that would cover each other go one below the other. */
function stack(rows: Row<"statements">[], x: (day: Day) => number): { places: { x: number; level: number }[]; depth: number } {
  const right: number[] = [];
  const places = rows.map((row) => {
    const at = x(saidBy(row));
    let level = right.findIndex((end) => end <= at - RADIUS);
    if (level < 0) level = right.length;
    right[level] = at + RADIUS + 0.5;
    return { x: at, level };
  });
  return { places, depth: Math.max(1, right.length) };
}
