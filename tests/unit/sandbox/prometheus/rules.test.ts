import { expect, test } from 'vitest';
import { ruleGroups } from '../../../../sandbox/prometheus/rules.ts';
import type { ScrapedWorld } from '../../../../sandbox/prometheus/scraped-world.ts';
import { storage } from '../../../../sandbox/prometheus/storage.ts';

function groups(...exprs: string[]): unknown[] {
  const object = {
    kind: 'PrometheusRule',
    metadata: { name: 'limits', namespace: 'limiter' },
    spec: { groups: [{ name: 'limits', rules: exprs.map((expr, index) => ({ alert: `Alert${index}`, expr })) }] },
  };
  const kept = storage();
  kept.append({ __name__: 'limitador_up', pod: 'a' }, Date.now(), 1);
  // The rules look at nothing of the world but its objects.
  const world = { objects: { all: () => [object] } } as unknown as ScrapedWorld;
  return ruleGroups(world, kept);
}

test('an alert fires for each series that its expression has', () => {
  expect(groups('limitador_up == 1', 'limitador_up == 0')).toMatchObject([
    {
      name: 'limits',
      rules: [
        {
          name: 'Alert0',
          health: 'ok',
          state: 'firing',
          alerts: [{ labels: { alertname: 'Alert0', namespace: 'limiter', pod: 'a' }, state: 'firing' }],
        },
        { name: 'Alert1', health: 'ok', state: 'inactive', alerts: [] },
      ],
    },
  ]);
});

test('an expression that is no PromQL keeps its whole object from being loaded', () => {
  expect(groups('limitador_up', 'sum(limitador_up) by < 1')).toEqual([]);
});
