/** What a reader takes away: rows as CSV, pictures as SVG or PNG, a citation. */

import { inWords } from "./days";
import type { Sheet } from "./page";
import type { Row } from "./schema";
import type { World } from "./world";

/** A cell of CSV. Text that a spreadsheet would run as a formula is kept from running by a leading apostrophe. */
function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv({ columns, rows }: Sheet): string {
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
}

/** Statement in the form in which it can be cited: who, in what capacity, when, what, where, and the record's id. */
export function citation(world: World, said: Row<"statements">): string {
  const source = world.later?.sources.get(said.source_id);
  const words = said.quote === null ? said.summary : `“${said.quote}”`;
  const place = source ? ` ${source.publisher}, “${source.title}”, ${source.url}.` : "";
  return (
    `${world.name(said.speaker_id)} (${world.capacity(said.speaker_id, said.office_id)}), ${inWords(said.said_date, said.said_precision)}: ` +
    `${words}${place} Record ${said.statement_id}, ${world.about.release}.`
  );
}

export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const STYLE = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "fill-opacity",
  "stroke-opacity",
  "font-size",
  "font-family",
  "font-weight",
  "text-anchor",
];

/** A picture that stands on its own: what the page's style sheet gives is written into each element, links lose their targets. */
export function standalone(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const [before, after] = [picture.querySelectorAll("*"), copy.querySelectorAll("*")];
  const hidden: Element[] = [];
  before.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of STYLE) after[i]?.setAttribute(name, style.getPropertyValue(name));
    if (style.display === "none") hidden.push(after[i]!);
    for (const name of ["href", "tabindex", "class"]) after[i]?.removeAttribute(name);
  });
  for (const element of hidden) element.remove();
  const { width, height } = picture.viewBox.baseVal;
  copy.removeAttribute("class");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({
    width: "100%",
    height: "100%",
    fill: getComputedStyle(document.body).backgroundColor,
  }))
    ground.setAttribute(name, value);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

/** The picture as PNG at twice its size. */
export async function png(picture: SVGSVGElement): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([standalone(picture)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the browser made no PNG")))),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
