/** What every view is given and what it gives back; links that keep the rest of the picture as it is. */

import { Case } from "./case";
import { h, s, type Child } from "./dom";
import type { Day } from "./schema";
import { DEFAULTS, format, parse, type Patch, type State } from "./state";
import type { Span, World } from "./world";

/** The rows a view shows, for CSV. */
export interface Sheet {
  name: string;
  columns: string[];
  rows: (string | number | null)[][];
}

export interface View {
  node: HTMLElement;
  /** Bring the view to a state of the same view and issue. */
  update(state: State): void;
  sheet(): Sheet;
  /** The picture for SVG and PNG, in the views that have one. */
  picture?(): SVGSVGElement | null;
}

export class Page {
  private readonly cases = new Map<string, Case>();
  state: State;

  constructor(
    readonly world: World,
    private readonly show: () => void,
  ) {
    this.state = parse(location.hash);
  }

  /** The issue of the state; the first one when the state names none or one that is not there. */
  case(state: State = this.state): Case {
    const issue = this.world.issues.get(state.issue) ?? this.world.tables.issues[0];
    if (!issue) throw new Error("the tables hold no issue");
    const found = this.cases.get(issue.issue_id) ?? new Case(this.world, issue);
    this.cases.set(issue.issue_id, found);
    return found;
  }

  /** The stretch of time the page is about: that of the issue, on an actor's page that of all issues. */
  span(state: State = this.state): Span {
    return state.view === "actor" ? this.world.span : this.case(state);
  }

  /** The day the page is about: the chosen one, else the last of its stretch of time. */
  day(state: State = this.state): Day {
    return state.day ?? this.span(state).end;
  }

  /** The state after a change. A new issue keeps the day only where the day lies within it. */
  after(patch: Patch): State {
    const next = { ...this.state, ...patch };
    if (patch.issue !== undefined && patch.issue !== this.state.issue) {
      const { start, end } = this.case(next);
      if (patch.day === undefined && next.day !== null && (next.day < start || next.day > end)) next.day = null;
      if (patch.about === undefined) next.about = DEFAULTS.about;
    }
    if (patch.view !== undefined && patch.view !== this.state.view && patch.evidence === undefined) next.evidence = "";
    return next;
  }

  /** Go there as a new entry of the history. */
  go(patch: Patch): void {
    location.hash = format(this.after(patch));
  }

  private writing: ReturnType<typeof setTimeout> | undefined;

  /** Change the picture in place. The address follows a moment later: browsers refuse hundreds of changes in a row. */
  set(patch: Patch): void {
    this.state = this.after(patch);
    this.show();
    clearTimeout(this.writing);
    this.writing = setTimeout(() => history.replaceState(null, "", format(this.state)), 150);
  }

  /** Write the address now, so that what follows builds on it. */
  settle(): void {
    clearTimeout(this.writing);
    if (location.hash !== format(this.state)) history.replaceState(null, "", format(this.state));
  }

  /** A link to this page with a change; its address is made anew when it is about to be used, for the day may have moved on. */
  link(patch: Patch, props: Record<string, string | null> = {}, ...children: Child[]): HTMLAnchorElement {
    return this.bind(h("a", props, ...children), patch);
  }

  /** The same inside a picture. */
  mark(patch: Patch, props: Record<string, string | number | null> = {}, ...children: Child[]): SVGAElement {
    return this.bind(s("a", props, ...children), patch);
  }

  bind<E extends HTMLAnchorElement | SVGAElement>(anchor: E, patch: Patch): E {
    patches.set(anchor, patch);
    const evidenceOnly = patch.evidence && Object.keys(patch).length === 1;
    anchor.setAttribute(
      "href",
      evidenceOnly ? `${this.stem()}&evidence=${encodeURIComponent(patch.evidence!)}` : format(this.after(patch)),
    );
    return anchor;
  }

  /** The address without evidence, made once for a state: a matrix has thousands of links that differ only in their evidence. */
  private stem(): string {
    if (this.stemOf !== this.state) {
      this.stemOf = this.state;
      this.stemText = format({ ...this.state, evidence: "" });
    }
    return this.stemText;
  }

  private stemOf: State | null = null;
  private stemText = "";

  /** Renew the address of the link under an event. */
  freshen(event: Event): void {
    const anchor = event.target instanceof Element ? event.target.closest("a") : null;
    const patch = anchor && patches.get(anchor);
    if (patch) {
      this.settle();
      anchor.setAttribute("href", format(this.after(patch)));
    }
  }

  /** A list of choices bound to one part of the state; `sync` shows the state's. */
  choice<K extends keyof typeof DEFAULTS>(
    key: K,
    label: string,
    options: () => [string, string][],
  ): { node: HTMLElement; sync(): void } {
    const select = h("select", { change: () => this.set({ [key]: select.value } as Patch) });
    let shown = "";
    const sync = (): void => {
      const wanted = options();
      if (JSON.stringify(wanted) !== shown)
        select.replaceChildren(...wanted.map(([value, text]) => h("option", { value }, text)));
      shown = JSON.stringify(wanted);
      select.value = this.state[key];
    };
    sync();
    return { node: h("label", { class: "choice" }, h("span", {}, label), select), sync };
  }

  /** A box to tick, bound to one part of the state. */
  tick(key: "linked" | "withdrawn", label: string): { node: HTMLElement; sync(): void } {
    const input = h("input", { type: "checkbox", change: () => this.set({ [key]: input.checked ? "1" : "" }) });
    const sync = (): void => void (input.checked = this.state[key] === "1");
    sync();
    return { node: h("label", { class: "tick" }, input, h("span", {}, label)), sync };
  }
}

const patches = new WeakMap<Element, Patch>();
