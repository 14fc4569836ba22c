import { X509Certificate } from 'node:crypto';
import { serviceProblem } from './endpoints.ts';
import type { ObjectOf } from './kinds/base.ts';
import { MutatingWebhookConfiguration, ValidatingWebhookConfiguration } from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

type Configuration = ObjectOf<typeof ValidatingWebhookConfiguration>;
type Webhook = NonNullable<Configuration['webhooks']>[number];

const GROUP = 'serving.kserve.io';
/** KServe also changes the pods of models: that webhook's rule names pods, its name KServe. */
const ITS_NAME = /\bkserve\b/;

const isKServe = ({ name, rules }: Webhook): boolean =>
  ITS_NAME.test(name) || (rules ?? []).some((rule) => rule.apiGroups?.includes(GROUP));

/** The admission webhooks that KServe's objects go through. */
export async function kserveWebhooks(cluster: Pick<ClusterReader, 'list'>): Promise<Webhook[]> {
  const configurations = [
    ...(await cluster.list(ValidatingWebhookConfiguration)),
    ...(await cluster.list(MutatingWebhookConfiguration)),
  ];
  return configurations.flatMap(({ webhooks = [] }) => webhooks.filter(isKServe));
}

function bundleProblem(caBundle: string | undefined): string | undefined {
  if (caBundle === undefined || caBundle === '') return 'no CA bundle was injected';
  try {
    new X509Certificate(Buffer.from(caBundle, 'base64'));
    return undefined;
  } catch {
    return 'its CA bundle holds no certificate';
  }
}

/** The default of admissionregistration.k8s.io/v1 is Fail. */
const policyProblem = (failurePolicy: string | undefined): string | undefined =>
  failurePolicy === 'Ignore'
    ? 'its failurePolicy is Ignore: a workaround that was left behind, models are no longer checked'
    : undefined;

/**
 * Why the API server cannot call a webhook, or goes on without it: no CA to trust it by, nothing ready behind its Service,
 * or failures that are ignored (FM-27).
 */
export async function webhookProblems(
  cluster: Pick<ClusterReader, 'find' | 'list'>,
  webhook: Webhook,
): Promise<string[]> {
  const { caBundle, service } = webhook.clientConfig ?? {};
  const problems = [
    bundleProblem(caBundle),
    policyProblem(webhook.failurePolicy),
    service === undefined ? undefined : await serviceProblem(cluster, service),
  ];
  return problems.filter((problem) => problem !== undefined).map((problem) => `webhook ${webhook.name}: ${problem}`);
}
