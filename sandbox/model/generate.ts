import { createHash } from 'node:crypto';
import type { ModelBehaviour } from './behaviour.ts';
import type { Generation } from './requests.ts';
import { tokensOf } from './tokens.ts';

export type Mode = 'echo' | 'random';

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** What the model says, token by token, and why it stopped. */
export interface Generated {
  tokens: string[];
  finishReason: 'stop' | 'length';
  usage: Usage;
}

const SENTENCES = [
  'Today is a nice sunny day.',
  'The quick brown fox jumps over the lazy dog.',
  'I am fine, how are you today?',
  'Give a man a fish and you feed him for a day.',
  'To be or not to be, that is the question.',
  'All your base are belong to us.',
  'Testing can show the presence of bugs, not their absence.',
  'A watched pot never boils.',
];
const LONGEST_RANDOM = 4;

/** A few of the sentences, chosen by prompt and seed alone: the same request always gets the same text. */
function randomText(generation: Generation): string {
  const digest = createHash('sha256').update(`${generation.seed}:${generation.prompt}`).digest();
  const count = 1 + ((digest[0] ?? 0) % LONGEST_RANDOM);
  return Array.from({ length: count }, (_, index) => SENTENCES[(digest[index + 1] ?? 0) % SENTENCES.length]).join(' ');
}

function beforeStop(text: string, stops: string[]): string {
  const ends = stops.flatMap((stop) => (stop === '' || !text.includes(stop) ? [] : [text.indexOf(stop)]));
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}

let answers = 0;

/** The tokens of a request's prompt, as `usage` counts them. */
export function promptTokens(generation: Generation): number {
  return tokensOf(generation.prompt).length;
}

/** Generates an answer. `mode` echo gives back the last user message; random gives sentences. */
export function generate(generation: Generation, mode: Mode, behaviour: ModelBehaviour): Generated {
  const text = behaviour.emptyAnswers ? '' : mode === 'echo' ? generation.lastUserText : randomText(generation);
  const whole = tokensOf(beforeStop(text, generation.stops));
  // A model that ignores max_tokens does not stop where its answer would end, either.
  const long = behaviour.ignoresMaxTokens ? Array.from({ length: 40 }, () => whole).flat() : whole;
  const cut = generation.maxTokens !== undefined && !behaviour.ignoresMaxTokens && long.length > generation.maxTokens;
  const tokens = cut ? long.slice(0, generation.maxTokens) : long.slice(0, Math.max(whole.length, 400));
  return {
    tokens,
    finishReason: cut && !behaviour.cutSaysStop ? 'length' : 'stop',
    usage: usageOf(promptTokens(generation), tokens.length, behaviour),
  };
}

function usageOf(prompt: number, completion: number, { usage }: ModelBehaviour): Usage {
  if (usage === 'zero') return { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  const counted = usage === 'unstable' ? prompt + (answers++ % 5) : prompt;
  return {
    prompt_tokens: counted,
    completion_tokens: completion,
    total_tokens: counted + completion + (usage === 'wrong-total' ? 3 : 0),
  };
}
