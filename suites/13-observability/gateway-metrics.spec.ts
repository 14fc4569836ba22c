import { ping } from '../../fixtures/inference-request.ts';
import { counterText, targetsOf } from '../../fixtures/monitoring.ts';
import { type Spent, spend } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

/** More than a stray request could imitate. */
const SENT = 3;

test(
  'the gateway counts what it answers',
  check({
    id: 'metrics.gateway-metrics',
    requirement:
      'The gateway’s counter of answers SHOULD be in Prometheus by status, and move by every request that it served.',
    level: 'should',
    needs: ['metrics', 'gateway', 'identity', 'model'],
    catches: ['gateway-metric-missing', 'gateway-counters-frozen'],
    dependsOn: ['metrics.targets-up', 'metrics.monitors'],
    remedy:
      'oc -n <gateway namespace> get podmonitor -o yaml: expect path /stats/prometheus on port http-envoy-prom, and no relabeling that drops istio_requests_total; refusals of the limiter are not in it (FM-70)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, gateway, identities, models, layout }) => {
    const { answers, statusLabel } = layout.metrics.gateway;
    const caller = await identities.lease({ tier: (await identities.tiers()).at(-1), requests: SENT + 4 });
    const model = await models.any(caller);
    const targets = targetsOf(layout.workloads.gateway, await metrics.targets());
    const counter = { name: answers, labels: { [statusLabel]: '200' } };

    let seen: Spent[] = [];
    const [moved = 0] = await metrics.counterMoves({ counters: [counter], targets, alone: false }, async () => {
      seen = await spend(gateway, { ...ping(model), as: caller }, SENT);
    });

    const served = seen.filter(({ outcome }) => outcome === 'admitted').length;
    if (served < SENT) inconclusive(`of ${SENT} requests only ${served} were served`);
    // Everybody's answers are in it, so more is others' traffic.
    const text = `${served} requests were served, ${counterText(counter)} moved by ${moved}`;
    demand(moved >= served, text);
    observe(text);
  },
);
