import { readCondition, readConditions } from '../../fixtures/conditions.ts';
import { check, demand, evidence, mesh, observe, test } from '../../fixtures/test.ts';

/** What the operator says of the parts that it set up, where it says it. */
const REPORTED = ['ReconcileComplete', 'Available', 'Ready', 'CapabilityServiceMesh'];

test(
  'the data science initialization is ready',
  check({
    id: 'mesh.dsci-ready',
    requirement:
      'The DSCInitialization (DataScienceClusterInitialization in the guide) MUST be Ready, its service mesh configured.',
    level: 'must',
    needs: ['cluster'],
    catches: ['dsci-mesh-not-configured', 'dsci-missing', 'service-mesh-never-installed'],
    dependsOn: ['operators.openshift-ai', 'operators.service-mesh'],
    remedy:
      'oc get dscinitialization -o yaml: expect phase Ready; the message of a condition that is False names what the operator waits for',
    guide: 'guide#step-21-create-service-mesh-control-plane',
  }),
  async ({ cluster }) => {
    const initializations = await cluster.list(mesh.DSCInitialization);

    const unready = initializations.flatMap((dsci) => {
      const said = REPORTED.map((type) => readCondition(dsci, type)).filter(({ status }) => status !== 'missing');
      const unmet = said.filter(({ holds }) => !holds).map(({ text }) => text);
      if (said.length === 0) unmet.push(`none of ${REPORTED.join(', ')} is reported`);
      if (dsci.status?.phase !== 'Ready') unmet.unshift(`phase ${dsci.status?.phase ?? 'unknown'}`);
      return unmet.length === 0 ? [] : [`${dsci.metadata.name}: ${unmet.join(', ')}`];
    });

    evidence(
      'conditions',
      initializations.flatMap((dsci) => readConditions(dsci).map(({ text }) => text)),
    );
    demand(initializations.length > 0, 'there is no DSCInitialization');
    demand(unready.length === 0, `not ready: ${unready.join('; ')}`);
    observe(`${initializations.map((dsci) => dsci.metadata.name).join(', ')} is Ready`);
  },
);
