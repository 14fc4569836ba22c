import type { Layout } from '../layout.ts';
import type { Observation, SeenSubscription } from '../observation.ts';
import { listed, type Subject } from './subject.ts';

const NONE = 'no subscription';

const productsOf = (layout: Layout, id: string): Layout['operators'][number]['products'] =>
  layout.operators.find((candidate) => candidate.id === id)?.products ?? [];

const promised = (layout: Layout, id: string): string =>
  productsOf(layout, id)
    .map((product) => `${product.package} (${product.channels.join('/')}) in ${product.namespaces.join('/')}`)
    .join(' or ') || NONE;

const placed = ({ package: name, channel, namespace }: SeenSubscription): string =>
  `${name} (${channel ?? 'default channel'}) in ${namespace}`;

/** Subscriptions to any of the packages, as text. */
const subscribed = ({ subscriptions }: Observation, packages: readonly string[]): string | undefined =>
  listed(subscriptions?.filter((subscription) => packages.includes(subscription.package)).map(placed), NONE);

/** Whether every subscription is to a product of the layout, from one of its channels, in one of its namespaces. */
function isPromised(layout: Layout, id: string, seen: string): boolean {
  const all = productsOf(layout, id).flatMap((product) =>
    product.namespaces.flatMap((namespace) =>
      product.channels.map((channel) => placed({ package: product.package, channel, namespace })),
    ),
  );
  return seen === NONE ? all.length === 0 : seen.split(', ').every((one) => all.includes(one));
}

const subscription = (id: string, title: string, packages: readonly string[], consequence: string): Subject => ({
  subject: `subscription to ${title}`,
  from: ['subscriptions'],
  says: (layout) => promised(layout, id),
  seen: (observation) => subscribed(observation, packages),
  keeps: (_, seen, layout) => isPromised(layout, id, seen),
  consequence,
});

/** Packages of the operators that bring Kuadrant. */
export const POLICY_ENGINES: readonly string[] = ['rhcl-operator', 'kuadrant-operator'];

/** Which operators are subscribed to, from which channel, in which namespace (§1.2). */
export const SUBSCRIPTIONS: readonly Subject[] = [
  subscription(
    'serverless',
    'OpenShift Serverless',
    ['serverless-operator'],
    'installing it as step 1.1 says costs resources and serves nothing: models are not served by Knative',
  ),
  subscription(
    'service-mesh',
    'OpenShift Service Mesh',
    ['servicemeshoperator'],
    'installing it by hand as step 1.2 says keeps the gateway from being programmed on OpenShift 4.19 to 4.21 (FM-06)',
  ),
  subscription(
    'openshift-ai',
    'Open Data Hub or OpenShift AI',
    ['opendatahub-operator', 'rhods-operator'],
    'the default channel of the console brings another release of MaaS, or none, and the script then leaves it as it is',
  ),
  subscription(
    'cert-manager',
    'cert-manager',
    ['openshift-cert-manager-operator'],
    'one that is subscribed to by hand elsewhere is taken by the script as it is',
  ),
  subscription(
    'connectivity-link',
    'the policy engine',
    POLICY_ENGINES,
    'one that is subscribed to by hand elsewhere is taken by the script as it is, and its Kuadrant resource is left out',
  ),
  subscription(
    'leader-worker-set',
    'Leader Worker Set',
    ['leader-worker-set'],
    'one that is subscribed to by hand elsewhere is taken by the script as it is',
  ),
];
