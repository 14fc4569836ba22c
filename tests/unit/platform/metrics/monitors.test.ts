import { expect, test } from 'vitest';
import type { Kind } from '../../../../platform/cluster/cluster.ts';
import { monitorReports } from '../../../../platform/metrics/monitors.ts';

const NAMESPACE = 'limitador-system';
const labels = { app: 'limitador' };

/** A limiter with its Service and its EndpointSlice, and what the test makes of the monitor and of them. */
function cluster(
  change: { monitor?: object; podMonitor?: object; service?: object; slice?: object; pod?: object } = {},
) {
  const meta = (name: string, more: object = {}) => ({ name, namespace: NAMESPACE, labels, ...more });
  const monitor = { selector: { matchLabels: labels }, endpoints: [{ port: 'http' }], ...change.monitor };
  const objects: Record<string, object[]> = {
    ServiceMonitor: [{ metadata: meta('limitador-metrics'), spec: monitor }],
    PodMonitor: change.podMonitor === undefined ? [] : [{ metadata: meta('pods'), spec: change.podMonitor }],
    Service: [{ metadata: meta('limitador', change.service), spec: { ports: [{ name: 'http', port: 8080 }] } }],
    EndpointSlice: [
      {
        metadata: meta('limitador-1', { labels: { 'kubernetes.io/service-name': 'limitador' } }),
        endpoints: [
          {
            addresses: ['10.0.0.1'],
            conditions: { ready: true },
            targetRef: { kind: 'Pod', name: 'limitador-1-a' },
            ...change.slice,
          },
        ],
      },
    ],
    Pod: [
      {
        metadata: meta('limitador-1-a', change.pod),
        spec: { containers: [{ name: 'limitador', ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
    ],
  };
  const list = async <T>(kind: Kind<T>): Promise<T[]> =>
    (objects[kind.kind] ?? []).map((object) => kind.schema.parse(object));
  return { list, listIfKnown: list };
}

const report = async (change?: Parameters<typeof cluster>[0]) =>
  (await monitorReports(cluster(change), [NAMESPACE])).at(-1);

test('a monitor leads through Service and EndpointSlice to pods', async () => {
  expect(await report()).toMatchObject({ problems: [], pods: [{ namespace: NAMESPACE, name: 'limitador-1-a' }] });
});

test('a monitor of pods leads to them', async () => {
  const podMonitor = { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'http' }] };
  expect(await report({ podMonitor })).toMatchObject({ problems: [], pods: [{ name: 'limitador-1-a' }] });
});

test.each<[string, Parameters<typeof cluster>[0], string]>([
  ['another label', { monitor: { selector: { matchLabels: { app: 'other' } } } }, 'selects no Service (app=other)'],
  [
    'another namespace',
    {
      monitor: {
        namespaceSelector: { matchNames: ['elsewhere'] },
        selector: { matchExpressions: [{ key: 'x', operator: 'Exists' }] },
      },
    },
    'selects no Service',
  ],
  [
    'a port that is not there',
    { monitor: { endpoints: [{ port: 'metrics' }] } },
    'wants port metrics; the Services it selects have http',
  ],
  ['no endpoint', { monitor: { endpoints: [] } }, 'names no endpoint'],
  ['nothing ready behind it', { slice: { conditions: { ready: false } } }, 'port http has no ready endpoint'],
  [
    'pods of another label',
    { podMonitor: { selector: { matchLabels: { app: 'x' } }, podMetricsEndpoints: [{ port: 'http' }] } },
    'selects no pod (app=x)',
  ],
  [
    'a port that no pod has',
    { podMonitor: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'grpc' }] } },
    'have no such port',
  ],
])('a monitor with %s is told', async (_, change, said) => {
  expect((await report(change))?.problems.join('; ')).toContain(said);
});

test('monitors of other namespaces are not looked at', async () => {
  expect(await monitorReports(cluster(), ['elsewhere'])).toEqual([]);
});
