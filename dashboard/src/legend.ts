/** What the marks mean, under every view that uses the scale. */

import { chip } from "./card";
import { h } from "./dom";
import { positionWords, statusShort, statusWords } from "./terms";

export function legend(): HTMLElement {
  return h(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    [2, 1, 0, -1, -2].map((p) => h("li", {}, chip(p), positionWords(p))),
    ["not-spoken", "lapsed", "declined", "neutral", "unclear"].map((status) =>
      h("li", {}, h("span", { class: "chip none" }, statusShort(status)), statusWords(status)),
    ),
    h("li", {}, h("span", { class: "chip p1 disputed" }, "+1"), "coders differed, adjudicated"),
    h("li", {}, h("span", { class: "chip p1 conditional" }, "+1"), "on a condition"),
  );
}
