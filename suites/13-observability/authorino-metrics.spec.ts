import { ping } from '../../fixtures/inference-request.ts';
import { counterText, targetsOf } from '../../fixtures/monitoring.ts';
import { spend, spendOne } from '../../fixtures/quota.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'Authorino counts what it decides',
  check({
    id: 'metrics.authorino-metrics',
    requirement:
      'Authorino’s counter of decisions SHOULD be in Prometheus, and move by what it allowed and by what it refused as unauthenticated.',
    level: 'should',
    needs: ['metrics', 'gateway', 'identity', 'model'],
    catches: ['authorino-monitor-of-controller', 'authorino-counters-frozen'],
    dependsOn: ['metrics.targets-up', 'metrics.monitors', 'auth.anonymous-denied'],
    remedy:
      'oc get podmonitor,servicemonitor -A -o yaml: expect one for Authorino with path /server-metrics; its /metrics has the controller’s metrics only, and no auth_server_*',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, gateway, identities, models, layout }) => {
    const { decisions, label, allowed, unauthenticated } = layout.metrics.authorino;
    const caller = await identities.lease({ tier: (await identities.tiers()).at(-1), requests: 6 });
    const model = await models.any(caller);
    const targets = targetsOf(layout.workloads.authorino, await metrics.targets());
    const counters = [allowed, unauthenticated].map((value) => ({ name: decisions, labels: { [label]: value } }));

    let served = 0;
    let denied = 0;
    const moved = await metrics.counterMoves({ counters, targets, alone: false }, async () => {
      const seen = await spend(gateway, { ...ping(model), as: caller }, 2);
      served = seen.filter(({ outcome }) => outcome === 'admitted').length;
      const anonymous = await spendOne(gateway, ping(model));
      denied = anonymous.status === 401 ? 1 : 0;
    });

    if (served === 0 || denied === 0)
      inconclusive(
        `${served} requests were served and ${denied} was answered 401: both are needed to see both counted`,
      );
    const texts = counters.map((counter, index) => `${counterText(counter)} moved by ${moved[index]}`);
    const seen = `${served} requests were served and one without a token was answered 401; ${texts.join(', ')}`;
    demand((moved[0] ?? 0) >= served && (moved[1] ?? 0) >= denied, seen);
    observe(seen);
  },
);
