/** Days as whole numbers: reading, writing, and the interval that a partial date stands for. */

import type { Day } from "./schema";
import type { PRECISION } from "./vocabularies";

const MS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

type Precision = keyof typeof PRECISION;

const date = (day: Day): Date => new Date(day * MS);

export const iso = (day: Day): string => date(day).toISOString().slice(0, 10);

/** The day that an ISO text names, or null when it names none. */
export function parseDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // 31 February parses in some engines; a day must survive the way back.
  return Number.isNaN(ms) || iso(ms / MS) !== text ? null : ms / MS;
}

/** The day in words, no more exact than it is known. */
export function inWords(day: Day, precision: Precision = "day"): string {
  const d = date(day);
  const month = MONTHS[d.getUTCMonth()];
  if (precision === "year") return `${d.getUTCFullYear()}`;
  return precision === "month" ? `${month} ${d.getUTCFullYear()}` : `${d.getUTCDate()} ${month} ${d.getUTCFullYear()}`;
}

/** The last day on which something dated so can have happened: nothing partial is before a day inside its interval. */
export function lastDay(day: Day, precision: Precision): Day {
  const d = date(day);
  if (precision === "month") return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0) / MS;
  if (precision === "year") return Date.UTC(d.getUTCFullYear(), 11, 31) / MS;
  return day;
}

/** The first days of months in [from, to], thinned to at most `most`. */
export function monthsBetween(from: Day, to: Day, most: number): Day[] {
  const start = date(from);
  const months: Day[] = [];
  for (let i = 1; ; i++) {
    const day = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + i, 1) / MS;
    if (day > to) break;
    months.push(day);
  }
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((n) => months.length / n <= most) ?? 240;
  return months.filter((day) => (date(day).getUTCMonth() + 12 * date(day).getUTCFullYear()) % step === 0);
}
