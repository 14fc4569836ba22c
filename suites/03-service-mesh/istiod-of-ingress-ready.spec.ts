import { labelledPods } from '../../fixtures/labelled-pods.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the ingress operator’s istiod is ready',
  check({
    id: 'mesh.istiod-of-ingress-ready',
    requirement: 'Every pod of the istiod that the ingress operator runs for its GatewayClass MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['ingress-istiod-not-ready', 'ingress-istiod-crash-looping'],
    dependsOn: ['mesh.gateway-class-accepted'],
    remedy:
      'oc get pods -n openshift-ingress -l app=istiod: expect Ready 1/1; a Service Mesh operator installed by hand keeps it from starting, remove it',
    guide: 'references#versions',
  }),
  async ({ cluster, layout }) => {
    const { namespace } = layout.mesh;

    const report = await labelledPods(cluster, namespace, 'istiod');

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
