import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'tar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CheckResult, Verdict } from '../../../reports/verdict-schema.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { temporaryFolder, verdictOf } from '../verify.ts';
import { type Collection, collect } from './collector.ts';

/** What reads the cluster: the phases that a bundle can tell of. */
const PHASES = ['prerequisites', 'operators', 'service-mesh', 'knative', 'kserve', 'maas', 'models'].flatMap(
  (phase) => ['--phase', phase],
);

/** One of each phase: objects, types and kinds that are gone, conditions, restarts, and logs as evidence. */
const FAULTS: Record<InstallationName, string[]> = {
  guide: [
    'no-default-storage-class',
    'install-plan-unapproved',
    'member-roll-incomplete',
    'knative-component-not-ready',
    'kserve-webhook-without-endpoints',
    'tier-mapping-missing',
    'model-bad-argument',
  ],
  'maas-0.0.2': [
    'worker-not-ready',
    'both-ai-operators',
    'gateway-class-not-accepted',
    'kserve-crd-missing',
    'token-limit-policy-missing',
    'limitador-out-of-memory',
  ],
};

type Form = 'folder' | 'archive';
interface Case {
  installation: InstallationName;
  faults: string[];
  form: Form;
}
interface Judged {
  live: Verdict;
  bundle: Verdict;
}

let base: string;
beforeAll(async () => {
  base = await temporaryFolder();
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** Starts a sandbox, collects it, and verifies it live and from its bundle. */
async function judged({ installation, faults, form }: Case): Promise<Judged> {
  const place = `${installation}-${faults.length}`;
  const sandbox = await startSandbox({
    installation,
    realWindows: false,
    faults,
    folder: join(base, place, 'sandbox'),
  });
  try {
    const folder = join(base, place, 'must-gather.local.1');
    const archive = join(base, place, 'must-gather.tgz');
    await collect(sandbox.ready.kubeconfig, folder);
    await create({ file: archive, gzip: true, cwd: join(base, place) }, ['must-gather.local.1']);
    const run = async (...target: string[]): Promise<Verdict> => {
      const { verdict, exitCode, stderr } = await verdictOf([...target, ...PHASES]);
      expect(exitCode, stderr).toBe(verdict.exitCode);
      return verdict;
    };
    const [live, bundle] = await Promise.all([
      run('--kubeconfig', sandbox.ready.kubeconfig),
      run('--bundle', form === 'folder' ? folder : archive),
    ]);
    return { live, bundle };
  } finally {
    await sandbox.close();
  }
}

/** Said by a check that asks for more than objects: the caller's rights, the server's answer, a gateway. */
const BEYOND_OBJECTS = /\ba bundle\b.*(--kubeconfig|--gateway-url|no API to reach)/;

const told = ({ id, verdict, observed, reason }: CheckResult): object => ({ id, verdict, observed, reason });

/** A bundle is somewhere else than the cluster, and that is all that differs. */
function compare(live: Verdict, bundle: Verdict): string[] {
  const unknown: string[] = [];
  for (const check of live.checks) {
    const other = bundle.checks.find(({ id }) => id === check.id);
    if (other !== undefined && BEYOND_OBJECTS.test(other.reason ?? '')) {
      expect(['inconclusive', 'not-applicable'], check.id).toContain(other.verdict);
      unknown.push(check.id);
    } else expect(other === undefined ? undefined : told(other)).toEqual(told(check));
  }
  return unknown;
}

test.each<[InstallationName, string[], Form]>([
  ['guide', [], 'folder'],
  ['maas-0.0.2', [], 'archive'],
  ['guide', FAULTS.guide, 'archive'],
  ['maas-0.0.2', FAULTS['maas-0.0.2'], 'folder'],
])(
  '%s with faults %j: live and from its bundle (%s), each check is judged the same',
  async (installation, faults, form) => {
    const { live, bundle } = await judged({ installation, faults, form });

    const unknown = compare(live, bundle);
    expect(unknown).toEqual(
      expect.arrayContaining(['prereq.api-reachable', 'prereq.cluster-admin', 'kserve.accepts-objects']),
    );
    // All else is told by objects alone: what only the cluster, its callers or the installing machine know is a small part.
    expect(unknown.length).toBeLessThan(live.checks.length / 8);
    const { layout, layoutEvidence, versions } = live.target;
    expect(bundle.target).toMatchObject({ kind: 'bundle', layout, layoutEvidence, versions });
    expect(bundle.drift).toEqual(live.drift);
    // Something could not be tested, and that is never green.
    expect(bundle.exitCode).toBe(faults.length === 0 ? 3 : 1);
  },
);

test('of a bundle that lacks things, each untested check says what to collect', async () => {
  const sandbox = await startSandbox({
    installation: 'guide',
    realWindows: false,
    faults: [],
    folder: join(base, 'lacking', 'sandbox'),
  });
  try {
    const folder = join(base, 'lacking', 'bundle');
    const part: Collection = {
      namespaces: ['maas', 'llm'],
      without: ['nodes', 'subscriptions.operators.coreos.com', 'httproutes.gateway.networking.k8s.io'],
    };
    await collect(sandbox.ready.kubeconfig, folder, part);
    const { verdict, exitCode } = await verdictOf(['--bundle', folder, ...PHASES]);
    const untested = verdict.checks.filter((check) => check.verdict === 'inconclusive');

    expect(exitCode).toBe(3);
    expect(untested.length).toBeGreaterThan(10);
    for (const { id, reason } of untested)
      expect(reason, id).toMatch(/collect: oc (adm inspect|get) \S+|\ba bundle\b.*(--kubeconfig|--gateway-url)/);
    expect(verdict.checks.filter((check) => check.verdict === 'fail').map(({ id }) => id)).toEqual([]);
    for (const id of ['prereq.worker-nodes', 'operators.subscriptions-healthy', 'maas.routes'])
      expect(untested.map((check) => check.id)).toContain(id);
  } finally {
    await sandbox.close();
  }
});
