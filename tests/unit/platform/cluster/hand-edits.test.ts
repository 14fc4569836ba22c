import { expect, test } from 'vitest';
import { revertedEdits, withManagers } from '../../../../platform/cluster/hand-edits.ts';
import { AuthPolicy } from '../../../../platform/cluster/kinds/kuadrant.ts';
import { RawObject, readAs, slim } from '../../../../platform/cluster/objects.ts';

const entry = (manager: string, fields: object, subresource?: string) => ({
  manager,
  operation: 'Update',
  time: '2026-11-02T10:40:05Z',
  fieldsV1: fields,
  ...(subresource === undefined ? {} : { subresource }),
});
const OPERATOR = entry('platform.opendatahub.io', { 'f:spec': {} });

/** An AuthPolicy as a check reads it: reduced, then parsed. */
const policy = (
  managedFields: unknown,
  annotations = {},
  labels: object = { 'platform.opendatahub.io/part-of': 'maas' },
) => {
  const raw = {
    metadata: { name: 'p', namespace: 'api', labels, annotations, managedFields },
    spec: { targetRef: { kind: 'HTTPRoute', name: 'r' } },
  };
  return readAs(AuthPolicy, [slim(RawObject.parse(raw), AuthPolicy)]).items;
};

test('a change by hand to what the operator keeps will be taken back', () => {
  expect(revertedEdits(policy([OPERATOR, entry('kubectl-edit', { 'f:spec': {} })]))).toEqual([
    'AuthPolicy api/p was changed by kubectl-edit at 2026-11-02T10:40:05Z, and the operator keeps it as part of maas: it will take that back (FM-18)',
  ]);
  expect(revertedEdits(policy([entry('Mozilla', { 'f:spec': {} })]))).toHaveLength(1);
});

test('what the operator leaves alone, or set by itself, is no such change', () => {
  const byHand = [OPERATOR, entry('oc', { 'f:spec': {} })];
  expect(revertedEdits(policy(byHand, { 'opendatahub.io/managed': 'false' }))).toEqual([]);
  expect(revertedEdits(policy(byHand, {}, {}))).toEqual([]);
  expect(revertedEdits(policy([OPERATOR]))).toEqual([]);
  expect(revertedEdits(policy([OPERATOR, entry('kubectl-annotate', { 'f:metadata': {} })]))).toEqual([]);
  expect(revertedEdits(policy([OPERATOR, entry('kubectl', { 'f:spec': {} }, 'status')]))).toEqual([]);
  expect(revertedEdits(policy([OPERATOR, entry('octopus', { 'f:spec': {} })]))).toEqual([]);
});

test('without managedFields nothing is known', () => {
  expect(withManagers(policy(undefined))).toEqual([]);
  expect(withManagers(policy('nonsense'))).toEqual([]);
  expect(withManagers(policy([OPERATOR]))).toHaveLength(1);
});
