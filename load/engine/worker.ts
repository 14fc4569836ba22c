import { parentPort, workerData } from 'node:worker_threads';
import { register } from '../../platform/redact.ts';
import type { SampleLine } from '../samples/sample.ts';
import { sampleText } from '../samples/writer.ts';
import { Order, type Report, type Tally, WorkerTask } from './messages.ts';
import { replay } from './replay.ts';

/** Finished samples are handed over so often: what a kill can lose at most. */
const HAND_OVER_MS = 50;
const NS_PER_MS = 1e6;

const port = parentPort;
if (port === null) throw new Error('load/engine/worker.ts is a thread of the engine');
const { plan, target, worker } = WorkerTask.parse(workerData);
for (const tokens of Object.values(target.tokens)) register(...tokens);

const report = (message: Report): void => port.postMessage(message);
let lines: SampleLine[] = [];
let tallies: Tally[] = [];
let inFlight = 0;

const handOver = (): void => {
  if (lines.length > 0) report({ type: 'lines', text: sampleText(lines), tallies, inFlight });
  lines = [];
  tallies = [];
};

const played = replay({
  plan,
  target,
  worker,
  onSample(sample) {
    const { tier, outcome, firstTokenMs, sentMs } = sample;
    lines.push(sample);
    const ttftMs = firstTokenMs === undefined || sentMs === undefined ? undefined : firstTokenMs - sentMs;
    tallies.push({ tier, outcome, ...(ttftMs !== undefined && { ttftMs }) });
  },
  onWatch(record) {
    inFlight = record.inFlight;
    lines.push(record);
  },
});

/** The clock of the run on this thread: threads have different origins, the process's high-resolution clock is one. */
function clockFrom(atHrMs: number): () => number {
  const offset = Number(process.hrtime.bigint()) / NS_PER_MS - performance.now() - atHrMs;
  return () => performance.now() + offset;
}

port.on('message', async (message: unknown) => {
  const order = Order.parse(message);
  if (order.type === 'stop') {
    played.stop(order.abandon);
    return;
  }
  const timer = setInterval(handOver, HAND_OVER_MS);
  const unsent = await played.play(clockFrom(order.atHrMs));
  clearInterval(timer);
  await played.close();
  handOver();
  report({ type: 'ended', unsent });
  port.close();
});

await played.prepare();
report({ type: 'ready' });
