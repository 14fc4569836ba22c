import { Agent } from 'undici';
import type { Identity } from '../identities/identities.ts';
import { WAITS } from '../waits.ts';
import { sendBurst } from './burst.ts';
import { sendRequest, sendStream } from './exchange.ts';
import { type Gateway, NoAnswer } from './gateway.ts';
import { reportTls } from './tls-report.ts';
import { offerTls } from './tls-versions.ts';
import { transcript } from './transcript.ts';
import { type Trust, tlsOptions } from './trust.ts';

/** Where the gateway is, and how that was found. */
export interface GatewayAddress {
  url: URL;
  foundBy: string;
}

/** A client of a gateway. Nothing is sent before the first question. */
export function gatewayClient({ url, foundBy }: GatewayAddress, trust: Trust): Gateway {
  const tls = tlsOptions(trust);
  const log = transcript();
  const listeners: ((identity: Identity) => void)[] = [];
  const noteUse = (identity: Identity | undefined): void => {
    if (identity !== undefined) for (const listener of listeners) listener(identity);
  };
  const agent = new Agent({
    // One protocol for all requests: what is measured must not depend on how connections are shared.
    allowH2: false,
    pipelining: 1,
    headersTimeout: WAITS.inferenceAnswer,
    bodyTimeout: WAITS.inferenceAnswer,
    connect: { ...tls, timeout: WAITS.gatewayRequest },
  });
  return {
    url,
    foundBy,
    dispatcher: agent,
    recent: log.recent,
    onUse: (listener) => {
      listeners.push(listener);
    },
    noteUse,
    request: (request) => {
      noteUse(request.as);
      return sendRequest(agent, url.origin, request, log);
    },
    stream: (request, options) => {
      noteUse(request.as);
      return sendStream(agent, url.origin, request, log, options);
    },
    burst: (requests) => {
      for (const { as } of requests) noteUse(as);
      return sendBurst(url, tls, requests, log);
    },
    tls: async () => reportTls(url, tls),
    offerTls: (version) => offerTls(url, version),
    probe: (other) => sendRequest(agent, other.origin, { path: `${other.pathname}${other.search}` }, log),
    reachable: async () => {
      try {
        await sendRequest(agent, url.origin, { path: '/' }, log);
        return undefined;
      } catch (error) {
        if (error instanceof NoAnswer) return { stage: error.stage, reason: error.message };
        throw error;
      }
    },
    close: () => agent.destroy(),
  };
}
