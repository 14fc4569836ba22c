import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { z } from 'zod';
import { quantileOf } from '../../../load/statistics/quantile.ts';
import { accuracyOf } from '../load/accuracy.ts';
import { DISTURBANCES, type Disturbance } from '../load/disturbances.ts';
import { pinned } from '../load/pinned.ts';
import { type StartedMock, startMockProcess } from '../load/started-mock.ts';
import { Seen } from '../load/work.ts';
import type { Benchmark, Report } from './benchmark.ts';

const CLIENT = new URL('../load/overload-process.ts', import.meta.url).pathname;
const CLIENT_CORE = 1;
const GAP_MS = 50;
const TOKENS = 24;
/** Streams of a case, and of one with too many: one more such number for each strength. */
const STREAMS = { usual: 50, many: 800 };
const STRENGTHS = 5;
const PLANTED = 100;
/** The error from which on a client's numbers are its own. */
const MOST_ERROR_MS = 5;
const MOST_MISSED = 5;
const MOST_FALSE = 5;
/** Fewer overloaded cases than this prove nothing. */
const FEWEST_OVERLOADED = 50;
const PERCENT = 100;

const Answer = z.object({ seen: z.array(Seen), verdict: z.string(), reasons: z.array(z.string()) });

/** One case, as it was and as the client told it. */
interface Tried {
  kind: Disturbance;
  errorMs: number;
  said: boolean;
}

const isOver = ({ errorMs }: Tried): boolean => errorMs > MOST_ERROR_MS;

/** A client that plays case after case; the first is played for its code to be compiled. */
function startClient(mock: StartedMock): {
  play: (kind: Disturbance, strength: number) => Promise<Tried>;
  close: () => Promise<void>;
} {
  const [file = '', ...parameters] = pinned(CLIENT_CORE, [process.execPath, CLIENT]);
  const child = execa(file, parameters, { buffer: false, reject: false, stdin: 'pipe', stderr: 'inherit' });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async play(kind, strength) {
      const streams = kind === 'streams' ? STREAMS.many * strength : STREAMS.usual;
      const asked = { baseUrl: mock.url, kind, strength, streams, tokens: TOKENS };
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      const { seen, verdict } = Answer.parse(JSON.parse(String((await answers.next()).value)));
      const { gapErrors } = accuracyOf({ seen, usage: [] }, await mock.truth(), 0);
      return { kind, errorMs: quantileOf(gapErrors, 0.99), said: verdict === 'bottleneck' };
    },
    async close() {
      child.stdin.end();
      await child;
    },
  };
}

function reportOf(tried: readonly Tried[]): Report {
  const over = tried.filter(isOver);
  const calm = tried.filter((one) => one.kind === 'calm' && !isOver(one));
  const missed = over.filter(({ said }) => !said).length;
  const alarms = calm.filter(({ said }) => said).length;
  const kinds = DISTURBANCES.map((kind) => {
    const own = tried.filter((one) => one.kind === kind);
    const beyond = own.filter(isOver);
    return [
      kind,
      own.length,
      beyond.length,
      beyond.filter(({ said }) => said).length,
      own.filter(({ said }) => said).length,
    ];
  });
  return {
    table: [
      ['', 'cases', 'with an error above 5 ms', 'of these said so', 'said so in all'],
      ...kinds.map((row) => row.map(String)),
    ],
    budgets: [
      { what: 'overloaded and not said', measured: (PERCENT * missed) / over.length, most: MOST_MISSED, unit: '%' },
      {
        what: 'calm, and said to be overloaded',
        measured: (PERCENT * alarms) / calm.length,
        most: MOST_FALSE,
        unit: '%',
      },
      {
        what: `overloaded cases short of ${FEWEST_OVERLOADED}`,
        measured: Math.max(0, FEWEST_OVERLOADED - over.length),
        most: 0,
        unit: 'cases',
      },
    ],
    notes: [
      'the error is the p99 of |gap that was recorded − gap that was sent|, by the instants of the mock',
      'a disturbance may be too weak to matter, and a calm case disturbed by the machine: each counts as what its error was',
    ],
  };
}

/** Calm and planted cases in turns, so that both have the same minutes. */
async function measure(say: (line: string) => void): Promise<Report> {
  const cases = Number(process.env.BENCH_CASES ?? PLANTED);
  const mock = await startMockProcess(0, ['--itl', String(GAP_MS), '--spread']);
  const client = startClient(mock);
  const planted = DISTURBANCES.filter((kind) => kind !== 'calm');
  const tried: Tried[] = [];
  try {
    await client.play('calm', 1);
    for (let at = 0; at < cases; at += 1) {
      const kind = planted[at % planted.length] ?? 'blocked';
      tried.push(await client.play('calm', 1));
      tried.push(await client.play(kind, 1 + (Math.floor(at / planted.length) % STRENGTHS)));
      if ((at + 1) % planted.length === 0) say(`${at + 1} of ${cases} planted, as many calm`);
    }
  } finally {
    await client.close();
    await mock.close();
  }
  return reportOf(tried);
}

/** Whether a client that cannot keep up says so, and one that can does not. */
export const loadOverload: Benchmark = {
  name: 'load-overload',
  title: 'whether an overloaded client says so, before its error passes 5 ms',
  measure,
};
