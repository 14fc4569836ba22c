import { type Server, STATUS_CODES } from 'node:http';
import type { Server as SecureServer } from 'node:https';

/** What Istio's Envoy calls itself. */
export const SERVER_NAME = 'istio-envoy';

/** The statuses of what Node's parser refuses; 400 for the rest. */
const STATUSES: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};
const BAD_REQUEST = 400;

/** Answers what is no request as Envoy does: the status as text, and the end of the connection. */
export function refuseMalformed(server: Server | SecureServer): void {
  server.on('clientError', (error, socket) => {
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    const status = ('code' in error && STATUSES[String(error.code)]) || BAD_REQUEST;
    const text = STATUS_CODES[status] ?? '';
    const headers = [`content-length: ${text.length}`, 'content-type: text/plain', `server: ${SERVER_NAME}`];
    const head = [`HTTP/1.1 ${status} ${text}`, ...headers, 'connection: close'].join('\r\n');
    socket.end(`${head}\r\n\r\n${text}`);
  });
}
