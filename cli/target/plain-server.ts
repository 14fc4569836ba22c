import type { Observation } from '../../layouts/observation.ts';
import { openaiServer } from '../../layouts/openai-server.ts';
import type { Config } from '../../platform/config.ts';
import { UsageError } from '../usage-error.ts';
import type { ChosenLayout } from './layout.ts';

const NOT_FOUND = 404;

/**
 * A run at a server without MaaS reads no cluster, also where this machine knows one. Throws UsageError where its URL is not
 * given, or a cluster is.
 */
export function atPlainServer(config: Config, given: { sandbox: boolean; kubeconfig: unknown }): Config {
  if (config.layout !== openaiServer.name) return config;
  if (given.sandbox)
    throw new UsageError(`--layout ${openaiServer.name} is a server without MaaS, and the sandbox has one`);
  if (given.kubeconfig !== undefined || config.bundle !== undefined)
    throw new UsageError(
      `--layout ${openaiServer.name} is a server without a cluster: leave --kubeconfig and --bundle out`,
    );
  if (config.gatewayUrl === undefined)
    throw new UsageError(`--layout ${openaiServer.name} is a server at a URL: give --gateway-url`);
  return { ...config, kubeconfig: undefined, context: undefined };
}

/**
 * A URL without a cluster where no path of MaaS is served, and a model to ask there: a server of models alone. Undefined where
 * it is not that.
 */
export function plainServer(config: Config, { mintPaths = {} }: Observation): ChosenLayout | undefined {
  const { kubeconfig, bundle, gatewayUrl, models } = config;
  const statuses = Object.entries(mintPaths);
  if (kubeconfig !== undefined || bundle !== undefined || gatewayUrl === undefined || models.length === 0)
    return undefined;
  if (statuses.length === 0 || statuses.some(([, status]) => status !== NOT_FOUND)) return undefined;
  return {
    name: openaiServer.name,
    confidence: 'likely',
    evidence: [
      `${statuses.map(([path]) => path).join(' and ')} answer ${NOT_FOUND} at ${gatewayUrl}: no MaaS is there`,
      `--model names what to ask: ${models.join(', ')}`,
    ],
  };
}
