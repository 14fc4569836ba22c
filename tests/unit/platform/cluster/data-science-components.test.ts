import { expect, test } from 'vitest';
import { crdProblems } from '../../../../platform/cluster/custom-resource-definitions.ts';
import {
  componentTroubles,
  knativeState,
  managementState,
  modelsAsService,
  stateDifferences,
} from '../../../../platform/cluster/data-science-components.ts';
import { CustomResourceDefinition } from '../../../../platform/cluster/kinds/core.ts';
import { DataScienceClusterV2 } from '../../../../platform/cluster/kinds/knative.ts';

const dsc = (components: object, conditions: object[] = []) =>
  DataScienceClusterV2.schema.parse({
    metadata: { name: 'default-dsc' },
    spec: { components },
    status: { conditions },
  });
const Managed = { managementState: 'Managed' };

test('a component is found under its name of either version, and is Removed where it is not mentioned', () => {
  expect(managementState(dsc({ datasciencepipelines: Managed }), 'datasciencepipelines')).toBe('Managed');
  expect(managementState(dsc({ aipipelines: Managed }), 'datasciencepipelines')).toBe('Managed');
  expect(managementState(dsc({}), 'codeflare')).toBe('Removed');
  expect(stateDifferences(dsc({ kserve: Managed, ray: Managed }), { kserve: 'Managed', ray: 'Removed' })).toEqual([
    'ray is Managed, asked for Removed',
  ]);
});

test('Knative Serving is Managed unless KServe says otherwise', () => {
  expect(knativeState(dsc({ kserve: Managed }))).toBe('Managed');
  expect(knativeState(dsc({ kserve: { serving: { managementState: 'Removed' } } }))).toBe('Removed');
});

test('Models-as-a-Service is read from its place in either release', () => {
  const earlier = dsc({ kserve: { modelsAsService: Managed } }, [{ type: 'ModelsAsServiceReady', status: 'True' }]);
  const later = dsc({ aigateway: { modelsAsAService: Managed } }, [{ type: 'ModelsAsAServiceReady', status: 'False' }]);
  expect(modelsAsService(earlier)).toMatchObject({ state: 'Managed', ready: { holds: true } });
  expect(modelsAsService(later)).toMatchObject({
    state: 'Managed',
    ready: { type: 'ModelsAsAServiceReady', holds: false },
  });
  expect(modelsAsService(dsc({ kserve: Managed }))).toMatchObject({ state: 'not set', ready: { holds: false } });
});

test('a component that was removed is no trouble, one that is not ready or unknown is', () => {
  const conditions = [
    { type: 'Ready', status: 'False' },
    { type: 'RayReady', status: 'False', reason: 'Removed' },
    { type: 'KserveReady', status: 'Unknown' },
    { type: 'DashboardReady', status: 'True' },
  ];
  expect(componentTroubles(dsc({}, conditions))).toEqual(['KserveReady=Unknown']);
});

test('a CRD must be established, serve the version, and stay', () => {
  const crd = (versions: object[], metadata: object = {}) =>
    CustomResourceDefinition.schema.parse({
      metadata: { name: 'a.b', ...metadata },
      spec: { group: 'b', versions },
      status: { conditions: [{ type: 'Established', status: 'True' }] },
    });
  const v1 = { name: 'v1', served: true };
  const wanted = { name: 'a.b', version: 'v1' };
  expect(crdProblems(crd([v1]), wanted)).toEqual([]);
  expect(crdProblems(undefined, wanted)).toEqual(['a.b does not exist']);
  expect(crdProblems(crd([{ name: 'v1', served: false }]), wanted)).toEqual(['a.b serves no version']);
  expect(crdProblems(crd([{ name: 'v2', served: true }]), wanted)).toEqual(['a.b serves v2, not v1']);
  expect(crdProblems(crd([v1], { deletionTimestamp: '2026-11-02T09:00:00Z' }), wanted)).toEqual([
    'a.b: Established=True, but it is being deleted since 2026-11-02T09:00:00Z',
  ]);
});
