import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ScrapedWorld } from '../../sandbox/prometheus/scraped-world.ts';

/** Between two steps; shorter than a scrape's interval, so that no two scrapes see the same. */
const STEP_MS = 100;
const RESTART_STEP = 25;
const GONE_STEP = 30;
const FLICKER_STEPS = 10;
const HOTTEST = 10;

/** Makes the components of a world expose values that move, restart, come and go, until the returned function is called. */
export function exposeLoad(world: ScrapedWorld): () => void {
  const limiter = new Registry();
  const gateway = new Registry();
  const authorino = new Registry();
  world.registries.set('limitador', limiter);
  world.registries.set('maas-default-gateway', gateway);
  world.registries.set('authorino', authorino);
  const steps = [limiterSteps(limiter), gatewaySteps(gateway), authorinoSteps(authorino)];
  let step = 0;
  const next = (): void => {
    for (const take of steps) take(step);
    step += 1;
  };
  next();
  const timer = setInterval(next, STEP_MS);
  return () => clearInterval(timer);
}

type Step = (step: number) => void;

function limiterSteps(registry: Registry): Step {
  const registers = [registry];
  const counter = (name: string): Counter =>
    new Counter({ name, help: name, labelNames: ['user', 'tier', 'limitador_namespace'], registers });
  const gauge = (name: string, labelNames: string[] = []): Gauge =>
    new Gauge({ name, help: name, labelNames, registers });
  gauge('limitador_up').set(1);
  const [authorized, limited] = [counter('authorized_calls'), counter('limited_calls')];
  const limits = gauge('limits', ['user', 'tier']);
  limits.set({ user: 'a', tier: 'free' }, 10);
  limits.set({ user: 'b', tier: 'premium' }, 20);
  limits.set({ user: 'c', tier: 'premium' }, 30);
  limits.set({ user: 'd' }, 40);
  const tiers = gauge('tiers', ['tier', 'title']);
  tiers.set({ tier: 'free', title: 'Free "of charge"' }, 1);
  tiers.set({ tier: 'premium', title: 'Paid\nfor' }, 2);
  const odd = gauge('odd', ['kind']);
  odd.set({ kind: 'nan' }, Number.NaN);
  odd.set({ kind: 'infinite' }, Infinity);
  odd.set({ kind: 'tiny' }, 1e-9);
  odd.set({ kind: 'huge' }, 1.5e22);
  odd.set({ kind: 'negative' }, -3);
  return (step) => {
    const a = { user: 'a', tier: 'free', limitador_namespace: 'maas/one' };
    const b = { user: 'b', tier: 'premium', limitador_namespace: 'maas/two' };
    // What exposes it has restarted: it counts from zero.
    if (step === RESTART_STEP) authorized.reset();
    authorized.inc(a, 1 + (step % 3));
    authorized.inc(b, 5);
    limited.inc(a, step % 2);
  };
}

function gatewaySteps(registry: Registry): Step {
  const registers = [registry];
  const requests = new Counter({
    name: 'istio_requests_total',
    help: 'Requests',
    labelNames: ['response_code', 'destination_service_name'],
    registers,
  });
  const latency = new Histogram({
    name: 'lat',
    help: 'Latency in seconds',
    labelNames: ['path'],
    buckets: [0.1, 0.5, 1, 5],
    registers,
  });
  const tokens = new Counter({
    name: 'vllm:generation_tokens_total',
    help: 'Tokens',
    labelNames: ['model_name'],
    registers,
  });
  const running = new Gauge({
    name: 'vllm:num_requests_running',
    help: 'Running',
    labelNames: ['model_name'],
    registers,
  });
  return (step) => {
    requests.inc({ response_code: step % 4 === 0 ? '429' : '200', destination_service_name: 'model' });
    latency.observe({ path: '/v1/chat' }, (step % 7) / 5);
    latency.observe({ path: '/v1/models' }, (step % 70) / 10);
    tokens.inc({ model_name: 'opt' }, 16);
    running.set({ model_name: 'opt' }, step % 3);
  };
}

function authorinoSteps(registry: Registry): Step {
  const registers = [registry];
  const responses = new Counter({
    name: 'auth_server_response_status',
    help: 'Decisions',
    labelNames: ['status'],
    registers,
  });
  const heat = new Gauge({ name: 'heat', help: 'Rises and falls', registers });
  const gone = new Gauge({ name: 'gone', help: 'Is there at first', labelNames: ['at'], registers });
  const flicker = new Gauge({ name: 'flicker', help: 'Comes and goes', labelNames: ['at'], registers });
  return (step) => {
    responses.inc({ status: step % 5 === 0 ? 'UNAUTHENTICATED' : 'OK' });
    heat.set(Math.abs((step % (2 * HOTTEST)) - HOTTEST));
    if (step < GONE_STEP) gone.set({ at: 'first' }, step);
    else gone.reset();
    if (Math.trunc(step / FLICKER_STEPS) % 2 === 0) flicker.set({ at: 'times' }, step);
    else flicker.reset();
  };
}
