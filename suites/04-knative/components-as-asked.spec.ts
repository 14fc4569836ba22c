import { dataScienceCluster } from '../../fixtures/data-science-cluster.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

/** What the operators take a component for that the DataScienceCluster does not mention. */
const UNMENTIONED = 'Removed';

test(
  'the DataScienceCluster’s components are as the guide asks',
  check({
    id: 'knative.components-as-asked',
    requirement:
      'Each component of the DataScienceCluster SHOULD be Managed or Removed as the guide’s dsc.yaml has it.',
    level: 'should',
    needs: ['cluster'],
    catches: ['component-removed', 'component-added'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get datasciencecluster default-dsc -o yaml: compare spec.components with the guide’s dsc.yaml; oc apply -f dsc.yaml restores it',
    guide: 'guide#step-31-create-datasciencecluster',
  }),
  async ({ cluster, layout }) => {
    const { metadata, spec } = await dataScienceCluster(cluster);
    const asked = Object.entries(layout.dataScienceComponents);

    const differences = asked.flatMap(([name, state]) => {
      const is = spec?.components?.[name]?.managementState ?? UNMENTIONED;
      return is === state ? [] : [`${name} is ${is}, asked for ${state}`];
    });

    demand(asked.length > 0, `${layout.title} asks for no component`);
    demand(differences.length === 0, `${metadata.name}: ${differences.join('; ')}`);
    observe(`${metadata.name} has all ${asked.length} components as asked`);
  },
);
