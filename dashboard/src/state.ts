/** What the page shows, as the part of the address after `#`: a link is a picture. */

import { iso, parseDay } from "./days";
import type { Day } from "./schema";

export const VIEWS = ["issues", "matrix", "dispute", "timeline", "network", "actor", "find"] as const;
export type ViewName = (typeof VIEWS)[number];

/** Every choice with its default; what stands at its default is not written into the address. */
export const DEFAULTS = {
  view: "issues" as ViewName,
  issue: "",
  actor: "",
  /** What the evidence panel shows: `statement ID`, `cell ACTOR PROPOSITION`, `pair PROPOSITION A B VIA` or `event ID`. */
  evidence: "",
  q: "",
  group: "branch" as "government" | "branch" | "organization",
  rows: "all" as "all" | "standing",
  about: "",
  lanes: "organization" as "organization" | "actor",
  span: "all" as "all" | "90" | "30",
  kind: "conflict" as "conflict" | "agreement",
  least: "2",
  relation: "",
  linked: "",
  withdrawn: "",
  form: "picture" as "picture" | "table",
};

/** What each closed choice may be; anything else in an address is as if it were not there. */
const CHOICES: Partial<Record<keyof typeof DEFAULTS, readonly string[]>> = {
  view: VIEWS,
  group: ["government", "branch", "organization"],
  rows: ["all", "standing"],
  lanes: ["organization", "actor"],
  span: ["all", "90", "30"],
  kind: ["conflict", "agreement"],
  linked: ["", "1"],
  withdrawn: ["", "1"],
  form: ["picture", "table"],
};

export type State = typeof DEFAULTS & { day: Day | null };
export type Patch = Partial<State>;

export function parse(hash: string): State {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const state: State = { ...DEFAULTS, day: parseDay(given.get("day") ?? "") };
  for (const key of Object.keys(DEFAULTS)) {
    const value = given.get(key);
    const allowed = CHOICES[key as keyof typeof DEFAULTS];
    if (value !== null && (!allowed || allowed.includes(value))) Object.assign(state, { [key]: value });
  }
  if (!/^[1-9]\d{0,2}$/.test(state.least)) state.least = DEFAULTS.least;
  return state;
}

export function format(state: State): string {
  const written = new URLSearchParams();
  for (const [key, standard] of Object.entries(DEFAULTS)) {
    const value = state[key as keyof typeof DEFAULTS];
    if (value !== standard) written.set(key, value);
  }
  if (state.day !== null) written.set("day", iso(state.day));
  return `#${written}`;
}
