import { parseArgs } from 'node:util';
import { startMock } from './mock-server.ts';
import { DEFAULT_TIMING } from './timed.ts';

/**
 * The mock as a process of its own, for clients of any kind:
 *
 *     node tests/peers/load/mock-process.ts [--port N] [--ttft MS] [--itl MS] [--events N] [--stall-every N] [--no-role] [--spread]
 *
 * Its first line is JSON: {"url": "http://127.0.0.1:PORT/v1/"}. It ends when its input is closed, or on SIGTERM. It spins:
 * give it a core of its own.
 *
 * It answers GET /v1/models, POST /v1/chat/completions and /v1/completions, as streams (with usage) and whole. The model
 * `timed` answers by the options: the first event with text after `--ttft` ms, the others `--itl` ms apart, `--events` of
 * them (otherwise the request's max_tokens), one stream of `--stall-every` with a stall of 500 ms in its middle, before
 * everything an event with the role alone (chat only) unless `--no-role`. `--spread` keeps streams that begin together out of step. Each event with text has the instant of its
 * sending inside: "sent_us", microseconds of CLOCK_MONOTONIC as a string of digits. All other models are those of script.ts.
 *
 * GET /stats is the truth, a line of JSON a request in the order of their arrival: id (x-request-id, which every answer has;
 * mock-N where the request had none), receivedAtMs (its headers were read), sentAtMs (each event with text) in milliseconds
 * of CLOCK_MONOTONIC, mostLateMs (how much later than planned it sent). DELETE /stats forgets it.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    ttft: { type: 'string', default: String(DEFAULT_TIMING.firstMs) },
    itl: { type: 'string', default: String(DEFAULT_TIMING.gapMs) },
    events: { type: 'string' },
    'stall-every': { type: 'string', default: '0' },
    'no-role': { type: 'boolean', default: false },
    spread: { type: 'boolean', default: false },
  },
});

const mock = await startMock({
  timing: {
    firstMs: Number(values.ttft),
    gapMs: Number(values.itl),
    ...(values.events !== undefined && { events: Number(values.events) }),
    role: !values['no-role'],
    stallEvery: Number(values['stall-every']),
    spread: values.spread,
  },
  alone: true,
  port: Number(values.port),
});
console.log(JSON.stringify({ url: mock.url }));
const end = (): void => process.exit(0);
process.on('SIGTERM', end).on('SIGINT', end);
process.stdin.resume().on('end', end).on('close', end);
