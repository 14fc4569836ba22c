import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { KubeObject } from '../object.ts';
import { badRequest } from './status-errors.ts';

/** Where a port of a pod really is; undefined where nothing listens on it. */
export type PodPorts = (pod: KubeObject, port: number) => { host: string; port: number } | undefined;

/** The one protocol of port-forwards over WebSockets that has a channel for each port; kubectl's own tunnels SPDY. */
const PROTOCOL = 'v4.channel.k8s.io';
const DATA = 0;
const TROUBLE = 1;

const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL });

/** Throws a 400 Status for an upgrade to anything else. */
export function demandProtocol({ method, headers }: IncomingMessage): void {
  const asked = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const isWebSocket = method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';
  if (!isWebSocket || !asked.includes(PROTOCOL))
    throw badRequest(`unable to upgrade: only WebSockets with ${PROTOCOL} are served`);
}

const message = (channel: number, payload: Uint8Array): Buffer => Buffer.concat([Buffer.of(channel), payload]);

/** Takes over a connection that has been upgraded, and passes bytes to and from a port of a pod, as the kubelet does. */
export function forwardPort(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  to: { pod: KubeObject; port: number; ports: PodPorts },
): void {
  sockets.handleUpgrade(request, socket, head, (client) => pass(client, to));
}

function pass(client: WebSocket, { pod, port, ports }: { pod: KubeObject; port: number; ports: PodPorts }): void {
  const greeting = Buffer.alloc(2);
  greeting.writeUInt16LE(port);
  client.send(message(DATA, greeting));
  client.send(message(TROUBLE, greeting));
  const failed = (why: string): void => {
    const text = `error forwarding port ${port} to pod ${pod.metadata.name}, uid : failed to connect to localhost:${port} inside namespace: ${why}`;
    client.send(message(TROUBLE, Buffer.from(text)));
    client.close();
  };
  const target = ports(pod, port);
  if (target === undefined) {
    failed('dial tcp4 127.0.0.1: connect: connection refused');
    return;
  }
  const upstream = connect(target);
  upstream.on('data', (bytes: Buffer) => client.send(message(DATA, bytes)));
  upstream.on('error', (error) => failed(error.message));
  upstream.on('close', () => client.close());
  client.on('message', (data: Buffer) => {
    if (data[0] === DATA) upstream.write(data.subarray(1));
  });
  client.on('close', () => upstream.destroy());
}

/** Answers an upgrade with an error instead, as HTTP. */
export async function refuseUpgrade(socket: Duplex, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(
    `HTTP/1.1 ${response.status} ${response.statusText || 'Refused'}\r\n${headers}content-length: ${body.length}\r\nconnection: close\r\n\r\n`,
  );
  socket.end(body);
}
