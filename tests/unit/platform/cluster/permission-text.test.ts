import { expect, test } from 'vitest';
import { canI } from '../../../../platform/cluster/permission-text.ts';

test.each([
  [{ verb: 'list', group: '', resource: 'pods', namespace: 'maas' }, 'oc auth can-i list pods -n maas'],
  [
    { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
    'oc auth can-i get pods --subresource=log --all-namespaces',
  ],
  [{ verb: 'get', group: '', resource: '/readyz' }, 'oc auth can-i get /readyz'],
  [
    { verb: 'create', group: 'operators.coreos.com', resource: 'subscriptions' },
    'oc auth can-i create subscriptions.operators.coreos.com --all-namespaces',
  ],
  [{ verb: '*', group: '*', resource: '*' }, "oc auth can-i '*' '*' --all-namespaces"],
])('%j is asked for by a command that can be pasted', (permission, command) => {
  expect(canI(permission)).toBe(command);
});
