/** How codes are printed: the sign is always written out, so that color never stands alone. */

import { ACTOR_RELATION, NON_POSITION, POSITIONS } from "./vocabularies";

export const plain = (term: string): string => term.replaceAll("-", " ");
/** A sentence of the vocabularies as part of another. */
const within = (sentence: string): string => sentence[0]!.toLowerCase() + sentence.slice(1).replace(/\.$/, "");

const POSITION = new Map<number, string>(Object.entries(POSITIONS).map(([term, position]) => [position, plain(term)]));
const SHORT: Record<string, string> = { lapsed: "○", "not-spoken": "·", declined: "decl", neutral: "neut", unclear: "uncl" };
const STATUS: Record<string, string> = {
  lapsed: "held a position that has ended",
  "not-spoken": "no words on record",
  ...Object.fromEntries(Object.entries(NON_POSITION).map(([term, about]) => [term, within(about)])),
};

export const positionWords = (position: number): string => POSITION.get(position) ?? String(position);
export const signed = (position: number): string => (position > 0 ? `+${position}` : position < 0 ? `−${-position}` : "0");
/** The class that colors a position. */
export const tone = (position: number): string => (position > 0 ? `p${position}` : position < 0 ? `m${-position}` : "p0");
export const statusShort = (status: string): string => SHORT[status] ?? status;
export const statusWords = (status: string): string => STATUS[status] ?? status;
export const relationWords = (relation: keyof typeof ACTOR_RELATION | null): string =>
  relation === null ? "relation not known" : relation.replace("-", "–");
export const count = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${n.toLocaleString("en")} ${n === 1 ? noun : nouns}`;
