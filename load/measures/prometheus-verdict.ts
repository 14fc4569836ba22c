import type { Range } from '../metering/client.ts';
import type { Counter, Counts } from '../metering/record.ts';
import type { CountedRow } from './measures.ts';

/** A counter’s increase and what the client’s requests make of it, by each way in which builds count; or why it is open. */
export type Compared =
  | { open: string }
  | {
      client: readonly Range[];
      delta: number;
      /** The series name their users: they are ours alone. */
      labelled: boolean;
      isSlice: boolean;
      /** Nothing moved beside the run; undefined where one more scrape would tell. */
      quiet?: boolean;
    };

type Judged = Omit<CountedRow, 'counts' | 'metric' | 'phase' | 'tier'>;

const WHAT: Readonly<Record<Counts, string>> = {
  admitted: 'admitted requests',
  refused: 'refusals',
  tokens: 'tokens (usage)',
  answers: 'answers of status 200',
  'model-requests': 'answers',
  'model-prompt': 'prompt tokens (usage)',
  'model-generated': 'generated tokens (usage)',
};

const rangeText = ({ from, to }: Range): string =>
  from === to ? String(from) : Number.isFinite(to) ? `${from} to ${to}` : `${from} or more`;

/** How far a value is outside of a range: negative below it. */
const outside = (value: number, { from, to }: Range): number =>
  value < from ? value - from : value > to ? value - to : 0;

/** What the counter says about more than we have sent. */
function excess(counts: Counts, compared: Exclude<Compared, { open: string }>): [Judged['verdict'], string] {
  // Whatever else the gateway answers is in it: lists, mints, other models.
  if (counts === 'answers') return ['agree', 'what the gateway answers to others is in it too'];
  if (compared.labelled) return ['disagree', 'in the series of our own callers'];
  if (compared.isSlice) return ['inconclusive', 'this is one slice: what the others send is counted too'];
  if (compared.quiet === true) return ['disagree', 'with no other traffic before and after'];
  return ['inconclusive', 'its series do not tell whose requests they count, and others may have sent some'];
}

/** Whether a counter and the client agree; undefined where there was nothing to count, and nothing was. */
export function judgeCount(
  { counts, metric }: Pick<Counter, 'counts' | 'metric'>,
  compared: Compared,
): Judged | undefined {
  if ('open' in compared) return { verdict: 'inconclusive', text: compared.open };
  const { client: ways, delta } = compared;
  const [client] = ways.toSorted((a, b) => Math.abs(outside(delta, a)) - Math.abs(outside(delta, b)));
  if (client === undefined || (delta === 0 && client.to === 0)) return undefined;
  const difference = outside(delta, client);
  const { from, to } = client;
  const numbers = { client: { from, ...(Number.isFinite(to) && { to }) }, platform: delta, difference };
  const right = ways.map(rangeText).join(' or ');
  const text = `${metric} moved by ${delta}, the client’s ${WHAT[counts]} make ${right}`;
  if (difference < 0) return { ...numbers, verdict: 'disagree', text: `${text}: ${-difference} are missing` };
  if (difference > 0) {
    const [verdict, why] = excess(counts, compared);
    return { ...numbers, verdict, text: `${text}: ${difference} more, ${why}` };
  }
  // Where the most is open, being not below the least shows half of it.
  if (Number.isFinite(to)) return { ...numbers, verdict: 'agree', text };
  return { ...numbers, verdict: 'inconclusive', text: `${text}: not every answer said what it used` };
}

/** Whether one scrape more would tell something: too much was counted, and whether others send is not known yet. */
export const isUnsettled = ({ difference = 0, verdict }: CountedRow): boolean =>
  difference > 0 && verdict === 'inconclusive';
