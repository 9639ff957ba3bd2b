/** Elements from plain values. Text only ever becomes text nodes, so nothing that a table holds can become markup. */

export type Child = Node | string | number | null | undefined | false | Child[];
type Props = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

const SVG = "http://www.w3.org/2000/svg";

function fill<E extends Element>(node: E, props: Props, children: Child[]): E {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...nodes(children));
  return node;
}

function nodes(children: Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (Array.isArray(child)) return nodes(child);
    if (child == null || child === false) return [];
    return [child instanceof Node ? child : String(child)];
  });
}

/** An HTML element; functions among the properties are event listeners. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag), props, children);
}

export function replace(node: Element, ...children: Child[]): void {
  node.replaceChildren(...nodes(children));
}

/** A table of columns and rows of cells; `mark` gives each row its attributes. */
export function table(heads: Child[], rows: Child[][], mark: (row: number) => Props = () => ({})): HTMLTableElement {
  const head = heads.map((text) => h("th", { scope: "col" }, text));
  const body = rows.map((cells, i) =>
    h(
      "tr",
      mark(i),
      cells.map((cell) => h("td", {}, cell)),
    ),
  );
  return h("table", { class: "plain" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body));
}

/** A link out of the page: only http and https become links, anything else stays text. */
export function outward(url: string, text: Child): HTMLElement {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target?.protocol !== "https:" && target?.protocol !== "http:") return h("span", { class: "broken" }, text, ` (${url})`);
  return h("a", { href: target.href, target: "_blank", rel: "noopener noreferrer external" }, text);
}

/** Words in somebody's language, kept apart from the direction of the text around them. */
export function words(text: string, language: string | null, tag: "blockquote" | "q" = "blockquote"): HTMLElement {
  return h(tag, { dir: "auto", lang: language }, text);
}

/** Whether pictures are drawn for a phone held upright. */
export const narrow = (): boolean => matchMedia("(max-width: 720px)").matches;

/**
 * Arrow keys among marks, which are made with tabindex -1: one of them is in the tab order, the keys move to its neighbours.
 * `move` names the neighbour of mark `index` for a key, or null where there is none. To be settled when the marks have changed.
 */
export function rove(
  box: Element,
  marks: () => (HTMLElement | SVGElement)[],
  move: (index: number, key: string) => number | null,
): () => void {
  let current: HTMLElement | SVGElement | undefined;
  const settle = (): void => {
    if (current?.isConnected && !current.closest("[hidden]")) return;
    current?.setAttribute("tabindex", "-1");
    current = marks()[0];
    current?.setAttribute("tabindex", "0");
  };
  box.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    const all = marks();
    const index = all.indexOf(document.activeElement as HTMLElement);
    const next = index < 0 ? null : key === "Home" ? 0 : key === "End" ? all.length - 1 : move(index, key);
    const mark = next === null ? undefined : all[next];
    if (!mark) return;
    event.preventDefault();
    mark.focus();
  });
  box.addEventListener("focusin", (event) => {
    const mark = marks().find((m) => m === event.target);
    if (!mark) return;
    current?.setAttribute("tabindex", "-1");
    current = mark;
    mark.setAttribute("tabindex", "0");
  });
  return settle;
}

/** For `rove`: marks in one line. */
export const inLine = (index: number, key: string): number | null =>
  key === "ArrowRight" || key === "ArrowDown" ? index + 1 : key === "ArrowLeft" || key === "ArrowUp" ? index - 1 : null;
