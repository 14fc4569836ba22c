import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { Ask } from './calls.ts';
import { answer } from './network.ts';

/**
 * A small stand-in for k6, as a command: `version` and `run`, for the scripts of load/k6. It has what they use, as k6 documents it:
 * one scenario of shared iterations, each VU with its own JavaScript that blocks, k6/http, k6/x/sse, counters with metadata, a
 * summary, and lines of JSON. It is no k6: no Go runtime, no other executor, no thresholds, no timings below those of Node.
 */
const VERSION = process.env['STAND_IN_VERSION'] ?? 'v1.7.1';
const EXTENSION = process.env['STAND_IN_EXTENSION'] ?? 'yes';

const Options = z.object({
  scenarios: z.record(
    z.string(),
    z.object({ exec: z.string(), vus: z.int().positive(), iterations: z.int().positive() }),
  ),
});
const Report = z.discriminatedUnion('type', [
  z.object({ type: z.literal('options'), options: Options }),
  z.object({ type: z.literal('next') }),
  z.object({
    type: z.literal('point'),
    metric: z.string(),
    value: z.number(),
    metadata: z.record(z.string(), z.string()),
  }),
  z.object({ type: z.literal('call'), ask: Ask }),
  z.object({ type: z.literal('summary'), files: z.record(z.string(), z.string()) }),
  z.object({ type: z.literal('threw'), text: z.string() }),
]);

function fail(exitCode: number, text: string): never {
  process.stderr.write(`time="now" level=error msg="${text}"\n`);
  process.exit(exitCode);
}

function run(script: string, out: string): void {
  let startTime = 0;
  const counts = new Map<string, number>();
  let next = 0;
  let left = 0;
  const waiting: (() => void)[] = [];
  const point = (metric: string, value: number, metadata: Record<string, string>): void => {
    counts.set(metric, (counts.get(metric) ?? 0) + value);
    const data = {
      time: new Date().toISOString(),
      value,
      tags: {},
      ...(Object.keys(metadata).length > 0 && { metadata }),
    };
    appendFileSync(out, `${JSON.stringify({ type: 'Point', metric, data })}\n`);
  };
  const vu = (role: 'options' | 'vu' | 'summary', iterations = 0): void => {
    const signal = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(new URL('vu.ts', import.meta.url), {
      workerData: {
        script,
        role,
        signal,
        extension: EXTENSION === 'yes',
        counts: Object.fromEntries(counts),
      },
    });
    const send = (message: unknown): void => {
      worker.postMessage(message);
      Atomics.add(signal, 0, 1);
      Atomics.notify(signal, 0);
    };
    const turn = (): void => {
      if (next < iterations) {
        if (next > 0) point('iterations', 1, {});
        send({ iteration: next, startTime });
        next += 1;
        return;
      }
      left -= 1;
      void worker.terminate();
      if (left === 0) vu('summary');
    };
    worker.on('error', (error: unknown) => fail(107, String(error)));
    worker.on('message', (message: unknown) => {
      const report = Report.parse(message);
      if (report.type === 'threw') fail(107, report.text);
      else if (report.type === 'point') point(report.metric, report.value, report.metadata);
      else if (report.type === 'call') answer(report.ask, send);
      else if (report.type === 'summary') {
        for (const [file, text] of Object.entries(report.files)) writeFileSync(file, text);
        process.exit(Number(process.env['STAND_IN_EXIT'] ?? 0));
      } else if (report.type === 'options') {
        const [scenario] = Object.values(report.options.scenarios);
        if (scenario === undefined) fail(104, 'there is no scenario');
        void worker.terminate();
        left = scenario.vus;
        for (let one = 0; one < scenario.vus; one += 1) vu('vu', scenario.iterations);
      } else if (startTime === 0) {
        // As in k6, a scenario begins when its VUs are there.
        waiting.push(turn);
        if (waiting.length < left) return;
        startTime = Date.now();
        for (const begin of waiting) begin();
      } else turn();
    });
  };
  writeFileSync(
    out,
    `${JSON.stringify({ type: 'Metric', metric: 'maas_verify_record', data: { type: 'counter' } })}\n`,
  );
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(105));
  vu('options');
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    quiet: { type: 'boolean' },
    'no-usage-report': { type: 'boolean' },
    out: { type: 'string', default: '' },
  },
});
const [command, script = ''] = positionals;
if (command === 'version') {
  const extension = EXTENSION === 'yes' ? 'Extensions:\n  github.com/phymbert/xk6-sse v0.1.12, k6/x/sse [js]\n' : '';
  process.stdout.write(`k6 ${VERSION} (stand-in, go1.0, linux/amd64)\n${extension}`);
} else if (command === 'run') {
  if (process.env['STAND_IN_EARLY_EXIT'] !== undefined) fail(Number(process.env['STAND_IN_EARLY_EXIT']), 'planted');
  readFileSync(script);
  run(script, values.out.replace(/^json=/, ''));
} else fail(104, `unknown command ${command}`);
