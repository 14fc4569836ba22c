import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { missingPermission } from '../../../platform/port-forward/pods.ts';
import { readObjects } from '../../../sandbox/kube/store.ts';

const FILE = fileURLToPath(new URL('../../../deploy/rbac/forwarder.yaml', import.meta.url));

test('the role grants what a port-forward is asked for, in the monitoring’s namespace alone', async () => {
  const [role, binding, ...more] = readObjects(FILE);
  expect(more).toEqual([]);
  expect([role?.kind, binding?.kind]).toEqual(['Role', 'RoleBinding']);
  expect([role?.metadata.namespace, binding?.metadata.namespace]).toEqual(Array(2).fill('openshift-monitoring'));
  expect(role?.['rules']).toEqual([{ apiGroups: [''], resources: ['pods/portforward'], verbs: ['get', 'create'] }]);

  const verbs: string[] = role?.['rules'][0].verbs;
  const cluster = {
    can: async ({ verb }: { verb: string }) => verbs.includes(verb),
    version: async () => ({ kubernetes: 'v1.36.0' }),
  };
  expect(await missingPermission(cluster, 'openshift-monitoring')).toBeUndefined();
});

test('before Kubernetes 1.35 the right to create none is not asked for', async () => {
  const can = async ({ verb }: { verb: string }) => verb === 'get';
  const missing = (kubernetes: string) => missingPermission({ can, version: async () => ({ kubernetes }) }, 'a');
  expect(await missing('v1.33.5')).toBeUndefined();
  expect(await missing('v1.35.0')).toBe('oc auth can-i create pods --subresource=portforward -n a');
});
