import { type Detection, detect, withFlavour } from '../../layouts/detect.ts';
import { flavoursOf, LAYOUTS } from '../../layouts/layouts.ts';
import type { Observation } from '../../layouts/observation.ts';
import { UsageError } from '../usage-error.ts';

/** The layout of a run, and why it is that one. */
export interface ChosenLayout {
  name: string;
  /** `named`: with --layout. */
  confidence: 'named' | 'certain' | 'likely' | 'assumed';
  evidence: string[];
}

type Known = Extract<Detection, { kind: 'known' }>;
export type Unknown = Extract<Detection, { kind: 'unknown' }>;

const against = (contradictions: readonly string[]): string[] => contradictions.map((text) => `against it: ${text}`);

const ASSUMED = 'name what will be installed with --layout where it is not this one';

/**
 * The layout that was named, or the one that the observation tells; a named release with flavours becomes the flavour that
 * is there. Answers why not where nothing tells. Throws UsageError for a release that has no layout.
 */
export function chooseLayout(asked: string, observation: Observation): ChosenLayout | Unknown {
  if (asked !== 'auto') return named(asked, observation);
  const detection = detect(observation);
  if (detection.kind === 'newer') throw new UsageError(newerText(detection));
  if (detection.kind === 'unknown') return detection;
  const { layout, confidence, evidence, contradictions } = detection;
  const advice = confidence === 'assumed' ? [ASSUMED] : [];
  return { name: layout, confidence, evidence: [...evidence, ...against(contradictions), ...advice] };
}

function named(asked: string, observation: Observation): ChosenLayout {
  const mine = {
    kind: 'known' as const,
    layout: asked,
    confidence: 'certain' as const,
    evidence: [],
    contradictions: [],
  };
  const { layout, evidence, contradictions }: Known =
    flavoursOf(asked).length > 0 ? withFlavour(observation, mine) : mine;
  return {
    name: layout,
    confidence: 'named',
    evidence: ['named with --layout', ...evidence, ...against([...contradictions, ...otherLayout(asked, observation)])],
  };
}

/** What is there, where it is something else than what was named. */
function otherLayout(asked: string, observation: Observation): string[] {
  const found = detect(observation);
  if (found.kind === 'newer') return [`this looks like ${found.release}: ${found.evidence.join('; ')}`];
  if (found.kind === 'unknown' || found.confidence === 'assumed') return [];
  const same = found.layout === asked || flavoursOf(asked).some(({ name }) => name === found.layout);
  const general = flavoursOf(found.layout).some(({ name }) => name === asked);
  return same || general ? [] : [`this looks like ${found.layout} (${found.confidence}): ${found.evidence.join('; ')}`];
}

function newerText({ release, evidence, contradictions }: Extract<Detection, { kind: 'newer' }>): string {
  const known = [...LAYOUTS.keys()].join(', ');
  const left = contradictions.length === 0 ? '' : `; what looks like an earlier one: ${contradictions.join('; ')}`;
  return `this is ${/^v\d/.test(release) ? 'MaaS ' : ''}${release}, which has no layout yet: ${evidence.join('; ')}${left}; to verify it all the same against one of ${known}, give --layout`;
}

/** So many reasons fit into one line that is still read. */
const MOST_REASONS = 3;

/** Why the layout cannot be told, and what would help. `reason`: why the cluster was not asked, where it was not. */
export function untoldText({ contradictions, unread }: Unknown, reason: string | undefined): string {
  const silent = unread.length === 0 ? 'no sign of MaaS was found' : 'what would tell it could not be read';
  const why =
    contradictions.length > 0 ? `the signs contradict each other: ${contradictions.join('; ')}` : (reason ?? silent);
  const more = unread.length > MOST_REASONS ? `; ${unread.length - MOST_REASONS} more in verdict.json` : '';
  const blind = unread.length === 0 ? '' : `; not read: ${unread.slice(0, MOST_REASONS).join('; ')}${more}`;
  return `the layout of this installation cannot be told (${why}): give --layout${blind}`;
}
