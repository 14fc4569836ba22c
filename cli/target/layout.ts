import { type Detection, detect } from '../../layouts/detect.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import type { Observation } from '../../layouts/observation.ts';
import { UsageError } from '../usage-error.ts';

/** The layout of a run, and why it is that one. */
export interface ChosenLayout {
  name: string;
  evidence: string[];
}

/**
 * The layout that was named, or the one that the observation tells. Answers undefined where nothing tells.
 * Throws UsageError for a release that has no layout.
 */
export function chooseLayout(asked: string, observation: Observation): ChosenLayout | undefined {
  if (asked !== 'auto') return { name: asked, evidence: ['named with --layout'] };
  const detection = detect(observation);
  if (detection.kind === 'newer') throw new UsageError(newerText(detection));
  if (detection.kind === 'unknown') return undefined;
  return {
    name: detection.layout,
    evidence: [`detected (${detection.confidence}): ${detection.evidence.join('; ')}`],
  };
}

function newerText({ release, evidence }: Extract<Detection, { kind: 'newer' }>): string {
  const known = [...LAYOUTS.keys()].join(', ');
  return `this is ${release}: ${evidence.join('; ')}; the layouts known are ${known}: give --layout to verify against one of them`;
}
