import { unmetConditions } from '../../fixtures/conditions.ts';
import { check, demand, knative, observe, test } from '../../fixtures/test.ts';

test(
  'Knative Serving is ready',
  check({
    id: 'knative.serving-ready',
    requirement: 'The KnativeServing MUST be Ready, with its deployments available.',
    level: 'must',
    needs: ['cluster'],
    catches: ['knative-serving-not-ready', 'serverless-never-installed'],
    dependsOn: ['operators.serverless', 'knative.data-science-cluster', 'mesh.member-roll'],
    remedy:
      'oc get knativeserving -n knative-serving: expect READY True; oc describe names the deployment or dependency that it waits for',
    guide: 'guide#step-31-create-datasciencecluster',
  }),
  async ({ cluster, layout }) => {
    const servings = await cluster.list(knative.KnativeServing, { namespace: layout.knative.namespace });

    const unready = servings.flatMap((serving) => {
      const unmet = unmetConditions(serving, ['InstallSucceeded', 'DeploymentsAvailable', 'Ready']);
      return unmet.length === 0 ? [] : [`${serving.metadata.name}: ${unmet.join('; ')}`];
    });

    demand(servings.length > 0, `there is no KnativeServing in ${layout.knative.namespace}`);
    demand(unready.length === 0, unready.join('; '));
    observe(`${servings.map((serving) => serving.metadata.name).join(', ')} is Ready`);
  },
);
