import { labelledPods } from '../../fixtures/labelled-pods.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the mesh’s ingress gateway is ready',
  check({
    id: 'mesh.ingress-gateway-ready',
    requirement: 'Every pod of istio-ingressgateway MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['ingress-gateway-not-ready', 'ingress-gateway-unschedulable'],
    dependsOn: ['mesh.istiod-ready', 'mesh.control-plane-ready'],
    remedy:
      'oc get pods -n istio-system -l app=istio-ingressgateway: expect Ready 1/1; a proxy that is not ready waits for istiod',
    guide: 'guide#step-21-create-service-mesh-control-plane',
  }),
  async ({ cluster, layout }) => {
    const { namespace } = layout.mesh;

    const report = await labelledPods(cluster, namespace, 'istio-ingressgateway');

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
