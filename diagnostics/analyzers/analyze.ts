import { knownCauses } from '../../layouts/causes.ts';
import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import type { Finding } from '../findings/finding.ts';
import { saidByConditions } from './conditions.ts';
import { match } from './match.ts';
import { saidByOperators } from './operators.ts';
import { saidByPods } from './pods.ts';
import { type Judged, saidByChecks } from './said-by-checks.ts';

/** What is looked at for causes: an installation, live or of a bundle, and what a run has found of it. */
export interface Analyzed {
  cluster: Cluster;
  layout: Layout;
  verdict?: Judged;
}

/**
 * The likely causes by what the checks of a run observed, and by the few objects that policies, gateways and operators are: pods
 * and logs, of which a large cluster has too many for the end of a run, are left out.
 */
export async function analyzeKept({ cluster, layout, verdict }: Required<Analyzed>): Promise<Finding[]> {
  const read = await Promise.all([saidByConditions(cluster), saidByOperators(cluster, layout)]);
  return match(knownCauses(), [...saidByChecks(verdict), ...read.flat()]);
}

/** The likely causes, the likeliest first, each with what shows it; an empty list where nothing shows any. Never throws for what may not be read. */
export async function analyze({ cluster, layout, verdict }: Analyzed): Promise<Finding[]> {
  const read = await Promise.all([
    saidByConditions(cluster),
    saidByOperators(cluster, layout),
    saidByPods(cluster, layout),
  ]);
  const judged = verdict === undefined ? [] : saidByChecks(verdict);
  return match(knownCauses(), [...judged, ...read.flat()]);
}
