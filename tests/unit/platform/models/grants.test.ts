import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import type { AccessRules } from '../../../../platform/cluster/access-rules.ts';
import type { DeclaredModel } from '../../../../platform/models/declared.ts';
import { grantReport } from '../../../../platform/models/grants.ts';

const TIERS_ANNOTATION = 'alpha.maas.opendatahub.io/tiers';
const model = (kind: DeclaredModel['kind'], annotation?: string): DeclaredModel => ({
  kind,
  namespace: 'llm',
  name: 'm',
  object: { metadata: { name: 'm', annotations: annotation === undefined ? {} : { [TIERS_ANNOTATION]: annotation } } },
});
type Subjects = NonNullable<AccessRules['bindings'][number]['subjects']>;
const rules = (verb: string, resource: string, subjects: Subjects, roleName = 'r'): AccessRules => ({
  roles: [
    {
      metadata: { name: 'r', namespace: 'llm' },
      rules: [{ apiGroups: ['serving.kserve.io'], resources: [resource], resourceNames: ['m'], verbs: [verb] }],
    },
  ],
  bindings: [{ metadata: { name: 'b', namespace: 'llm' }, roleRef: { kind: 'Role', name: roleName }, subjects }],
  clusterRoles: [],
  clusterBindings: [],
});
const tierGroup = (tier: string) => ({
  kind: 'Group',
  name: `system:serviceaccounts:maas-default-gateway-tier-${tier}`,
});
const release = (annotation: string | undefined, subjects: Subjects, roleName?: string) =>
  grantReport(
    model('LLMInferenceService', annotation),
    rules('post', 'llminferenceservices', subjects, roleName),
    maas002,
    [],
  );
const byGuide = (subjects: Subjects) =>
  grantReport(model('InferenceService'), rules('get', 'inferenceservices', subjects), guide, [
    { name: 'premium', groups: ['premium-users'] },
  ]);

test('grants agree with the annotation, tier by tier', () => {
  expect(release('["premium"]', [tierGroup('premium')])).toMatchObject({
    problems: [],
    tiers: ['premium'],
    judged: true,
  });
  expect(release('["premium"]', []).problems).toEqual([
    'm: tier premium is not granted by RBAC, against the annotation',
  ]);
  expect(release('["premium"]', [tierGroup('premium'), tierGroup('free')]).problems).toEqual([
    'm: tier free is granted by RBAC, against the annotation',
  ]);
});

test('a grant to everybody is one to every tier', () => {
  const { tiers, problems } = release('["premium"]', [{ kind: 'Group', name: 'system:authenticated' }]);
  expect(tiers).toEqual(maas002.tiers.names);
  expect(problems).toHaveLength(2);
});

test('a binding whose role is gone explains what is missing', () => {
  expect(release('["premium"]', [tierGroup('premium')], 'gone').problems[0]).toContain(
    'Role gone, which does not exist',
  );
});

test('an annotation that cannot be read is no yardstick', () => {
  expect(release(undefined, [tierGroup('free')])).toMatchObject({ problems: [], judged: false });
});

test('without annotations some tier must be granted, and names with * are nobody', () => {
  expect(byGuide([{ kind: 'Group', name: 'premium-users' }])).toMatchObject({ problems: [], tiers: ['premium'] });
  const { problems } = byGuide([{ kind: 'ServiceAccount', name: 'premium-sa-*', namespace: 'maas' }]);
  expect(problems[0]).toContain('no tier’s group may get it');
  expect(problems[1]).toContain('ServiceAccount maas/premium-sa-*: RBAC knows no patterns');
});
