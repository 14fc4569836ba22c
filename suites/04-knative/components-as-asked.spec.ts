import { dataScienceCluster, managementState, stateDifferences } from '../../fixtures/data-science-cluster.ts';
import { check, demand, evidence, observe, test } from '../../fixtures/test.ts';

test(
  'the DataScienceCluster’s components are as asked for',
  check({
    id: 'knative.components-as-asked',
    requirement:
      'Each component of the DataScienceCluster SHOULD be Managed or Removed as the guide’s dsc.yaml, or the release’s, has it.',
    level: 'should',
    needs: ['cluster'],
    catches: ['component-removed', 'component-added', 'llama-stack-managed'],
    dependsOn: ['operators.openshift-ai', 'knative.data-science-cluster'],
    remedy:
      'oc get datasciencecluster default-dsc -o yaml: compare spec.components with the guide’s dsc.yaml; oc apply -f dsc.yaml restores it',
    guide: 'guide#step-31-create-datasciencecluster',
  }),
  async ({ cluster, layout }) => {
    const dsc = await dataScienceCluster(cluster);
    const asked = Object.keys(layout.dataScienceComponents);
    demand(asked.length > 0, `${layout.title} asks for no component`);

    const differences = stateDifferences(dsc, layout.dataScienceComponents);

    const states = asked.map((name) => `${name} ${managementState(dsc, name)}`).join(', ');
    evidence('components', states);
    demand(differences.length === 0, `${dsc.metadata.name}: ${differences.join('; ')}`);
    observe(`${dsc.metadata.name} has all ${asked.length} components as asked: ${states}`);
  },
);
