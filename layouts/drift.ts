import { GATEWAY } from './drift/gateway.ts';
import { sameCounts, sameLimits } from './drift/limits.ts';
import { MODELS } from './drift/models.ts';
import { OPERATORS } from './drift/operators.ts';
import { PLACES } from './drift/places.ts';
import { POLICIES } from './drift/policies.ts';
import { agrees, NOT_NAMED, type Subject } from './drift/subject.ts';
import { TIERS } from './drift/tiers.ts';
import { guide } from './guide.ts';
import type { Layout } from './layout.ts';
import type { Observation } from './observation.ts';

/** One difference between what the guide says, what the release deploys, and what is there. */
export interface DriftRow {
  subject: string;
  guide: string;
  release: string;
  observed: string;
  /** What happens to someone who follows the guide. */
  consequence: string;
  /** Whether the installation is as its release says; absent where nothing could be observed. */
  asReleased?: boolean;
  /** true: nothing could be observed; `observed` says why. */
  unread?: true;
}

export interface DriftOptions {
  /** The limits’ windows are shorter than the release’s on purpose (the sandbox’s are): only their counts are compared. */
  shortWindows?: boolean;
}

/** Everything that is compared. */
export const SUBJECTS: readonly Subject[] = [...PLACES, ...OPERATORS, ...GATEWAY, ...POLICIES, ...TIERS, ...MODELS];

function reason({ from }: Subject, { unread = {} }: Observation): string {
  const why = [...new Set(from.flatMap((field) => unread[field] ?? []))];
  const [first, ...others] = why;
  if (first === undefined) return 'what it would be read in is not there';
  return others.length === 0 ? first : `${first}, and ${others.length} more`;
}

/**
 * The subjects on which the guide, the release (the layout that is verified against) and the observation do not all
 * agree. Where nothing could be seen, the row says so and why. A drift is no defect: the checks judge.
 */
export function drift(observation: Observation, layout: Layout, options: DriftOptions = {}): DriftRow[] {
  return SUBJECTS.flatMap((subject): DriftRow[] => {
    const row = { subject: subject.subject, guide: subject.says(guide), release: subject.says(layout) };
    const { consequence } = subject;
    const observed = subject.seen(observation, layout);
    if (observed === undefined) {
      return [{ ...row, observed: `could not be read: ${reason(subject, observation)}`, consequence, unread: true }];
    }
    const isKept = keeps(subject, options);
    const asGuided =
      agrees(row.guide, row.release) || (agrees(row.release, row.guide) && isKept(row.guide, observed, guide));
    const asReleased = isKept(row.release, observed, layout);
    return asReleased && asGuided ? [] : [{ ...row, observed, consequence, asReleased }];
  });
}

function keeps({ keeps: own = agrees }: Subject, { shortWindows }: DriftOptions): NonNullable<Subject['keeps']> {
  const compare = own === sameLimits && shortWindows === true ? sameCounts : own;
  return (said, seen, layout) => said === NOT_NAMED || compare(said, seen, layout);
}
