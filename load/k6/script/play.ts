import { sleep } from 'k6';
import { SharedArray } from 'k6/data';
import exec from 'k6/execution';
import { Counter } from 'k6/metrics';
import type { Options } from 'k6/options';
import type { Send } from './exchange.ts';
import type { Chain, Task } from './record.ts';

/** Version of what `handleSummary` writes. */
const SUMMARY_VERSION = 1;
const MS_PER_SECOND = 1_000;

const setting = (name: string): string => {
  const value = __ENV[`MAAS_VERIFY_K6_${name}`];
  if (value === undefined)
    throw new Error(`MAAS_VERIFY_K6_${name} is not set: the script is started by maas-verify load`);
  return value;
};

const chains = new SharedArray<Chain>('chains', () => JSON.parse(open(setting('PLAY'))));
const records = new Counter('maas_verify_record');

/** The plan has the times: one scenario whose iterations are its chains, each sleeping until it is due. */
export const options: Options = {
  scenarios: {
    plan: {
      executor: 'shared-iterations',
      exec: 'playChain',
      vus: Number(setting('VUS')),
      iterations: chains.length,
      maxDuration: `${Math.ceil(Number(setting('MOST_MS')) / MS_PER_SECOND)}s`,
      gracefulStop: '0s',
    },
  },
  insecureSkipTLSVerify: setting('INSECURE') === 'true',
  // Fewer tags make shorter lines, and nothing is told by them.
  systemTags: ['status'],
};

const clock = (): number => Date.now() - exec.scenario.startTime;

function headersOf(task: Task): Record<string, string> {
  const token = __ENV[`MAAS_VERIFY_K6_TOKEN_${task.user}`] ?? '';
  return {
    'content-type': 'application/json',
    accept: task.stream ? 'text/event-stream' : 'application/json',
    'accept-encoding': 'identity',
    'x-request-id': task.id,
    ...(token !== '' && { authorization: `Bearer ${token}` }),
  };
}

/** As metadata: a tag of its own for each request would make a series of each. */
function report(record: object): void {
  exec.vu.metrics.metadata['record'] = JSON.stringify(record);
  records.add(1);
  delete exec.vu.metrics.metadata['record'];
}

/** Plays the chain of this iteration. */
export function play(send: Send): void {
  const chain = chains[exec.scenario.iterationInTest];
  let endMs: number | undefined;
  for (const task of chain?.tasks ?? []) {
    if (endMs !== undefined && task.untilMs !== undefined && clock() >= task.untilMs) return;
    const schedMs = endMs === undefined ? task.atMs : Math.max(task.atMs, endMs + task.thinkMs);
    const left = schedMs - clock();
    if (left > 0) sleep(left / MS_PER_SECOND);
    const pickedMs = clock();
    const call = { url: setting('URL'), headers: headersOf(task), deadlineMs: Number(setting('DEADLINE_MS')) };
    const times = { startMs: exec.scenario.startTime, schedMs, pickedMs: Math.max(schedMs, pickedMs) };
    report({ i: task.i, ...times, ...send(task, call, clock) });
    endMs = clock();
  }
}

interface Summary {
  metrics: Record<string, { values: Record<string, number> } | undefined>;
}

/** What k6 counted, so that a record that did not come through is noticed. */
export function handleSummary({ metrics }: Summary): Record<string, string> {
  const count = (name: string): number => metrics[name]?.values['count'] ?? 0;
  const summary = { version: SUMMARY_VERSION, records: count('maas_verify_record'), iterations: count('iterations') };
  return { [setting('SUMMARY')]: JSON.stringify(summary) };
}
