import { Told } from '../calls.ts';
import { receive, say } from '../port.ts';

interface Parameters {
  headers: Record<string, string>;
  body: string;
  timeout: string;
}
type Handler = (value: unknown) => void;

const OPEN = 'open';

/** The events in what has come so far; the last part may be one that is not yet whole. */
function cutInto(text: string): { data: string[]; rest: string } {
  const blocks = text.split(/\r?\n\r?\n/);
  const rest = blocks.pop() ?? '';
  const data = blocks.flatMap((block) => {
    const lines = block.split(/\r?\n/).filter((line) => line.startsWith('data:'));
    return lines.length === 0 ? [] : [lines.map((line) => line.slice('data:'.length).trimStart()).join('\n')];
  });
  return { data, rest };
}

/** Blocks until the stream has ended; what is no stream comes as an error, as in xk6-sse. */
function open(url: string, { headers, body, timeout }: Parameters, set: (client: unknown) => void) {
  const handlers = new Map<string, Handler>();
  let closed = false;
  const emit = (name: string, value?: unknown): void => handlers.get(name)?.(value);
  set({
    on: (name: string, handler: Handler) => handlers.set(name, handler),
    close: () => {
      closed = true;
    },
  });
  say({ type: 'call', ask: { kind: 'stream', url, headers, body, timeoutMs: Number.parseInt(timeout, 10) } });
  const answer = { url, status: 0, headers: {}, error: '' };
  let text = '';
  for (;;) {
    const told = Told.parse(receive());
    if (told.type === 'headers') {
      Object.assign(answer, { status: told.status, headers: told.headers });
      emit(OPEN);
    } else if (told.type === 'part') {
      const { data, rest } = cutInto(text + told.text);
      text = rest;
      for (const one of data) if (!closed) emit('event', { id: '', name: '', data: one, comment: '' });
    } else {
      const error = told.error !== '' ? told.error : text.trim() === '' ? '' : `unknown event: ${text.trim()}`;
      if (error !== '' && !closed) emit('error', { error: () => error });
      return { ...answer, error };
    }
  }
}

// biome-ignore lint/style/noDefaultExport: the module of k6 has one
export default { open };
