import { milliseconds } from '../profile/duration.ts';
import type { Profile } from '../profile/profile.ts';
import type { Draft } from './draft.ts';
import type { PromptPart } from './plan.ts';
import type { Random } from './random.ts';
import { drawTokens } from './token-count.ts';

const SEEDS = 2 ** 32;

/** Shared beginnings have seeds above those of all other texts: the same for each request of a group. */
const prefixSeed = (group: number): number => SEEDS + group;

/** Who sends, when, and in what order: what a conversation inherits from its phase. */
export type Sender = Pick<Draft, 'phase' | 'atMs' | 'tier' | 'user' | 'lane' | 'thinkMs'>;

/** The lengths that a trace prescribes; drawn from the profile's where absent. */
interface Prescribed {
  input: number;
  output: number;
}

/** The shared beginning, if the profile has any, shorter than the prompt that it begins. */
function prefixOf({ prefix }: Profile['prompts'], input: number, random: Random): PromptPart[] {
  if (prefix === undefined || input < 2) return [];
  const seed = prefixSeed(Math.floor(random() * prefix.groups));
  return [{ role: 'system', seed, tokens: Math.min(prefix.tokens, input - 1) }];
}

const total = (parts: readonly PromptPart[]): number => parts.reduce((sum, { tokens }) => sum + tokens, 0);

/**
 * The requests of one arrival: one, or the turns of a conversation. A later turn repeats what was said before it. The
 * answers in it are the planned ones, not those of the server, so that each engine sends the same bytes.
 */
export function conversationOf(
  sender: Sender,
  prompts: Profile['prompts'],
  random: Random,
  prescribed?: Prescribed,
): Draft[] {
  const turns = prompts.turns?.count ?? 1;
  const think = milliseconds(prompts.turns?.think);
  const conversation = {};
  const drafts: Draft[] = [];
  let said: PromptPart[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const input = prescribed?.input ?? drawTokens(prompts.input, random);
    const outTokens = prescribed?.output ?? drawTokens(prompts.output, random);
    const before = turn === 0 ? prefixOf(prompts, input, random) : said;
    const fresh = turn === 0 ? input - total(before) : input;
    const prompt: PromptPart[] = [...before, { role: 'user', seed: Math.floor(random() * SEEDS), tokens: fresh }];
    said = [...prompt, { role: 'assistant', seed: Math.floor(random() * SEEDS), tokens: outTokens }];
    const previous = drafts.at(-1);
    drafts.push({
      ...sender,
      // In a lane the order is the lane's; else a turn is due after the time that the ones before it need at least.
      atMs: sender.lane === undefined ? sender.atMs + turn * think : sender.atMs,
      ...(previous !== undefined && { follows: previous, thinkMs: think }),
      conversation,
      turn,
      prompt,
      outTokens,
      stream: prompts.stream,
    });
  }
  return drafts;
}
