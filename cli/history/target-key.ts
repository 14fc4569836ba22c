import { createHash } from 'node:crypto';
import { inClusterContext, readContext } from '../../platform/cluster/kubeconfig.ts';
import { Unreachable } from '../../platform/cluster/unreachable.ts';
import type { Config } from '../../platform/config.ts';
import type { HistoryEntry } from '../../reports/history/history.ts';
import { UsageError } from '../usage-error.ts';

const KEY_CHARACTERS = 12;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, KEY_CHARACTERS);

/** The name as the user gave it. Throws UsageError where it is no name of a folder. */
function demandTargetName(name: string): string {
  if (NAME.test(name)) return name;
  throw new UsageError(
    `--target-name ${JSON.stringify(name)} cannot name a folder: give letters, digits, dots and hyphens, 63 at most`,
  );
}

/** A target by its name; that of a sandbox by its installation. Throws UsageError where the name is none of a folder. */
export function namedTarget(named: string | undefined, installation: string): HistoryEntry['target'] {
  if (named !== undefined) return { key: demandTargetName(named), name: named };
  return { key: `sandbox-${installation}`, name: `sandbox ${installation}` };
}

/**
 * What a history tells targets apart by: the address of the API server, or of the gateway where there is no cluster. Neither
 * the credentials nor the release: the same cluster has one history through its upgrades. The sandbox has one for each
 * installation, whatever is made wrong in it.
 */
export function targetKey(
  config: Config,
  sandbox: { installation: string } | undefined,
  named: string | undefined,
): HistoryEntry['target'] {
  if (named !== undefined || sandbox !== undefined) return namedTarget(named, sandbox?.installation ?? '');
  if (config.bundle !== undefined) return { key: `bundle-${hashed(config.bundle)}`, name: `bundle ${config.bundle}` };
  const address = apiServer(config) ?? config.gatewayUrl;
  if (address === undefined) throw new UsageError('no target to keep a history of: give --target-name');
  const { host } = new URL(address);
  return { key: `live-${hashed(host)}`, name: host };
}

function apiServer({ kubeconfig, context }: Config): string | undefined {
  try {
    return (kubeconfig === undefined ? inClusterContext() : readContext(kubeconfig, context))?.cluster.server;
  } catch (error) {
    if (error instanceof Unreachable) throw new UsageError(error.message);
    throw error;
  }
}
