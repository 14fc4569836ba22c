import type { Layout } from '../../layouts/layout.ts';
import { Deployment } from '../cluster/kinds/core.ts';
import { Subscription } from '../cluster/kinds/olm.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import type { DeploymentObject } from '../cluster/workloads.ts';

/** The Deployment of Kuadrant's operator, whatever its product is called. */
const OPERATOR = 'kuadrant-operator-controller-manager';
/** Ids of the operator in layouts. */
const OPERATOR_ID = 'connectivity-link';

/** What the operator that runs was told by its environment, and whether its Subscription says so too. */
export interface OperatorEnvironment {
  /** namespace/name of its Deployment. */
  place: string;
  /** Value of a variable; undefined where it is not set. One that is taken from elsewhere counts as empty. */
  value(name: string): string | undefined;
  /** Whether the Subscription sets it: what only the Deployment has is lost when the operator is installed anew. */
  isKept(name: string): boolean;
}

type Variables = ReadonlyMap<string, string>;

/** Environment of all containers of a Deployment; a later container does not hide an earlier one's. */
export function environmentOf(deployment: DeploymentObject): Variables {
  const containers = deployment.spec?.template?.spec?.containers ?? [];
  const pairs = containers.flatMap(({ env = [] }) => env.map(({ name, value }) => [name, value ?? ''] as const));
  return new Map(pairs.reverse());
}

/** Reads the environment of Kuadrant's operator; undefined where its Deployment does not exist. */
export async function operatorEnvironment(
  cluster: Pick<ClusterReader, 'findIn' | 'listIfKnown'>,
  layout: Layout,
): Promise<OperatorEnvironment | undefined> {
  const products = layout.operators.find(({ id }) => id === OPERATOR_ID)?.products ?? [];
  const namespaces = [...new Set(products.flatMap((product) => product.namespaces))];
  const deployment = await cluster.findIn(Deployment, OPERATOR, namespaces);
  if (deployment === undefined) return undefined;
  const { namespace = '', name } = deployment.metadata;
  const variables = environmentOf(deployment);
  const subscriptions = (await cluster.listIfKnown(Subscription, { namespace })) ?? [];
  const packages = products.map((product) => product.package);
  const kept = subscriptions
    .filter(({ spec }) => spec?.name !== undefined && packages.includes(spec.name))
    .flatMap(({ spec }) => spec?.config?.env ?? []);
  return {
    place: `${namespace}/${name}`,
    value: (variable) => variables.get(variable),
    isKept: (variable) => kept.some((entry) => entry.name === variable && entry.value === variables.get(variable)),
  };
}
