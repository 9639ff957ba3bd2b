/** The day that the whole page is about: a slider with the events on it, steps to the next news, and play. */

import { inWords, iso, parseDay } from "./days";
import { h, replace, s } from "./dom";
import type { Page } from "./page";
import type { State } from "./state";

/** Views that show no day. */
const TIMELESS = ["issues", "find"];
const PLAY_MS = 700;

export class DayBar {
  private readonly slider = h("input", {
    type: "range",
    step: "1",
    "aria-label": "As of day",
    input: () => this.page.set({ day: Number(this.slider.value) }),
  });
  private readonly exact = h("input", { type: "date", "aria-label": "As of, exact day", change: () => this.exactly() });
  private readonly event = h("p", { class: "event", "aria-live": "polite" });
  private readonly ticks = s("svg", { class: "ticks", "aria-hidden": "true", preserveAspectRatio: "none" });
  private readonly button = h("button", { type: "button", class: "play", click: () => this.toggle() }, "Play");
  private timer: ReturnType<typeof setInterval> | undefined;
  private shown = "";
  readonly node = h(
    "section",
    { class: "daybar", "aria-label": "Day" },
    h(
      "div",
      { class: "steps" },
      h("button", { type: "button", "aria-label": "Day of the news before", click: () => this.step(-1) }, "‹"),
      this.button,
      h("button", { type: "button", "aria-label": "Day of the next news", click: () => this.step(1) }, "›"),
    ),
    h("label", { class: "exact" }, h("span", {}, "As of"), this.exact),
    h("div", { class: "track" }, this.slider, this.ticks),
    this.event,
  );

  constructor(private readonly page: Page) {}

  show(state: State): void {
    this.node.hidden = TIMELESS.includes(state.view);
    if (this.node.hidden) return this.stop();
    const span = this.page.span(state);
    const day = this.page.day(state);
    const key = `${span.start} ${span.end} ${span.events.length}`;
    if (key !== this.shown) {
      this.shown = key;
      this.slider.min = String(span.start);
      this.slider.max = String(span.end);
      const width = Math.max(1, span.end - span.start);
      this.ticks.setAttribute("viewBox", `0 0 ${width} 10`);
      replace(
        this.ticks,
        [...new Set(span.events.map((e) => e.event_date - span.start))].map((x) =>
          s("line", { x1: x, x2: x, y1: 0, y2: 10, "vector-effect": "non-scaling-stroke" }),
        ),
      );
    }
    this.slider.value = String(day);
    this.slider.setAttribute("aria-valuetext", inWords(day));
    if (document.activeElement !== this.exact) this.exact.value = iso(day);
    const last = span.events.findLast((e) => e.event_date <= day);
    replace(
      this.event,
      last
        ? [
            h("span", {}, last.event_date === day ? "On this day: " : `${inWords(last.event_date, last.event_precision)}: `),
            this.page.link({ evidence: `event ${last.event_id}` }, {}, last.title),
          ]
        : "No event yet",
    );
  }

  private exactly(): void {
    const day = parseDay(this.exact.value);
    if (day !== null) this.page.set({ day });
  }

  /** To the next (or last) day on which something was said or happened; whether there was one. */
  private step(by: 1 | -1): boolean {
    const { days } = this.page.span();
    const now = this.page.day();
    const day = by > 0 ? days.find((d) => d > now) : days.findLast((d) => d < now);
    if (day !== undefined) this.page.set({ day });
    return day !== undefined;
  }

  private toggle(): void {
    if (this.timer !== undefined) return this.stop();
    const { days, start } = this.page.span();
    if (this.page.day() >= (days.at(-1) ?? start)) this.page.set({ day: start });
    this.button.textContent = "Pause";
    this.event.setAttribute("aria-live", "off"); // a running commentary would drown everything else
    this.timer = setInterval(() => this.step(1) || this.stop(), PLAY_MS);
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = "Play";
    this.event.setAttribute("aria-live", "polite");
  }
}
