import { expect, test } from 'vitest';
import { missingPermissions } from '../../../cli/target/facts.ts';
import { canI } from '../../../platform/cluster/permission-text.ts';

test('the permissions to ask for are found in reasons, each once', () => {
  const pods = canI({ verb: 'list', group: '', resource: 'pods', namespace: 'maas' });
  const nodes = canI({ verb: 'list', group: '', resource: 'nodes' });
  const reasons = [
    `not allowed; missing permission: ${pods}`,
    `missing permission: ${nodes}`,
    `again ${pods}; so`,
    'x',
  ];
  expect(missingPermissions(reasons)).toEqual([nodes, pods].sort());
});
