import { expect, test } from 'vitest';
import { Namespace } from '../../../../platform/cluster/kinds/core.ts';
import { namespaceState } from '../../../../platform/cluster/namespaces.ts';

const state = (metadata: object, status?: object): string =>
  namespaceState(Namespace.schema.parse({ metadata: { name: 'maas', ...metadata }, status }));
const deletionTimestamp = '2026-01-01T00:00:00Z';

test('a namespace is what its phase says, unknown without one, and Terminating from its deletion on', () => {
  expect(state({}, { phase: 'Active' })).toBe('Active');
  expect(state({})).toBe('unknown');
  expect(state({ deletionTimestamp }, { phase: 'Active' })).toBe(`Terminating since ${deletionTimestamp}`);
});

test('a namespace that cannot go says what holds it, and nothing of what does not', () => {
  const conditions = [
    { type: 'NamespaceDeletionDiscoveryFailure', status: 'False', message: 'all resources discovered' },
    { type: 'NamespaceFinalizersRemaining', status: 'True', message: 'limitador.kuadrant.io in 1 resource instances' },
    { type: 'Unrelated', status: 'True', message: 'something else' },
  ];
  expect(state({ deletionTimestamp }, { phase: 'Terminating', conditions })).toBe(
    `Terminating since ${deletionTimestamp} (limitador.kuadrant.io in 1 resource instances)`,
  );
});
