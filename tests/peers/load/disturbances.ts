import { spawn } from 'node:child_process';

/** What takes a client its time. `strength` is 1 … 5. */
export const DISTURBANCES = ['calm', 'blocked', 'stolen', 'garbage', 'streams'] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

const BLOCK_EVERY_MS = 100;
const BLOCK_MS = 10;
const GARBAGE_EVERY_MS = 10;
/** Objects that live for a while: the collector has to move them. */
const OBJECTS = 6_000;
const LISTS_KEPT = 12;

function block(strength: number): () => void {
  const timer = setInterval(() => {
    const until = performance.now() + BLOCK_MS * strength;
    while (performance.now() < until);
  }, BLOCK_EVERY_MS);
  return () => clearInterval(timer);
}

/** Busy processes on the core of this one: they inherit what it is bound to. */
function steal(strength: number): () => void {
  const thieves = Array.from({ length: 2 * strength }, () =>
    spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }),
  );
  return () => {
    for (const thief of thieves) thief.kill('SIGKILL');
  };
}

function litter(strength: number): () => void {
  const kept: object[][] = [];
  const timer = setInterval(() => {
    kept.push(Array.from({ length: OBJECTS * strength }, (_, at) => ({ at, text: `object ${at}`, inner: { at } })));
    if (kept.length > LISTS_KEPT) kept.shift();
  }, GARBAGE_EVERY_MS);
  return () => clearInterval(timer);
}

/** Disturbs this process until the answer is called. Too many streams are a matter of the plan. */
export function disturb(kind: Disturbance, strength: number): () => void {
  if (kind === 'blocked') return block(strength);
  if (kind === 'stolen') return steal(strength);
  if (kind === 'garbage') return litter(strength);
  return () => undefined;
}
