import { Told } from '../calls.ts';
import { receive, say } from '../port.ts';

interface Parameters {
  headers: Record<string, string>;
  timeout: number;
}

/** Answers when all has come, or with status 0 and an error. */
function post(url: string, body: string, { headers, timeout }: Parameters) {
  const began = Date.now();
  say({ type: 'call', ask: { kind: 'whole', url, headers, body, timeoutMs: timeout } });
  const answer = { status: 0, headers: {}, body: '', error: '', connecting: 1, waiting: 0 };
  for (;;) {
    const told = Told.parse(receive());
    if (told.type === 'headers') {
      Object.assign(answer, { status: told.status, headers: told.headers, connecting: told.reused ? 0 : 1 });
      answer.waiting = Math.max(0, Date.now() - began - answer.connecting);
    } else if (told.type === 'part') answer.body += told.text;
    else {
      const { connecting, waiting, ...rest } = answer;
      const broken = told.error !== '';
      return {
        ...rest,
        ...(broken && { status: 0, body: null }),
        error: told.error,
        timings: { blocked: 0, connecting, tls_handshaking: 0, sending: 0, waiting, receiving: 0 },
      };
    }
  }
}

// biome-ignore lint/style/noDefaultExport: the module of k6 has one
export default { post };
