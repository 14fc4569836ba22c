import { detect } from '../../layouts/detect.ts';
import type { Observation } from '../../layouts/observation.ts';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import type { Connection } from '../../platform/cluster/connection.ts';
import type { Config } from '../../platform/config.ts';
import type { Session } from '../../platform/session.ts';
import { gatewayPaths } from './gateway-paths.ts';
import { type ChosenLayout, chooseLayout, untoldText } from './layout.ts';
import { observe } from './observe.ts';
import { type OpenTarget, openTarget } from './open.ts';
import { plainServer } from './plain-server.ts';
import { unreachableReason } from './preflight.ts';

/** What was learnt of the target before checks run. */
export interface Survey extends Omit<OpenTarget, 'cluster'> {
  /** The cluster, where it answers. */
  cluster?: Cluster;
  observation: Observation;
  /** The `oc auth can-i …` lines of what the caller was not allowed to see of it. */
  missing: string[];
  layout?: ChosenLayout;
  /** Where the layout cannot be told: the signs that contradict each other, and what could not be read. */
  untold?: string[];
  /** Why no check can be run; absent where checks can. */
  untestable?: string;
  /** Of a bundle: when it was collected. */
  collectedAt?: Date;
}

/**
 * Looks at the target once: does it answer, and which layout has it? Throws UsageError for a release without layout.
 * @param given somebody else's connection to its API server, which is asked instead of one of its own
 */
export async function survey(
  config: Config,
  target: Session['target'],
  privateFolder: string,
  given?: Connection,
): Promise<Survey> {
  const { cluster, ...open } = await openTarget(target, privateFolder, given);
  try {
    const reason = cluster === undefined ? 'no kubeconfig is given' : await unreachableReason(cluster);
    if (reason !== undefined && config.gatewayUrl === undefined) {
      return { observation: {}, missing: [], ...chosen(config, {}, reason), untestable: reason, ...open };
    }
    const reachable = reason === undefined ? cluster : undefined;
    const { observation: seen, missing } =
      reachable === undefined ? { observation: {}, missing: [] } : await observe(reachable);
    // The gateway is only asked where the cluster has not told: the question appears in its logs as an anonymous mint.
    const untold = config.layout === 'auto' && detect(seen).kind === 'unknown';
    const observation = untold ? { ...seen, ...(await gatewayPaths(config)) } : seen;
    const collectedAt = reachable?.source === 'bundle' ? new Date(await reachable.now()) : undefined;
    return { cluster: reachable, observation, missing, collectedAt, ...chosen(config, observation, reason), ...open };
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** The layout, or why no check can be run without one. */
function chosen(
  config: Config,
  observation: Observation,
  reason: string | undefined,
): Pick<Survey, 'layout' | 'untold' | 'untestable'> {
  const layout = chooseLayout(config.layout, observation);
  if ('name' in layout) return { layout };
  const plain = plainServer(config, observation);
  if (plain !== undefined) return { layout: plain };
  const untold = [...layout.contradictions, ...layout.unread.map((why) => `not read: ${why}`)];
  return { untold, untestable: untoldText(layout, reason) };
}
