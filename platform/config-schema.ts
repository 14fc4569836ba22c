import { z } from 'zod';
import { LAYOUTS } from '../layouts/layouts.ts';
import { PHASES } from '../layouts/phases.ts';
import { durationSeconds } from './duration.ts';

const HttpUrl = z.url({ protocol: /^https?$/, error: 'expected a URL such as https://host' });
const Path = z.string().min(1);

/** What a run is asked for. The same keys in `maas-verify.yaml`, as flags (--gateway-url) and as MAAS_VERIFY_GATEWAY_URL. */
export const Config = z.strictObject({
  kubeconfig: Path.optional().describe('kubeconfig of the cluster; $KUBECONFIG or ~/.kube/config when absent'),
  context: z.string().min(1).optional().describe('context of the kubeconfig; its current one when absent'),
  bundle: Path.optional().describe('must-gather folder or archive to verify instead of a cluster'),
  layout: z
    .enum(['auto', ...LAYOUTS.keys()])
    .default('auto')
    .describe('the release that the installation should be'),
  gatewayUrl: HttpUrl.optional().describe('base URL of the MaaS gateway; found in the cluster when absent'),
  prometheusUrl: HttpUrl.optional().describe('base URL of Prometheus; found in the cluster when absent'),
  grafanaUrl: HttpUrl.optional().describe('base URL of Grafana; found in the cluster when absent'),
  grafanaTokenFile: Path.optional().describe(
    'file with the token of a service account of Grafana (glsa_…); the caller’s own where Grafana is behind oauth-proxy, none else',
  ),
  identities: Path.optional().describe(
    'YAML or JSON file of callers: identities: [{name, tier?, openshiftToken?, maasToken?, expiredMaasToken?}]',
  ),
  ca: Path.optional().describe('PEM file of the CA that signs the gateway’s certificate'),
  toolPath: z
    .string()
    .min(1)
    .optional()
    .describe('folders in which the tools of the installation are looked for, as in PATH; PATH itself when absent'),
  insecureSkipTlsVerify: z
    .boolean()
    .default(false)
    .describe('accept any certificate of the gateway; the TLS checks still judge it'),
  phases: z
    .array(z.enum(PHASES.map((phase) => phase.name)))
    .default([])
    .describe('run these phases only'),
  checks: z.array(z.string().min(1)).default([]).describe('run these checks only, by id'),
  models: z
    .array(z.string().min(1))
    .default([])
    .describe('models that must be deployed, by the name of their resource, or namespace/name; any when absent'),
  allowChanges: z.boolean().default(false).describe('let checks create labelled, expiring objects'),
  allowDisruption: z.boolean().default(false).describe('let checks restart or break something'),
  wait: z
    .string()
    .refine((text) => durationSeconds(text) > 0, { error: 'expected a duration such as 90s, 10m or 1h30m' })
    .optional()
    .describe('how long to wait for an installation that is still going on, before it is judged'),
  diagnoseOnFailure: z
    .boolean()
    .default(false)
    .describe('after a run that did not pass, collect what explains it into diagnosis.tar.gz beside its results'),
  strict: z.boolean().default(false).describe('a failed SHOULD fails the run'),
  expectedFailures: Path.optional().describe('YAML file of failures that are known'),
  history: Path.optional().describe('folder in which runs are kept, to tell what has changed since'),
  targetName: z.string().min(1).optional().describe('name of the target in the history; its address when absent'),
  out: Path.default('maas-verify-out').describe('folder for results'),
  format: z.enum(['console', 'short', 'json']).default('console').describe('what is printed'),
  requestBudget: z
    .int()
    .positive()
    .default(1200)
    .describe('the most requests that one check may send for one identity'),
  tokenBudget: z
    .int()
    .positive()
    .default(20_000)
    .describe('the most tokens that one check may spend for one identity, as far as it can tell beforehand'),
});
export type Config = z.infer<typeof Config>;

export const CONFIG_KEYS: readonly string[] = Object.keys(Config.shape);

/** JSON Schema of `maas-verify.yaml`, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(Config, { io: 'input' });
}
