import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PHASES } from '../../../layouts/phases.ts';
import { Verdict } from '../../../reports/verdict-schema.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { startScaleSandbox } from '../scale/scale-sandbox.ts';
import { type ClusterSize, FEW_PODS, LARGE } from '../scale/size.ts';
import type { Benchmark, Budget, Report } from './benchmark.ts';
import { GUIDE_COMMANDS } from './guide-commands.ts';
import { type CommandRun, measuredCommand } from './measured-command.ts';
import { round } from './text.ts';

const MAIN = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));
/** Runs in turn of each side: the median is what counts, for time. */
const ROUNDS = 3;
/** The command's: the processes of the checks ask through it. */
const CONNECTIONS = 1;
/** Of kubectl's peak memory: what the size of a cluster may add to a run at most. */
const SHARE_OF_PEAK = 1 / 4;

/** What one side did to the cluster, and what it cost. */
interface Cost {
  seconds: number;
  requests: number;
  connections: number;
  largest: number;
  tree: number;
  judged: number;
}

/** Runs something against the sandbox and says what it asked of it. */
async function costOf(sandbox: Sandbox, run: () => Promise<Omit<Cost, 'requests' | 'connections'>>): Promise<Cost> {
  const before = { requests: asked(sandbox), connections: sandbox.connections() };
  const cost = await run();
  return {
    ...cost,
    requests: asked(sandbox) - before.requests,
    connections: sandbox.connections() - before.connections,
  };
}

const asked = (sandbox: Sandbox): number => sandbox.requests().reduce((sum, { count }) => sum + count, 0);

/** Why a check is untested in a run that may only read. */
const NEEDS_CHANGES = '--allow-changes';

/** Phases 01–07 as a user runs them who may only read. Throws where the run did not judge what it should. */
async function harness(sandbox: Sandbox, folder: string): Promise<Omit<Cost, 'requests' | 'connections'>> {
  const { ready } = sandbox;
  const phases = PHASES.slice(0, 7).map(({ name }) => name);
  const identities = join(folder, 'identities.json');
  await writeFile(identities, JSON.stringify({ identities: ready.identities }), { mode: 0o600 });
  const target = [
    ...['--kubeconfig', ready.kubeconfig, '--gateway-url', ready.gatewayUrl, '--ca', ready.caFile],
    ...['--identities', identities, '--tool-path', ready.toolPath],
  ];
  const run = await measuredCommand(
    process.execPath,
    [MAIN, 'run', ...target, '--phase', ...phases, '-o', 'json', '--out', join(folder, 'out')],
    { folder },
  );
  const verdict = verdictOf(run);
  const wrong = verdict.checks.filter(
    (check) =>
      check.verdict === 'fail' || (check.verdict === 'inconclusive' && !(check.reason ?? '').includes(NEEDS_CHANGES)),
  );
  if (wrong.length > 0) {
    throw new Error(
      `a healthy cluster was judged wrong: ${wrong.map(({ id, reason }) => `${id} (${reason})`).join('; ')}`,
    );
  }
  return { seconds: run.seconds, ...run.memory, judged: verdict.counts.pass };
}

function verdictOf(run: CommandRun): Verdict {
  try {
    return Verdict.parse(JSON.parse(run.stdout));
  } catch {
    throw new Error(`${run.command} printed no verdict (exit ${run.exitCode}): ${run.stderr.slice(0, 500)}`);
  }
}

/** The guide's own commands with kubectl, one after the other. Throws where one fails for another reason than absence. */
async function kubectl(sandbox: Sandbox, folder: string): Promise<Omit<Cost, 'requests' | 'connections'>> {
  const cost = { seconds: 0, largest: 0, tree: 0, judged: 0 };
  for (const command of GUIDE_COMMANDS.flatMap(({ commands }) => commands)) {
    const run = await measuredCommand('kubectl', ['--kubeconfig', sandbox.ready.kubeconfig, ...command.split(' ')], {
      folder,
    });
    if (run.exitCode !== 0) throw new Error(`kubectl ${command} failed: ${run.stderr.slice(0, 300)}`);
    cost.seconds += run.seconds;
    cost.largest = Math.max(cost.largest, run.memory.largest);
    cost.tree = Math.max(cost.tree, run.memory.tree);
  }
  return cost;
}

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Several runs as one: the median time, the highest of everything else. */
const together = (costs: readonly Cost[]): Cost => ({
  seconds: median(costs.map(({ seconds }) => seconds)),
  requests: Math.max(...costs.map(({ requests }) => requests)),
  connections: Math.max(...costs.map(({ connections }) => connections)),
  largest: Math.max(...costs.map(({ largest }) => largest)),
  tree: Math.max(...costs.map(({ tree }) => tree)),
  judged: Math.min(...costs.map(({ judged }) => judged)),
});

