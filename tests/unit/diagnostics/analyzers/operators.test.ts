import { expect, test } from 'vitest';
import { saidByOperators } from '../../../../diagnostics/analyzers/operators.ts';
import { LAYOUTS } from '../../../../layouts/layouts.ts';
import { holding } from './analyzed.ts';

const layout = (() => {
  const found = LAYOUTS.get('maas-0.0.2-odh');
  if (found === undefined) throw new Error('there is no such layout');
  return found;
})();
const [operator] = layout.operators.flatMap(({ products }) => products);
const plan = (namespace: string, changes: object = {}) => ({
  metadata: { name: 'install-a', namespace },
  spec: { approval: 'Manual', approved: false, clusterServiceVersionNames: ['a.v1'] },
  status: { phase: 'RequiresApproval' },
  ...changes,
});
const subscription = (namespace: string) => ({
  metadata: { name: operator?.package ?? '', namespace },
  spec: { name: operator?.package, source: 'redhat-operators', channel: 'stable' },
});

test('a plan of the layout’s operators that waits is told, one that is approved or of others is not', async () => {
  const approved = plan('ours', { spec: { approval: 'Manual', approved: true, clusterServiceVersionNames: ['a.v1'] } });
  const { cluster } = holding({
    subscriptions: [subscription('ours')],
    clusterserviceversions: [],
    installplans: [plan('ours'), approved, plan('others')],
  });

  expect(await saidByOperators(cluster, layout)).toEqual([
    {
      source: 'object',
      subject: 'InstallPlan',
      where: 'InstallPlan ours/install-a status.phase',
      text: 'RequiresApproval, spec.approval is Manual',
    },
  ]);
});

test('an operator that failed is told with what OLM says of it', async () => {
  const failed = {
    metadata: { name: 'a.v1', namespace: 'ours' },
    spec: { version: '1.0.0' },
    status: { phase: 'Failed', reason: 'TooManyOperatorGroups' },
  };
  const { cluster } = holding({ clusterserviceversions: [failed], installplans: [], subscriptions: [] });

  expect((await saidByOperators(cluster, layout)).map(({ text }) => text)).toEqual([
    'Failed (TooManyOperatorGroups: no message)',
  ]);
});

test('what may not be read says nothing', async () => {
  expect(await saidByOperators(holding({}).cluster, layout)).toEqual([]);
});
