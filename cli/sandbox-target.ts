import { join } from 'node:path';
import type { Config } from '../platform/config.ts';
import { nearest } from '../platform/nearest.ts';
import { register } from '../platform/redact.ts';
import { faultNames } from '../sandbox/faults.ts';
import { SANDBOX_NAMES, type SandboxName } from '../sandbox/flavours.ts';
import type { ReadyFile, Sandbox } from '../sandbox/sandbox.ts';
import { STAGES, type Stage } from '../sandbox/stages.ts';
import { writeAtomically } from './files.ts';
import { UsageError } from './usage-error.ts';

/** The embedded installation that a run asks for. */
export interface SandboxRequest {
  installation: SandboxName;
  faults: string[];
  /** How far the installation has come; complete when absent. */
  stage?: Stage;
}

/** The installation of that name. Throws UsageError for one that is not there. */
export function installationNamed(name: string): SandboxName {
  const found = SANDBOX_NAMES.find((installation) => installation === name);
  if (found !== undefined) return found;
  const near = nearest(name, SANDBOX_NAMES);
  throw new UsageError(
    `unknown installation "${name}"; ${near === undefined ? `there are ${SANDBOX_NAMES.join(', ')}` : `did you mean ${near}?`}`,
  );
}

/** The stage of that name. Throws UsageError for one that is not there. */
export function stageNamed(name: string): Stage {
  const found = STAGES.find((stage) => stage === name);
  if (found !== undefined) return found;
  throw new UsageError(`unknown phase "${name}" of --installed-up-to; there are ${STAGES.join(', ')}`);
}

const OWN_TARGET = [
  'kubeconfig',
  'context',
  'bundle',
  'gatewayUrl',
  'prometheusUrl',
  'grafanaUrl',
  'grafanaTokenFile',
  'identities',
  'ca',
  'toolPath',
] as const;

/** Stops where a flag names what the sandbox has of its own: which of both was meant cannot be told. Throws UsageError. */
export function demandOwnTarget(flags: object): void {
  const given = new Map<string, unknown>(Object.entries(flags));
  const other = OWN_TARGET.find((key) => given.get(key) !== undefined);
  if (other !== undefined) throw new UsageError(`--sandbox brings its own ${other}: give one of the two`);
}

/** Stops at once for a fault that is not there. */
export function demandFaults(names: readonly string[]): void {
  const known = faultNames();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new UsageError(
    `unknown fault "${unknown}"; ${near === undefined ? `there are ${known.length}, one file each in sandbox/faults` : `did you mean ${near}?`}`,
  );
}

export interface SandboxStart extends SandboxRequest {
  folder: string;
  realWindows: boolean;
  port?: number;
}

/** Starts the sandbox in this process. Its modules are loaded only now: a run against a cluster does not need them. */
export async function startSandbox(options: SandboxStart): Promise<Sandbox> {
  const { startSandbox: start } = await import('../sandbox/sandbox.ts');
  try {
    return await start(options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new UsageError(`port ${options.port} or one of the three after it is in use: give another with --port`);
    }
    throw error;
  }
}

/** The configuration of a run against a running sandbox: as a user would give it for any cluster. */
export function targetSandbox(config: Config, ready: ReadyFile, folder: string): Config {
  const identities = join(folder, 'identities.json');
  writeAtomically(identities, JSON.stringify(ready), 0o600);
  register(...ready.identities.map((identity) => identity.openshiftToken));
  return {
    ...config,
    kubeconfig: ready.kubeconfig,
    context: undefined,
    bundle: undefined,
    gatewayUrl: ready.gatewayUrl,
    prometheusUrl: ready.prometheusUrl,
    grafanaUrl: ready.grafanaUrl,
    grafanaTokenFile: ready.grafanaTokenFile,
    ca: ready.caFile,
    insecureSkipTlsVerify: false,
    toolPath: ready.toolPath,
    identities,
    allowChanges: true,
    allowDisruption: true,
  };
}
