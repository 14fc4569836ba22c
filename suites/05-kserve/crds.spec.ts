import { readCondition } from '../../fixtures/conditions.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the kinds of KServe are served',
  check({
    id: 'kserve.crds',
    requirement:
      'Every CustomResourceDefinition of KServe that the layout needs MUST be Established and serve a version.',
    level: 'must',
    needs: ['cluster'],
    catches: ['kserve-crd-missing', 'kserve-crd-not-established'],
    dependsOn: ['kserve.managed'],
    remedy:
      'oc get crd | grep serving.kserve.io: those that are missing come with the component; set kserve to Managed and wait for the operator',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster, layout }) => {
    const crds = new Map((await cluster.list(core.CustomResourceDefinition)).map((crd) => [crd.metadata.name, crd]));

    const problems = layout.servingCrds.flatMap((name) => {
      const crd = crds.get(name);
      if (crd === undefined) return [`${name} does not exist`];
      const established = readCondition(crd, 'Established');
      if (!established.holds) return [`${name}: ${established.text}`];
      return (crd.spec?.versions ?? []).some(({ served }) => served === true) ? [] : [`${name} serves no version`];
    });

    demand(problems.length === 0, problems.join('; '));
    observe(`Established and served: ${layout.servingCrds.join(', ')}`);
  },
);
