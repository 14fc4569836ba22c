import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { settle, WAITS } from './waits.ts';

/** Environment variable that names the session file. */
export const SESSION_VARIABLE = 'MAAS_VERIFY_SESSION';

/**
 * One run, resolved: what the command line, the environment and the configuration file came to. The command writes it
 * once (mode 0600, in a private folder that the run removes); every worker reads it. It holds no secret, only the names of
 * files that do.
 */
export const Session = z.strictObject({
  runId: z.string(),
  /** Private folder of this run (0700): caches, minted tokens, leases. Survives worker restarts; removed at the end. */
  privateFolder: z.string(),
  /** Where the command asks the API server for the checks (cluster/relay.ts); absent: each process connects for itself. */
  apiSocket: z.string().optional(),
  target: z.strictObject({
    kind: z.enum(['live', 'bundle', 'sandbox']),
    kubeconfig: z.string().optional(),
    context: z.string().optional(),
    bundle: z.string().optional(),
    gatewayUrl: z.string().optional(),
    prometheusUrl: z.string().optional(),
    grafanaUrl: z.string().optional(),
    /** File with the token of a service account of Grafana. */
    grafanaTokenFile: z.string().optional(),
    /** PEM file of the CA that signs the gateway's (and the given Prometheus') certificate; the system's when absent. */
    caFile: z.string().optional(),
    insecureSkipTlsVerify: z.boolean(),
    identitiesFile: z.string().optional(),
    /** Folders in which the tools of the installation are looked for, as in PATH; PATH itself when absent. */
    toolPath: z.string().optional(),
  }),
  /** Where pictures of dashboards are kept; none are when absent. */
  screenshots: z.string().optional(),
  layout: z.strictObject({ name: z.string(), evidence: z.array(z.string()) }),
  /** Ids of the checks of this run. */
  checks: z.array(z.string()),
  /** Models that must be deployed, by name or namespace/name; none named: any. */
  models: z.array(z.string()),
  allowChanges: z.boolean(),
  allowDisruption: z.boolean(),
  /** The most requests that one check may send for one identity. */
  requestBudget: z.number().int().positive(),
  /** The most tokens that one check may spend for one identity. */
  tokenBudget: z.number().int().positive(),
});
export type Session = z.infer<typeof Session>;

/**
 * Waits until the command has written the session: it starts the processes of the checks while it still looks at the
 * target. Does nothing where no session is announced. The process ends with the command it waits for.
 */
export async function sessionWritten(environment: NodeJS.ProcessEnv = process.env): Promise<void> {
  const file = environment[SESSION_VARIABLE];
  if (file === undefined || existsSync(file)) return;
  const end = (): never => process.exit(1);
  if (process.connected === false) end();
  process.once('disconnect', end);
  await settle(async () => existsSync(file) || undefined, WAITS.run, WAITS.sessionLook);
  process.off('disconnect', end);
}

/** Reads the session of this run. Throws where the harness is started past its own command. */
export function readSession(environment: NodeJS.ProcessEnv = process.env): Session {
  const file = environment[SESSION_VARIABLE];
  if (file === undefined) {
    throw new Error(
      `${SESSION_VARIABLE} is not set: start the suites with "maas-verify run", not with Playwright itself`,
    );
  }
  return Session.parse(JSON.parse(readFileSync(file, 'utf8')));
}
