import { labelledPods } from '../../fixtures/labelled-pods.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the mesh’s egress gateway is ready',
  check({
    id: 'mesh.egress-gateway-ready',
    requirement: 'Every pod of istio-egressgateway MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['egress-gateway-missing', 'egress-gateway-image-pull'],
    dependsOn: ['mesh.istiod-ready', 'mesh.control-plane-ready'],
    remedy:
      'oc get pods -n istio-system -l app=istio-egressgateway: expect Ready 1/1; without a pod, look at gateways.egress of the ServiceMeshControlPlane',
    guide: 'guide#step-21-create-service-mesh-control-plane',
  }),
  async ({ cluster, layout }) => {
    const { namespace } = layout.mesh;

    const report = await labelledPods(cluster, namespace, 'istio-egressgateway');

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
