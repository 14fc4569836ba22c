import { randomInt } from 'node:crypto';
import type { ModelBehaviour } from './behaviour.ts';
import type { Generation } from './requests.ts';
import { exampleOf } from './schema-example.ts';
import { simulatorTokensOf, tokensOf } from './tokens.ts';
import { type ToolCall, toolCalls } from './tool-calls.ts';

/** What stands in for a model's mind: the words it was given, or sentences at random. */
export type Mode = 'echo' | 'random';

/** What a model says. */
export interface Mind {
  mode: Mode;
  /** What it says where it is more than its mode. */
  says?: (generation: Generation) => string;
  /** How its server tells its thoughts apart, and what its usage leaves out; undefined: it does not. */
  thinks?: (generation: Generation) => Thinking;
}

interface Thinking {
  /** The thought in a text, and the answer; undefined where its server leaves both in one. */
  apart?: (text: string) => { thought: string; answer: string };
  /** true: they are sent after the answer. */
  last: boolean;
  /** false: usage counts the answer alone. */
  counted: boolean;
}

/** vLLM, or llm-d's simulator v0.5.1, which ignores much of a request. */
export type Software = 'vllm' | 'simulator';

export interface Usage {
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
}

/** One of the answers to a request, token by token, and why it ends. */
export interface Said {
  tokens: string[];
  /** Its thoughts, where they are told apart; `last`: sent after the answer. */
  thoughts?: { tokens: string[]; last: boolean };
  finishReason: 'stop' | 'length' | 'tool_calls';
  toolCalls?: ToolCall[];
}

/** What the model says. */
export interface Generated {
  said: Said[];
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

/** The longest answer that the simulator gives where nobody bounds it. */
const LONGEST = 128;
/** Of bounded answers 15 in 100 are as long as they may be, once the bound is no longer very small. */
const FULL_PERCENT = 15;
const SMALL = 6;

/** How long an answer of the simulator is, in tokens: it draws lots, whatever seed or temperature a request names. */
function randomLength(maxTokens: number | undefined): number {
  if (maxTokens === undefined) return randomInt(1, LONGEST + 1);
  if (maxTokens <= 1) return maxTokens;
  if (maxTokens <= SMALL) return randomInt(1, maxTokens + 1);
  return randomInt(100) < FULL_PERCENT ? maxTokens : randomInt(1, maxTokens);
}

function randomTokens(count: number): string[] {
  const tokens: string[] = [];
  while (tokens.length < count) {
    const sentence = tokensOf(SENTENCES[randomInt(SENTENCES.length)] ?? '');
    tokens.push(...(tokens.length === 0 ? sentence : [` ${sentence[0]}`, ...sentence.slice(1)]));
  }
  return tokens.slice(0, count);
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

const empty: Said = { tokens: [], finishReason: 'stop' };

/** As the simulator does: it knows max_tokens and tools, and ignores stop, n, seed and response_format. */
function simulated(generation: Generation, { mode }: Mind, behaviour: ModelBehaviour): Said {
  const calls = toolCalls(generation, { drawsLots: true });
  if (calls.length > 0) return { tokens: [], finishReason: 'tool_calls', toolCalls: calls };
  const isEcho = (mode === 'echo') !== behaviour.otherMode;
  if (isEcho) return bounded(simulatorTokensOf(generation.lastUserText), generation, behaviour);
  // One that ignores its bound: no answer of the simulator is longer than the longest.
  if (behaviour.ignoresMaxTokens) return { tokens: randomTokens(LONGEST), finishReason: 'stop' };
  const tokens = randomTokens(randomLength(generation.maxTokens));
  const cut = tokens.length === generation.maxTokens && !behaviour.cutSaysStop;
  return { tokens, finishReason: cut ? 'length' : 'stop' };
}

/** As vLLM does, with a model that repeats what the user said last, or that has a mind of its own. */
function repeated(generation: Generation, { mode, says }: Mind, behaviour: ModelBehaviour): Said {
  const calls = toolCalls(generation, { drawsLots: false });
  if (calls.length > 0 && !behaviour.ignoresTools) return { tokens: [], finishReason: 'tool_calls', toolCalls: calls };
  const { answerSchema } = generation;
  if (answerSchema !== undefined && !behaviour.ignoresResponseFormat)
    return bounded(tokensOf(JSON.stringify(exampleOf(answerSchema))), generation, behaviour);
  const text = says?.(generation) ?? (mode === 'echo' ? generation.lastUserText : randomTokens(LONGEST).join(''));
  const stops = behaviour.ignoresStop ? [] : generation.stops;
  return bounded(tokensOf(beforeStop(text, stops)), generation, behaviour);
}

/** At most as many tokens as asked for. */
function bounded(whole: string[], { maxTokens }: Generation, behaviour: ModelBehaviour): Said {
  // A model that ignores max_tokens does not stop where its answer would end, either.
  const long = behaviour.ignoresMaxTokens ? Array.from({ length: 40 }, () => whole).flat() : whole;
  const cut = maxTokens !== undefined && !behaviour.ignoresMaxTokens && long.length > maxTokens;
  const tokens = cut ? long.slice(0, maxTokens) : long.slice(0, Math.max(whole.length, 400));
  return { tokens, finishReason: cut && !behaviour.cutSaysStop ? 'length' : 'stop' };
}

/** Generates what is answered to a request. */
export function generate(
  generation: Generation,
  { software, ...mind }: Mind & { software: Software },
  behaviour: ModelBehaviour,
): Generated {
  const say = software === 'simulator' ? simulated : repeated;
  const count = software === 'simulator' || behaviour.ignoresN ? 1 : generation.choices;
  const said = Array.from({ length: count }, () => (behaviour.emptyAnswers ? empty : say(generation, mind, behaviour)));
  const thinking = mind.thinks?.(generation);
  const thought = said.map((one) => withThoughtsApart(one, thinking));
  const completion = (thinking?.counted === false ? thought : said).reduce((sum, one) => sum + tokensSaid(one), 0);
  return { said: thought, usage: usageOf(promptTokens(generation), completion, behaviour) };
}

function withThoughtsApart(said: Said, { apart, last }: Partial<Thinking> = {}): Said {
  if (apart === undefined) return said;
  const { thought, answer } = apart(said.tokens.join(''));
  return { ...said, tokens: tokensOf(answer), thoughts: { tokens: tokensOf(thought), last: last ?? false } };
}

/** Tokens of an answer, those of its tool calls included. */
const tokensSaid = ({ tokens, toolCalls: calls = [] }: Said): number =>
  tokens.length + calls.reduce((sum, { arguments: text }) => sum + 3 + tokensOf(text).length, 0);

function usageOf(prompt: number, completion: number, { usage }: ModelBehaviour): Usage {
  if (usage === 'zero') return { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
  const counted = usage === 'unstable' ? prompt + (answers++ % 5) : prompt;
  return {
    prompt_tokens: counted,
    completion_tokens: completion,
    total_tokens: counted + completion + (usage === 'wrong-total' ? 3 : 0),
  };
}
