/** The heading under which an actor is listed: the government, branch or organization they speak from. */

import { BRANCH } from "./vocabularies";
import type { State } from "./state";
import type { World } from "./world";

const PRIVATE: Record<string, string> = { company: "Companies", "civil-society": "Civil society", party: "Parties" };
const BRANCHES = Object.keys(BRANCH);

export interface Heading {
  /** What headings of one government share. */
  government: string;
  label: string;
  /** Order among the headings of one government: the executive first. */
  rank: number;
}

export function heading(world: World, by: State["group"], actor: string, office: string | null): Heading {
  const organization = world.organization(actor, office);
  if (!organization) return { government: "In a personal capacity", label: "In a personal capacity", rank: 0 };
  const top = world.root(organization);
  // The top of a government has no branch of its own; a firm or an association is its own top and has one.
  const privately = top.branch === null ? undefined : PRIVATE[top.branch];
  const government = privately ?? top.name;
  const rank = organization.branch === null ? -1 : BRANCHES.indexOf(organization.branch);
  if (by === "organization") return { government, label: organization.name, rank };
  if (by === "government" || privately) return { government, label: government, rank: 0 };
  return { government, label: `${government}: ${organization.branch ?? "as a whole"}`, rank };
}
