import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { runPlan } from '../../../load/engine/engine.ts';
import { Plan } from '../../../load/plan/plan.ts';
import { Work } from './work.ts';

/**
 * The embedded engine as a process of its own: plays the plan of the work on its standard input, and tells on each line
 * what it has used so far.
 */
const EVERY_MS = 500;
const US_PER_MS = 1_000;
const NS_PER_MS = 1e6;

const { planFile, baseUrl, model, file } = Work.parse(JSON.parse(await text(process.stdin)));
const plan = Plan.parse(JSON.parse(readFileSync(planFile, 'utf8')));

const tell = (): void => {
  const { user, system } = process.cpuUsage();
  const atMs = Number(process.hrtime.bigint()) / NS_PER_MS;
  console.log(JSON.stringify({ atMs, cpuMs: (user + system) / US_PER_MS, rssBytes: process.memoryUsage.rss() }));
};
const timer = setInterval(tell, EVERY_MS);
await runPlan({ plan, target: { baseUrl, model, insecureSkipTlsVerify: false, tokens: {} }, file, workers: 1 });
tell();
clearInterval(timer);
