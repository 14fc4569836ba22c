import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { World } from '../world.ts';
import type { Generation } from './requests.ts';

const ANSWERS = z
  .record(z.string(), z.string())
  .parse(parse(readFileSync(new URL('qwen-answers.yaml', import.meta.url), 'utf8')));

/** The soft switch that Qwen3 knows: the last one in the messages counts. */
const NO_THINK = /\s*\/no_think\b/g;

/** What Qwen3 says to a request, thoughts included: they stand in a block before the answer, where its server parses none. */
export function qwenSays({ behaviour: { qwen } }: Pick<World, 'behaviour'>, generation: Generation): string {
  const asked = generation.lastUserText.replace(NO_THINK, '');
  if (qwen.wrongTemplate) return `\nHuman: ${asked}\nHuman: ${asked}\n`;
  const known = Object.entries(ANSWERS).find(([question]) => asked.includes(question))?.[1];
  // Of what it does not know it repeats what it was told.
  const answer = known ?? (qwen.drawsLots ? `${asked} (${randomInt(1e6)})` : asked);
  const isTold =
    generation.kind === 'completion' || generation.thinks === false || NO_THINK.test(generation.lastUserText);
  if (isTold && !qwen.alwaysThinks) return answer;
  const thought = `Okay, the user wants to know something. ${'Let me think it over once more. '.repeat(8)}That is it.`;
  return qwen.thoughtsUnmarked ? `${thought}\n\n${answer}` : `<think>\n${thought}\n</think>\n\n${answer}`;
}
