/** A query as a panel sends it. */
export interface PanelQuery {
  refId: string;
  expr: string;
  datasource?: { uid?: string };
}

/** Answer to one query, by Grafana's format of data frames. */
export type QueryResult =
  | { status: number; frames: object[] }
  | { status: number; frames: object[]; error: string; errorSource: string };

/** So much of a board's time range is asked for, and in such steps: seconds. */
const RANGE = 300;
const STEP = 10;

interface Matrix {
  status: string;
  errorType?: string;
  error?: string;
  data?: { result: { metric: Record<string, string>; values: [number, string][] }[] };
}

/** What Prometheus answers to a panel's query, over the range that a panel shows. */
export async function runQuery(prometheusUrl: string, { refId, expr }: PanelQuery): Promise<QueryResult> {
  const end = Date.now() / 1_000;
  const form = new URLSearchParams({
    query: expr.replace(/\$\{?__(?:rate_)?interval\}?/g, '1m'),
    start: String(end - RANGE),
    end: String(end),
    step: String(STEP),
  });
  const response = await fetch(`${prometheusUrl}/api/v1/query_range`, { method: 'POST', body: form }).catch(
    () => undefined,
  );
  if (response === undefined) return failed(502, 'Post "/api/v1/query_range": dial tcp: connect: connection refused');
  const answer = (await response.json().catch(() => ({ status: 'error' }))) as Matrix;
  if (answer.data === undefined)
    return failed(400, `${answer.errorType ?? 'client_error'}: ${answer.error ?? response.status}`);
  return {
    status: 200,
    frames: answer.data.result.map(({ metric, values }) => ({
      schema: {
        refId,
        meta: { type: 'timeseries-multi', custom: { resultType: 'matrix' } },
        fields: [
          { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' } },
          { name: 'Value', type: 'number', typeInfo: { frame: 'float64' }, labels: metric },
        ],
      },
      data: { values: [values.map(([at]) => at * 1_000), values.map(([, value]) => Number(value))] },
    })),
  };
}

const failed = (status: number, error: string): QueryResult => ({
  status,
  error,
  errorSource: 'downstream',
  frames: [],
});
