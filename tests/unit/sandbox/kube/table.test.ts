import { expect, test } from 'vitest';
import { shortDuration } from '../../../../sandbox/kube/ages.ts';
import { atPath } from '../../../../sandbox/kube/printer-columns.ts';
import { BUILT_IN, type ResourceType } from '../../../../sandbox/kube/resources.ts';
import { tableOf } from '../../../../sandbox/kube/table.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, '0s'],
  [119 * SECOND, '119s'],
  [2 * MINUTE + 5 * SECOND, '2m5s'],
  [10 * MINUTE + 5 * SECOND, '10m'],
  [119 * MINUTE, '119m'],
  [3 * HOUR + 4 * MINUTE, '3h4m'],
  [9 * HOUR + 4 * MINUTE, '9h'],
  [47 * HOUR, '47h'],
  [2 * DAY + HOUR, '2d1h'],
  [22 * DAY + HOUR, '22d'],
])('%i ms are printed as %s', (duration, printed) => {
  expect(shortDuration(duration)).toBe(printed);
});

const object = {
  spec: { hosts: ['a', 'b'] },
  status: { conditions: [{ type: 'Ready', status: 'True' }, { type: 'X' }] },
};

test.each([
  ['.spec.hosts[0]', ['a']],
  ['.spec.hosts[*]', ['a', 'b']],
  ['.status.conditions[?(@.type=="Ready")].status', ['True']],
  ["$.status.conditions[?(@.type=='Ready')].status", ['True']],
  ["['spec']['hosts'][1]", ['b']],
  ['.spec.none.deeper', []],
])('the column path %s', (path, values) => {
  expect(atPath(object, path)).toEqual(values);
});

const typeOf = (plural: string): ResourceType => {
  const type = BUILT_IN.find((candidate) => candidate.plural === plural);
  if (type === undefined) throw new Error(`no type ${plural}`);
  return type;
};
const pod = (containerStatuses: object[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', creationTimestamp: new Date().toISOString() },
  spec: { containers: [{ name: 'a' }, { name: 'b' }] },
  status: { phase: 'Running', containerStatuses },
});

test('a pod shows what its containers suffer from, not its phase', () => {
  const failing = pod([
    { name: 'a', ready: true, restartCount: 1, state: { running: {} } },
    { name: 'b', ready: false, restartCount: 6, state: { waiting: { reason: 'CrashLoopBackOff' } } },
  ]);
  const { rows, columnDefinitions } = tableOf([failing], typeOf('pods'), { resourceVersion: '1' }, 'None');
  expect(columnDefinitions.map(({ name }) => name).slice(0, 5)).toEqual(['Name', 'Ready', 'Status', 'Restarts', 'Age']);
  expect(rows[0]?.cells.slice(0, 4)).toEqual(['p', '1/2', 'CrashLoopBackOff', '7']);
});

test('a custom kind shows the columns of its CRD', () => {
  const type = {
    ...typeOf('pods'),
    columns: [{ name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' }],
  };
  const resource = { ...pod([]), ...object };
  expect(tableOf([resource], type, { resourceVersion: '1' }, 'None').rows[0]?.cells).toEqual(['p', 'True']);
});
