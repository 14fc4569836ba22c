import { expect, test } from 'vitest';
import { Namespace } from '../../../../platform/cluster/kinds/core.ts';
import { namespaceState } from '../../../../platform/cluster/namespaces.ts';

const state = (metadata: object, status?: object): string =>
  namespaceState(Namespace.schema.parse({ metadata: { name: 'maas', ...metadata }, status }));

test('a namespace is what its phase says, unknown without one, and Terminating from its deletion on', () => {
  expect(state({}, { phase: 'Active' })).toBe('Active');
  expect(state({})).toBe('unknown');
  expect(state({ deletionTimestamp: '2026-01-01T00:00:00Z' }, { phase: 'Active' })).toBe('Terminating');
});
