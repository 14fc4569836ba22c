import { labelledPods } from '../../fixtures/labelled-pods.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the components of Knative Serving are ready',
  check({
    id: 'knative.components-ready',
    requirement:
      'Each component of Knative Serving that the guide names MUST have pods, and all of them MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['knative-component-not-ready', 'knative-component-missing', 'serverless-never-installed'],
    dependsOn: ['knative.serving-ready', 'mesh.istiod-ready'],
    remedy:
      'oc get pods -n knative-serving: expect every pod Ready; oc describe pod NAME -n knative-serving says what keeps one back',
    guide: 'guide#step-31-create-datasciencecluster',
  }),
  async ({ cluster, layout }) => {
    const { namespace, components } = layout.knative;

    const reports = await Promise.all(components.map((app) => labelledPods(cluster, namespace, app)));

    const problems = reports.flatMap((report) => report.problems);
    demand(reports.length > 0, `${layout.title} names no component of Knative Serving`);
    demand(problems.length === 0, problems.join('; '));
    observe(reports.map((report) => report.summary).join('; '));
  },
);
