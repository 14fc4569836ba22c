import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { World } from '../world.ts';
import type { Mind } from './generate.ts';
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
  const streamed = generation.stream ? qwen.streamedThoughts : 'right';
  if (isTold && !qwen.alwaysThinks && streamed !== 'always') return answer;
  const thought = `Okay, the user wants to know something. ${'Let me think it over once more. '.repeat(8)}That is it.`;
  return qwen.thoughtsUnmarked || streamed === 'unmarked'
    ? `${thought}\n\n${answer}`
    : `<think>\n${thought}\n</think>\n\n${answer}`;
}

const MARKED = /^\s*<think>\n?([\s\S]*?)(?:\n?<\/think>\s*([\s\S]*))?$/;

/** Its answer as a server gives it that tells thoughts apart: what it thought, and what it says. Cut thoughts are thoughts. */
function apart(text: string): { thought: string; answer: string } {
  const [, thought = '', answer = ''] = MARKED.exec(text) ?? [undefined, '', text];
  return { thought, answer };
}

/** The mind of Qwen3, behind a server that tells its thoughts apart or does not. */
export const qwenMind = (world: Pick<World, 'behaviour'>): Pick<Mind, 'says' | 'thinks'> => ({
  says: (generation) => qwenSays(world, generation),
  thinks: ({ stream }) => {
    const { parsesThoughts, streamedThoughts } = world.behaviour.qwen;
    const streamed = stream ? streamedThoughts : 'right';
    // Usage without thoughts is that of who tells them apart.
    return {
      apart: parsesThoughts ? apart : undefined,
      last: streamed === 'last',
      counted: streamed !== 'not-counted',
    };
  },
});
