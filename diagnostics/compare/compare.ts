import type { Layout } from '../../layouts/layout.ts';
import type { BundleCluster } from '../../platform/cluster/bundle/bundle.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { analyze } from '../analyzers/analyze.ts';
import type { Finding } from '../findings/finding.ts';
import { pairedKinds } from './kinds.ts';
import { compareKind, type ObjectChanges, together } from './objects.ts';

/** One side of a comparison. */
export interface Side {
  cluster: BundleCluster;
  layout: Layout;
  /** How the checks ended that the bundle was judged by, or collected for. */
  verdict?: Verdict;
}

/** What differs between two bundles. */
export interface Comparison extends ObjectChanges {
  newFindings: Finding[];
  goneFindings: Finding[];
}

const without = (findings: readonly Finding[], others: readonly Finding[]): Finding[] =>
  findings.filter(({ id }) => !others.some((other) => other.id === id));

/**
 * What has become of an installation from one bundle to a later one, of every kind that they hold. What one of them does not
 * hold is said, and never taken for gone.
 */
export async function compareBundles(before: Side, after: Side): Promise<Comparison> {
  const kinds = pairedKinds(await before.cluster.kinds(), await after.cluster.kinds());
  const sides = { before: before.cluster, after: after.cluster };
  const compared: ObjectChanges[] = [];
  for (const kind of kinds) compared.push(await compareKind(sides, kind));
  const [old, now] = await Promise.all([analyze(before), analyze(after)]);
  return { ...together(compared), newFindings: without(now, old), goneFindings: without(old, now) };
}
