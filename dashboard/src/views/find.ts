/** Everything that was found, by kind; and the field in the head of the page that finds while one types. */

import { h, replace } from "../dom";
import type { Page, View } from "../page";
import { Search, type Hit } from "../search";
import { count } from "../terms";
import { grouped } from "../world";

export function find(page: Page, search: Search): View {
  const box = h("div", {});
  let hits: Hit[] = [];
  function update({ q }: { q: string }): void {
    hits = search.find(q, 100);
    replace(
      box,
      h(
        "p",
        { class: "note", role: "status" },
        q === "" ? "Type into Find above: names, issues, propositions, words." : `${count(hits.length, "result")} for “${q}”.`,
      ),
      [...grouped(hits, (hit) => hit.kind)].map(([kind, found]) =>
        h(
          "section",
          {},
          h("h2", { class: "small" }, kind),
          h(
            "ul",
            { class: "found" },
            found.map((hit) => h("li", {}, page.link({ q: "", ...hit.to }, {}, hit.text), h("small", {}, hit.detail))),
          ),
        ),
      ),
    );
  }
  update(page.state);
  return {
    node: box,
    update,
    sheet: () => ({
      name: "found",
      columns: ["kind", "text", "detail"],
      rows: hits.map((hit) => [hit.kind, hit.text, hit.detail]),
    }),
  };
}

/** A combobox after the ARIA practice: the field keeps the focus, arrows move through the list, Enter goes there. */
export class FindBox {
  private readonly input = h("input", {
    type: "search",
    id: "find",
    role: "combobox",
    autocomplete: "off",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    placeholder: "Names, claims, words",
    input: () => this.ask(),
    keydown: (event) => this.key(event as KeyboardEvent),
    blur: () => setTimeout(() => this.shut(), 150),
  });
  private readonly list = h("ul", { id: "found", role: "listbox", "aria-label": "Found", hidden: true });
  readonly node = h("search", {}, h("label", { for: "find" }, "Find"), this.input, this.list);
  private hits: Hit[] = [];
  private at = -1;

  constructor(
    private readonly page: Page,
    private readonly search: Search,
  ) {}

  private ask(): void {
    this.hits = this.search.find(this.input.value, 4);
    this.at = -1;
    replace(
      this.list,
      this.hits.map((hit, i) =>
        h(
          "li",
          { role: "option", id: `found-${i}`, "aria-selected": "false", mousedown: () => this.take(hit) },
          h("small", {}, hit.kind),
          h("span", {}, hit.text),
          h("small", {}, hit.detail),
        ),
      ),
    );
    this.list.hidden = !this.hits.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.input.removeAttribute("aria-activedescendant");
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length) {
      event.preventDefault();
      this.list.children[this.at]?.setAttribute("aria-selected", "false");
      this.at = (this.at + step + this.hits.length) % this.hits.length;
      const option = this.list.children[this.at]!;
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else if (event.key === "Enter") {
      const hit = this.hits[this.at];
      if (hit) this.take(hit);
      else this.page.go({ view: "find", q: this.input.value });
      this.shut();
    } else if (event.key === "Escape") this.shut();
  }

  private take(hit: Hit): void {
    this.page.go(hit.to);
    this.input.value = "";
    this.shut();
  }

  private shut(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
