import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { boundedText } from '../bounded-body.ts';
import type { Connection } from './connection.ts';
import { HEAD, headText, Opened, PATHS, RELAYED, Request } from './relay-messages.ts';
import { Unreachable } from './unreachable.ts';

/** A question of a check is an object that it creates, at most: an API server takes 3 MiB. */
const MOST_REQUEST_BYTES = 4 * 2 ** 20;

/** A socket's path has so many bytes on every system that has such sockets; longer ones are refused, or cut. */
const MOST_PATH_BYTES = 103;

/** The command's end of the run's one connection. */
export interface Relay {
  /** Where the processes of the checks ask (relayed-connection.ts). */
  socket: string;
  /** Cuts whatever is still asked. */
  close(): Promise<void>;
}

/**
 * Has other processes of the run ask through a connection of this one, so that turns, patience, renewed credentials and
 * credential plugins are the run's and not each process'. Who can reach the socket asks as the user: it must be in the
 * run's private folder (0700), where only the user himself can. Undefined where no socket can be made there.
 */
export async function relayAt(socket: string, open: () => Promise<Connection>): Promise<Relay | undefined> {
  if (Buffer.byteLength(socket) > MOST_PATH_BYTES) return undefined;
  // Nobody idles here for long, and a connection closed while a question is on its way would look like a dead command.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    void answer(request, response, open);
  });
  if (!(await isListening(server, socket))) return undefined;
  return {
    socket,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function isListening(server: Server, socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(socket, () => resolve(true));
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, open: () => Promise<Connection>) {
  // Who asked may have been ended meanwhile: then others need not wait for the answer.
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const connection = await open();
    if (request.url === PATHS.connection) return await tellConnection(response, connection);
    const asked = Request.parse(JSON.parse(await boundedText(request, MOST_REQUEST_BYTES)));
    const { body, ...head } = await connection.sendPacked(asked, gone.signal);
    response.writeHead(RELAYED.answered, {
      [HEAD]: headText({ ...head, secrets: connection.secrets() }),
      'content-length': body.byteLength,
    });
    response.end(body);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    response.writeHead(error instanceof Unreachable ? RELAYED.unreachable : RELAYED.mistake);
    response.end(JSON.stringify({ reason }));
  }
}

async function tellConnection(response: ServerResponse, connection: Connection): Promise<void> {
  const authorization = await connection.authorization();
  const opened = Opened.parse({ url: connection.url, authorization, secrets: connection.secrets() });
  response.writeHead(RELAYED.answered);
  response.end(JSON.stringify(opened));
}
