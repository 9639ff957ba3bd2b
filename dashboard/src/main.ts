/** Reads the tables, then keeps page and address in step. */

import { DayBar } from "./daybar";
import { h, replace } from "./dom";
import { Evidence } from "./evidence";
import { csv, download, png, standalone } from "./export";
import { about, load } from "./load";
import { Page, type View } from "./page";
import { Search } from "./search";
import { DEFAULTS, parse, type State, type ViewName } from "./state";
import { actor } from "./views/actor";
import { dispute } from "./views/dispute";
import { find, FindBox } from "./views/find";
import { issues } from "./views/issues";
import { matrix } from "./views/matrix";
import { network } from "./views/network";
import { timeline } from "./views/timeline";
import { FIRST, LATER, LaterIndex, World } from "./world";

const TITLES: Record<ViewName, string> = {
  issues: "Issues",
  matrix: "Matrix",
  dispute: "Dispute",
  timeline: "Timeline",
  network: "Network",
  actor: "Actor",
  find: "Find",
};

/** Views that are not about one issue. */
const ACROSS: ViewName[] = ["issues", "find", "actor"];

/** Where the page is drawn; the data stand beside it. */
const root = document.getElementById("page")!;

class Shell {
  private readonly page: Page;
  private readonly search: Search;
  private readonly evidence: Evidence;
  private readonly daybar: DayBar;
  private readonly nav = h("nav", { "aria-label": "Views" });
  private readonly issue = h("select", {
    id: "issue",
    change: () =>
      this.page.go({
        issue: this.issue.value,
        view: ACROSS.includes(this.page.state.view) ? "matrix" : this.page.state.view,
        evidence: "",
      }),
  });
  private readonly title = h("h1", { tabindex: "-1" });
  private readonly sub = h("p", { class: "sub" });
  private readonly tools = h("div", { class: "tools", role: "group", "aria-label": "Take away" });
  private readonly main = h("main", { id: "main" });
  private view: View | null = null;
  private shown: State | null = null;

  constructor(private readonly world: World) {
    this.page = new Page(world, () => this.show());
    this.search = new Search(world);
    this.evidence = new Evidence(this.page);
    this.daybar = new DayBar(this.page);
    replace(
      this.issue,
      world.tables.issues.map((i) => h("option", { value: i.issue_id }, i.title)),
    );
    replace(
      root,
      h(
        "a",
        {
          class: "skip",
          href: "#main",
          click: (event) => {
            event.preventDefault(); // the part after # belongs to the state
            this.title.focus();
          },
        },
        "Skip to content",
      ),
      h(
        "header",
        { class: "top" },
        this.page.link({ ...DEFAULTS, day: null }, { class: "brand" }, "stances"),
        h("label", { class: "choice issue" }, h("span", {}, "Issue"), this.issue),
        new FindBox(this.page, this.search).node,
        this.nav,
      ),
      this.daybar.node,
      h("div", { class: "body" }, this.main, this.evidence.node),
      h(
        "footer",
        {},
        h(
          "p",
          {},
          `${world.about.release}. Absence is not a position; linked disputes are inference by a stated link, not words.`,
        ),
      ),
    );
    addEventListener("hashchange", () => {
      this.page.state = parse(location.hash);
      this.show();
    });
    for (const kind of ["pointerdown", "focusin", "click"])
      document.addEventListener(kind, (event) => this.page.freshen(event), true);
    document.addEventListener("click", (event) => {
      const mark = event.target instanceof Element ? event.target.closest("a") : null;
      if (mark && !this.evidence.node.contains(mark)) this.evidence.from(mark);
    });
    this.show();
  }

