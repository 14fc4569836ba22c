import type { Finding } from '../../diagnostics/findings/finding.ts';
import { findingsPage } from '../../diagnostics/findings/page.ts';
import { chartsOf } from '../../load/charts/charts.ts';
import { asFile } from '../../load/charts/draw.ts';
import { measure } from '../../load/measures/measure.ts';
import type { Extras, Night } from '../../reports/html/extras.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { sampleRun } from '../unit/load/charts/sample-run.ts';
import { everyKind, result, verdict } from '../unit/reports/sample.ts';

const NIGHTS = 7;

const nightsOf = (whole: Verdict): Night[] =>
  Array.from({ length: NIGHTS }, (_, at) => ({
    at: `2026-11-${String(10 + at)}T01:00:00.000Z`,
    checks: Object.fromEntries(
      whole.checks.map(({ id, verdict: given }, index) => [id, (at + index) % 5 === 0 ? 'pass' : given]),
    ),
    ...(at > 2 && { file: `night-${at}/report.html` }),
  }));

/** A page on which everything is that a page can show; `files` are its charts as files. */
export function pageWithEverything(): { verdict: Verdict; extras: Extras; files: { name: string; text: string }[] } {
  const evidence = [{ name: 'pods', text: 'maas-api 0/1 CrashLoopBackOff\n'.repeat(60) }];
  const base = verdict([...everyKind, result('maas.h', { verdict: 'fail', observed: 'no pod is ready', evidence })]);
  const { plan, recorded } = sampleRun();
  const measures = measure(plan, [recorded]);
  const charts = chartsOf(plan, [recorded], measures, [measures]);
  const whole: Verdict = {
    ...base,
    target: {
      ...base.target,
      permissions: { missing: ['oc auth can-i list pods --all-namespaces'] },
      bundle: { collectedAt: '2026-11-24T12:00:00.000Z', collect: ['oc adm inspect namespaces'] },
    },
    drift: [
      {
        subject: 'name of the Gateway',
        guide: 'maas',
        release: 'maas-default-gateway',
        observed: 'maas-default-gateway',
        consequence: 'a command of the guide finds nothing',
      },
    ],
    load: [
      {
        profile: 'sample',
        plan: plan.hash,
        verdict: 'inconclusive',
        gates: [
          { gate: 'attainment', phase: 'above', tier: 'free', verdict: 'fail', text: '80 of 100 kept the SLO' },
          { gate: 'limit', tier: 'free', verdict: 'inconclusive', text: `${'0 to 5, '.repeat(80)}limit 10` },
          { gate: 'errors', tier: 'premium', verdict: 'pass', text: 'none' },
        ],
        client: { verdict: 'bottleneck', reasons: ['the event loop was late'] },
        measures: 'measures.json',
      },
    ],
    expectedFailures: {
      matched: [{ id: 'limits.g', reason: 'listing spends it', reference: 'FM-41' }],
      stale: [{ id: 'maas.old', reason: 'was broken', why: 'the check passes now' }],
    },
  };
  const extras: Extras = {
    nights: nightsOf(whole),
    states: { 'maas.b': 'new failure', 'limits.e': 'flaky', 'prereq.a': 'fixed' },
    load: {
      charts,
      tables: [{ caption: 'Latency', columns: ['Phase, tier', 'p50'], rows: [['above, free', '20 ms']] }],
    },
  };
  return { verdict: whole, extras, files: charts.map(({ name, svg }) => ({ name, text: asFile(svg) })) };
}

const LONG = 'namespaces/openshift-ingress/pods/maas-default-gateway-openshift-default-79f5c6d8b4-x7k2p/istio-proxy';

/** The page of a bundle with causes, failures, something that is missing, and long paths. */
export function pageOfBundle(): string {
  const { verdict } = pageWithEverything();
  const finding = (id: string): Finding => ({
    id,
    title: 'Authorino does not speak TLS',
    failureMode: id,
    likelihood: 'certain',
    cause: 'Authorino was not told of the service CA.',
    remedy: 'oc get authorino -A -o yaml: set spec.listener.tls',
    evidence: [{ where: 'check maas.authorino-tls', text: `its Deployment has no SSL_CERT_FILE: ${LONG}` }],
    checks: ['maas.authorino-tls'],
  });
  const item = { bytes: 10, ms: 5 };
  return findingsPage({
    findings: [finding('FM-14'), finding('FM-16')],
    verdict,
    manifest: {
      schemaVersion: '1.0',
      harnessVersion: '0.1.0',
      startedAt: '2026-11-29T00:00:00.000Z',
      endedAt: '2026-11-29T00:00:01.000Z',
      target: 'https://api.example.com:6443',
      layout: 'guide',
      scope: 'everything',
      interrupted: false,
      items: [
        { ...item, id: 'objects pods', outcome: 'collected', paths: [`${LONG}/core/pods.yaml`], objects: 3 },
        { ...item, id: 'objects events', outcome: 'forbidden', paths: [], permission: 'oc auth can-i list events -A' },
      ],
    },
  });
}
