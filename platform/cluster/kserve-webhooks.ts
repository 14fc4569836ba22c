import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { serviceProblem } from './endpoints.ts';
import type { ObjectOf } from './kinds/base.ts';
import { MutatingWebhookConfiguration, ValidatingWebhookConfiguration } from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

type Configuration = ObjectOf<typeof ValidatingWebhookConfiguration>;
type Webhook = NonNullable<Configuration['webhooks']>[number];

const Rules = z.looseObject({ rules: z.array(z.looseObject({ apiGroups: z.array(z.string()).optional() })) });
const GROUP = 'serving.kserve.io';

const isKServe = (webhook: Webhook): boolean =>
  (Rules.safeParse(webhook).data?.rules ?? []).some((rule) => rule.apiGroups?.includes(GROUP));

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

/** Why the API server cannot call a webhook: no CA to trust it by, or nothing ready behind its Service (FM-27). */
export async function webhookProblems(
  cluster: Pick<ClusterReader, 'find' | 'list'>,
  webhook: Webhook,
): Promise<string[]> {
  const { caBundle, service } = webhook.clientConfig ?? {};
  const problems = [
    bundleProblem(caBundle),
    service === undefined ? undefined : await serviceProblem(cluster, service),
  ];
  return problems.filter((problem) => problem !== undefined).map((problem) => `webhook ${webhook.name}: ${problem}`);
}
