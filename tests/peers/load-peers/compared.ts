import { quantileOf } from '../../../load/statistics/quantile.ts';
import type { Budget } from '../bench/benchmark.ts';
import { round as rounded } from '../bench/text.ts';
import type { Accuracy } from './accuracy.ts';
import { DID_NOT_RUN, NOT_HERE } from './part.ts';

/** One run of one tool. */
export interface Round {
  accuracy: Accuracy;
  requests: number;
  longestMs: number;
  processorMs: number;
}

/** The rounds of one tool: `long` ones without stalls, a `short` one with them. */
export interface Compared {
  name: string;
  long: readonly Round[];
  short: Round;
}

export interface Judged {
  /** A median TTFT below so many milliseconds is that of the role. */
  roleBelowMs: number;
  stallMs: number;
}

/** The better of the rounds; NaN where the tool does not have the number. */
const least = ({ long }: Compared, of: (round: Round) => number): number => Math.min(...long.map(of));
const p99 = (values: Float64Array | undefined): number => quantileOf(values ?? [], 0.99);

const ERRORS: readonly { what: string; of: (accuracy: Accuracy) => number }[] = [
  { what: 'TTFT error p99', of: ({ ttftErrors }) => p99(ttftErrors) },
  { what: 'ITL error p99', of: ({ itlErrors }) => p99(itlErrors) },
  { what: 'gap error p99', of: ({ gapErrors }) => p99(gapErrors) },
];

const countsRole = (one: Compared, { roleBelowMs }: Judged): boolean =>
  least(one, ({ accuracy }) => quantileOf(accuracy.ttft, 0.5)) < roleBelowMs;
const seesStall = ({ short }: Compared, { stallMs }: Judged): boolean => short.longestMs >= stallMs;

/** What one request more needs of the processor, in milliseconds: starting and reporting are in both kinds of rounds. */
export function processorMsOf(one: Compared): { request: number; start: number } {
  const more = least(one, ({ requests }) => requests) - one.short.requests;
  const request = (least(one, ({ processorMs }) => processorMs) - one.short.processorMs) / more;
  return { request, start: one.short.processorMs - request * one.short.requests };
}

const ms = (value: number): string => (Number.isNaN(value) ? 'none kept' : `${rounded(value)} ms`);

function rowOf(one: Compared, judged: Judged): string[] {
  const { request, start } = processorMsOf(one);
  return [
    one.name,
    ms(least(one, ({ accuracy }) => quantileOf(accuracy.ttftErrors, 0.5))),
    ...ERRORS.map(({ of }) => ms(least(one, ({ accuracy }) => of(accuracy)))),
    countsRole(one, judged) ? 'yes' : 'no',
    ms(one.short.longestMs),
    seesStall(one, judged) ? 'yes' : 'no',
    ms(request),
    ms(start),
  ];
}

/** The table, with the tools that have no numbers. */
export const rowsOf = (
  tools: readonly { name: string; compared: Compared | undefined; failed: boolean }[],
  judged: Judged,
): string[][] => [
  [
    'streams',
    ...['TTFT error p50', ...ERRORS.map(({ what }) => what), 'counts the role', 'longest gap told', 'tells the stall'],
    ...['CPU a request', 'CPU to start'],
  ],
  ...tools.map(({ name, compared, failed }) =>
    compared === undefined ? [name, failed ? DID_NOT_RUN : NOT_HERE] : rowOf(compared, judged),
  ),
];

/** Ours must be no worse than the best of the others that were there, see the stall, and not count the role. */
export function budgetsOf(name: string, all: readonly Compared[], judged: Judged): Budget[] {
  const ours = all.find((one) => one.name === name);
  if (ours === undefined) throw new RangeError(`${name} is not among what was measured`);
  const against = ERRORS.flatMap(({ what, of }) => {
    const ofOne = (one: Compared): number => least(one, ({ accuracy }) => of(accuracy));
    const others = all.filter((one) => one !== ours).map(ofOne);
    const told = others.filter((value) => !Number.isNaN(value));
    if (told.length === 0) return [];
    return [
      { what: `${what}, against the best of the others`, measured: ofOne(ours), most: Math.min(...told), unit: 'ms' },
    ];
  });
  return [
    ...against,
    { what: 'stalls that ours does not tell', measured: seesStall(ours, judged) ? 0 : 1, most: 0, unit: 'of 1' },
    { what: 'roles that ours takes for text', measured: countsRole(ours, judged) ? 1 : 0, most: 0, unit: 'of 1' },
  ];
}
