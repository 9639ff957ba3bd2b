/** The heading under which an actor is listed: the government, branch or organization they speak from. */

import type { State } from "./state";
import type { World } from "./world";

const PRIVATE: Record<string, string> = { company: "Companies", "civil-society": "Civil society", party: "Parties" };

export function heading(world: World, by: State["group"], actor: string, office: string | null): string {
  const organization = world.organization(actor, office);
  if (!organization) return "In a personal capacity";
  if (by === "organization") return organization.name;
  const top = world.root(organization);
  // The top of a government has no branch of its own; a firm or an association is its own top and has one.
  const government = (top.branch !== null && PRIVATE[top.branch]) || top.name;
  if (by === "government" || (top.branch !== null && PRIVATE[top.branch])) return government;
  return `${government}: ${organization.branch ?? "as a whole"}`;
}
