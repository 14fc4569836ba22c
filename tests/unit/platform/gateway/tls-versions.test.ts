import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type SecureVersion } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { NoAnswer } from '../../../../platform/gateway/gateway.ts';
import { offerTls, readRefusal } from '../../../../platform/gateway/tls-versions.ts';
import { freedPort } from '../local-server.ts';

async function origin(server: Server): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return new URL(`https://127.0.0.1:${port}`);
}

/** A server that answers a ClientHello so, and hangs up. */
const answering = (answer: (socket: Socket) => void): Promise<URL> =>
  origin(createServer((socket) => socket.once('data', () => answer(socket))));

/** Without a certificate: anonymous key exchange is enough for a handshake. */
const speaking = (version: SecureVersion): Promise<URL> =>
  origin(
    createTlsServer({ minVersion: version, maxVersion: version, ciphers: 'AECDH:@SECLEVEL=0' }, (socket) =>
      socket.end(),
    ),
  );

test.each(['TLSv1', 'TLSv1.1', 'TLSv1.2'] as const)(
  '%s is spoken where the server has it, and no other',
  async (version) => {
    const url = await speaking(version);
    expect(await offerTls(url, version)).toEqual({ kind: 'spoken' });
    for (const other of ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const) {
      if (other !== version) expect(await offerTls(url, other)).toMatchObject({ kind: 'refused' });
    }
  },
);

test('an alert and a closed connection are refusals', async () => {
  // A record of type alert: fatal, protocol_version.
  const alert = await answering((socket) => socket.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 70])));
  expect(await offerTls(alert, 'TLSv1')).toEqual({ kind: 'refused', how: 'alert protocol version' });
  const closing = await answering((socket) => socket.destroy());
  expect(await offerTls(closing, 'TLSv1')).toEqual({ kind: 'refused', how: 'connection closed' });
});

test('what our own OpenSSL does not offer is not known, and no connection is no answer', async () => {
  const own = Object.assign(new Error('no protocols available'), { code: 'ERR_SSL_NO_PROTOCOLS_AVAILABLE' });
  expect(readRefusal(own)).toEqual({
    kind: 'unknown',
    reason: 'ERR_SSL_NO_PROTOCOLS_AVAILABLE (no protocols available)',
  });
  await expect(offerTls(new URL(`https://127.0.0.1:${await freedPort()}`), 'TLSv1')).rejects.toThrow(NoAnswer);
});
