import { type Manager, managersOf } from './managers.ts';
import { pathOf } from './policy-targets.ts';

interface Kept {
  kind?: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

/** The label by which the operators of Open Data Hub and OpenShift AI mark what they keep as they deployed it. */
const PART_OF = 'platform.opendatahub.io/part-of';
/** Says to the operator that somebody else looks after an object. */
const MANAGED = 'opendatahub.io/managed';

/** Tools of a person: command lines, and the web console, whose requests come from a browser. */
const BY_HAND = /^(kubectl|oc|mozilla|k9s|lens)\b/i;

const told = ({ name, time }: Manager): string => (time === undefined ? name : `${name} at ${time}`);

/**
 * Objects that a person changed although their operator keeps them as it deployed them: it takes the change back, at its
 * next reconciliation or restart (FM-18).
 */
export function revertedEdits(objects: readonly Kept[]): string[] {
  return objects.flatMap((object) => {
    const { labels, annotations } = object.metadata;
    const keeper = labels?.[PART_OF];
    const edits = managersOf(object).filter(({ name, spec }) => spec && BY_HAND.test(name));
    if (keeper === undefined || annotations?.[MANAGED] === 'false' || edits.length === 0) return [];
    return [
      `${object.kind ?? 'policy'} ${pathOf(object)} was changed by ${edits.map(told).join(', ')}, and the operator keeps it as part of ${keeper}: it will take that back (FM-18)`,
    ];
  });
}

/** Objects whose managers the cluster tells. */
export const withManagers = <T extends Kept>(objects: readonly T[]): T[] =>
  objects.filter((object) => managersOf(object).length > 0);
