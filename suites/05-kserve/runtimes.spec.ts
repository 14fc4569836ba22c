import { presetReport, runtimeReport } from '../../fixtures/kserve.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'there is a runtime for every model',
  check({
    id: 'kserve.runtimes',
    requirement:
      'Every model SHOULD find an enabled serving runtime for its format, or the presets that make it a workload.',
    level: 'should',
    needs: ['cluster'],
    catches: ['serving-runtime-missing', 'llm-presets-missing'],
    dependsOn: ['kserve.crds'],
    remedy:
      'oc get servingruntimes -A; oc get clusterservingruntimes; oc get llminferenceserviceconfigs -A: add the runtime that the model names, or let the operator restore its presets',
    guide: 'post-deployment#deploy-production-models',
  }),
  async ({ cluster, layout }) => {
    const report =
      layout.modelKind === 'InferenceService'
        ? await runtimeReport(cluster)
        : await presetReport(cluster, layout.namespaces.serving);

    demand(report.problems.length === 0, report.problems.join('; '));
    observe(`present: ${report.names.join(', ')}`);
  },
);
