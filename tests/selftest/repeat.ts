import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { INSTALLATIONS, type InstallationName } from '../../sandbox/world.ts';
import { type RunningLab, runningLab } from '../lab/running-lab.ts';
import { busyMachine } from './busy.ts';
import { jitteryWay } from './jitter.ts';
import { runningSandbox } from './running-sandbox.ts';
import { temporaryFolder, verdictOf } from './verify.ts';

/**
 * `npm run repeat -- [N] [--phase NAME…] [--busy] [--jitter MS] [--lab]`: N healthy runs, on the lab's real components where asked, in
 * turn over the installations. None may fail, and each must give the verdicts of the first; where the machine is busy or the way jittery, a check may be
 * inconclusive instead in at most one of a hundred.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    phase: { type: 'string', multiple: true, default: [] },
    busy: { type: 'boolean', default: false },
    jitter: { type: 'string', default: '0' },
    lab: { type: 'boolean', default: false },
  },
});
const runs = Number(positionals[0] ?? '20');
const jitterMs = Number(values.jitter);
if (!Number.isInteger(runs) || runs < 2 || !(jitterMs >= 0)) {
  console.error(
    `expected a number of runs, at least 2, and --jitter in milliseconds, got "${positionals[0] ?? '20'}" and "${values.jitter}"`,
  );
  process.exit(2);
}
const isDisturbed = values.busy || jitterMs > 0;
const MOST_INCONCLUSIVE = 0.01;

const labs = new Map<InstallationName, RunningLab>();
const closeLabs = async (): Promise<void> => {
  for (const lab of labs.values()) await lab.close();
};
// A lab that nobody ends leaves its folder behind, which holds tokens.
const INTERRUPTED = 130;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void closeLabs().finally(() => process.exit(INTERRUPTED)));

/** The lab of an installation, started when it is first asked for. */
async function labOf(installation: InstallationName): Promise<RunningLab> {
  const lab = labs.get(installation) ?? (await runningLab(installation));
  labs.set(installation, lab);
  return lab;
}

/** A run against a lab, against a sandbox behind a jittery way, or against one of the command's own. */
async function runOf(installation: InstallationName): ReturnType<typeof verdictOf> {
  const phases = values.phase.flatMap((phase) => ['--phase', phase]);
  if (values.lab) return (await labOf(installation)).run(...phases);
  if (jitterMs === 0) return verdictOf([`--sandbox=${installation}`, ...phases]);
  const folder = await temporaryFolder();
  const sandbox = await runningSandbox(join(folder, 'sandbox'), { installation });
  const way = await jitteryWay(Number(new URL(sandbox.ready.gatewayUrl).port), jitterMs);
  try {
    const direct = sandbox.ready.gatewayUrl;
    const flags = sandbox.flags.map((flag) => (flag === direct ? `https://localhost:${way.port}` : flag));
    return await verdictOf([...flags, ...phases, '--allow-changes', '--allow-disruption']);
  } finally {
    await way.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const machine = values.busy ? busyMachine() : undefined;
const first = new Map<string, Map<string, string>>();
const seconds: number[] = [];
let judged = 0;
let inconclusive = 0;
let different = 0;
for (let run = 1; run <= runs; run += 1) {
  const installation = INSTALLATIONS[run % INSTALLATIONS.length] ?? INSTALLATIONS[0];
  const ran = await runOf(installation);
  const verdicts = first.get(installation) ?? new Map(ran.verdict.checks.map(({ id, verdict }) => [id, verdict]));
  first.set(installation, verdicts);
  judged += ran.verdict.checks.length;
  const wrong = ran.verdict.checks.filter(
    ({ id, verdict, expected }) =>
      (verdict === 'fail' && expected === undefined) || verdict === 'inconclusive' || verdict !== verdicts.get(id),
  );
  const undecided = wrong.filter(({ verdict }) => verdict === 'inconclusive').length;
  inconclusive += undecided;
  const isWrong = wrong.length > (isDisturbed ? undecided : 0);
  if (isWrong) different += 1;
  for (const check of wrong) console.log(`    ${check.id}: ${check.verdict}: ${check.reason ?? check.observed}`);
  seconds.push(ran.seconds);
  console.log(
    `[${run}/${runs}] ${isWrong ? '×' : '√'} ${installation}: exit ${ran.exitCode}, ${undecided} inconclusive, ${ran.seconds.toFixed(1)} s`,
  );
}
await machine?.stop();
await closeLabs();
seconds.sort((a, b) => a - b);
const share = inconclusive / Math.max(1, judged);
console.log(
  `${runs} runs, ${different} different, ${inconclusive} of ${judged} judgements inconclusive (${(100 * share).toFixed(2)} %); seconds: median ${seconds[Math.floor(runs / 2)]?.toFixed(1)}, most ${seconds.at(-1)?.toFixed(1)}`,
);
process.exit(different === 0 && (!isDisturbed || share <= MOST_INCONCLUSIVE) ? 0 : 1);
