import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { list } from 'tar';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { World } from '../../../sandbox/world.ts';
import { fatPod } from '../scale/pods.ts';
import type { Benchmark, Report } from './benchmark.ts';
import { measuredCommand } from './measured-command.ts';
import { round } from './text.ts';

const MAIN = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url));
/** What every call takes longer: a cluster over a slow line. */
const LATENCY_MS = 50;
const PODS = 300;
const LINES = 100;
/** Logs for the bound of memory: so many bytes a container, in all of its lines. */
const LARGE_LOG_BYTES = 2 * 2 ** 30;
const LINE = `2026-11-02T08:17:30Z INFO request="GET /v1/models" status=200 took=12ms user=free-user-01 ${'x'.repeat(160)}`;
const NAMESPACES = ['maas', 'llm', 'istio-system', 'opendatahub'];

/** Fills the namespaces of MaaS with pods of two containers, each with a log. */
function fill(world: World, pods: number, lines: number): void {
  for (let index = 0; index < pods; index += 1) {
    const namespace = NAMESPACES[index % NAMESPACES.length] ?? 'maas';
    const pod = fatPod(namespace, index);
    world.objects.put(pod);
    for (const container of ['app', 'sidecar'])
      for (let line = 0; line < lines; line += 1)
        world.logs.append({ namespace, pod: pod.metadata.name, container }, `${LINE} ${line}`);
  }
}

/** kubectl, kind by kind and container by container, as a shell loop collects the same objects and logs. */
const LOOP = `
for kind in $(kubectl api-resources --verbs=list -o name | grep -v -e '^secrets$'); do
  kubectl get "$kind" --all-namespaces -o json > "$OUT/$kind.json" 2>/dev/null || true
done
for namespace in ${NAMESPACES.join(' ')}; do
  for pod in $(kubectl get pods -n "$namespace" -o name); do
    for container in $(kubectl get "$pod" -n "$namespace" -o jsonpath='{.spec.containers[*].name}'); do
      kubectl logs "$pod" -n "$namespace" -c "$container" --timestamps > "$OUT/$(basename "$pod").$container.log" 2>/dev/null || true
    done
  done
done`;

