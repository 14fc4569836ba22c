import { crdReport, servingCrds } from '../../fixtures/kserve.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the kinds of KServe are served',
  check({
    id: 'kserve.crds',
    requirement:
      'Every CustomResourceDefinition of KServe that the layout needs MUST be Established and serve the version that models are written in.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'kserve-crd-missing',
      'kserve-crd-not-established',
      'kserve-crd-version-not-served',
      'openshift-ai-never-installed',
    ],
    dependsOn: ['kserve.managed', 'operators.openshift-ai'],
    remedy:
      'oc get crd | grep serving.kserve.io: those that are missing come with the component; set kserve to Managed and wait for the operator. One without the version is another release’s: oc describe crd NAME',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const wanted = servingCrds(layout.servingCrds);

    const report = await crdReport(cluster, wanted);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(`Established and served: ${report.summary}`);
  },
);
