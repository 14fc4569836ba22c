import { isIP } from 'node:net';
import type { Layout } from '../../layouts/layout.ts';
import { type Gateway, NoAnswer } from '../../platform/gateway/gateway.ts';
import { resolveHost } from '../../platform/gateway/name-resolution.ts';
import type { Extra } from './collect.ts';
import { jsonExtra, type Place } from './extra.ts';

interface Stage {
  stage: string;
  ms: number;
  ok: boolean;
  answer: unknown;
}

async function stage(name: string, ask: () => Promise<{ ok: boolean; answer: unknown }>): Promise<Stage> {
  const start = performance.now();
  const end = (rest: Omit<Stage, 'stage' | 'ms'>): Stage => ({
    stage: name,
    ms: Math.round(performance.now() - start),
    ...rest,
  });
  try {
    return end(await ask());
  } catch (error) {
    if (error instanceof NoAnswer) return end({ ok: false, answer: `stage ${error.stage}: ${error.message}` });
    throw error;
  }
}

async function asked(gateway: Gateway, method: string, path: string): Promise<{ ok: boolean; answer: unknown }> {
  const { status, headers, body } = await gateway.request({ method, path });
  const BODY_SHOWN = 500;
  return { ok: status < 500, answer: { status, headers, body: body.slice(0, BODY_SHOWN) } };
}

/** The path to the gateway, stage by stage, without credentials: name, connection, TLS, and what answers there. */
async function stages(gateway: Gateway, layout: Layout): Promise<unknown> {
  const { hostname, href, protocol } = gateway.url;
  const host = hostname.replace(/^\[|\]$/g, '');
  const { models, health } = layout.api;
  const found = [
    await stage('name resolution', async () => {
      if (isIP(host) !== 0) return { ok: true, answer: 'an address: nothing to resolve' };
      const answer = await resolveHost(host);
      return { ok: answer.kind === 'resolved', answer };
    }),
    ...(protocol === 'https:' ? [await stage('TLS', async () => ({ ok: true, answer: await gateway.tls() }))] : []),
    await stage('HTTP', async () => {
      const failed = await gateway.reachable();
      return { ok: failed === undefined, answer: failed ?? 'answered' };
    }),
    ...(health === undefined
      ? []
      : [await stage(`${health.method} ${health.path}`, () => asked(gateway, health.method, health.path))]),
    await stage(`${models.method} ${models.path}, without a token`, () => asked(gateway, models.method, models.path)),
  ];
  return { url: href, foundBy: gateway.foundBy, stages: found };
}

export const probeExtra = (open: () => Promise<Gateway>, layout: Layout, place: Place): Extra =>
  jsonExtra('probes of the gateway', ['probes', 'gateway.json'], place, async () => stages(await open(), layout));
