import semver from 'semver';
import type { Observation } from '../observation.ts';
import { listed, NOT_NAMED, type Subject, told, yesNo } from './subject.ts';
import { POLICY_ENGINES, SUBSCRIPTIONS } from './subscriptions.ts';

/** `rhcl-operator 1.2.0 or later`: the product, in that version at least. */
function atLeast(said: string, seen: string): boolean {
  const [product, minimum] = said.replace(' or later', '').split(' ');
  const [other, version] = seen.split(' ');
  const found = semver.coerce(version);
  return product === other && found !== null && minimum !== undefined && semver.gte(found, minimum);
}

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
  ...SUBSCRIPTIONS,
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
