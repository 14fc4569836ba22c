import { INSTALLATIONS } from '../../sandbox/world.ts';
import { verdictOf } from './verify.ts';

/** `npm run repeat -- N`: N healthy runs in turn over the installations; each must give the verdicts of the first. */
const runs = Number(process.argv[2] ?? '20');
if (!Number.isInteger(runs) || runs < 2) {
  console.error(`expected a number of runs, at least 2, got "${process.argv[2]}"`);
  process.exit(2);
}

const first = new Map<string, string>();
const seconds: number[] = [];
let different = 0;
for (let run = 1; run <= runs; run += 1) {
  const installation = INSTALLATIONS[run % INSTALLATIONS.length] ?? INSTALLATIONS[0];
  const ran = await verdictOf([`--sandbox=${installation}`]);
  const verdicts = ran.verdict.checks.map((check) => `${check.id} ${check.verdict}`).join('\n');
  const same = (first.get(installation) ?? verdicts) === verdicts && ran.exitCode === 0;
  if (!first.has(installation)) first.set(installation, verdicts);
  if (!same) {
    different += 1;
    const wrong = ran.verdict.checks.filter(
      (check) => !first.get(installation)?.includes(`${check.id} ${check.verdict}`),
    );
    for (const check of wrong) console.log(`    ${check.id}: ${check.verdict}: ${check.reason ?? check.observed}`);
  }
  seconds.push(ran.seconds);
  console.log(
    `[${run}/${runs}] ${same ? '√' : '×'} ${installation}: exit ${ran.exitCode}, ${ran.seconds.toFixed(1)} s`,
  );
}
seconds.sort((a, b) => a - b);
console.log(
  `${runs} runs, ${different} different; seconds: median ${seconds[Math.floor(runs / 2)]?.toFixed(1)}, most ${seconds.at(-1)?.toFixed(1)}`,
);
process.exit(different === 0 ? 0 : 1);