async function inSandbox<T>(
  prepare: (world: World) => void,
  use: (sandbox: Sandbox, folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'maas-verify-bench-'));
  const sandbox = await startSandbox({
    installation: 'guide',
    realWindows: false,
    faults: [],
    folder: join(folder, 'sandbox'),
    prepare,
  });
  try {
    return await use(sandbox, folder);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Cost {
  seconds: number;
  largest: number;
  requests: number;
  logs: number;
  logBytes: number;
}

/** Runs the command; throws where it did not write a bundle with as many logs as there are. */
async function diagnose(sandbox: Sandbox, folder: string, words: readonly string[]): Promise<Cost> {
  const { ready } = sandbox;
  const identities = join(folder, 'identities.json');
  await writeFile(identities, JSON.stringify({ identities: ready.identities }), { mode: 0o600 });
  const archive = join(folder, 'bundle.tar.gz');
  const before = asked(sandbox);
  const target = ['--kubeconfig', ready.kubeconfig, '--gateway-url', ready.gatewayUrl, '--ca', ready.caFile];
  const run = await measuredCommand(
    process.execPath,
    [
      MAIN,
      'diagnose',
      ...target,
      '--prometheus-url',
      ready.prometheusUrl,
      '--identities',
      identities,
      '--out',
      archive,
      ...words,
    ],
    { folder, limitMs: DIAGNOSE_LIMIT_MS },
  );
  if (run.exitCode !== 0) throw new Error(`diagnose failed (exit ${run.exitCode}): ${run.stderr.slice(0, 500)}`);
  let logs = 0;
  let logBytes = 0;
  await list({
    file: archive,
    onReadEntry: ({ path, size }) => {
      if (!path.endsWith('.log') || size === 0) return;
      logs += 1;
      logBytes += size;
    },
  });
  return { seconds: run.seconds, largest: run.memory.largest, requests: asked(sandbox) - before, logs, logBytes };
}

/** 2 GiB, redacted, packed and scanned on two busy cores. */
const DIAGNOSE_LIMIT_MS = 1_200_000;
const MS_PER_SECOND = 1_000;

const asked = (sandbox: Sandbox): number => sandbox.requests().reduce((sum, { count }) => sum + count, 0);

/** More than a thousand calls, one after the other, each some tenths of a second: five minutes, of which nobody waits for more than ten. */
const LOOP_LIMIT_MS = 600_000;

/** What the loop cost; where it was cut, that is less than the whole would have, and speaks for it. */
interface LoopCost extends Omit<Cost, 'logs' | 'logBytes'> {
  isCut: boolean;
}

async function shellLoop(sandbox: Sandbox, folder: string): Promise<LoopCost> {
  const out = await mkdtemp(join(folder, 'kubectl-'));
  const before = asked(sandbox);
  const run = await measuredCommand('bash', ['-c', LOOP], {
    folder: out,
    environment: { KUBECONFIG: sandbox.ready.kubeconfig, OUT: out },
    limitMs: LOOP_LIMIT_MS,
  });
  const isCut = run.exitCode === undefined && run.seconds * MS_PER_SECOND >= LOOP_LIMIT_MS;
  if (run.exitCode !== 0 && !isCut)
    throw new Error(`the shell loop failed (exit ${run.exitCode}): ${run.stderr.slice(0, 500)}`);
  return { seconds: run.seconds, largest: run.memory.largest, requests: asked(sandbox) - before, isCut };
}

/** Lines that are one array in memory however many containers have them: 2 GiB of logs take no 2 GiB in the sandbox. */
function largeLogs(world: World): void {
  const lines = Array.from({ length: 20_000 }, (_, index) => `${LINE} ${index}`);
  const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
  const containers = Math.ceil(LARGE_LOG_BYTES / bytes);
  const pods = Array.from({ length: Math.ceil(containers / 2) }, (_, index) => fatPod('maas', index));
  for (const pod of pods) world.objects.put(pod);
  const own = new Set(pods.map(({ metadata }) => metadata.name));
  const { read } = world.logs;
  world.logs.read = (container) => (own.has(container.pod) ? lines : read(container));
}

function reportOf(everything: Cost, scoped: Cost, loop: LoopCost, large: Cost): Report {
  const row = (what: string, { seconds, requests, largest }: Omit<Cost, 'logs' | 'logBytes'>, logs = ''): string[] => [
    what,
    round(seconds),
    String(requests),
    round(largest),
    logs,
  ];
  return {
    table: [
      ['', 'wall seconds', 'API requests', 'peak RSS of the largest process, MiB', 'logs'],
      row('diagnose, everything', everything, String(everything.logs)),
      row('diagnose --phase limits', scoped, String(scoped.logs)),
      row(`kubectl in a shell loop${loop.isCut ? ', cut' : ''}`, loop),
      row('diagnose, 2 GiB of logs', large, `${large.logs}, ${round(large.logBytes / 2 ** 20)} MiB`),
    ],
    budgets: [
      { what: 'everything', measured: everything.seconds, most: 20, unit: 's' },
      {
        what: 'everything, against the shell loop',
        measured: everything.seconds / loop.seconds,
        most: 0.2,
        unit: 'of its time',
      },
      { what: 'one phase', measured: scoped.seconds, most: 5, unit: 's' },
      { what: 'peak memory with 2 GiB of logs', measured: large.largest, most: 300, unit: 'MiB' },
    ],
    notes: [
      `${cpus().length} CPUs, Node ${process.version}; the sandbox shares the machine.`,
      `The cluster: the guide's, with ${PODS} pods of two containers and ${LINES} lines of log each, every call ${LATENCY_MS} ms late.`,
      ...(loop.isCut
        ? [`The shell loop was cut after ${round(loop.seconds)} s: the whole would have taken longer.`]
        : []),
      'The shell loop redacts nothing, scans nothing, asks neither the gateway nor Prometheus, and packs nothing.',
    ],
  };
}

export const diagnoseBenchmark: Benchmark = {
  name: 'diagnose',
  title: 'collecting for diagnosis from 300 pods, against kubectl in a shell loop; and 2 GiB of logs',
  async measure(say) {
    const slow = await inSandbox(
      (world) => {
        fill(world, PODS, LINES);
        world.behaviour.kube.slowMs = LATENCY_MS;
      },
      async (sandbox, folder) => {
        say('everything');
        const everything = await diagnose(sandbox, folder, []);
        if (everything.logs < 2 * PODS) throw new Error(`only ${everything.logs} logs were collected`);
        say(`${round(everything.seconds)} s; one phase`);
        const scoped = await diagnose(sandbox, folder, ['--phase', 'limits']);
        say(`${round(scoped.seconds)} s; kubectl in a shell loop`);
        return { everything, scoped, loop: await shellLoop(sandbox, folder) };
      },
    );
    say(`${round(slow.loop.seconds)} s; 2 GiB of logs`);
    const large = await inSandbox(largeLogs, (sandbox, folder) =>
      diagnose(sandbox, folder, ['--max-size', '4GB', '--timeout', '15m', '--phase', 'maas']),
    );
    if (large.logBytes < LARGE_LOG_BYTES) throw new Error(`only ${large.logBytes} bytes of logs were collected`);
    return reportOf(slow.everything, slow.scoped, slow.loop, large);
  },
};
