import type { Layout } from '../layout.ts';
import type { Observation } from '../observation.ts';
import { INFRASTRUCTURE } from '../releases.ts';
import { anyOf, listed, NOT_NAMED, type Subject, told, yesNo } from './subject.ts';

const deployedIn = ({ deployments }: Observation, name: string): string | undefined =>
  listed(
    deployments?.filter((seen) => seen.name === name).map(({ namespace }) => namespace),
    'not there',
  );

/** A workload has another name in each release. */
const workloadIn =
  (workload: keyof Layout['workloads'], stem: string): Subject['seen'] =>
  ({ deployments }, { workloads }) =>
    listed(
      deployments
        ?.filter(({ name }) => name === workloads[workload].name || name.startsWith(stem))
        .map(({ namespace }) => namespace),
      'not there',
    );

const operatorIn = ({ operators }: Observation, name: string): string | undefined =>
  listed(
    operators?.filter((seen) => seen.name === name).map(({ namespace }) => namespace),
    'not installed',
  );

/** Namespaces and workloads (the releases' tables of them in the facts: §1.1). */
export const PLACES: readonly Subject[] = [
  {
    subject: 'namespace of maas-api',
    from: ['deployments'],
    says: ({ namespaces }) => anyOf(namespaces.api),
    seen: (observation) => deployedIn(observation, 'maas-api'),
    consequence: 'oc get deployment -n maas finds no maas-api, and restarting it there does nothing',
  },
  {
    subject: 'namespaces of later releases',
    from: ['namespaces'],
    says: () => 'none',
    seen: ({ namespaces }) =>
      listed(namespaces?.map(({ name }) => name).filter((name) => INFRASTRUCTURE.includes(name))),
    consequence: 'the guide knows nothing of what is in them: tiers and limits are set in another way there',
  },
  {
    subject: 'namespace of the limiter',
    from: ['deployments'],
    says: ({ workloads }) => anyOf(workloads.limitador.namespaces),
    seen: workloadIn('limitador', 'limitador'),
    consequence: 'oc get pods -n limitador-system shows nothing although the limiter runs',
  },
  {
    subject: 'namespace of Authorino',
    from: ['deployments'],
    says: ({ workloads }) => anyOf(workloads.authorino.namespaces),
    seen: (observation) => deployedIn(observation, 'authorino'),
    consequence: 'oc get pods -n authorino shows nothing although Authorino runs',
  },
  {
    subject: 'namespace of cert-manager',
    from: ['deployments'],
    says: told({ guide: 'cert-manager', release: 'cert-manager', kustomize: 'not there or cert-manager' }),
    seen: (observation) => deployedIn(observation, 'cert-manager'),
    consequence: 'oc get pods -n cert-manager shows nothing: certificates come from elsewhere, or from nobody',
  },
  {
    subject: 'namespace of cert-manager’s operator',
    from: ['operators'],
    says: told({
      guide: NOT_NAMED,
      release: 'cert-manager-operator',
      kustomize: 'not installed or cert-manager-operator',
    }),
    seen: (observation) => operatorIn(observation, 'cert-manager-operator'),
    consequence: 'oc get csv -n cert-manager shows a copy of the operator at most, whose state proves nothing',
  },
  {
    subject: 'what “LWS” is',
    from: ['operators'],
    says: told({
      guide: 'the Limitador operator',
      release: 'Leader Worker Set in openshift-lws-operator',
      kustomize: 'not installed or Leader Worker Set in openshift-lws-operator',
    }),
    seen: ({ operators }) =>
      listed(
        operators
          ?.filter(({ name }) => name === 'leader-worker-set')
          .map(({ namespace }) => `Leader Worker Set in ${namespace}`),
        'not installed',
      ),
    consequence: 'who looks for the limiter under LWS finds another operator: the limiter comes with the policy engine',
  },
  {
    subject: 'the gateway’s proxies',
    from: ['deployments'],
    says: ({ workloads: { gateway } }) => `Deployment ${gateway.name} in ${anyOf(gateway.namespaces)}`,
    seen: ({ deployments }) =>
      listed(
        deployments
          ?.filter(({ name }) => name.startsWith('maas-default-gateway'))
          .map(({ name, namespace }) => `Deployment ${name} in ${namespace}`),
        'not there',
      ),
    consequence: 'oc logs deployment/maas-default-gateway -n maas, as the guide collects logs, finds nothing',
  },
  {
    subject: 'label of the models’ namespaces',
    from: ['models', 'namespaces'],
    says: told({ guide: 'istio-injection=enabled', release: 'none' }),
    seen: ({ models, namespaces }) => {
      if (models === undefined || namespaces === undefined) return undefined;
      const injected = namespaces.filter((namespace) => namespace.injected).map(({ name }) => name);
      if (models.length === 0) return 'no models';
      return models.some(({ namespace }) => injected.includes(namespace)) ? 'istio-injection=enabled' : 'none';
    },
    keeps: (said, seen) => said === seen || seen === 'no models',
    consequence: 'the label of the guide does nothing here: no mesh injects a proxy, and models work without one',
  },
  {
    subject: 'Service Mesh control plane',
    from: ['types'],
    says: ({ absentChecks }) =>
      absentChecks['mesh.control-plane-ready'] === undefined ? 'installed' : 'not installed',
    seen: ({ types }) => yesNo(types?.['servicemeshcontrolplanes.maistra.io'], 'installed', 'not installed'),
    consequence: 'the guide’s phase 2 waits for pods in istio-system that never come',
  },
  {
    subject: 'Knative Serving',
    from: ['types'],
    says: told({ guide: 'installed', release: 'not installed' }),
    seen: ({ types }) => yesNo(types?.['knativeservings.operator.knative.dev'], 'installed', 'not installed'),
    consequence: 'the guide’s phase 3 looks for pods in knative-serving that never come',
  },
];
