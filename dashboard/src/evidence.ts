/** The words behind a mark: quote, speaker, office on that day, date, source, how it was coded, and every mark against it. */

import { citation } from "./export";
import { inWords, iso } from "./days";
import { h, outward, replace, words, type Child } from "./dom";
import type { Page } from "./page";
import type { Row } from "./schema";
import { BASIS, CHANNEL, CODE, MODE, QUOTE_CHECK, VERDICT } from "./vocabularies";
import type { State } from "./state";
import { count, plain, positionWords, signed, statusWords, tone } from "./terms";
import { saidBy } from "./world";

export const chip = (position: number): HTMLElement => h("span", { class: `chip ${tone(position)}` }, signed(position));

export class Evidence {
  readonly node = h("aside", { id: "evidence", "aria-labelledby": "evidence-title", hidden: true });
  private opener: Element | null = null;

  constructor(private readonly page: Page) {
    this.node.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape") this.close();
    });
  }

  /** Remember the mark that will open the panel, to give the focus back to it. */
  from(mark: Element | null): void {
    this.opener = mark;
  }

  close(): void {
    this.page.set({ evidence: "" });
    if (this.opener instanceof HTMLElement || this.opener instanceof SVGElement) this.opener.focus();
  }

  /** Show what the state names; the focus moves to the panel when it asks for something new. */
  show(state: State, fresh: boolean): void {
    const content = state.evidence === "" ? null : this.content(state);
    this.node.hidden = content === null;
    document.body.classList.toggle("with-evidence", content !== null);
    if (!content) return replace(this.node);
    const title = h("h2", { id: "evidence-title", tabindex: "-1" }, content.title);
    const close = h("button", { type: "button", class: "close", "aria-label": "Close the evidence", click: () => this.close() }, "×");
    replace(this.node, h("header", {}, title, close), ...content.body);
    if (fresh) title.focus({ preventScroll: true });
  }

  private content(state: State): { title: string; body: Child[] } {
    const { world } = this.page;
    const [kind, ...ids] = state.evidence.split(" ");
    if (kind === "cell" && ids.length === 2) return this.cell(ids[0]!, ids[1]!);
    if (kind === "pair" && ids.length === 4) return this.pair(ids[0]!, ids[1]!, ids[2]!, ids[3]!);
    const said = kind === "statement" ? world.statements.get(ids[0] ?? "") : undefined;
    if (said) return { title: `${world.name(said.speaker_id)}, ${inWords(said.said_date, said.said_precision)}`, body: [this.card(said)] };
    const event = kind === "event" ? world.events.get(ids[0] ?? "") : undefined;
    if (event) {
      return {
        title: event.title,
        body: [h("article", { class: "card" }, h("p", { class: "when" }, inWords(event.event_date, event.event_precision)), h("p", {}, event.summary), this.source(event.source_id))],
      };
    }
    return { title: "Not found", body: [h("p", {}, `These tables hold nothing called “${state.evidence}”.`)] };
  }

  /** One actor on one proposition as of the day: where they stand, then their words on it up to that day. */
  private cell(actor: string, proposition: string): { title: string; body: Child[] } {
    const { world } = this.page;
    const day = this.page.day();
    const issue = world.propositions.get(proposition)?.issue_id;
    const standing = this.page.case({ ...this.page.state, issue: issue ?? "" }).standing(actor, proposition, day);
    const said = world.words(actor, proposition, day);
    const row = standing.row;
    const where: Child[] = row
      ? [chip(row.position), ` ${positionWords(row.position)} since ${inWords(row.valid_from)}, ${world.capacity(actor, row.office_id)}.`]
      : [`${statusWords(standing.status)}.`];
    return {
      title: world.name(actor),
      body: [
        h("p", { class: "claim" }, world.proposition(proposition)),
        h("p", { class: "where" }, h("span", {}, `As of ${inWords(day)}: `), ...where),
        said.length ? null : h("p", { class: "note" }, "Nothing is read out of silence: where no words are on record, no position is shown."),
        said.map((s) => this.card(s, proposition)),
        h("p", {}, this.page.link({ view: "actor", actor, evidence: "" }, {}, `Everything on record of ${world.name(actor)}`)),
      ],
    };
  }

  /** Two actors' words on one proposition, of opposite sides or of the same. */
  private pair(proposition: string, a: string, b: string, via: string): { title: string; body: Child[] } {
    const { world } = this.page;
    const [x, y] = [world.statements.get(a), world.statements.get(b)];
    if (!x || !y) return { title: "Not found", body: [h("p", {}, "One of the two statements is not in these tables.")] };
    const sign = (id: string): number => Math.sign(world.stances.get(id)?.find((s) => s.proposition_id === proposition)?.position ?? 0);
    const [one, other] = via === proposition ? [sign(a), sign(b)] : [1, -1];
    const link = world.later?.links.get(`${via} ${proposition}`);
    return {
      title: `${world.name(x.speaker_id)} ${one === other ? "beside" : "against"} ${world.name(y.speaker_id)}`,
      body: [
        h("p", { class: "claim" }, world.proposition(proposition)),
        via !== proposition &&
          h("p", { class: "note" }, `${BASIS.linked} Here: “${world.proposition(via)}”${link ? ` The link: ${link.link_basis}` : ""} This is inference by a stated link, not words.`),
        h("p", { class: "side" }, one > 0 ? "Supports" : "Opposes"),
        this.card(x, proposition),
        h("p", { class: "side" }, other > 0 ? "Supports" : "Opposes"),
        this.card(y, proposition),
      ],
    };
  }

  /** One statement in full. What bears on `proposition` comes first. */
  card(said: Row<"statements">, proposition?: string): HTMLElement {
    const { world } = this.page;
    const behalf = said.on_behalf_of_id === null ? null : ` for ${world.name(said.on_behalf_of_id)}`;
    const about = said.relates_to_id;
    return h(
      "article",
      { class: "card", "data-statement": said.statement_id },
      said.withdrawn_date !== null &&
        h("p", { class: "warning" }, `Withdrawn on ${inWords(said.withdrawn_date)}: ${said.withdrawn_reason ?? "no reason given"} `,
          said.replaced_by_id !== null && this.page.link({ evidence: `statement ${said.replaced_by_id}` }, {}, "See what took its place")),
      h("h3", {}, this.page.link({ view: "actor", actor: said.speaker_id, evidence: "" }, {}, world.name(said.speaker_id)),
        h("small", {}, world.capacity(said.speaker_id, said.office_id), behalf)),
      h("p", { class: "when" }, h("time", { datetime: iso(said.said_date) }, inWords(said.said_date, said.said_precision)),
        `, ${plain(said.channel)}`, said.mode === "own" ? null : ` (${plain(said.mode)})`),
      said.quote !== null ? words(said.quote, said.quote_language) : h("p", { class: "note" }, "No direct words on record; in our own:"),
      h("p", { class: "summary" }, said.summary),
      about !== null && h("p", {}, `${said.relation === null ? "Relates to" : `It ${plain(said.relation)}`} `,
        this.page.link({ evidence: `statement ${about}` }, {}, "an earlier statement"), "."),
      this.source(said.source_id, said.locator),
      said.second_source_id !== null && this.source(said.second_source_id, null, "Second source: "),
      this.codes(said, proposition),
      h("details", {}, h("summary", {}, "How this record was made"),
        h("ul", {},
          h("li", {}, CHANNEL[said.channel]), h("li", {}, MODE[said.mode]),
          said.quote_check !== null && h("li", {}, QUOTE_CHECK[said.quote_check]),
          (world.later?.rechecks.get(said.statement_id) ?? []).map((r) => h("li", {}, `Read again on ${inWords(r.recheck_date)}: ${VERDICT[r.verdict]}`, r.note !== null && ` ${r.note}`)),
          h("li", {}, `Recorded on ${inWords(said.recorded_date)}; counts from ${inWords(saidBy(said))}.`),
          h("li", {}, "Record ", h("code", {}, said.statement_id)))),
      this.cite(said),
    );
  }

  private source(id: string, locator: string | null = null, label = "Source: "): HTMLElement {
    const row = this.page.world.later?.sources.get(id);
    if (!row) return h("p", { class: "source" }, this.page.world.later ? `${label}${id}` : "Reading the sources …");
    const dated = row.published_date === null ? null : `, ${inWords(row.published_date, row.published_precision ?? "day")}`;
    return h("p", { class: "source" }, label, outward(row.url, row.title), ` ${row.publisher}${dated ?? ""}${locator === null ? "" : `, ${locator}`}. `,
      h("span", { class: "mark" }, row.is_primary ? "the speaker’s own text" : plain(row.source_kind)));
  }

  /** What the statement says about each proposition, and how far the coders agreed. */
  private codes(said: Row<"statements">, first?: string): HTMLElement {
    const { world } = this.page;
    const codings = world.later?.codings.get(said.statement_id) ?? [];
    const stances = world.stances.get(said.statement_id) ?? [];
    const refusals = world.refusals.get(said.statement_id) ?? [];
    const ids = [...new Set([...stances, ...refusals].map((row) => row.proposition_id))].sort((a, b) => Number(b === first) - Number(a === first));
    if (!ids.length) return h("p", { class: "note" }, "Its words bear on none of the propositions and carry no code.");
    return h("ul", { class: "codes" }, ids.map((id) => {
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
          : coders.length > 1 ? `both coders: ${terms[0]}` : `one coder: ${terms[0] ?? plain(given[0]!.code)}`;
      return h("li", {},
        stance ? chip(stance.position) : h("span", { class: "chip none" }, plain(refusal!.non_position)),
        h("div", {}, h("span", { class: "claim" }, world.proposition(id)),
          stance?.conditional && h("span", { class: "condition" }, `Only on a condition: ${stance.condition ?? ""}`),
          agreement && h("span", { class: `agreement${stance?.disputed ? " disputed" : ""}` }, agreement),
          given.length > 0 && h("details", {}, h("summary", {}, count(given.length, "coding")),
            h("ul", {}, given.map((c) => h("li", {}, `${c.coder_id}: ${plain(c.code)}, ${c.confidence} confidence, rules ${c.codebook_version}. ${CODE[c.code]} ${c.note ?? ""}`))))));
    }));
  }

  private cite(said: Row<"statements">): HTMLElement {
    const text = h("textarea", { readonly: true, rows: "4", "aria-label": "Citation" });
    text.value = citation(this.page.world, said);
    const done = h("span", { role: "status" });
    const copy = (): void => {
      text.select();
      // Not every browser lets a page from a file use the clipboard; the selected text can then be copied by hand.
      navigator.clipboard?.writeText(text.value).then(() => (done.textContent = "Copied"), () => (done.textContent = "Selected: copy it with your keyboard"));
    };
    return h("details", { class: "cite" }, h("summary", {}, "Cite"), text, h("button", { type: "button", click: copy }, "Copy"), done);
  }
}
