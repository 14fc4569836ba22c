import semver from 'semver';
import type { Layout } from '../layout.ts';
import type { Observation, SeenSubscription } from '../observation.ts';
import { listed, NOT_NAMED, type Subject, told, yesNo } from './subject.ts';

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

/** `rhcl-operator 1.2.0 or later`: the product, in that version at least. */
function atLeast(said: string, seen: string): boolean {
  const [product, minimum] = said.replace(' or later', '').split(' ');
  const [other, version] = seen.split(' ');
  const found = semver.coerce(version);
  return product === other && found !== null && minimum !== undefined && semver.gte(found, minimum);
}

const POLICY_ENGINES = ['rhcl-operator', 'kuadrant-operator'];
const KUADRANT = 'kuadrant-operator-controller-manager';

const environmentOf = ({ deployments }: Observation): Record<string, string> | undefined =>
  deployments?.find(({ name }) => name === KUADRANT)?.environment;

/** OpenShift and operators (§1.2). */
export const OPERATORS: readonly Subject[] = [
  {
    subject: 'version of OpenShift',
    from: ['openshift'],
    says: ({ minimumOpenShift }) => `OpenShift ${minimumOpenShift} or later`,
    seen: ({ openshift }) => openshift && `OpenShift ${openshift}`,
    keeps: atLeast,
    consequence:
      'the deployment script switches on feature gates for the Gateway API, and the cluster can no longer be upgraded',
  },
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
  {
    subject: 'version of the policy engine',
    from: ['operators'],
    says: told({
      guide: 'rhcl-operator 1.2.0 or later',
      release: 'rhcl-operator 1.2.0 or later',
      kustomize: 'kuadrant-operator 1.3.1 or later',
    }),
    seen: ({ operators }) =>
      listed(
        operators
          ?.filter(({ name }) => POLICY_ENGINES.includes(name))
          .map(({ name, version }) => `${name} ${version ?? 'of no known version'}`),
        'not installed',
      ),
    keeps: (said, seen) => seen.split(', ').every((one) => atLeast(said, one)),
    consequence: 'what the guide says of Connectivity Link’s version and support does not hold for what is installed',
  },
  {
    subject: 'gateway controllers that Kuadrant is told of',
    from: ['deployments'],
    says: told({ guide: NOT_NAMED, release: NOT_NAMED, kustomize: 'openshift.io/gateway-controller/v1' }),
    seen: (observation) => {
      const environment = environmentOf(observation);
      return environment && (environment['ISTIO_GATEWAY_CONTROLLER_NAMES'] ?? 'none');
    },
    keeps: (said, seen) => seen.split(',').includes(said),
    consequence: 'policies are accepted and never enforced, and restarting Kuadrant does not help (FM-02)',
  },
  {
    subject: 'requests while the limiter is down',
    from: ['deployments'],
    says: told({ guide: NOT_NAMED, release: 'let through' }),
    seen: (observation) => {
      const environment = environmentOf(observation);
      return (
        environment && yesNo(environment['RATELIMIT_CHECK_SERVICE_FAILURE_MODE'] === 'deny', 'refused', 'let through')
      );
    },
    consequence: 'the guide’s limits do not hold while the limiter restarts (FM-60)',
  },
  {
    subject: 'the DataScienceCluster',
    from: ['dataScienceClusters'],
    says: told({
      guide: 'v1 with Knative',
      release: 'v2 with Models-as-a-Service',
      kustomize: 'v2 without Models-as-a-Service or v2 with Models-as-a-Service',
    }),
    seen: ({ dataScienceClusters }) =>
      listed(
        dataScienceClusters?.map(({ version, knative, modelsAsService }) => {
          if (knative === 'Managed') return `${version} with Knative`;
          return `${version} ${modelsAsService === 'Managed' ? 'with' : 'without'} Models-as-a-Service`;
        }),
        'not there',
      ),
    consequence:
      'the guide’s dsc.yaml asks for Knative and not for Models-as-a-Service: with it the operator deploys no maas-api',
  },
  {
    subject: 'how models are served',
    from: ['dataScienceClusters'],
    says: told({ guide: 'by Knative', release: 'as raw deployments, Services Headed' }),
    seen: ({ dataScienceClusters }) =>
      listed(
        dataScienceClusters?.map(({ knative, rawDeployment }) =>
          knative === 'Managed' ? 'by Knative' : `as raw deployments, Services ${rawDeployment ?? 'Headless'}`,
        ),
        'no DataScienceCluster',
      ),
    consequence:
      'there are no Knative services, revisions and autoscaling to look at, as the guide’s troubleshooting does',
  },
  {
    subject: 'type of the initialization',
    from: ['types'],
    says: told({ guide: 'datascienceclusterinitializations', release: 'dscinitializations' }),
    seen: ({ types }) =>
      yesNo(types?.['dscinitializations.dscinitialization.opendatahub.io'], 'dscinitializations', 'not there'),
    consequence: 'oc get datascienceclusterinitializations -A answers that the server has no such type',
  },
];
