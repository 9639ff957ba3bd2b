/** The heading under which an actor is listed: the government, branch or organization they speak from. */

import { BRANCH } from "./vocabularies";
import type { Case } from "./case";
import type { Day } from "./schema";
import type { State } from "./state";
import { grouped, type World } from "./world";

const PRIVATE: Record<string, string> = { company: "Companies", "civil-society": "Civil society", party: "Parties" };
const BRANCHES = Object.keys(BRANCH);

interface Heading {
  label: string;
  /** What headings of one government share. */
  government: string;
  /** Governments come before firms and associations, and these before persons who speak for nobody else. */
  kind: number;
  /** Order among the headings of one government: the executive first. */
  rank: number;
}

export function heading(world: World, by: State["group"], actor: string, office: string | null): Heading {
  const organization = world.organization(actor, office);
  if (!organization) return { label: "In a personal capacity", government: "", kind: 2, rank: 0 };
  const top = world.root(organization);
  // The top of a government has no branch of its own; a firm or an association is its own top and has one.
  const privately = top.branch === null ? undefined : PRIVATE[top.branch];
  const government = privately ?? top.name;
  const rank = organization.branch === null ? -1 : BRANCHES.indexOf(organization.branch);
  const kind = privately ? 1 : 0;
  if (by === "organization") return { label: organization.name, government, kind, rank };
  if (by === "government" || privately) return { label: government, government, kind, rank: 0 };
  return { label: `${government}: ${organization.branch ?? "as a whole"}`, government, kind, rank };
}

/** The actors of an issue under their headings as of a day: the government with most actors first, within it the executive. */
export function groups(of: Case, by: State["group"], day: Day): [string, string[]][] {
  const headings = new Map(of.actors.map((actor) => [actor, heading(of.world, by, actor, of.office(actor, day))]));
  const size = new Map([...grouped(headings.values(), (h) => h.government)].map(([government, all]) => [government, all.length]));
  return [...grouped(of.actors, (actor) => headings.get(actor)!.label)].sort(([, a], [, b]) => {
    const [x, y] = [headings.get(a[0]!)!, headings.get(b[0]!)!];
    return (
      x.kind - y.kind ||
      size.get(y.government)! - size.get(x.government)! ||
      x.government.localeCompare(y.government, "en") ||
      x.rank - y.rank ||
      b.length - a.length ||
      x.label.localeCompare(y.label, "en")
    );
  });
}
