import sse from 'k6/x/sse';
import { type Exchanged, keptHeaders, newScan, noted, type Send, sendWhole } from './exchange.ts';
import { play } from './play.ts';

export { handleSummary, options } from './play.ts';

const DONE = '[DONE]';

/** Sends a request by xk6-sse, and stamps each event in JavaScript: to 1 ms. Each stream has a connection of its own. */
const sendStream: Send = (task, { url, headers, deadlineMs }, clock): Exchanged => {
  const scan = newScan();
  const sentMs = clock();
  let headersMs: number | undefined;
  let why: string | undefined;
  const answer = sse.open(url, { method: 'POST', headers, body: task.body, timeout: `${deadlineMs}ms` }, (client) => {
    client.on('open', () => {
      headersMs = clock();
    });
    client.on('event', ({ data }) => {
      const now = clock();
      if (data !== '') scan.event(data, now);
      if (data.startsWith(DONE)) client.close();
    });
    // A body that is no stream comes here as well, such as that of a 429: the status decides, when all is over.
    client.on('error', (error) => {
      why ??= error.error();
    });
  });
  const endMs = clock();
  const kept = keptHeaders(answer.headers ?? {});
  const status = answer.status ?? 0;
  const broken = scan.doneAt === undefined && (why !== undefined || status === 0);
  return {
    sentMs,
    ...(headersMs !== undefined && { headersMs }),
    endMs,
    status,
    streamed: status === 200,
    reused: false,
    headers: kept,
    body: '',
    ...noted(scan),
    overdue: broken && endMs - sentMs >= deadlineMs,
    broken,
    ...(broken && { why: why ?? answer.error ?? 'no answer' }),
  };
};

/** For a k6 with xk6-sse. */
export const playChain = (): void =>
  play((task, call, clock) => (task.stream ? sendStream : sendWhole)(task, call, clock));
