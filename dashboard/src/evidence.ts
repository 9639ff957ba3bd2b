/** The panel with the words behind a mark: of a cell of the matrix, of two actors, of one statement, or an event. */

import { card, chip, source } from "./card";
import { inWords } from "./days";
import { h, replace, type Child } from "./dom";
import type { Page } from "./page";
import type { State } from "./state";
import { positionWords, statusWords } from "./terms";
import { BASIS } from "./vocabularies";

export class Evidence {
  readonly node = h("aside", { id: "evidence", "aria-labelledby": "evidence-title", hidden: true });
  private opener: Element | null = null;
  private shown = "";

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
    // A mark that has been drawn anew meanwhile is gone: the focus then goes to the head of the view.
    const target = this.opener?.isConnected ? this.opener : document.querySelector("h1");
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus();
  }

  /** Show what the state names; the focus moves to the panel when it asks for something new. */
  show(state: State, fresh: boolean): void {
    // What does not depend on the day stays as it is, with what the reader has unfolded.
    const wanted = [
      state.evidence,
      state.evidence.startsWith("cell ") ? this.page.day() : "",
      this.page.world.later !== null,
    ].join();
    if (wanted === this.shown && !fresh) return;
    this.shown = wanted;
    const content = state.evidence === "" ? null : this.content(state);
    this.node.hidden = content === null;
    document.body.classList.toggle("with-evidence", content !== null);
    if (!content) return replace(this.node);
    const title = h("h2", { id: "evidence-title", tabindex: "-1" }, content.title);
    const close = h(
      "button",
      { type: "button", class: "close", "aria-label": "Close the evidence", click: () => this.close() },
      "×",
    );
    replace(this.node, h("header", {}, title, close), ...content.body);
    if (fresh) title.focus({ preventScroll: true });
  }

  private content(state: State): { title: string; body: Child[] } {
    const { world } = this.page;
    const [kind, ...ids] = state.evidence.split(" ");
    if (kind === "cell" && ids.length === 2) return this.cell(ids[0]!, ids[1]!);
    if (kind === "pair" && ids.length === 4) return this.pair(ids[0]!, ids[1]!, ids[2]!, ids[3]!);
    const said = kind === "statement" ? world.statements.get(ids[0] ?? "") : undefined;
    if (said)
      return {
        title: `${world.name(said.speaker_id)}, ${inWords(said.said_date, said.said_precision)}`,
        body: [card(this.page, said)],
      };
    const event = kind === "event" ? world.events.get(ids[0] ?? "") : undefined;
    if (event) {
      return {
        title: event.title,
        body: [
          h(
            "article",
            { class: "card" },
            h("p", { class: "when" }, inWords(event.event_date, event.event_precision)),
            h("p", {}, event.summary),
            source(this.page, event.source_id),
          ),
        ],
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
      ? [
          chip(row.position),
          ` ${positionWords(row.position)} since ${inWords(row.valid_from)}, ${world.capacity(actor, row.office_id)}.`,
        ]
      : [`${statusWords(standing.status)}.`];
    return {
      title: world.name(actor),
      body: [
        h("p", { class: "claim" }, world.proposition(proposition)),
        h("p", { class: "where" }, h("span", {}, `As of ${inWords(day)}: `), ...where),
        said.length
          ? null
          : h("p", { class: "note" }, "Nothing is read out of silence: where no words are on record, no position is shown."),
        said.map((s) => card(this.page, s, proposition)),
        h("p", {}, this.page.link({ view: "actor", actor, evidence: "" }, {}, `Everything on record of ${world.name(actor)}`)),
      ],
    };
  }

  /** Two actors' words on one proposition, of opposite sides or of the same. */
  private pair(proposition: string, a: string, b: string, via: string): { title: string; body: Child[] } {
    const { world } = this.page;
    const [x, y] = [world.statements.get(a), world.statements.get(b)];
    if (!x || !y) return { title: "Not found", body: [h("p", {}, "One of the two statements is not in these tables.")] };
    const sign = (id: string): number =>
      Math.sign(world.stances.get(id)?.find((s) => s.proposition_id === proposition)?.position ?? 0);
    const [one, other] = via === proposition ? [sign(a), sign(b)] : [1, -1];
    const link = world.later?.links.get(`${via} ${proposition}`);
    return {
      title: `${world.name(x.speaker_id)} ${one === other ? "beside" : "against"} ${world.name(y.speaker_id)}`,
      body: [
        h("p", { class: "claim" }, world.proposition(proposition)),
        via !== proposition &&
          h(
            "p",
            { class: "note" },
            `${BASIS.linked} Here: “${world.proposition(via)}”${link ? ` The link: ${link.link_basis}` : ""} This is inference by a stated link, not words.`,
          ),
        h("p", { class: "side" }, one > 0 ? "Supports" : "Opposes"),
        card(this.page, x, proposition),
        h("p", { class: "side" }, other > 0 ? "Supports" : "Opposes"),
        card(this.page, y, proposition),
      ],
    };
  }
}
