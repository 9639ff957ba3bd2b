/** One statement in full: who, when, the words, where to read them, how they were coded, how to cite them. */

import { citation } from "./export";
import { inWords, iso } from "./days";
import { h, outward, words } from "./dom";
import type { Page } from "./page";
import type { Row } from "./schema";
import { count, plain, signed, tone } from "./terms";
import { CHANNEL, CODE, MODE, QUOTE_CHECK, VERDICT } from "./vocabularies";
import { saidBy } from "./world";

export const chip = (position: number): HTMLElement => h("span", { class: `chip ${tone(position)}` }, signed(position));

/** One statement in full. What bears on `proposition` comes first. */
export function card(page: Page, said: Row<"statements">, proposition?: string): HTMLElement {
  const { world } = page;
  const behalf = said.on_behalf_of_id === null ? null : ` for ${world.name(said.on_behalf_of_id)}`;
  const about = said.relates_to_id;
  return h(
    "article",
    { class: "card", "data-statement": said.statement_id },
    said.withdrawn_date !== null &&
      h(
        "p",
        { class: "warning" },
        `Withdrawn on ${inWords(said.withdrawn_date)}: ${said.withdrawn_reason ?? "no reason given"} `,
        said.replaced_by_id !== null &&
          page.link({ evidence: `statement ${said.replaced_by_id}` }, {}, "See what took its place"),
      ),
    h(
      "h3",
      {},
      page.link({ view: "actor", actor: said.speaker_id, evidence: "" }, {}, world.name(said.speaker_id)),
      h("small", {}, world.capacity(said.speaker_id, said.office_id), behalf),
    ),
    h(
      "p",
      { class: "when" },
      h("time", { datetime: iso(said.said_date) }, inWords(said.said_date, said.said_precision)),
      `, ${plain(said.channel)}`,
      said.mode === "own" ? null : ` (${plain(said.mode)})`,
    ),
    said.quote !== null
      ? words(said.quote, said.quote_language)
      : h("p", { class: "note" }, "No direct words on record; in our own:"),
    h("p", { class: "summary" }, said.summary),
    about !== null &&
      h(
        "p",
        {},
        `${said.relation === null ? "Relates to" : `It ${plain(said.relation)}`} `,
        page.link({ evidence: `statement ${about}` }, {}, "an earlier statement"),
        ".",
      ),
    source(page, said.source_id, said.locator),
    said.second_source_id !== null && source(page, said.second_source_id, null, "Second source: "),
    codes(page, said, proposition),
    h(
      "details",
      {},
      h("summary", {}, "How this record was made"),
      h(
        "ul",
        {},
        h("li", {}, CHANNEL[said.channel]),
        h("li", {}, MODE[said.mode]),
        said.quote_check !== null && h("li", {}, QUOTE_CHECK[said.quote_check]),
        (world.later?.rechecks.get(said.statement_id) ?? []).map((r) =>
          h("li", {}, `Read again on ${inWords(r.recheck_date)}: ${VERDICT[r.verdict]}`, r.note !== null && ` ${r.note}`),
        ),
        h("li", {}, `Recorded on ${inWords(said.recorded_date)}; counts from ${inWords(saidBy(said))}.`),
        h("li", {}, "Record ", h("code", {}, said.statement_id)),
      ),
    ),
    cite(page, said),
  );
}

export function source(page: Page, id: string, locator: string | null = null, label = "Source: "): HTMLElement {
  const row = page.world.later?.sources.get(id);
  if (!row) return h("p", { class: "source" }, page.world.later ? `${label}${id}` : "Reading the sources …");
  const dated = row.published_date === null ? null : `, ${inWords(row.published_date, row.published_precision ?? "day")}`;
  return h(
    "p",
    { class: "source" },
    label,
    outward(row.url, row.title),
    ` ${row.publisher}${dated ?? ""}${locator === null ? "" : `, ${locator}`}. `,
    h("span", { class: "mark" }, row.is_primary ? "the speaker’s own text" : plain(row.source_kind)),
  );
}

/** What the statement says about each proposition, and how far the coders agreed. */
function codes(page: Page, said: Row<"statements">, first?: string): HTMLElement {
  const { world } = page;
  const codings = world.later?.codings.get(said.statement_id) ?? [];
  const stances = world.stances.get(said.statement_id) ?? [];
  const refusals = world.refusals.get(said.statement_id) ?? [];
  const ids = [...new Set([...stances, ...refusals].map((row) => row.proposition_id))].sort(
    (a, b) => Number(b === first) - Number(a === first),
  );
  if (!ids.length) return h("p", { class: "note" }, "Its words bear on none of the propositions and carry no code.");
  return h(
    "ul",
    { class: "codes" },
    ids.map((id) => {
      const stance = stances.find((row) => row.proposition_id === id);
      const refusal = refusals.find((row) => row.proposition_id === id);
      const given = codings.filter((c) => c.proposition_id === id);
      const coders = given.filter((c) => world.later?.coders.get(c.coder_id)?.coder_role === "coder");
      const terms = coders.map((c) => plain(c.code));
      const ruling = given.find((c) => world.later?.coders.get(c.coder_id)?.coder_role === "adjudicator");
      const agreement = !given.length
        ? null
        : ruling || new Set(terms).size > 1
          ? `coders differed (${terms.join(" / ")}); adjudicated${ruling?.note ? `: ${ruling.note}` : ""}`
          : coders.length > 1
            ? `both coders: ${terms[0]}`
            : `one coder: ${terms[0] ?? plain(given[0]!.code)}`;
      return h(
        "li",
        {},
        stance ? chip(stance.position) : h("span", { class: "chip none" }, plain(refusal!.non_position)),
        h(
          "div",
          {},
          h("span", { class: "claim" }, world.proposition(id)),
          stance?.conditional && h("span", { class: "condition" }, `Only on a condition: ${stance.condition ?? ""}`),
          agreement && h("span", { class: `agreement${stance?.disputed ? " disputed" : ""}` }, agreement),
          given.length > 0 &&
            h(
              "details",
              {},
              h("summary", {}, count(given.length, "coding")),
              h(
                "ul",
                {},
                given.map((c) =>
                  h(
                    "li",
                    {},
                    `${c.coder_id} (${plain(world.later?.coders.get(c.coder_id)?.coder_kind ?? "unknown")}): ${plain(c.code)}, ${c.confidence} confidence, rules ${c.codebook_version}. ${CODE[c.code]} ${c.note ?? ""}`,
                  ),
                ),
              ),
            ),
        ),
      );
    }),
  );
}

function cite(page: Page, said: Row<"statements">): HTMLElement {
  const text = h("textarea", { readonly: true, rows: "4", "aria-label": "Citation" });
  text.value = citation(page.world, said);
  const done = h("span", { role: "status" });
  const copy = (): void => {
    text.select();
    // Not every browser lets a page from a file use the clipboard; the selected text can then be copied by hand.
    navigator.clipboard?.writeText(text.value).then(
      () => (done.textContent = "Copied"),
      () => (done.textContent = "Selected: copy it with your keyboard"),
    );
  };
  return h(
    "details",
    { class: "cite" },
    h("summary", {}, "Cite"),
    text,
    h("button", { type: "button", click: copy }, "Copy"),
    done,
  );
}
