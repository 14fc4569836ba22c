import { expect, test } from 'vitest';
import { evaluate } from '../../../../sandbox/prometheus/promql/evaluate.ts';
import { parsePromql } from '../../../../sandbox/prometheus/promql/parse.ts';
import { ruleEngine } from '../../../../sandbox/prometheus/rule-engine.ts';
import { storage } from '../../../../sandbox/prometheus/storage.ts';

interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  labels?: Record<string, string>;
}

const AT = 1_800_000_000_000;

function engineOf(...rules: Rule[]) {
  const object = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'limits', namespace: 'limiter' },
    spec: { groups: [{ name: 'limits', rules }] },
  };
  const kept = storage();
  kept.append({ __name__: 'limitador_up', pod: 'a' }, AT - 1, 1);
  const engine = ruleEngine({ all: () => [object] }, kept);
  engine.evaluate(AT);
  return { engine, kept, query: (promql: string, at = AT) => evaluate(kept, parsePromql(promql), at) };
}

test('an alert fires for each series that its expression has', () => {
  const { engine } = engineOf({ alert: 'Up', expr: 'limitador_up == 1' }, { alert: 'Down', expr: 'limitador_up == 0' });

  const firing = {
    // The name of the metric is no label of the alert; the namespace is that of the object.
    labels: { alertname: 'Up', namespace: 'limiter', pod: 'a' },
    state: 'firing',
    activeAt: '2027-01-15T08:00:00.000Z',
    value: '1e+00',
    annotations: {},
  };
  expect(engine.groups()).toMatchObject([
    {
      name: 'limits',
      rules: [
        { name: 'Up', health: 'ok', state: 'firing', alerts: [firing] },
        { name: 'Down', health: 'ok', state: 'inactive', alerts: [] },
      ],
    },
  ]);
  expect(engine.alerts()).toEqual([firing]);
});

test('alerts that fire are series, until they no longer do', () => {
  const { engine, kept, query } = engineOf({ alert: 'Up', expr: 'limitador_up == 1', labels: { severity: 'none' } });
  const labels = { alertname: 'Up', namespace: 'limiter', pod: 'a', severity: 'none' };

  expect(query('ALERTS')).toMatchObject({
    samples: [{ labels: { __name__: 'ALERTS', ...labels, alertstate: 'firing' }, value: 1 }],
  });
  expect(query('ALERTS_FOR_STATE')).toMatchObject({ samples: [{ value: AT / 1_000 }] });

  kept.append({ __name__: 'limitador_up', pod: 'a' }, AT + 1, 0);
  engine.evaluate(AT + 2);
  expect(query('ALERTS', AT + 2)).toMatchObject({ samples: [] });
});

test('an alert that fired still does when its rule can no longer be evaluated', () => {
  const { engine, kept, query } = engineOf({ alert: 'Up', expr: 'limitador_up * on (zone) vector(1)' });
  expect(engine.alerts()).toHaveLength(1);

  kept.append({ __name__: 'limitador_up', pod: 'b' }, AT + 1, 1);
  engine.evaluate(AT + 2);

  expect(engine.groups()).toMatchObject([{ rules: [{ health: 'err', state: 'firing' }] }]);
  expect(query('ALERTS', AT + 2)).toMatchObject({ samples: [{ takenAt: AT }] });
});

test('a recording rule makes series of its name', () => {
  const { query } = engineOf({ record: 'pod:limitador_up:sum', expr: 'sum by (pod) (limitador_up)' });

  expect(query('pod:limitador_up:sum')).toMatchObject({
    samples: [{ labels: { __name__: 'pod:limitador_up:sum', pod: 'a', namespace: 'limiter' }, value: 1 }],
  });
});

test('an expression that is no PromQL keeps its whole object from being loaded', () => {
  const { engine } = engineOf(
    { alert: 'Up', expr: 'limitador_up' },
    { alert: 'Bad', expr: 'sum(limitador_up) by < 1' },
  );
  expect(engine.groups()).toEqual([]);
});

test('an expression that is not known here is loaded, and its trouble told', () => {
  const { engine } = engineOf({ alert: 'Wide', expr: 'stddev(limitador_up) > 1' });
  expect(engine.groups()).toMatchObject([
    { rules: [{ name: 'Wide', health: 'err', lastError: expect.stringContaining('stddev'), alerts: [] }] },
  ]);
});
