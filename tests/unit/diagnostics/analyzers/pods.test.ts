import { expect, test } from 'vitest';
import { saidByPods } from '../../../../diagnostics/analyzers/pods.ts';
import { LAYOUTS } from '../../../../layouts/layouts.ts';
import { holding } from './analyzed.ts';

const layout = (() => {
  const found = LAYOUTS.get('guide');
  if (found === undefined) throw new Error('there is no layout of the guide');
  return found;
})();

const pod = (name: string, namespace: string, { labels = {}, ready = true, state = {}, lastState = {} } = {}) => ({
  metadata: { name, namespace, labels },
  spec: { containers: [{ name: 'kserve-container', image: 'x' }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    containerStatuses: [{ name: 'kserve-container', ready, restartCount: 0, image: 'x', state, lastState }],
  },
});
const waiting = { ready: false, state: { waiting: { reason: 'ImagePullBackOff' } } };
const OF_MODEL = { 'serving.kserve.io/inferenceservice': 'm' };

test('a pod of a model is told apart from any other: what stops one says nothing of the other', async () => {
  const { cluster } = holding({
    pods: [pod('model', 'llm', { ...waiting, labels: OF_MODEL }), pod('db', 'llm', waiting), pod('well', 'llm')],
  });

  const said = await saidByPods(cluster, layout);

  expect(said.map(({ subject, where }) => [subject, where])).toEqual([
    ['Pod of a model', 'Pod llm/model status'],
    ['Pod', 'Pod llm/db status'],
  ]);
});

test('of workloads the log is read, of a model’s server that ended its last words, and of others nothing', async () => {
  const { name, namespaces } = layout.workloads.api;
  const ended = { lastState: { terminated: { exitCode: 2, reason: 'Error' } } };
  const api = pod(`${name}-1`, namespaces[0] ?? '');
  const { cluster, asked } = holding(
    { pods: [api, pod('model', 'llm', { ...ended, labels: OF_MODEL }), pod('db', 'llm')] },
    { [api.metadata.name]: 'first\n\nsecond\n', model: 'error: unknown flag' },
  );

  const said = await saidByPods(cluster, layout);

  expect(said.map(({ source, subject, text }) => [source, subject, text])).toEqual([
    ['log', 'api', 'first'],
    ['log', 'api', 'second'],
    ['log', 'model', 'error: unknown flag'],
  ]);
  expect(asked).toEqual([api.metadata.name, 'model kserve-container previous']);
});

test('what may not be read says nothing', async () => {
  expect(await saidByPods(holding({}).cluster, layout)).toEqual([]);
});
