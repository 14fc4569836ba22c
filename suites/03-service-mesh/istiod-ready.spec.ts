import { labelledPods } from '../../fixtures/labelled-pods.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'istiod is ready',
  check({
    id: 'mesh.istiod-ready',
    requirement: 'Every istiod pod of the mesh MUST be Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['istiod-crash-looping', 'istiod-running-not-ready', 'service-mesh-never-installed'],
    dependsOn: ['operators.service-mesh', 'mesh.control-plane-ready', 'prereq.memory'],
    remedy:
      'oc get pods -n istio-system -l app=istiod: expect Ready 1/1; oc logs --previous of a crashing one, free CPU and memory, then delete the pod',
    guide: 'common-issues#istio-pods-not-starting',
  }),
  async ({ cluster, layout }) => {
    const { namespace } = layout.mesh;

    const report = await labelledPods(cluster, namespace, 'istiod');

    demand(report.problems.length === 0, report.problems.join('; '));
    observe([report.summary, ...report.notes].join('; '));
  },
);
