import { ping } from '../../fixtures/inference-request.ts';
import { labelProblems, limiterNames, targetsOf } from '../../fixtures/monitoring.ts';
import { spend } from '../../fixtures/quota.ts';
import { check, demand, evidence, inconclusive, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'the limiter’s metrics say whose requests they count',
  check({
    id: 'metrics.labels',
    requirement:
      'The limiter’s counter of what was consumed MUST have the labels that the release’s telemetry promises, with the caller’s own values.',
    level: 'must',
    needs: ['metrics', 'gateway', 'identity', 'model'],
    catches: ['limiter-without-labels', 'telemetry-tier-constant', 'telemetry-expression-unknown'],
    dependsOn: ['metrics.targets-up', 'metrics.limitador-names', 'maas.telemetry-policy', 'metrics.tokens-counted'],
    remedy:
      'curl <limitador pod>:8080/metrics: expect the labels there; where they are missing, expect the TelemetryPolicy Enforced, and a Limitador image that knows labels (oc -n <namespace> get deploy limitador -o jsonpath={..image}, FM-68)',
    guide: 'guide#8-observability-stack',
  }),
  async ({ metrics, gateway, identities, models, layout }) => {
    const wanted = layout.policies.telemetryLabels;
    if (wanted.length === 0) notApplicable(`the telemetry of the layout ${layout.name} promises no labels`);
    const counter = layout.metrics.tokens?.counter ?? layout.metrics.admitted;
    const caller = await identities.lease({ tier: (await identities.tiers()).at(-1), requests: 6 });
    const model = await models.any(caller);
    const targets = targetsOf(layout.workloads.limitador, await metrics.targets());

    const [sent] = await spend(gateway, { ...ping(model), as: caller }, 1);
    if (sent?.outcome !== 'admitted') inconclusive(`a request was answered ${sent?.status}, so nothing was counted`);
    await metrics.nextScrape(targets);
    const instances = new Set(targets.map(({ instance }) => instance));
    const series = (await metrics.answeredSeries(targets, [counter])).filter(({ labels }) =>
      instances.has(labels['instance'] ?? ''),
    );

    const known: Record<string, string[]> = { user: limiterNames(caller), tier: [caller.tier], model: [model.id] };
    const promised = Object.fromEntries(wanted.map((label) => [label, known[label] ?? []]));
    const problems = labelProblems(counter, series, promised);
    evidence('series', series.slice(0, 10));
    demand(problems.length === 0, problems.join('; '));
    observe(`${counter} names ${wanted.join(', ')}: ${caller.tier}, ${model.id} and the caller’s own user`);
  },
);
