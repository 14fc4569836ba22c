import { isHeld } from './benchmark.ts';
import { diagnoseBenchmark } from './diagnose.ts';
import { limiter } from './limiter.ts';
import { loadEngine } from './load-engine.ts';
import { loadOverload } from './load-overload.ts';
import { loadPeers } from './load-peers.ts';
import { pageBenchmark } from './page.ts';
import { scale } from './scale.ts';
import { reportLines } from './text.ts';

/** `npm run bench [-- NAME…]`: measures, prints, and exits 1 where a budget is broken. */
const BENCHMARKS = [scale, limiter, loadEngine, loadOverload, loadPeers, diagnoseBenchmark, pageBenchmark];

const asked = process.argv.slice(2);
const unknown = asked.find((name) => BENCHMARKS.every((benchmark) => benchmark.name !== name));
if (unknown !== undefined) {
  console.error(`unknown benchmark "${unknown}"; there are ${BENCHMARKS.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

let broken = 0;
for (const benchmark of BENCHMARKS.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  console.log(`${benchmark.name}: ${benchmark.title}`);
  const report = await benchmark.measure((line) => console.error(`  ${line} …`));
  console.log(`\n${reportLines(report).join('\n')}\n`);
  broken += report.budgets.filter((budget) => !isHeld(budget)).length;
}
console.log(broken === 0 ? 'every budget is held' : `${broken} budgets are broken`);
process.exit(broken === 0 ? 0 : 1);
