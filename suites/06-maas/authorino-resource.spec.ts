import { unmetConditions } from '../../fixtures/conditions.ts';
import { authorinoResources } from '../../fixtures/policy-engine.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the Authorino resource is ready',
  check({
    id: 'maas.authorino-resource',
    requirement: 'The Authorino resource MUST exist in the namespace of the policy engine and be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['authorino-resource-missing', 'authorino-resource-not-ready'],
    dependsOn: ['maas.kuadrant-ready'],
    remedy:
      'oc get authorino -n kuadrant-system -o yaml: Kuadrant makes it; a script that patched it before it was there has to be run again (FM-15)',
    guide: 'release#policy-engine',
  }),
  async ({ cluster, layout }) => {
    const found = await authorinoResources(cluster, layout);
    const places = layout.workloads.authorino.namespaces.join(', ');
    demand(
      found.length > 0,
      `there is no Authorino resource in ${places}: its TLS settings are nowhere either (FM-15)`,
    );

    const problems = found.flatMap((authorino) =>
      unmetConditions(authorino, ['Ready']).map((problem) => `Authorino ${authorino.metadata.name}: ${problem}`),
    );

    demand(problems.length === 0, problems.join('; '));
    observe(`Ready: ${found.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ')}`);
  },
);
