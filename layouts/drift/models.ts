import { listed, NOT_NAMED, type Subject, told } from './subject.ts';

/** Models and observability (§1.7, §1.8). */
export const MODELS: readonly Subject[] = [
  {
    subject: 'kind of the models',
    from: ['models'],
    says: ({ modelKind }) => modelKind,
    seen: ({ models }) =>
      listed(
        models?.map(({ kind }) => kind),
        'no models',
      ),
    keeps: (said, seen) => said === seen || seen === 'no models',
    consequence: 'oc get inferenceservice -A shows nothing, and a model that is declared so is not offered by MaaS',
  },
  {
    subject: 'name of the sample model qwen3',
    from: ['models'],
    says: told({ guide: 'qwen3', release: 'qwen3-single-node-no-scheduler-nvidia-gpu' }),
    seen: ({ models }) =>
      listed(
        models?.map(({ name }) => name).filter((name) => name.includes('qwen3')),
        'not deployed',
      ),
    keeps: (said, seen) => said === seen || seen === 'not deployed',
    consequence:
      'a request for the model qwen3 fails: the path has the resource’s name, the body the served name Qwen/Qwen3-0.6B',
  },
  {
    subject: 'dashboards',
    from: ['dashboards'],
    says: told({ guide: 'Grafana in openshift-monitoring', release: 'none' }),
    seen: ({ dashboards }) => dashboards && (dashboards.length > 0 ? 'Grafana in openshift-monitoring' : 'none'),
    consequence:
      'oc get route grafana -n openshift-monitoring finds nothing, and the folder of dashboards to import does not exist',
  },
  {
    subject: 'monitors of the limiter',
    from: ['monitors', 'deployments'],
    says: told({ guide: NOT_NAMED, release: 'none or limitador-metrics', kustomize: 'limitador-metrics' }),
    seen: ({ monitors }) => listed(monitors?.map(({ name }) => name).filter((name) => name.includes('limitador'))),
    keeps: (said, seen) => said.split(' or ').some((one) => seen.split(', ').includes(one)),
    consequence: 'there are no usage metrics before a monitor is made: the script does not make one (FM-66)',
  },
  {
    subject: 'monitoring of user workloads',
    from: ['userWorkload'],
    says: told({ guide: NOT_NAMED, release: 'on' }),
    seen: ({ userWorkload }) => (userWorkload === undefined ? undefined : userWorkload ? 'on' : 'off'),
    consequence: 'nothing scrapes MaaS before enableUserWorkload is set, which the guide does not mention (FM-66)',
  },
];
