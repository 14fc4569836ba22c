import { setTimeout as delay } from 'node:timers/promises';
import type { Generated } from './generate.ts';

/** How long answers are collected before they are handed out. */
const ROUND_MS = 60;

/** Gives each of several answers in flight the text of another one, as a server with a shared buffer does; a single answer its own. */
export function exchanges(): (generated: Generated) => Promise<Generated> {
  let open: Generated[] | undefined;
  return async (generated) => {
    open ??= [];
    const round = open;
    const at = round.push(generated) - 1;
    await delay(ROUND_MS);
    if (open === round) open = undefined;
    return round[(at + 1) % round.length] ?? generated;
  };
}
