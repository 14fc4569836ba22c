import type { Layout } from '../../layouts/layout.ts';
import { readCondition, unmetConditions } from '../cluster/conditions.ts';
import { AuthPolicy } from '../cluster/kinds/kuadrant.ts';
import { AuthConfig, Kuadrant } from '../cluster/kinds/policy-engine.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { CONTROLLERS, gatewayController, knownControllers } from './gateway-controllers.ts';
import { operatorEnvironment } from './operator.ts';

type Reader = Pick<ClusterReader, 'list' | 'listIfKnown' | 'find' | 'findIn'>;

/** How Kuadrant does. It is well where `problems` is empty. */
export interface KuadrantReport {
  problems: string[];
  summary: string;
}

/** Why Kuadrant finds no gateway provider: it was not told of it (FM-02), or it looked before there was one (FM-01). */
async function explanation(cluster: Reader, layout: Layout): Promise<string> {
  const operator = await operatorEnvironment(cluster, layout);
  if (operator === undefined) return 'its operator’s Deployment does not exist';
  const controller = await gatewayController(cluster, layout);
  const told = operator.value(CONTROLLERS);
  if (controller !== undefined && !knownControllers(operator).includes(controller)) {
    return `operator ${operator.place} does not know the gateway’s controller ${controller}: ${CONTROLLERS} is ${told ?? 'not set'}; set it in the Subscription’s spec.config.env (FM-02)`;
  }
  return `operator ${operator.place} knows the gateway’s controller: it started before the gateway’s provider was there; restart it (FM-01)`;
}

/** AuthConfigs of a Kuadrant that has policies to enforce: without any, no request is authenticated. */
async function authConfigProblems(cluster: Reader, namespace: string): Promise<string[]> {
  const policies = (await cluster.list(AuthPolicy)).filter((policy) => readCondition(policy, 'Accepted').holds);
  if (policies.length === 0) return [];
  const configs = await cluster.listIfKnown(AuthConfig, { namespace });
  if (configs === undefined) return ['the cluster does not know the type AuthConfig: Authorino’s CRDs are missing'];
  if (configs.length === 0) {
    return [`${policies.length} AuthPolicies are accepted, and there is no AuthConfig in ${namespace} for Authorino`];
  }
  return configs.flatMap((config) =>
    unmetConditions(config, ['Ready']).map((problem) => `AuthConfig ${namespace}/${config.metadata.name}: ${problem}`),
  );
}

/** Judges the Kuadrant resource and what came of it. Throws a Violation where the cluster does not know the type. */
export async function kuadrantReport(cluster: Reader, layout: Layout): Promise<KuadrantReport> {
  const found = await cluster.list(Kuadrant);
  if (found.length === 0)
    return { problems: ['there is no Kuadrant resource: nothing deploys the policy engine'], summary: '' };
  const reports = await Promise.all(
    found.map(async (kuadrant) => {
      const { namespace = '', name } = kuadrant.metadata;
      const problems = [
        ...unmetConditions(kuadrant, ['Ready']).map((problem) => `Kuadrant ${namespace}/${name}: ${problem}`),
        ...(await authConfigProblems(cluster, namespace)),
      ];
      return { name: `${namespace}/${name}`, problems };
    }),
  );
  const problems = reports.flatMap((report) => report.problems);
  if (problems.length > 0) problems.push(await explanation(cluster, layout));
  return { problems, summary: `Ready: ${reports.map(({ name }) => name).join(', ')}` };
}
