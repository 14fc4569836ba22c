import { Agent, type Dispatcher, request } from 'undici';
import { BodyTooLarge, boundedBytes } from '../bounded-body.ts';
import { register } from '../redact.ts';
import type { ApiRequest, Connection } from './connection.ts';
import { unpacked } from './packing.ts';
import { HEAD, MOST_HEADER_BYTES, Opened, PATHS, parseHead, RELAYED, Trouble } from './relay-messages.ts';
import { Unreachable } from './unreachable.ts';

/** The command has bounded the body already. */
const MOST_BODY_BYTES = 64 * 2 ** 20;

/** The command's socket has no host; HTTP wants one. */
const ORIGIN = 'http://command';

/**
 * Asks an API server through the command's connection, at its socket (relay.ts). Throws Unreachable: where the command
 * cannot ask it, with its reason, and where the command has ended.
 */
export async function relayed(socket: string): Promise<Connection> {
  const command = new Agent({
    connect: { socketPath: socket },
    // It is the command that knows how long a question may take, and how many are before it.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: MOST_HEADER_BYTES,
  });
  const ask = async (path: string, body?: ApiRequest, signal?: AbortSignal) => {
    const answer = await delivered(() =>
      request(`${ORIGIN}${path}`, {
        method: 'POST',
        dispatcher: command,
        body: JSON.stringify(body ?? {}),
        signal: signal ?? null,
      }),
    );
    const bytes = await delivered(() => boundedBytes(answer.body, MOST_BODY_BYTES));
    if (answer.statusCode === RELAYED.answered) return { head: String(answer.headers[HEAD] ?? ''), bytes };
    const { reason } = Trouble.parse(JSON.parse(bytes.toString('utf8')));
    throw answer.statusCode === RELAYED.unreachable ? new Unreachable(reason) : new Error(reason);
  };
  let secrets: string[] = [];
  const learn = (told: string[]): void => {
    secrets = told;
    register(...told);
  };
  const open = async (): Promise<Opened> => {
    const opened = Opened.parse(JSON.parse((await ask(PATHS.connection)).bytes.toString('utf8')));
    learn(opened.secrets);
    return opened;
  };

  const sendPacked: Connection['sendPacked'] = async (question, signal) => {
    const { head, bytes } = await ask(PATHS.request, question, signal);
    const { secrets: told, ...answer } = parseHead(head);
    learn(told);
    return { ...answer, body: bytes };
  };

  const { url } = await opening(open, command);
  return {
    url,
    send: async (question, signal) => unpacked(await sendPacked(question, signal), url, question.path),
    sendPacked,
    authorization: async () => (await open()).authorization,
    secrets: () => secrets,
    // Nobody waits for what is still asked: the command is told so.
    close: () => command.destroy(),
  };
}

/** Whatever keeps the socket from answering: the command is at its end, and the run with it. */
async function delivered<T>(asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    throw new Unreachable('the command of this run answers no more: it has ended, or is ending');
  }
}

async function opening(open: () => Promise<Opened>, command: Dispatcher): Promise<Opened> {
  try {
    return await open();
  } catch (error) {
    await command.destroy();
    throw error;
  }
}