  /** Bring everything to the state; a view is made anew only when view or issue change. */
  show(): void {
    const { state } = this.page;
    const before = this.shown;
    this.shown = state;
    const person = state.view === "actor" && state.actor !== "" ? this.world.name(state.actor) : null;
    const moved = state.view === "actor" && before?.actor !== state.actor;
    const other = !before || before.view !== state.view || before.issue !== state.issue || moved;
    const current = this.page.case(state).issue;
    const whole = ACROSS.includes(state.view);
    this.issue.value = current.issue_id;
    const title = person ?? (whole ? TITLES[state.view] : current.title);
    this.title.textContent = title;
    this.sub.textContent = title === TITLES[state.view] ? "" : TITLES[state.view];
    document.title = `${title}${this.sub.textContent && ` (${this.sub.textContent})`} | stances`;
    if (other) {
      this.view = this.make(state);
      replace(
        this.nav,
        (Object.keys(TITLES) as ViewName[]).map(
          (view) =>
            view !== "find" &&
            this.page.link({ view, evidence: "" }, { "aria-current": view === state.view ? "page" : null }, TITLES[view]),
        ),
      );
      replace(this.main, h("header", { class: "title" }, h("div", {}, this.sub, this.title), this.tools), this.view.node);
      const current = this.nav.querySelector<HTMLElement>("[aria-current]");
      if (current) this.nav.scrollLeft = current.offsetLeft - 60; // on a phone the row of views is wider than the screen
      this.offer();
      if (before) {
        this.title.focus({ preventScroll: true });
        scrollTo(0, 0);
      }
    } else this.view?.update(state);
    // A table has no picture to take; the matrix is both.
    for (const button of this.tools.querySelectorAll<HTMLButtonElement>(".picture"))
      button.disabled = state.form === "table" && state.view !== "matrix";
    this.daybar.show(state);
    this.evidence.show(state, state.evidence !== "" && before !== null && before.evidence !== state.evidence);
    document.body.dataset["view"] = state.view;
  }

  private make(state: State): View {
    const views: Record<ViewName, () => View> = {
      issues: () => issues(this.page),
      matrix: () => matrix(this.page),
      dispute: () => dispute(this.page),
      timeline: () => timeline(this.page),
      network: () => network(this.page),
      actor: () => actor(this.page),
      find: () => find(this.page, this.search),
    };
    return views[state.view]();
  }

  private offer(): void {
    const button = (label: string, take: (view: View) => void): HTMLElement =>
      h(
        "button",
        { type: "button", class: label === "CSV" ? null : "picture", click: () => this.view && take(this.view) },
        label,
      );
    const picture = (view: View, take: (name: string, svg: SVGSVGElement) => void): void => {
      const svg = view.picture?.();
      if (!svg) return;
      const attached = svg.isConnected;
      if (!attached) root.append(svg); // styles are only known of what stands in the page
      take(view.sheet().name, svg);
      if (!attached) svg.remove();
    };
    replace(
      this.tools,
      button("CSV", (view) => download(`${view.sheet().name}.csv`, new Blob([csv(view.sheet())], { type: "text/csv" }))),
      this.view?.picture &&
        button("SVG", (view) =>
          picture(view, (name, svg) => download(`${name}.svg`, new Blob([standalone(svg)], { type: "image/svg+xml" }))),
        ),
      this.view?.picture &&
        button("PNG", (view) => picture(view, (name, svg) => void png(svg).then((blob) => download(`${name}.png`, blob)))),
    );
  }

  /** The tables that were read behind the first picture have come. */
  complete(later: LaterIndex): void {
    this.world.later = later;
    this.view?.update(this.page.state);
    this.evidence.show(this.page.state, false);
    document.body.dataset["ready"] = "all";
  }
}

async function start(): Promise<void> {
  const told = about();
  const shell = new Shell(new World(await load(FIRST, told.left_out), told));
  document.body.dataset["ready"] = "first";
  performance.mark("first-view");
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  shell.complete(new LaterIndex(await load(LATER, told.left_out)));
  performance.mark("all-tables");
}

start().catch((error: unknown) => {
  replace(
    root,
    h(
      "main",
      {},
      h("h1", {}, "The tables could not be read"),
      h("p", {}, error instanceof Error ? error.message : String(error)),
      h("p", {}, "Write the page again with: stances dashboard"),
    ),
  );
  document.body.dataset["ready"] = "failed";
});
