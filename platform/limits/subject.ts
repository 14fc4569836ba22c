/** For whom a limit is, as far as its predicates tell. */
export interface Subject {
  tiers: string[];
  groups: string[];
  /** true: they ask for something of the caller that is neither a tier nor a group, or turn it round. */
  unclear: boolean;
}

const TIERS = /[\w.]*\btier\s*(?:==\s*(["'])([^"']+)\1|in\s*\[([^\]]*)\])/g;
const IN_GROUPS = /(["'])([^"']+)\1\s+in\s+[\w.]*groups\b/g;
const GROUPS_HAVE = /[\w.]*groups\.(?:contains|exists)\(\s*(?:(\w+)\s*,\s*\1\s*==\s*)?(["'])([^"']+)\2\s*\)/g;
const QUOTED = /["']([^"']+)["']/g;
/** Stands for a comparison that was understood. */
const UNDERSTOOD = '§';

const quoted = (list: string): string[] => [...list.matchAll(QUOTED)].flatMap(([, name]) => name ?? []);

/** Whether a predicate asks more of the caller than the comparisons that were understood: each of them must be necessary. */
function isUnclear(rest: string): boolean {
  // Neither the rest of an identity nor a header that a caller sends tells a tier.
  if (/\bauth\.|\brequest\.headers\b/.test(rest)) return true;
  if (new RegExp(`!\\s*\\(*\\s*${UNDERSTOOD}`).test(rest)) return true;
  if (!rest.includes(UNDERSTOOD) || !rest.includes('||')) return false;
  // Alternatives are fine where each of them names callers.
  return rest.split('||').some((alternative) => !alternative.includes(UNDERSTOOD));
}

/** The tiers and groups that CEL predicates name, all of which must hold: `auth.identity.tier == "free"`, `"g" in auth.identity.groups`. */
export function subjectOf(predicates: readonly string[]): Subject {
  const tiers = new Set<string>();
  const groups = new Set<string>();
  let unclear = false;
  for (const predicate of predicates) {
    const rest = predicate
      .replaceAll(TIERS, (_, _quote, one?: string, list?: string) => {
        for (const name of one === undefined ? quoted(list ?? '') : [one]) tiers.add(name);
        return UNDERSTOOD;
      })
      .replaceAll(IN_GROUPS, (_, _quote, group: string) => {
        groups.add(group);
        return UNDERSTOOD;
      })
      .replaceAll(GROUPS_HAVE, (_, _variable, _quote, group: string) => {
        groups.add(group);
        return UNDERSTOOD;
      });
    unclear ||= isUnclear(rest);
  }
  return { tiers: [...tiers], groups: [...groups], unclear };
}

const HEADER = /request\.headers(?:\[\s*(["'])([^"']+)\1\s*\]|\.(\w+))/g;

/** Request headers that a predicate reads, in lower case: `request.headers["x-tier"]`. */
export const headersIn = (predicate: string): string[] =>
  [...predicate.matchAll(HEADER)].map(([, _quote, quotedName, name]) => (quotedName ?? name ?? '').toLowerCase());