async function inSandbox<T>(size: ClusterSize, use: (sandbox: Sandbox, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'maas-verify-bench-'));
  const sandbox = await startScaleSandbox(join(folder, 'sandbox'), size);
  try {
    return await use(sandbox, folder);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Both sides' rounds against one sandbox, in turn. */
async function rounds(
  sandbox: Sandbox,
  folder: string,
  say: (line: string) => void,
  count: number,
): Promise<{ ours: Cost; theirs: Cost }> {
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  for (let round = 1; round <= count; round += 1) {
    say(`round ${round} of ${count}: maas-verify`);
    ours.push(await costOf(sandbox, () => harness(sandbox, folder)));
    say(`round ${round} of ${count}: kubectl`);
    const home = await mkdtemp(join(folder, 'home-'));
    theirs.push(await costOf(sandbox, () => kubectl(sandbox, home)));
  }
  return { ours: together(ours), theirs: together(theirs) };
}

/** One side against 1,000 pods, and against 10,000. */
interface Sizes {
  few: Cost;
  many: Cost;
}

function reportOf(ours: Sizes, theirs: Sizes): Report {
  const commands = GUIDE_COMMANDS.flatMap(({ commands }) => commands).length;
  const row = (what: string, of: (cost: Cost) => number): string[] => [
    what,
    ...[ours.few, ours.many, theirs.few, theirs.many].map((cost) => round(of(cost))),
    `${round(of(ours.many) / of(theirs.many))}`,
  ];
  const budgets: Budget[] = [
    { what: 'phases 01–07', measured: ours.many.seconds, most: 12, unit: 's' },
    { what: 'API requests', measured: ours.many.requests, most: 120, unit: 'requests' },
    { what: 'connections', measured: ours.many.connections, most: CONNECTIONS, unit: 'connections' },
    {
      what: 'what 9,000 more pods add to the largest process, against a quarter of kubectl’s peak',
      measured: ours.many.largest - ours.few.largest,
      most: theirs.many.largest * SHARE_OF_PEAK,
      unit: 'MiB',
    },
    { what: 'time against kubectl', measured: ours.many.seconds / theirs.many.seconds, most: 1, unit: 'of its time' },
  ];
  return {
    table: [
      [
        '',
        'maas-verify, 1,000 pods',
        '10,000 pods',
        `kubectl (${commands} commands), 1,000 pods`,
        '10,000 pods',
        'ratio',
      ],
      row('wall seconds', ({ seconds }) => seconds),
      row('API requests', ({ requests }) => requests),
      row('TCP connections', ({ connections }) => connections),
      row('peak RSS of the largest process, MiB', ({ largest }) => largest),
      row('peak RSS of all processes together, MiB', ({ tree }) => tree),
      ['checks judged', String(ours.few.judged), String(ours.many.judged), '0', '0', ''],
    ],
    budgets,
    notes: [
      `${cpus().length} CPUs, Node ${process.version}; median of ${ROUNDS} rounds for time, the highest for the rest; the sandbox shares the machine.`,
      'The cluster: 10,000 pods of 10 kB, 1,000 namespaces, 2,000 routes, each call 20 ms late (tests/peers/scale).',
      'kubectl prints and leaves the judging to the reader; the processes of a run include Playwright’s.',
      `Peak of the largest process: ${round(ours.few.largest)} MiB with 1,000 pods, ${round(ours.many.largest)} MiB with 10,000; kubectl’s: ${round(theirs.few.largest)} and ${round(theirs.many.largest)} MiB.`,
      'A quarter of kubectl’s peak is less than Node takes before it has asked anything: it is held for what the size of the cluster adds.',
    ],
  };
}

export const scale: Benchmark = {
  name: 'scale',
  title: 'phases 01–07 on a cluster with 10,000 pods, against kubectl with the guide’s own commands',
  async measure(say) {
    say('filling a cluster with 1,000 pods');
    const few = await inSandbox(FEW_PODS, async (sandbox, folder) => {
      // The first run fills the caches of compiled sources, as the first run on any machine does.
      await harness(sandbox, folder);
      return rounds(sandbox, folder, say, ROUNDS);
    });
    say('filling a cluster with 10,000 pods');
    const many = await inSandbox(LARGE, (sandbox, folder) => rounds(sandbox, folder, say, ROUNDS));
    return reportOf({ few: few.ours, many: many.ours }, { few: few.theirs, many: many.theirs });
  },
};
