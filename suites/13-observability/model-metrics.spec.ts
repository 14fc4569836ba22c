import { eachModel } from '../../fixtures/each-model.ts';
import { judgeModelMetrics, modelTargets } from '../../fixtures/model-metrics.ts';
import { check, test } from '../../fixtures/test.ts';

/** Requests that each model is asked to count. */
const SENT = 2;

test(
  'models count what they answer',
  check({
    id: 'metrics.model-metrics',
    requirement:
      'Every served model MUST be scraped, and its counters of requests, prompt tokens and generated tokens MUST move by exactly what the usage of its answers said.',
    level: 'must',
    needs: ['cluster', 'metrics', 'gateway', 'identity', 'model'],
    catches: ['model-monitor-missing', 'model-counters-frozen', 'model-metrics-other-name', 'model-metric-renamed'],
    dependsOn: ['models.pods-ready', 'metrics.user-workload', 'metrics.prometheus-reachable', 'inference.usage'],
    remedy:
      'oc get podmonitor,servicemonitor -n <model namespace> -o yaml: expect a selector that the model’s pods have (v0.0.2’s samples select labels that no LLMInferenceService pod has) and the port of its container; curl <model pod>/metrics shows what it counts',
    guide: 'guide#8-observability-stack',
  }),
  async ({ cluster, metrics, gateway, identities, models, layout }) => {
    const targets = await modelTargets(cluster, layout, await metrics.targets());

    await eachModel({ models, identities }, { requests: SENT }, (model, caller) =>
      judgeModelMetrics({ metrics, gateway, models, targets, model, caller, requests: SENT }),
    );
  },
);
