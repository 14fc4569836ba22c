import { z } from 'zod';
import { retryAfterMs } from '../engine/answer-facts.ts';
import { eventScan } from '../engine/event-scan.ts';
import { sampleOf } from '../engine/finished.ts';
import type { PlannedRequest } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';

const RECORD_METRIC = 'maas_verify_record';

const Ms = z.number().nonnegative();
const Count = z.int().nonnegative();

const Record = z.strictObject({
  i: Count,
  startMs: Ms,
  schedMs: Ms,
  pickedMs: Ms,
  sentMs: Ms.optional(),
  headersMs: Ms.optional(),
  endMs: Ms,
  status: Count,
  streamed: z.boolean(),
  reused: z.boolean(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  scan: z.strictObject({
    events: Count,
    coalesced: Count,
    firstEventAt: Ms.optional(),
    firstTokenAt: Ms.optional(),
    firstAnswerAt: Ms.optional(),
    lastTokenAt: Ms.optional(),
    doneAt: Ms.optional(),
    afterDone: Count,
    finish: z.string().optional(),
    usageLine: z.string().optional(),
    firstTokens: Count.optional(),
    errorLine: z.string().optional(),
  }),
  times: z.array(Ms),
  overdue: z.boolean(),
  broken: z.boolean(),
  why: z.string().optional(),
});
type Record = z.infer<typeof Record>;

/** A line of `--out json`: the definition of a metric once, then its points. */
const Line = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('Metric'), metric: z.string() }),
  z.looseObject({
    type: z.literal('Point'),
    metric: z.string(),
    data: z.looseObject({ metadata: z.looseObject({ record: z.string().optional() }).nullish() }),
  }),
]);

/** A line is not what k6 writes. */
export class PointsError extends Error {
  override name = 'PointsError';
}

function recordIn(line: string): Record | undefined {
  const { data, error } = Line.safeParse(JSON.parse(line));
  if (error !== undefined) throw new PointsError(error.issues[0]?.message ?? 'no line of k6');
  if (data.type !== 'Point' || data.metric !== RECORD_METRIC) return undefined;
  return Record.parse(JSON.parse(data.data.metadata?.record ?? ''));
}

function asSample(record: Record, request: PlannedRequest): Sample {
  const { scan, times, schedMs, pickedMs, sentMs, headersMs, status, streamed, reused, headers, body } = record;
  const retryAfter = status === 429 ? retryAfterMs(headers) : undefined;
  const encoding = headers['content-encoding'];
  const noted = Object.assign(eventScan({ values: Float64Array.from(times), length: times.length }), scan);
  return sampleOf(
    { request, due: { schedMs, pickedMs, heldMs: 0 } },
    {
      ...(sentMs !== undefined && { sentAt: sentMs }),
      ...(headersMs !== undefined && { headersAt: headersMs }),
      status,
      streamed,
      ...(encoding !== undefined && encoding !== 'identity' && { encoding }),
      ...(retryAfter !== undefined && { retryAfter }),
      body: [Buffer.from(body)],
      bodyBytes: body.length,
      reused,
    },
    noted,
    {
      at: record.endMs,
      broken: record.broken,
      overdue: record.overdue,
      ...(record.why !== undefined && { why: record.why }),
    },
  );
}

/** A sample, and when the clock of its times began: milliseconds of the wall clock. */
interface Found {
  startMs: number;
  sample: Sample;
}

/** The sample in a line of `--out json`; none in a line that is about something else. Throws PointsError. */
export function sampleIn(line: string, requests: ReadonlyMap<number, PlannedRequest>): Found | undefined {
  try {
    const record = recordIn(line);
    if (record === undefined) return undefined;
    const request = requests.get(record.i);
    if (request === undefined) throw new PointsError(`request ${record.i} is not in the plan`);
    return { startMs: record.startMs, sample: asSample(record, request) };
  } catch (error) {
    if (error instanceof PointsError) throw error;
    throw new PointsError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}
