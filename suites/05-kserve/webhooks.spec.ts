import { kserveWebhooks, webhookProblems } from '../../fixtures/kserve.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the webhooks of KServe can be called',
  check({
    id: 'kserve.webhooks',
    requirement:
      'Every admission webhook of KServe MUST have a CA bundle and a Service with ready endpoints, and its failures MUST NOT be ignored.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'kserve-webhook-without-ca',
      'kserve-webhook-without-endpoints',
      'kserve-webhook-ignored',
      'openshift-ai-never-installed',
    ],
    dependsOn: ['kserve.controller-ready', 'kserve.model-controller-ready'],
    remedy:
      'oc get endpointslices -n opendatahub: expect ready addresses for the webhook Services; restart kserve-controller-manager and odh-model-controller. Never leave failurePolicy at Ignore',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster }) => {
    const webhooks = await kserveWebhooks(cluster);
    demand(webhooks.length > 0, 'no admission webhook is registered for serving.kserve.io');

    const problems = (await Promise.all(webhooks.map((webhook) => webhookProblems(cluster, webhook)))).flat();

    demand(problems.length === 0, problems.join('; '));
    observe(`${webhooks.length} webhooks, each with a CA bundle, ready endpoints and failurePolicy Fail`);
  },
);
