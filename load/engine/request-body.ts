import type { Plan, PlannedRequest } from '../plan/plan.ts';
import { promptText } from '../plan/prompt-text.ts';

const PATHS = { chat: 'chat/completions', completions: 'completions' } as const;

/** The path of a model's endpoint below its base. */
export const endpointPath = ({ target }: Pick<Plan, 'target'>): string => PATHS[target.endpoint];

/** What a planned request sends, as JSON. The same request makes the same bytes. */
export function requestBody(request: PlannedRequest, { target }: Pick<Plan, 'target'>, model: string): string {
  const { prompt, outTokens, stream } = request;
  const parts = prompt.map(({ role, seed, tokens }) => ({ role, content: promptText(seed, tokens) }));
  const asked =
    target.endpoint === 'chat' ? { messages: parts } : { prompt: parts.map(({ content }) => content).join('\n') };
  return JSON.stringify({
    model,
    ...asked,
    max_tokens: outTokens,
    ...(target.ignoreEos && { ignore_eos: true, min_tokens: outTokens }),
    // Tokens are counted by the server: without its usage a stream does not say how many it had.
    ...(stream && { stream: true, stream_options: { include_usage: true } }),
  });
}
