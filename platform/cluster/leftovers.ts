import type { CrdObject } from './custom-resource-definitions.ts';
import type { ObjectOf } from './kinds/base.ts';
import {
  CustomResourceDefinition,
  MutatingWebhookConfiguration,
  Service,
  ValidatingWebhookConfiguration,
} from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

type Configuration = ObjectOf<typeof ValidatingWebhookConfiguration>;
type Webhook = NonNullable<Configuration['webhooks']>[number];
type Place = { name: string; namespace: string };

/** Groups of the kinds that MaaS is made of, with their subgroups. Whose webhook cannot be called cannot be written. */
const GROUPS = [
  'serving.kserve.io',
  'opendatahub.io',
  'gateway.networking.k8s.io',
  'kuadrant.io',
  'istio.io',
  'maistra.io',
  'knative.dev',
  'inference.networking.k8s.io',
  'inference.networking.x-k8s.io',
  'cert-manager.io',
];
/** Groups of the workloads that these kinds become. */
const WORKLOADS = ['', 'apps', '*'];

const concerns = (group: string): boolean =>
  WORKLOADS.includes(group) || GROUPS.some((own) => group === own || group.endsWith(`.${own}`));

const ofMaas = (crd: CrdObject): boolean =>
  !WORKLOADS.includes(crd.spec?.group ?? '') && concerns(crd.spec?.group ?? '');

/** What calls a Service before a write (or a read in another version) goes on. */
interface Caller {
  subject: string;
  blocks: string;
  service: Place;
}

const webhookCallers = (configuration: Configuration, kind: string): Caller[] =>
  (configuration.webhooks ?? []).flatMap((webhook: Webhook) => {
    const { service } = webhook.clientConfig ?? {};
    const rules = (webhook.rules ?? []).filter((rule) => (rule.apiGroups ?? []).some(concerns));
    // Ignore lets the write through where the webhook cannot be called.
    if (service === undefined || webhook.failurePolicy === 'Ignore' || rules.length === 0) return [];
    const resources = [...new Set(rules.flatMap((rule) => rule.resources ?? ['everything']))].join(', ');
    const subject = `${kind} ${configuration.metadata.name}, webhook ${webhook.name}`;
    return [{ subject, blocks: `no ${resources} can be written`, service }];
  });

const conversionCallers = (crd: CrdObject): Caller[] => {
  const { strategy, webhook } = crd.spec?.conversion ?? {};
  const service = webhook?.clientConfig?.service;
  if (strategy !== 'Webhook' || service === undefined) return [];
  const blocks = 'its objects cannot be read in every version';
  return [{ subject: `CRD ${crd.metadata.name}, its conversion webhook`, blocks, service }];
};

/** What was looked at, and what stands in the way: webhooks that call a Service that is gone, kinds on their way out. */
export interface Leftovers {
  problems: string[];
  webhooks: number;
  crds: number;
}

/** Looks for what earlier installations left behind among the webhooks and CRDs that MaaS has to do with (FM-27). */
export async function leftovers(cluster: Pick<ClusterReader, 'find' | 'list'>): Promise<Leftovers> {
  const [validating, mutating, crds] = await Promise.all([
    cluster.list(ValidatingWebhookConfiguration),
    cluster.list(MutatingWebhookConfiguration),
    cluster.list(CustomResourceDefinition),
  ]);
  const own = crds.filter(ofMaas);
  const callers = [
    ...validating.flatMap((one) => webhookCallers(one, 'ValidatingWebhookConfiguration')),
    ...mutating.flatMap((one) => webhookCallers(one, 'MutatingWebhookConfiguration')),
    ...own.flatMap(conversionCallers),
  ];
  const services = new Map(callers.map(({ service }) => [`${service.namespace}/${service.name}`, service]));
  const gone = new Set<string>();
  for (const [path, { name, namespace }] of services) {
    if ((await cluster.find(Service, name, namespace)) === undefined) gone.add(path);
  }
  const orphans = callers.filter(({ service }) => gone.has(`${service.namespace}/${service.name}`));
  return {
    problems: [
      ...orphans.map(
        ({ subject, blocks, service }) =>
          `${subject} calls Service ${service.namespace}/${service.name}, which does not exist: ${blocks}`,
      ),
      ...own
        .filter(({ metadata }) => metadata.deletionTimestamp !== undefined)
        .map(({ metadata }) => `CRD ${metadata.name} is being deleted since ${metadata.deletionTimestamp}`),
    ],
    webhooks: callers.length,
    crds: own.length,
  };
}
